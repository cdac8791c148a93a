"""Every shipped reflection goes through nbgrader's own commands: student version, solution, validation."""

import json
from datetime import UTC, datetime
from random import Random

import pytest
from tests.integration.test_stock_commands import run

from medialit import content, course, curriculum
from medialit.demo.answers import Mind, steps
from medialit.demo.roster import Writing
from medialit.demo.seat import Seat
from medialit.demo.texts import Pen
from medialit.grading import boxes
from medialit.grading.checks import completion, skill
from medialit.i18n import Language
from medialit.responses import path_for

PLANS = [one for one in curriculum.lessons() if one.assignment.task]


def each(plans):
    """Ask of the first and the last everyday, and of those between in `nox -s long`."""
    marks = [() if plan in (PLANS[0], PLANS[-1]) else pytest.mark.long for plan in plans]
    asked = [pytest.param(plan, id=plan.id, marks=mark) for plan, mark in zip(plans, marks, strict=True)]
    return pytest.mark.parametrize("plan", asked)


@pytest.fixture(scope="module")
def course_made(tmp_path_factory):
    return course.new(tmp_path_factory.mktemp("reflections") / "course")


@pytest.fixture
def made(course_made, plan):
    """A course in which a lesson is assigned, and its solution built."""
    if not (course_made.folder / "solution" / plan.id).exists():
        home = course_made.folder.parent / "home"
        home.mkdir(exist_ok=True)
        assert course.assign(course_made, plan.id).is_graded
        run("generate_solution", plan.id, cwd=course_made.folder, home=home)
    return course_made.folder


def answered(plan, place):
    """Let somebody who knows the key do whatever automatic points are for."""
    asked = [prompt for group in plan.assignment.completion for prompt in group] + [plan.assignment.skill]
    items = tuple(item["id"] for item in plan.prompt(plan.assignment.skill).content["items"])
    noon, dice = datetime(2027, 3, 1, 12, tzinfo=UTC), Random(1)
    mind = Mind(rng=dice, pen=Pen(Writing.BOTH, dice), key=curriculum.skill_key(items), skill=1.0)
    seat = Seat(plan.id, place, Language.EN, author="invented-01", clock=lambda: noon)
    for prompt in map(plan.prompt, asked):
        for step in steps(seat.widget(prompt), mind):
            seat.do(prompt, step)


def source(folder):
    return {one["id"]: "".join(one["source"]) for one in json.loads((folder / boxes.NOTEBOOK).read_text())["cells"]}


@each(PLANS)
def test_students_get_empty_boxes_and_no_word_of_a_model_answer(made, plan):
    written = source(content.folder("assignments") / "source" / plan.id)
    released, text = (
        source(made / "release" / plan.id),
        (made / "release" / plan.id / boxes.NOTEBOOK).read_text("utf-8"),
    )
    for row in plan.rubric:
        assert released[row.id] == boxes.STUB
        assert not boxes.is_filled(released[row.id])
        sentences = [one.strip() for one in written[row.id].splitlines() if len(one) > 40]
        assert len(sentences) >= 2, "in both languages"
        assert not [one for one in sentences if one in text]
    assert "SOLUTION" not in text
    assert "Model answer" not in text
    assert "范文" not in text


@each(PLANS)
def test_the_solution_holds_every_model_answer(made, plan):
    written, built = source(content.folder("assignments") / "source" / plan.id), source(made / "solution" / plan.id)
    for row in plan.rubric:
        assert built[row.id].strip() == written[row.id].strip()
        assert "[Model answer, invented]" in built[row.id]
        assert "［范文，虚构］" in built[row.id]


@each(PLANS)
def test_what_nobody_touched_earns_no_automatic_point(made, plan):
    release = made / "release" / plan.id
    assert (completion(plan.id, release), skill(plan.id, release)) == (0.0, 0.0)


@each([one for one in PLANS if one.assignment.automatic])
def test_nbgrader_validates_the_solution_of_somebody_who_did_everything(made, plan, tmp_path):
    answered(plan, made / "solution" / plan.id)
    assert path_for(made / "solution" / plan.id, plan.id).is_file()
    said = run("validate", f"solution/{plan.id}/{boxes.NOTEBOOK}", cwd=made, home=tmp_path)
    assert "passes all the tests" in said


@each([one for one in PLANS if not one.assignment.automatic])
def test_nbgrader_validates_a_reflection_that_only_people_mark(made, plan, tmp_path):
    said = run("validate", f"solution/{plan.id}/{boxes.NOTEBOOK}", cwd=made, home=tmp_path)
    assert "passes all the tests" in said
