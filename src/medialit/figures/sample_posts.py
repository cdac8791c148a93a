"""A chart of the days of one sample: how many posts it holds of each, and on which it holds none."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from medialit.figures import style
from medialit.figures.model import Chart
from medialit.figures.speak import Row, Rows, columns, note
from medialit.i18n import Words


def daily_posts(days: Rows, words: Words) -> Chart:
    """Return a bar a day, and a cross where the sample has no post; the table has one row per day."""
    rows = sorted(days.rows, key=lambda row: row["date"])
    names = ("day", "posts", "videos", "han_posts", "median_likes", "caution")
    return Chart(
        name="daily_posts",
        title=words("figure.daily_posts.title"),
        finding=_finding(rows, words),
        figure=_drawn(rows, words),
        columns=columns(names, words),
        rows=tuple(
            (
                row["id"],
                *(words.number(row[name]) for name in ("posts", "videos", "han_posts")),
                "–" if row["median_likes"] is None else words.number(row["median_likes"]),
                note(row, words),
            )
            for row in rows
        ),
    )


def _drawn(rows: Sequence[Row], words: Words) -> Any:
    """Return the bars, the number of the highest one, and the crosses."""
    import plotly.graph_objects as go

    empty, peak = [row for row in rows if row["posts"] == 0], _peak(rows)
    figure = go.Figure()
    figure.add_bar(
        x=[row["date"].isoformat() for row in rows],
        y=[row["posts"] for row in rows],
        marker={"color": style.BLUE},
        showlegend=False,
        hoverinfo="y",
        text=[words.number(row["posts"]) if row is peak else "" for row in rows],
        textposition="outside",
        textfont={"size": 13},
        constraintext="none",
        cliponaxis=False,
    )
    figure.add_scatter(
        x=[row["date"].isoformat() for row in empty],
        y=[0 for _ in empty],
        mode="markers",
        name=words("figure.no_post"),
        marker=style.marker(style.RED, ["x-thin"] * len(empty), size=8),
        hovertext=[f"{words.day(row['date'])}: {words('figure.no_post')}" for row in empty],
        hoverinfo="text",
        cliponaxis=False,
    )
    layout = style.layout(
        360,
        bargap=0.15,
        showlegend=True,
        margin={"l": 10, "r": 16, "t": 10, "b": 50},
        xaxis={"type": "date", "tickformat": words("figure.day_format"), "nticks": 10},
        yaxis={"title": style.title_of(words("figure.posts_axis")), "rangemode": "tozero"},
    )
    return figure.update_layout(layout)


def _peak(rows: Sequence[Row]) -> Row:
    return max(rows, key=lambda row: row["posts"])


def _finding(rows: Sequence[Row], words: Words) -> str:
    """Return how uneven the sample is: its busiest day, its empty days, and the longest run of them."""
    posts, peak = sum(row["posts"] for row in rows), _peak(rows)
    runs = [list(run) for is_empty, run in groupby(rows, key=lambda row: row["posts"] == 0) if is_empty]
    longest = max(runs, key=len)
    return words(
        "figure.daily_posts.finding",
        all=words.number(posts),
        days=len(rows),
        most=words.number(peak["posts"]),
        share=round(100 * peak["posts"] / posts),
        day=words.day(peak["date"]),
        empty=sum(row["posts"] == 0 for row in rows),
        first=words.day(longest[0]["date"]),
        last=words.day(longest[-1]["date"]),
    )
