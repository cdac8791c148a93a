"""Grading a class: one broken submission stops nobody else, and what has not changed is left as it is."""

import json
import random
import statistics
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from medialit import curriculum
from medialit.course.desk import is_graded, version_findings
from medialit.course.model import Course, Graded, Status, Summary
from medialit.errors import BadCourse
from medialit.grading import engine, ledger, nbgrader
from medialit.grading.boxes import NOTEBOOK
from medialit.grading.engine import WALL_S, Options, Outcome, grade_all
from medialit.grading.intake import Note
from medialit.grading.model import Doubt
from medialit.grading.pool import Lost
from medialit.i18n import words

UNCHANGED = "unchanged"
_ENDS = {Doubt.QUIT, Doubt.LIMIT}
"""What ends a kernel and is the notebook's own doing."""
Progress = Callable[[int, int, str, float], None]
"""Called for each student with: how many are done, how many there are, whom it is about, seconds left."""


def grade(
    course: Course,
    lesson_id: str,
    *,
    students: Sequence[str] | None = None,
    how: Options | None = None,
    progress: Progress | None = None,
    then: Callable[[Course, str], object] | None = None,
) -> Summary:
    """Grade the hand-ins of a lesson, or of another assignment that the gradebook knows.

    Parameters
    ----------
    students
        Whose; all who handed in if None.
    how
        With how many workers, and whether also what has not changed since it was graded.
    then
        Called with course and lesson when nbgrader is done, before its gradebook is read: marks that people gave
        are settled there.

    Raises
    ------
    UnknownLesson
        There is no such lesson, and the gradebook knows no such assignment.
    BadCourse
        It was not assigned in this course, has no graded reflection, or the course is being graded by another run.
    """
    _refuse_unassigned(course, lesson_id)
    asked = handed_in(course, lesson_id) if students is None else tuple(dict.fromkeys(students))
    before = {row.student: row for row in last_grading(course, lesson_id)}
    here = frozenset(handed_in(course, lesson_id))
    rows = {student: row for student in asked if (row := _cannot_be_graded(course, lesson_id, student, here))}
    gradable = [student for student in asked if student not in rows]
    if gradable:
        for one in grade_all(course.folder, lesson_id, gradable, how or Options(), progress):
            rows[one.student] = _graded(one, before, course)
    if then:
        then(course, lesson_id)
    known = {row.student: row for row in nbgrader.rows(course.folder, lesson_id)}
    told = tuple(_with_points(rows[student], known.get(student)) for student in asked)
    _remember(course, lesson_id, told)
    return Summary(rows=told, findings=version_findings(course))


def _refuse_unassigned(course: Course, assignment: str) -> None:
    """Refuse a lesson that cannot be graded, and any other assignment that the gradebook does not know."""
    if assignment in curriculum.ids():
        refuse_ungraded(course, assignment)
        is_assigned = (course.folder / "source" / assignment).is_dir()
    else:
        is_assigned = nbgrader.knows(course.folder, assignment)
        if not is_assigned:
            curriculum.lesson(assignment)
    if not is_assigned:
        raise BadCourse(
            f"{assignment} was not assigned in {course.folder}",
            f"medialit course assign {assignment} --course {course.folder}",
        )


def verify(
    course: Course, lesson_id: str, count: int, *, how: Options | None = None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Grade `count` hand-ins, chosen at random, once more with nbgrader's own autograder.

    Yields
    ------
    Each student, with one line for each value of the gradebook that nbgrader would make another. Nothing is written.

    Raises
    ------
    UnknownLesson, BadCourse
        It cannot be graded here, as in `grade`, or the course is being graded by another run.
    """
    _refuse_unassigned(course, lesson_id)
    here = frozenset(handed_in(course, lesson_id))
    everyone = sorted(one for one in here if not _cannot_be_graded(course, lesson_id, one, here))
    chosen = sorted(random.SystemRandom().sample(everyone, min(count, len(everyone))))
    yield from engine.verify(course.folder, lesson_id, chosen, how or Options())


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
    return nbgrader.handed_in(course.folder, lesson_id)


def timings(course: Course, lesson_id: str, students: Collection[str]) -> tuple[tuple[str, int, float, float], ...]:
    """Return how long each cell took: its name, in how many hand-ins it ran, median and longest in seconds.

    The slowest come first. Of cells whose hand-in was graded on data alone, only test cells are known.
    """
    spent: dict[str, list[float]] = {}
    for student, entry in ledger.last(course.folder, lesson_id).items():
        if student in students:
            for cell, seconds in entry.get("cells_s", {}).items():
                spent.setdefault(cell, []).append(seconds)
    rows = ((cell, len(every), statistics.median(every), max(every)) for cell, every in spent.items())
    return tuple(sorted(rows, key=lambda row: (-row[2], -row[3], row[0])))


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


def _cannot_be_graded(course: Course, lesson_id: str, student: str, here: Collection[str]) -> Graded | None:
    """Return a row for somebody of whom there is nothing to grade."""
    say = words(course.language)
    folder = course.folder / "submitted" / student / lesson_id
    if student not in here:
        return Graded(student=student, status=Status.MISSING, note=say("desk.nothing"))
    if lesson_id in curriculum.ids() and not (folder / NOTEBOOK).is_file():
        return Graded(student=student, status=Status.FAILED, note=say("desk.no_notebook"))
    return None


def _graded(one: Outcome, before: Mapping[str, Graded], course: Course) -> Graded:
    """Return what became of a hand-in; of one that was left as it is, what was said of it before."""
    if one.is_unchanged:
        held = {cell: asdict(found) for cell, found in one.held.items()}
        known = before.get(one.student) or Graded(student=one.student, status=Status.GRADED, held=held)
        return replace(known, status=Status.GRADED, route=UNCHANGED, doubt="", forgeable=one.forgeable)
    status = Status.GRADED if one.step.done else Status.FAILED
    aside = [words(course.language)(note.key, **note.values) for note in one.notes]
    told = _repaired(one.step.log, course) if one.step.done else _lost(one.lost, course)
    is_told = one.step.done or told or any(map(_explains, one.notes))
    why = "" if is_told else _why(one, course)
    waits = words(course.language)("desk.held", tests=", ".join(sorted(one.held))) if one.held else ""
    note = "; ".join(filter(None, (told, why, waits, *aside)))
    route, doubt = (str(said or "") for said in (one.route, one.doubt))
    held = {cell: asdict(found) for cell, found in one.held.items()}
    return Graded(
        student=one.student,
        status=status,
        note=note,
        route=route,
        doubt=doubt,
        held=held,
        forgeable=one.forgeable,
        told=[(said.key, dict(said.values)) for said in one.notes],
    )


def _explains(note: Note) -> bool:
    """Tell whether a note says why there is nothing to grade."""
    return note.key.endswith("_unreadable") or NOTEBOOK in note.values.get("files", "")


def _lost(lost: Lost | None, course: Course) -> str:
    """Return in plain words why there is no result, if there is none."""
    say = words(course.language)
    if lost is Lost.TIME:
        return say("desk.too_long", minutes=f"{WALL_S / 60:g}")
    return say("desk.worker_lost") if lost else ""


def _repaired(log: str, course: Course) -> str:
    """Return in plain words what was repaired on the way."""
    signs = {
        "were restored from a receipt": "desk.restored",
        "was set aside": "desk.copied_cell",
        "was not run": "desk.not_run",
    }
    return "; ".join(words(course.language)(key) for sign, key in signs.items() if sign in log)


def _why(one: Outcome, course: Course) -> str:
    """Return in plain words why nbgrader could not grade."""
    say, step = words(course.language), one.step
    if one.doubt in _ENDS:
        return say(f"desk.ended_{one.doubt}")
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
    return replace(
        one,
        auto=sum(mark.given or 0.0 for mark in auto),
        max_auto=sum(mark.most for mark in auto),
        needs_manual=row.needs_manual,
    )
