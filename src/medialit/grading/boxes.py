"""The text boxes of a graded reflection: what a student wrote in each, read from the notebook file."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

STUB = "Write your answer here.\n\n在这里写下你的回答。"
"""What stands in a box before anybody writes; nbgrader puts it there."""
NOTEBOOK = "reflection.ipynb"
SIZE_LIMIT = 64 << 20


def read(folder: Path) -> Mapping[str, str]:
    """Return the text of each nbgrader cell of the reflection in `folder`, by grade id; nothing if it is unreadable."""
    try:
        file = folder / NOTEBOOK
        if file.stat().st_size > SIZE_LIMIT:
            return {}
        cells = json.loads(file.read_text("utf-8-sig"))["cells"]
        return dict(_named(cell) for cell in cells if _is_ours(cell))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def is_filled(text: str) -> bool:
    """Tell whether a box holds anything beyond the words that stood in it before."""
    rest = "".join(text.split())
    for line in STUB.splitlines():
        rest = rest.replace("".join(line.split()), "")
    return bool(rest)


def _is_ours(cell: object) -> bool:
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    return isinstance(metadata, dict) and isinstance(metadata.get("nbgrader"), dict)


def _named(cell: Mapping[str, Any]) -> tuple[str, str]:
    source = cell.get("source", "")
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    return str(cell["metadata"]["nbgrader"].get("grade_id")), text
