"""nbgrader's gradebook: due dates in, points out, as plain values."""

import contextlib
import sqlite3
import time
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from medialit import settings
from medialit.errors import BadCourse, NotSaved
from medialit.grading.nbgrader.kit import CONFIG, course_directory

FILE = "gradebook.db"
_SQLITE = "sqlite:///"
KNOWN = ("first_name", "last_name", "email", "lms_user_id")
"""What the gradebook knows of a student beside the id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The points of one cell.

    Attributes
    ----------
    auto, manual
        Points given by a test, and by a person; None where there are none yet.
    most
        The most that the cell can earn.
    by_hand
        Whether a person gives these points.
    waiting
        Whether a person has still to look.
    comment
        What a person wrote beside it.
    """

    auto: float | None
    manual: float | None
    extra: float
    most: float
    by_hand: bool
    waiting: bool
    comment: str = ""

    @property
    def given(self) -> float | None:
        """The points that count now: a person's before a test's; None while a person's are missing."""
        if self.manual is not None:
            return self.manual + self.extra
        return None if self.by_hand and self.waiting else self.auto


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRow:
    """One student's grade for one assignment, as the gradebook has it.

    Attributes
    ----------
    submitted
        When it was handed in (UTC), if that is known.
    due
        The due date (UTC), if there is one.
    late_s
        Seconds after the due date; 0 in time.
    marks
        By grade id, in the order of the notebook; where there are several notebooks, by `notebook/grade id`.
    """

    student: str
    first_name: str
    last_name: str
    email: str
    submitted: datetime | None
    due: datetime | None
    late_s: float
    score: float
    most: float
    penalty: float
    marks: Mapping[str, Mark]

    @property
    def needs_manual(self) -> bool:
        """Whether anything waits for a person."""
        return any(mark.waiting for mark in self.marks.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One student's points for an assignment: what was earned of `most`, the penalty for lateness, what waits."""

    score: float
    most: float
    penalty: float
    needs_manual: bool


def set_due(folder: Path, lesson: str, due: datetime) -> None:
    """Write the due date of an assignment, as an aware time, into the gradebook of the course in `folder`."""
    with open_gradebook(folder) as book:
        book.update_or_create_assignment(lesson, duedate=due.astimezone(UTC).replace(tzinfo=None))


def add_students(folder: Path, students: Mapping[str, Mapping[str, str]]) -> None:
    """Put students into the gradebook: by id, with `first_name`, `last_name`, `email` and `lms_user_id` as known.

    All or none, in one transaction.

    Raises
    ------
    NotSaved
        The gradebook cannot be written, because another program holds it or the disk refuses.
    """
    from nbgrader.api import Student

    with _held_by_others(folder), open_gradebook(folder) as book:
        known = {one.id: one for one in book.db.query(Student)}
        for student, values in students.items():
            one = known.get(student) or Student(id=student)
            for name, value in values.items():
                setattr(one, name, value)
            book.db.add(one)
        book.db.commit()


def remove_student(folder: Path, student: str) -> None:
    """Remove a student and everything of theirs from the gradebook.

    Raises
    ------
    NotSaved
        The gradebook cannot be written; then nothing was removed.
    """
    with _held_by_others(folder), open_gradebook(folder) as book:
        book.remove_student(student)
    url = url_of(folder)
    if url.startswith(_SQLITE):  # which keeps what was deleted in free pages, until it is written anew
        with contextlib.closing(sqlite3.connect(url.removeprefix(_SQLITE))) as book, contextlib.suppress(sqlite3.Error):
            book.execute("VACUUM")
    if student in students(folder):
        raise NotSaved(f"{student} could not be removed from the gradebook of {folder}", "run this again")


def people(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """Return what the gradebook knows of each student, by id: names, `email` and `lms_user_id`, empty where unknown.

    Raises
    ------
    NotSaved
        Another program holds the gradebook.
    """
    if not is_there(folder):
        return {}
    with _held_by_others(folder), open_gradebook(folder) as book:
        return {one.id: {name: getattr(one, name) or "" for name in KNOWN} for one in book.students}


def students(folder: Path) -> tuple[str, ...]:
    """Return the ids of all students in the gradebook, sorted; none where there is no gradebook yet."""
    if not is_there(folder):
        return ()
    with open_gradebook(folder) as book:
        return tuple(sorted(student.id for student in book.students))


def knows(folder: Path, assignment: str) -> bool:
    """Tell whether the gradebook of the course in `folder` knows an assignment."""
    if not is_there(folder):
        return False
    with open_gradebook(folder) as book:
        return any(one.name == assignment for one in book.assignments)


def rows(folder: Path, lesson: str) -> tuple[GradeRow, ...]:
    """Return the grades of all students with a submission to `lesson`, sorted by id."""
    from nbgrader.api import MissingEntry

    if not is_there(folder):
        return ()
    with open_gradebook(folder) as book:
        try:
            assignment = book.find_assignment(lesson)
        except MissingEntry:
            return ()
        return tuple(sorted((_row(one) for one in assignment.submissions), key=lambda row: row.student))


def totals(folder: Path, lesson: str) -> Mapping[str, Total]:
    """Return the points of all students with a submission to `lesson`: the sums of `rows`, computed by the database.

    Raises
    ------
    NotSaved
        Another program holds the gradebook.
    """
    from nbgrader.api import Assignment, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy import func

    if not is_there(folder):
        return {}
    with _held_by_others(folder), open_gradebook(folder) as book:
        late = (
            book.db.query(SubmittedAssignment.student_id, func.sum(SubmittedNotebook.late_submission_penalty))
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(Assignment.name == lesson)
            .group_by(SubmittedAssignment.student_id)
        )
        penalties = {student: float(penalty or 0) for student, penalty in late}
        return {
            one["student"]: Total(
                score=float(one["score"]),
                most=float(one["max_score"]),
                penalty=penalties[one["student"]],
                needs_manual=bool(one["needs_manual_grade"]),
            )
            for one in book.submission_dicts(lesson)
        }


def url_of(folder: Path) -> str:
    """Return the URL of the gradebook of the course in `folder`: a file there, or what its configuration says."""
    if not (folder / CONFIG).is_file():
        return f"{_SQLITE}{folder.resolve() / FILE}"
    return str(course_directory(folder).db_url)


def is_there(folder: Path) -> bool:
    """Tell whether the course in `folder` has a gradebook; of one on a server, whether it is configured."""
    url = url_of(folder)
    return not url.startswith(_SQLITE) or Path(url.removeprefix(_SQLITE)).exists()


def copy_gradebook(folder: Path, to: Path, patience_s: float = 60) -> Path:
    """Copy the gradebook as it is at one moment, whoever uses it, and return the copy.

    Raises
    ------
    BadCourse
        It is on a server.
    NotSaved
        Another program holds it all the time.
    """
    url = url_of(folder)
    if not url.startswith(_SQLITE):
        raise BadCourse(
            f"the gradebook of {folder} is on a server", "back it up there, with pg_dump, and copy the folder beside it"
        )
    begun = time.monotonic()

    def wait(_status: int, _remaining: int, _total: int) -> None:
        if time.monotonic() - begun > patience_s:
            raise TimeoutError

    try:
        with (
            contextlib.closing(sqlite3.connect(f"file:{url.removeprefix(_SQLITE)}?mode=ro", uri=True)) as source,
            contextlib.closing(sqlite3.connect(to)) as copy,
        ):
            source.backup(copy, progress=wait)
    except (sqlite3.Error, TimeoutError) as problem:
        why = str(problem) or "another program holds it"
        raise NotSaved(
            f"the gradebook of {folder} cannot be read: {why}",
            "let the program that uses it finish, then run this again; nothing was changed",
        ) from None
    return to


@contextlib.contextmanager
def open_gradebook(folder: Path) -> Iterator[Any]:
    """Open the gradebook of the course in `folder`; it is made where there is none."""
    settings.put_programs_on_path()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        with Gradebook(url_of(folder)) as book:
            yield book


@contextlib.contextmanager
def _held_by_others(folder: Path) -> Iterator[None]:
    """Say what can be done where the gradebook cannot be reached."""
    from sqlalchemy.exc import OperationalError

    try:
        yield
    except OperationalError as problem:
        raise NotSaved(
            f"the gradebook of {folder} cannot be used: {problem.orig}",
            "let the program that uses it finish, then run this again; nothing was changed",
        ) from None


def _row(submission: Any) -> GradeRow:
    student = submission.student
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    named = _by_cell if len(submission.notebooks) == 1 else _by_notebook_and_cell
    comments = {named(one): one.manual_comment or "" for book in submission.notebooks for one in book.comments}
    return GradeRow(
        student=student.id,
        first_name=student.first_name or "",
        last_name=student.last_name or "",
        email=student.email or "",
        submitted=_aware(submission.timestamp),
        due=_aware(submission.assignment.duedate),
        late_s=float(submission.total_seconds_late),
        score=float(submission.score),
        most=float(submission.max_score),
        penalty=float(submission.late_submission_penalty or 0),
        marks={named(grade): _mark(grade, comments.get(named(grade), "")) for grade in sorted(grades, key=_by_hand)},
    )


def _by_hand(grade: Any) -> bool:
    return str(grade.cell.cell_type) == "markdown"


def _by_cell(one: Any) -> str:
    return str(one.cell.name)


def _by_notebook_and_cell(one: Any) -> str:
    return f"{one.notebook.name}/{one.cell.name}"


def _mark(grade: Any, comment: str) -> Mark:
    return Mark(
        auto=None if grade.auto_score is None else float(grade.auto_score),
        manual=None if grade.manual_score is None else float(grade.manual_score),
        extra=float(grade.extra_credit or 0),
        most=float(grade.max_score),
        by_hand=_by_hand(grade),
        waiting=bool(grade.needs_manual_grade),
        comment=comment,
    )


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None
