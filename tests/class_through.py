"""An invented class that answers, is graded and is marked: what tests of a small and of a large class share."""

from random import Random

from medialit import curriculum, demo, marking
from medialit.grading import nbgrader

GRADED = tuple(plan for plan in curriculum.lessons() if plan.points)
MOST = 184
"""The points of all seven assignments."""
WORDS = ("", "[Invented] Say who counted.", "［虚构］请写明出处。")


def taught(into, plans, students, seed):
    """The course of an invented class, each lesson graded."""
    return demo.run(into, lessons=[plan.id for plan in plans], students=students, seed=seed)


def rows(course, plan):
    return {row.student: row for row in nbgrader.rows(course.folder, plan.id)}


def mark_all(course, plan, home, seed, seen=None):
    """Mark every box that waits, by dice; return what was given, by student and criterion.

    `seen` is called after each mark with the rows before it and the box that was marked.
    """
    rng, given = Random(f"{seed} {plan.id}"), {}
    desk = marking.Desk(course, plan.id, "invented-marker", home=home)
    for criterion in desk.criteria:
        for item in desk.items(criterion.id):
            points, words = rng.choice(marking.allowed(criterion)), rng.choice(WORDS)
            before = seen and rows(course, plan)
            desk.mark(item.pseudonym, criterion.id, points, words, digest=item.digest, seconds=rng.uniform(5, 90))
            given[item.student, criterion.id] = points
            if seen:
                seen(before, (item.student, criterion.id))
    return given


def check_marks(course, plan, given, before):
    """Every mark is as given, nothing else changed, and no total is more than the most."""
    after = rows(course, plan)
    assert set(after) == set(before)
    for student, row in after.items():
        for name, mark in row.marks.items():
            if (student, name) in given:
                assert mark.manual == given[student, name]
                assert not mark.waiting
            else:
                assert mark == before[student].marks[name]
        wanted = sum(given.get((student, name), mark.given or 0) for name, mark in row.marks.items())
        assert abs(row.score - wanted) < 1e-6
        assert 0 <= row.score <= row.most == plan.points
    return {student: row.score for student, row in after.items()}
