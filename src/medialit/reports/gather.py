"""From a course folder to the values of a report: gradebook, hand-ins, answers, and what grading said."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from medialit import course as desk
from medialit import curriculum
from medialit.course import Course, Status
from medialit.curriculum import LessonPlan
from medialit.grading import nbgrader
from medialit.reports.model import ClassView, HandIn, Points
from medialit.responses import Record, path_for, read


def gather(course: Course, lesson_id: str) -> ClassView:
    """Return what the report needs to know about one lesson of `course`.

    Raises
    ------
    UnknownLesson
        No lesson has this id.
    """
    plan = curriculum.lesson(lesson_id)
    rows = {row.student: row for row in nbgrader.rows(course.folder, lesson_id)}
    everyone = sorted({*nbgrader.students(course.folder), *rows, *desk.handed_in(course, lesson_id)})
    notes = {one.student: one.note for one in desk.last_grading(course, lesson_id)}
    is_graded = desk.is_graded(course, lesson_id)
    return ClassView(
        course=course.folder.resolve().name,
        lesson_id=lesson_id,
        due=next((row.due for row in rows.values() if row.due), None),
        hand_ins=tuple(_hand_in(course, lesson_id, one, rows.get(one), notes, is_graded=is_graded) for one in everyone),
        invented=course.invented,
        criteria=next(({name: mark.most for name, mark in row.marks.items()} for row in rows.values()), {}),
        is_graded=is_graded,
        key=_key(plan) if is_graded else {},
    )


def _key(plan: LessonPlan) -> Mapping[str, Mapping[str, str]]:
    """Return the key of the skill task; nothing where the lesson has none."""
    if not plan.assignment.skill:
        return {}
    return curriculum.skill_key(tuple(item["id"] for item in plan.prompt(plan.assignment.skill).content["items"]))


def _hand_in(
    course: Course,
    lesson_id: str,
    student: str,
    row: nbgrader.GradeRow | None,
    notes: Mapping[str, str],
    *,
    is_graded: bool,
) -> HandIn:
    """Return one student's hand-in; who handed in nothing is here too."""
    submitted = course.folder / "submitted" / student / lesson_id
    graded = course.folder / "autograded" / student / lesson_id
    came = Status.FAILED if is_graded else Status.UNGRADED
    state = Status.GRADED if graded.is_dir() else came if submitted.is_dir() else Status.MISSING
    journals = (path_for(graded, lesson_id), path_for(submitted, lesson_id))
    journal = next((one for one in journals if one.is_file()), journals[1])
    return HandIn(
        student=student,
        at=_when(row, submitted) if state is not Status.MISSING else None,
        late_s=row.late_s if row else 0.0,
        state=state,
        note=notes.get(student, "") if state is not Status.MISSING else "",
        points=_points(row) if state is Status.GRADED else (),
        record=Record.of(read(journal, lesson_id).responses),
    )


def _points(row: nbgrader.GradeRow | None) -> tuple[Points, ...]:
    if row is None:
        return ()
    return tuple(
        Points(criterion=name, given=mark.given, most=mark.most, by_hand=mark.by_hand)
        for name, mark in row.marks.items()
    )


def _when(row: nbgrader.GradeRow | None, submitted: Path) -> datetime:
    """Return when something was handed in; without a time stamp, when its folder was last changed."""
    if row and row.submitted:
        return row.submitted
    return datetime.fromtimestamp(submitted.stat().st_mtime, UTC)
