"""A matrix keeps marks and lines of the prompt's own cards; the suggestion comes after the commit."""

import copy
import tomllib
from pathlib import Path

import pytest
from tests.builders import a_message, a_response, a_widget

from medialit import curriculum
from medialit.errors import BadContent
from medialit.i18n import Language
from medialit.responses import Action, Kind, MemorySink

VALUE = {"marks": {"essay": {"easier": "supports"}}, "lines": {"essay": "it | argues"}, "certainty": 60}


def test_nothing_is_suggested_before_the_commit_and_everything_after_it():
    widget, _ = a_widget("EX-matrix")
    assert "argues, and measures" not in str(widget.view)
    widget.receive(a_message("draft", VALUE))
    assert widget.view["reveal"] is None
    assert widget.view["draft"] == VALUE
    assert widget.receive(a_message("commit", VALUE))["status"] == "saved"
    assert widget.view["reveal"]["cards"]["essay"]["marks"] == {"easier": "supports", "less": "cannot"}
    assert widget.view["reveal"]["cards"]["trial"]["sources"][0]["key"] == "kristofferson2014"
    again = VALUE | {"marks": {"trial": {"less": "complicates"}}}
    assert widget.receive(a_message("again", again))["status"] == "saved"
    assert widget.view["first"]["value"] == VALUE


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (VALUE | {"marks": {}}, "at least one cell"),
        (VALUE | {"marks": {"essay": {}}}, "at least one cell"),
        (VALUE | {"certainty": None}, "how sure you are"),
        (VALUE | {"marks": {"essay": {"easier": "proves"}}}, "has changed"),
        (VALUE | {"marks": {"essay": {"louder": "supports"}}}, "has changed"),
        (VALUE | {"marks": {"song": {"easier": "supports"}}}, "has changed"),
        (VALUE | {"lines": {"song": "la"}}, "has changed"),
        (VALUE | {"lines": {"essay": 7}}, "could not be understood"),
        (VALUE | {"marks": {"essay": "supports"}}, "could not be understood"),
        (VALUE | {"lines": {"essay": "a" * 20_001}}, "longer than 20,000"),
    ],
)
def test_a_commit_that_breaks_a_rule_says_which(value, words):
    widget, sink = a_widget("EX-matrix")
    assert words in widget.receive(a_message("commit", value))["message"]
    assert sink.responses() == ()


def test_the_record_tells_marks_and_lines_by_card_and_counts_the_empty_cells():
    widget, _ = a_widget("EX-matrix", language=Language.ZH)
    widget.receive(a_message("commit", VALUE))
    record = widget.text_record()
    assert "**一篇评论** · 更容易：支持 · it \\| argues" in record
    assert "4格中有3格空着" in record
    assert "把握程度 60/100" in record or "60" in record


def test_an_answer_to_an_older_form_is_told_and_can_be_kept_in_a_second_answer():
    older = {"marks": {"song": {"louder": "sings"}}, "lines": {"song": "grim"}, "certainty": 50}
    sink = MemorySink(a_response("EX-matrix", Action.COMMIT, older, kind=Kind.MATRIX, lesson="example"))
    widget, _ = a_widget("EX-matrix", sink=sink)
    assert widget.view["stage"] == "committed"
    assert "**song** · louder: sings · grim" in widget.text_record()
    both = {"marks": older["marks"] | VALUE["marks"], "lines": older["lines"], "certainty": 50}
    assert widget.receive(a_message("again", both))["status"] == "saved"


def test_on_paper_stand_all_cards_and_an_empty_table_and_nothing_that_is_suggested():
    for language, label in ((Language.EN, "cannot say"), (Language.ZH, "说明不了")):
        widget, _ = a_widget("EX-matrix", language=language)
        text = "\n\n".join(widget.on_paper())
        assert all(card["text"].rstrip(".。") in text.replace("\\", "") for card in widget.content["cards"])
        assert f"○ {label}" in text
        assert all(line.count("|") == 5 for line in text.splitlines() if line.startswith("|"))
        assert widget.prompt.reveal(language)["cards"]["essay"]["why"] not in text.replace("\\", "")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"song": {"marks": {}, "why": {"en": "a", "zh": "甲"}}}, "the card 'song'"),
        ({"essay": {"marks": {"louder": "supports"}, "why": {"en": "a", "zh": "甲"}}}, "the column 'louder'"),
        ({"essay": {"marks": {"less": "proves"}, "why": {"en": "a", "zh": "甲"}}}, "the mark 'proves'"),
        (
            {"essay": {"marks": {}, "why": {"en": "a", "zh": "甲"}, "facts": {"age": {"en": "a", "zh": "甲"}}}},
            "the fact 'age'",
        ),
    ],
)
def test_a_suggestion_that_names_what_is_not_there_is_a_slip(change, words):
    file = Path(__file__).parents[2] / "example_lesson.toml"
    data = copy.deepcopy(tomllib.loads(file.read_text("utf-8")))
    next(one for one in data["prompt"] if one["id"] == "EX-matrix")["reveal"]["cards"] = change
    with pytest.raises(BadContent, match=words):
        curriculum.load.plan_of(data, file.name, curriculum.reference)
