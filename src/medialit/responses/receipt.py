"""The receipt: what a notebook last saved, as an output inside it.

The journal is the guarantee. The receipt is for the case that only the `.ipynb` arrives: it holds every response that
counts, and a missing journal is written again from it. It is an output of its own type, so that it survives wherever
the notebook's outputs do.
"""

import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medialit import schema
from medialit.errors import BadRecord
from medialit.i18n import Words
from medialit.responses.codec import as_json, from_json
from medialit.responses.journal import JournalSink, path_for
from medialit.responses.model import Response
from medialit.responses.record import Record

MIME = "application/vnd.medialit.receipt+json"
NOTEBOOK_LIMIT = 64 << 20
"""The largest notebook, in bytes, that is searched for a receipt."""
_SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {
            "v": {"type": "integer"},
            "lesson": {"type": "string"},
            "responses": {"type": "array", "maxItems": 10_000},
        },
        "required": ["v", "lesson", "responses"],
    }
)


@dataclass(frozen=True, slots=True)
class Restored:
    """A journal that was written again: where, from which notebooks, and how many responses."""

    path: Path
    notebooks: tuple[Path, ...]
    count: int


def make(lesson: str, responses: Iterable[Response]) -> dict[str, Any]:
    """Return the receipt of `lesson`: the responses that count, oldest first, as JSON data."""
    return {"v": 1, "lesson": lesson, "responses": [as_json(one) for one in Record.of(responses).counting()]}


def as_mimebundle(lesson: str, responses: Sequence[Response], words: Words) -> dict[str, Any]:
    """Return the outputs to display: the receipt, and one line that a person can read."""
    counting = Record.of(responses).counting()
    last = words.moment(counting[-1].t.astimezone()) if counting else ""
    line = words("receipt.some", count=len(counting), last=last) if counting else words("receipt.none")
    text = f'<p lang="{words.language.html}"><small>{html.escape(line)}</small></p>'
    return {MIME: make(lesson, responses), "text/html": text, "text/plain": line}


def find(notebook: Path, lesson: str) -> tuple[Response, ...]:
    """Return all valid responses to `lesson` in the receipts of one notebook file; never raise for its content."""
    try:
        if notebook.is_symlink() or not notebook.is_file() or notebook.stat().st_size > NOTEBOOK_LIMIT:
            return ()
        data = json.loads(notebook.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return ()
    found: dict[str, Response] = {}
    for receipt in _receipts(data):
        for one in _valid(receipt, lesson):
            found.setdefault(json.dumps(as_json(one), sort_keys=True), one)
    return tuple(sorted(found.values(), key=lambda one: one.t))


def restore(folder: Path, lesson: str, notebooks: Sequence[Path] | None = None) -> Restored | None:
    """Write a missing journal again from the receipts of notebooks; return None where there is nothing to do.

    Parameters
    ----------
    folder
        The lesson folder, in which the journal belongs.
    notebooks
        The files to search; all notebooks of the folder if None.

    Raises
    ------
    NotSaved
        There is something to restore, and it cannot be written.
    """
    path = path_for(folder, lesson)
    if path.exists():
        return None
    searched = sorted(folder.glob("*.ipynb")) if notebooks is None else notebooks
    by_notebook = {notebook: found for notebook in searched if (found := find(notebook, lesson))}
    if not by_notebook:
        return None
    unique = {json.dumps(as_json(one), sort_keys=True): one for found in by_notebook.values() for one in found}
    ordered = sorted(unique.values(), key=lambda one: one.t)
    JournalSink(path).save_all(ordered)
    return Restored(path, tuple(by_notebook), len(ordered))


def is_older(notebook_responses: Iterable[Response], journal_responses: Iterable[Response]) -> bool:
    """Tell whether the journal holds a response that counts and that the notebook's receipt lacks."""
    has = {json.dumps(as_json(one), sort_keys=True) for one in notebook_responses}
    wanted = Record.of(journal_responses).counting()
    return any(json.dumps(as_json(one), sort_keys=True) not in has for one in wanted)


def _receipts(notebook: Any) -> Iterable[Any]:
    """Yield every receipt in the outputs of a notebook's JSON."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    for cell in cells if isinstance(cells, list) else []:
        outputs = cell.get("outputs") if isinstance(cell, dict) else None
        for output in outputs if isinstance(outputs, list) else []:
            data = output.get("data") if isinstance(output, dict) else None
            if isinstance(data, dict) and MIME in data:
                yield data[MIME]


def _valid(receipt: Any, lesson: str) -> Iterable[Response]:
    """Yield the responses of one receipt that are valid and belong to `lesson`."""
    try:
        schema.check(receipt, schema.compiled(_SCHEMA), what="receipt")
    except BadRecord:
        return
    for data in receipt["responses"]:
        try:
            one = from_json(data)
        except BadRecord:
            continue
        if one.lesson == lesson:
            yield one
