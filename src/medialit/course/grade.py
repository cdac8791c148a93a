"""Grading a class, student by student: one broken submission stops nobody else."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from medialit import curriculum
from medialit.course.desk import is_graded, version_findings
from medialit.course.model import Course, Graded, Status, Summary
from medialit.errors import BadCourse
from medialit.grading import nbgrader
from medialit.i18n import words

Progress = Callable[[int, int, str, float], None]
"""Called before each student with: how many are done, how many there are, whose turn it is, seconds left."""


def grade(
    course: Course,
    lesson_id: str,
    *,
    students: Sequence[str] | None = None,
    force: bool = False,
    progress: Progress | None = None,
    then: Callable[[Course, str], object] | None = None,
) -> Summary:
    """Grade the hand-ins of a lesson.

    Parameters
    ----------
    students
        Whose; all who handed in if None.
    force
        Grade again what was graded; otherwise only what is new or was handed in again.
    then
        Called with course and lesson when nbgrader is done, before its gradebook is read: marks that people gave
        are settled there.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadCourse
        It was not assigned in this course, or has no graded reflection.
    """
    refuse_ungraded(course, lesson_id)
    if not (course.folder / "source" / lesson_id).is_dir():
        raise BadCourse(
            f"{lesson_id} was not assigned in {course.folder}",
            f"medialit course assign {lesson_id} --course {course.folder}",
        )
    asked = handed_in(course, lesson_id) if students is None else tuple(students)
    steps = nbgrader.Steps(course.folder)
    outcomes = [_grade_one(course, lesson_id, student, steps, force=force) for student in told(asked, progress)]
    if then:
        then(course, lesson_id)
    known = {row.student: row for row in nbgrader.rows(course.folder, lesson_id)}
    rows = tuple(_with_points(one, known.get(one.student)) for one in outcomes)
    _remember(course, lesson_id, rows)
    return Summary(rows=rows, findings=version_findings(course))


def refuse_ungraded(course: Course, lesson_id: str) -> None:
    """Refuse a lesson that does not exist, or that has nothing to grade.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadCourse
        It has no graded reflection.
    """
    curriculum.lesson(lesson_id)
    if not is_graded(course, lesson_id):
        raise BadCourse(
            f"{lesson_id} has no graded reflection yet, so there is nothing to grade",
            f"for what was answered: medialit report {lesson_id} --course {course.folder}",
        )


def handed_in(course: Course, lesson_id: str) -> tuple[str, ...]:
    """Return the ids of all students with a folder for `lesson_id` in `submitted/`, sorted."""
    return tuple(sorted(one.parent.name for one in course.folder.glob(f"submitted/*/{lesson_id}") if one.is_dir()))


def last_grading(course: Course, lesson_id: str) -> tuple[Graded, ...]:
    """Return what the last grading said of each student; nothing where the lesson was never graded here."""
    try:
        data = json.loads(_memory(course, lesson_id).read_text("utf-8"))
        return tuple(Graded(**one | {"status": Status(one["status"])}) for one in data)
    except (OSError, ValueError, TypeError, KeyError):
        return ()


def _memory(course: Course, lesson_id: str) -> Path:
    return course.folder / "reports" / f"{lesson_id}.grading.json"


def _remember(course: Course, lesson_id: str, rows: Sequence[Graded]) -> None:
    """Keep what grading said, for the report; students who were not graded this time keep their last row."""
    now = {one.student: one for one in last_grading(course, lesson_id)} | {one.student: one for one in rows}
    file = _memory(course, lesson_id)
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps([asdict(now[one]) for one in sorted(now)], ensure_ascii=False, indent=1) + "\n", "utf-8")


def told(students: Sequence[str], progress: Progress | None) -> Iterator[str]:
    """Yield the students, telling before each how far we are."""
    begun, everyone = time.monotonic(), len(students)
    for done, student in enumerate(students):
        if progress:
            spent = time.monotonic() - begun
            progress(done, everyone, student, spent / done * (everyone - done) if done else 0.0)
        yield student


def _grade_one(course: Course, lesson_id: str, student: str, steps: nbgrader.Steps, *, force: bool) -> Graded:
    """Grade one submission; whatever happens becomes a row."""
    say = words(course.language)
    folder = course.folder / "submitted" / student / lesson_id
    if not folder.is_dir():
        return Graded(student=student, status=Status.MISSING, note=say("desk.nothing"))
    if not (folder / "reflection.ipynb").is_file():
        return Graded(student=student, status=Status.FAILED, note=say("desk.no_notebook"))
    step = steps.autograde(lesson_id, student, force=force)
    if step.done:
        return Graded(student=student, status=Status.GRADED, note=_repaired(step.log, course))
    return Graded(student=student, status=Status.FAILED, note=_why(step, course))


def _repaired(log: str, course: Course) -> str:
    """Return in plain words what was repaired on the way."""
    signs = {
        "were restored from a receipt": "desk.restored",
        "was set aside": "desk.copied_cell",
        "was not run": "desk.not_run",
    }
    return "; ".join(words(course.language)(key) for sign, key in signs.items() if sign in log)


def _why(step: nbgrader.Step, course: Course) -> str:
    """Return in plain words why nbgrader could not grade."""
    say = words(course.language)
    signs = {
        "NotJSONError": "desk.not_json",
        "JSONDecodeError": "desk.not_json",
        "ValidationError": "desk.not_json",
        "UnicodeDecodeError": "desk.not_json",
        "PermissionError": "desk.no_permission",
        "No space left": "desk.disk_full",
    }
    last = "desk.kernel_lost" if step.lost_kernel else None
    key = next((key for sign, key in signs.items() if sign in step.log), last)
    return say(key) if key else say("desk.other", why=step.reason)


def _with_points(one: Graded, row: nbgrader.GradeRow | None) -> Graded:
    """Return the outcome with the automatic points that the gradebook has for it."""
    if row is None or one.status is not Status.GRADED:
        return one
    auto = [mark for mark in row.marks.values() if not mark.by_hand]
    return Graded(
        student=one.student,
        status=one.status,
        auto=sum(mark.given or 0.0 for mark in auto),
        max_auto=sum(mark.most for mark in auto),
        needs_manual=row.needs_manual,
        note=one.note,
    )
