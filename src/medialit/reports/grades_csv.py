"""Grades as a spreadsheet file: nbgrader's columns in nbgrader's order, then one column per criterion."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from medialit.course import Course
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
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula: a quotation mark goes before `= + - @` tab and CR.

    Numbers stay as they are.

    References
    ----------
    OWASP, CSV Injection: https://owasp.org/www-community/attacks/CSV_Injection
    """
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return f"{cell:g}"
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


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
    """later"""
    raise NotImplementedError
