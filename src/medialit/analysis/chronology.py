"""Which of two events came first, as far as their dates can tell.

A cause comes before its effect. A date is a span of days: a month of which no day is known is all of its days. Only
where every possible day of the effect lies before every possible day of the cause does an arrow run backward; the same
day, spans that overlap and dates that are only about right decide nothing.

Source: the rule is Hume's second, that the cause must be prior to the effect. Hume, D. (1739). *A Treatise of Human
Nature*, book 1, part 3, section 15.
"""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

Span = tuple[int, int]
"""The first and the last moment at which something can have happened, counted in any unit, such as days."""
Arrow = tuple[str, str]
"""A cause and its effect, by name."""


class Precision(StrEnum):
    """How exactly a date is known; `about` has no bounds."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ABOUT = "about"


class Order(StrEnum):
    """What the dates say of a cause and its effect."""

    FORWARD = "forward"
    BACKWARD = "backward"
    OPEN = "open"


def span(day: date, precision: Precision) -> Span | None:
    """Return the days on which something can have happened, as `date.toordinal` counts them.

    Parameters
    ----------
    day
        The day; of a week, its first; of a month or a year, any day in it.
    precision
        How exactly the date is known.

    Returns
    -------
    tuple of int or None
        The first and the last day; None where the date has no bounds.
    """
    first = day.toordinal()
    match precision:
        case Precision.DAY:
            return first, first
        case Precision.WEEK:
            return first, first + 6
        case Precision.MONTH:
            days = calendar.monthrange(day.year, day.month)[1]
            return day.replace(day=1).toordinal(), day.replace(day=days).toordinal()
        case Precision.YEAR:
            return date(day.year, 1, 1).toordinal(), date(day.year, 12, 31).toordinal()
        case _:
            return None


def order(cause: Span | None, effect: Span | None) -> Order:
    """Return whether an arrow from `cause` to `effect` runs forward or backward in time, or whether that is open.

    Examples
    --------
    >>> order((17, 17), (13, 13))
    <Order.BACKWARD: 'backward'>
    >>> order((1, 31), (13, 13))
    <Order.OPEN: 'open'>
    """
    if cause is None or effect is None:
        return Order.OPEN
    if effect[1] < cause[0]:
        return Order.BACKWARD
    return Order.FORWARD if cause[1] < effect[0] else Order.OPEN


def backward(arrows: Iterable[Arrow], spans: Mapping[str, Span | None]) -> tuple[Arrow, ...]:
    """Return the arrows that run backward in time, in their order; what has no span runs nowhere."""
    return tuple(
        (cause, effect) for cause, effect in arrows if order(spans.get(cause), spans.get(effect)) is Order.BACKWARD
    )
