"""What a run and a search are told as: numbers for the chart and the table, and sentences in the student's language."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from medialit.analysis.migration import Day, run, stay
from medialit.analysis.migration_fit import (
    ON_A,
    Figure,
    contradictions,
    impossible_rises,
    misfit,
    outsiders,
    ratio,
)
from medialit.analysis.migration_search import Search
from medialit.i18n import Words
from medialit.widgets.migration_simulator.facts import Facts, as_setting, as_sliders, with_extra

AFTER = timedelta(days=10)
"""How far the chart goes on after the last figure."""
_SEAM = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z])|(?<=[A-Za-z])(?=[\u4e00-\u9fff]|\d+月)")


class Teller:
    """Tells what the model and the arithmetic say about the facts of a prompt.

    Parameters
    ----------
    names
        The two platforms as the student knows them.
    tolerance
        A figure is met if its misfit is at most this factor.
    """

    def __init__(self, facts: Facts, names: Mapping[str, str], tolerance: float, say: Words) -> None:
        self._facts, self._names, self._tolerance, self._say = facts, names, tolerance, say

    def figure(self, name: str) -> str:
        """Return a figure as one line: platform, day, number; an id that is not known as it is."""
        known = next((one for one in self._facts.figures if one.id == name), None)
        return self._line(known) if known else name

    def _line(self, one: Figure) -> str:
        values = {"platform": self._names[one.platform], "day": self._short(one.day), "count": self.hedged(one)}
        return self.told("migration.figure", **values)

    def told(self, key: str, **values: Any) -> str:
        """Return a text with its values, and a space wherever a Latin name stands beside Chinese characters."""
        return spaced(self._say(key, **values))

    def hedged(self, one: Figure) -> str:
        """Return the number of a figure with the hedge of its page."""
        return self._say(f"figure.{one.qualifier.replace(' ', '_')}", value=self._say.count(one.value))

    def rows(self) -> list[dict[str, str]]:
        """Return the figures as rows of a table, in order of their days."""
        return [
            {
                "id": one.id,
                "platform": one.platform,
                "name": self._names[one.platform],
                "day": self._short(one.day),
                "published": self.hedged(one),
                "confidence": self._facts.rows[one.id]["confidence"],
                "sure": self._say(f"figure.{self._facts.rows[one.id]['confidence']}"),
                "line": self._line(one),
            }
            for one in sorted(self._facts.figures, key=lambda one: (one.day, one.platform))
        ]

    def calendar(self) -> list[str]:
        """Return the days of the law that the model knows, and what each is in it."""
        spoken = self._say.language.value
        return [
            self.told(f"migration.calendar_{part}", day=self._short(row["date"]), event=row[f"event_{spoken}"])
            for number, (row, role) in enumerate(self._facts.calendar)
            for part in ["first" if role == "event" and number == 0 else role]
        ]

    # A run

    def run(self, sliders: Mapping[str, Any]) -> dict[str, Any]:
        """Return one run: the lines of the chart, each figure with its misfit, and what to say about it."""
        schedule = with_extra(self._facts.schedule, sliders["extra"])
        days = run(as_setting(sliders), schedule, Random(sliders["seed"]))  # noqa: S311 - repeatable, not secret
        found = {one.id: ratio(one, days, schedule) for one in self._facts.figures}
        off = {one.id: misfit(one, days, schedule) for one in self._facts.figures}
        summary = self._summary(found, off)
        return {
            "chart": self._chart(days, summary),
            "figures": {name: self._told(found[name], off[name], self._modelled(name, days)) for name in found},
            "summary": summary,
            "later": self._later(days),
        }

    def _modelled(self, name: str, days: Sequence[Day]) -> int:
        one = next(figure for figure in self._facts.figures if figure.id == name)
        day = days[(one.day - self._facts.schedule.first).days]
        return day.on_a if one.platform == ON_A else day.newcomers + self._facts.schedule.there_before

    def _told(self, share: float, off: float, modelled: int) -> dict[str, Any]:
        verdict = "met" if off <= self._tolerance else "many" if share > 1 else "few"
        return {
            "model": self._say.short(_rounded(modelled)),
            "ratio": self._ratio(share),
            "verdict": verdict,
            "told": self._say(f"migration.{verdict}"),
        }

    def _summary(self, found: Mapping[str, float], off: Mapping[str, float]) -> str:
        met = sum(one <= self._tolerance for one in off.values())
        if met == len(off):
            return self._say("migration.all_met", all=len(off))
        worst = max(off, key=lambda name: off[name])
        values = {"figure": self.figure(worst), "ratio": self._ratio(found[worst])}
        return self._say("migration.summary", met=met, all=len(off), **values)

    def _later(self, days: Sequence[Day]) -> str:
        share = stay(days, (self._facts.early - self._facts.schedule.first).days, -1)
        values = {"early": self._short(self._facts.early), "last": self._short(self._facts.schedule.last)}
        if share is None:
            return self._say("migration.nobody_came", early=values["early"])
        return self._say("migration.later", stay=self._hundred(share), **values)

    def _chart(self, days: Sequence[Day], summary: str) -> dict[str, Any]:
        schedule = self._facts.schedule
        last_figure = max((one.day for one in self._facts.figures), default=schedule.last)
        shown = [day for day in schedule.days if day <= last_figure + AFTER]
        here = days[: len(shown)]
        marks = [
            {
                "at": (one.day - schedule.first).days,
                "value": one.value,
                "platform": one.platform,
                "hollow": self._facts.rows[one.id]["confidence"] == "low",
            }
            for one in self._facts.figures
        ]
        names = {"a": self._names["a"], "b": self._names["b"]}
        return {
            "a": [day.on_a for day in here],
            "b": [day.newcomers + schedule.there_before for day in here],
            "marks": marks,
            "days": [self._short(day) for day in shown],
            "law": [(row["date"] - schedule.first).days for row, _ in self._facts.calendar],
            "ticks": [number for number, day in enumerate(shown) if number % 7 == 0],
            **self._scale(here, marks),
            "name": self.told(
                "migration.chart",
                **names,
                first=self._say.day(shown[0]),
                last=self._say.day(shown[-1]),
                summary=summary,
            ),
        }

    def _scale(self, days: Sequence[Day], marks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return the ends of a logarithmic scale for all that is drawn, and its lines at the powers of ten."""
        before = self._facts.schedule.there_before
        drawn = [
            *(day.on_a for day in days),
            *(day.newcomers + before for day in days),
            *(one["value"] for one in marks),
        ]
        above = [one for one in drawn if one > 0] or [1]
        rounds = [size * 10**power for power in range(14) for size in (1, 2, 5)]
        low = max(one for one in rounds if one <= min(above))
        high = min(one for one in rounds if one >= max(above) and one > low)
        levels = [10**power for power in range(14) if low <= 10**power <= high]
        return {"range": [low, high], "levels": [{"at": one, "text": self._say.short(one)} for one in levels]}

    def _short(self, day: date) -> str:
        from babel.dates import format_skeleton

        return format_skeleton("MMMd", day, locale=self._say.language.babel_dates)

    # A search

    def search(self, search: Search, extra: str) -> dict[str, Any]:
        """Return how far a search is, and once it is done what it found."""
        count = self._say.number(search.tried)
        if not search.done:
            return {"done": False, "told": self._say("migration.searching", count=count)}
        ids, best = search.met()[0]
        return {
            "done": True,
            "told": self._searched(count, extra),
            "clashes": self._clashes(search),
            "lines": [self._most(search, ids), self._together(search), *self._open_end(search)],
            "best": as_sliders(best.setting, extra, 1),
        }

    def _searched(self, count: str, extra: str) -> str:
        if extra:
            return self._say("migration.searched_with", count=count, day=self._short(date.fromisoformat(extra)))
        return self._say("migration.searched", count=count)

    def _clashes(self, search: Search) -> list[str]:
        clashes, pairs = search.clashes(), len(search.case.ids) * (len(search.case.ids) - 1) // 2
        lines = [
            self._say(
                "migration.clash",
                first=self.figure(first),
                second=self.figure(second),
                factor=self._factor(factor),
            )
            for (first, second), factor in sorted(clashes.items(), key=lambda one: -one[1])
        ]
        rest = "migration.other_pairs" if clashes else "migration.no_clash"
        return [*lines, self._say(rest, count=pairs - len(clashes))]

    def _most(self, search: Search, ids: Sequence[str]) -> str:
        missing = [self.figure(one) for one in search.case.ids if one not in ids]
        if not missing:
            return self._say("migration.most_all", all=len(ids))
        listed = self._say("migration.and").join(missing)
        return self._say("migration.most", met=len(ids), all=len(search.case.ids), missing=listed)

    def _together(self, search: Search) -> str:
        worst = search.best[search.case.ids].worst(search.case.ids)
        key = "migration.together" if worst > self._tolerance else "migration.together_met"
        return self._say(key, factor=self._factor(worst))

    def _open_end(self, search: Search) -> list[str]:
        found = search.staying()
        if found is None or not found.met:
            return []
        values = {"early": self._short(self._facts.early), "last": self._short(self._facts.schedule.last)}
        figures = self._say("migration.and").join(self.figure(one) for one in found.met)
        values |= {"least": self._hundred(found.least), "most": self._hundred(found.most), "figures": figures}
        return [self._say("migration.open_end", count=self._say.number(found.settings), **values)]

    # Arithmetic

    def arithmetic(self) -> list[str]:
        """Return what the figures say without any model, and that what was looked for was not found."""
        say, lines = self._say, []
        found = outsiders(self._facts.figures)
        if found:
            days = {"earlier": self._short(found.earlier), "later": self._short(found.later)}
            numbers = {"most": found.most, "least": found.least, "count": found.count}
            counts = {name: say.count(value) for name, value in numbers.items()}
            lines.append(self.told("migration.outsiders", a=self._names["a"], b=self._names["b"], **days, **counts))
        every = (*self._facts.figures,)
        clashes = [("contradiction", pair) for pair in contradictions(every)]
        clashes += [("impossible_rise", pair) for pair in impossible_rises(self._facts.rises, every)]
        lines += [
            say(f"migration.{key}", first=self._line(one), second=self._line(other)) for key, (one, other) in clashes
        ]
        return [*lines, *([] if clashes else [say("migration.no_contradiction")])]

    # Numbers

    def _ratio(self, share: float) -> str:
        return self._say.number(round(share, 2)) if share >= 0.01 else self._say("migration.tiny")

    def _factor(self, factor: float) -> str:
        return self._say.number(round(factor, 2 if factor < 2 else 1))

    def _hundred(self, share: float) -> str:
        return self._say.number(round(100 * share))


def spaced(text: str) -> str:
    """Return `text` with a space wherever a Latin letter stands beside a Chinese character or date."""
    return _SEAM.sub(" ", text)


def _rounded(count: int) -> int:
    """Return a count with three digits that matter: the model knows no more."""
    return int(float(f"{count:.3g}"))
