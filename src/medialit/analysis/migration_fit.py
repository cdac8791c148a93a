"""How far a run of the migration model is from published figures, and what arithmetic alone says about these.

A misfit is a factor: 1.25 is a quarter too many, or too few by the same factor. It is our own choice to weigh a figure
that is missed by half like one that is missed by double.

The arithmetic needs no model: two figures for one platform and one day that cannot both be, a rise that is larger than
the total, people who must have come from outside.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from medialit.analysis.migration import Day, Schedule

ON_A, ON_B = "a", "b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A published count of the people who used a platform on a day.

    Attributes
    ----------
    platform
        `ON_A` or `ON_B`.
    qualifier
        `exactly`, `about`, `nearly`, `more than` or `fewer than`.
    """

    id: str
    platform: str
    day: date
    value: int
    qualifier: str


@dataclass(frozen=True, slots=True)
class Outsiders:
    """People who used one of the two platforms on one day and neither on another, by arithmetic at least this many.

    `least` is the larger figure of `later`; `most` is the sum of both figures of `earlier`.
    """

    earlier: date
    later: date
    least: int
    most: int

    @property
    def count(self) -> int:
        """At least so many came from outside."""
        return self.least - self.most


def ratio(figure: Figure, days: Sequence[Day], schedule: Schedule) -> float:
    """Return what the model has for a figure, divided by it; 1 where it lies on the right side of a hedge."""
    day = days[(figure.day - schedule.first).days]
    modelled = day.on_a if figure.platform == ON_A else day.newcomers + schedule.there_before
    is_met = (figure.qualifier == "more than" and modelled >= figure.value) or (
        figure.qualifier == "fewer than" and modelled <= figure.value
    )
    return 1.0 if is_met else max(modelled, 0.5) / figure.value


def misfit(figure: Figure, days: Sequence[Day], schedule: Schedule) -> float:
    """Return the factor by which the model is off, from 1 upwards."""
    found = ratio(figure, days, schedule)
    return max(found, 1 / found)


def contradictions(figures: Iterable[Figure]) -> tuple[tuple[Figure, Figure], ...]:
    """Return the pairs of figures for one platform and one day that cannot both be; hedges are taken at their word.

    `about` and `nearly` leave room for ten per cent, which is our own reading of them.
    """
    return tuple(
        (one, other)
        for one, other in combinations(figures, 2)
        if (one.platform, one.day) == (other.platform, other.day) and not _meet(_range(one), _range(other))
    )


def _range(figure: Figure) -> tuple[float, float]:
    value = figure.value
    ranges = {
        "exactly": (value, value),
        "about": (value / 1.1, value * 1.1),
        "nearly": (value / 1.1, value),
        "more than": (value, float("inf")),
        "fewer than": (0, value),
    }
    low, high = ranges[figure.qualifier]
    return low, high


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def impossible_rises(rises: Iterable[Figure], figures: Sequence[Figure]) -> tuple[tuple[Figure, Figure], ...]:
    """Return each rise within a day that is larger than a total for that platform and day, with the total."""
    return tuple(
        (rise, total)
        for rise in rises
        for total in figures
        if (rise.platform, rise.day) == (total.platform, total.day) and _range(rise)[0] > _range(total)[1]
    )


def outsiders(figures: Iterable[Figure]) -> Outsiders | None:
    """Return the largest number of people who by arithmetic alone came from outside of both platforms, if any did.

    On a day for which both platforms have a figure, those who used at least one are no fewer than the larger figure and
    no more than the sum of both.
    """
    by_day: dict[date, dict[str, int]] = {}
    for one in figures:
        by_day.setdefault(one.day, {})[one.platform] = one.value
    both = sorted((day, values) for day, values in by_day.items() if len(values) > 1)
    found = [
        Outsiders(earlier, later, max(then.values()), sum(before.values()))
        for (earlier, before), (later, then) in combinations(both, 2)
    ]
    most = max(found, key=lambda one: one.count, default=None)
    return most if most and most.count > 0 else None
