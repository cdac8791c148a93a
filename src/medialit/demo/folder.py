"""An invented student's folder: boxes, receipt, time stamp, and the accidents that happen to folders."""

import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

from medialit.responses import Response, receipt

REFLECTION = "reflection.ipynb"

Notebook = dict[str, Any]


def write_boxes(folder: Path, texts: Mapping[str, str]) -> None:
    """Write `texts` (grade id to text) into the Markdown boxes of the reflection, in place of the starter."""
    notebook = _read(folder / REFLECTION)
    for cell in notebook["cells"]:
        text = texts.get(_grade_id(cell))
        if text is not None:
            cell["source"] = text
    _write(folder / REFLECTION, notebook)


def keep_receipt(notebook_path: Path, lesson_id: str, responses: tuple[Response, ...]) -> None:
    """Put the receipt into the output of the notebook's last code cell, where the Hand-in cell leaves it."""
    notebook = _read(notebook_path)
    data = {
        receipt.MIME: receipt.make(lesson_id, responses),
        "text/plain": f"medialit receipt: {len(responses)}",
    }
    last = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"][-1]
    last["outputs"] = [{"output_type": "display_data", "data": data, "metadata": {}}]
    _write(notebook_path, notebook)


def stamp(folder: Path, when: datetime) -> None:
    """Write the time of the hand-in as nbgrader's own submit does."""
    (folder / "timestamp.txt").write_text(f"{when:%Y-%m-%d %H:%M:%S.%f} UTC", "utf-8")


def cut_short(folder: Path) -> None:
    """Leave only the first half of the reflection's JSON, as a full disk would."""
    path = folder / REFLECTION
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def delete_box(folder: Path, grade_id: str) -> None:
    """Delete one cell of the reflection."""
    notebook = _read(folder / REFLECTION)
    notebook["cells"] = [cell for cell in notebook["cells"] if _grade_id(cell) != grade_id]
    _write(folder / REFLECTION, notebook)


def copy_cell(folder: Path, grade_id: str) -> None:
    """Copy and paste one cell of the reflection, its grade id with it."""
    notebook = _read(folder / REFLECTION)
    place, cell = next((p, c) for p, c in enumerate(notebook["cells"]) if _grade_id(c) == grade_id)
    twin = deepcopy(cell)
    if "id" in twin:
        twin["id"] = f"{twin['id'][:56]}-copy"
    notebook["cells"].insert(place + 1, twin)
    _write(folder / REFLECTION, notebook)


def test_cells(folder: Path) -> list[str]:
    """Return the grade ids of the test cells of the reflection, in their order."""
    return [_grade_id(cell) for cell in _read(folder / REFLECTION)["cells"] if _grade_id(cell) and _is_code(cell)]


def rewrite(folder: Path, grade_id: str, source: str) -> None:
    """Write `source` into one cell of the reflection, as if a student had unlocked it."""
    notebook = _read(folder / REFLECTION)
    for cell in notebook["cells"]:
        if _grade_id(cell) == grade_id:
            cell["source"] = source
    _write(folder / REFLECTION, notebook)


def add_code(folder: Path, source: str) -> None:
    """Put a code cell of the student's own before all others."""
    notebook = _read(folder / REFLECTION)
    cell: Notebook = {
        "cell_type": "code",
        "execution_count": None,
        "id": "own",
        "metadata": {},
        "outputs": [],
        "source": source,
    }
    notebook["cells"].insert(0, cell)
    _write(folder / REFLECTION, notebook)


def from_another_lesson(journal: Path) -> None:
    """Make every line of `journal` one of another lesson, as if that lesson's file had been renamed."""
    lines = [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
    foreign = (json.dumps(line | {"lesson": "an-invented-other-lesson"}, ensure_ascii=False) for line in lines)
    journal.write_text("\n".join(foreign) + "\n", "utf-8")


def _grade_id(cell: Mapping[str, Any]) -> str:
    return str(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""))


def _is_code(cell: Mapping[str, Any]) -> bool:
    return cell.get("cell_type") == "code"


def _read(path: Path) -> Notebook:
    notebook: Notebook = json.loads(path.read_text("utf-8"))
    return notebook


def _write(path: Path, notebook: Notebook) -> None:
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", "utf-8")
