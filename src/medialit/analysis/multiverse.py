"""Every way of counting "countries that banned only TikTok" and "western", and what each gives.

A multiverse analysis makes all defensible choices instead of one and shows the whole set of results (Steegen, S.,
Tuerlinckx, F., Gelman, A., & Vanpaemel, W. (2016). Increasing transparency through a multiverse analysis. *Perspectives
on Psychological Science*, 11(5), 702-712). Here each universe is one `Specification`: seven choices. Its result
follows from the rows of the datasets platform-measures, west-definitions and country-context and from nothing else.

Universes are not a sample: neighbours share most of their countries, so a share of universes is no probability.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from statistics import mean, median
from typing import Any

Row = Mapping[str, Any]

DATES = (
    date(2020, 12, 31),
    date(2022, 12, 31),
    date(2023, 3, 31),
    date(2023, 12, 31),
    date(2024, 12, 31),
    date(2025, 12, 31),
)
"""The days at which is counted, ends of years and the end of March 2023, in the middle of the wave of device rules."""

_PUBLIC = frozenset({"nationwide", "temporary_nationwide"})
_DEVICES = frozenset({"government_devices"})
_OFFICIAL = _DEVICES | {"public_institutions"}
_EVERY = _PUBLIC | _OFFICIAL | {"sub-national", "age_based"}
BANS: Mapping[str, tuple[frozenset[str], bool]] = {
    "public": (_PUBLIC, False),
    "government_devices": (_DEVICES, False),
    "official_devices": (_OFFICIAL, False),
    "public_or_government_devices": (_PUBLIC | _DEVICES, False),
    "public_or_official_devices": (_PUBLIC | _OFFICIAL, False),
    "with_advice": (_PUBLIC | _OFFICIAL, True),
    "everything": (_EVERY, True),
}
"""What counts as a ban, as the scopes of measures that do, and whether advice does. `public` binds everybody in a
country; `government_devices` all devices of the central government; `official_devices` also single institutions."""

EIGHT = frozenset({"facebook", "youtube", "whatsapp", "instagram", "tiktok", "telegram", "x_twitter", "reddit"})
"""The platforms that the study behind the published figure looked at, by its abstract."""
BASKETS: Mapping[str, frozenset[str] | None] = {"eight": EIGHT | {"unspecified_social_media"}, "all": None}
"""The platforms that are looked at, the eight (and measures against social media as such), or all in the file."""

CHOICES: Mapping[str, tuple[Any, ...]] = {
    "ban": tuple(BANS),
    "date": DATES,
    "basket": tuple(BASKETS),
    "time": ("in_force", "ever"),
    "others": ("same_kind", "any_kind"),
    "evidence": ("all", "high"),
}
"""The values of each choice but the definition of the West, whose values are the rows of west-definitions."""
_LEFT_OUT = frozenset({"never_implemented", "company_self_restricted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """One universe: one value for each choice.

    Attributes
    ----------
    ban
        What counts as a ban, a name in `BANS`.
    date
        The day at which is counted.
    basket
        Which platforms are looked at, a name in `BASKETS`.
    time
        `in_force`: measures in force on that day; `ever`: those that began by then. Measures whose start is unknown
        count as begun; those without an end, only if they were last seen in force.
    others
        What against another platform makes a country drop out of "only TikTok": `same_kind` (also a ban by `ban`) or
        `any_kind` (any measure in the file).
    evidence
        Which rows about TikTok count: `all`, or only those of `high` confidence.
    west
        Which countries are western: the id of a row of west-definitions.
    """

    ban: str
    date: date
    basket: str
    time: str
    others: str
    evidence: str
    west: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one universe gives.

    Attributes
    ----------
    only_tiktok
        Codes of the countries with a ban of TikTok and none of another platform, sorted.
    western, unclassified
        Those of them that the definition of the West takes in, and those that it does not classify.
    share
        The western ones among them, from 0 to 1, the unclassified counted as not western; None if there is no country.
    """

    specification: Specification
    only_tiktok: tuple[str, ...]
    western: tuple[str, ...]
    unclassified: tuple[str, ...]
    share: float | None

    @property
    def is_nine_of_ten(self) -> bool:
        """Whether there are exactly ten countries, nine of them western, as in the published figure."""
        return (len(self.western), len(self.only_tiktok)) == (9, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a set of universes gives together.

    Attributes
    ----------
    universes
        How many universes there are.
    counted
        Those of them with enough countries for a share: `at_least` of them.
    low, middle, high
        The lowest share, the median and the highest, from 0 to 1; None if nothing was counted.
    nine_of_ten
        Universes that give exactly nine of ten.
    lists_of_ten
        The different lists of ten countries among those.
    lists
        How many different lists of countries all universes give, the empty one included.
    """

    universes: int
    counted: int
    low: float | None
    middle: float | None
    high: float | None
    nine_of_ten: int
    lists_of_ten: tuple[tuple[str, ...], ...]
    lists: int


@dataclass(frozen=True, slots=True)
class _Measure:
    """One row of platform-measures, in the types that counting needs; `end` is None where none was found."""

    place: str
    platform: str
    scope: str
    is_advice: bool
    begin: date
    end: date | None
    is_in_force: bool
    is_high: bool


def specifications(definitions: Iterable[Row]) -> tuple[Specification, ...]:
    """Return every universe: all values of `CHOICES` with every row of west-definitions."""
    values = (*CHOICES.values(), [str(row["id"]) for row in definitions])
    names = (*CHOICES, "west")
    return tuple(Specification(**dict(zip(names, chosen, strict=True))) for chosen in product(*values))


def outcome(
    specification: Specification, measures: Iterable[Row], definitions: Iterable[Row], context: Iterable[Row]
) -> Outcome:
    """Return what one universe gives.

    Parameters
    ----------
    measures, definitions, context
        The rows of the datasets platform-measures, west-definitions and country-context.
    """
    return run(measures, definitions, context, [specification])[0]


def run(
    measures: Iterable[Row],
    definitions: Iterable[Row],
    context: Iterable[Row],
    chosen: Sequence[Specification] | None = None,
) -> tuple[Outcome, ...]:
    """Return what the `chosen` universes give, in their order; what all give if `chosen` is None.

    Parameters
    ----------
    measures, definitions, context
        The rows of the datasets platform-measures, west-definitions and country-context.
    """
    prepared, wests, places = _prepared(measures), {row["id"]: row for row in definitions}, list(context)
    lists: dict[tuple[Any, ...], tuple[str, ...]] = {}
    in_the_west: dict[tuple[str, int], frozenset[str]] = {}
    found = []
    for one in specifications(wests.values()) if chosen is None else chosen:
        counting = (one.ban, one.date, one.basket, one.time, one.others, one.evidence)  # the West is no part of it
        if counting not in lists:
            lists[counting] = _only_tiktok(one, prepared)
        dated = (one.west, one.date.year)
        if dated not in in_the_west:
            in_the_west[dated] = members(wests[one.west], one.date.year, places)
        unclassified = str(wests[one.west]["unclassified"] or "").split()
        found.append(_outcome(one, lists[counting], in_the_west[dated], unclassified))
    return tuple(found)


def summary(outcomes: Sequence[Outcome], *, at_least: int = 1) -> Summary:
    """Return what universes give together; shares are of those with `at_least` countries or more."""
    shares = [one.share for one in outcomes if one.share is not None and len(one.only_tiktok) >= at_least]
    return Summary(
        universes=len(outcomes),
        counted=len(shares),
        low=min(shares, default=None),
        middle=median(shares) if shares else None,
        high=max(shares, default=None),
        nine_of_ten=sum(one.is_nine_of_ten for one in outcomes),
        lists_of_ten=tuple(sorted({one.only_tiktok for one in outcomes if one.is_nine_of_ten})),
        lists=len({one.only_tiktok for one in outcomes}),
    )


def by_value(outcomes: Sequence[Outcome], choice: str) -> dict[Any, tuple[Outcome, ...]]:
    """Return the universes by the value that `choice`, a field of `Specification`, has in them."""
    groups: dict[Any, list[Outcome]] = {}
    for one in outcomes:
        groups.setdefault(getattr(one.specification, choice), []).append(one)
    return {value: tuple(group) for value, group in groups.items()}


def weight(outcomes: Sequence[Outcome], choice: str, *, at_least: int = 1) -> float:
    """Return how much of the spread of the shares goes with one choice alone, from 0 to 1.

    It is the sum of squares between the values of the choice over the total sum of squares (eta squared, as in an
    analysis of variance with one factor); 0 where all shares are equal. Choices that work together are not added up.

    Parameters
    ----------
    choice
        A field of `Specification`.
    at_least
        Countries that a universe must have to be counted.
    """
    counted = [one for one in outcomes if one.share is not None and len(one.only_tiktok) >= at_least]
    shares = [_share(one) for one in counted]
    if not shares:
        return 0.0
    middle = mean(shares)
    total = sum((share - middle) ** 2 for share in shares)
    groups = [[_share(one) for one in group] for group in by_value(counted, choice).values()]
    between = sum(len(group) * (mean(group) - middle) ** 2 for group in groups)
    return min(between / total, 1.0) if total else 0.0


def members(definition: Row, year: int, context: Iterable[Row]) -> frozenset[str]:
    """Return the codes of the western countries by one row of west-definitions, in `year` if it is dated."""
    listed = frozenset(definition["members"].split())
    if definition["dated_by"] is None:
        return listed
    since = {row["id"]: row[definition["dated_by"]] for row in context}
    return frozenset(one for one in listed if since[one] <= year)


def _share(one: Outcome) -> float:
    return 0.0 if one.share is None else one.share


def _prepared(measures: Iterable[Row]) -> tuple[_Measure, ...]:
    """Return the rows that can count: of countries and territories, and carried out by somebody else than the firm."""
    return tuple(
        _Measure(
            place=row["counted_as"],
            platform=row["platform"],
            scope=row["scope"],
            is_advice=row["binding"] == "advisory",
            begin=_first_day(row["start"]),
            end=_last_day(row["end"]),
            is_in_force=row["status"] == "in_force",
            is_high=row["confidence"] == "high",
        )
        for row in measures
        if row["entity"] != "supranational" and row["status"] not in _LEFT_OUT
    )


def _first_day(text: str | None) -> date:
    """Return the first day that a date, a month or a year can mean; the first of all days if nothing is known."""
    return date.fromisoformat(f"{text}-01-01"[:10]) if text else date.min


def _last_day(text: str | None) -> date | None:
    """Return the last day that a date, a month or a year can mean."""
    if not text:
        return None
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    return date(year, month or 12, day or monthrange(year, month or 12)[1])


def _only_tiktok(one: Specification, measures: Sequence[_Measure]) -> tuple[str, ...]:
    basket = BASKETS[one.basket]
    here = [
        each
        for each in measures
        if (basket is None or each.platform in basket)
        and each.begin <= one.date
        and (one.time == "ever" or _on(each, one.date))
    ]
    scopes, advice = BANS[one.ban]
    with_ban = [each for each in here if each.scope in scopes and (advice or not each.is_advice)]
    tiktok = {each.place for each in with_ban if each.platform == "tiktok" and (one.evidence == "all" or each.is_high)}
    against_others = with_ban if one.others == "same_kind" else here
    return tuple(sorted(tiktok - {each.place for each in against_others if each.platform != "tiktok"}))


def _on(measure: _Measure, day: date) -> bool:
    """Tell whether a measure that has begun is in force on `day`, as far as it is known."""
    return measure.is_in_force if measure.end is None else measure.end >= day


def _outcome(one: Specification, only: tuple[str, ...], west: frozenset[str], unclassified: Iterable[str]) -> Outcome:
    western = tuple(place for place in only if place in west)
    unknown = set(unclassified)
    return Outcome(
        specification=one,
        only_tiktok=only,
        western=western,
        unclassified=tuple(place for place in only if place in unknown),
        share=len(western) / len(only) if only else None,
    )
