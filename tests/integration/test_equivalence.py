"""A course with tables, figures and widgets: every row is the one that nbgrader's own command writes."""

import shutil
import subprocess
import sys

import pytest
from nbgrader.api import Gradebook
from tests.headlines_course import NAME, build

from medialit.grading import engine
from medialit.grading.nbgrader import book, kit


def rows(folder):
    with kit.connected(f"sqlite:///{folder / 'gradebook.db'}") as connection:
        return book.read(connection, NAME, sorted(book.students(connection, NAME)))


def differences(ours, stock):
    return {student: found for student in stock if (found := book.differences(ours.get(student), stock[student]))}


def by_nbgrader(folder, *more):
    command = [sys.executable, "-m", "nbgrader", "autograde", NAME, "--create", *more]
    subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=3000)


def by_us(folder, **how):
    students = sorted(one.name for one in (folder / "submitted").iterdir())
    return {one.student: one for one in engine.grade_all(folder, NAME, students, engine.Options(**how))}


def mark(folder):
    """A person marks two boxes, gives extra credit and corrects a test."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as opened:
        first, second, *_ = sorted(one.student.id for one in opened.assignment_submissions(NAME))
        grade = opened.find_grade("trust", "tables", NAME, first)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 3.5, 0.5, False
        opened.find_comment("trust", "tables", NAME, first).manual_comment = "Well said."
        opened.find_grade("test-lie-0", "figures", NAME, second).manual_score = 1.0
        opened.db.commit()


def compared(place, students):
    """Grade by both, have a person mark, and grade by both again; return what differs each time, and our outcomes."""
    ours, stock = build(place / "media101", students), place / "stock" / "media101"
    shutil.copytree(ours, stock)
    by_nbgrader(stock)
    outcomes = by_us(ours)
    once = differences(rows(ours), rows(stock))
    for folder in (ours, stock):
        mark(folder)
    by_nbgrader(stock, "--force")
    by_us(ours, force=True)
    return once, differences(rows(ours), rows(stock)), outcomes


def test_every_row_of_a_few_hand_ins_is_nbgraders_and_nothing_is_held(tmp_path):
    ours, stock = build(tmp_path / "media101", 3), tmp_path / "stock" / "media101"
    shutil.copytree(ours, stock)
    by_nbgrader(stock)
    outcomes = by_us(ours)
    assert differences(rows(ours), rows(stock)) == {}
    assert [(one.held, one.doubt) for one in outcomes.values()] == [({}, None)] * 3


@pytest.mark.long
def test_every_row_of_a_whole_class_is_nbgraders_also_after_a_person_marked(tmp_path):
    once, again, outcomes = compared(tmp_path, 48)
    assert once == {}
    assert again == {}
    assert {student for student, one in outcomes.items() if one.held or one.doubt} == set()
    assert len(outcomes) == 48
