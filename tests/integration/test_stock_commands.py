"""nbgrader's own commands work in a course that medialit made, unchanged."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.builders import LESSON
from tests.unit.grading.test_checks import KEY, answers

from medialit import course, feedback
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
    return done.stdout + done.stderr


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


@pytest.fixture(scope="module")
def given_back(walked):
    """Our pages in the place of nbgrader's, for this student, one who handed in a zip, and one with a torn notebook.

    Released and fetched by nbgrader's own commands; returns what its list of submissions then says, and the folder
    that the student fetched.
    """
    made, _ = walked
    home, student = made.folder.parent / "home", made.folder.parent / "student"
    for name in ("by-zip", "torn"):
        shutil.copytree(made.folder / "release" / LESSON, made.folder / "submitted" / name / LESSON)
    (made.folder / "submitted" / "torn" / LESSON / "reflection.ipynb").write_text('{"cells": [', "utf-8")
    written = feedback.write(made, LESSON)
    assert len(written.pages) == 3
    run("release_feedback", LESSON, cwd=made.folder, home=home)
    run("fetch_feedback", LESSON, cwd=student, home=home)
    return run("list", "--cached", LESSON, cwd=student, home=home), student / LESSON / "feedback"


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
    course.grade(made, LESSON, how=course.Options(force=True))
    (after,) = nbgrader.rows(made.folder, LESSON)
    assert after == before


def test_feedback_is_there(walked):
    made, _ = walked
    assert list(made.folder.glob(f"feedback/*/{LESSON}/reflection.html"))


def test_our_page_reaches_the_student_through_nbgraders_release(walked, given_back):
    made, _ = walked
    _, fetched = given_back
    (page,) = fetched.glob("*/reflection.html")
    (ours,) = (
        one
        for one in made.folder.glob(f"feedback/*/{LESSON}/reflection.html")
        if "by-zip" not in one.parts and "torn" not in one.parts
    )
    assert page.read_bytes() == ours.read_bytes()
    assert "medialit feedback" in page.read_text("utf-8")
    assert {one.name for one in page.parent.iterdir()} == {
        "reflection.html",
        f"{LESSON}.en.html",
        f"{LESSON}.zh.html",
    }


def test_nbgraders_list_says_that_feedback_is_there(given_back):
    said, _ = given_back
    assert "feedback already fetched" in said


def test_a_release_can_be_read_by_everybody_and_holds_pages_only(walked, given_back):
    made, _ = walked
    released = list((made.folder / "exchange").glob("*/feedback/*"))
    assert len(released) == 9
    assert {one.suffix for one in released} == {".html"}
    assert {one.stat().st_mode & 0o777 for one in released} == {0o644}


def test_nbgraders_own_feedback_can_still_be_made_over_ours_and_ours_over_it(walked, given_back):
    made, _ = walked
    home = made.folder.parent / "home"
    run("generate_feedback", LESSON, "--force", cwd=made.folder, home=home)
    feedback.write(made, LESSON)
    pages = [one.read_text("utf-8") for one in made.folder.glob(f"feedback/*/{LESSON}/reflection.html")]
    assert all("medialit feedback" in page for page in pages)


def test_a_validation_by_the_student_says_that_the_notebook_runs(walked, tmp_path):
    made, _ = walked
    said = run("validate", "reflection.ipynb", cwd=made.folder / "release" / LESSON, home=tmp_path)
    assert "Traceback" not in said
