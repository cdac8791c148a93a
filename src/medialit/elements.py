"""Elements of a page for people, as HTML: every text is escaped, and nothing asks the network for anything."""

from collections.abc import Iterable, Sequence
from html import escape


def tag(name: str, text: object, **attributes: str) -> str:
    """Return one element around escaped `text`; `klass` stands for `class`."""
    return f"<{name}{_attributes(attributes)}>{escape(str(text))}</{name}>"


def wrap(name: str, parts: Iterable[str], **attributes: str) -> str:
    """Return one element around parts that are HTML already."""
    return f"<{name}{_attributes(attributes)}>" + "\n".join(parts) + f"</{name}>"


def link(anchor: str, text: str) -> str:
    """Return a link to a place on this page."""
    return tag("a", text, href=f"#{anchor}")


def fill(sentence: str, **parts: str) -> str:
    """Return `sentence` escaped, with `{name}` replaced by parts that are HTML already."""
    return escape(sentence).format_map(parts)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str, klass: str = "") -> str:
    """Return a data table; the first cell of a row is its heading, columns of numbers stand to the right."""
    body = [tuple(row) for row in rows]
    right = [bool(body) and all(_is_number(row[place]) for row in body) for place in range(len(columns))]
    head = "".join(tag("th", name, scope="col", klass=_side(side)) for name, side in zip(columns, right, strict=True))
    lines = (wrap("tr", [_cells(row, right)]) for row in body)
    inner = [tag("caption", caption), f"<thead><tr>{head}</tr></thead>", wrap("tbody", lines)]
    whole = wrap("table", inner, klass=klass)
    return wrap("div", [whole], **{"klass": "scroll", "tabindex": "0", "role": "region", "aria-label": caption})


def details(summary: str, inner: str) -> str:
    """Return something to open."""
    return wrap("details", [tag("summary", summary), inner])


def section(anchor: str, title: str, parts: Iterable[str]) -> str:
    """Return a section that can be linked to."""
    return wrap(
        "section",
        [tag("h2", title, id=f"{anchor}-title"), *parts],
        id=anchor,
        **{"aria-labelledby": f"{anchor}-title"},
    )


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(
        f' {"class" if name == "klass" else name}="{escape(value)}"' for name, value in attributes.items() if value
    )


def _cells(row: Sequence[str], right: Sequence[bool]) -> str:
    first, *others = row
    return tag("th", first, scope="row") + "".join(
        tag("td", cell, klass=_side(side)) for cell, side in zip(others, right[1:], strict=True)
    )


def _side(right: object) -> str:
    return "number" if right else ""


def _is_number(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "", 1).isdigit()
