"""Invented hand-ins for any assignment: nothing, the solution, and garbage in the cells that a student writes."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from medialit.guard.model import Assignment, Sort, Trial

GARBAGE = {
    "raises": "raise RuntimeError('invented')",
    "nan": "float('nan')",
    "negative": "-1",
    "text": "'full'",
    "true": "True",
    "stderr": "import sys\nprint('invented', file=sys.stderr)",
}
"""What stands in every cell of an invented student's, by the name of the hand-in."""


def trials(assignment: Assignment) -> Iterator[Trial]:
    """Yield the invented hand-ins."""
    yield Trial(id="blank", told="nothing was done", happens=lambda _: None, sort=Sort.BLANK, expected={})
    yield Trial(id="perfect", told="the solution", happens=_solution(assignment), sort=Sort.PERFECT, expected={})
    for name, source in GARBAGE.items():
        yield Trial(
            id=f"garbage-{name}",
            told=f"{source.splitlines()[-1]} in the student's cells",
            happens=_garbage(source),
            sort=Sort.NOT_ABOVE_BLANK,
            expected={},
        )


def _solution(assignment: Assignment) -> Callable[[Path], None]:
    def happens(folder: Path) -> None:
        for notebook in assignment.notebooks:
            shutil.copyfile(notebook.path, folder / notebook.path.name)

    return happens


def _garbage(source: str) -> Callable[[Path], None]:
    """Return what writes `source` into every code cell of the student's; where there is none, into a new first cell."""

    def happens(folder: Path) -> None:
        for file in sorted(folder.glob("*.ipynb")):
            notebook = json.loads(file.read_text("utf-8"))
            own = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and _is_students(cell)]
            if not own:
                own = [{"cell_type": "code", "id": "own", "metadata": {}, "execution_count": None, "outputs": []}]
                notebook["cells"] = [*own, *notebook["cells"]]
            for cell in own:
                cell["source"] = source
            file.write_text(json.dumps(notebook, ensure_ascii=False), "utf-8")

    return happens


def _is_students(cell: Mapping[str, Any]) -> bool:
    """Tell whether a student may write into a cell: nbgrader knows it as a solution, and it is not locked."""
    said = cell["metadata"].get("nbgrader", {})
    return bool(said.get("solution")) and not said.get("locked")
