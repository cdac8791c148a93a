"""Charts of a class for its teacher: counts, one finding each, patterns beside colours, no names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from medialit.figures.bars import BLUE, GREY, INK, ORANGE, Series, bars
from medialit.figures.model import Chart
from medialit.i18n import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What may be shown of the votes on one statement.

    Parameters
    ----------
    id, text
        The statement.
    voters
        How many voted: always shown.
    cells
        `agree`, `disagree` and `pass` with their counts, as far as each may be shown; empty where too few voted.
    merged, merged_count
        The votes whose counts were added up because each alone is too small, and their sum.
    """

    id: str
    text: str
    voters: int
    cells: Mapping[str, int] = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    merged_count: int = 0


def hand_ins(days: Sequence[str], on_time: Sequence[int], late: Sequence[int], of: int, words: Words) -> Chart:
    """Return the hand-ins per day, those after the due date apart.

    Parameters
    ----------
    days
        The days in order, as a person reads them.
    on_time, late
        Folders handed in on each day.
    of
        Students in the class.
    words
        The language of the chart.
    """
    came, after = sum(on_time) + sum(late), sum(late)
    finding = words("report.hand_ins_finding", count=came, all=of, late=after)
    series = (
        Series(name=words("report.on_time"), values=tuple(on_time), colour=BLUE),
        Series(name=words("report.late"), values=tuple(late), colour=ORANGE, pattern="/"),
    )
    return _chart(
        "hand_ins",
        words("report.hand_ins_title"),
        finding,
        words,
        days,
        series,
        first=words("report.day"),
        stacked=True,
    )


def points(name: str, marks: Sequence[float], highest: int, words: Words) -> Chart:
    """Return how many students have how many of the automatic points called `name` (`completion` or `skill`).

    Parameters
    ----------
    marks
        One number per student who could be graded, from 0 to `highest`.
    """
    counts = [0] * (highest + 1)
    for mark in marks:
        counts[min(highest, int(mark))] += 1
    labels = [words("report.points_band", low=low, high=low + 1) for low in range(highest)]
    labels.append(words("report.points_all", high=highest))
    finding = words(f"report.{name}_finding", full=counts[-1], all=len(marks), none=sum(mark == 0 for mark in marks))
    series = (Series(name=words("report.students"), values=tuple(counts), colour=BLUE),)
    return _chart(name, words(f"report.{name}_title"), finding, words, labels, series, first=words("report.points"))


def skill_items(rows: Sequence[Mapping[str, Any]], words: Words) -> Chart:
    """Return, for each part of the skill task, who chose the key, another option, or nothing.

    Parameters
    ----------
    rows
        One mapping per part: `label`, `key` (count), `other` (count), `none` (count), `options` (option to
        count, in words) and `keyed` (the option that the key names).
    """
    hardest = min(rows, key=lambda row: (row["key"], row["label"]))
    finding = words("report.skill_items_finding", label=hardest["label"], count=hardest["key"], all=_all(hardest))
    series = (
        Series(name=words("report.as_key"), values=tuple(row["key"] for row in rows), colour=BLUE),
        Series(
            name=words("report.other_option"),
            values=tuple(row["other"] for row in rows),
            colour=ORANGE,
            pattern="/",
        ),
        Series(
            name=words("report.no_answer"),
            values=tuple(row["none"] for row in rows),
            colour=GREY,
            pattern=".",
        ),
    )
    chart = _chart(
        "skill_items",
        words("report.skill_items_title"),
        finding,
        words,
        [row["label"] for row in rows],
        series,
        first=words("report.part"),
        stacked=True,
        lying=True,
    )
    columns = tuple(words(f"report.{key}") for key in ("part", "key", "as_key", "chosen_instead", "no_answer"))
    table = tuple(
        (row["label"], row["keyed"], words.number(row["key"]), _instead(row, words), words.number(row["none"]))
        for row in rows
    )
    return _with_table(chart, columns, table)


def _instead(row: Mapping[str, Any], words: Words) -> str:
    """Return the options chosen instead of the key with their counts, the most frequent first."""
    others = [(option, count) for option, count in row["options"].items() if count and option != row["keyed"]]
    others.sort(key=lambda pair: -pair[1])
    told = [words("report.option_count", option=option, count=count) for option, count in others]
    return words("report.semicolon").join(told) or words("report.none")


def estimates(prompt: str, both: Sequence[tuple[float, float]], reference: float, finding: str, words: Words) -> Chart:
    """Return first and second estimates in bands of ten, with a line at the reference that `finding` names.

    Parameters
    ----------
    prompt
        The id of the prompt, such as `L1-C1`.
    both
        First and second estimate, in per cent from 0 to 100, of those who gave both.
    reference
        The reference value, in per cent.
    """
    labels = [f"{low}–{low + 9}" for low in range(0, 90, 10)] + ["90–100"]
    series = (
        Series(
            name=words("report.first_answer"),
            values=_bands([first for first, _ in both]),
            colour=ORANGE,
            pattern="/",
        ),
        Series(name=words("report.second_answer"), values=_bands([again for _, again in both]), colour=BLUE),
    )
    title = words("report.estimates_title", prompt=prompt)
    chart = _chart(f"estimates-{prompt}", title, finding, words, labels, series, first=words("report.estimate"))
    note = words("report.reference", value=words.number(reference))
    chart.figure.add_vline(x=min(reference, 99) / 10 - 0.5, line={"color": INK, "dash": "dash", "width": 1.5})
    chart.figure.add_annotation(
        x=min(reference, 99) / 10 - 0.5,
        y=1,
        yref="paper",
        text=note,
        showarrow=False,
        xanchor="left",
        xshift=4,
        bgcolor="#ffffff",
        font={"size": 13, "color": INK},
    )
    return chart


def choices(
    prompt: str,
    options: Sequence[str],
    counts: tuple[Sequence[int], Sequence[int]],
    finding: str,
    words: Words,
) -> Chart:
    """Return how many chose each option of `prompt` at first and at the second answer (`counts`)."""
    first, again = counts
    title = words("report.choices_title", prompt=prompt)
    series = (
        Series(name=words("report.first_answer"), values=tuple(first), colour=ORANGE, pattern="/"),
        Series(name=words("report.second_answer"), values=tuple(again), colour=BLUE),
    )
    return _chart(f"choices-{prompt}", title, finding, words, options, series, first=words("report.option"), lying=True)


def opinions(splits: Sequence[Split], finding: str, words: Words) -> Chart:
    """Return the votes on each statement that enough people voted on; the table says where too few did."""
    drawn = [split for split in splits if split.voters and (split.cells or split.merged)]
    looks = (("agree", BLUE, ""), ("disagree", ORANGE, "/"), ("pass", GREY, "."))
    series = [
        Series(
            name=words(f"report.{vote}"),
            values=tuple(one.cells.get(vote, 0) for one in drawn),
            colour=colour,
            pattern=pattern,
        )
        for vote, colour, pattern in looks
    ]
    merged = tuple(one.merged_count for one in drawn)
    if any(merged):
        series.append(Series(name=words("report.merged"), values=merged, colour="#ffffff", pattern="x"))
    chart = _chart(
        "opinions",
        words("report.opinions_title"),
        finding,
        words,
        [split.id for split in drawn],
        [one for one in series if any(one.values)],
        first=words("report.statement"),
        stacked=True,
        lying=True,
    )
    votes = ("agree", "disagree", "pass")
    columns = tuple(words(f"report.{key}") for key in ("statement", *votes, "voters"))
    table = tuple((one.id, *(_cell(one, vote, words) for vote in votes), words.number(one.voters)) for one in splits)
    return _with_table(chart, columns, table)


def _cell(split: Split, vote: str, words: Words) -> str:
    """Return one count, or why it is not shown."""
    if vote in split.cells:
        return words.number(split.cells[vote])
    if vote in split.merged:
        together = words("report.comma").join(words(f"report.{one}") for one in split.merged)
        return words("report.merged_cell", count=split.merged_count, votes=together)
    return words("report.too_few")


def _all(row: Mapping[str, Any]) -> int:
    return int(row["key"] + row["other"] + row["none"])


def _bands(values: Sequence[float]) -> tuple[int, ...]:
    counts = [0] * 10
    for value in values:
        counts[min(9, max(0, int(value // 10)))] += 1
    return tuple(counts)


def _chart(  # noqa: PLR0913 - one private builder instead of six that differ in a word
    name: str,
    title: str,
    finding: str,
    words: Words,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    first: str,
    stacked: bool = False,
    lying: bool = False,
) -> Chart:
    """Return a bar chart with its table: one row per label, one column per series."""
    columns = (first, *(one.name for one in series))
    rows = tuple((label, *(words.number(one.values[place]) for one in series)) for place, label in enumerate(labels))
    figure = bars(labels, series, stacked=stacked, lying=lying)
    count_axis, label_axis = ("xaxis", "yaxis") if lying else ("yaxis", "xaxis")
    figure.update_layout({f"{count_axis}_title_text": words("report.students")})
    if not lying:
        figure.update_layout({f"{label_axis}_title_text": first})
    return Chart(name=name, title=title, finding=finding, figure=figure, columns=columns, rows=rows)


def _with_table(chart: Chart, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Chart:
    return Chart(
        name=chart.name,
        title=chart.title,
        finding=chart.finding,
        figure=chart.figure,
        columns=columns,
        rows=rows,
    )
