"""The figures that a reflection shows, as sentence and table: plotly's script is 4.8 MB, and a page carries none.

nbgrader's release takes single pages, so a script beside them would stay behind.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from medialit import datasets, figures
from medialit.elements import details, section, tag, wrap
from medialit.errors import MedialitError
from medialit.feedback.view import View
from medialit.grading.boxes import NOTEBOOK, SIZE_LIMIT

_SHOWN = re.compile(r"\.show\(\s*[\"']([\w-]{1,60})[\"']")


def named(folder: Path) -> tuple[str, ...]:
    """Return the names of our figures that the reflection in `folder` shows, in its order, each once."""
    try:
        file = folder / NOTEBOOK
        if file.stat().st_size > SIZE_LIMIT:
            return ()
        cells = json.loads(file.read_text("utf-8-sig"))["cells"]
        code = "\n".join("".join(one["source"]) for one in cells if one["cell_type"] == "code")
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()
    return tuple(one for one in dict.fromkeys(_SHOWN.findall(code)) if one in figures.names())


def charts(view: View) -> str:
    """Return the figures of the reflection: what each shows in a sentence, and its values as a table."""
    drawn = list(_drawn(view))
    lead = tag("p", view.say("feedback.figures_lead"), klass="quiet")
    name = view.anchor("figures")
    return section(name, view.say("feedback.figures"), [lead, *drawn]) if drawn else ""


def _drawn(view: View) -> Iterator[str]:
    for name in view.sheet.figures:
        try:
            chart = figures.draw(name, datasets.load, view.say)
        except MedialitError:
            continue
        caption = wrap("figcaption", [tag("h3", chart.title), tag("p", chart.finding)])
        region = {"klass": "scroll", "tabindex": "0", "role": "region", "aria-label": chart.title}
        behind = wrap("div", [figures.as_table(chart)], **region)
        yield wrap("figure", [caption, details(view.say("figure.table", rows=len(chart.rows)), behind)])
