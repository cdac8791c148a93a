"""The charts of lesson 1. Each takes its tables and its words; no chart opens a file."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Protocol

from medialit.figures import style
from medialit.figures.model import Chart
from medialit.i18n import Words

Row = Mapping[str, Any]
ZOOM = (date(2024, 12, 4), date(2025, 2, 19))
"""The winter of the move, which the time line enlarges."""


class Rows(Protocol):
    """What a chart needs of a table."""

    @property
    def rows(self) -> Sequence[Row]:
        """The rows, as mappings by column name."""
        ...


def seven_numbers(numbers: Rows, words: Words) -> Chart:
    """Return the grid object × kind of figure: three rates for one thing, and two counts of views that shrink."""
    import plotly.graph_objects as go

    spoken = words.language.value
    objects = ("accounts", "downloads", "views")
    rates = [row for row in numbers.rows if row["growth_pct"] is not None]
    views = [row for row in numbers.rows if row["object"] == "views"]
    figure = go.Figure()
    symbols = {"accounts": "circle", "downloads": "diamond", "views": "square"}
    colours = dict(zip(objects, (style.BLUE, style.RED, style.GREEN), strict=True))
    for thing in objects:
        here = [row for row in numbers.rows if row["object"] == thing]
        figure.add_scatter(
            x=[words(f"figure.{thing}")] * len(here),
            y=[row["id"] for row in here],
            mode="markers+text",
            name=words(f"figure.{thing}"),
            text=[_figure(row, words) + _doubt(row, words) for row in here],
            textposition="middle right",
            hovertext=[row[f"as_published_{spoken}"] for row in here],
            hoverinfo="text",
            marker={
                "size": 15,
                "symbol": [symbols[thing] + ("-open" if row["confidence"] == "low" else "") for row in here],
                "color": colours[thing],
                "line": {"width": 2, "color": colours[thing]},
            },
        )
    layout = style.layout(
        330,
        showlegend=False,
        margin={"l": 20, "r": 90, "t": 10, "b": 40},
        xaxis={"type": "category", "range": [-0.3, 2.75]},
        yaxis={"autorange": "reversed", "type": "category"},
    )
    figure.update_layout(layout)
    low, high = min(row["growth_pct"] for row in rates), max(row["growth_pct"] for row in rates)
    finding = words(
        "figure.seven_numbers.finding",
        rates=len(rates),
        low=words.number(low),
        high=words.number(high),
        earlier=_millions(views[0]["value"], words),
        later=_millions(views[-1]["value"], words),
    )
    columns = tuple(words(f"figure.{name}") for name in ("id", "object", "figure", "window", "confidence", "caution"))
    rows = tuple(
        (
            row["id"],
            words(f"figure.{row['object']}"),
            _figure(row, words),
            row[f"window_{spoken}"],
            words(f"figure.{row['confidence']}"),
            row[f"caution_{spoken}"],
        )
        for row in numbers.rows
    )
    return Chart(
        name="seven_numbers",
        title=words("figure.seven_numbers.title"),
        finding=finding,
        figure=figure,
        columns=columns,
        rows=rows,
    )


def how_many_moved(figures: Rows, words: Words) -> Chart:
    """Return all published figures on one logarithmic axis: what kind of source, and how far to rely on it."""
    import plotly.graph_objects as go

    rows = sorted(figures.rows, key=lambda row: (row["value"], row["date"]))
    sound = [row for row in rows if not row["is_error"]]
    figure = go.Figure()
    groups = (
        ("medium", "circle", style.BLUE),
        ("low", "circle-open", style.PURPLE),
        ("error", "x-thin-open", style.RED),
    )
    for group, symbol, colour in groups:
        here = [row for row in rows if _group(row) == group]
        figure.add_scatter(
            x=[row["value"] for row in here],
            y=[_label(row) for row in here],
            mode="markers",
            name=words(f"figure.{group}_confidence"),
            marker={"size": 12, "symbol": symbol, "color": colour, "line": {"width": 2.5, "color": colour}},
            hovertext=[f"{_hedged(row, words)} · {row['estimator']}" for row in here],
            hoverinfo="text",
        )
    layout = style.layout(
        150 + 26 * len(rows),
        xaxis=style.counts_axis(words("figure.people")),
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": [_label(row) for row in reversed(rows)]},
    )
    figure.update_layout(layout)
    finding = words(
        "figure.how_many_moved.finding",
        count=len(sound),
        low=words.number(sound[0]["value"]),
        high=words.number(sound[-1]["value"]),
        ratio=words.number(sound[-1]["value"] // sound[0]["value"]),
        errors=len(rows) - len(sound),
    )
    names = ("id", "printed", "counted", "geography", "estimator", "day", "confidence", "caution")
    table = tuple(
        (
            row["id"],
            _hedged(row, words),
            words(f"figure.counted.{row['counted']}"),
            words(f"figure.geography.{row['geography']}"),
            f"{row['estimator']} ({row['publisher']})",
            row["date"].isoformat(),
            words("figure.error_confidence") if row["is_error"] else words(f"figure.{row['confidence']}"),
            row[f"note_{words.language.value}"] or "",
        )
        for row in rows
    )
    return Chart(
        name="how_many_moved",
        title=words("figure.how_many_moved.title"),
        finding=finding,
        figure=figure,
        columns=tuple(words(f"figure.{name}") for name in names),
        rows=table,
    )


def daily_users(estimates: Rows, words: Words) -> Chart:
    """Return one firm's estimates for RedNote and TikTok in January 2025, on one logarithmic axis."""
    import plotly.graph_objects as go

    month = [row for row in estimates.rows if date(2024, 12, 31) <= row["date"] <= date(2025, 1, 31)]
    figure = go.Figure()
    looks = {"RedNote": (style.RED, "diamond", "dash"), "TikTok": (style.BLUE, "circle", "solid")}
    for platform, (colour, symbol, dash) in looks.items():
        here = sorted((row for row in month if row["platform"] == platform), key=lambda row: row["date"])
        named = [one for one, _ in _by_day(here)]
        figure.add_scatter(
            x=[row["date"].isoformat() for row in named],
            y=[row["users"] for row in named],
            mode="lines+markers+text",
            name=platform,
            text=[style.short(row["users"]) for row in named],
            textposition="top center",
            cliponaxis=False,
            line={"color": colour, "dash": dash, "width": 2},
            marker={
                "size": 11,
                "symbol": [symbol + ("-open" if row["confidence"] == "low" else "") for row in named],
                "color": colour,
                "line": {"width": 2, "color": colour},
            },
            hovertext=[f"{words.day(row['date'])}: {_hedged_users(row, words)}" for row in named],
            hoverinfo="text",
        )
    layout = style.layout(
        400,
        xaxis={"type": "date", "range": ["2024-12-29", "2025-01-22"], "tickformat": words("figure.day_format")},
        yaxis=dict(style.counts_axis(words("figure.daily_users_axis"))) | {"range": [5, 8.4]},
    )
    figure.update_layout(layout)
    table_rows = sorted(estimates.rows, key=lambda row: (row["platform"], row["date"], row["id"]))
    names = ("id", "platform", "day", "printed", "confidence", "caution")
    return Chart(
        name="daily_users",
        title=words("figure.daily_users.title"),
        finding=_daily_finding(month, words),
        figure=figure,
        columns=tuple(words(f"figure.{name}") for name in names),
        rows=tuple(
            (
                row["id"],
                row["platform"],
                row["date"].isoformat()
                + ("" if row["date_precision"] == "day" else f" ({words('figure.placeholder')})"),
                _hedged_users(row, words),
                words(f"figure.{row['confidence']}"),
                row[f"note_{words.language.value}"] or "",
            )
            for row in table_rows
        ),
    )


def law_time_line(events: Rows, words: Words) -> Chart:
    """Return laws, orders and rulings on one line, with dates of users and platforms below."""
    import plotly.graph_objects as go

    spoken = words.language.value
    tracks = {"law": ("square", style.BLUE), "platform": ("diamond", style.GREEN), "users": ("circle", style.RED)}
    numbered = list(enumerate(sorted(events.rows, key=lambda row: row["date"]), start=1))
    figure = go.Figure()
    for track, (symbol, colour) in tracks.items():
        here = [(number, row) for number, row in numbered if row["track"] == track]
        near = [one for one in here if ZOOM[0] <= one[1]["date"] <= ZOOM[1]]
        for axis, shown in (("", here), ("2", near)):
            levels = _levels([row["date"] for _, row in shown]) if axis else [0] * len(shown)
            figure.add_scatter(
                x=[row["date"].isoformat() for _, row in shown],
                y=[list(tracks).index(track) + 0.24 * level for level in levels],
                xaxis=f"x{axis}",
                yaxis=f"y{axis}",
                mode="markers+text" if axis else "markers",
                name=words(f"figure.track.{track}"),
                text=[str(number) for number, _ in shown],
                textposition="middle right",
                marker={
                    "size": 11,
                    "symbol": [symbol + ("-open" if row["date_precision"] == "month" else "") for _, row in shown],
                    "color": colour,
                    "line": {"width": 2, "color": colour},
                },
                hovertext=[f"{number}. {_day(row, words)}: {row[f'event_{spoken}']}" for number, row in shown],
                hoverinfo="text",
            )
    figure.update_layout(_two_panels([words(f"figure.track.{track}") for track in tracks], words))
    wave = next(row for _, row in numbered if row["id"] == "T22")
    ruling = next(row for _, row in numbered if row["id"] == "T35")
    finding = words(
        "figure.law_time_line.finding",
        wave=words.day(wave["date"]),
        ruling=words.day(ruling["date"]),
        days=(ruling["date"] - wave["date"]).days,
    )
    names = ("number", "day", "event", "actor", "confidence")
    rows = tuple(
        (str(number), _day(row, words), row[f"event_{spoken}"], row["actor"], words(f"figure.{row['confidence']}"))
        for number, row in numbered
    )
    return Chart(
        name="law_time_line",
        title=words("figure.law_time_line.title"),
        finding=finding,
        figure=figure,
        columns=tuple(words(f"figure.{name}") for name in names),
        rows=rows,
    )


def _two_panels(tracks: Sequence[str], words: Words) -> dict[str, Any]:
    """Return the layout of the time line: all years above, the winter of the move, enlarged, below."""
    labels = {
        "zeroline": False,
        "tickvals": list(range(len(tracks))),
        "ticktext": list(tracks),
        "showgrid": False,
        "automargin": True,
    }
    days = {"type": "date", "gridcolor": style.FAINT, "fixedrange": True}
    return style.layout(
        430,
        showlegend=False,
        xaxis=days | {"dtick": "M12", "tickformat": "%Y", "anchor": "y"},
        yaxis=labels | {"domain": [0.68, 1], "range": [2.5, -0.5], "anchor": "x"},
        xaxis2=days | {"range": ["2024-12-03", "2025-02-20"], "tickformat": words("figure.day_format"), "anchor": "y2"},
        yaxis2=labels | {"domain": [0, 0.52], "range": [2.9, -0.4], "anchor": "x2", "fixedrange": True},
    )


def _figure(row: Row, words: Words) -> str:
    """Return a number as published: a growth rate, or a count."""
    if row["growth_pct"] is not None:
        return f"+{words.number(row['growth_pct'])}%"
    return _millions(row["value"], words)


def _millions(value: int, words: Words) -> str:
    from babel.numbers import format_compact_decimal

    return format_compact_decimal(value, locale=words.language.babel, fraction_digits=2)


def _doubt(row: Row, words: Words) -> str:
    return f" ({words('figure.doubtful')})" if row["confidence"] == "low" else ""


def _group(row: Row) -> str:
    return "error" if row["is_error"] else "low" if row["confidence"] == "low" else "medium"


def _label(row: Row) -> str:
    name = row["publisher"].split(" (")[0].split(",")[0]
    return f"{name if len(name) <= 22 else name[:21] + '…'} · {row['id']}"


def _hedged(row: Row, words: Words) -> str:
    return words(f"figure.{row['qualifier'].replace(' ', '_')}", value=words.number(row["value"]))


def _hedged_users(row: Row, words: Words) -> str:
    return words(f"figure.{row['qualifier'].replace(' ', '_')}", value=words.number(row["users"]))


def _by_day(rows: Sequence[Row]) -> list[tuple[Row, int]]:
    """Return one row per day, the most reliable first, with how many the day has."""
    days: dict[date, list[Row]] = {}
    for row in rows:
        days.setdefault(row["date"], []).append(row)
    rank = {"high": 0, "medium": 1, "low": 2}
    return [
        (min(here, key=lambda row: (rank[row["confidence"]], row["qualifier"] != "exactly")), len(here))
        for here in days.values()
    ]


def _daily_finding(month: Sequence[Row], words: Words) -> str:
    red = [row for row, _ in _by_day([row for row in month if row["platform"] == "RedNote"])]
    tik = [row for row, _ in _by_day([row for row in month if row["platform"] == "TikTok"])]
    peak = max(red, key=lambda row: row["users"])
    after = next((row for row in sorted(red, key=lambda row: row["date"]) if row["date"] > peak["date"]), peak)
    best = max(tik, key=lambda row: row["users"])
    return words(
        "figure.daily_users.finding",
        peak=words.number(peak["users"]),
        day=words.day(peak["date"]),
        after=words.number(after["users"]),
        tiktok=words.number(best["users"]),
        best=words.day(best["date"]),
    )


def _day(row: Row, words: Words) -> str:
    if row["date_precision"] == "day":
        return words.day(row["date"])
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", row["date"], locale=words.language.babel)


def _levels(days: Sequence[date], spread_days: int = 4, levels: int = 4) -> list[int]:
    """Return a level for each of the sorted `days`, so that neighbours closer than `spread_days` do not overlap."""
    found = [0] if days else []
    for before, now in pairwise(days):
        found.append((found[-1] + 1) % levels if (now - before).days < spread_days else 0)
    return found
