"""A chart as outputs of a notebook: its sentence, the drawing, and the table behind it."""

import json
from html import escape
from typing import Any

from medialit.figures.model import Chart
from medialit.i18n import Words

MIME = "application/vnd.plotly.v1+json"


def as_outputs(chart: Chart, words: Words) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return three bundles to display: title and finding, the plotly drawing, and the table.

    The drawing is given as JSON, so that neither nbformat nor numpy is needed, also in a browser Python.
    """
    tag = words.language.html
    head = f'<div lang="{tag}"><h4>{escape(chart.title)}</h4><p>{escape(chart.finding)}</p></div>'
    drawing = json.loads(chart.figure.to_json(validate=False, engine="json"))
    plot = {MIME: drawing | {"config": {"displayModeBar": False, "responsive": True}}, "text/plain": chart.alt}
    summary = escape(words("figure.table", rows=len(chart.rows)))
    table = f'<details lang="{tag}"><summary>{summary}</summary>{as_table(chart)}</details>'
    return {"text/html": head, "text/plain": chart.alt}, plot, {"text/html": table, "text/plain": as_text(chart)}


def as_table(chart: Chart) -> str:
    """Return the values of a chart as an HTML table with a caption and scopes."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in chart.columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in chart.rows
    )
    caption = f"<caption>{escape(chart.title)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def as_text(chart: Chart) -> str:
    """Return the values of a chart as plain text, one row a line, for where no HTML is shown."""
    return "\n".join((chart.title, *(" | ".join(row) for row in (chart.columns, *chart.rows))))
