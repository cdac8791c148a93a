"""ML1xx, a notebook by itself: canonical form, thin cells, headings, figures."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from medialit import datasets, figures
from medialit.authoring.model import Cell, Found, Notebook, Subject, joined
from medialit.errors import MedialitError

LINES = 10
"""The most lines of a code cell."""
METADATA = ("kernelspec", "language_info", "medialit")
_KEPT = {"markdown": ("cell_type", "id", "metadata", "source"), "raw": ("cell_type", "id", "metadata", "source")}
_CODE = ("cell_type", "execution_count", "id", "metadata", "outputs", "source")
_NAMED_CALLS = {"lesson", "start"}


def unreadable(subject: Subject) -> Iterator[Found]:
    """Yield notebooks that are no notebooks."""
    for one in subject.notebooks:
        if one.data is None:
            yield Found(one.name, "", "this file cannot be read as a notebook")


def canonical(data: Mapping[str, Any]) -> str:
    """Return a notebook in canonical form: no outputs or counts, sorted keys, ids, only the metadata that is needed."""
    metadata = {key: value for key, value in data.get("metadata", {}).items() if key in METADATA}
    plain = {
        "cells": [_plain_cell(one, number) for number, one in enumerate(data["cells"], start=1)],
        "metadata": metadata | {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _plain_cell(cell: Mapping[str, Any], number: int) -> dict[str, Any]:
    kept = {key: cell[key] for key in _KEPT.get(str(cell.get("cell_type")), _CODE) if key in cell}
    metadata = cell.get("metadata")
    graded = {"nbgrader": metadata["nbgrader"]} if isinstance(metadata, dict) and "nbgrader" in metadata else {}
    kept |= {"id": cell.get("id") or f"cell-{number}", "metadata": graded}
    kept["source"] = joined(cell.get("source")).splitlines(keepends=True)
    if cell.get("cell_type") == "code":
        kept |= {"outputs": [], "execution_count": None}
    return kept


def not_canonical(subject: Subject) -> Iterator[Found]:
    """Yield notebooks that are not written as they should be, with the first thing that differs."""
    for one in subject.sound():
        ids = [cell.id for cell in one.cells]
        for cell_id in sorted({name for name in ids if ids.count(name) > 1}):
            yield Found(one.name, cell_id, "two cells have this id")
        for cell in one.cells:
            if not cell.source.strip():
                yield Found(one.name, cell.id, "this cell is empty")
        if one.text != canonical(one.data or {}):
            yield Found(one.name, "", _difference(one))


def _difference(one: Notebook) -> str:
    cells = (one.data or {"cells": []})["cells"]
    if any(cell.get("outputs") for cell in cells):
        return "it holds outputs"
    if any(cell.get("execution_count") is not None for cell in cells):
        return "it holds execution counts"
    if any(not cell.get("id") for cell in cells):
        return "a cell has no id"
    strange = sorted(set((one.data or {}).get("metadata", {})) - set(METADATA))
    if strange:
        return f"its metadata hold {', '.join(strange)}"
    line = first_difference(one.text, canonical(one.data or {}))
    return f"it is not in canonical form, first in line {line}"


def first_difference(text: str, wanted: str) -> int:
    """Return the number of the first line in which two texts differ."""
    lines = zip_longest(text.splitlines(), wanted.splitlines())
    return next((number for number, (a, b) in enumerate(lines, 1) if a != b), 1)


def thick(subject: Subject) -> Iterator[Found]:
    """Yield code cells of lessons that do more than open a lesson and call it."""
    for one in subject.sound():
        for cell in one.cells:
            if cell.kind != "code":
                continue
            lines = len(cell.source.splitlines())
            if lines > LINES:
                yield Found(one.name, cell.id, f"{lines} lines of code; the most is {LINES}")
            elif (why := _graded_code(cell) if one.is_assignment else _lesson_code(cell)) is not None:
                yield Found(one.name, cell.id, why)


def _graded_code(cell: Cell) -> str | None:
    """Return why a code cell of an assignment is too thick: a loop, a branch, a definition."""
    found = re.search(r"^\s*(def|class|for|while|if)\b", cell.source, re.MULTILINE)
    return f"it holds {found.group(1)!r}" if found else None


def _lesson_code(cell: Cell) -> str | None:
    """Return why a code cell of a lesson is too thick; None if it only imports, opens and calls."""
    try:
        tree = ast.parse(cell.source)
    except SyntaxError as problem:
        return f"it is no Python: {problem.msg}"
    return next(
        (f"it does more than call the lesson: {ast.unparse(one)}" for one in tree.body if not _is_thin(one)), None
    )


def _is_thin(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.ImportFrom):
        return statement.module == "medialit"
    value = statement.value if isinstance(statement, ast.Assign | ast.Expr) else None
    if not isinstance(value, ast.Call):
        return False
    function = value.func
    is_method = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
    is_opener = isinstance(function, ast.Name) and function.id in _NAMED_CALLS
    return (is_method or is_opener) and all(
        _is_literal(one) for one in (*value.args, *(k.value for k in value.keywords))
    )


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except ValueError:
        return False
    return True


def headings(subject: Subject) -> Iterator[Found]:
    """Yield lessons that do not begin with one title, and headings that skip a level."""
    for one in subject.sound():
        if one.is_assignment or not one.cells:
            continue
        if not one.cells[0].source.startswith("# "):
            yield Found(one.name, one.cells[0].id, "the first cell does not begin with a title (# …)")
        before = 0
        for cell in one.cells:
            for marks in (
                re.findall(r"^(#{1,6}) ", _without_code(cell.source), re.MULTILINE) if cell.is_markdown else ()
            ):
                if len(marks) > before + 1 or (before and len(marks) == 1):
                    yield Found(one.name, cell.id, f"a heading of level {len(marks)} follows one of level {before}")
                before = len(marks)


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def figures_known(subject: Subject) -> Iterator[Found]:
    """Yield figures and tables that do not exist, images without words, and HTML that a notebook should not hold."""
    for one in subject.sound():
        for cell in one.cells:
            yield from _prose_figures(one, cell) if cell.is_markdown else _shown(one, cell)


def _shown(one: Notebook, cell: Cell) -> Iterator[Found]:
    for name in re.findall(r"\.show\(\s*[\"']([^\"']*)[\"']", cell.source):
        if name not in figures.names():
            yield Found(one.name, cell.id, f"there is no figure named {name!r}")
    for name in re.findall(r"\.table\(\s*[\"']([^\"']*)[\"']", cell.source):
        try:
            datasets.load(name, beside=Path(one.path.parent))
        except MedialitError as problem:
            yield Found(one.name, cell.id, problem.what)


def _prose_figures(one: Notebook, cell: Cell) -> Iterator[Found]:
    for _ in re.findall(r"!\[\s*\]\(", cell.source):
        yield Found(one.name, cell.id, "an image has no text for those who cannot see it")
    for tag in re.findall(r"<\s*(script|iframe|img|object|embed|style)\b", cell.source, re.IGNORECASE):
        yield Found(one.name, cell.id, f"the cell holds <{tag.lower()}>")
