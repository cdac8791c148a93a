"""Marks stand in their text, and a handed-in answer never carries somebody else's text away."""

import json

import pytest
from tests import builders
from tests.builders import a_message, a_response, a_widget
from tests.unit.article.invented import PARAGRAPHS

from medialit import article
from medialit.article import fingerprint
from medialit.i18n import Language
from medialit.responses import Action, JournalSink, Kind, MemorySink

TAKEN = fingerprint.taken_of(PARAGRAPHS, "an island, invented")
FERRY = "The ferry stopped in March. The baker says that the water was too low."


@pytest.fixture
def copy(monkeypatch):
    """The person has added a copy of both paragraphs that one passage stands for."""
    for number in (1, 2):
        monkeypatch.setitem(builders.COPY, number, PARAGRAPHS[number - 1])


def mark(quote, kind="nobody", *, text="ferry.en", within=FERRY, note=""):
    start = within.index(quote)
    return {"text": text, "kind": kind, "start": start, "end": start + len(quote), "note": note, "exact": quote}


def in_copy(number, first, last, kind="nobody", note=""):
    """A mark on a paragraph of the copy, from one word to another, counted from one."""
    text = PARAGRAPHS[number - 1]
    words = text.split(" ")
    quote = " ".join(words[first - 1 : last]).strip("“”,.")
    return mark(quote, kind, text=f"article-{number}", within=text, note=note)


TWO = {"passage": "ferry", "marks": [mark("The baker says", "interviewee", note="asked"), mark("too low")]}
LONG = {"passage": "pier", "marks": [in_copy(1, 1, 34), in_copy(2, 2, 4, "reporter", note="short")]}


def commit(value, *, action="commit", **more):
    widget, sink = a_widget("EX-marks", **more)
    return widget.receive(a_message(action, value)), widget, sink


def test_marks_are_saved_as_quotations_with_the_words_around_them():
    reply, widget, sink = commit(TWO)
    assert reply["status"] == "saved"
    assert sink.responses()[-1].value["marks"][1] == {
        "text": "ferry.en", "kind": "nobody", "note": "", "start": 62, "end": 69,
        "exact": "too low", "prefix": "says that the water was ", "suffix": ". It must have been the ",
    }  # fmt: skip
    again, _ = a_widget("EX-marks", sink=sink)
    assert again.view["first"] == widget.view["first"]
    assert [one["here"] for one in again.view["first"]["value"]["marks"]] == [True, True]


def test_every_form_of_a_mark_is_read_back_from_the_journal(copy, tmp_path):
    widget, sink = a_widget("EX-marks")
    for action, value in (("draft", LONG), ("commit", LONG), ("again", TWO)):
        assert widget.receive(a_message(action, value))["status"] == "saved"
    journal = JournalSink(tmp_path / "example.answers.jsonl")
    journal.save_all(sink.responses())
    assert journal.responses() == sink.responses()


REFUSED = [
    (TWO | {"marks": TWO["marks"][:1]}, "at least 2 places"),
    (TWO | {"passage": None}, "Choose a part"),
    (TWO | {"passage": "pier"}, "at least 2 places"),
    (TWO | {"passage": "cat"}, "has changed since"),
    (TWO | {"marks": [*TWO["marks"], TWO["marks"][0]]}, "could not be understood"),
    (TWO | {"marks": [mark("too low") | {"start": 63}, mark("baker")]}, "has changed since"),
    (TWO | {"marks": [mark("too low") | {"exact": "too high"}, mark("baker")]}, "has changed since"),
    (TWO | {"marks": [mark("too low") | {"text": "ferry.zh"}, mark("baker")]}, "has changed since"),
    (TWO | {"marks": [mark("too low") | {"text": "article-1"}, mark("baker")]}, "has changed since"),
    (TWO | {"marks": [mark("too low", "angry"), mark("baker")]}, "has changed since"),
    (TWO | {"marks": [mark("baker") | {"hash": "0" * 16}, mark("too low")]}, "could not be understood"),
    (TWO | {"marks": [{**mark("baker"), "exact": ""}, mark("too low")]}, "could not be understood"),
    (TWO | {"marks": [{"text": "ferry.en", "kind": "nobody", "start": 0, "end": 3, "note": ""}]}, "could not be"),
    (TWO | {"marks": 3}, "could not be understood"),
]


@pytest.mark.parametrize(("value", "words"), REFUSED)
def test_a_commit_that_breaks_a_rule_says_which(value, words):
    reply, _, sink = commit(value)
    assert (reply["status"], sink.responses()) == ("refused", ())
    assert words in reply["message"]


def test_overlapping_marks_and_two_labels_for_the_same_words_are_let_in():
    marks = [mark("The baker says"), mark("baker"), mark("baker", "reporter")]
    assert commit(TWO | {"marks": marks})[0]["status"] == "saved"


def test_a_draft_may_be_empty():
    assert commit({"passage": None, "marks": []}, action="draft")[0]["status"] == "saved"


def test_nothing_of_the_comparison_is_there_before_the_commit():
    widget, _ = a_widget("EX-marks")
    widget.receive(a_message("draft", TWO))
    before = json.dumps([widget.view, widget.on_paper()], ensure_ascii=False)
    assert widget.view["reveal"] is None
    for hidden in ("is a guess", "The baker was asked", "C01"):
        assert hidden not in before


def test_after_it_the_same_words_have_both_labels_and_only_those_of_the_part_that_was_marked():
    _, widget, _ = commit(TWO | {"marks": [mark("water was too", "nobody"), mark("March")]})
    first, second = widget.view["reveal"]["words"]
    assert (first["quote"], first["label"], first["mine"]) == ("the water was too low", "an interviewee", ["nobody"])
    assert first["why"] == "The baker was asked."
    assert second["mine"] == []
    assert "marks" not in widget.view["reveal"]
    assert "C01" not in json.dumps(widget.view)


def test_a_part_of_the_article_is_compared_with_the_claims_of_the_companion():
    text = "The ferry stopped, and a neighbour recalls the empty pier."
    marks = [
        mark("ferry stopped", "reporter", text="pier.en", within=text),
        mark("a neighbour", "interviewee", text="pier.en", within=text),
    ]
    _, widget, _ = commit({"passage": "pier", "marks": marks})
    (told,) = widget.view["reveal"]["words"]
    assert (told["quote"], told["label"], told["mine"]) == ("The ferry stopped", "the reporter", ["the reporter"])
    assert told["claim"]["title"].startswith("C01 (paragraph 1): ")
    assert any(line.startswith("How to check: ") for line in told["claim"]["lines"])
    assert any(line.startswith("The record, as far as we found it: ") for line in told["claim"]["lines"])
    assert told["claim"]["sources"][0]["text"]


# With a copy of the article


def test_the_copy_is_handed_out_on_request_and_is_never_part_of_the_state(copy):
    widget, _ = a_widget("EX-marks")
    reply = widget.receive(a_message("check", {"passage": "pier"}))
    assert reply["status"] == "told"
    assert [one["text"] for one in reply["told"]["texts"]] == list(PARAGRAPHS[:2])
    assert reply["told"]["texts"][1]["id"] == "article-2"
    widget.receive(a_message("draft", LONG))
    widget.receive(a_message("commit", LONG))
    state = json.dumps([widget.view, widget.strings, widget.text_record(), widget.on_paper()], ensure_ascii=False)
    assert list(article.long_runs([("state", state)], TAKEN)) == []


@pytest.mark.parametrize("asked", [{"passage": "ferry"}, {"passage": "cat"}, {"passage": 3}, {}, None, [], "pier"])
def test_only_paragraphs_of_the_copy_that_a_passage_stands_for_are_handed_out(copy, asked):
    widget, _ = a_widget("EX-marks")
    assert widget.receive(a_message("check", asked))["status"] == "refused"


def test_without_the_whole_copy_the_passage_stands_there_and_what_is_lacking_is_named(monkeypatch):
    monkeypatch.setitem(builders.COPY, 2, PARAGRAPHS[1])
    widget, _ = a_widget("EX-marks")
    assert widget.view["copy"]["pier"] == {"whole": False, "lacks": [1]}
    assert widget.receive(a_message("check", {"passage": "pier"}))["status"] == "refused"


def test_a_draft_on_the_copy_holds_places_only_and_a_commit_short_quotations(copy):
    _, widget, sink = commit(LONG, action="draft")
    drafted = sink.responses()[-1].value["marks"]
    assert all(set(one) == {"text", "kind", "note", "start", "end", "words", "hash"} for one in drafted)
    assert widget.receive(a_message("commit", LONG))["status"] == "saved"
    long, short = sink.responses()[-1].value["marks"]
    assert "exact" not in long
    assert long["words"] == 34
    assert (short["exact"], short["prefix"]) == ("walked down every", "We’d ")
    record = widget.text_record()
    assert "nobody: 34 words of paragraph 1, not quoted here" in record
    assert "(paragraph 2) – short" in record


def test_however_much_is_marked_in_however_many_answers_the_journal_never_carries_the_text(copy):
    widget, sink = a_widget("EX-marks")
    words = [len(PARAGRAPHS[number - 1].split()) for number in (1, 2)]
    for size in (3, 5, 9, 14):
        marks = [
            in_copy(number, at, min(at + size - 1, words[number - 1]))
            for number in (1, 2)
            for at in range(1, words[number - 1], size)
        ]
        unique = list({(one["text"], one["start"], one["end"]): one for one in marks}.values())
        for action in ("draft", "again" if sink.responses() and widget.view["first"] else "commit"):
            reply = widget.receive(a_message(action, {"passage": "pier", "marks": unique}))
            assert reply["status"] == "saved", reply
    journal = "\n".join(json.dumps(one.value, ensure_ascii=False) for one in sink.responses())
    assert list(article.long_runs([("journal", journal)], TAKEN)) == []
    quoted = {one["exact"] for response in sink.responses() for one in response.value["marks"] if "exact" in one}
    assert quoted, "some words are quoted, so that a teacher can read the answer"
    assert all(len(one.split()) <= 15 for one in quoted)


def test_a_commit_that_is_sent_twice_is_one_answer(copy):
    _, widget, sink = commit(LONG)
    assert widget.receive(a_message("commit", LONG, seq=2))["status"] == "saved"
    assert len(sink.responses()) == 1


def test_marks_on_the_copy_are_found_again_and_survive_where_there_is_none(copy, monkeypatch):
    _, _, sink = commit(LONG)
    widget, _ = a_widget("EX-marks", sink=sink)
    assert [one["here"] for one in widget.view["first"]["value"]["marks"]] == [True, True]
    assert [one["mine"] for one in widget.view["reveal"]["words"]] == [["nobody"], []]
    for number in (1, 2):
        monkeypatch.delitem(builders.COPY, number)
    elsewhere, _ = a_widget("EX-marks", sink=sink, language=Language.ZH)
    marks = elsewhere.view["first"]["value"]["marks"]
    assert [one["here"] for one in marks] == [False, False]
    assert "第1段里的34个词，这里不引用" in elsewhere.text_record()
    sent = [{name: part for name, part in one.items() if name != "here"} for one in marks]
    assert elsewhere.receive(a_message("again", {"passage": "pier", "marks": sent}))["status"] == "saved"
    assert elsewhere.view["stage"] == "done"


def test_a_copy_with_other_typography_still_has_the_marks(copy, monkeypatch):
    _, _, sink = commit(LONG)
    monkeypatch.setitem(builders.COPY, 2, "Shared by a reader: " + PARAGRAPHS[1].replace("’", "'").replace("“", '"'))
    widget, _ = a_widget("EX-marks", sink=sink)
    moved = widget.view["first"]["value"]["marks"][1]
    assert moved["here"]
    assert moved["start"] == LONG["marks"][1]["start"] + 20


# Older forms and the record


def test_marks_of_an_older_form_stay_are_told_and_can_be_sent_again():
    old = {"text": "ferry.en", "kind": "grim", "start": 0, "end": 5, "note": "", "exact": "Barge"}
    value = {"passage": "harbour", "marks": [old]}
    sink = MemorySink(a_response("EX-marks", Action.COMMIT, value, kind=Kind.ANNOTATE, lesson="example"))
    widget, _ = a_widget("EX-marks", sink=sink)
    assert "Part: harbour" in widget.text_record()
    assert "grim: “Barge”" in widget.text_record()
    assert widget.view["reveal"]["words"] == []
    again = {"passage": "ferry", "marks": [old, *TWO["marks"]]}
    assert widget.receive(a_message("again", again))["status"] == "saved"
    fresh, _ = a_widget("EX-marks")
    assert fresh.receive(a_message("commit", again))["status"] == "refused"


def test_the_record_names_the_part_and_every_mark_in_the_language_of_the_notebook():
    record = commit(TWO, language=Language.EN)[1].text_record()
    assert "Part: The ferry" in record
    assert "an interviewee: “The baker says” – asked" in record
    text = "渡船在3月停了。面包师说，是水太浅。"
    marks = [mark("面包师", "interviewee", text="ferry.zh", within=text), mark("水太浅", text="ferry.zh", within=text)]
    record = commit(TWO | {"marks": marks}, language=Language.ZH)[1].text_record()
    assert "部分：渡船" in record
    assert "没有人：“水太浅”" in record


def test_on_paper_stand_the_passages_of_the_module_and_an_empty_table(copy):
    paper = "\n\n".join(a_widget("EX-marks")[0].on_paper())
    assert "\n\nNine days later a notice was nailed to the gate" in paper
    assert "**The ferry** Invented for practice" in paper
    assert "| Words | Label | Note |" in paper
    assert "tired dog" not in paper, "the copy stays where it is"
