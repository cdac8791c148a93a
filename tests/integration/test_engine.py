"""The grading engine: nbgrader's rows, whatever happens to a run, and nothing graded twice without need."""

import errno
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.builders import LESSON
from tests.integration.test_nbgrader_path import HAND_INS, complete

from medialit import course
from medialit.errors import BadCourse, NotSaved
from medialit.grading import engine, ledger, nbgrader, workplace
from medialit.grading.model import Doubt, Route
from medialit.grading.nbgrader import book, kit

SOME = ("blank", "complete", "half", "copied-test", "no-skill", "broken", "all-cells-gone", "姓名 with space")
DUE = datetime(2025, 1, 20, 12, 0, tzinfo=UTC)
LATE = """
from nbgrader.plugins import BasePlugin
class Late(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score * 0.1 * (1 + total_seconds_late // 86400) / 3
"""


def a_class(folder, students=SOME, *, due=None, configure=None):
    """A course in which `students` have handed in; those at even places a day and a half late."""
    made = course.new(folder)
    if configure:
        configure(made.folder)
    assigned = course.assign(made, LESSON, due=due)
    for place, student in enumerate(students):
        target = made.folder / "submitted" / student / LESSON
        shutil.copytree(assigned.folder, target)
        HAND_INS.get(student, complete)(target)
        if due:
            day = 19 if place % 2 else 21
            (target / "timestamp.txt").write_text(f"2025-01-{day} 23:30:00 UTC\n", "utf-8")
    return made


def graded(made, students=None, **options):
    asked = students or sorted(one.name for one in (made.folder / "submitted").iterdir())
    return {one.student: one for one in engine.grade_all(made.folder, LESSON, asked, engine.Options(**options))}


def rows(made):
    with kit.connected(nbgrader.gradebook.url_of(made.folder)) as connection:
        return book.read(connection, LESSON, sorted(book.students(connection, LESSON)))


def differing(made, students=None):
    asked = students or sorted(one.name for one in (made.folder / "submitted").iterdir())
    found = engine.verify(made.folder, LESSON, asked, engine.Options())
    return {student: lines for student, lines in found if lines}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A class that was graded; some late, some with marks by hand before they were graded again."""
    made = a_class(tmp_path_factory.mktemp("engine") / "课程", due=DUE)
    (made.folder / "late_plugin.py").write_text(LATE, "utf-8")
    with (made.folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n")
        config.write("c.AssignLatePenalties.plugin_class = 'late_plugin.Late'\n")
    graded(made)
    with nbgrader.gradebook.open_gradebook(made.folder) as gradebook:
        grade = gradebook.find_grade("measures", "reflection", LESSON, "complete")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 2.5, 0.5, False
        gradebook.find_grade("skill", "reflection", LESSON, "half").manual_score = 1.0
        comment = gradebook.find_comment("measures", "reflection", LESSON, "complete")
        comment.manual_comment = "Which day? 哪一天？"
        gradebook.db.commit()
    graded(made, force=True)
    return made


def test_every_row_is_nbgraders_own_with_late_work_and_marks_by_hand(made):
    assert differing(made) == {}
    assert any(one["penalty"] for student in rows(made).values() for one in student["notebooks"].values())


def test_a_row_that_differs_is_shown(made):
    with nbgrader.gradebook.open_gradebook(made.folder) as gradebook:
        grade = gradebook.find_grade("skill", "reflection", LESSON, "complete")
        grade.auto_score, before = 1.0, grade.auto_score
        gradebook.db.commit()
        [line] = [one for one in differing(made, ["complete"])["complete"] if "penalty" not in one]
        assert line == "reflection/skill, automatic points: 1.0 here, 4.0 by nbgrader"
        grade.auto_score = before
        gradebook.db.commit()


def test_marks_by_hand_survive_grading_again(made):
    mine = rows(made)["complete"]["notebooks"]["reflection"]
    assert mine["grades"]["measures"][1:3] == [2.5, 0.5]
    assert mine["comments"]["measures"][1] == "Which day? 哪一天？"


def test_what_is_data_takes_no_kernel_and_what_cannot_be_told_takes_nbgraders_way(made):
    outcomes = graded(made, force=True)
    assert {name for name, one in outcomes.items() if one.route is Route.STOCK} == {"broken"}
    assert outcomes["broken"].doubt is Doubt.FAILED
    assert not outcomes["broken"].step.done


def test_what_has_not_changed_is_left_alone_and_what_has_is_graded_again(tmp_path):
    made = a_class(tmp_path / "course", ("blank", "complete"))
    assert not any(one.is_unchanged for one in graded(made).values())
    assert all(one.is_unchanged for one in graded(made).values())
    HAND_INS["half"](made.folder / "submitted" / "blank" / LESSON)
    assert {name: one.is_unchanged for name, one in graded(made).items()} == {"blank": False, "complete": True}
    shutil.rmtree(made.folder / "autograded" / "complete")
    assert not graded(made)["complete"].is_unchanged
    source = made.folder / "source" / LESSON / "reflection.ipynb"
    source.write_text(source.read_text("utf-8").replace("Comparison of migrations", "Another title"), "utf-8")
    assert not any(one.is_unchanged for one in graded(made).values())


def test_a_hand_in_that_broke_leaves_no_graded_folder_of_the_one_before(tmp_path):
    made = a_class(tmp_path / "course", ("complete",))
    assert graded(made)["complete"].step.done
    (made.folder / "submitted" / "complete" / LESSON / "reflection.ipynb").write_text("{", "utf-8")
    assert not graded(made)["complete"].step.done
    assert not (made.folder / "autograded" / "complete" / LESSON).exists()


def test_a_disk_that_is_full_ends_the_run_with_a_word_and_what_was_graded_stays(tmp_path, monkeypatch):
    made = a_class(tmp_path / "course", ("complete",))
    graded(made)
    before, folder = rows(made), made.folder / "autograded" / "complete" / LESSON

    def full(self, _content):
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(NotSaved, match="No space left on device"):
            graded(made, force=True)
    assert rows(made) == before
    assert (folder / "reflection.ipynb").is_file()
    assert graded(made, force=True)["complete"].step.done


def test_a_gradebook_that_cannot_be_written_is_said(tmp_path):
    made = a_class(tmp_path / "course", ("complete",))
    (made.folder / "gradebook.db").write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with pytest.raises(NotSaved, match="the gradebook cannot be used"):
        graded(made)


def a_run(made, *more, env=None):
    command = [sys.executable, "-m", "medialit", "grade", LESSON, "--course", str(made.folder), *more]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env, start_new_session=True)


def killed_at(folder, moment_s):
    """Kill a whole run and everything it started after a time; return the rows of the same command run again."""
    made = a_class(folder)
    run = a_run(made, "--force")
    time.sleep(moment_s)
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    again = a_run(made)
    _, said = again.communicate(timeout=300)
    assert again.returncode == 0, said.decode()
    assert not list((made.folder / workplace.FOLDER).glob("ready-*"))
    assert set(ledger.last(made.folder, LESSON)) == set(SOME)
    return rows(made)


def moments(count):
    """Moments of a run, in seconds, spread over start-up, grading and writing."""
    dice = random.Random(11)
    return [round(dice.uniform(0.5, 6.0), 2) for _ in range(count)]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    made = a_class(tmp_path_factory.mktemp("undisturbed") / "course")
    graded(made)
    return rows(made)


@pytest.mark.parametrize("moment_s", moments(1))
def test_a_run_that_is_killed_and_run_again_ends_in_the_same_gradebook(tmp_path, undisturbed, moment_s):
    assert killed_at(tmp_path / "course", moment_s) == undisturbed


@pytest.mark.long
@pytest.mark.parametrize("moment_s", moments(50)[1:])
def test_a_run_may_be_killed_at_any_moment(tmp_path, undisturbed, moment_s):
    assert killed_at(tmp_path / "course", moment_s) == undisturbed


@pytest.mark.long
def test_a_clock_that_jumps_changes_nothing(tmp_path, undisturbed):
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    assert found, "this test needs a clock that can be set: apt-get install faketime"
    made, clock = a_class(tmp_path / "course"), tmp_path / "clock"
    clock.write_text("+400d", "utf-8")
    faked = {"FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1"}
    run = a_run(made, env=os.environ | faked | {"LD_PRELOAD": str(found[0])})
    for jump in ("-400d", "+1h", "-30d", "+400d") * 50:
        clock.write_text(jump, "utf-8")
        time.sleep(0.2)
        if run.poll() is not None:
            break
    _, said = run.communicate(timeout=60)
    assert run.returncode == 0, said.decode()
    assert rows(made) == undisturbed
    off = [datetime.now(UTC) - datetime.fromisoformat(one["t"]) for one in ledger.last(made.folder, LESSON).values()]
    assert all(abs(one.total_seconds()) > 1800 for one in off), "the clock did not jump"


def test_a_second_run_at_once_is_refused_and_disturbs_nothing(tmp_path):
    made = a_class(tmp_path / "course", ("complete", "half"))
    first = engine.grade_all(made.folder, LESSON, ["complete", "half"], engine.Options())
    next(first)
    with pytest.raises(BadCourse, match="being graded by another run"):
        graded(made)
    list(first)
    assert differing(made) == {}


def test_a_gradebook_that_another_process_holds_is_waited_for(tmp_path):
    made = a_class(tmp_path / "course", ("complete",))
    held = sqlite3.connect(made.folder / "gradebook.db", check_same_thread=False)
    held.execute("BEGIN IMMEDIATE")
    held.execute("UPDATE assignment SET name = name")
    letting_go = threading.Timer(8, held.rollback)
    letting_go.start()
    begun = time.monotonic()
    assert graded(made)["complete"].step.done
    letting_go.join()
    held.close()
    assert time.monotonic() - begun >= 7
    assert differing(made) == {}


def test_marks_given_while_a_hand_in_is_graded_are_kept(tmp_path):
    made = a_class(tmp_path / "course", ("complete",))
    graded(made)
    url = f"sqlite:///{made.folder / 'gradebook.db'}"
    with kit.connected(url) as connection:
        before = book.read(connection, LESSON, ["complete"])
    with nbgrader.gradebook.open_gradebook(made.folder) as gradebook:
        gradebook.find_grade("measures", "reflection", LESSON, "complete").manual_score = 3.0
        gradebook.db.commit()
    with kit.connected(url) as connection:
        assert book.write(connection, LESSON, before, before) == ("complete",)
    mine = rows(made)["complete"]["notebooks"]["reflection"]["grades"]["measures"]
    assert mine[1] == 3.0
    graded(made, force=True)
    assert differing(made) == {}


def test_the_log_holds_hashes_and_counts_and_nothing_that_a_student_wrote(made):
    text = (made.folder / ledger.FILE).read_text("utf-8")
    assert "My own words" not in text
    last = ledger.last(made.folder, LESSON)["complete"]
    assert last["route"] == "data"
    assert set(last["cells_s"]) == {"reflection/skill", "reflection/completion"}
