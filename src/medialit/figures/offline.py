"""Charts in a page of their own, which loads nothing from the network."""

from typing import Any

from medialit.figures.model import Chart


def specification(chart: Chart) -> dict[str, Any]:
    """Return the drawing as plain JSON for plotly.js, with every value written out."""
    import json

    from plotly.io import to_json

    drawing: dict[str, Any] = json.loads(to_json(chart.figure, validate=False, engine="json"))
    return drawing


def library() -> str:
    """Return plotly.js itself, to be written into a page once, so that the page needs no network."""
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs())
