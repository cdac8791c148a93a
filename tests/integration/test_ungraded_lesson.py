"""A lesson without a graded reflection is assigned, given out and reported, and nothing pretends to grade it."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from tests.builders import COMMITS, LESSON, a_response
from tests.integration.test_stock_commands import run
from tests.unit.reports.test_class_report import Page

from medialit import content, course, reports
from medialit.cli import main
from medialit.errors import BadCourse
from medialit.i18n import Language
from medialit.responses import Action, JournalSink, Kind, path_for

OWN_REFLECTION = "source/01-who-moved/reflection.ipynb"


@pytest.fixture
def unshipped(tmp_path, monkeypatch):
    """medialit as it is before anybody wrote a reflection for the lesson."""
    (tmp_path / "assignments").mkdir()
    shipped = content.folder
    monkeypatch.setattr(content, "folder", lambda name: tmp_path / name if name == "assignments" else shipped(name))
    return shipped


@pytest.fixture
def made(tmp_path, unshipped):
    return course.new(tmp_path / "my-course", language=Language.ZH)


def command(*arguments, code=0):
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exit_code == code, done.output
    return done.output


def hand_in(made, student, *responses):
    folder = made.folder / "submitted" / student / LESSON
    folder.mkdir(parents=True)
    JournalSink(path_for(folder, LESSON)).save_all(responses)


def test_students_get_the_lesson_and_the_teacher_is_told_that_nothing_is_graded(made):
    said = command("course", "assign", LESSON, "--course", made.folder)
    assert "there is no graded reflection for 01-who-moved yet" in said
    assert f"report {LESSON}" in said
    assert f" grade {LESSON}" not in said
    assert {one.name for one in (made.folder / "release" / LESSON).iterdir()} == {
        f"{LESSON}.en.ipynb", f"{LESSON}.zh.ipynb",
    }  # fmt: skip
    assert not (made.folder / "source" / LESSON).exists()
    teacher = {one.name for one in (made.folder / "teacher" / LESSON).iterdir()}
    assert {"teacher-notes.zh.html", "worksheet.zh.html", "worksheet.en.md"} <= teacher
    assert (made.folder / "student-preview" / LESSON / f"{LESSON}.en.ipynb").is_file()


def test_a_due_date_that_nobody_would_keep_is_refused_before_anything_is_made(made):
    with pytest.raises(BadCourse, match="no due date"):
        course.assign(made, LESSON, due=datetime(2027, 2, 1, tzinfo=UTC))
    assert not (made.folder / "release").exists()


def test_grading_and_feedback_say_that_there_is_nothing_to_grade(made):
    course.assign(made, LESSON)
    hand_in(made, "s1", a_response())
    for name in ("grade", "feedback"):
        said = command(name, LESSON, "--course", made.folder, code=1)
        assert "01-who-moved has no graded reflection yet, so there is nothing to grade" in said
        assert "medialit report 01-who-moved" in said
    assert not (made.folder / "autograded").exists()


@pytest.mark.parametrize(
    ("language", "nothing", "graded"),
    [("en", "Nothing is graded in this lesson", "graded automatically"), ("zh", "这一课不评分", "自动评分")],
)
def test_the_report_counts_answers_and_says_that_nothing_is_graded(made, language, nothing, graded):
    course.assign(made, LESSON)
    again = COMMITS["L1-C1"] | {"answer": 32}
    for number in range(9):
        votes = a_response("L1-O1", Action.SAVE, {"vote": "agree"}, kind=Kind.OPINION, minute=2)
        hand_in(made, f"s{number}", a_response(), a_response(action=Action.AGAIN, value=again, minute=1), votes)
    said = command("report", LESSON, "--course", made.folder, "--language", language)
    assert "nothing is graded in 01-who-moved" in said
    page = Page((made.folder / "reports" / f"{LESSON}.{language}.html").read_text("utf-8"))
    assert nothing in page.text
    assert graded not in page.text
    ids = {attrs.get("id") for _, attrs in page.elements}
    assert {"hand-ins", "first-second", "opinions"} <= ids
    assert not {"points", "skill", "marking"} & ids
    links = {attrs["href"][1:] for attrs in page.all("a")}
    assert links <= ids
    assert not list((made.folder / "reports").glob("*.csv"))


def test_nbgraders_own_exchange_gives_it_out_and_takes_it_back(made, tmp_path):
    course.assign(made, LESSON)
    home, student = tmp_path / "home", tmp_path / "student"
    home.mkdir()
    student.mkdir()
    (student / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(made.folder / 'exchange')!r}\n"
        "c.CourseDirectory.course_id = 'my-course'\n",
        "utf-8",
    )
    run("release_assignment", LESSON, cwd=made.folder, home=home)
    run("fetch_assignment", LESSON, cwd=student, home=home)
    JournalSink(path_for(student / LESSON, LESSON)).save(a_response())
    run("submit", LESSON, cwd=student, home=home)
    run("collect", LESSON, cwd=made.folder, home=home)
    (journal,) = made.folder.glob(f"submitted/*/{LESSON}/*.answers.jsonl")
    assert "friends stayed" in journal.read_text("utf-8")
    view = reports.gather.gather(made, LESSON)
    assert [one.state for one in view.came] == [course.Status.UNGRADED]


def test_a_reflection_of_the_teachers_own_is_graded_as_ever(made, unshipped):
    own = made.folder / OWN_REFLECTION
    own.parent.mkdir(parents=True)
    own.write_bytes((unshipped("assignments") / OWN_REFLECTION).read_bytes())
    assigned = course.assign(made, LESSON, due=datetime(2027, 2, 1, tzinfo=UTC))
    assert assigned.is_graded
    assert "reflection.ipynb" in assigned.files
    assert course.grade(made, LESSON).rows == ()


def test_every_shipped_lesson_can_be_assigned(tmp_path):
    every = course.new(tmp_path / "every")
    for lesson in sorted(one.name for one in content.folder("lessons").iterdir() if one.is_dir()):
        assert {f"{lesson}.en.ipynb", f"{lesson}.zh.ipynb"} <= set(course.assign(every, lesson).files)
