"""What a prompt of kind `migration` rests on: published figures and days of the law, out of the datasets it names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from medialit.analysis.migration import Schedule, Setting
from medialit.analysis.migration_fit import ON_A, ON_B, Figure
from medialit.analysis.migration_search import BOUNDS, Bound, Case
from medialit.errors import BadContent

Row = Mapping[str, Any]
Tables = Callable[[str], Sequence[Row]]
"""Returns the rows of a dataset by its name."""

MILLION = 1_000_000
PEOPLE_STEP_M = 0.1
START: Mapping[str, Any] = {
    "push_pct": 1,
    "night": 1,
    "pull_pct": 0,
    "network": 0,
    "ties_pct": 50,
    "habit_pct": 10,
    "half_life_days": 3,
    "extra": "",
    "seed": 1,
}
"""Where the sliders stand at first: a setting that meets few figures, so that there is something to do."""
SEEDS = (1, 9999)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Figures and days.

    Attributes
    ----------
    rows
        The row of each figure, by id.
    figures, rises
        What the model is held against, and rises within a day that were printed.
    schedule
        The days of the model, without a day of the student's own.
    calendar
        The rows of the law, in order of their days, each with what it is for the model: `event`, `night`, `reprieve`.
    early
        The day whose newcomers are followed to the last day.
    """

    rows: Mapping[str, Row]
    figures: tuple[Figure, ...]
    rises: tuple[Figure, ...]
    schedule: Schedule
    calendar: tuple[tuple[Row, str], ...]
    early: date

    def spare_days(self) -> list[date]:
        """Return the days between the first event and the night on which nothing happens by the schedule."""
        taken = {*self.schedule.events, *self.schedule.nights}
        first, last = min(taken), max(self.schedule.nights)
        every = (first + timedelta(number) for number in range((last - first).days))
        return [day for day in every if day not in taken]


def gathered(prompt_id: str, content: Mapping[str, Any], tables: Tables) -> Facts:
    """Return the facts of a prompt.

    Raises
    ------
    BadContent
        A dataset lacks a row that the prompt names.
    """

    def row(dataset: str, name: str) -> Row:
        found = next((one for one in tables(dataset) if one["id"] == name), None)
        if found is None:
            raise BadContent(
                f"{prompt_id} names the row {name!r}, and the dataset {dataset!r} has none of this id",
                "correct the id in the prompt, or add the row",
            )
        return found

    shown, printed, law = content["figures"], content.get("rises"), content["law"]
    rows = {name: row(shown["dataset"], name) for name in shown["rows"]}
    platforms = {content["a"]["value"]: ON_A, content["b"]["value"]: ON_B}
    figures = tuple(_figure(one, platforms[one["platform"]], one["users"]) for one in rows.values())
    rises = [row(printed["dataset"], name) for name in printed["rows"]] if printed else []
    calendar = [(row(law["dataset"], name), "event") for name in law["events"]]
    calendar += [(row(law["dataset"], law[part]), part) for part in ("night", "reprieve")]
    days = {
        part: tuple(one["date"] for one, role in calendar if role == part) for part in ("event", "night", "reprieve")
    }
    schedule = Schedule(
        first=date.fromisoformat(content["first"]),
        last=date.fromisoformat(content["last"]),
        events=days["event"],
        nights=days["night"],
        reprieve=days["reprieve"][0],
        there_before=row(shown["dataset"], shown["before"])["users"],
    )
    return Facts(
        rows=rows,
        figures=figures,
        rises=tuple(_figure(one, ON_B, one["value"]) for one in rises),
        schedule=schedule,
        calendar=tuple(sorted(calendar, key=lambda one: one[0]["date"])),
        early=rows[shown["early"]]["date"],
    )


def _figure(row: Row, platform: str, value: int) -> Figure:
    return Figure(id=row["id"], platform=platform, day=row["date"], value=value, qualifier=row["qualifier"])


def bounds(people: Mapping[str, float]) -> dict[str, Bound]:
    """Return where each slider goes; people in millions."""
    return {"people_m": Bound(least=people["least"], most=people["most"], step=PEOPLE_STEP_M), **BOUNDS}


def fits(setting: Mapping[str, Any], within: Mapping[str, Bound], extras: Sequence[str]) -> bool:
    """Tell whether every number of a setting lies where its slider goes, and its extra day is one that is on offer."""
    return (
        all(bound.least <= setting[name] <= bound.most for name, bound in within.items())
        and SEEDS[0] <= setting["seed"] <= SEEDS[1]
        and setting["extra"] in {"", *extras}
    )


def as_setting(sliders: Mapping[str, Any]) -> Setting:
    """Return a setting of the model from where the sliders stand."""
    knobs = {name: sliders[name] for name in BOUNDS}
    return Setting(people=round(sliders["people_m"] * MILLION), **knobs)


def as_sliders(setting: Setting, extra: str, seed: int) -> dict[str, Any]:
    """Return where the sliders stand for a setting of the model."""
    knobs = {name: getattr(setting, name) for name in BOUNDS}
    return {"people_m": setting.people / MILLION, **knobs, "extra": extra, "seed": seed}


def with_extra(schedule: Schedule, extra: str) -> Schedule:
    """Return the schedule with one more day that has as much news as the night, if there is one."""
    if not extra:
        return schedule
    return Schedule(
        first=schedule.first,
        last=schedule.last,
        events=schedule.events,
        nights=(*schedule.nights, date.fromisoformat(extra)),
        reprieve=schedule.reprieve,
        there_before=schedule.there_before,
    )


def case(facts: Facts, extra: str, people: Mapping[str, float], tolerance: float) -> Case:
    """Return what a search is about."""
    here = bounds(people)
    as_people = here.pop("people_m")
    in_people = Bound(
        least=as_people.least * MILLION, most=as_people.most * MILLION, step=round(as_people.step * MILLION)
    )
    return Case(
        schedule=with_extra(facts.schedule, extra),
        figures=facts.figures,
        bounds={"people": in_people, **here},
        tolerance=tolerance,
        early=facts.early,
    )
