"""Yesterday's backup in an empty folder is yesterday's course, and taking it disturbs nobody."""

import contextlib
import json
import sqlite3
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from tests.builders import LESSON
from tests.class_through import GRADED, mark_all, taught

from medialit import course, marking, reports
from medialit.cli import main
from medialit.course.backup import MANIFEST
from medialit.errors import AlreadyExists, BadBackup, BadCourse, NotSaved
from medialit.grading import nbgrader

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A class of six after marking."""
    one = taught(tmp_path_factory.mktemp("six") / "course", GRADED[:1], 6, 4).course
    mark_all(one, GRADED[0], tmp_path_factory.mktemp("marker"), 4)
    return one


@pytest.fixture(scope="module")
def file(made, tmp_path_factory):
    return course.backup(made, tmp_path_factory.mktemp("backup") / "one.zip").path


def shown(one):
    return [reports.class_report(one, LESSON, language, now=NOON).read_bytes() for language in ("en", "zh")]


def test_a_restored_course_has_the_same_grades_and_the_same_report(made, file, tmp_path):
    again = course.restore(file, tmp_path / "course")
    assert nbgrader.rows(again.folder, LESSON) == nbgrader.rows(made.folder, LESSON)
    assert reports.grades_csv(again, LESSON).read_bytes() == reports.grades_csv(made, LESSON).read_bytes()
    assert shown(again) == shown(made)


def points(one):
    return {row.student: row.marks for row in nbgrader.rows(one.folder, LESSON)}


@pytest.mark.parametrize("force", [False, True])
def test_a_restored_course_goes_on_and_keeps_its_marks(made, file, tmp_path, force):
    again = course.restore(file, tmp_path / "course")
    course.grade(again, LESSON, how=course.Options(force=force), then=marking.settle)
    assert points(again) == points(made)


def test_a_backup_taken_while_the_class_is_graded_ends_in_the_same_grades(made, file, tmp_path):
    busy = course.restore(file, tmp_path / "busy" / "course")
    words = [sys.executable, "-m", "medialit", "grade", LESSON, "--course", str(busy.folder), "--force"]
    run = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    taken = []
    while run.poll() is None:
        taken.append(course.backup(busy, tmp_path / f"{len(taken)}.zip").path)
    assert run.returncode == 0
    assert len(taken) >= 3
    for number, one in enumerate((taken[0], taken[len(taken) // 2], taken[-1])):
        again = course.restore(one, tmp_path / f"again{number}")
        course.grade(again, LESSON, then=marking.settle)
        assert points(again) == points(made)


def test_what_a_run_needs_while_it_runs_is_not_in_a_backup(made, file):
    assert (made.folder / ".grading").is_dir()
    with zipfile.ZipFile(file) as archive:
        assert not [name for name in archive.namelist() if ".grading/" in name]


def traced(folder, student):
    """Every file of a course with a student's id in its path or bytes, and every row of the gradebook."""
    found = {
        one.relative_to(folder).as_posix()
        for one in folder.rglob("*")
        if one.is_file() and (student in one.as_posix() or student.encode() in one.read_bytes())
    }
    with contextlib.closing(sqlite3.connect(folder / nbgrader.FILE)) as book:
        tables = [name for (name,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [row for table in tables for row in book.execute(f"SELECT * FROM {table}") if student in map(str, row)]  # noqa: S608
    return found, rows


def test_a_student_who_is_forgotten_leaves_no_trace_and_nobody_else_loses_anything(file, tmp_path):
    one = course.restore(file, tmp_path / "course")
    shown(one)
    student = "invented-02"
    before, others = traced(one.folder, student), {who: marks for who, marks in points(one).items() if who != student}
    assert all(before)
    words = ["course", "forget", student, "--course", str(one.folder)]
    said = CliRunner().invoke(main, words).output
    assert "would be removed" in said
    assert "nothing was changed" in said
    assert traced(one.folder, student) == before
    done = CliRunner().invoke(main, [*words, "--yes-forget"])
    assert done.exit_code == 0, done.output
    assert traced(one.folder, student) == (set(), [])
    assert points(one) == others
    shown(one)
    course.grade(one, LESSON, then=marking.settle)
    assert points(one) == others
    with pytest.raises(BadCourse, match="nobody called 'invented-02'"):
        course.forget(one, student)


@pytest.mark.parametrize("student", ["", "..", "../course", "*", "invented"])
def test_nobody_is_forgotten_by_a_name_that_is_not_theirs(file, tmp_path, student):
    one = course.restore(file, tmp_path / "course")
    with pytest.raises(BadCourse, match="nobody called"):
        course.forget(one, student)
    assert points(one)


def test_nothing_is_overwritten(made, file, tmp_path):
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(AlreadyExists, match="is not empty"):
        course.restore(file, tmp_path)
    with pytest.raises(AlreadyExists, match="exists already"):
        course.backup(made, file)
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def changed(file, to, change):
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return to


def leading_out(name, content):
    if name != MANIFEST:
        return content
    data = json.loads(content)
    data["files"]["../evil.txt"] = ["0" * 64, 0]
    return json.dumps(data)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda name, content: content + b" " if name.endswith("reflection.ipynb") else content, "is not what it was"),
        (lambda name, content: None if name == nbgrader.FILE else content, r"gradebook\.db is not what it was"),
        (lambda name, content: None if name == MANIFEST else content, "no backup of a course"),
        (lambda name, content: b"[1" if name == MANIFEST else content, "no backup of a course"),
        (leading_out, r"leads to '\.\./evil\.txt'"),
    ],
)
def test_a_damaged_backup_is_said_and_leaves_nothing_behind(file, tmp_path, change, why):
    broken = changed(file, tmp_path / "broken.zip", change)
    with pytest.raises(BadBackup, match=why):
        course.restore(broken, tmp_path / "course")
    assert [one.name for one in tmp_path.iterdir()] == ["broken.zip"]


def test_half_a_backup_is_said(file, tmp_path):
    (tmp_path / "half.zip").write_bytes(file.read_bytes()[:10_000])
    with pytest.raises(BadBackup, match="damaged or no backup"):
        course.restore(tmp_path / "half.zip", tmp_path / "course")


def test_a_gradebook_that_is_held_for_ever_is_said(file, tmp_path):
    again = course.restore(file, tmp_path / "course")
    holder = sqlite3.connect(again.folder / nbgrader.FILE)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(NotSaved, match="let the program that uses it finish"):
            nbgrader.copy_gradebook(again.folder, tmp_path / "copy.db", patience_s=0.5)
    finally:
        holder.close()
