"""How lesson charts look: colours that any kind of colour vision tells apart, always with a shape beside them."""

from collections.abc import Sequence
from typing import Any

from medialit.i18n import Words

# Okabe, M. and Ito, K. (2008), Color Universal Design; yellow, purple and black are left out.
BLUE, ORANGE, GREEN, RED, SKY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9"
INK, FAINT = "#1f2328", "#d9dde2"
PALE = frozenset({ORANGE, SKY})
"""Colours with a contrast below 3 to 1 on white (WCAG 2.2, 1.4.11)."""
FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"


def layout(height: int, **more: Any) -> dict[str, Any]:
    """Return the layout that lesson charts share; `height` is in pixels."""
    axis = {"automargin": True, "gridcolor": FAINT, "zeroline": False, "fixedrange": True}
    shared: dict[str, Any] = {
        "template": "none",
        "height": height,
        "autosize": True,
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "font": {"family": FONT, "size": 13, "color": INK},
        "margin": {"l": 20, "r": 20, "t": 20, "b": 40},
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left"},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    }
    for name in ("xaxis", "yaxis"):
        shared[name] = axis | more.pop(name, {})
    return shared | more


def title_of(text: str) -> dict[str, Any]:
    """Return an axis title in the size of the other text."""
    return {"text": text, "standoff": 8, "font": {"size": 13}}


def counts_axis(title: str, words: Words) -> dict[str, Any]:
    """Return a logarithmic axis for counts of people, labelled at powers of ten."""
    powers = [10**n for n in range(2, 10)]
    return {
        "type": "log",
        "title": title_of(title),
        "tickvals": powers,
        "ticktext": [words.short(value) for value in powers],
    }


def hollow(doubtful: bool) -> str:  # noqa: FBT001 (the suffix of a plotly symbol, asked for in place)
    """Return what makes a plotly symbol hollow, if it is to be."""
    return "-open" if doubtful else ""


def marker(colour: str, symbols: Sequence[str], size: int = 11) -> dict[str, Any]:
    """Return markers of one colour, filled or hollow; pale colours get a dark outline, so that they stand out."""
    outline = INK if colour in PALE else colour
    return {"size": size, "symbol": list(symbols), "color": colour, "line": {"width": 2, "color": outline}}


def key(figure: Any, name: str, symbol: str, colour: str) -> None:
    """Add a line to the legend of a plotly figure: a shape and what it means."""
    figure.add_scatter(x=[None], y=[None], mode="markers", name=name, marker=marker(colour, [symbol]))
