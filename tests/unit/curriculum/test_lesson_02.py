"""Lesson 2 states no date, date order or audit otherwise than the rows on which it rests."""

import json
from datetime import date
from itertools import pairwise

import pytest

from medialit import curriculum, datasets
from medialit.analysis.chronology import Order, Precision, order, span
from medialit.article import Quotation, quotation
from medialit.i18n import Language

PLAN = curriculum.lesson("02-why-and-who-wanted-it")
DATED = PLAN.prompt("L2-T1").reveal_content["cards"]
ROWS = {row["id"]: row for row in datasets.load("law-time-line").rows}
# The first source of a card is the row of its event. T36 is in no dataset; its date was checked apart.
EVENTS = {"EV1": "T16", "EV2": "T23", "EV3": "T36", "EV4": "T35", "EV5": "T38", "EV6": "T44"}


def test_each_card_of_the_timeline_names_its_row_first():
    assert {card: one["sources"][0] for card, one in DATED.items()} == EVENTS


@pytest.mark.parametrize(("card", "row"), [(card, row) for card, row in EVENTS.items() if row != "T36"])
def test_a_card_has_the_date_of_its_row(card, row):
    assert date.fromisoformat(DATED[card]["date"]) == ROWS[row]["date"]
    assert DATED[card]["precision"] == ROWS[row]["date_precision"]


def test_the_brief_comes_after_the_chart_and_on_the_day_of_the_ruling():
    days = {card: span(date.fromisoformat(one["date"]), Precision(one["precision"])) for card, one in DATED.items()}
    assert order(days["EV3"], days["EV2"]) is Order.BACKWARD
    assert order(days["EV5"], days["EV2"]) is Order.BACKWARD
    assert order(days["EV3"], days["EV4"]) is Order.OPEN
    assert order(days["EV1"], days["EV2"]) is Order.FORWARD


def test_what_was_seen_in_copies_only_is_marked_on_the_timeline_and_in_the_answer_on_promotion():
    assert [card for card, one in DATED.items() if one.get("to_be_verified")] == ["EV3"]
    assert PLAN.prompt("L2-C2").reveal_content["to_be_verified"]


@pytest.mark.parametrize("language", Language)
def test_nothing_of_the_dates_stands_in_the_open_question(language):
    shown = json.dumps(PLAN.prompt("L2-T1").localised(language)["cards"], ensure_ascii=False)
    for one in DATED.values():
        if one["date"] != "2024-04-24":
            assert one["when"][language.value] not in shown


def test_two_answers_are_accepted_on_promotion_and_every_option_has_its_feedback():
    for prompt in ("L2-C1", "L2-C2", "L2-K3"):
        content, reveal = PLAN.prompt(prompt).content, PLAN.prompt(prompt).reveal_content
        assert [one["option"] for one in reveal["feedback"]] == [one["id"] for one in content["answer"]["options"]]
    status = {one["option"]: one["status"] for one in PLAN.prompt("L2-C2").reveal_content["feedback"]}
    assert status == {"A": "no", "B": "ok", "C": "no", "D": "ok"}


def test_the_audit_is_shown_with_its_certainty():
    azer, lu = (PLAN.prompt(one).reveal_content["cards"] for one in ("L2-S3", "L2-S4"))
    assert (azer["AZ1"]["verdict"], azer["AZ1"]["certainty"]) == ("wrong_object", "high")
    assert (azer["AZ2"]["verdict"], azer["AZ2"]["certainty"]) == ("cannot_tell", "medium")
    assert {one["certainty"] for one in lu.values()} == {"medium"}
    for prompt, row in (("L2-S3", "A1"), ("L2-S3", "A2"), ("L2-S4", "A6")):
        assert row in PLAN.prompt(prompt).sources


def test_the_words_that_the_lesson_quotes_stand_in_the_article():
    quoted = [
        "lists countless reasons why individuals might join a site",
        "can't be overstated in a digital world",
        "were upset that the youth were enjoying things that were not made by Americans",
        "collaborated with American influencers on TikTok",
        "a platform with limited moderation",
        "I wanted to gain a community",
    ]
    whole = (curriculum.packed.read(f"{PLAN.id}.toml"), *quoted)
    for words in quoted:
        assert words in str(whole[0]), words
        assert quotation(words) is Quotation.FOUND, words
        assert len(words.split()) <= 15


def test_nobody_calls_the_look_alike_page_a_fake():
    text = json.dumps(curriculum.packed.read(f"{PLAN.id}.toml"), ensure_ascii=False, default=str)
    said = text.replace("Do not say that the paper is fake", "").replace("Do not call it fake", "")
    said = said.replace("不要说这篇文章是假的", "").replace("不要说它是假的", "")
    assert "fake" not in said
    assert "假的" not in said


def test_the_slots_are_in_order_and_hold_every_date():
    slots = [one["text"]["en"] for one in PLAN.prompt("L2-T1").content["slots"]]
    days = [int(one.split()[0]) for one in slots if one.endswith(" January")]
    assert all(later == earlier + 1 for earlier, later in pairwise(days))
    for one in DATED.values():
        day = date.fromisoformat(one["date"])
        assert day.year == 2024 or f"{day.day} January" in slots
