"""A class of sixty through every assignment: answered, graded and marked with real nbgrader.

It takes nbgrader a second or two for each of some four hundred hand-ins, so it runs in `nox -s long` only.
"""

import pytest
from tests.class_through import GRADED, MOST, check_marks, mark_all, rows, taught

SEED, STUDENTS = 60, 60


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    course = taught(tmp_path_factory.mktemp("sixty") / "course", GRADED, STUDENTS, SEED).course
    home, done = tmp_path_factory.mktemp("marker"), {}
    for plan in GRADED:
        before = rows(course, plan)
        done[plan.id] = before, mark_all(course, plan, home, SEED, seen=None)
    return course, done


@pytest.mark.parametrize("plan", GRADED, ids=lambda plan: plan.id)
def test_every_mark_is_as_given_and_nobody_elses_changed(marked, plan):
    course, done = marked
    before, given = done[plan.id]
    assert len(before) > 0.9 * STUDENTS
    assert len(given) > STUDENTS * len(plan.rubric) / 2
    check_marks(course, plan, given, before)


def test_no_total_is_more_than_all_points_there_are(marked):
    course, done = marked
    totals = {}
    for plan in GRADED:
        for student, score in check_marks(course, plan, *reversed(done[plan.id])).items():
            totals[student] = totals.get(student, 0) + score
    assert max(totals.values()) <= sum(plan.points for plan in GRADED) <= MOST
    assert max(totals.values()) > min(totals.values())
