"""Writing the pages of a class: one broken hand-in stops nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from medialit import course as desk
from medialit import marking
from medialit.course import Course, Progress
from medialit.feedback import files, gather, hold
from medialit.feedback.model import Held
from medialit.feedback.page import render
from medialit.finding import Finding, Level
from medialit.i18n import Language
from medialit.marking import setup


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the teacher decided.

    Attributes
    ----------
    languages
        Of every page; each student's own if empty.
    hold
        How long points are held back, counted from the first time; 0 gives them out, None goes on as before.
    show_keys
        Whether the keys of the skill items are given out with the points.
    students
        Whose pages; everybody's if None.
    """

    languages: tuple[Language, ...] = ()
    hold: timedelta | None = None
    show_keys: bool = False
    students: Sequence[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The pages that were written, until when points are held back, and what the teacher should know."""

    pages: tuple[Path, ...]
    held: Held | None
    findings: tuple[Finding, ...]


def write(
    course: Course,
    lesson_id: str,
    wanted: Wanted | None = None,
    *,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> Written:
    """Write a page for everybody who handed in a lesson, where nbgrader expects feedback.

    Parameters
    ----------
    now
        The time; the clock's if None.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadCourse
        It has no graded reflection, or its marking cannot be read.
    NotSaved
        The gradebook or the decision to hold points back cannot be written; no page was written.
    """
    asked = wanted or Wanted()
    desk.refuse_ungraded(course, lesson_id)
    settled = marking.settle(course, lesson_id)
    held, findings = hold.decide(
        setup.folder_of(course, lesson_id), asked.hold, now.astimezone(UTC) if now else datetime.now(UTC)
    )
    class_ = gather.Class(course, lesson_id)
    everybody = gather.students(course, lesson_id)
    ruling = gather.Ruling(held=held, show_keys=asked.show_keys)
    pages, problems = [], []
    for student in desk.told(everybody if asked.students is None else asked.students, progress):
        if student not in everybody:
            problems.append(_nothing(student, lesson_id))
            continue
        try:
            languages = asked.languages or (class_.language(student),)
            page = render(class_.sheet(student, ruling), languages)
            pages.append(files.put(course.folder, student, lesson_id, page, languages[0]))
        except Exception as problem:  # noqa: BLE001  # whatever is wrong with one hand-in, the class goes on
            problems.append(_failed(student, problem))
    return Written(pages=tuple(pages), held=held, findings=(*settled.findings, *findings, *problems))


def _nothing(student: str, lesson_id: str) -> Finding:
    return Finding(
        level=Level.NOTE,
        what=f"{student} handed in nothing for {lesson_id}: no page was written",
        remedy="look at the spelling of the name, or at submitted/",
    )


def _failed(student: str, problem: Exception) -> Finding:
    return Finding(
        level=Level.WARNING,
        what=f"the page of {student} could not be written: {type(problem).__name__}: {problem}",
        remedy="look at the files of this hand-in; all other pages were written",
    )
