"""A student's notebook as it can be graded: whatever its bytes are, a notebook comes out, or a reason why none does.

Repaired is what can be told without guessing: another encoding, cells of no shape, an answer that lost its label, an
answer that goes on in a further cell. Every repair is noted, for the teacher and for the student. Where there is
nothing to repair the bytes stay as they are, and no source of a cell is changed but by putting two together.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from medialit.grading.intake import Note

CELLS = 5_000
SOURCE_CHARS = 1 << 20
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030", "latin-1")
"""Tried in this order; the last one reads anything, so JSON has to come out as well."""
_KINDS = {"code", "markdown", "raw"}
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_TOLD = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A cell of the teacher's that has a label.

    Attributes
    ----------
    label
        Its metadata for nbgrader.
    is_prose
        A person reads what a student writes there.
    """

    label: Mapping[str, Any]
    kind: str
    source: str
    is_locked: bool
    is_prose: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Teachers:
    """A notebook of the teacher's: its labelled cells in order, and what else is the teacher's.

    Attributes
    ----------
    names
        Grade ids by the ids of cells.
    own
        Ids and sources of cells without a label.
    """

    cells: Mapping[str, Asked]
    names: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """A notebook, or none if it cannot be read as one; and what was repaired, or why not."""

    content: bytes | None
    notes: tuple[Note, ...] = ()


def teachers(released: Mapping[str, Any], cells: Mapping[str, Asked]) -> Teachers:
    """Return a notebook of the teacher's from what was released of it and its labelled cells."""
    found = [one for one in released.get("cells", ()) if isinstance(one, Mapping)]
    names = {str(one["id"]): name for one in found if "id" in one and (name := _name(one)) in cells}
    plain = [one for one in found if _name(one) not in cells]
    own = {str(one["id"]) for one in plain if "id" in one} | {_source(one).strip() for one in plain}
    return Teachers(cells=cells, names=names, own=frozenset(own))


def rebuild(content: bytes, asked: Teachers) -> Rebuilt:
    """Return a notebook that was handed in as it can be graded; never raise for what is in it."""
    try:
        return _rebuilt(content, asked)
    except (RecursionError, MemoryError):
        return Rebuilt(content=None, notes=(_note("unreadable"),))


def _rebuilt(content: bytes, asked: Teachers) -> Rebuilt:
    read = _read(content)
    if read is None:
        return Rebuilt(content=None, notes=(_note("unreadable"),))
    data, is_plain = read
    notes = [] if is_plain else [_note("encoding")]
    if data.get("nbformat") == 4 and isinstance(data.get("cells"), list):
        if len(data["cells"]) > CELLS or any(len(_source(one)) > SOURCE_CHARS for one in data["cells"]):
            return Rebuilt(content=None, notes=(_note("large"),))
        if _shape(data):
            notes.append(_note("shape"))
        notes += _label(data["cells"], asked)
        notes += _join(data, asked)
    if all(one.key == _key("missing") for one in notes):
        return Rebuilt(content=content, notes=tuple(notes))
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return Rebuilt(content=text.encode("utf-8", "replace"), notes=tuple(notes))


def _read(content: bytes) -> tuple[dict[str, Any], bool] | None:
    """Return the object that the bytes say, and whether they are plain UTF-8; None if they say none."""
    for encoding in _ENCODINGS:
        try:
            data = json.loads(content.decode(encoding), strict=False)
        except ValueError:
            continue
        is_plain = encoding == "utf-8" and not (b"\\ud" in content.lower() and _is_broken(data))
        return (data, is_plain) if isinstance(data, dict) and "nbformat" in data else None
    return None


def _is_broken(data: Any) -> bool:
    """Tell whether a text has halves of characters, which no file can hold."""
    try:
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _shape(data: dict[str, Any]) -> bool:
    """Give every cell the shape of one; tell whether anything had to be changed."""
    minor = data.get("nbformat_minor")
    changed = _put(data, "metadata", _mapping(data.get("metadata")))
    changed |= _put(data, "nbformat_minor", minor if type(minor) is int else 5)
    cells = data["cells"]
    if not all(isinstance(one, dict) for one in cells):
        changed = _put(data, "cells", [one for one in cells if isinstance(one, dict)])
    seen: set[str] = set()
    for number, cell in enumerate(data["cells"]):
        changed |= _shape_cell(cell)
        said = cell.get("id")
        if data["nbformat_minor"] >= 5 and not (isinstance(said, str) and _ID.fullmatch(said) and said not in seen):
            changed = _put(cell, "id", f"rebuilt-{number}")
        seen.add(str(cell.get("id")))
    return changed


def _shape_cell(cell: dict[str, Any]) -> bool:
    source, outputs, count = (cell.get(one) for one in ("source", "outputs", "execution_count"))
    is_text = isinstance(source, str) or (isinstance(source, list) and all(isinstance(one, str) for one in source))
    changed = _put(cell, "cell_type", cell.get("cell_type") if str(cell.get("cell_type")) in _KINDS else "raw")
    changed |= _put(cell, "source", source if is_text else "")
    changed |= _put(cell, "metadata", _mapping(cell.get("metadata")))
    if cell["cell_type"] == "code":
        if not (isinstance(outputs, list) and all(isinstance(one, dict) for one in outputs)):
            changed = _put(cell, "outputs", [])
        changed |= _put(cell, "execution_count", count if type(count) is int else None)
    return changed


def _put(place: dict[str, Any], name: str, value: Any) -> bool:
    """Put a value into its place; tell whether another one was there, or none."""
    if name in place and place[name] is value:
        return False
    place[name] = value
    return True


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _label(cells: Sequence[dict[str, Any]], asked: Teachers) -> Iterator[Note]:
    """Give answers back the label that they lost; note these, and what is missing altogether."""
    places = _places(cells, asked)
    lost = [name for name, one in asked.cells.items() if name not in places and not one.is_locked]
    found = {}
    for name in lost:
        place = _by_id(cells, asked, name, places)
        if place is None:
            place = _by_place(cells, asked, name, places)
        if place is not None:
            places[name], found[name] = place, place
    for name, place in found.items():
        cells[place]["metadata"]["nbgrader"] = dict(asked.cells[name].label)
        cells[place]["cell_type"] = asked.cells[name].kind
        _shape_cell(cells[place])
    if found:
        yield _note("label", found)
    missing = [name for name in asked.cells if name not in places]
    if missing:
        yield _note("missing", missing)


def _places(cells: Sequence[Mapping[str, Any]], asked: Teachers) -> dict[str, int]:
    """Return where each labelled cell is; of copies the first counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = _name(cell)
        if name in asked.cells:
            found.setdefault(name, place)
    return found


def _by_id(
    cells: Sequence[Mapping[str, Any]], asked: Teachers, name: str, places: Mapping[str, int]
) -> int | None:  # fmt: skip
    ids = {one for one, other in asked.names.items() if other == name}
    return next((at for at, one in enumerate(cells) if one.get("id") in ids and at not in places.values()), None)


def _by_place(
    cells: Sequence[Mapping[str, Any]], asked: Teachers, name: str, places: Mapping[str, int]
) -> int | None:  # fmt: skip
    """Return the one cell between the neighbours of a lost one that can be it; None if there is another, or none."""
    names = list(asked.cells)
    at = names.index(name)
    before = max((places[one] for one in names[:at] if one in places), default=-1)
    after = min((places[one] for one in names[at + 1 :] if one in places), default=len(cells))
    between = [one for one in names if one not in places and not asked.cells[one].is_locked]
    rivals = [one for one in between if _gap(names, one, places) == _gap(names, name, places)]
    fit = [
        place
        for place in range(before + 1, after)
        if cells[place]["cell_type"] == asked.cells[name].kind and _is_students(cells[place], asked)
    ]
    return fit[0] if len(fit) == 1 and rivals == [name] else None


def _gap(names: Sequence[str], name: str, places: Mapping[str, int]) -> tuple[str, str]:
    """Return between which two cells that are there a missing one would be."""
    at = names.index(name)
    before = next((one for one in reversed(names[:at]) if one in places), "")
    return before, next((one for one in names[at + 1 :] if one in places), "")


def _is_students(cell: Mapping[str, Any], asked: Teachers) -> bool:
    """Tell whether a cell is neither labelled nor one of the teacher's own."""
    text = _source(cell).strip()
    return bool(text) and _name(cell) not in asked.cells and not {str(cell.get("id")), text} & asked.own


def _join(data: dict[str, Any], asked: Teachers) -> Iterator[Note]:
    """Put together a text that goes on in further cells, where a marker who reads one box would not see it."""
    kept: list[dict[str, Any]] = []
    open_name, joined = "", []
    for cell in data["cells"]:
        goes_on = open_name and cell["cell_type"] == "markdown" and _is_students(cell, asked)
        if goes_on:
            first = _source(kept[-1])
            is_empty = first.strip() in {"", asked.cells[open_name].source.strip()}
            kept[-1]["source"] = _source(cell) if is_empty else f"{first}\n\n{_source(cell)}"
            joined.append(open_name)
            continue
        name = _name(cell)
        is_first = name in asked.cells and name not in {_name(one) for one in kept}
        open_name = name if is_first and asked.cells[name].is_prose and cell["cell_type"] == "markdown" else ""
        kept.append(cell)
    data["cells"] = kept
    if joined:
        yield _note("joined", dict.fromkeys(joined))


def _name(cell: Mapping[str, Any]) -> str:
    said = cell.get("metadata")
    label = said.get("nbgrader") if isinstance(said, Mapping) else None
    return str(label.get("grade_id", "")) if isinstance(label, Mapping) else ""


def _source(cell: Any) -> str:
    source = cell.get("source", "") if isinstance(cell, Mapping) else ""
    if isinstance(source, list):
        return "".join(one for one in source if isinstance(one, str))
    return source if isinstance(source, str) else ""


def _key(why: str) -> str:
    return f"desk.rebuilt_{why}"


def _note(why: str, cells: Iterable[str] = ()) -> Note:
    named = list(cells)
    more = f" (+{len(named) - _TOLD})" if len(named) > _TOLD else ""
    return Note(_key(why), {"cells": ", ".join(named[:_TOLD]) + more} if named else {})
