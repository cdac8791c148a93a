"""nbgrader's autograder over a snapshot of the gradebook: the same steps in the same order, and no database.

nbgrader opens its database some seventeen times for a notebook and commits after every cell. Here its own preprocessors
run unchanged but for where they look: subclasses hand them what they would have read, and keep what they would have
written. What is subclassed is public; `tests/equivalence` compares every row with nbgrader's own.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from nbgrader import api, utils
from nbgrader import preprocessors as stock
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from medialit.grading.model import Doubt, Rows
from medialit.grading.nbgrader import book
from medialit.grading.nbgrader.data_only import AnswersAreData, cells_known

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


def _seen(step: Any) -> Snapshot:
    """Return the snapshot of the autograder that runs a preprocessor."""
    snapshot: Snapshot = step.parent.parent.snapshot
    return snapshot


class OverwriteKernelspec(stock.OverwriteKernelspec):
    """Puts the teacher's kernel into the notebook."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Do what nbgrader's own does, by the snapshot."""
        kernelspec = _seen(self).find_notebook(resources["nbgrader"]["notebook"], "").kernelspec
        loaded = json.loads(kernelspec) if kernelspec is not None else None
        if loaded:
            nb.metadata["kernelspec"] = loaded
        return nb, resources


class OverwriteCells(stock.OverwriteCells):
    """Puts the teacher's cells back."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Do what nbgrader's own does, by the snapshot."""
        _name(self, resources)
        nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
        if self.add_missing_cells:
            nb, resources = self.add_missing_grade_cells(nb, resources)
            nb, resources = self.add_missing_task_cells(nb, resources)
        return nb, resources


class SaveAutoGrades(stock.SaveAutoGrades):
    """Keeps the points of test cells."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Do what nbgrader's own does, by the snapshot."""
        _name(self, resources)
        graded: tuple[Any, Any] = NbGraderPreprocessor.preprocess(self, nb, resources)
        return graded


class AssignLatePenalties(stock.AssignLatePenalties):
    """Keeps what a late hand-in costs."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Do what nbgrader's own does, by the snapshot."""
        _name(self, resources)
        self.init_plugin()
        late_s = _seen(self).total_seconds_late
        mine = _seen(self).find_submission_notebook(self.notebook_id, self.assignment_id, self.student_id)
        mine.late_submission_penalty = None
        if late_s > 0:
            penalty = self.plugin_inst.late_submission_penalty(self.student_id, mine.score, late_s)
            if penalty is not None:
                mine.late_submission_penalty = self._check_late_penalty(mine, penalty)
        return nb, resources


class OnlyTheTeachersCode(AnswersAreData):
    """Sets a student's code aside where points depend on answers alone."""

    def known(self, names: Mapping[str, str]) -> Any:
        """Return the teacher's cells by the snapshot."""
        return cells_known(_seen(self).find_notebook(names["notebook"], names["assignment"]))


def _name(step: Any, resources: Any) -> None:
    names = resources["nbgrader"]
    step.notebook_id, step.assignment_id, step.student_id = names["notebook"], names["assignment"], names["student"]
    step.db_url, step.gradebook = names["db_url"], _seen(step)


INSTEAD = {
    stock.OverwriteKernelspec: OverwriteKernelspec,
    stock.OverwriteCells: OverwriteCells,
    stock.SaveAutoGrades: SaveAutoGrades,
    stock.AssignLatePenalties: AssignLatePenalties,
    AnswersAreData: OnlyTheTeachersCode,
}
"""What takes the place of the preprocessors that open a gradebook."""


class SnapshotAutograde(Autograde):
    """nbgrader's autograder, given a snapshot instead of a database and steps instead of those that would open one.

    Attributes
    ----------
    doubt
        Why the outcome must not be used, if a step said so.
    cells_s
        Seconds that each test cell took, by notebook and grade id.
    """

    doubt: Doubt | None = None

    def __init__(self, snapshot: Snapshot, instead: Mapping[type, type], **more: Any) -> None:
        super().__init__(**more)
        self.snapshot, self._instead = snapshot, dict(INSTEAD) | dict(instead)
        self.cells_s: dict[str, float] = {}

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Make the submission and its folder, in nbgrader's order.

        Raises
        ------
        NbGraderException
            There is no notebook that the gradebook knows.
        """
        BaseConverter.init_assignment(self, assignment_id, student_id)
        handed_in = Path(self._format_source(assignment_id, student_id))
        self.snapshot.begin(self.coursedir.get_existing_timestamp(str(handed_in)))
        self._lay_the_teachers_files(assignment_id, Path(self._format_dest(assignment_id, student_id)))
        known = [one for one in self.notebooks if Path(one).stem in self.snapshot.known]  # type: ignore[has-type]
        self.notebooks = known
        if not known:
            raise NbGraderException("No notebooks found, did you forget to run 'nbgrader generate_assignment'?")
        for name in self.snapshot.known:
            if not (handed_in / f"{name}.ipynb").exists():
                for grade in self.snapshot.find_submission_notebook(name, assignment_id, student_id).grades.values():
                    grade.auto_score, grade.needs_manual_grade = 0.0, False

    def _lay_the_teachers_files(self, assignment: str, place: Path) -> None:
        source = self.coursedir.format_path(self.coursedir.source_directory, ".", assignment)
        left = {os.path.join(source, one) for one in self.exclude_overwriting.get(assignment, [])}  # noqa: PTH118  # as nbgrader spells them
        for one in set(utils.find_all_files(source, [*self.coursedir.ignore, "*.ipynb"])) - left:
            target = place / os.path.relpath(one, source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copy(one, target)

    def _init_preprocessors(self) -> None:
        from traitlets.utils.importstring import import_item

        self.exporter._preprocessors = []  # noqa: SLF001  # as nbgrader's own does
        for one in self.sanitize_preprocessors if self._sanitizing else self.autograde_preprocessors:
            step = import_item(one) if isinstance(one, str) else one
            self.exporter.register_preprocessor(self._instead.get(step, step))
