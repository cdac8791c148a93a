"""A dataset and its charts as one HTML page, which loads nothing from the network."""

import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from string import Template

from medialit.figures import offline
from medialit.figures.dataset_table import Described, dataset_table, said
from medialit.figures.model import Chart
from medialit.figures.outputs import as_table
from medialit.i18n import Words


def sheet(table: Described, charts: Sequence[Chart], words: Words) -> str:
    """Return a page with the charts, each with its sentence and its table, and with all rows of the dataset."""
    template = Template((files("medialit.figures") / "sheet.html").read_text("utf-8"))
    licences = [f"{one['name']}, {one['path']}" for one in table.descriptor["licenses"]]
    return template.substitute(
        lang=words.language.html,
        title=escape(said(table.descriptor, "title", words)),
        about=escape(said(table.descriptor, "description", words)),
        no_script=escape(words("figure.no_script")),
        charts="\n".join(_section(one, words) for one in charts),
        rows=escape(words("figure.rows")),
        open="" if charts else " open",
        summary=escape(words("figure.all_rows", rows=len(table.rows))),
        table=dataset_table(table, words)["text/html"],
        licence=escape(words("figure.licence", licences=words("figure.comma").join(licences))),
        library=offline.library() if charts else "",
    )


def _section(chart: Chart, words: Words) -> str:
    drawing = json.dumps(offline.specification(chart), ensure_ascii=False).replace("<", "\\u003c")
    summary = escape(words("figure.table", rows=len(chart.rows)))
    anchor = f"figure-{chart.name}"
    return (
        f'<section aria-labelledby="{anchor}"><h2 id="{anchor}">{escape(chart.title)}</h2>'
        f"<p>{escape(chart.finding)}</p>"
        f'<div class="plot" role="img" aria-label="{escape(chart.alt)}"></div>'
        f'<script type="application/json">{drawing}</script>'
        f'<details><summary>{summary}</summary><div class="scroll" tabindex="0" role="region" '
        f'aria-labelledby="{anchor}">{as_table(chart)}</div></details></section>'
    )
