"""Then/Now shows what was committed, and keeps a choice and texts, never a copy."""

import pytest
from tests.builders import LESSON, a_message, a_response, a_widget, the_example

from medialit.i18n import Language
from medialit.responses import Action, Kind, MemorySink, Record
from medialit.widgets import ThenNow

CHOICE = {"lesson": LESSON, "prompt": "L1-C1"}
VALUE = {"choices": {"early": CHOICE}, "texts": {"early": {"met": "a study", "now": "the same"}}}


def saved(value, **more):
    widget, sink = a_widget("EX-then", **more)
    return widget.receive(a_message("save", value)), widget, sink


def test_each_slot_offers_the_answers_of_its_own_lessons():
    view = a_widget("EX-then")[0].view
    assert [one["prompt"] for one in view["earlier"]["early"]] == ["L1-C1", "L1-C2"]
    assert view["earlier"]["late"] == []
    assert view["notes"] == ["one line could not be read"]


def test_an_answer_is_shown_with_date_certainty_and_second_answer_in_its_own_language():
    number, choice = a_widget("EX-then")[0].view["earlier"]["early"]
    assert number["first"]["lines"] == ["40%", "friends\nstayed"]
    assert number["first"]["certainty"] == "Certainty 60 out of 100"
    assert "2025" in number["first"]["head"]
    assert number["again"]["lines"] == ["32%"]
    assert number["again"]["certainty"] is None
    assert (choice["lang"], choice["question"], choice["again"]) == ("zh-Hans", "哪个最有说服力？", None)


def test_choice_and_texts_are_saved_and_nothing_is_copied():
    reply, _, sink = saved(VALUE)
    assert reply["status"] == "saved"
    assert sink.responses()[0].value == VALUE


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"choices": {"middle": CHOICE}, "texts": {}}, "not among your committed ones"),
        ({"choices": {}, "texts": {"early": {"feelings": "x"}}}, "has changed since"),
        ({"choices": {"early": CHOICE | {"prompt": "L1-C9"}}, "texts": {}}, "not among your committed ones"),
        ({"choices": {"late": CHOICE}, "texts": {}}, "not among your committed ones"),
        ({"choices": {"early": {"lesson": LESSON}}, "texts": {}}, "could not be understood"),
    ],
)
def test_what_is_not_offered_is_refused(value, words):
    reply, _, sink = saved(value)
    assert reply["status"] == "refused"
    assert words in reply["message"]
    assert sink.responses() == ()


def test_a_choice_whose_journal_is_gone_is_kept_and_can_be_written_about():
    chosen = VALUE | {"choices": {"early": CHOICE | {"prompt": "L1-C9"}}}
    sink = MemorySink(a_response("EX-then", Action.SAVE, chosen, kind=Kind.THEN_NOW, lesson="example"))
    widget, _ = a_widget("EX-then", sink=sink)
    assert widget.view["draft"] == chosen
    more = chosen | {"texts": {"late": {"now": "more"}}}
    assert widget.receive(a_message("save", more))["status"] == "saved"


def test_the_record_holds_the_answer_as_committed_and_what_is_said_now():
    record = saved(VALUE)[1].text_record()
    assert "**An answer from lessons 1 to 3**" in record
    assert "L1\\-C1 · What share stayed?" in record
    assert "40% / friends<br>stayed / Certainty 60 out of 100" in record
    assert "What evidence did you meet? · a study" in record
    assert "lessons 4 to 6" not in record


@pytest.mark.parametrize("language", Language)
def test_where_nobody_hands_in_the_past_the_record_names_the_prompt(language):
    sink = saved(VALUE)[2]
    prompt = the_example().prompt("EX-then")
    bare = ThenNow(prompt, language=language, record=Record.of(sink.responses()), save=None)
    assert f"{LESSON} · L1-C1".replace("-", "\\-") in bare.text_record()
    assert "a study" in bare.text_record()


def test_a_widget_that_only_tells_answers_saves_nothing_and_no_browser_hears_of_it():
    sink = saved(VALUE)[2]
    prompt = the_example().prompt("EX-then")
    mute = ThenNow(prompt, language=Language.EN, record=Record.of(sink.responses()), save=None)
    assert mute.comm is None
    assert a_widget("EX-then")[0].comm is not None
    assert mute.receive(a_message("save", VALUE))["status"] == "refused"
    assert "a study" in mute.text_record()
