"""People moving between two platforms, day by day: a small model with push, pull, mooring, network and attention.

Everybody is in one of four places: on A only, on both and just looking, on both and settled, on B only. Nobody comes
from outside or leaves: the number of people is the same on every day. A day goes like this:

1. `news`, the attention left over from what has happened, halves every `half_life` days. Each event adds 1 to it, the
   night of the shutdown adds `night`.
2. Who is on A only begins to use B as well at the rate `(1 - ties) * news * (push * threat + pull + network * share)` a
   day. `threat` is 1 while the threat lasts and 0 otherwise; `share` is the share of all people who were on B the day
   before. Of those who begin, `habit` settle.
3. While the threat lasts, who is on both gives up A at the rate `(1 - ties) * news * push` a day.
4. Once the threat is over, who is just looking gives up B again with the probability `ties` a day, and who is on B only
   takes up A again, and keeps B, with the same probability.

A rate `r` a day is the probability `1 - exp(-r)` of moving within the day.

What is taken from whom. Push, pull and mooring as three kinds of causes, of which the last can also weaken the other
two: Bansal, H. S., Taylor, S. F., & St. James, Y. (2005). "Migrating" to new service providers. *Journal of the Academy
of Marketing Science*, 33(1), 96-115, https://doi.org/10.1177/0092070304267928 (abstract read), after Moon, B. (1995),
*Progress in Human Geography*, 19(4) (not read). A rate of joining that is a constant plus a multiple of those who have
joined: Bass, F. M. (1969). A new product growth for model consumer durables. *Management Science*, 15(5), 215-227
(abstract read). That attention to news fades on a time scale of its own: Wu, F., & Huberman, B. A. (2007). Novelty and
collective attention. *PNAS*, 104(45), 17599-17601, https://doi.org/10.1073/pnas.0704916104 (abstract read): there a
stretched exponential, here a plain half-life. All else is our own choice, and nobody has tested it: that news
multiplies every reason to come, that nobody goes back while the threat lasts, that the same ties slow people down and
bring them back, that some settle at once, that a day is the smallest step, that all people are alike, and step 3.

Chance: each flow is a draw from a binomial distribution, by a seeded `random.Random`. Without dice each flow is its
expected number, rounded to whole people; a search compares these. Either way people are moved, never made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cached_property
from math import expm1, floor, isfinite, log, log1p, sqrt
from random import Random
from statistics import NormalDist
from typing import NamedTuple

_MOST = {"people": 1e12, "ties_pct": 100, "habit_pct": 100}
_MOST_OTHERWISE = 1e9
"""The largest numbers that a setting may have: far beyond anything that makes sense, and no sum overflows."""
_FEW = 40
"""Below this expected number a draw is exact; from it on the normal approximation is used (de Moivre and Laplace)."""
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a run rests on: the knobs of the model.

    Attributes
    ----------
    people
        Who use at least one of the two platforms on a day; at the start all of them are on A only.
    push_pct, pull_pct
        Rates a day for one unit of news and nobody tied, in hundredths.
    night
        How much news the night of the shutdown is, in ordinary events.
    network
        The rate a day for one unit of news if everybody were on B and nobody tied.
    ties_pct, habit_pct
        Percentages, from 0 to 100.
    half_life_days
        After how many days half of the attention is left; more than 0.

    Raises
    ------
    ValueError
        A number is out of its range.
    """

    people: int
    push_pct: float
    night: float
    pull_pct: float
    network: float
    ties_pct: float
    habit_pct: float
    half_life_days: float

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not (isfinite(value) and 0 <= value <= _MOST.get(field.name, _MOST_OTHERWISE)):
                raise ValueError(f"{field.name} is {value}, which is out of its range")
        if self.half_life_days == 0 or self.people != int(self.people):
            raise ValueError("people are counted in whole numbers, and a half-life is longer than 0 days")


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When what happens.

    Attributes
    ----------
    first, last
        The first and the last day of a run.
    events
        Days with news, in any order. The threat begins on the earliest of them.
    nights
        Days with as much news as the night of the shutdown: that day, and others that somebody puts beside it.
    reprieve
        The day on which the threat is over; None if it never is.
    there_before
        People who used B before, and go on; they do not move, but they draw others.
    """

    first: date
    last: date
    events: tuple[date, ...]
    nights: tuple[date, ...]
    reprieve: date | None
    there_before: int

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day of a run."""
        return tuple(self.first + timedelta(number) for number in range((self.last - self.first).days + 1))

    @cached_property
    def _happens(self) -> tuple[tuple[int, int, bool, bool], ...]:
        """For each day: the events, the nights, whether there is a threat, whether it is over."""
        begins = min((*self.events, *self.nights), default=None)
        told = []
        for day in self.days:
            over = self.reprieve is not None and day >= self.reprieve
            threat = begins is not None and day >= begins and not over
            told.append((self.events.count(day), self.nights.count(day), threat, over))
        return tuple(told)


class Day(NamedTuple):
    """Where people are at the end of a day; whoever used B before the start is not among them."""

    only_a: int
    looking: int
    settled: int
    only_b: int

    @property
    def on_a(self) -> int:
        """People who use A."""
        return self.only_a + self.looking + self.settled

    @property
    def newcomers(self) -> int:
        """People who use B and did not before the start."""
        return self.looking + self.settled + self.only_b


def run(
    setting: Setting, schedule: Schedule, dice: Random | None = None, *, days: int | None = None
) -> tuple[Day, ...]:
    """Return where people are at the end of each day.

    Parameters
    ----------
    dice
        Draws every flow; without it each flow is its expected number, rounded.
    days
        How many days; all of the schedule if None.

    Examples
    --------
    >>> monday, tuesday = date(2025, 1, 13), date(2025, 1, 14)
    >>> one_event = {"events": (tuesday,), "nights": (), "reprieve": None, "there_before": 0}
    >>> setting = {"push_pct": 10, "night": 1, "pull_pct": 0, "network": 0, "ties_pct": 50, "habit_pct": 40}
    >>> run(
    ...     Setting(people=1000, half_life_days=3, **setting),
    ...     Schedule(first=monday, last=tuesday, **one_event),
    ... )[-1]
    Day(only_a=951, looking=29, settled=20, only_b=0)
    """
    keep, free = 0.5 ** (1 / setting.half_life_days), 1 - setting.ties_pct / 100
    push, pull, ties, habit = (
        one / 100 for one in (setting.push_pct, setting.pull_pct, setting.ties_pct, setting.habit_pct)
    )
    everybody = max(1, setting.people + schedule.there_before)
    now, news, told = Day(setting.people, 0, 0, 0), 0.0, []
    for events, nights, threat, over in schedule._happens[:days]:  # noqa: SLF001 - the two are one model
        news = news * keep + events + setting.night * nights
        pushed = push if threat else 0.0
        share = (schedule.there_before + now.newcomers) / everybody
        join = _probability(free * news * (pushed + pull + setting.network * share))
        now = _moved(now, (join, habit, _probability(free * news * pushed), ties if over else 0.0), dice)
        told.append(now)
    return tuple(told)


def _moved(now: Day, chances: tuple[float, float, float, float], dice: Random | None) -> Day:
    """Return the next day: who begins to use B, who of them settles, who gives up A, who goes back."""
    join, habit, leave, back = chances
    come = some(now.only_a, join, dice)
    stay = some(come, habit, dice)
    looking_left, settled_left = some(now.looking, leave, dice), some(now.settled, leave, dice)
    gone, again = some(now.looking - looking_left, back, dice), some(now.only_b, back, dice)
    return Day(
        only_a=now.only_a - come + gone,
        looking=now.looking + come - stay - looking_left - gone,
        settled=now.settled + stay - settled_left + again,
        only_b=now.only_b + looking_left + settled_left - again,
    )


def _probability(rate: float) -> float:
    return -expm1(-rate)


def some(people: int, probability: float, dice: Random | None) -> int:
    """Return how many of `people` do something that each does with `probability`, from 0 to `people`.

    A draw uses nothing but `Random.random`, whose numbers for a seed are the same in every version of Python. Up to an
    expected number of 40 it counts the gaps between successes, which are geometric (Devroye, L. (1986). *Non-Uniform
    Random Variate Generation*, chapter X.4); above, it rounds a normal variate.
    """
    if people <= 0 or probability <= 0:
        return 0
    if probability >= 1:
        return people
    if dice is None:
        return min(people, round(people * probability))
    if probability > 0.5:  # the fewer of the two are drawn
        return people - some(people, 1 - probability, dice)
    expected = people * probability
    if expected >= _FEW:
        deviate = _NORMAL.inv_cdf(min(max(dice.random(), 1e-16), 1 - 1e-16))
        return min(people, max(0, round(expected + deviate * sqrt(expected * (1 - probability)))))
    return _by_gaps(people, probability, dice)


def _by_gaps(people: int, probability: float, dice: Random) -> int:
    found, place, shrink = 0, 0.0, log1p(-probability)
    while True:
        gap = log(1 - dice.random()) / shrink if shrink else float(people)
        place += floor(min(gap, people)) + 1
        if place > people:
            return found
        found += 1


def stay(days: Sequence[Day], early: int, late: int) -> float | None:
    """Return the newcomers on day number `late` per newcomer on day number `early`; None if there were none."""
    before = days[early].newcomers
    return days[late].newcomers / before if before else None
