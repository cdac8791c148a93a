"""The audit of the draft checks: forty invented short answers per language, and what each check makes of them.

`python -m tests.draft_audit` prints the table of docs/reference/draft-checks.md anew. F14 only asks and is not audited.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from medialit import curriculum, drafts
from medialit.article import Quotation, quotation
from medialit.drafts import Answer, Context, Outcome
from medialit.drafts.text import HAN_PER_WORD
from medialit.i18n import Language

FOLDER = Path(__file__).parent / "unit" / "drafts"
LARGEST_GAP = Fraction(10, 100)
"""By how much the languages may differ in precision or recall; a check that differs by more is off in both."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a check pointed where a reader would (hits), where none would (false), and not where one would."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    quiet: int = 0

    @property
    def answers(self) -> int:
        """How many answers the check was run on."""
        return self.hits + self.false + self.missed + self.quiet

    @property
    def precision(self) -> Fraction | None:
        """Of the lamps that were lit, the share that a reader would have lit; None if none was."""
        lit = self.hits + self.false
        return Fraction(self.hits, lit) if lit else None

    @property
    def recall(self) -> Fraction | None:
        """Of the lamps that a reader would have lit, the share that was; None if there was none."""
        wanted = self.hits + self.missed
        return Fraction(self.hits, wanted) if wanted else None


@dataclass(frozen=True, slots=True)
class Miss:
    """A lamp that was not as a reader would want it."""

    answer: str
    check: str
    wanted: str
    got: str


def answers(language: Language) -> list[dict[str, Any]]:
    """Return the invented answers of a language."""
    data = tomllib.loads((FOLDER / f"audit.{language.value}.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = data["answer"]
    return found


def context(one: Mapping[str, Any], language: Language) -> Context:
    """Return what the checks know of an answer: what its box asks, and the cards and earlier answers of lesson 1."""
    plan = curriculum.lesson("01-who-moved")
    in_han = language is Language.ZH
    option = plan.prompt("L1-K3").content["answer"]["options"][1]["text"]
    return Context(
        starter=one.get("starter", ""),
        words=round(sum(one["ask"]) / 2 / (HAN_PER_WORD if in_han else 1)) if "ask" in one else None,
        in_han=in_han,
        answers=(Answer(prompt="L1-C1", texts=("60",)), Answer(prompt="L1-K3", texts=tuple(option.values()))),
        sources={card["id"]: card["source"] for card in plan.prompt("L1-S1").localised(language)["cards"]},
        occurs=lambda passage: quotation(passage) is Quotation.FOUND,
        rows=tuple(one.get("rows", ())),
        standpoints=tuple(one["standpoints"]) if "standpoints" in one else None,
        passed=one.get("passed", False),
        definition=one.get("definition"),
        disclosure=one.get("disclosure"),
    )


def lamps(language: Language) -> Iterator[Miss]:
    """Yield every lamp of the audit, as it was wanted and as it came; those that agree too."""
    for one in answers(language):
        about = context(one, language)
        for check, wanted in one["lamps"].items():
            lit = drafts.run(check, one.get("text", ""), about).outcome is Outcome.POINTS
            yield Miss(one["id"], check, wanted, "points" if lit else "clear")


def tally(language: Language) -> dict[str, Tally]:
    """Return how each check did in a language, by its id."""
    found: dict[str, dict[tuple[str, str], int]] = {}
    for one in lamps(language):
        counts = found.setdefault(one.check, {})
        counts[one.wanted, one.got] = counts.get((one.wanted, one.got), 0) + 1
    names = {"hits": ("points", "points"), "false": ("clear", "points"), "missed": ("points", "clear")}
    names["quiet"] = ("clear", "clear")
    return {
        check: Tally(**{name: counts.get(pair, 0) for name, pair in names.items()})
        for check, counts in sorted(found.items(), key=lambda item: int(item[0][1:]))
    }


def gap(check: str) -> Fraction:
    """Return by how much the languages differ for a check, in precision or in recall, whichever is more."""
    en, zh = (tally(one)[check] for one in Language)
    pairs = ((en.precision, zh.precision), (en.recall, zh.recall))
    return max(
        (abs(one - other) if one is not None and other is not None else Fraction(one is not other))
        for one, other in pairs
    )


def unequal() -> set[str]:
    """Return the checks that differ by more than the largest gap: these have to be off in both languages."""
    return {check for check in tally(Language.EN) if gap(check) > LARGEST_GAP}


def table() -> str:
    """Return the table of the documentation."""
    head = (
        "| | English answers | precision | recall | Chinese answers | precision | recall | gap | |\n" + "|---" * 9 + "|"
    )
    en, zh = (tally(one) for one in Language)
    off = {one.id for one in drafts.checks() if not one.is_on}
    lines = [
        f"| {check} | {' | '.join(_cells(en[check]))} | {' | '.join(_cells(zh[check]))} "
        f"| {round(gap(check) * 100)} | {'off' if check in off else 'on'} |"
        for check in en
    ]
    return "\n".join((head, *lines))


def _cells(one: Tally) -> tuple[str, str, str]:
    lit, wanted = one.hits + one.false, one.hits + one.missed
    return str(one.answers), f"{one.hits} of {lit}", f"{one.hits} of {wanted}"


if __name__ == "__main__":
    for spoken in Language:
        for miss in lamps(spoken):
            if miss.wanted != miss.got:
                sys.stdout.write(f"{miss.answer} {miss.check}: wanted {miss.wanted}, got {miss.got}\n")
    sys.stdout.write(table() + "\n")
