from random import Random

import pytest

from medialit import curriculum
from medialit.demo.answers import Mind, steps
from medialit.demo.roster import Writing
from medialit.demo.texts import Pen, is_marked
from medialit.i18n import Language
from medialit.responses import Action, Kind
from medialit.responses.codec import check_value

PLAN = curriculum.lesson("01-who-moved")
SEEDS = range(12)


def _mind(seed, language=Language.EN, skill=1.0):
    rng = Random(seed)
    key = curriculum.skill_key(("L1-Q1", "L1-Q2", "L1-Q3", "L1-Q4"))
    return Mind(rng=rng, pen=Pen(Writing.BOTH, rng), key=key, skill=skill, language=language)


def _all(prompt_id, **options):
    return [step for seed in SEEDS for step in steps(PLAN.prompt(prompt_id), _mind(seed, **options))]


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("prompt", PLAN.prompts, ids=lambda prompt: prompt.id)
def test_every_answer_has_the_shape_of_its_kind(prompt, language):
    for step in _all(prompt.id, language=language):
        check_value(Kind(prompt.kind), Action(step.action), step.value)


@pytest.mark.parametrize("prompt", PLAN.prompts, ids=lambda prompt: prompt.id)
def test_every_sentence_in_an_answer_is_marked_as_invented(prompt):
    for step in _all(prompt.id):
        sentences = [text for key, part in step.value.items() if key != "words" for text in _texts(part) if " " in text]
        assert all(is_marked(text) for text in sentences)


def test_the_same_dice_give_the_same_answers():
    assert _all("L1-B2") == _all("L1-B2")


def test_a_skilled_student_finds_the_key_and_an_unskilled_one_not_always():
    key = curriculum.skill_key(("L1-Q1", "L1-Q2", "L1-Q3", "L1-Q4"))
    assert all(step.value["answers"] == key for step in _all("L1-Q", skill=1.0))
    assert any(step.value["answers"] != key for step in _all("L1-Q", skill=0.0))


def test_second_estimates_exist_for_most_and_some_stay():
    done = _all("L1-C1")
    first = [step.value["answer"] for step in done if step.action == "commit"]
    assert len(first) == len(SEEDS)
    assert 5 < sum(step.action == "again" for step in done) <= len(SEEDS)
    assert all(0 <= answer <= 100 for answer in first)
