"""Blocks of Markdown for doing a prompt with a pen: lines to write on, boxes to tick, tables to fill in.

Texts that are handed in are Markdown already.
"""

import re
from collections.abc import Iterable

LINE = "______"
"""By itself a line to write on (Markdown draws a rule), inside of a text a gap."""


_NEEDLESS = re.compile(r"(?<!\\)\\([({}!])|(?<=[^\s\d\\])\\([-).+])|(?<=\d)\\([-.)])(?=[^\s\\])")


def tidy(markdown: str) -> str:
    """Return Markdown without the escapes that change nothing where they stand, for those who read it as text."""
    return _NEEDLESS.sub(lambda found: next(filter(None, found.groups())), markdown)


def room(lines: int) -> str:
    """Return so many lines to write on."""
    return "\n\n".join([LINE] * lines)


def ticks(options: Iterable[str]) -> str:
    """Return options as boxes to tick, on one line."""
    return " · ".join(f"☐ {one}" for one in options)


def bullets(items: Iterable[str]) -> str:
    """Return a list."""
    return "\n".join(f"- {one}" for one in items)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table."""
    top = list(head)
    lines = [top, ["---"] * len(top), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
