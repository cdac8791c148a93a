"""How lesson charts look: colours that any kind of colour vision tells apart, always with a shape beside them."""

from collections.abc import Mapping
from typing import Any

# Okabe, M. and Ito, K. (2008), Color Universal Design; the yellow and the black are left out.
BLUE, ORANGE, GREEN, RED, PURPLE, SKY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"
INK, FAINT = "#1f2328", "#d9dde2"
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
        "hoverlabel": {"align": "left"},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    }
    for name in ("xaxis", "yaxis"):
        shared[name] = axis | more.pop(name, {})
    return shared | more


def counts_axis(title: str) -> Mapping[str, Any]:
    """Return a logarithmic axis for counts of people, labelled at powers of ten."""
    powers = [10**n for n in range(2, 10)]
    return {
        "type": "log",
        "title": {"text": title},
        "tickvals": powers,
        "ticktext": [short(value) for value in powers],
    }


def short(value: float) -> str:
    """Return a large number in few characters: 3.4M, 700k."""
    for size, unit in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{unit.replace('G', 'bn')}"
    return f"{value:g}"
