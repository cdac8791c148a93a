"""Charts of lesson 1 about numbers: seven of one week, and how many moved. No chart opens a file."""

from collections.abc import Sequence
from html import escape

from medialit.figures import style
from medialit.figures.model import Chart
from medialit.figures.speak import Row, Rows, columns, day, hedged, note, sure, wrapped
from medialit.i18n import Words

OBJECTS = {"accounts": ("circle", style.BLUE), "downloads": ("diamond", style.RED), "views": ("square", style.GREEN)}
"""What the seven numbers count, with the shape and the colour of each."""
KINDS = {
    "analytics firm": ("square", style.INK),
    "anonymous source": ("diamond", style.ORANGE),
    "news report": ("circle", style.BLUE),
    "state media": ("triangle-up", style.GREEN),
    "encyclopedia": ("pentagon", style.INK),
    "no source": ("x", style.RED),
}
"""Who made a figure, with the shape and the colour of each."""
ROOM = 10_000_000
"""Above this value a label stands to the left of its mark, so that it stays on the chart."""


def seven_numbers(numbers: Rows, words: Words) -> Chart:
    """Return the grid of object and window: rates of one thing side by side, and running totals of views."""
    import plotly.graph_objects as go

    spoken = words.language.value
    windows = {row["id"]: f"<b>{row['id']}</b> {wrapped(row[f'window_{spoken}'], 30)}" for row in numbers.rows}
    figure = go.Figure()
    for thing, (symbol, colour) in OBJECTS.items():
        here = [row for row in numbers.rows if row["object"] == thing]
        figure.add_scatter(
            x=[words(f"figure.{thing}")] * len(here),
            y=[windows[row["id"]] for row in here],
            mode="markers+text",
            name=words(f"figure.{thing}"),
            text=[_in_grid(row, words) for row in here],
            textposition="middle right",
            cliponaxis=False,
            hovertext=[wrapped(row[f"as_published_{spoken}"], 60) for row in here],
            hoverinfo="text",
            marker=style.marker(colour, [symbol + style.hollow(row["confidence"] == "low") for row in here], size=14),
        )
    layout = style.layout(
        60 + 56 * len(windows),
        showlegend=False,
        margin={"l": 10, "r": 20, "t": 36, "b": 10},
        xaxis={"type": "category", "range": [-0.15, len(OBJECTS) - 0.1], "side": "top"},
        yaxis={"type": "category", "categoryarray": list(windows.values()), "range": [len(windows) - 0.5, -0.5]},
    )
    figure.update_layout(layout)
    return Chart(
        name="seven_numbers",
        title=words("figure.seven_numbers.title"),
        finding=_numbers_finding(numbers.rows, words),
        figure=figure,
        columns=columns(
            ("id", "object", "as_published", "figure", "window", "confidence", "caution", "publisher"), words
        ),
        rows=tuple(
            (
                row["id"],
                words(f"figure.{row['object']}"),
                row[f"as_published_{spoken}"],
                _figure(row, words),
                row[f"window_{spoken}"],
                words(f"figure.{row['confidence']}"),
                row[f"caution_{spoken}"],
                row["publisher"],
            )
            for row in numbers.rows
        ),
    )


def how_many_moved(figures: Rows, words: Words) -> Chart:
    """Return all published figures on one logarithmic axis: a shape per kind of source, hollow where doubtful."""
    import plotly.graph_objects as go

    spoken = words.language.value
    rows = sorted(figures.rows, key=lambda row: (row["value"], row["date"], row["id"]))
    figure = go.Figure()
    for kind, (symbol, colour) in KINDS.items():
        here = [row for row in rows if row["estimator_kind"] == kind]
        figure.add_scatter(
            x=[row["value"] for row in here],
            y=[_label(row) for row in here],
            mode="markers+text",
            showlegend=False,
            text=[f" {_beside(row, words)} " for row in here],
            textposition=["middle left" if row["value"] > ROOM else "middle right" for row in here],
            cliponaxis=False,
            marker=style.marker(colour, [symbol + style.hollow(row["confidence"] == "low") for row in here]),
            hovertext=[wrapped(f"{_beside(row, words)} · {row[f'estimator_{spoken}']}", 60) for row in here],
            hoverinfo="text",
        )
        if here:
            style.key(figure, words(f"figure.kind.{kind}"), symbol, colour)
    style.key(figure, words("figure.hollow"), "circle-open", style.INK)
    layout = style.layout(
        150 + 27 * len(rows),
        xaxis=style.counts_axis(words("figure.people"), words) | {"range": [1.7, 9.4]},
        yaxis={"type": "category", "categoryarray": [_label(row) for row in rows], "range": [len(rows) - 0.4, -0.6]},
        margin={"l": 10, "r": 10, "t": 10, "b": 40},
    )
    figure.update_layout(layout)
    names = ("id", "printed", "counted", "geography", "estimator", "kind", "day", "confidence", "caution", "publisher")
    return Chart(
        name="how_many_moved",
        title=words("figure.how_many_moved.title"),
        finding=_moved_finding(rows, words),
        figure=figure,
        columns=columns(names, words),
        rows=tuple(_moved_row(row, words) for row in rows),
    )


def _moved_row(row: Row, words: Words) -> tuple[str, ...]:
    return (
        row["id"],
        hedged(words.count(row["value"]), row, words),
        words(f"figure.counted.{row['counted']}"),
        words(f"figure.geography.{row['geography']}"),
        row[f"estimator_{words.language.value}"],
        words(f"figure.kind.{row['estimator_kind']}"),
        day(row, words),
        words("figure.error_confidence") if row["is_error"] else words(f"figure.{row['confidence']}"),
        note(row, words),
        row["publisher"],
    )


def _figure(row: Row, words: Words) -> str:
    """Return a number as published, hedge and all: a growth rate, or a count."""
    plain = f"+{words.count(int(row['growth_pct']))}%" if row["is_rate"] else words.count(row["value"])
    return hedged(plain, row, words)


def _in_grid(row: Row, words: Words) -> str:
    return f" {_figure(row, words)}<br> <i>{sure(row, words)}</i>"


def _numbers_finding(rows: Sequence[Row], words: Words) -> str:
    rates = sorted((row for row in rows if row["is_rate"]), key=lambda row: row["growth_pct"])
    totals = sorted((row for row in rows if row["as_of"]), key=lambda row: row["as_of"])
    said = words(
        "figure.seven_numbers.finding",
        all=len(rows),
        rates=len(rates),
        things=", ".join(sorted({words(f"figure.{row['object']}") for row in rates})),
        low=_figure(rates[0], words),
        high=_figure(rates[-1], words),
        stated=sum(row["baseline_stated"] is True for row in rates),
    )
    first, last = totals[0], totals[-1]
    shrinks = last["value"] < first["value"]
    return words(
        "figure.seven_numbers.shrinks" if shrinks else "figure.seven_numbers.grows",
        said=said,
        earlier=words.count(first["value"]),
        earlier_day=words.day(first["as_of"]),
        later=words.count(last["value"]),
        later_day=words.day(last["as_of"]),
    )


def _moved_finding(rows: Sequence[Row], words: Words) -> str:
    sound = [row for row in rows if not row["is_error"]]
    errors = [hedged(words.count(row["value"]), row, words) for row in rows if row["is_error"]]
    said = words(
        "figure.how_many_moved.finding",
        count=len(sound),
        low=hedged(words.count(sound[0]["value"]), sound[0], words),
        high=hedged(words.count(sound[-1]["value"]), sound[-1], words),
        ratio=words.count(sound[-1]["value"] // sound[0]["value"]),
        things=len({row["counted"] for row in sound}),
    )
    return (
        words("figure.how_many_moved.errors", said=said, errors=", ".join(errors))
        if errors
        else f"{said}{words('figure.stop')}"
    )


def _label(row: Row) -> str:
    name = row["publisher"].split(" (")[0].split(",")[0]
    return escape(f"{name if len(name) <= 22 else name[:21] + '…'} · {row['id']}", quote=False)


def _beside(row: Row, words: Words) -> str:
    figure = hedged(words.short(row["value"]), row, words)
    return words("figure.with_doubt", text=figure, doubt=words("figure.error")) if row["is_error"] else figure
