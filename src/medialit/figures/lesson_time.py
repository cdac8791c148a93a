"""Charts of lesson 1 along a time axis: daily users, and the law. No chart opens a file."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from medialit.figures import style
from medialit.figures.model import Chart
from medialit.figures.speak import Row, Rows, columns, day, hedged, note, sure, wrapped
from medialit.i18n import Words

SURGE = (date(2024, 12, 29), date(2025, 1, 24))
"""The days of the move, which the chart of daily users shows wide; what came later stands beside it, narrow."""
LATER = (date(2025, 12, 12), date(2026, 2, 24))
ZOOM = (date(2024, 12, 4), date(2025, 2, 19))
"""The winter of the move, which the time line enlarges."""
PLATFORMS = {"RedNote": (style.RED, "diamond", "dash"), "TikTok": (style.BLUE, "circle", "solid")}
TRACKS = {"law": ("square", style.BLUE), "platform": ("diamond", style.GREEN), "users": ("circle", style.RED)}


def daily_users(estimates: Rows, words: Words) -> Chart:
    """Return estimates of daily users of RedNote and TikTok in the US, on one logarithmic axis."""
    import plotly.graph_objects as go

    figure = go.Figure()
    peak = _highest(estimates.rows, "RedNote")
    for platform in PLATFORMS:
        ours = sorted((row for row in estimates.rows if row["platform"] == platform), key=lambda row: row["date"])
        for axis, (start, end) in (("x", SURGE), ("x2", LATER)):
            here = [row for row in ours if start <= row["date"] <= end]
            figure.add_traces(_estimates(platform, axis, here, peak, words))
        style.key(figure, words(f"figure.platform.{platform}"), PLATFORMS[platform][1], PLATFORMS[platform][0])
    style.key(figure, words("figure.hollow"), "circle-open", style.INK)
    days = {"type": "date", "fixedrange": True, "gridcolor": style.FAINT, "zeroline": False}
    layout = style.layout(
        440,
        margin={"l": 10, "r": 20, "t": 10, "b": 50},
        xaxis=_span(SURGE) | {"domain": [0, 0.72], "tickformat": words("figure.day_format"), "nticks": 8},
        xaxis2=days | _span(LATER) | {"domain": [0.76, 1], "tickformat": words("figure.month_format"), "dtick": "M1"},
        yaxis=style.counts_axis(words("figure.daily_users_axis"), words) | {"range": [5.2, 8.5]},
    )
    figure.update_layout(layout)
    rows = sorted(estimates.rows, key=lambda row: (row["platform"], row["date"], row["id"]))
    names = ("id", "platform", "day", "printed", "estimator", "confidence", "caution", "publisher")
    return Chart(
        name="daily_users",
        title=words("figure.daily_users.title", firms=_firms(rows, words)),
        finding=_daily_finding(rows, words),
        figure=figure,
        columns=columns(names, words),
        rows=tuple(
            (
                row["id"],
                words(f"figure.platform.{row['platform']}"),
                day(row, words),
                hedged(words.count(row["users"]), row, words),
                row["estimator"],
                words(f"figure.{row['confidence']}"),
                note(row, words),
                row["publisher"],
            )
            for row in rows
        ),
    )


def law_time_line(events: Rows, words: Words) -> Chart:
    """Return laws, orders and rulings on one line, with dates of users and platforms below, numbered."""
    import plotly.graph_objects as go

    spoken = words.language.value
    charted = [row for row in events.rows if row["charted"]]
    numbered = list(enumerate(sorted(charted, key=lambda row: (row["date"], row["id"])), start=1))
    figure = go.Figure()
    distant: set[str] = set()
    for track in TRACKS:
        here = [one for one in numbered if one[1]["track"] == track]
        near = [one for one in here if ZOOM[0] <= one[1]["date"] <= ZOOM[1]]
        far = [one for one in here if one not in near]
        distant |= {track} if far else set()
        figure.add_traces([_events(track, "", far, words), _events(track, "2", near, words)])
    figure.update_layout(_two_panels(distant, words))
    names = ("number", "day", "event", "actor", "confidence", "caution", "publisher")
    return Chart(
        name="law_time_line",
        title=words("figure.law_time_line.title"),
        finding=_law_finding([row for _, row in numbered], words),
        figure=figure,
        columns=columns(names, words),
        rows=tuple(
            (
                str(number),
                day(row, words),
                row[f"event_{spoken}"],
                row[f"actor_{spoken}"],
                words(f"figure.{row['confidence']}"),
                note(row, words),
                row["publisher"],
            )
            for number, row in numbered
        ),
    )


def _estimates(platform: str, axis: str, rows: Sequence[Row], peak: Row, words: Words) -> list[Any]:
    """Return a line through the days that can be relied on, and a marker for every row."""
    import plotly.graph_objects as go

    colour, symbol, dash = PLATFORMS[platform]
    line = _one_a_day([row for row in rows if row["confidence"] != "low"])
    named = {row["id"]: _place(index, row, peak, axis) for index, row in enumerate(line)}
    named |= {row["id"]: "top center" for row in rows if row["confidence"] == "low"}
    shared = {"showlegend": False, "xaxis": axis, "cliponaxis": False}
    through = go.Scatter(
        x=[row["date"].isoformat() for row in line],
        y=[row["users"] for row in line],
        mode="lines",
        line={"color": colour, "dash": dash, "width": 2},
        hoverinfo="skip",
        **shared,
    )
    dots = go.Scatter(
        x=[row["date"].isoformat() for row in rows],
        y=[row["users"] for row in rows],
        mode="markers+text",
        text=[_beside(row, peak, axis, words) if row["id"] in named else "" for row in rows],
        textposition=[named.get(row["id"], "top center") for row in rows],
        marker=style.marker(colour, [symbol + style.hollow(row["confidence"] == "low") for row in rows]),
        hovertext=[wrapped(_aloud(row, words), 60) for row in rows],
        hoverinfo="text",
        **shared,
    )
    return [through, dots]


def _place(index: int, row: Row, peak: Row, axis: str) -> str:
    """Return where the label of a point stands clear of its line."""
    if axis == "x2":
        return ("top center", "bottom center")[index % 2]
    if row["platform"] == peak["platform"] and row is not peak:
        return "middle right" if row["date"] > peak["date"] else "bottom right"
    return "top center"


def _events(track: str, axis: str, numbered: Sequence[tuple[int, Row]], words: Words) -> Any:
    """Return the events of one track in one panel, each with its number, stacked where they would overlap."""
    import plotly.graph_objects as go

    symbol, colour = TRACKS[track]
    spoken = words.language.value
    apart = 3 if axis else 120
    levels = _levels([row["date"] for _, row in numbered], apart)
    return go.Scatter(
        x=[row["date"].isoformat() for _, row in numbered],
        y=[list(TRACKS).index(track) + 0.22 * level for level in levels],
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
        mode="markers+text",
        text=[f" {number}" for number, _ in numbered],
        textposition="middle right",
        cliponaxis=False,
        marker=style.marker(colour, [symbol + style.hollow(row["date_precision"] != "day") for _, row in numbered]),
        hovertext=[wrapped(f"{number}. {day(row, words)}: {row[f'event_{spoken}']}", 60) for number, row in numbered],
        hoverinfo="text",
    )


def _two_panels(distant: set[str], words: Words) -> dict[str, Any]:
    """Return the layout of the time line: all years above, the winter of the move, enlarged, below."""
    low = max(list(TRACKS).index(track) for track in distant | {"law"})
    labels = {
        "zeroline": False,
        "tickvals": list(range(len(TRACKS))),
        "ticktext": [words(f"figure.track.{track}") for track in TRACKS],
        "showgrid": False,
        "automargin": True,
        "fixedrange": True,
    }
    days = {"type": "date", "gridcolor": style.FAINT, "fixedrange": True}
    winter = {
        "type": "rect", "xref": "x", "yref": "y domain", "x0": ZOOM[0].isoformat(), "x1": ZOOM[1].isoformat(),
        "y0": 0, "y1": 1, "fillcolor": style.FAINT, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip
    above = {"title": style.title_of(words("figure.law_time_line.above"))}
    below = {"title": style.title_of(words("figure.law_time_line.below"))}
    return style.layout(
        520,
        showlegend=False,
        margin={"l": 10, "r": 30, "t": 10, "b": 50},
        shapes=[winter],
        xaxis=days | above | {"dtick": "M12", "tickformat": "%Y", "anchor": "y"},
        yaxis=labels | {"domain": [0.72, 1], "range": [low + 0.9, -0.4], "anchor": "x"},
        xaxis2=days | _span(ZOOM) | below | {"tickformat": words("figure.day_format"), "anchor": "y2"},
        yaxis2=labels | {"domain": [0, 0.52], "range": [2.9, -0.4], "anchor": "x2"},
    )


def _span(days: tuple[date, date]) -> dict[str, Any]:
    return {"type": "date", "range": [one.isoformat() for one in days]}


def _aloud(row: Row, words: Words) -> str:
    platform = words(f"figure.platform.{row['platform']}")
    said = f"{platform}, {day(row, words)}: {hedged(words.count(row['users']), row, words)}"
    return words("figure.with_doubt", text=said, doubt=sure(row, words))


def _beside(row: Row, peak: Row, axis: str, words: Words) -> str:
    """Return the label of a point; the narrow panel has no room for hedges, the table has them."""
    number = words.short(row["users"])
    number = hedged(number, row, words) if axis == "x" else number
    if row is peak and row["method_given"] is False:
        return f"{number}<br>{words('figure.no_method')}"
    return number


def _one_a_day(rows: Sequence[Row]) -> list[Row]:
    """Return one row per day, in order: the most reliable, and of equals the one printed without a hedge."""
    days: dict[date, list[Row]] = {}
    for row in rows:
        days.setdefault(row["date"], []).append(row)
    rank = {"high": 0, "medium": 1, "low": 2}
    best = [
        min(here, key=lambda row: (rank[row["confidence"]], row["qualifier"] != "exactly")) for here in days.values()
    ]
    return sorted(best, key=lambda row: row["date"])


def _highest(rows: Sequence[Row], platform: str) -> Row:
    return max((row for row in rows if row["platform"] == platform), key=lambda row: row["users"])


def _firms(rows: Sequence[Row], words: Words) -> str:
    firms = sorted({row["estimator"] for row in rows})
    return words("figure.one_firm", firm=firms[0]) if len(firms) == 1 else ", ".join(firms)


def _daily_finding(rows: Sequence[Row], words: Words) -> str:
    red, tiktok = _highest(rows, "RedNote"), _highest(rows, "TikTok")
    line = _one_a_day([row for row in rows if row["platform"] == "RedNote" and row["confidence"] != "low"])
    after = next((row for row in line if row["date"] > red["date"]), None)
    ebb = words("figure.daily_users.ebb", users=words.count(after["users"]), day=day(after, words)) if after else ""
    method = words("figure.daily_users.no_method") if red["method_given"] is False else ""
    return words(
        "figure.daily_users.finding",
        firms=_firms(rows, words),
        peak=words.count(red["users"]),
        day=day(red, words),
        method=method,
        ebb=ebb,
        tiktok=words.count(tiktok["users"]),
        best=day(tiktok, words),
    )


def _law_finding(rows: Sequence[Row], words: Words) -> str:
    laws = [row for row in rows if row["track"] == "law"]
    wave = next(row for row in rows if row["track"] == "users")
    before = [row for row in laws if row["date"] < wave["date"]]
    following = next((row for row in laws if row["date"] >= wave["date"]), None)
    spoken = f"event_{words.language.value}"
    if following is None:
        return words("figure.law_time_line.after_all", all=len(laws), day=day(wave, words), wave=wave[spoken])
    return words(
        "figure.law_time_line.finding",
        before=len(before),
        all=len(laws),
        wave=wave[spoken],
        day=day(wave, words),
        days=(following["date"] - wave["date"]).days,
        law=following[spoken],
        law_day=day(following, words),
    )


def _levels(days: Sequence[date], spread_days: int, levels: int = 4) -> list[int]:
    """Return a level for each of the sorted `days`, so that neighbours closer than `spread_days` do not overlap."""
    found = [0] if days else []
    for before, now in pairwise(days):
        found.append((found[-1] + 1) % levels if (now - before).days < spread_days else 0)
    return found
