"""One student's rows of one assignment, out of a gradebook and into it, as JSON data.

The rows are keyed by the names of notebooks and cells, not by the random ids of one database, so that they can be
graded anywhere and compared with those of another gradebook:
`{"timestamp", "extension_s", "notebooks": {name: {"penalty", "flagged", "grades": {cell: [auto, manual, extra,
needs_manual]}, "comments": {cell: [auto, manual]}}}}`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from nbgrader import api
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.engine import Connection

from medialit.grading.model import Rows

_ASSIGNMENT, _NOTEBOOK, _CELL = api.Assignment.__table__, api.Notebook.__table__, api.BaseCell.__table__
_STUDENT, _SUBMITTED = api.Student.__table__, api.SubmittedAssignment.__table__
_BOOK, _GRADE, _COMMENT = api.SubmittedNotebook.__table__, api.Grade.__table__, api.Comment.__table__
_WITH_GRADE, _WITH_COMMENT = ("GradeCell", "TaskCell"), ("SolutionCell", "TaskCell")
_AT_ONCE = 500


def read(connection: Connection, assignment: str, students: Sequence[str]) -> dict[str, Rows]:
    """Return the rows of those of `students` who have a submission to `assignment`."""
    return {student: one["rows"] for student, one in _read(connection, assignment, students).items()}


def students(connection: Connection, assignment: str) -> frozenset[str]:
    """Return everybody with a submission to `assignment`."""
    joined = _SUBMITTED.join(_ASSIGNMENT, _SUBMITTED.c.assignment_id == _ASSIGNMENT.c.id)
    found = select(_SUBMITTED.c.student_id).select_from(joined).where(_ASSIGNMENT.c.name == assignment)
    return frozenset(connection.execute(found).scalars())


def write(
    connection: Connection, assignment: str, after: Mapping[str, Rows], before: Mapping[str, Rows | None]
) -> tuple[str, ...]:
    """Write what grading decides of the rows `after`: automatic points and comments, penalties, the time of hand-in.

    What people write is left alone. Nothing is written for a student whose rows are no longer those of `before`:
    somebody marked them meanwhile.

    Returns
    -------
    The students for whom nothing was written.
    """
    _lock(connection, assignment)
    now = _read(connection, assignment, tuple(after))
    changed = tuple(one for one in after if (now[one]["rows"] if one in now else None) != before.get(one))
    fresh = {one: rows for one, rows in after.items() if one not in now and one not in changed}
    put(connection, assignment, fresh)
    for student, rows in after.items():
        if student in now and student not in changed:
            _change(connection, now[student], rows)
    return changed


def put(connection: Connection, assignment: str, rows: Mapping[str, Rows]) -> None:
    """Insert all rows of students who have none yet; a student whom the gradebook does not know is made."""
    if not rows:
        return
    owner, books = _shape(connection, assignment)
    known = set(connection.execute(select(_STUDENT.c.id).where(_STUDENT.c.id.in_(list(rows)))).scalars())
    made: dict[Any, list[dict[str, Any]]] = {table: [] for table in (_STUDENT, _SUBMITTED, _BOOK, _GRADE, _COMMENT)}
    for student, one in rows.items():
        if student not in known:
            made[_STUDENT].append({"id": student})
        submitted = {"id": api.new_uuid(), "assignment_id": owner, "student_id": student}
        made[_SUBMITTED].append(submitted | _times(one))
        for name, mine in one["notebooks"].items():
            notebook, cells = books[name]
            book = {"id": api.new_uuid(), "assignment_id": submitted["id"], "notebook_id": notebook}
            made[_BOOK].append(book | {"late_submission_penalty": mine["penalty"], "flagged": mine["flagged"]})
            made[_GRADE] += [_grade(book["id"], cells["grades"][cell], said) for cell, said in mine["grades"].items()]
            made[_COMMENT] += [
                _comment(book["id"], cells["comments"][cell], said) for cell, said in mine["comments"].items()
            ]
    for table, values in made.items():
        if values:
            connection.execute(insert(table), values)


def blank(connection: Connection, assignment: str) -> Rows:
    """Return the rows of a submission that was just made, as nbgrader makes them."""
    _, books = _shape(connection, assignment)
    return {
        "timestamp": None,
        "extension_s": None,
        "notebooks": {
            name: {
                "penalty": None,
                "flagged": False,
                "grades": {cell: [None, None, None, True] for cell in cells["grades"]},
                "comments": {cell: [None, None] for cell in cells["comments"]},
            }
            for name, (_, cells) in books.items()
        },
    }


def differences(ours: Rows | None, theirs: Rows | None) -> tuple[str, ...]:
    """Return one line for each value in which two students' rows of one assignment differ; none where all are equal."""
    one, other = (dict(_flat(rows)) for rows in (ours, theirs))
    return tuple(
        f"{name}: {one.get(name, 'no row')} here, {other.get(name, 'no row')} by nbgrader"
        for name in sorted(one.keys() | other.keys())
        if one.get(name, "no row") != other.get(name, "no row")
    )


def _flat(rows: Rows | None) -> Iterator[tuple[str, Any]]:
    """Yield every value of rows with a name that a person understands."""
    if rows is None:
        return
    yield from (("handed in", rows["timestamp"]), ("extension in s", rows["extension_s"]))
    columns = {
        "grades": ("automatic points", "points by hand", "extra credit", "waits for a person"),
        "comments": ("automatic comment", "comment by hand"),
    }
    for name, one in rows["notebooks"].items():
        yield from ((f"{name}, late penalty", one["penalty"]), (f"{name}, flagged", one["flagged"]))
        for kind, names in columns.items():
            for cell, said in one[kind].items():
                for column, value in zip(names, said, strict=True):
                    yield f"{name}/{cell}, {column}", value


def moment(said: str | None) -> datetime | None:
    """Return a time of the rows as nbgrader has it: in UTC, without a zone."""
    return None if said is None else datetime.fromisoformat(said)


def span(seconds: float | None) -> timedelta | None:
    """Return an extension of the rows."""
    return None if seconds is None else timedelta(seconds=seconds)


def _lock(connection: Connection, assignment: str) -> None:
    """Let nobody else write until this transaction ends: SQLite locks the file, PostgreSQL the row."""
    same = update(_ASSIGNMENT).where(_ASSIGNMENT.c.name == assignment).values(name=assignment)
    connection.execute(same)


def _shape(connection: Connection, assignment: str) -> tuple[str, dict[str, tuple[str, dict[str, dict[str, str]]]]]:
    """Return the id of an assignment, and of each notebook its id and the ids of its cells, by name."""
    owner = connection.execute(select(_ASSIGNMENT.c.id).where(_ASSIGNMENT.c.name == assignment)).scalar_one()
    found = (
        select(_NOTEBOOK.c.name, _NOTEBOOK.c.id).where(_NOTEBOOK.c.assignment_id == owner).order_by(_NOTEBOOK.c.name)
    )
    books: dict[str, tuple[str, dict[str, dict[str, str]]]] = {}
    for name, notebook in connection.execute(found).all():
        cells = connection.execute(
            select(_CELL.c.name, _CELL.c.id, _CELL.c.type).where(_CELL.c.notebook_id == notebook)
        ).all()
        books[name] = (
            notebook,
            {
                "grades": {cell: key for cell, key, kind in cells if kind in _WITH_GRADE},
                "comments": {cell: key for cell, key, kind in cells if kind in _WITH_COMMENT},
            },
        )
    return owner, books


def _read(connection: Connection, assignment: str, wanted: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return rows, and beside them the ids under which this database has them."""
    every = list(wanted)
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(every), _AT_ONCE):
        found |= _read_some(connection, assignment, every[start : start + _AT_ONCE])
    return found


def _read_some(connection: Connection, assignment: str, some: Sequence[str]) -> dict[str, dict[str, Any]]:
    joined = _SUBMITTED.join(_ASSIGNMENT, _SUBMITTED.c.assignment_id == _ASSIGNMENT.c.id)
    submitted = select(_SUBMITTED).select_from(joined).where(_ASSIGNMENT.c.name == assignment)
    found: dict[str, dict[str, Any]] = {}
    owners: dict[str, dict[str, Any]] = {}
    for one in connection.execute(submitted.where(_SUBMITTED.c.student_id.in_(some))):
        times = {
            "timestamp": one.timestamp.isoformat() if one.timestamp else None,
            "extension_s": one.extension.total_seconds() if one.extension is not None else None,
        }
        owners[one.id] = found[one.student_id] = {"rows": times | {"notebooks": {}}, "id": one.id, "books": {}}
    books: dict[str, dict[str, Any]] = {}
    with_name = _BOOK.join(_NOTEBOOK, _BOOK.c.notebook_id == _NOTEBOOK.c.id)
    named = select(_BOOK, _NOTEBOOK.c.name).select_from(with_name).where(_BOOK.c.assignment_id.in_(list(owners)))
    for one in connection.execute(named.order_by(_NOTEBOOK.c.name)):
        owner, about = owners[one.assignment_id], {"penalty": one.late_submission_penalty, "flagged": bool(one.flagged)}
        mine: dict[str, Any] = about | {"grades": {}, "comments": {}}
        owner["rows"]["notebooks"][one.name] = mine
        books[one.id] = owner["books"][one.name] = {"rows": mine, "id": one.id, "grades": {}, "comments": {}}
    _read_cells(connection, books)
    return found


def _read_cells(connection: Connection, books: Mapping[str, dict[str, Any]]) -> None:
    """Put grades and comments into the notebooks `books`, by the id of the submitted notebook."""
    columns = {
        "grades": (_GRADE, ("auto_score", "manual_score", "extra_credit", "needs_manual_grade")),
        "comments": (_COMMENT, ("auto_comment", "manual_comment")),
    }
    for kind, (table, names) in columns.items():
        cells = table.join(_CELL, table.c.cell_id == _CELL.c.id)
        of_books = table.c.notebook_id.in_(list(books))
        for one in connection.execute(select(table, _CELL.c.name).select_from(cells).where(of_books)):
            book = books[one.notebook_id]
            book["rows"][kind][one.name] = [getattr(one, name) for name in names]
            book[kind][one.name] = one.id


def _change(connection: Connection, now: Mapping[str, Any], rows: Rows) -> None:
    """Update what grading decides in rows that exist."""
    _update(connection, _SUBMITTED, [{"key": now["id"], "timestamp": moment(rows["timestamp"])}], "timestamp")
    books = [
        {"key": now["books"][name]["id"], "late_submission_penalty": one["penalty"]}
        for name, one in rows["notebooks"].items()
    ]
    _update(connection, _BOOK, books, "late_submission_penalty")
    grades = [
        {"key": now["books"][name]["grades"][cell], "auto_score": auto, "needs_manual_grade": needs}
        for name, one in rows["notebooks"].items()
        for cell, (auto, _, _, needs) in one["grades"].items()
    ]
    _update(connection, _GRADE, grades, "auto_score", "needs_manual_grade")
    comments = [
        {"key": now["books"][name]["comments"][cell], "auto_comment": auto}
        for name, one in rows["notebooks"].items()
        for cell, (auto, _) in one["comments"].items()
    ]
    _update(connection, _COMMENT, comments, "auto_comment")


def _update(connection: Connection, table: Any, values: Sequence[Mapping[str, Any]], *columns: str) -> None:
    if values:
        changed = {column: bindparam(f"new_{column}") for column in columns}
        rows = [{"key": one["key"]} | {f"new_{column}": one[column] for column in columns} for one in values]
        connection.execute(update(table).where(table.c.id == bindparam("key")).values(changed), rows)


def _times(rows: Rows) -> dict[str, Any]:
    return {"timestamp": moment(rows["timestamp"]), "extension": span(rows["extension_s"])}


def _grade(book: str, cell: str, said: Sequence[Any]) -> dict[str, Any]:
    auto, manual, extra, needs = said
    points = {"auto_score": auto, "manual_score": manual, "extra_credit": extra, "needs_manual_grade": needs}
    return {"id": api.new_uuid(), "notebook_id": book, "cell_id": cell} | points


def _comment(book: str, cell: str, said: Sequence[Any]) -> dict[str, Any]:
    auto, manual = said
    key = {"id": api.new_uuid(), "notebook_id": book, "cell_id": cell}
    return key | {"auto_comment": auto, "manual_comment": manual}
