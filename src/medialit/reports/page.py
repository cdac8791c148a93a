"""One self-contained HTML page: every text is escaped, and nothing asks the network for anything."""

import json
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from medialit.elements import details, table, tag, wrap
from medialit.figures import offline
from medialit.figures.model import Chart
from medialit.i18n import Words


@cache
def _part(name: str) -> str:
    return (files("medialit.reports") / name).read_text("utf-8")


def chart(one: Chart, words: Words, *notes: str, asked: str = "") -> str:
    """Return a figure: title, question, finding, drawing with an accessible name, notes, data table."""
    data = json.dumps(offline.specification(one), ensure_ascii=False).replace("<", "\\u003c")
    caption = words("report.table", title=one.title)
    question = [tag("p", asked, klass="soft")] if asked else []
    return wrap(
        "figure",
        [
            wrap(
                "figcaption",
                [tag("h3", one.title), *question, tag("p", one.finding, klass="finding")],
            ),
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
