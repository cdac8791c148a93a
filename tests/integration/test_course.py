"""A course is made once, assigned without harm, and says clearly what it will not do."""

import json
import shutil
from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.builders import LESSON, a_response
from tests.formgrader import answer_of, serving
from tests.people import as_an_ordinary_user, open_to_all

import medialit
from medialit import course, feedback
from medialit.errors import AlreadyExists, BadCourse, MedialitError, NotACourse, UnknownLesson
from medialit.grading import nbgrader
from medialit.i18n import Language
from medialit.responses import JournalSink, path_for, read


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    new = course.new(tmp_path_factory.mktemp("courses") / "one", language=Language.ZH)
    course.assign(new, LESSON)
    return new


def test_a_new_course_can_be_opened_again(made):
    assert course.open(made.folder) == made
    assert made.content_version == medialit.__version__


def test_a_folder_that_exists_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(AlreadyExists, match="exists already"):
        course.new(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_without_a_course_is_said_to_have_none(tmp_path):
    with pytest.raises(NotACourse, match="medialit course new"):
        course.open(tmp_path)
    (tmp_path / "medialit.toml").write_text("language = ", "utf-8")
    with pytest.raises(NotACourse, match="cannot be read"):
        course.open(tmp_path)


def test_an_unknown_lesson_names_the_known_ones(made):
    for act in (course.assign, course.grade, feedback.write):
        with pytest.raises(UnknownLesson, match=LESSON):
            act(made, "99-nothing")


def test_a_lesson_that_was_not_assigned_cannot_be_graded(tmp_path):
    new = course.new(tmp_path / "two")
    with pytest.raises(BadCourse, match="was not assigned"):
        course.grade(new, LESSON)


def test_a_journal_in_the_source_folder_is_refused(made):
    journal = path_for(made.folder / "source" / LESSON, LESSON)
    JournalSink(journal).save(a_response())
    with pytest.raises(BadCourse, match="overwrite the answers of every student"):
        course.assign(made, LESSON)
    journal.unlink()
    course.assign(made, LESSON)


def test_a_journal_that_slips_into_source_later_does_not_reach_a_student(made):
    mine = made.folder / "submitted" / "careful" / LESSON
    shutil.copytree(made.folder / "release" / LESSON, mine)
    JournalSink(path_for(mine, LESSON)).save(a_response(author="careful1"))
    slipped = path_for(made.folder / "source" / LESSON, LESSON)
    JournalSink(slipped).save(a_response(author="teacher1"))
    course.grade(made, LESSON, students=["careful"])
    graded = read(path_for(made.folder / "autograded" / "careful" / LESSON, LESSON))
    assert [one.author for one in graded.responses] == ["careful1"]
    slipped.unlink()
    shutil.rmtree(mine.parent)


def test_the_formgrader_opens_in_the_course_and_knows_the_lesson(made):
    with serving(made.folder) as address:
        assert [one["name"] for one in json.loads(answer_of(f"{address}/api/assignments"))] == [LESSON]


def test_a_teachers_own_assignment_is_kept_and_named(made):
    mine = made.folder / "source" / LESSON / "reflection.ipynb"
    shipped = mine.read_text("utf-8")
    mine.write_text(shipped.replace("Read four numbers", "Read four figures"), "utf-8")
    assert "yours was kept" in course.assign(made, LESSON).findings[0].what
    assert "Read four figures" in mine.read_text("utf-8")
    mine.write_text(shipped, "utf-8")


def test_a_due_date_needs_a_time_zone_and_is_kept_in_utc(made):
    with pytest.raises(BadCourse, match="no time zone"):
        course.assign(made, LESSON, due=datetime(2027, 2, 1, 23, 59))  # noqa: DTZ001  # that is the point
    course.assign(made, LESSON, due=datetime(2027, 2, 1, 23, 59, tzinfo=timezone(timedelta(hours=1))))
    (made.folder / "submitted" / "s1" / LESSON).mkdir(parents=True)
    (made.folder / "submitted" / "s1" / LESSON / "reflection.ipynb").write_bytes(
        (made.folder / "release" / LESSON / "reflection.ipynb").read_bytes()
    )
    (made.folder / "submitted" / "s1" / LESSON / "timestamp.txt").write_text("2027-02-02 00:59:00 UTC", "utf-8")
    course.grade(made, LESSON)
    row = {one.student: one for one in nbgrader.rows(made.folder, LESSON)}["s1"]
    assert row.due == datetime(2027, 2, 1, 22, 59, tzinfo=UTC)
    assert row.late_s == 2 * 3600


def test_content_of_another_version_is_said(made):
    from dataclasses import replace

    (finding,) = course.desk.version_findings(replace(made, content_version="2020.1.0"))
    assert "2020.1.0" in finding.what


def try_to_make(folder):
    try:
        course.new(folder)
    except MedialitError as problem:
        return problem
    return "made"


@pytest.mark.forks
def test_a_read_only_place_is_said(tmp_path):
    assert try_to_make(tmp_path / "warm-up") == "made"
    place = open_to_all(tmp_path) / "read-only"
    place.mkdir()
    place.chmod(0o555)
    assert "folder you may write in" in as_an_ordinary_user(try_to_make, place / "course")


def test_the_teachers_notes_are_in_the_course_and_not_in_what_students_get(made):
    assert len(list((made.folder / "teacher" / LESSON).glob("teacher-notes.*"))) == 4
    assert len(list((made.folder / "teacher" / LESSON).glob("worksheet.*"))) == 4
    assert not list((made.folder / "release").rglob("teacher-notes*"))
    assert not list((made.folder / "student-preview").rglob("teacher-notes*"))
