"""How far two people who coded the same items agree: percent agreement, Cohen's kappa, and where they split.

Kappa sets the agreement that was seen against the agreement that two coders would reach by chance if each gave every
code as often as before, but to items drawn at random: `kappa = (observed - expected) / (1 - expected)`. It is 1 where
both always agree, 0 where they agree as often as by chance, and negative where they agree less often. All disagreements
weigh the same.

Source: Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and Psychological Measurement*,
20(1), 37-46. https://doi.org/10.1177/001316446002000104
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree on the items that both coded.

    Attributes
    ----------
    n
        Items that both coded.
    agreed
        Items to which both gave the same code.
    observed
        `agreed` as a share of `n`, from 0 to 1; 0 if `n` is 0.
    expected
        The share on which they would agree by chance, from their own totals, from 0 to 1; 0 if `n` is 0.
    kappa
        Cohen's kappa, from -1 to 1; None where it is not defined: if `n` is 0, and if `expected` is 1, that is if both
        gave one and the same code to every item, so that chance alone explains all agreement.
    """

    n: int
    agreed: int
    observed: float
    expected: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Split:
    """One item to which two coders gave different codes."""

    item: str
    first: str
    second: str


def agreement(first: Mapping[str, str], second: Mapping[str, str]) -> Agreement:
    """Return how far two coders agree; items that only one of them coded are left out.

    Parameters
    ----------
    first, second
        The codes of each coder, by item.

    Examples
    --------
    >>> agreement({"a": "yes", "b": "yes", "c": "no"}, {"a": "yes", "b": "no", "c": "no"}).kappa
    0.4
    """
    both = [item for item in first if item in second]
    n, agreed = len(both), sum(first[item] == second[item] for item in both)
    if not n:
        return Agreement(n=0, agreed=0, observed=0.0, expected=0.0, kappa=None)
    ours, theirs = Counter(first[item] for item in both), Counter(second[item] for item in both)
    by_chance = sum(ours[code] * theirs[code] for code in ours)  # out of n * n: whole numbers, so nothing is rounded
    kappa = None if by_chance == n * n else (n * agreed - by_chance) / (n * n - by_chance)
    return Agreement(n=n, agreed=agreed, observed=agreed / n, expected=by_chance / (n * n), kappa=kappa)


def splits(first: Mapping[str, str], second: Mapping[str, str]) -> tuple[Split, ...]:
    """Return the items that both coded and coded differently, in the order of `first`."""
    return tuple(
        Split(item=item, first=code, second=second[item])
        for item, code in first.items()
        if item in second and second[item] != code
    )
