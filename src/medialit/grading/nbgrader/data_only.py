"""Answers are data: where the teacher's notebook says so, nothing that a student wrote is run for points.

Runs before nbgrader's own repairs and after the receipt was read. Whether an assignment is graded on data alone is
asked of the teacher's source notebook, never of the student's copy. Then every cell of the teacher's is made anew from
the gradebook, every other code cell becomes a text that says it was not run, and files that neither the teacher nor
medialit put there are laid aside, so that no `json.py` can stand in for ours while the tests run.
"""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from medialit.grading.nbgrader.repair import graded_folder
from medialit.grading.rebuild import Asked
from medialit.responses import path_for

ASIDE = "set-aside"
"""The folder, in a graded hand-in, of files that were laid aside."""
NOT_RUN = "*Not run for points: / 没有为计分而运行：*"
_NBGRADERS = ("timestamp.txt", "submission_secret.txt")
_SCHEMA = 3
_CODE = {".py", ".pyc", ".pyd", ".so"}


class AnswersAreData(NbGraderPreprocessor):
    """Leaves only the teacher's code in the notebook, where the teacher's notebook declares `"tests": "data"`."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Make the teacher's cells anew, set other code aside, and lay other files aside.

        Raises
        ------
        RuntimeError
            There is no notebook of the teacher's, so nobody can tell whether code may run.
        """
        names = resources["nbgrader"]
        source = self._source(names["assignment"])
        teachers = _teachers(source, self._release(names["assignment"]), f"{names['notebook']}.ipynb")
        if not declares_data(teachers):
            return nb, resources
        known = self.known(names)
        shipped = {_code(cell) for cell in teachers.get("cells", ()) if cell.get("cell_type") == "code"}
        own = sum(cell.cell_type == "code" and _code(cell) not in shipped for cell in nb.cells)
        nb.cells = [_cleaned(cell, known) for cell in nb.cells]
        laid = _lay_aside(graded_folder(resources), source, names["assignment"])
        if own or laid:
            self.log.warning(
                "code of %s was not run: %s cells and %s files were laid aside", names["student"], own, laid
            )
        return nb, resources

    def known(self, names: Mapping[str, str]) -> Mapping[str, "Known"]:
        """Return the teacher's cells by grade id."""
        with Gradebook(names["db_url"]) as book:
            return cells_known(book.find_notebook(names["notebook"], names["assignment"]))

    def _source(self, lesson: str) -> Path:
        course = CourseDirectory(parent=self)
        return Path(course.format_path(course.source_directory, ".", lesson))

    def _release(self, lesson: str) -> Path:
        course = CourseDirectory(parent=self)
        return Path(course.format_path(course.release_directory, ".", lesson))


def declares_data(notebook: Mapping[str, Any]) -> bool:
    """Tell whether a notebook says of itself that its points depend on answers and texts alone."""
    said = notebook.get("metadata", {}).get("medialit", {})
    return isinstance(said, Mapping) and said.get("tests") == "data"


def _teachers(source: Path, release: Path, name: str) -> Mapping[str, Any]:
    """Return the teacher's notebook: the source, or what was released of it."""
    for folder in (source, release):
        try:
            notebook: Mapping[str, Any] = json.loads((folder / name).read_text("utf-8-sig"))
        except (OSError, ValueError):
            continue
        return notebook
    raise RuntimeError(f"there is no readable {source / name}: restore it, so that grading knows what may be run")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A cell of the teacher's, as the gradebook has it."""

    metadata: Mapping[str, Any]
    source: str
    is_code: bool

    @property
    def is_locked(self) -> bool:
        """Whether the teacher's source counts, whatever a student made of it."""
        return bool(self.metadata["locked"])


def cells_known(notebook: Any) -> dict[str, "Known"]:
    """Return the teacher's cells by grade id, with the metadata that a student cannot change."""
    points = {one.name: one.max_score for one in (*notebook.grade_cells, *notebook.task_cells)}
    graded, tasks = ({one.name for one in cells} for cells in (notebook.grade_cells, notebook.task_cells))
    solved = {one.name for one in notebook.solution_cells}
    return {
        one.name: Known(
            source=one.source,
            is_code=one.cell_type == "code",
            metadata={
                "grade_id": one.name,
                "grade": one.name in graded,
                "solution": one.name in solved,
                "task": one.name in tasks,
                "locked": bool(one.locked),
                "cell_type": one.cell_type,
                "checksum": one.checksum,
                "schema_version": _SCHEMA,
                **({"points": points[one.name]} if one.name in points else {}),
            },
        )
        for one in notebook.source_cells
    }


def asked(notebook: Any) -> dict[str, Asked]:
    """Return the teacher's cells by grade id, as a notebook is rebuilt by them."""
    return {
        name: Asked(
            label=one.metadata,
            kind="code" if one.is_code else "markdown",
            source=one.source,
            is_locked=one.is_locked,
            is_prose=bool(one.metadata["grade"] and one.metadata["solution"] and not one.is_code),
        )
        for name, one in cells_known(notebook).items()
    }


def relabelled(cell: Any, known: Mapping[str, Known], taken: set[str]) -> bool:
    """Leave a cell nothing but its kind, its source and, if it is the first of its grade id, the teacher's metadata.

    Returns
    -------
    Whether it is a copy of a cell that came before it.
    """
    said = cell.metadata.get("nbgrader")
    name = str(said.get("grade_id")) if isinstance(said, Mapping) else ""
    is_copy = name in taken
    cell.metadata = from_dict({"nbgrader": dict(known[name].metadata)} if name in known and not is_copy else {})
    cell.pop("attachments", None)
    if name in known:
        taken.add(name)
    return is_copy


def _cleaned(cell: Any, known: Mapping[str, Known]) -> Any:
    """Return a cell as it may be graded: the teacher's anew, a student's text as it is, a student's code as text."""
    said = cell.metadata.get("nbgrader")
    mine = known.get(str(said.get("grade_id"))) if isinstance(said, Mapping) else None
    if mine is None or (mine.is_code and not mine.is_locked):
        cell.metadata.pop("nbgrader", None)
        return _made(new_markdown_cell, _shown(cell.source), cell) if cell.cell_type == "code" else cell
    metadata = from_dict({"nbgrader": mine.metadata})
    if mine.is_locked:
        return _made(new_code_cell if mine.is_code else new_markdown_cell, mine.source, cell, metadata)
    if cell.cell_type == "markdown":
        cell.metadata = metadata
        return cell
    return _made(new_markdown_cell, cell.source, cell, metadata)


def _made(make: Callable[..., Any], source: str, cell: Any, metadata: Mapping[str, Any] | None = None) -> Any:
    """Return a new cell in place of another; it has an id where that one has (older formats know none)."""
    new = make(source, metadata=metadata or from_dict({}))
    if "id" in cell:
        new.id = cell.id
    else:
        del new["id"]
    return new


def _shown(code: str) -> str:
    """Return code as Markdown that a marker reads and nothing runs."""
    ticks = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{NOT_RUN}\n\n{fence}python\n{code}\n{fence}"


def _code(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return ("".join(source) if isinstance(source, list) else str(source)).strip()


def _lay_aside(place: Path, source: Path, lesson: str) -> int:
    """Move the files that a student put beside notebook and journal out of the way; return how many held code.

    A file of which the teacher has one by the same name stays: nbgrader has laid the teacher's over it.
    """
    journal = path_for(place, lesson)
    journals = {journal, journal.with_suffix(".unreadable"), journal.with_name(journal.name + ".lock")}
    kept = {*journals, *(place / name for name in _NBGRADERS)}
    strangers = [
        one
        for one in sorted(place.rglob("*"))
        if (one.is_file() or one.is_symlink())
        and one not in kept
        and not (one.suffix == ".ipynb" and one.parent == place)
        and not (source / one.relative_to(place)).is_file()
        and one.relative_to(place).parts[0] != ASIDE
    ]
    for one in strangers:
        aside = place / ASIDE / one.relative_to(place)
        aside.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(one, aside)
    return sum(one.suffix in _CODE for one in strangers)
