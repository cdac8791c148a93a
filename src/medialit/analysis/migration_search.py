"""Which published figures no setting tried meets together: a bounded search, never a proof.

Settings are drawn at random; from the best of them the search climbs, changing a few knobs at a time by large and by
small steps (random restarts; the size of a step is drawn evenly on a logarithmic scale). For what comes after the last
figure it holds one knob at one value after the other and climbs with the rest (a profile). It reports the least misfit
that it found; what it did not find may still exist. Its dice are seeded and its work is counted in settings, not in
seconds, so that it finds the same on every machine.
"""

import heapq
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, islice
from math import log
from random import Random
from types import MappingProxyType

from medialit.analysis.migration import Schedule, Setting, run, stay
from medialit.analysis.migration_fit import ON_A, ON_B, Figure, misfit

DRAWS = 4000
"""Settings that are drawn at random."""
CLIMB = 300
"""Settings that are tried in one climb, at most."""
RESTARTS = 3
"""Climbs for one goal, each from another start, at most."""
HELD, HOLDS = "habit_pct", 20
"""The knob that is held at one value after the other for what comes after the last figure, and in how many steps."""
KEPT = 300
"""Settings that are kept of those that meet the same figures."""

Shares = Mapping[str, float]
"""How far along each knob is, from 0 to 1."""
Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Where a knob goes from and to, in which steps; with a `skew` above 1 a search looks more at small values."""

    least: float
    most: float
    step: float
    skew: float = 1

    def at(self, share: float) -> float:
        """Return the value nearest to `share` of the way, from 0 to 1, on a whole step."""
        steps = round((self.most - self.least) / self.step)
        return round(self.least + self.step * round(share * steps), 6)


BOUNDS: Mapping[str, Bound] = {
    "push_pct": Bound(least=0, most=20, step=0.1, skew=3),
    "night": Bound(least=1, most=30, step=0.5, skew=2),
    "pull_pct": Bound(least=0, most=20, step=0.1, skew=3),
    "network": Bound(least=0, most=10, step=0.1),
    "ties_pct": Bound(least=0, most=95, step=1),
    "habit_pct": Bound(least=0, most=100, step=1),
    "half_life_days": Bound(least=0.25, most=14, step=0.25, skew=2),
}
"""The range of each knob but the number of people. It is our own choice, wide enough for any sensible run."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One setting and the factor by which it misses each figure, by id."""

    setting: Setting
    shares: Shares
    misfits: Mapping[str, float]

    def worst(self, ids: Ids) -> float:
        """Return the misfit of some figures together."""
        return max((self.misfits[one] for one in ids), default=1.0)

    def distance(self, ids: Ids) -> float:
        """Return the sum of squared log misfits, which a climb lessens: smoother than the worst of them."""
        return sum(log(self.misfits[one]) ** 2 for one in ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staying:
    """The least and the most newcomers on the last day per newcomer on an early one, over settings that met figures.

    Attributes
    ----------
    settings
        How many settings.
    met
        The ids of the figures that all of them met.
    """

    least: float
    most: float
    settings: int
    met: Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a search is about.

    Attributes
    ----------
    bounds
        For each knob of a `Setting` where it may go.
    tolerance
        A figure is met if its misfit is at most this factor.
    early
        The day whose newcomers `Search.staying` follows to the last day.
    """

    schedule: Schedule
    figures: tuple[Figure, ...]
    bounds: Mapping[str, Bound]
    tolerance: float
    early: date

    @property
    def ids(self) -> Ids:
        """The ids of the figures, in order."""
        return tuple(one.id for one in self.figures)


class Search:
    """A search for settings that meet the figures of a case together; call `step` until it is `done`.

    Parameters
    ----------
    draws
        Settings that are drawn at random before the climbs.
    seed
        Of the dice of the search.

    Attributes
    ----------
    tried
        How many settings were tried so far.
    best
        The best trial for each pair of ids, and for all ids together.
    groups
        Trials that met exactly the figures whose ids are the key, at most `KEPT` of each.
    """

    def __init__(self, case: Case, *, draws: int = DRAWS, seed: int = 1) -> None:
        self.case, self.tried, self.done = case, 0, False
        self.best: dict[Ids, Trial] = {}
        self.groups: dict[frozenset[str], list[Trial]] = {}
        self._goals = [*combinations(case.ids, 2), case.ids]
        self._until = max(((one.day - case.schedule.first).days for one in case.figures), default=0) + 1
        self._work = self._plan(draws, Random(seed))  # noqa: S311 - repeatable, not secret

    def step(self, count: int) -> None:
        """Try `count` more settings, or fewer if no more are planned."""
        self.done = sum(1 for _ in islice(self._work, count)) < count

    # What was found

    def clashes(self) -> dict[Ids, float]:
        """Return the pairs that no setting tried met together, each with the least misfit found."""
        pairs = ((pair, self.best[pair].worst(pair)) for pair in combinations(self.case.ids, 2) if pair in self.best)
        return {pair: factor for pair, factor in pairs if factor > self.case.tolerance}

    def met(self) -> tuple[tuple[Ids, Trial], ...]:
        """Return the largest groups of figures that some setting tried met together, each with one that did."""
        size = max(map(len, self.groups), default=0)
        largest = (one for one in self.groups if len(one) == size)
        found = [(tuple(one for one in self.case.ids if one in group), self.groups[group][0]) for group in largest]
        return tuple(sorted(found, key=lambda one: one[0]))

    def staying(self) -> Staying | None:
        """Return how many newcomers the last day has per newcomer on the early one.

        The settings are those kept that met every figure of B from the early day on.
        """
        met = self._late()
        trials = [one for group, kept in self.groups.items() if set(met) <= group for one in kept]
        number = (self.case.early - self.case.schedule.first).days
        shares = [stay(run(one.setting, self.case.schedule), number, -1) for one in trials]
        known = [one for one in shares if one is not None]
        return Staying(least=min(known), most=max(known), settings=len(known), met=met) if known else None

    def _late(self) -> Ids:
        return tuple(one.id for one in self.case.figures if one.platform == ON_B and one.day >= self.case.early)

    # How it is found

    def _plan(self, draws: int, dice: Random) -> Iterator[None]:
        """Try settings, one for each item that is taken."""
        tried = []
        for _ in range(draws):
            tried.append(self._try({name: dice.random() ** bound.skew for name, bound in self.case.bounds.items()}))
            yield
        on_a, on_b = (tuple(one.id for one in self.case.figures if one.platform == here) for here in (ON_A, ON_B))
        for ids in (*self.clashes(), *self._without_clash(on_a), *self._without_clash(on_b)):
            yield from self._climbs(tried, ids, dice)
        for ids in self._without_clash(self.case.ids):
            yield from self._climbs(tried, ids, dice)
        for number in range(HOLDS + 1 if HELD in self.case.bounds else 0):
            is_met = yield from self._climbs(tried, self._late(), dice, {HELD: number / HOLDS})
            if not is_met:
                return

    def _without_clash(self, ids: Ids) -> Iterator[Ids]:
        """Yield the largest groups out of `ids` in which no two clash, as far as was found: all may go together."""
        clashes = [set(pair) for pair in self.clashes()]
        free: list[set[str]] = []
        for size in range(len(ids), 2, -1):
            for group in combinations(ids, size):
                here = set(group)
                if not any(pair <= here for pair in clashes) and not any(here < larger for larger in free):
                    free.append(here)
                    yield group

    def _climbs(
        self, tried: list[Trial], ids: Ids, dice: Random, held: Shares = MappingProxyType({})
    ) -> Generator[None, None, bool]:
        """Climb from the best trials so far, some knobs `held`, until the figures are met; return whether they are.

        Where each climb ends is added to the trials.
        """
        for start in heapq.nsmallest(RESTARTS, tried, key=lambda trial: trial.distance(ids)):
            best = self._try({**start.shares, **held}) if held else start
            for _ in range(CLIMB):
                if best.worst(ids) <= self.case.tolerance:
                    break
                trial = self._try({**_near(best.shares, dice), **held})
                yield
                if trial.distance(ids) < best.distance(ids):
                    best = trial
            tried.append(best)
            if best.worst(ids) <= self.case.tolerance:
                return True
        return False

    def _try(self, shares: Shares) -> Trial:
        """Run one setting, and note what it is best at."""
        knobs = {name: bound.at(shares[name]) for name, bound in self.case.bounds.items()}
        setting = Setting(**knobs | {"people": int(knobs["people"])})  # type: ignore[arg-type]
        days = run(setting, self.case.schedule, days=self._until)
        trial = Trial(setting, shares, {one.id: misfit(one, days, self.case.schedule) for one in self.case.figures})
        self.tried += 1
        for goal in self._goals:
            if goal not in self.best or trial.worst(goal) < self.best[goal].worst(goal):
                self.best[goal] = trial
        met = frozenset(one for one, factor in trial.misfits.items() if factor <= self.case.tolerance)
        kept = self.groups.setdefault(met, [])
        if len(kept) < KEPT:
            kept.append(trial)
        return trial


def _near(shares: Shares, dice: Random) -> Shares:
    """Return shares of which about a third are changed, each by a step from 0.003 to 0.6 either way."""
    return {
        name: min(1.0, max(0.0, share + 0.003 * 200 ** dice.random() * dice.choice((-1, 1))))
        if dice.random() < 0.35
        else share
        for name, share in shares.items()
    }
