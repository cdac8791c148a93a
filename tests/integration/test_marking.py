"""The marking desk over a real nbgrader gradebook: what formgrader shows, and what a re-run leaves."""

import contextlib
import shutil
import sqlite3
import subprocess
import sys

import pytest
from tests.integration.test_nbgrader_path import complete, fill_boxes, rewrite
from tests.integration.test_stock_commands import run
from tests.unit.grading.test_checks import BOXES, LESSON

from medialit import course
from medialit.grading import nbgrader
from medialit.marking import Desk, final, settle

STUDENTS = ("complete", "blank", "half")


def write(text, box):
    def change(notebook):
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == box:
                cell["source"] = text

    return change


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Three students, graded once: everything written, nothing written, one box written and one emptied."""
    made = course.new(tmp_path_factory.mktemp("class") / "课程 two")
    assigned = course.assign(made, LESSON)
    for student in STUDENTS:
        shutil.copytree(assigned.folder, made.folder / "submitted" / student / LESSON)
    complete(made.folder / "submitted" / "complete" / LESSON)
    rewrite(made.folder / "submitted" / "half" / LESSON, write("My measure.", "measures"))
    rewrite(made.folder / "submitted" / "half" / LESSON, write("", "comparison"))
    course.grade(made, LESSON)
    return made


@pytest.fixture
def made(graded, tmp_path):
    """A copy of that course, to be marked."""
    shutil.copytree(graded.folder, tmp_path / "课程 two")
    return course.open(tmp_path / "课程 two")


def the_box(made, student, box="measures"):
    mark = next(row for row in nbgrader.rows(made.folder, LESSON) if row.student == student).marks[box]
    return mark.given, mark.waiting


def the_comment(made, student, box="measures"):
    return nbgrader.given_marks(made.folder, LESSON)[student, box].comment


def mark_all(made, points=3.5, comment="Say which window."):
    desk = Desk(made, LESSON, "ada")
    for box in BOXES:
        for item in desk.items(box):
            desk.mark(item.pseudonym, box, points, comment)
    return desk


def test_marks_are_where_formgrader_and_stock_feedback_look_for_them(made, tmp_path):
    mark_all(made)
    assert [the_box(made, "complete", box) for box in BOXES] == [(3.5, False)] * 4
    assert the_comment(made, "complete") == "Say which window."
    (tmp_path / "home").mkdir()
    run("generate_feedback", LESSON, "--student=complete", cwd=made.folder, home=tmp_path / "home")
    page = (made.folder / "feedback" / "complete" / LESSON / "reflection.html").read_text("utf-8")
    assert "Say which window." in page
    assert "(Score: 3.5 / 4.0)" in page


def test_blank_and_emptied_boxes_have_zero_and_wait_for_nobody(made):
    mark_all(made)
    assert the_box(made, "blank") == (0, False)
    assert the_box(made, "half", "comparison") == (0, False)
    assert the_box(made, "half", "measures") == (3.5, False)


def test_a_stock_re_run_flags_everything_and_settling_leaves_only_what_changed(made):
    mark_all(made)
    rewrite(made.folder / "submitted" / "half" / LESSON, write("Another measure.", "measures"))
    steps = nbgrader.Steps(made.folder)
    assert all(steps.autograde(LESSON, student, force=True).done for student in STUDENTS)
    assert the_box(made, "complete")[1], "nbgrader flags every score of a person"
    settled = settle(made, LESSON)
    assert [the_box(made, "complete", box) for box in BOXES] == [(3.5, False)] * 4
    assert settled.changed == (("half", "measures"),)
    assert the_box(made, "half")[1]
    assert ("half", "measures") not in final(made, LESSON)


def test_a_lost_gradebook_costs_no_mark(made):
    mark_all(made)
    before = nbgrader.given_marks(made.folder, LESSON)
    (made.folder / "gradebook.db").unlink()
    course.assign(made, LESSON)
    course.grade(made, LESSON, how=course.Options(force=True), then=settle)
    assert nbgrader.given_marks(made.folder, LESSON) == before
    row = next(one for one in course.last_grading(made, LESSON) if one.student == "complete")
    assert not row.needs_manual, "marks are settled before the gradebook is read"


def test_marks_of_students_who_are_not_graded_yet_wait_in_the_log(made):
    shutil.copytree(made.folder / "submitted" / "blank" / LESSON, made.folder / "submitted" / "late" / LESSON)
    rewrite(made.folder / "submitted" / "late" / LESSON, fill_boxes)
    mark_all(made)
    assert ("late", "measures") in settle(made, LESSON).missing
    course.grade(made, LESSON, students=["late"])
    assert settle(made, LESSON).missing == ()
    assert the_box(made, "late") == (3.5, False)


KILLED_AT_THE_GRADEBOOK = """
import os, sys
from pathlib import Path
from medialit import course
from medialit.grading import nbgrader
from medialit.marking import Desk

desk = Desk(course.open(Path(sys.argv[1])), "01-who-moved", "ada")
nbgrader.write_marks = lambda *_: os._exit(9)  # at once, as a kill would end it
desk.mark(desk.items("measures")[0].pseudonym, "measures", 2.5, "Kept.")
"""


def test_a_kill_between_log_and_gradebook_loses_no_mark(made):
    done = subprocess.run([sys.executable, "-c", KILLED_AT_THE_GRADEBOOK, str(made.folder)], check=False)
    assert done.returncode == 9
    book = nbgrader.given_marks(made.folder, LESSON)
    assert all(one.points is None for one in book.values())
    assert len(settle(made, LESSON).written) == 1
    book = nbgrader.given_marks(made.folder, LESSON)
    assert [(one.points, one.comment) for one in book.values() if one.points is not None] == [(2.5, "Kept.")]


def test_a_gradebook_that_another_program_locks_costs_no_mark(made):
    desk = Desk(made, LESSON, "ada")
    item = desk.items("measures")[0]
    with contextlib.closing(sqlite3.connect(made.folder / "gradebook.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        desk.mark(item.pseudonym, "measures", 4)
        assert [one.key for one in desk.findings] == ["marking_pending"]
        other.rollback()
    assert settle(made, LESSON).written == ((item.student, "measures"),)
    assert the_box(made, item.student) == (4, False)
