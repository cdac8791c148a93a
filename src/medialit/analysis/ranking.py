"""Where a group puts one card among others: the middle half of its places, and on which cards it disagrees most.

Quartiles are those of the empirical distribution: the first place up to which a quarter, a half, three quarters of the
people have put the card. They are always places that somebody chose.

Source: Hyndman, R. J., and Fan, Y. (1996). Sample quantiles in statistical packages. *The American Statistician*,
50(4), 361-365, definition 1. https://doi.org/10.1080/00031305.1996.10473566
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MiddleHalf:
    """The places, counted from 1, at a quarter, a half and three quarters of a group."""

    low: int
    median: int
    high: int

    @property
    def width(self) -> int:
        """How many places lie between the quarters; 0 where the middle half of the group agrees."""
        return self.high - self.low


def middle_half(counts: Sequence[int]) -> MiddleHalf | None:
    """Return the middle half of a group, or None if nobody placed the card.

    Parameters
    ----------
    counts
        How many people put the card in each place, first place first; none is negative.

    Examples
    --------
    >>> middle_half([0, 6, 1, 1, 0])
    MiddleHalf(low=2, median=2, high=2)
    """
    people = sum(counts)
    if people == 0:
        return None
    low, median, high = (_place(counts, quarter * people) for quarter in (1, 2, 3))
    return MiddleHalf(low, median, high)


def _place(counts: Sequence[int], quarters: int) -> int:
    """Return the first place by which four times as many people as `quarters` were counted."""
    so_far = 0
    for place, count in enumerate(counts, start=1):
        so_far += count
        if 4 * so_far >= quarters:
            return place
    return len(counts)


def by_width(halves: Mapping[str, MiddleHalf]) -> tuple[str, ...]:
    """Return the ids of cards, those first on which the middle half lies widest apart; ties keep their order."""
    return tuple(sorted(halves, key=lambda one: -halves[one].width))
