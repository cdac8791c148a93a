"""What may be shown of a group's answers, and how evenly it splits.

Small groups are people. Under `MIN_SHOWN` answers nothing is shown but their number, and no shown cell counts fewer
than `MIN_CELL` people: small cells are merged into one, and if that one is still small, the next smallest joins it,
so that it cannot be worked out by subtraction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MIN_SHOWN = 8
"""People who must have answered before any count is shown."""
MIN_CELL = 5
"""People in the smallest cell that is shown (zero is shown as part of the merged cell)."""


@dataclass(frozen=True, slots=True)
class TooFew:
    """Too few answers to show; only how many there are."""

    n: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Counts that may be shown: separate cells, and one that merges the small ones.

    Attributes
    ----------
    n
        All people who answered.
    cells
        Count by option, each at least `MIN_CELL`.
    merged
        The options whose counts were merged, in the given order; empty if none was.
    merged_count
        People in the merged options together.
    """

    n: int
    cells: Mapping[str, int]
    merged: tuple[str, ...]
    merged_count: int


def shown(counts: Mapping[str, int]) -> Shown | TooFew:
    """Return what may be shown of `counts` (people by option, none negative)."""
    n = sum(counts.values())
    if n < MIN_SHOWN:
        return TooFew(n)
    small = {option for option, count in counts.items() if count < MIN_CELL}
    # One small cell alone, or several that are small together, could be worked out: let the next smallest join.
    for option in sorted(counts, key=lambda one: counts[one]):
        hidden = sum(counts[one] for one in small)
        if not small or (len(small) > 1 and (hidden >= MIN_CELL or len(small) == len(counts))):
            break
        small.add(option)
    merged = tuple(option for option in counts if option in small)
    cells = {option: count for option, count in counts.items() if option not in small}
    return Shown(n=n, cells=cells, merged=merged, merged_count=sum(counts[one] for one in merged))


def evenness(agree: int, disagree: int) -> float:
    """Return how evenly a group splits: 1 for half and half, 0 where all who took a side took the same.

    Passes take no side and are not counted. Without any side taken the result is 0.
    """
    larger, both = max(agree, disagree), agree + disagree
    return 0.0 if both == 0 else 2 * (1 - larger / both)


def is_bridge(agree: int, disagree: int, share: float = 0.75) -> bool:
    """Tell whether a statement bridges the group: at least `share` of those who took a side agree with it."""
    both = agree + disagree
    return both >= MIN_SHOWN and agree >= share * both


def by_evenness(statements: Sequence[tuple[str, int, int]]) -> tuple[str, ...]:
    """Return the ids of `(id, agree, disagree)`, the most even split first; ties keep their order."""
    return tuple(one[0] for one in sorted(statements, key=lambda one: -evenness(one[1], one[2])))
