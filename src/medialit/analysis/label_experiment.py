"""A small randomized experiment on labels: who sees which, what the ratings show, and what so few people cannot show.

Half of a class rates the same message with a label, half without. The difference is the mean rating with the label
minus the mean without. What chance alone would do is computed exactly, not sampled: of all ways in which the label
could have fallen on as many of these people, the share in which the means lie at least as far apart, in either
direction (Fisher's randomization test). The interval redraws people, within each half, and keeps the middle 95% of the
differences (Efron's percentile bootstrap); the dice have a fixed seed, so that the same ratings always give the same
interval.

Sources: Fisher, R. A. (1935). *The Design of Experiments*. Oliver & Boyd. Efron, B., & Tibshirani, R. J. (1993). *An
Introduction to the Bootstrap*. Chapman & Hall. https://doi.org/10.1201/9780429246593. Bloom, H. S. (1995). Minimum
detectable effects. *Evaluation Review*, 19(5), 547-556. https://doi.org/10.1177/0193841X9501900504
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb, sqrt
from random import Random

MIN_CLASS = 12
"""People whose ratings a class result needs; with fewer, the method is shown on simulated ratings."""
MIN_ARM = 2
"""People that each half needs before two means can be compared."""
REDRAWS = 2_000
"""How often people are redrawn for the interval."""
SEED = 2025
DETECTABLE = 2.8
"""Standard errors of the smallest difference that is found four times in five at the 5% level, 1.96 + 0.84 (Bloom)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two groups of ratings show.

    Attributes
    ----------
    n_with, n_without
        People who saw the label, and who did not.
    mean_with, mean_without
        Their mean ratings.
    difference
        `mean_with` minus `mean_without`.
    by_chance
        The share of all ways to hand out the label that give a difference at least this large, in either direction.
    low, high
        Ends of the interval for the difference.
    detectable
        A true difference smaller than this would usually be missed by a class of this size; 0 if all rated alike.
    """

    n_with: int
    n_without: int
    mean_with: float
    mean_without: float
    difference: float
    by_chance: float
    low: float
    high: float
    detectable: float


def arm_of(author: str, experiment: str, arms: Sequence[str]) -> str:
    """Return the arm into which a person falls: always the same one for the same person and experiment.

    Parameters
    ----------
    author
        The random id that stands for the person.
    experiment
        Keeps two experiments from falling alike.

    Examples
    --------
    >>> arm_of("a1b2c3d4", "L6-X1", ("label", "none"))
    'none'
    """
    digest = hashlib.sha256(f"{experiment}\n{author}".encode()).digest()
    return arms[int.from_bytes(digest[:8], "big") % len(arms)]


def compared(with_label: Sequence[int], without: Sequence[int], *, seed: int = SEED) -> Comparison | None:
    """Return what two groups of whole-number ratings show; None if either has fewer than `MIN_ARM` people."""
    if min(len(with_label), len(without)) < MIN_ARM:
        return None
    difference = _mean(with_label) - _mean(without)
    low, high = _redrawn(with_label, without, Random(seed))  # noqa: S311  # dice, not a secret
    return Comparison(
        n_with=len(with_label),
        n_without=len(without),
        mean_with=_mean(with_label),
        mean_without=_mean(without),
        difference=difference,
        by_chance=_by_chance(with_label, without),
        low=low,
        high=high,
        detectable=DETECTABLE * sqrt(_variance(with_label) / len(with_label) + _variance(without) / len(without)),
    )


def _by_chance(with_label: Sequence[int], without: Sequence[int]) -> float:
    """Return the share of all choices of `len(with_label)` people whose means differ at least as much.

    All numbers are whole until the last division, so that no tie is lost to rounding.
    """
    k, n, total = len(with_label), len(with_label) + len(without), sum(with_label) + sum(without)

    def apart(chosen: int) -> int:
        """Return how far apart the means are if the k people chosen sum to `chosen`, times k (n - k)."""
        return abs(chosen * (n - k) - (total - chosen) * k)

    seen = apart(sum(with_label))
    extreme = sum(
        count for chosen, count in _sums(Counter([*with_label, *without]), k).items() if apart(chosen) >= seen
    )
    return extreme / comb(n, k)


def _sums(people: Mapping[int, int], k: int) -> dict[int, int]:
    """Return for each sum of ratings how many choices of `k` people have it; `people` counts them by rating."""
    ways: dict[tuple[int, int], int] = {(0, 0): 1}  # people chosen so far and their sum, to the number of choices
    for rating, count in people.items():
        grown: Counter[tuple[int, int]] = Counter()
        for (chosen, total), number in ways.items():
            for more in range(min(count, k - chosen) + 1):
                grown[chosen + more, total + more * rating] += number * comb(count, more)
        ways = dict(grown)
    return {total: number for (chosen, total), number in ways.items() if chosen == k}


def _redrawn(with_label: Sequence[int], without: Sequence[int], dice: Random) -> tuple[float, float]:
    drawn = sorted(
        _mean(dice.choices(with_label, k=len(with_label))) - _mean(dice.choices(without, k=len(without)))
        for _ in range(REDRAWS)
    )
    cut = REDRAWS * 25 // 1000  # 2.5% on either side
    return drawn[cut], drawn[-1 - cut]


def _mean(values: Sequence[int]) -> float:
    return sum(values) / len(values)


def _variance(values: Sequence[int]) -> float:
    """Return the variance estimated from a sample of two or more."""
    mean = _mean(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)
