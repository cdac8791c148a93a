"""nbgrader's own commands work in a course that medialit made, unchanged."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.builders import LESSON
from tests.unit.grading.test_checks import KEY, answers

from medialit import course
from medialit.grading import nbgrader


def run(*command, cwd, home):
    """Run `nbgrader …` as a shell would: with this interpreter's programs on PATH."""
    env = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *command], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"nbgrader {' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stderr


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """Release, fetch, do, submit, collect, autograde, feedback: all by nbgrader's own commands."""
    top = tmp_path_factory.mktemp("stock")
    home, made = top / "home", course.new(top / "my-course")
    home.mkdir()
    course.assign(made, LESSON)
    student = top / "student"
    student.mkdir()
    (student / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(made.folder / 'exchange')!r}\n"
        "c.CourseDirectory.course_id = 'my-course'\n",
        "utf-8",
    )
    run("release_assignment", LESSON, cwd=made.folder, home=home)
    run("fetch_assignment", LESSON, cwd=student, home=home)
    fetched = student / LESSON
    names = {one.name for one in fetched.iterdir()}
    answers(fetched, skill_answers=KEY)
    run("submit", LESSON, cwd=student, home=home)
    run("collect", LESSON, cwd=made.folder, home=home)
    run("autograde", LESSON, "--create", cwd=made.folder, home=home)
    run("generate_feedback", LESSON, cwd=made.folder, home=home)
    run("release_feedback", LESSON, cwd=made.folder, home=home)
    return made, names


def test_a_student_fetches_lesson_and_reflection(walked):
    _, names = walked
    assert names == {f"{LESSON}.en.ipynb", f"{LESSON}.zh.ipynb", "reflection.ipynb"}


def test_the_journal_travels_and_earns_its_points(walked):
    made, _ = walked
    (row,) = nbgrader.rows(made.folder, LESSON)
    assert (row.marks["skill"].auto, row.marks["completion"].auto) == (4.0, 3.0)


def test_stock_and_medialit_give_the_same_points(walked):
    made, _ = walked
    (before,) = nbgrader.rows(made.folder, LESSON)
    course.grade(made, LESSON, force=True)
    (after,) = nbgrader.rows(made.folder, LESSON)
    assert after == before


def test_feedback_is_there(walked):
    made, _ = walked
    assert list(made.folder.glob(f"feedback/*/{LESSON}/reflection.html"))


def test_a_validation_by_the_student_says_that_the_notebook_runs(walked, tmp_path):
    made, _ = walked
    said = run("validate", "reflection.ipynb", cwd=made.folder / "release" / LESSON, home=tmp_path)
    assert "Traceback" not in said
