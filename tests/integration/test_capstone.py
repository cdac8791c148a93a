"""The capstone through real nbgrader: no automatic points, forty by a person, and feedback that shows them."""

import json
import shutil

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook

from medialit import course, curriculum
from medialit.cli import main
from medialit.course import Status
from medialit.grading import nbgrader
from medialit.i18n import Language

PLAN = curriculum.lesson("07-capstone")
BOXES = {row.id: row.most for row in PLAN.rubric}


def write(folder, *boxes):
    file = folder / "reflection.ipynb"
    notebook = json.loads(file.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") in boxes:
            cell["source"] = f"My own words. 我自己的话。 {cell['id']}"
    file.write_text(json.dumps(notebook), "utf-8")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Three students: everything written, one box written, nothing written; and the marks of a person."""
    made = course.new(tmp_path_factory.mktemp("class") / "one", language=Language.ZH)
    assigned = course.assign(made, PLAN.id)
    for student, boxes in {"all": tuple(BOXES), "one": ("voices",), "blank": ()}.items():
        folder = made.folder / "submitted" / student / PLAN.id
        shutil.copytree(assigned.folder, folder)
        write(folder, *boxes)
    summary = course.grade(made, PLAN.id)
    before = {row.student: row.marks for row in nbgrader.rows(made.folder, PLAN.id)}
    with Gradebook(f"sqlite:///{made.folder / 'gradebook.db'}") as book:
        for box, most in BOXES.items():
            grade = book.find_grade(box, "reflection", PLAN.id, "all")
            grade.manual_score, grade.needs_manual_grade = most - 1, False
        book.db.commit()
    return made, summary, before


def test_there_is_no_cell_with_automatic_points(graded):
    made, _, _ = graded
    assert "grading.checks" not in (made.folder / "release" / PLAN.id / "reflection.ipynb").read_text("utf-8")


def test_no_point_is_given_by_the_machine_and_every_written_box_waits(graded):
    _, summary, marks = graded
    assert all((row.status, row.auto, row.max_auto) == (Status.GRADED, 0.0, 0.0) for row in summary.rows)
    assert {row.student: row.needs_manual for row in summary.rows} == {"all": True, "one": True, "blank": False}
    assert {student: sum(one.waiting for one in each.values()) for student, each in marks.items()} == {
        "all": 5,
        "one": 1,
        "blank": 0,
    }
    assert set(marks["all"]) == set(BOXES)


def test_feedback_and_grades_show_what_a_person_gave(graded):
    made, _, _ = graded
    done = CliRunner().invoke(main, ["feedback", PLAN.id, "--course", str(made.folder)])
    assert done.exit_code == 0, done.output
    page = (made.folder / "feedback" / "all" / PLAN.id / "reflection.html").read_text("utf-8")
    assert PLAN.rubric[0].title.zh in page
    assert "35" in page
    row = next(row for row in nbgrader.rows(made.folder, PLAN.id) if row.student == "all")
    assert sum(one.given for one in row.marks.values()) == 35
    assert not any(one.waiting for one in row.marks.values())


def test_the_class_report_and_the_grades_file_count_forty_points(graded):
    made, _, _ = graded
    done = CliRunner().invoke(main, ["report", PLAN.id, "--course", str(made.folder)])
    assert done.exit_code == 0, done.output
    grades = next(made.folder.rglob("*grades*.csv")).read_text("utf-8-sig")
    assert "40" in grades
    assert "35" in grades
