"""An invented student can answer every prompt of every lesson, through the door that a browser uses."""

from datetime import UTC, datetime
from random import Random

import pytest

from medialit import article, curriculum
from medialit.demo.answers import BY_KIND, Mind, steps
from medialit.demo.roster import Writing
from medialit.demo.seat import Seat
from medialit.demo.texts import Pen, is_marked
from medialit.grading import checks
from medialit.i18n import Language
from medialit.responses import Kind

pytestmark = pytest.mark.slow

PLANS = curriculum.lessons()
GRADED = [one for one in PLANS if one.assignment.completion]
PROMPTS = [(plan, prompt) for plan in PLANS for prompt in plan.prompts]
SEEDS = range(12)
FEW = range(4)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
QUOTED = {"words", "quote", "exact", "prefix", "suffix"}
"""What repeats words of a source or of a passage, and is not the student's own."""


def _key():
    skills = [plan.prompt(plan.assignment.skill) for plan in PLANS if plan.assignment.skill]
    return curriculum.skill_key(tuple(item["id"] for prompt in skills for item in prompt.content["items"]))


def _mind(seed, skill=1.0):
    rng = Random(seed)
    return Mind(rng=rng, pen=Pen(Writing.BOTH, rng), key=_key(), skill=skill)


def _seat(plan, folder, language=Language.EN, number=0):
    place = folder / f"invented-{number:02d}" / plan.id
    place.mkdir(parents=True)
    return Seat(plan.id, place, language, author=f"invented-{number:02d}", clock=lambda: NOON)


def _done(plan, prompt, folder, language=Language.EN, skill=1.0, seeds=SEEDS):
    """What some students do with a prompt, taken by its widget."""
    done = []
    for seed in seeds:
        seat, mind = _seat(plan, folder, language, seed), _mind(seed, skill)
        for step in steps(seat.widget(prompt), mind):
            seat.do(prompt, step)
            done.append(step)
    return done


def _of(prompt_id):
    return next((plan, prompt) for plan, prompt in PROMPTS if prompt.id == prompt_id)


def _texts(value, name=""):
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, name)


def test_every_kind_of_prompt_is_known():
    assert set(BY_KIND) == set(Kind)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("plan", "prompt"), PROMPTS, ids=[prompt.id for _, prompt in PROMPTS])
def test_every_prompt_is_answered_in_both_languages_and_its_widget_takes_it(plan, prompt, language, tmp_path):
    done = _done(plan, prompt, tmp_path, language, seeds=FEW)
    assert len(done) >= len(FEW)
    quotations = {claim.anchor.exact for claim in article.claims()}
    for step in done:
        said = {text for name, text in _texts(step.value) if name not in QUOTED and " " in text} - quotations
        assert all(is_marked(text) for text in said), said


@pytest.mark.parametrize("plan", GRADED, ids=lambda plan: plan.id)
def test_who_knows_the_key_and_does_everything_earns_every_automatic_point_but_that_for_the_boxes(plan, tmp_path):
    seat, mind = _seat(plan, tmp_path), _mind(1)
    for prompt in plan.prompts:
        for step in steps(seat.widget(prompt), mind):
            seat.do(prompt, step)
    folder = seat.journal.parent
    assert (checks.completion(plan.id, folder), checks.skill(plan.id, folder)) == (3.0, 4.0)


def test_the_same_dice_give_the_same_answers(tmp_path):
    plan, prompt = _of("L1-B2")
    assert _done(plan, prompt, tmp_path / "a") == _done(plan, prompt, tmp_path / "b")


def test_a_skilled_student_finds_the_key_and_an_unskilled_one_not_always(tmp_path):
    plan, prompt = _of("L1-Q")
    key = curriculum.skill_key(tuple(item["id"] for item in prompt.content["items"]))
    assert all(step.value["answers"] == key for step in _done(plan, prompt, tmp_path / "a", skill=1.0))
    assert any(step.value["answers"] != key for step in _done(plan, prompt, tmp_path / "b", skill=0.0))


def test_second_estimates_exist_for_most_and_some_stay(tmp_path):
    done = _done(*_of("L1-C1"), tmp_path)
    first = [step.value["answer"] for step in done if step.action == "commit"]
    assert len(first) == len(SEEDS)
    assert 5 < sum(step.action == "again" for step in done) <= len(SEEDS)
    assert all(0 <= answer <= 100 for answer in first)


def test_the_capstone_looks_back_at_answers_of_earlier_lessons(tmp_path):
    for place in (0, 3):
        plan = PLANS[place]
        seat, prompt = _seat(plan, tmp_path), plan.prompts[0]
        for step in steps(seat.widget(prompt), _mind(1)):
            seat.do(prompt, step)
    plan, prompt = _of("CAP-1")
    (step,) = steps(_seat(plan, tmp_path).widget(prompt), _mind(1))
    assert {one["prompt"] for one in step.value["choices"].values()} == {"L1-C1", "L4-C1"}
