"""One criterion marked for ten invented students by keyboard alone; then nbgrader's own gradebook, row by row."""

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import warnings

import pytest

from medialit import course
from medialit.demo.folder import write_boxes

LESSON, CRITERION = "01-who-moved", "standpoint"
BOXES = ("measures", "comparison", "standpoint", "own-thinking")
STUDENTS = [f"invented-{number:02}" for number in range(10)]
LEVELS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 2.0)
KEYS = {
    0.0: ["0"],
    0.5: ["0", "."],
    1.0: ["1"],
    1.5: ["2", ","],
    2.0: ["2"],
    2.5: ["2", "h"],
    3.0: ["3"],
    3.5: ["4", ","],
    4.0: ["4"],
}
SAVED = "[data-testid=status][data-state=saved]"
SLOWEST_MS = 2000
"""What saving a level, or going on, may cost on a busy machine. How long a person takes is not measured here."""


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course of ten invented students whose first lesson was graded by nbgrader."""
    made = course.new(tmp_path_factory.mktemp("marking") / "course")
    released = course.assign(made, LESSON).folder
    for number, student in enumerate(STUDENTS):
        place = made.folder / "submitted" / student / LESSON
        shutil.copytree(released, place)
        write_boxes(place, {box: f"Invented answer {number} about {box}, neither good nor bad." for box in BOXES})
    assert {one.status for one in course.grade(made, LESSON).rows} == {course.Status.GRADED}
    return made


@pytest.fixture
def address(graded, tmp_path):
    """The address that `medialit mark` prints; Ctrl+C ends it, and it says so."""
    command = [sys.executable, "-m", "medialit", "mark", str(graded.folder), LESSON, "--no-browser"]
    command += ["--port", str(10000 + os.getpid() % 1000)]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    said = running.stdout.readline().strip()
    assert said.startswith("http://127.0.0.1:"), running.communicate()[1]
    yield said
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=30)
    assert running.returncode == 0
    assert "Every mark is saved" in told
    assert "Traceback" not in told


def rows(folder):
    """Points, comment and flag of every box in nbgrader's gradebook, read with nbgrader's own interface."""
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
            for student in STUDENTS:
                for box in BOXES:
                    grade = book.find_grade(box, "reflection", LESSON, student)
                    said = book.find_comment(box, "reflection", LESSON, student)
                    found[student, box] = (grade.manual_score, said.comment, grade.needs_manual_grade)
    return found


def test_ten_students_marked_by_keyboard_alone_are_in_the_gradebook_row_by_row(
    page, context, graded, address, record_property
):
    before = rows(graded.folder)
    page.goto(address)
    page.locator("body[data-ready]").wait_for()
    page.keyboard.press("]")
    page.keyboard.press("]")
    page.locator(f'[data-testid="criterion-{CRITERION}"][aria-current]').wait_for()
    page.keyboard.press("t")
    expected, saved_ms, next_ms = {}, [], []
    for place in range(10):
        page.get_by_test_id("place").filter(has_text=f"{place + 1} of 10").wait_for()
        number = int(re.search(r"Invented answer (\d+)", page.get_by_test_id("plain").inner_text())[1])
        student, points = STUDENTS[number], LEVELS[number]
        begun = page.evaluate("performance.now()")
        for key in KEYS[points]:
            page.keyboard.press(key)
        page.locator(SAVED).wait_for()
        saved_ms.append(page.evaluate("performance.now()") - begun)
        expected[student] = (points, None)
        if number % 2:
            page.keyboard.press("c")
            page.keyboard.type(f"Name both sides ({number}).")
            page.keyboard.press("Escape")
            page.locator(SAVED).wait_for()
            expected[student] = (points, f"Name both sides ({number}).")
        begun = page.evaluate("performance.now()")
        page.keyboard.press("Enter")
        if place < 9:
            page.get_by_test_id("place").filter(has_text=f"{place + 2} of 10").wait_for()
            next_ms.append(page.evaluate("performance.now()") - begun)
    after = rows(graded.folder)
    assert {student: after[student, CRITERION][:2] for student in STUDENTS} == expected
    assert {after[student, CRITERION][2] for student in STUDENTS} == {False}
    others = [key for key in after if key[1] != CRITERION]
    assert {key: after[key] for key in others} == {key: before[key] for key in others}
    assert context.strangers == []
    for name, spent in (("key_to_saved_ms", saved_ms), ("enter_to_next_ms", next_ms)):
        record_property(name, round(statistics.median(spent)))
        assert statistics.median(spent) < SLOWEST_MS
