"""Charts of lesson 3: measures by kind and year, and "nine of ten" in every universe. No chart opens a file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from medialit.analysis import multiverse
from medialit.analysis.multiverse import Outcome, Summary
from medialit.figures import style
from medialit.figures.bars import BLUE, GREEN, GREY, ORANGE, Series, bars
from medialit.figures.model import Chart
from medialit.figures.speak import Row, Rows, columns, note, wrapped
from medialit.i18n import Words

ENOUGH = 5
"""Countries from which a share is looked at more closely: with fewer, one country moves it by 25 points or more."""
PUBLISHED = 0.9
"""The share of the published figure: nine of ten."""
KINDS = {"public": (BLUE, ""), "official": (ORANGE, "/"), "advice": (GREEN, "x"), "part": (GREY, ".")}
"""Kinds of measures, with the colour and the pattern of each."""
_PUBLIC = frozenset({"nationwide", "temporary_nationwide"})
_OFFICIAL = frozenset({"government_devices", "public_institutions"})
_GOLDEN = 0.6180339887
"""Multiples of this ratio spread dots evenly, whatever their number, and always in the same way."""


def platform_measures(measures: Rows, words: Words) -> Chart:
    """Return how many measures of each kind began in each year; the table has one row per measure."""
    years = sorted({_year(row) for row in measures.rows} - {""})
    labels = [*map(str, range(int(years[0]), int(years[-1]) + 1)), ""]
    counts = Counter((_kind(row), _year(row)) for row in measures.rows)
    series = [
        Series(
            name=words(f"figure.measure_kind.{kind}"),
            values=tuple(counts[kind, label] for label in labels),
            colour=colour,
            pattern=pattern,
        )
        for kind, (colour, pattern) in KINDS.items()
    ]
    shown = [label or words("figure.year_unknown") for label in labels]
    names = ("id", "place", "platform", "measure", "begin", "actor", "reason", "confidence", "caution", "publisher")
    return Chart(
        name="platform_measures",
        title=words("figure.platform_measures.title"),
        finding=_measures_finding(measures.rows, words),
        figure=bars(shown, series, stacked=True, lying=True),
        columns=columns(names, words),
        rows=tuple(_measure_row(row, words) for row in measures.rows),
    )


def nine_of_ten(measures: Rows, definitions: Rows, context: Rows, words: Words) -> Chart:
    """Return the western share in every universe, by what counts as a ban; the table has one row per value chosen."""
    outcomes = multiverse.run(measures.rows, definitions.rows, context.rows)
    labels = {row["id"]: str(row[f"label_{words.language.value}"]) for row in definitions.rows}
    names = ("number", "choice", "value", "universes", "counting", "lowest", "middle", "highest", "nine_of_ten_ways")
    return Chart(
        name="nine_of_ten",
        title=words("figure.nine_of_ten.title"),
        finding=_universes_finding(outcomes, words),
        figure=_universes(outcomes, words),
        columns=columns(names, words),
        rows=tuple(_levels(outcomes, labels, words)),
    )


def _year(row: Row) -> str:
    return (row["start"] or "")[:4]


def _kind(row: Row) -> str:
    if row["binding"] == "advisory":
        return "advice"
    return "public" if row["scope"] in _PUBLIC else "official" if row["scope"] in _OFFICIAL else "part"


def _measure_row(row: Row, words: Words) -> tuple[str, ...]:
    spoken = words.language.value
    return (
        row["id"],
        row[f"place_{spoken}"],
        words(f"figure.app.{row['platform']}"),
        words(f"figure.measure_kind.{_kind(row)}"),
        row["start"] or "–",
        row[f"actor_{spoken}"],
        row[f"reason_{spoken}"],
        words(f"figure.{row['confidence']}"),
        note(row, words),
        row["publisher"],
    )


def _measures_finding(rows: Sequence[Row], words: Words) -> str:
    kinds = Counter(map(_kind, rows))
    year, begun = Counter(filter(None, map(_year, rows))).most_common(1)[0]
    platform, most = Counter(row["platform"] for row in rows).most_common(1)[0]
    return words(
        "figure.platform_measures.finding",
        all=len(rows),
        places=len({row["iso3"] for row in rows}),
        **{kind: kinds[kind] for kind in KINDS},
        year=year,
        begun=begun,
        then=sum(_year(row) == year and _kind(row) == "official" for row in rows),
        platform=words(f"figure.app.{platform}"),
        most=most,
    )


def _universes(outcomes: Sequence[Outcome], words: Words) -> Any:
    """Return one dot per universe: the share across, what counts as a ban down; exact matches stand out."""
    import plotly.graph_objects as go

    rows = {ban: place for place, ban in enumerate(multiverse.BANS)}
    exact = [one for one in outcomes if one.is_nine_of_ten]
    others = [one for one in outcomes if one.share is not None and not one.is_nine_of_ten]
    few, enough = ([one for one in others if (len(one.only_tiktok) >= ENOUGH) is many] for many in (False, True))
    groups: tuple[tuple[str, list[Outcome], str, str], ...] = (
        (words("figure.few_countries", enough=ENOUGH), few, "circle-open", style.INK),
        (words("figure.enough_countries", enough=ENOUGH), enough, "circle", style.BLUE),
        (words("figure.exact_universe", n=words.number(len(exact))), exact, "diamond", style.RED),
    )
    figure = go.Figure()
    for name, found, symbol, colour in groups:
        at_once = {"size": 4, "symbol": symbol, "color": colour, "opacity": 0.4}
        hover = {"hovertext": [_named(one, words) for one in exact], "hoverinfo": "text"}
        figure.add_scatter(
            x=[round(100 * (one.share or 0), 2) for one in found],
            y=[round(rows[one.specification.ban] + 0.8 * (at * _GOLDEN % 1 - 0.5), 3) for at, one in enumerate(found)],
            mode="markers",
            marker=style.marker(colour, [symbol] * len(exact)) if found is exact else at_once,
            showlegend=False,
            cliponaxis=False,
            **(hover if found is exact else {"hoverinfo": "skip"}),
        )
        style.key(figure, name, symbol, colour)
    figure.add_vline(x=100 * PUBLISHED, line={"color": style.INK, "width": 1.5, "dash": "dash"})
    mark = {"text": words("figure.published"), "showarrow": False, "yref": "paper", "yanchor": "bottom"}
    figure.add_annotation(x=100 * PUBLISHED, y=1, **mark)
    layout = style.layout(
        120 + 62 * len(rows),
        margin={"l": 10, "r": 16, "t": 72, "b": 48},
        xaxis={"title": style.title_of(words("figure.share_axis")), "range": [-3, 103], "ticksuffix": "%", "dtick": 20},
        yaxis={
            "tickvals": list(rows.values()),
            "ticktext": [wrapped(words(f"figure.value.{ban}"), 28) for ban in rows],
            "range": [len(rows) - 0.45, -0.55],
        },
        legend={"orientation": "h", "x": 0, "y": 1.07, "yanchor": "bottom"},
    )
    figure.update_layout(layout)
    return figure


def _named(one: Outcome, words: Words) -> str:
    return escape(
        words("figure.nine_of_ten_hover", places=" ".join(one.only_tiktok), day=words.day(one.specification.date))
    )


def _levels(outcomes: Sequence[Outcome], labels: Mapping[str, str], words: Words) -> list[tuple[str, ...]]:
    """Return one row per value of each choice, and one for all universes."""
    rows = [_level(words("figure.all_choices"), "–", multiverse.summary(outcomes), words)]
    for choice in (*multiverse.CHOICES, "west"):
        for value, group in multiverse.by_value(outcomes, choice).items():
            said = labels.get(value) or (
                words.day(value) if isinstance(value, date) else words(f"figure.value.{value}")
            )
            rows.append(_level(words(f"figure.choice.{choice}"), said, multiverse.summary(group), words))
    return [(str(number), *row) for number, row in enumerate(rows, start=1)]


def _level(choice: str, value: str, told: Summary, words: Words) -> tuple[str, ...]:
    counts = [words.number(one) for one in (told.universes, told.counted)]
    shares = ["–" if one is None else words.percent(one) for one in (told.low, told.middle, told.high)]
    return (choice, value, *counts, *shares, words.number(told.nine_of_ten))


def _universes_finding(outcomes: Sequence[Outcome], words: Words) -> str:
    told, enough = (multiverse.summary(outcomes, at_least=least) for least in (1, ENOUGH))
    if told.counted == 0:
        return words("figure.nine_of_ten.nothing", universes=words.number(told.universes))
    *_, low, middle, high, exact = _level("", "", told, words)
    *_, least, _, most, _ = _level("", "", enough, words)
    return words(
        "figure.nine_of_ten.finding",
        universes=words.number(told.universes),
        counted=words.number(told.counted),
        low=low,
        middle=middle,
        high=high,
        exact=exact,
        lists=words.number(len(told.lists_of_ten)),
        all_weights=_weights(outcomes, 1, words),
        enough=ENOUGH,
        least=least,
        most=most,
        weights=_weights(outcomes, ENOUGH, words),
    )


def _weights(outcomes: Sequence[Outcome], at_least: int, words: Words) -> str:
    """Return the three choices with which most of the spread goes, the heaviest first."""
    heavy = {one: multiverse.weight(outcomes, one, at_least=at_least) for one in (*multiverse.CHOICES, "west")}
    first = sorted(heavy, key=lambda one: -heavy[one])[:3]
    said = [
        words("figure.weighs", choice=words(f"figure.choice.{one}"), weight=words.percent(heavy[one])) for one in first
    ]
    return words("figure.comma").join(said)
