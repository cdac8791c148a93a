"""All that grading a hand-in needs besides the hand-in, as bytes, so that it can be graded anywhere."""

import contextlib
import glob
import hashlib
import json
import re
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from medialit.errors import BadCourse, NotSaved
from medialit.grading.model import Rows
from medialit.grading.nbgrader.data_only import declares_data
from medialit.grading.nbgrader.steps import CONFIG, load_config

_AS_INSERTED = {"sqlite": "rowid", "postgresql": "ctid"}


@dataclass(frozen=True, kw_only=True)
class Kit:
    """An assignment, as a worker needs it.

    Attributes
    ----------
    course
        The name of the course's folder; configuration may depend on it.
    config
        `nbgrader_config.py` and the other modules beside it.
    source, release
        The teacher's files, and what was released of them, by path.
    gradebook
        An SQLite file with the assignment, its notebooks and its cells, and nobody's grades.
    """

    course: str
    assignment: str
    config: Mapping[str, bytes]
    source: Mapping[str, bytes]
    release: Mapping[str, bytes]
    gradebook: bytes

    @cached_property
    def digest(self) -> str:
        """A hash over everything that points depend on; of the gradebook its content, not its random ids."""
        hashed = hashlib.sha256(self.course.encode() + b"\0" + self.assignment.encode())
        for files in (self.config, self.source, self.release):
            hash_files(hashed, files)
        hashed.update(json.dumps(_content(self.gradebook), sort_keys=True).encode())
        return hashed.hexdigest()

    @cached_property
    def is_data(self) -> bool:
        """Whether every notebook of the teacher's says that its points depend on answers and texts alone."""
        notebooks = notebooks_of(self.source or self.release)
        return bool(notebooks) and all(map(declares_data, notebooks))


def source_of(kit: Kit) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the names and the content of the teacher's notebooks with their solutions, in the order they are run in."""
    for name, text in sorted(kit.source.items()):
        if name.endswith(".ipynb") and "/" not in name and (read := _read(text)):
            yield name.removesuffix(".ipynb"), _with_texts(read)


def _with_texts(notebook: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a notebook whose sources are texts, as nbformat reads them."""
    cells = [
        {**one, "source": "".join(one["source"]) if isinstance(one.get("source"), list) else one.get("source", "")}
        for one in notebook.get("cells", ())
    ]
    return {**notebook, "cells": cells}


def lay(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def notebook_of(files: Mapping[str, bytes], name: str) -> Mapping[str, Any]:
    """Return a notebook among the teacher's files; an empty one where there is none that can be read."""
    return _read(files.get(f"{name}.ipynb", b""))


def notebooks_of(files: Mapping[str, bytes]) -> list[Mapping[str, Any]]:
    """Return the notebooks among the teacher's files; one that cannot be read is an empty one."""
    return [_read(text) for name, text in sorted(files.items()) if name.endswith(".ipynb") and "/" not in name]


def hash_files(hashed: Any, files: Mapping[str, bytes]) -> None:
    """Put names and bytes of `files` into a hash, so that no two sets of files share one."""
    for name in sorted(files):
        hashed.update(f"{len(name.encode())}:{name}:{len(files[name])}:".encode() + files[name])


def pack(folder: Path, assignment: str) -> Kit:
    """Return the kit of an assignment of the course in `folder`.

    Raises
    ------
    BadCourse
        The gradebook does not know the assignment.
    """
    course = course_directory(folder)
    source = Path(course.format_path(course.source_directory, ".", assignment))
    release = Path(course.format_path(course.release_directory, ".", assignment))
    return Kit(
        course=folder.resolve().name,
        assignment=assignment,
        config={one.name: one.read_bytes() for one in sorted(folder.glob("*.py"))},
        source=_files(source),
        release=_files(release),
        gradebook=_gradebook(course.db_url, assignment),
    )


def course_directory(folder: Path) -> Any:
    """Return nbgrader's `CourseDirectory` of the course in `folder`."""
    from nbgrader.coursedir import CourseDirectory

    config = load_config(folder)
    if not config.CourseDirectory.get("root"):
        config.CourseDirectory.root = str(folder.resolve())
    return CourseDirectory(config=config)


def handed_in(folder: Path, assignment: str) -> tuple[str, ...]:
    """Return the ids of all students with a folder for an assignment, sorted, wherever the course keeps them."""
    course = course_directory(folder)
    places = course.format_path(course.submitted_directory, "*", assignment)
    student = course.format_path(course.submitted_directory, r"(?P<student>[^/\\]+)", assignment, escape=True)
    found = (re.fullmatch(student, one) for one in glob.glob(places) if Path(one).is_dir())  # noqa: PTH207  # nbgrader's
    return tuple(sorted(one["student"] for one in found if one))


@contextlib.contextmanager
def connected(url: str) -> Iterator[Any]:
    """Yield a connection to a gradebook, in a transaction that ends with the block.

    Whoever holds the file is waited for: a marker who saves, or a backup.

    Raises
    ------
    NotSaved
        The database refused; nothing of this transaction was written.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import NullPool

    waiting = {"timeout": 60} if url.startswith("sqlite") else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        engine = create_engine(url, connect_args=waiting, poolclass=NullPool)
        try:
            with engine.begin() as connection:
                yield connection
        except DBAPIError as problem:
            raise NotSaved(
                f"the gradebook cannot be used: {problem.orig or problem}",
                "close what else uses it, see that you may write there, and run this again: what was graded is kept",
            ) from problem
        finally:
            engine.dispose()


def _files(folder: Path) -> Mapping[str, bytes]:
    found = sorted(one for one in folder.rglob("*") if one.is_file()) if folder.is_dir() else []
    kept = [one for one in found if not {".ipynb_checkpoints", "__pycache__"} & set(one.relative_to(folder).parts)]
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in kept}


def _read(notebook: bytes) -> Mapping[str, Any]:
    try:
        data = json.loads(notebook.decode("utf-8-sig"))
    except ValueError:
        return {}
    return data if isinstance(data, Mapping) else {}


def _gradebook(url: str, assignment: str) -> bytes:
    """Copy one assignment into a new SQLite file: no student, no grade; return its bytes."""
    from nbgrader import api
    from sqlalchemy import create_engine, inspect, select, text

    tables = api.Base.metadata.tables
    notebook, cell = tables["notebook"], tables["base_cell"]
    with tempfile.TemporaryDirectory(prefix="medialit-kit-") as place, connected(url) as there:
        if not inspect(there).has_table("assignment"):
            raise _unknown(assignment)
        made = create_engine(f"sqlite:///{place}/gradebook.db")
        api.Base.metadata.create_all(made)
        owner = there.execute(select(tables["assignment"]).where(tables["assignment"].c.name == assignment)).first()
        if owner is None:
            raise _unknown(assignment)
        books = select(notebook.c.id).where(notebook.c.assignment_id == owner.id)
        cells = select(cell.c.id).where(cell.c.notebook_id.in_(books))
        wanted = {
            "course": tables["course"].c.id == owner.course_id,
            "assignment": tables["assignment"].c.id == owner.id,
            "notebook": notebook.c.id.in_(books),
            "base_cell": cell.c.id.in_(cells),
            **{name: tables[name].c.id.in_(cells) for name in ("grade_cells", "solution_cells", "task_cells")},
            "source_cell": tables["source_cell"].c.notebook_id.in_(books),
        }
        with made.begin() as here:
            for name, which in wanted.items():
                found = select(tables[name]).where(which)
                if there.dialect.name in _AS_INSERTED:  # nbgrader puts missing cells back in this order
                    found = found.order_by(text(_AS_INSERTED[there.dialect.name]))
                rows = [dict(row._mapping) for row in there.execute(found)]  # noqa: SLF001  # SQLAlchemy's public name
                if rows:
                    here.execute(tables[name].insert(), rows)
            here.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        made.dispose()
        return (Path(place) / "gradebook.db").read_bytes()


def _unknown(assignment: str) -> BadCourse:
    return BadCourse(
        f"the gradebook does not know {assignment}", f"assign it again: medialit course assign {assignment}"
    )


def _content(gradebook: bytes) -> list[Any]:
    """Return what a packed gradebook says, without the ids that are random."""
    book = sqlite3.connect(":memory:")
    try:
        book.deserialize(gradebook)
        return [
            book.execute("SELECT name, duedate FROM assignment").fetchall(),
            book.execute("SELECT name, kernelspec FROM notebook ORDER BY name").fetchall(),
            book.execute(
                "SELECT n.name, c.name, c.type, g.max_score, t.max_score FROM base_cell c JOIN notebook n "
                "ON c.notebook_id = n.id LEFT JOIN grade_cells g ON g.id = c.id LEFT JOIN task_cells t ON t.id = c.id "
                "ORDER BY 1, 2, 3"
            ).fetchall(),
            book.execute(
                "SELECT n.name, s.name, s.cell_type, s.locked, s.source, s.checksum FROM source_cell s "
                "JOIN notebook n ON s.notebook_id = n.id ORDER BY 1, 2"
            ).fetchall(),
        ]
    finally:
        book.close()


__all__ = ["CONFIG", "Kit", "Rows", "connected", "course_directory", "hash_files", "pack"]
