"""The skill items of the graded reflections: new questions with a key, which the lessons give nothing of away."""

import re
import tomllib
from importlib.resources import files

import pytest

from medialit import curriculum

PLANS = [one for one in curriculum.lessons() if one.assignment.skill]
KEYS = tomllib.loads((files("medialit.curriculum") / "skill_keys.toml").read_text("utf-8"))


def items(plan):
    return plan.prompt(plan.assignment.skill).content["items"]


def ids(plan):
    return plan.id


@pytest.mark.parametrize("plan", PLANS, ids=ids)
def test_they_have_a_key_and_give_nothing_away(plan):
    prompt = plan.prompt(plan.assignment.skill)
    key = curriculum.skill_key(tuple(item["id"] for item in items(plan)))
    options = {one["id"]: {option["id"] for option in one["options"]} for one in prompt.content["questions"]}
    for item, answers in key.items():
        assert answers.keys() == options.keys(), item
        assert all(answers[question] in options[question] for question in options), item
    assert prompt.reveal_content is None
    assert len({tuple(one.values()) for one in key.values()}) == len(key) >= 4, "every item has a key of its own"


def test_there_is_no_key_without_an_item():
    assert set(KEYS) == {item["id"] for plan in PLANS for item in items(plan)}


@pytest.mark.parametrize("plan", PLANS, ids=ids)
def test_each_key_has_its_reason_and_each_item_its_source_in_both_languages(plan):
    for item in items(plan):
        assert {"en", "zh"} == KEYS[item["id"]]["why"].keys() == item["source"].keys()


@pytest.mark.parametrize("plan", PLANS, ids=ids)
def test_an_invented_item_says_so_on_itself_in_both_languages(plan):
    for item in items(plan):
        if "nvented" in item["source"]["en"]:
            assert item["text"]["en"].startswith("[Invented] ")
            assert item["text"]["zh"].startswith("［虚构］")


@pytest.mark.parametrize("plan", PLANS, ids=ids)
def test_no_lesson_uses_the_numbers_of_an_item(plan):
    """Years and small numbers are everywhere; what tells one study or figure from another is not."""
    said = " ".join(item["text"]["en"] for item in items(plan))
    used = {
        one for one in re.findall(r"\d[\d,.]*\d%?", said) if len(one) > 2 and not re.fullmatch(r"20\d\d|\d\.\d", one)
    }
    for other in curriculum.lessons():
        for prompt in other.prompts:
            shown = str(prompt.content) + str(prompt.reveal_content)
            found = {one for one in used if re.search(rf"(?<![\d,.]){re.escape(one)}(?![\d,])", shown)}
            assert prompt.id == plan.assignment.skill or not found, (prompt.id, found)


@pytest.mark.parametrize("plan", PLANS, ids=ids)
def test_the_works_that_items_are_about_are_cited_by_no_other_prompt(plan):
    about = set(plan.prompt(plan.assignment.skill).sources)
    for other in curriculum.lessons():
        for prompt in other.prompts:
            if prompt.id != plan.assignment.skill:
                assert not about & set(prompt.cites()), prompt.id
