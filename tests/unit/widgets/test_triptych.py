"""A triptych keeps marks that stand in its texts; what others would mark comes after the commit."""

import copy
import tomllib
from pathlib import Path

import pytest
from tests.builders import a_message, a_response, a_widget

from medialit import curriculum
from medialit.errors import BadContent
from medialit.i18n import Language
from medialit.responses import Action, Kind, MemorySink
from medialit.responses.class_results import ClassResults


def a_mark(text="EX-TP1.fluent", kind="gained", start=12, end=14, quote="so", note=""):
    return {"text": text, "kind": kind, "start": start, "end": end, "quote": quote, "note": note}


LOST = a_mark("EX-TP1.original", "lost", 2, 4, "报到", "a salute")
VALUE = {"marks": [LOST, a_mark()]}


def results(n, *runs):
    return ClassResults(
        lesson="example", class_name="Monday", prompts={"EX-triptych": {"kind": "spans", "n": n, "runs": list(runs)}}
    )


def a_run(count, start=12, end=14, **more):
    return {"text": "EX-TP1.fluent", "kind": "gained", "from": start, "to": end, "count": count} | more


def test_nothing_is_suggested_before_the_commit_and_everything_after_it():
    widget, _ = a_widget("EX-triptych", results=results(20, a_run(9)))
    assert "A reason" not in str(widget.view)
    assert widget.receive(a_message("draft", VALUE))["status"] == "saved"
    assert widget.view["draft"] == VALUE
    assert widget.view["reveal"] is widget.view["class"] is None
    assert widget.receive(a_message("commit", VALUE))["status"] == "saved"
    assert widget.view["reveal"]["passages"]["EX-TP1"]["gained"] == "A reason: so."
    assert widget.view["class"]["runs"][0]["quote"] == "so"
    assert widget.receive(a_message("again", {"marks": [LOST]}))["status"] == "saved"
    assert widget.view["first"]["value"] == VALUE


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"marks": []}, "passages: 1 or more"),
        ({"marks": [a_mark(start=13, end=15)]}, "has changed"),
        ({"marks": [a_mark(kind="lost")]}, "has changed"),
        ({"marks": [a_mark("EX-TP1.original", "gained", 2, 4, "报到")]}, "has changed"),
        ({"marks": [a_mark("EX-TP1.machine", "added", 0, 9, "Newcomers")]}, "has changed"),
        ({"marks": [a_mark("EX-TP9.fluent")]}, "has changed"),
        ({"marks": [a_mark(), a_mark()]}, "could not be understood"),
        ({"marks": [a_mark(start=-2)]}, "could not be understood"),
        ({"marks": [a_mark(start=12.5)]}, "could not be understood"),
        ({"marks": [a_mark(note="n" * 20_001)]}, "longer than 20,000"),
        ({"marks": [a_mark() | {"html": "<b>"}]}, "could not be understood"),
    ],
)
def test_a_commit_that_breaks_a_rule_says_which(value, words):
    widget, sink = a_widget("EX-triptych")
    assert words in widget.receive(a_message("commit", value))["message"]
    assert sink.responses() == ()


def test_a_draft_may_still_be_empty():
    widget, _ = a_widget("EX-triptych")
    assert widget.receive(a_message("draft", {"marks": []}))["status"] == "saved"


def test_the_record_tells_every_mark_with_its_passage_and_note():
    written = {"marks": [LOST | {"note": "*a*\nsalute <br>"}]}
    widget, _ = a_widget("EX-triptych")
    widget.receive(a_message("commit", written))
    assert "– \\*a\\* salute \\<br\\>" in widget.text_record(), "a note writes no Markdown"
    for language, told in (
        (Language.EN, "lost: “报到” (passage 1, Original) – a salute"),
        (Language.ZH, "丢失：“报到”（第1段，原文） – a salute"),
    ):
        widget, _ = a_widget("EX-triptych", language=language)
        widget.receive(a_message("commit", VALUE))
        assert told in widget.text_record().replace("\\", "")


def test_marks_of_an_older_text_are_told_and_can_be_kept_in_a_second_answer():
    older = {"marks": [a_mark(start=0, end=3, quote="Old"), a_mark("gone.fluent", "moved", 0, 4, "grim")]}
    sink = MemorySink(a_response("EX-triptych", Action.COMMIT, older, kind=Kind.TRIPTYCH, lesson="example"))
    widget, _ = a_widget("EX-triptych", sink=sink)
    assert widget.view["stage"] == "committed"
    assert "“Old”" in widget.text_record()
    assert "moved: “grim” (gone\\.fluent)" in widget.text_record()
    assert widget.receive(a_message("again", {"marks": [*older["marks"], LOST]}))["status"] == "saved"
    fresh, _ = a_widget("EX-triptych")
    assert fresh.receive(a_message("commit", older))["status"] == "refused"


@pytest.mark.parametrize(("n", "shown"), [(7, None), (8, ["so"])])
def test_a_class_under_eight_is_not_shown_and_no_place_that_fewer_than_five_marked(n, shown):
    hidden = (a_run(4, 2, 5), a_run(6, 500, 600), a_run(6, text="EX-TP9.fluent"), a_run(6, kind="lost"))
    widget, _ = a_widget("EX-triptych", results=results(n, a_run(5), *hidden))
    widget.receive(a_message("commit", VALUE))
    runs = widget.view["class"]["runs"]
    assert (runs and [run["quote"] for run in runs]) == shown


def test_on_paper_stand_all_texts_and_an_empty_table_and_nothing_that_is_suggested():
    for language in Language:
        widget, _ = a_widget("EX-triptych", language=language)
        text = "\n\n".join(widget.on_paper()).replace("\\", "")
        assert all(
            one in text for one in ("新人报到，先交猫税。", "cat-tax", "so cat tax first.", "Newcomers check in")
        )
        assert "| | | |" in text.replace("  ", " ")
        assert widget.prompt.reveal(language)["passages"]["EX-TP1"]["note"] not in text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one: one["reveal"]["passages"].pop("EX-TP2"), "reveals nothing about the passage 'EX-TP2'"),
        (lambda one: one["content"]["passages"].pop(), "the passage 'EX-TP2', which is not there"),
        (lambda one: one["content"].update(at_least=3), "asks for marks in 3 passages and has 2"),
    ],
)
def test_a_triptych_that_does_not_fit_together_is_a_slip(change, words):
    file = Path(__file__).parents[2] / "example_lesson.toml"
    data = copy.deepcopy(tomllib.loads(file.read_text("utf-8")))
    change(next(one for one in data["prompt"] if one["id"] == "EX-triptych"))
    with pytest.raises(BadContent, match=words):
        curriculum.load.plan_of(data, file.name, curriculum.reference)
