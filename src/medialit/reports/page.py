"""One self-contained HTML page: every text is escaped, and nothing asks the network for anything."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from medialit.figures import offline
from medialit.figures.model import Chart
from medialit.i18n import Words


@cache
def _part(name: str) -> str:
    return (files("medialit.reports") / name).read_text("utf-8")


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


def chart(one: Chart, words: Words, *notes: str, asked: str = "") -> str:
    """Return a figure: title, question, finding, drawing with an accessible name, notes, data table."""
    data = json.dumps(offline.specification(one), ensure_ascii=False).replace("<", "\\u003c")
    caption = words("report.table", title=one.title)
    question = [tag("p", asked, klass="soft")] if asked else []
    return wrap(
        "figure",
        [
            wrap("figcaption", [tag("h3", one.title), *question, tag("p", one.finding, klass="finding")]),
            tag(
                "div",
                "",
                **{
                    "klass": "plot",
                    "role": "img",
                    "aria-label": f"{one.title}. {one.finding}",
                    "data-spec": f"spec-{one.name}",
                },
            ),
            f'<script type="application/json" id="spec-{escape(one.name)}">{data}</script>',
            *(tag("p", note, klass="soft") for note in notes),
            details(caption, table(one.columns, one.rows, caption=caption)),
        ],
        id=f"figure-{one.name}",
    )


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


def page(words: Words, *, heading: str, lead: Sequence[str], main: Sequence[str], banner: str, colophon: str) -> str:
    """Return the whole page.

    Parameters
    ----------
    words
        The language of the page.
    heading, banner, colophon
        Plain text; an empty banner is left out.
    lead, main
        Parts that are HTML already.
    """
    top = words("report.title")
    return Template(_part("page.html")).substitute(
        lang=words.language.html,
        title=escape(f"{top}: {heading}"),
        css=_part("report.css"),
        skip=escape(words("report.skip")),
        no_script=escape(words("report.no_script")),
        banner=tag("p", banner, klass="banner", role="note") if banner else "",
        heading=f"{escape(top)} {tag('small', heading)}",
        lead="\n".join(lead),
        main="\n".join(main),
        colophon=escape(colophon),
        library=offline.library(),
        script=_part("report.js"),
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
