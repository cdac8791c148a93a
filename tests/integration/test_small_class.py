"""A small class through two lessons: answered, graded, marked, graded again; every mark stays where it was given."""

import pytest
from tests.class_through import GRADED, check_marks, mark_all, rows, taught

from medialit import course as desk
from medialit import marking

PLANS = GRADED[:2]
SEED = 4


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("marker")


@pytest.fixture(scope="module")
def marked(tmp_path_factory, home):
    """A class of six after marking: the course, and by lesson what was before, and what was given."""
    course = taught(tmp_path_factory.mktemp("six") / "course", PLANS, 6, SEED).course
    done = {}
    for plan in PLANS:
        before = rows(course, plan)

        def alone(earlier, key, plan=plan):
            """Nothing but the box that was marked is another than before."""
            changed = {
                (student, name)
                for student, row in rows(course, plan).items()
                for name, mark in row.marks.items()
                if mark != earlier[student].marks[name]
            }
            assert changed <= {key}

        done[plan.id] = before, mark_all(course, plan, home, SEED, seen=alone)
    return course, done


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_every_mark_is_as_given_and_nobody_elses_changed(marked, plan):
    course, done = marked
    before, given = done[plan.id]
    assert len(given) >= 6
    check_marks(course, plan, given, before)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_grading_again_keeps_every_mark(marked, plan):
    course, done = marked
    before, given = done[plan.id]
    desk.grade(course, plan.id, how=desk.Options(force=True))
    marking.settle(course, plan.id)
    check_marks(course, plan, given, before)
