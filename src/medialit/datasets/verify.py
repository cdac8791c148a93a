"""Is a dataset what its descriptor says? Hash, size, types, allowed values, a source per row, licence, card."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from medialit.datasets.catalog import folder as folder_of
from medialit.datasets.descriptor import read
from medialit.datasets.model import Table
from medialit.errors import BadContent
from medialit.finding import Finding, Level

_SOURCE = ("source_title", "publisher", "source_url", "source_kind", "confidence")


def verify(name: str, folder: Path | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with dataset `name`, or one finding that says that nothing is.

    Parameters
    ----------
    name
        The dataset.
    folder
        Where it lies; its own folder if None.

    Raises
    ------
    UnknownDataset
        No dataset has this name.
    """
    place = folder_of(name) if folder is None else folder
    try:
        table = read(place)
    except BadContent as problem:
        return (Finding(level=Level.PROBLEM, what=problem.what, remedy=problem.remedy),)
    problems = [
        Finding(level=Level.PROBLEM, what=f"{name}: {what}", remedy="correct make.py and run it")
        for what in (*_file(table, place), *_papers(table, place), *_values(table))
    ]
    fine = Finding(level=Level.OK, what=f"{name}: {len(table.rows)} rows, each with its source")
    return tuple(problems) or (fine,)


def _file(table: Table, place: Path) -> Iterator[str]:
    data, resource = (place / "data.csv").read_bytes(), table.descriptor["resources"][0]
    if resource["hash"] != f"sha256:{hashlib.sha256(data).hexdigest()}":
        yield "data.csv is not the file whose hash the descriptor gives"
    if resource["bytes"] != len(data):
        yield f"data.csv has {len(data)} bytes, the descriptor says {resource['bytes']}"


def _papers(table: Table, place: Path) -> Iterator[str]:
    if table.descriptor["name"] != table.name:
        yield f"the descriptor names it {table.descriptor['name']!r}"
    if table.descriptor["redistributable"] is not True:
        yield "it is not marked redistributable, and lies here all the same"
    for paper in ("CARD.md", "make.py"):
        if not (place / paper).is_file():
            yield f"{paper} is missing"


def _values(table: Table) -> Iterator[str]:
    for field in table.fields:
        column = [row[field.name] for row in table.rows]
        if field.unique and len(set(column)) < len(column):
            yield f"column {field.name} repeats a value"
        if field.allowed and not set(column) - {None} <= set(field.allowed):
            yield f"column {field.name} holds {sorted(set(column) - {None} - set(field.allowed))}"
    needed = {field.name for field in table.fields if field.required} | set(_SOURCE)
    if not table.rows:
        yield "it has no rows"
    for row in table.rows:
        missing = sorted(name for name in needed if row.get(name) is None)
        if missing:
            yield f"row {row.get('id')} lacks {', '.join(missing)}"
        if row.get("source_url") and not str(row["source_url"]).startswith(("https://", "http://")):
            yield f"row {row.get('id')}: {row['source_url']!r} is no web address"
