"""Skill items ask for what no lesson says or shows, and no question can be had by one guess."""

import json
import re

import pytest

from medialit import content, curriculum, datasets

PLANS = [one for one in curriculum.lessons() if one.assignment.skill]
each_plan = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
WORDS, HAN = 8, 16
"""So many words, or characters, in a row are the same sentence."""


def task(plan):
    return plan.prompt(plan.assignment.skill)


def key(plan):
    return curriculum.skill_key(tuple(item["id"] for item in task(plan).content["items"]))


def runs(text):
    """Every run of words of an English text, and of characters of a Chinese one."""
    words = re.findall(r"[a-z0-9%]+", text.casefold())
    english = {" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)}
    chinese = {
        one[at : at + HAN] for one in re.findall(r"[\u4e00-\u9fff，]+", text) for at in range(len(one) - HAN + 1)
    }
    return english | chinese


def elsewhere(plan):
    """The texts of all lessons but the skill items of this one: prompts, reveals, and the notebooks."""
    own = task(plan)
    for other in curriculum.lessons():
        for prompt in other.prompts:
            if prompt.id != own.id:
                yield json.dumps(
                    [prompt.content, prompt.reveal_content, prompt.text.en, prompt.text.zh], ensure_ascii=False
                )
        for file in sorted((content.folder("lessons") / other.id).glob("*.ipynb")):
            yield file.read_text("utf-8")


@each_plan
def test_no_option_is_right_everywhere_so_that_one_guess_cannot_take_a_question(plan):
    for question in task(plan).content["questions"]:
        assert len({one[question["id"]] for one in key(plan).values()}) > 1, question["id"]


@each_plan
def test_the_lesson_itself_does_not_ask_them(plan):
    assert plan.assignment.skill not in [prompt for step in plan.steps for prompt in step.prompts]


@each_plan
def test_no_sentence_of_an_item_stands_anywhere_else_in_the_lessons(plan):
    said = {
        run: item["id"] for item in task(plan).content["items"] for text in item["text"].values() for run in runs(text)
    }
    assert said
    for text in elsewhere(plan):
        again = runs(text) & set(said)
        assert not again, {said[one]: one for one in again}


def test_the_measures_of_lesson_3_are_no_rows_of_the_file_that_it_shows():
    days = {row["start"] for row in datasets.load("platform-measures").rows}
    texts = [
        item["text"]["en"] for item in curriculum.lesson("03-what-counts-as-censorship").prompt("L3-Q").content["items"]
    ]
    asked = {
        "2024-08-31": "31 August",
        "2021-03-15": "15 March 2021",
        "2023-02-08": "8 February 2023",
        "2016-08-05": "5 and 6 August 2016",
    }
    assert all(any(day in text for text in texts) for day in asked.values())
    assert not days & set(asked)
