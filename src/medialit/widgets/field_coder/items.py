"""The items to code, from the prompt itself or from the rows of a dataset, as the browser gets them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from medialit.errors import BadContent
from medialit.i18n import Language

Rows = Sequence[Mapping[str, Any]]


def items(content: Mapping[str, Any], rows: Rows | None, language: Language) -> list[dict[str, Any]]:
    """Return the items of a prompt in their order: `id`, `text`, and where there is any `source`, `talk`, `mark`.

    Parameters
    ----------
    content
        Of the prompt, in one language.
    rows
        Of the dataset that the prompt names; None where nobody handed them in, then each item is known by its id only.

    Raises
    ------
    BadContent
        The dataset lacks a row or a column that the prompt names.
    """
    named = content.get("dataset")
    if named is None:
        return [dict(one) for one in content["items"]]
    if rows is None:
        return [{"id": one, "text": one} for one in named["ids"]]
    return [_item(named, row, language) for row in _chosen(named, rows)]


def suggestions(
    content: Mapping[str, Any], reveal: Mapping[str, Any], rows: Rows | None, language: Language
) -> dict[str, dict[str, Any]]:
    """Return the suggested coding by item: `codes`, `also`, `why`, and where there is one `differ`."""
    cards = {item: {"also": {}, **card} for item, card in reveal.get("cards", {}).items()}
    columns, named = reveal.get("columns"), content.get("dataset")
    if columns and named and rows is not None:
        for row in _chosen(named, rows):
            cards[row["id"]] = _suggestion(columns, row, language)
    return cards


def _chosen(named: Mapping[str, Any], rows: Rows) -> Iterator[Mapping[str, Any]]:
    by_id = {row["id"]: row for row in rows}
    for one in named["ids"]:
        if one not in by_id:
            raise BadContent(f"dataset {named['name']} has no row {one!r}", "name one of its rows")
        yield by_id[one]


def _item(named: Mapping[str, Any], row: Mapping[str, Any], language: Language) -> dict[str, Any]:
    item: dict[str, Any] = {"id": row["id"], "text": _cell(row, f"{named['text']}_{language.value}")}
    talk = [_line(named, row, column) for column in named.get("talk", ()) if _cell(row, column)]
    return item | ({"talk": talk} if talk else {}) | ({"mark": named["mark"]} if "mark" in named else {})


def _line(named: Mapping[str, Any], row: Mapping[str, Any], column: str) -> dict[str, str]:
    role = _cell(row, f"{column}_role")
    spoken = Language.of(_cell(row, f"{column}_lang"))
    return {"who": named.get("roles", {}).get(role, role), "lang": spoken.html, "text": _cell(row, column)}


def _suggestion(columns: Mapping[str, Any], row: Mapping[str, Any], language: Language) -> dict[str, Any]:
    found = {
        part: {variable: _cell(row, column) for variable, column in columns.get(part, {}).items() if _cell(row, column)}
        for part in ("codes", "also")
    }
    texts = {name: _cell(row, f"{columns[name]}_{language.value}") for name in ("why", "differ") if name in columns}
    return {**found, **texts}


def _cell(row: Mapping[str, Any], column: str) -> str:
    if column not in row:
        raise BadContent(f"the dataset has no column {column!r}", "name one of its columns in the prompt")
    return "" if row[column] is None else str(row[column])
