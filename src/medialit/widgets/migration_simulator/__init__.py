"""Migration simulator: predict what a model of people who move can meet, commit, then play with it, and answer again.

The model is `medialit.analysis.migration`. The browser sends where the sliders stand and draws what comes back; every
number is computed here, and nothing of a run or a search is saved but the setting.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from medialit.analysis.migration_search import Search
from medialit.responses.model import Action, Kind
from medialit.widgets._base import PromptWidget, Refused, certainty_line, plain
from medialit.widgets._esm import joined, styled
from medialit.widgets.migration_simulator import paper
from medialit.widgets.migration_simulator.facts import START, Facts, bounds, case, fits, gathered
from medialit.widgets.migration_simulator.telling import Teller

PART = 1000
"""Settings that a search tries for one message: well under a second, so that nobody is taken for gone."""


class MigrationSimulator(PromptWidget):
    """A forecast, locked by the commit; then a setting of the model, and the forecast once more."""

    kind = Kind.MIGRATION
    needs = ("tables",)
    incomplete = "forecast"
    _esm = joined("migration_simulator")
    _css = styled("migration_simulator")

    @cached_property
    def facts(self) -> Facts | None:
        """The published figures and the days of the law; None where nobody hands in the datasets."""
        tables = self.given["tables"]
        return gathered(self.prompt.id, self.content, tables) if tables else None

    @cached_property
    def teller(self) -> Teller | None:
        """Puts runs and searches into words."""
        names = {one: self.content[one]["name"] for one in ("a", "b")}
        return Teller(self.facts, names, self._tolerance, self.words) if self.facts else None

    @property
    def _tolerance(self) -> float:
        return 1 + float(self.content["tolerance_pct"]) / 100

    @cached_property
    def _extras(self) -> list[str]:
        return [day.isoformat() for day in self.facts.spare_days()] if self.facts else []

    @cached_property
    def _searches(self) -> dict[str, Search]:
        return {}

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Figures must be those of the prompt, or of an older form of it; a commit names two of them, or none."""
        known = {*self.content["figures"]["rows"], *(one for said in self._said for one in _pair(said.value))}
        pair = _pair(value)
        if not set(pair) <= {*known, ""}:
            raise Refused("changed")
        if action is not Action.DRAFT and (len(set(pair)) == 1 or "" in pair):
            raise Refused("two_figures")
        setting = value.get("setting")
        if setting and not (self._takes(setting) or any(setting == said.value.get("setting") for said in self._said)):
            raise Refused("changed")

    def _takes(self, setting: Mapping[str, Any]) -> bool:
        within = bounds(self.content["people"])
        return fits(setting, within, self._extras if self.facts else [setting["extra"]])

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return the forecast, how sure it is, why, and where the sliders stood."""
        say, pair = self.words, [one for one in _pair(value) if one]
        said = []
        if value["pair"] is not None:
            told = say("migration.and").join(self.teller.figure(one) if self.teller else one for one in pair)
            said.append(plain(say("migration.told_pair", pair=told) if pair else say("migration.told_all")))
        if value["stay"] is not None:
            said.append(plain(say("migration.told_stay", stay=value["stay"])))
        reason = [plain(value["reason"])] if value["reason"].strip() else []
        return [*said, *certainty_line(value, say), *reason, *self._setting_lines(value.get("setting"))]

    def _setting_lines(self, setting: Mapping[str, Any] | None) -> list[str]:
        if not setting:
            return []
        say = self.words
        knobs = [
            say("migration.knob_told", name=say(f"migration.{name}"), value=say.number(setting[name]))
            for name in (*bounds(self.content["people"]), "seed")
        ]
        if setting["extra"]:
            knobs.append(say("migration.knob_told", name=say("migration.extra"), value=setting["extra"]))
        lines = [f"{say('migration.setting')}{plain(say('migration.comma').join(knobs))}"]
        if self.teller and self._takes(setting):
            lines.append(plain(self.teller.run(setting)["summary"]))
        return lines

    def drawn(self) -> dict[str, Any]:
        """Return what the browser needs; the simulator, its first run and the arithmetic only after the commit."""
        view = super().drawn()
        if not (self.facts and self.teller):
            return view
        say, schedule = self.words, self.facts.schedule
        view["figures"] = self.teller.rows()
        names = {one: self.content[one]["name"] for one in ("a", "b")}
        days = {"early": say.day(self.facts.early), "last": say.day(schedule.last)}
        view["asks_stay"] = self.teller.told("migration.stay", **days, **names)
        if view["reveal"]:
            setting = self._setting(view)
            view |= {
                "controls": self._controls(),
                "extras": [{"id": day.isoformat(), "text": say.day(day)} for day in self.facts.spare_days()],
                "start": self._start(),
                "setting": setting,
                "how": self.teller.told("migration.how", **names),
                "calendar": self.teller.calendar(),
                "run": self.teller.run(setting),
                "arithmetic": self.teller.arithmetic(),
                "tolerance": say("migration.tolerance", factor=say.number(self._tolerance)),
            }
        return view

    def _controls(self) -> list[dict[str, Any]]:
        return [
            {
                "id": name,
                "least": bound.least,
                "most": bound.most,
                "step": bound.step,
                "label": self.words(f"migration.{name}"),
                "help": self.words(f"migration.{name}_help"),
                "unit": self.words(f"migration.{name}_unit"),
            }
            for name, bound in bounds(self.content["people"]).items()
        ]

    def _start(self) -> dict[str, Any]:
        return {"people_m": self.content["people"]["start"], **START}

    def _setting(self, view: Mapping[str, Any]) -> dict[str, Any]:
        """Return where the sliders were left, or where they start if that is no longer on offer."""
        left = (view["draft"] or {}).get("setting") or ((view["again"] or {}).get("value") or {}).get("setting")
        return dict(left) if left and self._takes(left) else self._start()

    def told(self, asked: object) -> dict[str, Any]:
        """Run a setting, or go on with a search; only after the commit, and nothing of it is kept.

        Parameters
        ----------
        asked
            `{"run": setting}`, or `{"search": extra}` where `extra` is the day of the student's own, or empty.
        """
        if not (self.teller and self.facts) or not any(one.action is Action.COMMIT for one in self._said):
            raise Refused("commit_first")
        match asked:
            case {"run": dict() as setting}:
                self._shaped(
                    Action.DRAFT, {"pair": None, "stay": None, "certainty": None, "reason": "", "setting": setting}
                )
                if not self._takes(setting):
                    raise Refused("malformed")
                return {"run": self.teller.run(setting)}
            case {"search": str() as extra} if extra in {"", *self._extras}:
                return {"search": self.teller.search(self._searched_on(extra, self.facts), extra)}
        raise Refused("malformed")

    def _searched_on(self, extra: str, facts: Facts) -> Search:
        """Return the search for one schedule, a part further on."""
        if extra not in self._searches:
            self._searches[extra] = Search(case(facts, extra, self.content["people"], self._tolerance))
        search = self._searches[extra]
        if not search.done:
            search.step(PART)
        return search

    def on_paper(self) -> list[str]:
        """Return the forecast, and the model as a game with counters and dice."""
        rows = self.teller.rows() if self.teller else []
        return paper.sheet(self.content, self.facts, rows, self.words)


def _pair(value: Mapping[str, Any]) -> list[str]:
    return list(value["pair"] or [])
