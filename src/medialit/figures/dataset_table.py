"""Any dataset as a table that a lesson can show: title, what it is, the rows, and its sources."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any, Protocol

from medialit.i18n import Language, Words


class Described(Protocol):
    """What the table needs of a dataset."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        ...

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """The rows, as mappings by column name."""
        ...

    @property
    def descriptor(self) -> Mapping[str, Any]:
        """The whole `datapackage.json`."""
        ...


def dataset_table(table: Described, words: Words) -> dict[str, Any]:
    """Return the outputs to display.

    Columns whose names end in `_en` or `_zh` are shown in their own language only; so are `title` and `description` of
    the descriptor where it has `title_zh` and `description_zh`.
    """
    other = "_en" if words.language is Language.ZH else "_zh"
    names = [name for name in table.columns if not name.endswith(other)]
    heads = [name.removesuffix("_en").removesuffix("_zh").replace("_", " ") for name in names]
    cells = [[_cell(row[name], words) for name in names] for row in table.rows]
    title, about = said(table.descriptor, "title", words), said(table.descriptor, "description", words)
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(one)}</td>" for one in row[1:]) + "</tr>"
        for row in cells
    )
    caption = f"<caption>{escape(title)}</caption>"
    drawn = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return {
        "text/html": f'<div lang="{words.language.html}"><p>{escape(about)}</p>{drawn}</div>',
        "text/plain": "\n".join([title, about, *(" | ".join(row) for row in (heads, *cells))]),
    }


def said(descriptor: Mapping[str, Any], name: str, words: Words) -> str:
    """Return `title` or `description` of a dataset in the language of `words`, or in English where that is all."""
    return str(descriptor.get(f"{name}_{words.language.value}") or descriptor[name])


def _cell(value: Any, words: Words) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return words("figure.yes") if value else words("figure.no")
    if isinstance(value, date):
        return words.day(value)
    return words.number(value) if isinstance(value, int | float) else str(value)
