"""A kernel that does not come up costs a student nothing: it is started once more."""

import json
import shutil
import sys

import pytest
from tests.builders import LESSON

from medialit import course
from medialit.course import Status
from medialit.grading import nbgrader

KERNEL = """\
import pathlib, runpy, sys
tried = pathlib.Path({folder!r}) / "tried"
tried.open("a").write(".")
if len(tried.read_text()) <= {failing}:
    sys.exit(1)
sys.argv = ["ipykernel_launcher", *sys.argv[1:]]
runpy.run_module("ipykernel_launcher", run_name="__main__")
"""


@pytest.fixture
def graded(tmp_path, monkeypatch):
    """Grade somebody who did nothing while the first kernels fail; return the row, and how many were started."""

    def graded(failing):
        spec = tmp_path / "jupyter" / "kernels" / "python3"
        spec.mkdir(parents=True)
        (spec / "kernel.py").write_text(KERNEL.format(folder=str(tmp_path), failing=failing), "utf-8")
        command = [sys.executable, str(spec / "kernel.py"), "-f", "{connection_file}"]
        (spec / "kernel.json").write_text(json.dumps({"argv": command, "display_name": "-", "language": "python"}))
        monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
        made = course.new(tmp_path / "course")
        assigned = course.assign(made, LESSON)
        shutil.copytree(assigned.folder, made.folder / "submitted" / "one" / LESSON)
        (tmp_path / "tried").unlink(missing_ok=True)
        [row] = course.grade(made, LESSON, how=course.Options(stock=True)).rows
        return row, len((tmp_path / "tried").read_text())

    return graded


def test_a_kernel_that_died_once_is_started_again_and_the_student_is_graded(graded):
    row, started = graded(failing=1)
    assert row.status is Status.GRADED, row.note
    assert started == 2


def test_a_kernel_that_dies_again_is_said(graded):
    row, started = graded(failing=99)
    assert (row.status, started) == (Status.FAILED, 2)
    assert row.note.startswith("its kernel went, twice")


def test_what_nobody_foresaw_is_told_by_its_exception_and_not_by_where_to_look():
    log = (
        "Traceback (most recent call last):\n"
        "sqlite3.IntegrityError: UNIQUE constraint failed: grade.id\n"
        "ERROR Please see the the above traceback for details on the specific errors on the above failures.\n"
    )
    assert nbgrader.Step(done=False, log=log).reason == "sqlite3.IntegrityError: UNIQUE constraint failed: grade.id"
    assert nbgrader.Step(done=False, log="one\ntwo\n\n").reason == "two"
    assert nbgrader.Step(done=False, log="").reason == "nbgrader gave no reason"
