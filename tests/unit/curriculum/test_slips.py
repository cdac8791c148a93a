"""A plan that names something it does not have is refused with the place."""

import copy
import tomllib
from pathlib import Path

import pytest

from medialit import curriculum
from medialit.curriculum.load import plan_of
from medialit.errors import BadContent

FILE = Path(__file__).parents[2] / "example_lesson.toml"


def loaded(prompt_id, change):
    data = copy.deepcopy(tomllib.loads(FILE.read_text("utf-8")))
    change(next(one for one in data["prompt"] if one["id"] == prompt_id)["content"])
    return plan_of(data, "lesson.toml", curriculum.reference)


SLIPS = [
    ("EX-codes", lambda one: one["example_coders"][0]["codes"].update(lost={}), "the item 'lost'"),
    ("EX-codes", lambda one: one["example_coders"][0]["codes"]["shop"].update(code="x"), "code = 'x'"),
    ("EX-codes", lambda one: one.pop("items"), "EX-codes"),
    ("EX-dial", lambda one: one.update(codes="EX-notes"), "codes from 'EX-notes'"),
    ("EX-dial", lambda one: one.update(pinned="EX-notes"), "definition from 'EX-notes'"),
    ("EX-dial", lambda one: one["cards"][0].update(id="ship"), "a card 'ship'"),
    ("EX-dial", lambda one: one["settings"][0]["codes"].update(actor=["king"]), "D1 asks for actor = 'king'"),
    ("EX-dial", lambda one: one["settings"][0]["codes"].update(mood=["grim"]), "D1 asks for mood = 'grim'"),
    ("EX-dial", lambda one: one["start"].update(ban="no"), "EX-dial"),
    ("EX-studio", lambda one: one["boxes"][0].update(criterion="style"), "rubric row 'style'"),
    ("EX-notes", lambda one: one["hints"][0].update(column="felt"), "column 'felt'"),
    ("EX-notes", lambda one: one["rows"].update(min=9), "9 rows at first and allows 8"),
    ("EX-notes", lambda one: one.update(fixed=[{"id": "a", "label": {"en": "A", "zh": "A"}}]), "EX-notes"),
    ("EX-notes", lambda one: one["columns"][0].update(type="choice"), "EX-notes"),
    ("EX-claims", lambda one: one["columns"][0].update(options=one["columns"][3]["options"]), "EX-claims"),
    ("EX-studio", lambda one: one["boxes"][0]["checks"].append("F15"), "EX-studio"),
    ("EX-then", lambda one: one["slots"][0].update(lessons=[]), "EX-then"),
    ("EX-marks", lambda one: one["labels"].append(one["labels"][0]), "two labels of one id"),
    ("EX-marks", lambda one: one["passages"][0].update(paragraphs=[18]), "EX-marks"),
    ("EX-order", lambda one: one["cards"].pop(), "dates the card 'talk', which is not there"),
    ("EX-order", lambda one: one["cards"].append(one["cards"][0] | {"id": "bill"}), "has no date for the card 'bill'"),
]


@pytest.mark.parametrize(("prompt", "change", "words"), SLIPS)
def test_a_slip_is_said_with_its_place(prompt, change, words):
    with pytest.raises(BadContent, match=words):
        loaded(prompt, change)


WORDS = {"passage": "ferry", "exact": {"en": "too low", "zh": "水太浅"}, "label": "nobody"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, None),
        ({"passage": "barge"}, "passage 'barge'"),
        ({"label": "angry"}, "label 'angry'"),
        ({"exact": {"en": "too high", "zh": "水太浅"}}, "'too high', which stand 0 times in 'ferry'"),
        ({"exact": {"en": "too low", "zh": "。"}}, "'。', which stand 4 times"),
    ],
)
def test_words_of_a_passage_stand_there_once_in_either_language(change, words):
    data = tomllib.loads(FILE.read_text("utf-8"))
    next(one for one in data["prompt"] if one["id"] == "EX-marks")["reveal"]["marks"] = [WORDS | change]
    if words is None:
        plan_of(data, "lesson.toml", curriculum.reference)
        return
    with pytest.raises(BadContent, match=words):
        plan_of(data, "lesson.toml", curriculum.reference)


@pytest.mark.parametrize("change", [{"date": "2030-01-08"}, {"date": "2030-02-30"}, {"date": "2031-01-07"}])
def test_a_date_on_a_timeline_is_a_day_and_its_words_say_it(change):
    data = tomllib.loads(FILE.read_text("utf-8"))
    next(one for one in data["prompt"] if one["id"] == "EX-order")["reveal"]["cards"]["rush"].update(change)
    with pytest.raises(BadContent, match=f"gives rush the date {change['date']}"):
        plan_of(data, "lesson.toml", curriculum.reference)


@pytest.mark.parametrize("place", ["plan", "after"])
def test_a_prompt_stands_in_the_plan_once_in_class_or_after(place):
    data = tomllib.loads(FILE.read_text("utf-8"))
    (data["after"] if place == "after" else data["plan"][0])["prompts"] += ["EX-notes"]
    with pytest.raises(BadContent, match="EX-notes stands in the plan more than once"):
        plan_of(data, "lesson.toml", curriculum.reference)


def test_the_example_itself_has_no_slip():
    assert loaded("EX-notes", lambda _: None).id == "example"


OF_THE_ASSIGNMENT = [
    (lambda one: one["completion"][0].append("L1-C9"), "'L1-C9', which is no prompt of the lesson"),
    (lambda one: one["completion"].pop(), "2 groups for completion, not 3"),
    (lambda one: one.update(skill="L1-C1"), "skill items in 'L1-C1', which is no prompt of kind classify"),
    (lambda one: one.pop("task"), "task"),
    (lambda one: one.pop("skill_title"), "skill_title"),
]


@pytest.mark.parametrize(("change", "place"), OF_THE_ASSIGNMENT, ids=[place for _, place in OF_THE_ASSIGNMENT])
def test_a_slip_of_the_assignment_is_named(change, place):
    data = tomllib.loads(Path(curriculum.__file__).with_name("01-who-moved.toml").read_text("utf-8"))
    change(data["assignment"])
    with pytest.raises(BadContent, match=place):
        plan_of(data, "lesson.toml", curriculum.reference)


def test_a_row_of_the_rubric_that_no_box_asks_for_is_named():
    data = tomllib.loads(Path(curriculum.__file__).with_name("01-who-moved.toml").read_text("utf-8"))
    data["rubric"].append(data["rubric"][0] | {"id": "style"})
    with pytest.raises(BadContent, match="no box of the assignment asks for the rubric row 'style'"):
        plan_of(data, "lesson.toml", curriculum.reference)


OF_THE_SIMULATOR = [
    (lambda one: one["figures"].update(early="M020"), "'M020', which is not among its figures"),
    (lambda one: one["people"].update(start=300), "starts with 300 million people"),
    (lambda one: one.update(last="2025-02-30"), "a day that does not exist"),
    (lambda one: one.update(last="2024-12-31"), "ends on 2024-12-31, before it has begun"),
]


@pytest.mark.parametrize(("change", "place"), OF_THE_SIMULATOR, ids=[place for _, place in OF_THE_SIMULATOR])
def test_a_slip_of_the_simulator_is_named(change, place):
    file = Path(curriculum.__file__).with_name("01-who-moved.toml")
    data = tomllib.loads(file.read_text("utf-8"))
    change(next(one for one in data["prompt"] if one["id"] == "L1-M1")["content"])
    with pytest.raises(BadContent, match=place):
        plan_of(data, "lesson.toml", curriculum.reference)
