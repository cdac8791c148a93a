"""Numbers, dates and hedges of lesson charts, as each language writes them."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Protocol

from medialit.i18n import Words

Row = Mapping[str, Any]


class Rows(Protocol):
    """What a chart needs of a table."""

    @property
    def rows(self) -> Sequence[Row]:
        """The rows, as mappings by column name."""
        ...


def hedged(text: str, row: Row, words: Words) -> str:
    """Return a number with the hedge of the page it stands on: about, nearly, more than."""
    return words(f"figure.{row['qualifier'].replace(' ', '_')}", value=text)


def day(row: Row, words: Words) -> str:
    """Return the date of a row, no more precise than it is known."""
    if row["date_precision"] == "month":
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", row["date"], locale=words.language.babel_dates)
    exact = words.day(row["date"])
    return exact if row["date_precision"] == "day" else words("figure.around", day=exact)


def sure(row: Row, words: Words) -> str:
    """Return how far a row can be relied on, in words: medium confidence."""
    return words(f"figure.{row['confidence']}_confidence")


def note(row: Row, words: Words) -> str:
    """Return what to beware of in a row, or nothing."""
    return row[f"note_{words.language.value}"] or ""


def columns(names: Sequence[str], words: Words) -> tuple[str, ...]:
    """Return the headers of a chart's table."""
    return tuple(words(f"figure.{name}") for name in names)


def wrapped(text: str, width: int) -> str:
    """Return `text` broken by `<br>` into lines of about `width` Latin letters; a Han character counts as two."""
    lines, room = [""], width
    for piece in text.split(" ") if text.isascii() else text:
        size = sum(1 if one.isascii() else 2 for one in piece) + text.isascii()
        if size > room and lines[-1] and piece not in "，。；：、）":
            lines.append("")
            room = width
        lines[-1] += (" " if text.isascii() and lines[-1] else "") + piece
        room -= size
    return "<br>".join(escape(line, quote=False) for line in lines)
