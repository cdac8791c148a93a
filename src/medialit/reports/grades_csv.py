"""Grades as a spreadsheet file: nbgrader's columns in nbgrader's order, then one column per criterion."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from medialit import curriculum
from medialit.course import Course, spreadsheet
from medialit.grading import nbgrader

#: The columns of nbgrader's own export, in its order.
COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)


def safe(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers stay as they are."""
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return f"{cell:g}"
    return spreadsheet.safe(str(cell))


def table(rows: Iterable[Mapping[str, object]], criteria: Sequence[str]) -> bytes:
    """Return `rows` as CSV with a byte order mark (`utf-8-sig`), by which Excel knows that Hanzi are UTF-8.

    Parameters
    ----------
    rows
        One mapping per student and assignment: the keys of `COLUMNS`, and one key per criterion. A missing
        value, such as points that still wait for a person, becomes an empty cell.
    criteria
        The criteria that get a column, in order.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*COLUMNS, *map(safe, criteria)])
    for row in rows:
        writer.writerow([safe(row.get(name)) for name in (*COLUMNS, *criteria)])
    return text.getvalue().encode("utf-8-sig")


def grades_csv(course: Course, lesson_id: str) -> Path:
    """Write `reports/<lesson id>.grades.csv` in the course folder and return its path.

    Points that still wait for a person are empty cells; `raw_score` counts what is there already.

    Raises
    ------
    UnknownLesson
        No lesson has this id.
    """
    plan = curriculum.lesson(lesson_id)
    graded = nbgrader.rows(course.folder, lesson_id)
    criteria = tuple(graded[0].marks) if graded else tuple(criterion.id for criterion in plan.rubric)
    path = course.folder / "reports" / f"{lesson_id}.grades.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(table((_line(row, lesson_id) for row in graded), criteria))
    return path


def _line(row: nbgrader.GradeRow, lesson_id: str) -> Mapping[str, object]:
    """Return one student's grade by column."""
    return {
        "assignment": lesson_id,
        "duedate": row.due and f"{row.due:%Y-%m-%d %H:%M:%S}",
        "timestamp": row.submitted and f"{row.submitted:%Y-%m-%d %H:%M:%S}",
        "student_id": row.student,
        "last_name": row.last_name,
        "first_name": row.first_name,
        "email": row.email,
        "raw_score": row.score,
        "late_submission_penalty": row.penalty,
        "score": max(0.0, row.score - row.penalty),
        "max_score": row.most,
    } | {name: mark.given for name, mark in row.marks.items()}
