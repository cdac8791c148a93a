"""Lesson 3: its cards are rows that we ship, and every number that it states is computed."""

import re

import pytest
from tests.builders import a_message, a_response, a_widget

from medialit import curriculum, datasets
from medialit.analysis.agreement import agreement
from medialit.responses import Action, Kind, MemorySink

PLAN = curriculum.lesson("03-what-counts-as-censorship")
CODING, DIAL = PLAN.prompt("L3-F1"), PLAN.prompt("L3-S1")
ROWS = {row["key"]: row for row in datasets.load("platform-measures").rows}
KEYS = {one["id"]: one["key"] for one in DIAL.content["cards"]}
SUGGESTED = {card: dict(one["codes"]) for card, one in CODING.reveal_content["cards"].items()}


def test_the_dial_has_the_twelve_coded_cards_and_each_is_a_row_of_the_file():
    items = {one["id"]: one for one in CODING.content["items"]}
    assert list(items) == list(KEYS) == list(SUGGESTED)
    assert len(KEYS) == 12
    for card, key in KEYS.items():
        row = ROWS[key]
        assert row["id"] in items[card]["source"]["en"]
        assert row["confidence"] in items[card]["source"]["en"]
        year = (row["start"] or "start")[:4]
        assert year in next(one["label"]["en"] for one in DIAL.content["cards"] if one["id"] == card)


def test_a_card_does_not_say_its_code():
    shown = str(CODING.content["items"])
    assert not any(
        word in shown for word in ("network_block", "device_policy", "nationwide", "sub-national", "population")
    )


@pytest.mark.parametrize(("setting", "told"), [("D1", "4 of 10 (40%)"), ("D2", "2 of 8 (25%)"), ("D3", "1 of 4 (25%)")])
def test_with_the_suggested_coding_the_dial_gives_what_the_teachers_notes_say(setting, told):
    value = {
        "codes": {card: codes | {"counts": "yes"} for card, codes in SUGGESTED.items()},
        "notes": {}, "splits": "", "compared": None,
    }  # fmt: skip
    coded = a_response("L3-F1", Action.COMMIT, value, kind=Kind.FIELD_CODE, lesson=PLAN.id)
    widget, _ = a_widget("L3-S1", sink=MemorySink(coded))
    definition = {"actor": "a", "scope": "b", "mechanism": "c"}
    commit = {"definition": definition, "low": 0, "high": 100, "certainty": 50}
    assert widget.receive(a_message("commit", commit))["status"] == "saved"
    at = {"setting": setting, "west": DIAL.content["start"]["west"]}
    assert widget.told({"ask": "cards", "now": at, "last": None})["headline"] == told
    notes = next(one.instructor.en for one in PLAN.plan if "L3-S1" in one.prompts)
    assert told.split(" (")[0] in notes


def test_the_example_of_chance_agreement_is_computed_from_the_invented_coders():
    coders = {one["id"]: one["codes"] for one in CODING.content["example_coders"]}
    counts = {name: {card: given["counts"] for card, given in codes.items()} for name, codes in coders.items()}
    found = agreement(counts["A"], counts["B"])
    said = [list(counts[name].values()).count("yes") for name in ("A", "B")]
    text = PLAN.prompt("L3-K2").text.en
    assert f"agree on {found.agreed} of {found.n} cards" in text
    assert f"“censorship” {said[0]} times, the other {said[1]} times" in text
    assert f"{found.observed:.0%} agreement" in text
    reveal = PLAN.prompt("L3-K2").reveal_content["text"]["en"]
    assert f"together {found.expected:.0%}" in reveal
    assert found.kappa == -0.125
    assert "−0.13" in reveal
    later = agreement(counts["A2"], counts["B2"])
    assert later.agreed > found.agreed
    assert later.kappa > 0.6


def test_no_stem_gives_its_answer_away():
    base = PLAN.prompt("L3-K1")
    assert not any(re.search(r"76|13", text) for text in (base.text.en, base.text.zh))
    reveal = PLAN.prompt("L3-C1").reveal_content
    assert "13" not in str(reveal["text"])
    assert round(100 * 10 / 76) == reveal["value"] == 13


def test_the_number_of_rows_that_the_question_names_is_that_of_the_file():
    assert f"{len(ROWS)} measures" in DIAL.content["predict"]["en"]
    assert f"{len(ROWS)}项措施" in DIAL.content["predict"]["zh"]
