"""Grouped and stacked bars, told apart by pattern as well as by colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# Okabe and Ito's colours, told apart with any kind of colour vision; each also has a pattern of its own.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#E69F00", "#009E73", "#C9CCD1"
INK, _FAINT = "#1f2328", "#d9dde2"
_FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One group of bars: what it is called and how it is drawn."""

    name: str
    values: tuple[int, ...]
    colour: str
    pattern: str = ""


def bars(labels: Sequence[str], series: Sequence[Series], *, stacked: bool, lying: bool) -> Any:
    """Return a plotly bar chart of `series` over `labels`: `stacked` or side by side, `lying` or standing."""
    import plotly.graph_objects as go

    figure = go.Figure()
    for one in series:
        along = {"x": one.values, "y": list(labels)} if lying else {"x": list(labels), "y": one.values}
        figure.add_bar(
            **along,
            name=one.name,
            orientation="h" if lying else "v",
            marker={
                "color": one.colour,
                "line": {"color": INK, "width": 0.6},
                "pattern": {
                    "shape": one.pattern,
                    "bgcolor": one.colour,
                    "fgcolor": INK,
                    "size": 8,
                    "solidity": 0.12,
                },
            },
            text=[value or "" for value in one.values],
            textposition="none" if stacked else "outside",
            textangle=0,
            cliponaxis=False,
            hoverinfo="skip",
            textfont={"color": INK, "size": 13},
        )
    if stacked:
        figure.update_layout(annotations=_numbers_inside(labels, series, lying=lying))
    count, label = _axes(labels, series, stacked=stacked, lying=lying)
    figure.update_layout(
        barmode="stack" if stacked else "group",
        bargap=0.28,
        bargroupgap=0.08,
        template="none",
        paper_bgcolor="#ffffff",
        plot_bgcolor="#ffffff",
        font={"family": _FONT, "size": 14, "color": INK},
        height=110 + 30 * len(labels) * (1 if stacked else 2) if lying else 320,
        margin={"l": 60, "r": 24, "t": 44 if len(series) > 1 else 20, "b": 56},
        showlegend=len(series) > 1,
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "traceorder": "normal"},
        dragmode=False,
        **({"xaxis": count, "yaxis": label} if lying else {"xaxis": label, "yaxis": count}),
    )
    return figure


def _numbers_inside(labels: Sequence[str], series: Sequence[Series], *, lying: bool) -> list[dict[str, Any]]:
    """Return the number of each segment, on a patch of its colour so that no pattern crosses it."""
    notes: list[dict[str, Any]] = []
    for place in range(len(labels)):
        below = 0
        for one in series:
            value = one.values[place]
            if value:
                middle = below + value / 2
                x, y = (middle, place) if lying else (place, middle)
                ink = "#ffffff" if one.colour == BLUE else INK
                notes.append(
                    {
                        "x": x,
                        "y": y,
                        "text": str(value),
                        "showarrow": False,
                        "bgcolor": one.colour,
                        "borderpad": 1,
                        "font": {"size": 13, "color": ink},
                    }
                )
            below += value
    return notes


def _axes(
    labels: Sequence[str], series: Sequence[Series], *, stacked: bool, lying: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the axis of counts, in whole steps, and the axis of labels."""
    heights = zip(*(one.values for one in series), strict=True)
    most = max((sum(each) if stacked else max(each) for each in heights), default=0)
    count = {
        "rangemode": "tozero",
        "gridcolor": _FAINT,
        "zerolinecolor": INK,
        "tickformat": "d",
        "fixedrange": True,
        "automargin": True,
        "dtick": _step(most),
    }
    label: dict[str, Any] = {"type": "category", "fixedrange": True, "automargin": True, "showgrid": False}
    if lying:
        label |= {"range": [len(labels) - 0.5, -0.5]}
    return count, label


def _step(most: int) -> int:
    """Return the distance of grid lines, so that there are at most eight and people stay whole."""
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, 500, 10_000) if most <= 8 * step or step == 10_000)
