"""What one turn of a definition does to a share: which units switched, and what each switch alone would have done.

This is a one-at-a-time sensitivity analysis: from a starting point one thing is changed and everything else is left as
it was. It tells where a number hangs on one case, and nothing about changes that only work together (Saltelli, A., &
Annoni, P. (2010). How to avoid a perfunctory sensitivity analysis. *Environmental Modelling & Software*, 25(12),
1508-1517).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """What a definition counts.

    Attributes
    ----------
    units
        For each unit that counts, whether it belongs to the group whose share is asked for.
    """

    units: Mapping[str, bool]

    @property
    def inside(self) -> int:
        """How many units that count belong to the group."""
        return sum(self.units.values())

    @property
    def total(self) -> int:
        """How many units count."""
        return len(self.units)

    @property
    def share(self) -> float | None:
        """The group's share, from 0 to 1; None where nothing counts."""
        return self.inside / self.total if self.units else None

    def with_one(self, unit: str, *, inside: bool | None) -> "Tally":
        """Return what is counted if one unit belongs to the group, does not, or (None) does not count."""
        rest = {name: state for name, state in self.units.items() if name != unit}
        return Tally(rest if inside is None else rest | {unit: inside})


@dataclass(frozen=True, slots=True)
class Switch:
    """One unit that a turn moved.

    Attributes
    ----------
    was, now
        Whether it belongs to the group before and after; None where it does not count at all.
    alone
        The share before the turn, had this unit switched and no other; None where nothing would count.
    """

    unit: str
    was: bool | None
    now: bool | None
    alone: float | None


def switches(before: Tally, after: Tally) -> tuple[Switch, ...]:
    """Return the units that count otherwise after a turn than before it, by name.

    Examples
    --------
    >>> [(one.unit, one.alone) for one in switches(Tally({"a": True, "b": False}), Tally({"a": True}))]
    [('b', 1.0)]
    """
    states = ((unit, before.units.get(unit), after.units.get(unit)) for unit in sorted({*before.units, *after.units}))
    return tuple(
        Switch(unit, was, now, before.with_one(unit, inside=now).share) for unit, was, now in states if was is not now
    )


def heaviest(before: Tally, found: Collection[Switch]) -> tuple[str, ...]:
    """Return the switched units that alone move the share most, more than one where they tie; none if none moves it.

    A share that comes into being, or ceases to be, counts as moved by a whole.
    """
    moved = {one.unit: _distance(before.share, one.alone) for one in found}
    most = max(moved.values(), default=0.0)
    return tuple(unit for unit, distance in moved.items() if most and distance == most)


def _distance(before: float | None, after: float | None) -> float:
    if before is None or after is None:
        return float(before is not after)
    return abs(after - before)


def meeting(codes: Mapping[str, Mapping[str, str]], wanted: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the units whose codes a definition takes in: for each variable that it names, one of its codes.

    Parameters
    ----------
    codes
        The code of each variable, by unit; a unit without a code for a variable that is wanted does not meet it.
    """
    return tuple(unit for unit, given in codes.items() if all(given.get(name) in some for name, some in wanted.items()))
