"""What the dial counts: the student's cards, and every row of the file, from tables that are handed in."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from medialit.analysis import multiverse
from medialit.analysis.multiverse import Outcome, Specification
from medialit.analysis.sensitivity import Tally, meeting

Row = Mapping[str, Any]
Codes = Mapping[str, Mapping[str, str]]
CHOICES = (*multiverse.CHOICES, "west")
"""The dials for the file, in the order in which they are shown."""
STEPS = 20
"""Steps of the strip between 0 and 1: five points of a hundred each."""
PUBLISHED = 0.9
"""The published share: nine of ten."""
_LAST_YEAR = multiverse.DATES[-1].year


class Evidence:
    """The three tables, and what follows from them; each is read at the first use, and the universes are counted once.

    Parameters
    ----------
    tables
        Returns the rows of a dataset by its name.
    """

    def __init__(self, tables: Callable[[str], Sequence[Row]]) -> None:
        self._tables = tables

    @cached_property
    def measures(self) -> Sequence[Row]:
        """The rows of platform-measures."""
        return self._tables("platform-measures")

    @cached_property
    def wests(self) -> Mapping[str, Row]:
        """The rows of west-definitions, by id."""
        return {row["id"]: row for row in self._tables("west-definitions")}

    @cached_property
    def places(self) -> Mapping[str, Row]:
        """The rows of country-context, by id."""
        return {row["id"]: row for row in self._tables("country-context")}

    @cached_property
    def universes(self) -> tuple[Outcome, ...]:
        """What every combination of the dials gives."""
        return multiverse.run(self.measures, list(self.wests.values()), list(self.places.values()))

    @cached_property
    def _by_key(self) -> Mapping[str, Row]:
        return {row["key"]: row for row in self.measures}

    def positions(self) -> dict[str, tuple[str, ...]]:
        """Return the positions of each dial for the file."""
        fixed = {name: tuple(map(_as_text, values)) for name, values in multiverse.CHOICES.items()}
        return fixed | {"west": tuple(self.wests)}

    def outcome(self, at: Mapping[str, str]) -> Outcome:
        """Return what the file gives where the dials stand at `at`."""
        chosen = Specification(**{**at, "date": date.fromisoformat(at["date"])})  # type: ignore[arg-type]  # names checked
        return multiverse.outcome(chosen, self.measures, list(self.wests.values()), list(self.places.values()))

    def place_of(self, key: str) -> str | None:
        """Return the code of the place with which the row `key` is counted; None where it belongs to no country."""
        row = self._by_key.get(key)
        return None if row is None or row["entity"] == "supranational" else str(row["counted_as"])

    def counted(self, setting: Mapping[str, Any], keys: Mapping[str, str], codes: Codes) -> tuple[str, ...]:
        """Return the cards that a setting counts, by their codes and, where it asks for it, the reason of their row.

        Parameters
        ----------
        keys
            For each card the key of its row.
        """
        meant: Collection[str] | None = setting.get("reasons")
        of_reason = {one for one, key in keys.items() if meant is None or self._reason(key) in meant}
        return tuple(one for one in meeting(codes, setting["codes"]) if one in of_reason and one in keys)

    def _reason(self, key: str) -> str | None:
        row = self._by_key.get(key)
        return None if row is None else str(row["reason_category"])

    def tally(self, cards: Collection[str], keys: Mapping[str, str], west: str) -> Tally:
        """Return the cards that belong to a country, and which of these countries are western today.

        Members of a club that counts from a year on are those of the last year of the file.
        """
        inside = multiverse.members(self.wests[west], _LAST_YEAR, list(self.places.values()))
        where = {one: self.place_of(keys[one]) for one in cards}
        return Tally({one: place in inside for one, place in where.items() if place is not None})


def tally_of(found: Outcome) -> Tally:
    """Return the countries of one universe, and which of them are western."""
    return Tally({place: place in found.western for place in found.only_tiktok})


def step(inside: int, total: int) -> int:
    """Return the step of the strip to which a share belongs: the nearest multiple of five points, halves upward."""
    return (2 * STEPS * inside + total) // (2 * total)


def heap(universes: Sequence[Outcome]) -> list[dict[str, int]]:
    """Return for each step of the strip how many universes lie there, and how many of them are exactly nine of ten."""
    steps = [{"ways": 0, "exact": 0} for _ in range(STEPS + 1)]
    for one in universes:
        if one.only_tiktok:
            at = steps[step(len(one.western), len(one.only_tiktok))]
            at["ways"] += 1
            at["exact"] += one.is_nine_of_ten
    return steps


def within(universes: Sequence[Outcome], low: int, high: int) -> int:
    """Return how many universes with any country lie between two percentages, both included."""
    shares = ((100 * len(one.western), len(one.only_tiktok)) for one in universes if one.only_tiktok)
    return sum(low * total <= hundredfold <= high * total for hundredfold, total in shares)


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
