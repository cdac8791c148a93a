"""A timeline takes its own cards and slots only, and calls an arrow backward by the right dates."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_message, a_response, a_widget

from medialit.i18n import Language
from medialit.responses import Action, Kind, MemorySink

PLACES = {"law": "before", "rush": "mon", "advert": "tue", "talk": "wed"}
VALUE = {
    "places": PLACES,
    "arrows": [{"from": "advert", "to": "rush"}, {"from": "law", "to": "rush"}],
    "note": "the adverts\ncame later",
    "certainty": 60,
}


def commit(value, **more):
    widget, sink = a_widget("EX-order", **more)
    return widget.receive(a_message("commit", value)), widget, sink


def test_nothing_of_the_real_dates_is_there_before_the_commit():
    widget, _ = a_widget("EX-order")
    widget.receive(a_message("draft", VALUE))
    assert widget.view["reveal"] is None
    assert "2030" not in json.dumps([widget.view, widget.on_paper()], ensure_ascii=False)


def test_after_the_commit_each_card_has_its_days():
    reply, widget, _ = commit(VALUE)
    assert reply["status"] == "saved"
    cards = widget.view["reveal"]["cards"]
    assert cards["law"]["span"][1] - cards["law"]["span"][0] == 30
    assert cards["advert"]["span"] == cards["talk"]["span"]
    assert cards["advert"]["to_be_verified"] is True


REFUSED = [
    ({"places": {"law": "mon"}}, "3 cards still need a place"),
    ({"certainty": None}, "how sure you are"),
    ({"arrows": [{"from": "law", "to": "law"}]}, "two different cards"),
    ({"arrows": [{"from": "law", "to": "rush"}] * 2}, "twice"),
    ({"arrows": [{"from": one, "to": other} for one in PLACES for other in PLACES if one != other][:6]}, "at most 5"),
    ({"places": PLACES | {"law": "1999"}}, "has changed since"),
    ({"places": PLACES | {"cat": "mon"}}, "has changed since"),
    ({"arrows": [{"from": "cat", "to": "law"}]}, "has changed since"),
    ({"arrows": [{"from": "law"}]}, "could not be understood"),
    ({"places": {"law": 3}}, "could not be understood"),
    ({"note": None}, "could not be understood"),
]


@pytest.mark.parametrize(("change", "words"), REFUSED)
def test_a_commit_that_breaks_a_rule_says_which(change, words):
    reply, _, sink = commit(VALUE | change)
    assert (reply["status"], sink.responses()) == ("refused", ())
    assert words in reply["message"]


def test_a_draft_may_lack_places_but_not_hold_strange_arrows():
    widget, sink = a_widget("EX-order")
    empty = {"places": {}, "arrows": [], "note": "", "certainty": None}
    assert widget.receive(a_message("draft", empty))["status"] == "saved"
    self_made = empty | {"arrows": [{"from": "law", "to": "law"}]}
    assert widget.receive(a_message("draft", self_made))["status"] == "refused"
    assert len(sink.responses()) == 1


def test_the_second_answer_needs_no_places():
    _, widget, sink = commit(VALUE)
    again = VALUE | {"places": {}, "arrows": [{"from": "law", "to": "rush"}]}
    assert widget.receive(a_message("again", again))["status"] == "saved"
    assert widget.view["stage"] == "done"
    assert sink.responses()[-1].value["places"] == {}


@pytest.mark.parametrize(
    ("language", "words"), [(Language.EN, "effect before cause?"), (Language.ZH, "结果早于原因？")]
)
def test_the_record_says_in_words_which_arrow_runs_backward_by_the_real_dates(language, words):
    record = commit(VALUE, language=language)[1].text_record()
    (told,) = [line for line in record.split("  \n") if words in line]
    assert told.startswith("C · ")
    assert " → B · " in told
    assert record.count(words) == 1, "the law is known to the month only: that arrow is open"


def test_the_record_has_every_place_and_the_note():
    record = commit(VALUE)[1].text_record()
    assert "A · A law is passed: Earlier" in record
    assert "D · Everybody talks: Wednesday" in record
    assert "the adverts  \ncame later" in record
    assert "Certainty 60 out of 100" in record


def test_an_answer_to_an_older_form_is_there_told_and_can_be_answered_again():
    old = VALUE | {"places": PLACES | {"storm": "1999"}, "arrows": [{"from": "storm", "to": "law"}]}
    sink = MemorySink(a_response("EX-order", Action.COMMIT, old, kind=Kind.TIMELINE, lesson="example"))
    widget, _ = a_widget("EX-order", sink=sink)
    assert widget.view["first"]["value"] == old
    assert "storm: 1999" in widget.text_record()
    assert "storm → A · A law is passed" in widget.text_record()
    assert widget.receive(a_message("again", old | {"places": {}}))["status"] == "saved"


ENDS = st.sampled_from(["law", "rush", "advert", "talk", "cat"])
ARROWS = st.lists(st.fixed_dictionaries({"from": ENDS, "to": ENDS}), max_size=7)
SLOTS = st.sampled_from(["before", "mon", "tue", "wed", "sun"])


@given(st.dictionaries(ENDS, SLOTS), ARROWS, st.sampled_from(["draft", "commit"]))
def test_what_is_saved_can_always_be_drawn_and_told(places, arrows, action):
    widget, sink = a_widget("EX-order")
    reply = widget.receive(a_message(action, VALUE | {"places": places, "arrows": arrows}))
    pairs = [(one["from"], one["to"]) for one in arrows]
    is_sound = len(set(pairs)) == len(pairs) <= 5 and all(a != b for a, b in pairs)
    is_known = "cat" not in {*places, *(end for pair in pairs for end in pair)} and "sun" not in places.values()
    is_whole = action == "draft" or len(places) == 4
    assert (reply["status"] == "saved") == (is_sound and is_known and is_whole)
    for one in sink.responses():
        assert len(widget.lines(one.value)) == len(places) + len(arrows) + 3


@pytest.mark.parametrize("language", Language)
def test_on_paper_there_is_every_card_every_slot_and_a_table_for_arrows(language):
    blocks = a_widget("EX-order", language=language)[0].on_paper()
    text = "\n\n".join(blocks)
    for one in a_widget("EX-order", language=language)[0].content["cards"]:
        assert one["title"] in text
    assert text.count("\n| ") == 2 * (1 + 1 + 4), "head, rule and a row for each slot, and for each arrow"
    assert ("| Tuesday |" if language is Language.EN else "| 星期二 |") in text
    assert text.count("☐") == 4
