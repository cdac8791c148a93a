"""What an autograder sees instead of a gradebook: the teacher's cells, and one student's rows while they are made."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self, TypeVar

from nbgrader import api
from nbgrader.api import MissingEntry
from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from medialit.grading.model import Rows
from medialit.grading.nbgrader import book

E = TypeVar("E")


@dataclass(slots=True)
class Cell:
    """A cell of the teacher's; of a source cell all fields, of a graded one name and points."""

    name: str
    cell_type: str | None = None
    locked: bool = False
    source: str = ""
    checksum: str | None = None
    max_score: float = 0.0


@dataclass(slots=True)
class Notebook:
    """A notebook of the teacher's, as the gradebook has it."""

    name: str
    kernelspec: str | None
    source_cells: list[Cell]
    grade_cells: list[Cell]
    task_cells: list[Cell]
    solution_cells: list[Cell]


@dataclass(slots=True, kw_only=True)
class Grade:
    """A grade while it is made."""

    auto_score: float | None
    manual_score: float | None
    extra_credit: float | None
    needs_manual_grade: bool

    @property
    def score(self) -> float:
        """The points that count, as `nbgrader.api.Grade.score` defines them."""
        given = self.auto_score if self.manual_score is None else self.manual_score
        return 0.0 if given is None else given + (self.extra_credit or 0.0)


@dataclass(slots=True, kw_only=True)
class Comment:
    """A comment while it is made."""

    auto_comment: str | None
    manual_comment: str | None


@dataclass(slots=True, kw_only=True)
class Book:
    """A student's notebook while it is graded."""

    flagged: bool
    late_submission_penalty: float | None
    grades: dict[str, Grade]
    comments: dict[str, Comment]

    @property
    def score(self) -> float:
        """The sum of its grades, added up by SQLite, as in a gradebook; another order of adding differs in bits."""
        adder = sqlite3.connect(":memory:")
        try:
            adder.execute("CREATE TABLE grade (score FLOAT)")
            adder.executemany("INSERT INTO grade VALUES (?)", [(one.score,) for one in self.grades.values()])
            return float(adder.execute("SELECT coalesce(sum(score), 0.0) FROM grade").fetchone()[0])
        finally:
            adder.close()


@dataclass(slots=True)
class Snapshot:
    """What an autograder sees instead of a gradebook; it answers the questions that nbgrader's steps ask.

    Attributes
    ----------
    known
        The teacher's notebooks by name.
    due
        The due date (UTC, no zone).
    before
        The student's rows, or those of a new submission.
    """

    known: Mapping[str, Notebook]
    due: datetime | None
    before: Rows
    is_begun: bool = False
    timestamp: datetime | None = None
    books: dict[str, Book] = field(default_factory=dict)

    def begin(self, timestamp: datetime | None) -> None:
        """Make or update the submission, as nbgrader does before it looks at a notebook."""
        self.is_begun = True
        self.timestamp = book.moment(self.before["timestamp"]) if timestamp is None else timestamp
        self.books = {name: _book(one) for name, one in self.before["notebooks"].items()}

    def rows(self) -> Rows | None:
        """Return the student's rows as they are now; None before the submission was made."""
        if not self.is_begun:
            return None
        return {
            "timestamp": self.timestamp.isoformat() if self.timestamp else None,
            "extension_s": self.before["extension_s"],
            "notebooks": {name: _rows(one) for name, one in self.books.items()},
        }

    @property
    def db(self) -> "Snapshot":
        """The session; there is nothing to commit."""
        return self

    @property
    def total_seconds_late(self) -> float:
        """Seconds after the due date and the student's extension, as `nbgrader.api.SubmittedAssignment` counts."""
        extension = book.span(self.before["extension_s"])
        due = self.due + extension if self.due is not None and extension is not None else self.due
        if self.timestamp is None or due is None:
            return 0.0
        return max(0.0, (self.timestamp - due).total_seconds())

    def commit(self) -> None:
        """Commit nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def find_notebook(self, name: str, _assignment: str) -> Notebook:
        """Return a notebook of the teacher's."""
        return _entry(self.known, name)

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Cell:
        """Return a cell of the teacher's."""
        return _entry({one.name: one for one in self.find_notebook(notebook, assignment).source_cells}, name)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Cell:
        """Return a cell that earns points."""
        known = self.find_notebook(notebook, assignment)
        return _entry({one.name: one for one in (*known.grade_cells, *known.task_cells)}, name)

    def find_grade(self, name: str, notebook: str, _assignment: str, _student: str) -> Grade:
        """Return a grade of this student's."""
        return _entry(_entry(self.books, notebook).grades, name)

    def find_comment(self, name: str, notebook: str, _assignment: str, _student: str) -> Comment:
        """Return a comment on a cell of this student's."""
        return _entry(_entry(self.books, notebook).comments, name)

    def find_submission(self, _assignment: str, _student: str) -> "Snapshot":
        """Return the submission, of which only the lateness is asked."""
        return self

    def find_submission_notebook(self, notebook: str, _assignment: str, _student: str) -> Book:
        """Return a notebook of this student's."""
        return _entry(self.books, notebook)


def teachers(connection: Connection, assignment: str) -> tuple[Mapping[str, Notebook], datetime | None]:
    """Return the teacher's notebooks and the due date of an assignment; cells are in the gradebook's order."""
    owner, books = api.Assignment.__table__, api.Notebook.__table__
    found = connection.execute(select(owner).where(owner.c.name == assignment)).one()
    every = connection.execute(select(books).where(books.c.assignment_id == found.id).order_by(books.c.name)).all()
    return {one.name: _notebook(connection, one) for one in every}, found.duedate


def _entry(found: Mapping[str, E], name: str) -> E:
    try:
        return found[name]
    except KeyError:
        raise MissingEntry(f"No such entry: {name}") from None


def _notebook(connection: Connection, one: Any) -> Notebook:
    cell, source = api.BaseCell.__table__, api.SourceCell.__table__
    graded = {api.GradeCell: "grade_cells", api.TaskCell: "task_cells", api.SolutionCell: "solution_cells"}
    cells: dict[str, list[Cell]] = {}
    for kind, name in graded.items():
        table = kind.__table__
        joined = select(cell.c.name, *(column for column in table.c if column.name != "id")).select_from(
            cell.join(table, table.c.id == cell.c.id)
        )
        rows = connection.execute(joined.where(cell.c.notebook_id == one.id).order_by(text(f"{table.name}.rowid")))
        cells[name] = [Cell(**row._mapping) for row in rows]  # noqa: SLF001  # SQLAlchemy's public name
    sources = connection.execute(select(source).where(source.c.notebook_id == one.id).order_by(text("rowid")))
    return Notebook(
        name=one.name,
        kernelspec=one.kernelspec,
        source_cells=[Cell(c.name, c.cell_type, c.locked, c.source, c.checksum) for c in sources],
        **cells,
    )


def _book(rows: Rows) -> Book:
    names = ("auto_score", "manual_score", "extra_credit", "needs_manual_grade")
    return Book(
        flagged=rows["flagged"],
        late_submission_penalty=rows["penalty"],
        grades={name: Grade(**dict(zip(names, said, strict=True))) for name, said in rows["grades"].items()},
        comments={
            name: Comment(auto_comment=auto, manual_comment=manual) for name, (auto, manual) in rows["comments"].items()
        },
    )


def _rows(one: Book) -> Rows:
    return {
        "penalty": one.late_submission_penalty,
        "flagged": one.flagged,
        "grades": {
            name: [grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade]
            for name, grade in one.grades.items()
        },
        "comments": {name: [said.auto_comment, said.manual_comment] for name, said in one.comments.items()},
    }
