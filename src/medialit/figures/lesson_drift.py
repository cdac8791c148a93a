"""Charts about numbers and pages that go wrong: how two numbers drift, and what thirty specimens have wrong."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from medialit.figures import style
from medialit.figures.bars import BLUE, Series, bars
from medialit.figures.model import Chart
from medialit.figures.speak import Row, Rows, columns, day, hedged, note, wrapped
from medialit.i18n import Words

UNITS = {
    "new accounts": ("circle", style.BLUE),
    "new users": ("circle", style.BLUE),
    "people, unit not defined": ("diamond", style.RED),
    "downloads": ("square", style.GREEN),
    "daily active users": ("triangle-up", style.INK),
    "rise in daily active users": ("triangle-up", style.INK),
}
"""What a page says is counted, with the shape and the colour of it."""
CHANGES = ("source", "unit", "place", "date", "size")
"""What can change when a number is retold, in the order in which it is told."""
FAMILIES = ("date", "source", "wording", "number", "documentation", "conflict")
"""Kinds of problem on the pages of the specimens."""
ROOM = 10_000_000
"""Above this value a label stands to the left of its mark, so that it stays on the chart."""


def source_drift(retellings: Rows, words: Words) -> Chart:
    """Return both numbers page by page: the value across, a shape for what is counted, and what changed beside it."""
    import plotly.graph_objects as go

    rows = _in_order(retellings.rows)
    labels = {row["id"]: _label(row) for row in rows}
    figure = go.Figure()
    for shape, colour in dict.fromkeys(UNITS.values()):
        here = [row for row in rows if UNITS[row["counted"]] == (shape, colour)]
        figure.add_scatter(
            x=[row["value"] for row in here],
            y=[labels[row["id"]] for row in here],
            mode="markers+text",
            showlegend=False,
            text=[f" {_beside(row, words)} " for row in here],
            textposition=["middle left" if row["value"] > ROOM else "middle right" for row in here],
            cliponaxis=False,
            marker=style.marker(colour, [shape + style.hollow(row["confidence"] == "low") for row in here]),
            hovertext=[wrapped(f"{_printed(row, words)} · {_credited(row, words)}", 60) for row in here],
            hoverinfo="text",
        )
        if here:
            style.key(figure, words(f"figure.drift_shape.{shape}"), shape, colour)
    style.key(figure, words("figure.hollow"), "circle-open", style.INK)
    between = sum(row["number"] == rows[0]["number"] for row in rows) - 0.5
    figure.add_hline(y=between, line={"color": style.FAINT, "width": 2})
    layout = style.layout(
        170 + 34 * len(rows),
        xaxis=style.counts_axis(words("figure.as_printed_axis"), words) | {"range": [5.6, 9.6]},
        yaxis={"type": "category", "categoryarray": list(labels.values()), "range": [len(rows) - 0.4, -0.6]}
        | {"showgrid": False},
        margin={"l": 10, "r": 10, "t": 10, "b": 40},
    )
    figure.update_layout(layout)
    names = ("id", "retold", "printed", "counted", "geography", "window", "estimator", "day", "changed", "confidence")
    return Chart(
        name="source_drift",
        title=words("figure.source_drift.title"),
        finding=_drift_finding(rows, words),
        figure=figure,
        columns=columns((*names, "caution", "publisher"), words),
        rows=tuple(_drift_row(row, words) for row in rows),
    )


def error_specimens(pages: Rows, words: Words) -> Chart:
    """Return how many pages have which kind of problem; the table has one row per page."""
    counts = Counter(row["family"] for row in pages.rows)
    values = tuple(counts[family] for family in FAMILIES)
    labels = [words(f"figure.problem.{family}") for family in FAMILIES]
    spoken = words.language.value
    names = ("id", "kind_of_page", "page_says", "record_shows", "problem", "confidence", "caution", "publisher")
    return Chart(
        name="error_specimens",
        title=words("figure.error_specimens.title"),
        finding=words(
            "figure.error_specimens.finding",
            all=len(pages.rows),
            **{family: counts[family] for family in FAMILIES},
        ),
        figure=bars(labels, [Series(name="", values=values, colour=BLUE)], stacked=False, lying=True),
        columns=columns(names, words),
        rows=tuple(
            (
                row["id"],
                row[f"page_{spoken}"],
                row[f"says_{spoken}"],
                row[f"record_{spoken}"],
                row[f"problem_{spoken}"],
                words(f"figure.{row['confidence']}"),
                note(row, words),
                row["publisher"],
            )
            for row in pages.rows
        ),
    )


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """Return the rows number by number, each from where it begins."""
    numbers = list(dict.fromkeys(row["number"] for row in rows))
    return sorted(rows, key=lambda row: (numbers.index(row["number"]), row["step"]))


def _changed(row: Row) -> list[str]:
    return [one for one in CHANGES if row[f"changed_{one}"]]


def _changes(row: Row, words: Words) -> str:
    """Return what differs from where the number begins, in words."""
    if row["step"] == 1:
        return words("figure.begins")
    said = [words(f"figure.change.{one}") for one in _changed(row)]
    return words("figure.comma").join(said) if said else words("figure.change.none")


def _printed(row: Row, words: Words) -> str:
    return hedged(words.count(row["value"]), row, words)


def _unit(row: Row, words: Words) -> str:
    return words(f"figure.counted.{row['counted']}")


def _credited(row: Row, words: Words) -> str:
    return str(row[f"credited_{words.language.value}"])


def _label(row: Row) -> str:
    name = row["publisher"].split(" (")[0]
    return escape(f"{name if len(name) <= 20 else name[:19] + '…'} · {row['id']}", quote=False)


def _beside(row: Row, words: Words) -> str:
    """Return the label of a mark; its shape says what is counted."""
    printed, changes = hedged(words.short(row["value"]), row, words), _changes(row, words)
    return words("figure.drifted", printed=printed, changes=changes) if _changed(row) else f"{printed} · {changes}"


def _drift_row(row: Row, words: Words) -> tuple[str, ...]:
    spoken = words.language.value
    return (
        row["id"],
        words(f"figure.retold.{row['number'].replace(' ', '_')}"),
        _printed(row, words),
        _unit(row, words),
        words(f"figure.geography.{row['place']}"),
        row[f"window_{spoken}"],
        _credited(row, words),
        day(row, words),
        _changes(row, words),
        words(f"figure.{row['confidence']}"),
        note(row, words),
        row["publisher"],
    )


def _drift_finding(rows: Sequence[Row], words: Words) -> str:
    first, second = (
        [row for row in rows if row["number"] == number] for number in dict.fromkeys(r["number"] for r in rows)
    )
    retold = [row for row in first if row["step"] > 1]
    return words(
        "figure.source_drift.finding",
        first=_printed(first[0], words),
        origin=_credited(first[0], words),
        times=len(retold),
        same=sum(not row["changed_size"] for row in retold),
        sources=sum(row["changed_source"] is True for row in retold),
        units=sum(row["changed_unit"] for row in retold),
        second=_printed(second[0], words),
        others=len({row["counted"] for row in second if row["changed_unit"]}),
    )
