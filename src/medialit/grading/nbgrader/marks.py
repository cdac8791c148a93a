"""Marks that a person gave elsewhere, put into nbgrader's gradebook, and what it has for each answer box.

nbgrader flags every score of a person for another look whenever it grades a submission anew, whether the text changed
or not; whoever knows the texts says with each mark whether that look is still needed.
"""

import contextlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medialit.errors import NotSaved
from medialit.grading.boxes import NOTEBOOK
from medialit.grading.nbgrader.gradebook import is_there, open_gradebook

Key = tuple[str, str]
"""A student's id and the grade id of an answer box."""
_FEW = 100
"""Students that are named one by one in a question to the database; of more, everybody's rows are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the gradebook has for one answer box.

    Attributes
    ----------
    points, comment
        By a person: None and an empty text where nobody gave any.
    auto
        By the machine: 0 for a box that was left as it was, else None.
    waiting
        Whether a person has still to look.
    """

    points: float | None
    comment: str
    auto: float | None
    waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the gradebook is to have for one answer box: points None takes a person's points and comment away.

    With `is_blank`, the box is empty: the machine gives 0, as nbgrader does for a box left as it was.
    """

    points: float | None
    comment: str = ""
    waiting: bool = False
    is_blank: bool = False


def given(folder: Path, lesson: str, students: Collection[str] | None = None) -> dict[Key, Given]:
    """Return what the gradebook of the course in `folder` has for the answer boxes of a lesson's reflection.

    Parameters
    ----------
    students
        Whose; everybody's if None.

    Raises
    ------
    NotSaved
        The gradebook cannot be read.
    """
    if not is_there(folder):
        return {}
    with _door(folder) as book:
        return {
            key: Given(
                points=None if grade.manual_score is None else float(grade.manual_score),
                comment=(comment.manual_comment or "") if comment else "",
                auto=None if grade.auto_score is None else float(grade.auto_score),
                waiting=bool(grade.needs_manual_grade),
            )
            for key, (grade, comment) in _found(book, lesson, students).items()
        }


def write(folder: Path, lesson: str, changes: Iterable[tuple[Key, Change]]) -> tuple[Key, ...]:
    """Write marks in one transaction; return the keys of those for which the gradebook has no place (yet).

    Raises
    ------
    NotSaved
        The gradebook cannot be written: nothing of it was.
    """
    wanted = dict(changes)
    if not is_there(folder):
        return tuple(wanted)
    with _door(folder) as book:
        found = _found(book, lesson, {student for student, _ in wanted})
        for key in wanted.keys() & found.keys():
            _put(wanted[key], *found[key])
        book.db.commit()
    return tuple(key for key in wanted if key not in found)


def _put(change: Change, grade: Any, comment: Any) -> None:
    """Set the fields that nbgrader's own formgrader sets."""
    grade.manual_score = change.points
    grade.needs_manual_grade = change.waiting
    if change.is_blank:
        grade.auto_score = 0.0
    if comment is not None:
        comment.manual_comment = change.comment or None


def _found(book: Any, lesson: str, students: Collection[str] | None) -> dict[Key, tuple[Any, Any]]:
    """Return for each answer box its grade and its comment (None where it has none)."""
    from nbgrader.api import BaseCell, Comment, Grade, GradeCell

    by_hand = GradeCell.cell_type == "markdown"
    grades = {key: grade for grade, key in _rows(book, Grade, GradeCell, lesson, students, by_hand)}
    comments = {key: comment for comment, key in _rows(book, Comment, BaseCell, lesson, students)}
    return {key: (grade, comments.get(key)) for key, grade in grades.items()}


def _rows(  # what is asked of which two tables
    book: Any, table: Any, cell: Any, lesson: str, students: Collection[str] | None, *only: Any
) -> Iterator[tuple[Any, Key]]:
    """Yield the rows of one of nbgrader's tables that belong to the reflection, each with its key."""
    from nbgrader.api import Assignment, Notebook, SubmittedAssignment, SubmittedNotebook

    query = (
        book.db.query(table, SubmittedAssignment.student_id, cell.name)
        .join(cell, table.cell_id == cell.id)
        .join(SubmittedNotebook, table.notebook_id == SubmittedNotebook.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .filter(Assignment.name == lesson, Notebook.name == NOTEBOOK.removesuffix(".ipynb"), *only)
    )
    if students is not None and len(students) <= _FEW:
        query = query.filter(SubmittedAssignment.student_id.in_(sorted(students)))
    for row, student, name in query:
        yield row, (student, name)


@contextlib.contextmanager
def _door(folder: Path) -> Iterator[Any]:
    """Open the gradebook; what its database refuses is for the person to put right."""
    from sqlalchemy.exc import DBAPIError

    try:
        with open_gradebook(folder) as book:
            yield book
    except (DBAPIError, OSError) as problem:
        reason = getattr(problem, "orig", None) or problem
        raise NotSaved(
            f"the gradebook of {folder} cannot be used: {reason}",
            "close what else uses it, see that you may write there, and try again; every mark is kept in marking/",
        ) from problem
