"""Counting answers for the report: pure functions from records to numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from medialit.reports.model import HandIn
from medialit.responses import Action, Kind, Record, Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A first and a second answer to one prompt, each with its certainty (0 to 100, None where not asked)."""

    first: float | str
    again: float | str
    first_certainty: int | None
    again_certainty: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """How second estimates lie to first ones, seen from the reference value."""

    nearer: int
    farther: int
    same: int


def pairs(records: Iterable[Record], prompt: str) -> tuple[Pair, ...]:
    """Return the first and second answers of those who gave both."""
    found = []
    for record in records:
        first = _of_kind(record.first_commit(prompt), Kind.COMMIT_REVEAL)
        again = _of_kind(record.latest(prompt, Action.AGAIN), Kind.COMMIT_REVEAL)
        if first is not None and again is not None:
            found.append(
                Pair(
                    first=first.value["answer"],
                    again=again.value["answer"],
                    first_certainty=first.value.get("certainty"),
                    again_certainty=again.value.get("certainty"),
                )
            )
    return tuple(found)


def numeric(both: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return the pairs in which both answers are percentages; a journal may hold anything that fits its schema."""
    return tuple(one for one in both if _is_percentage(one.first) and _is_percentage(one.again))


def only_first(records: Iterable[Record], prompt: str) -> int:
    """Return how many committed to `prompt` and gave no second answer."""
    return sum(
        record.first_commit(prompt) is not None and record.latest(prompt, Action.AGAIN) is None for record in records
    )


def moves(both: Sequence[Pair], reference: float) -> Moves:
    """Return how many second estimates lie nearer to `reference` than the first, farther, or as far."""
    ways = Counter(_sign(abs(float(one.again) - reference) - abs(float(one.first) - reference)) for one in both)
    return Moves(nearer=ways[-1], farther=ways[1], same=ways[0])


def middle(values: Iterable[int | None]) -> float | None:
    """Return the median of the values that are there, None where there are none."""
    there = [value for value in values if value is not None]
    return median(there) if there else None


def tally(values: Iterable[object], options: Sequence[str]) -> tuple[int, ...]:
    """Return how often each option was chosen; an answer that is no option is not counted."""
    counts = Counter(values)
    return tuple(counts[option] for option in options)


def crossings(both: Sequence[Pair], options: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return a square of counts: a row per first answer, a column per second answer."""
    counts = Counter((one.first, one.again) for one in both)
    return tuple(tuple(counts[first, again] for again in options) for first in options)


def votes(records: Iterable[Record], statement: str) -> dict[str, int]:
    """Return how many agreed, disagreed and passed on `statement`."""
    counts = Counter(
        response.value["vote"]
        for record in records
        if (response := _of_kind(record.latest(statement, Action.SAVE), Kind.OPINION)) is not None
    )
    return {vote: counts[vote] for vote in ("agree", "disagree", "pass")}


def skill_choices(records: Iterable[Record], prompt: str, item: str, question: str) -> Counter[str]:
    """Return how many chose each option of one part of the skill task; `""` is no answer."""
    return Counter(_choice(record, prompt, item, question) for record in records)


def days(hand_ins: Sequence[HandIn]) -> dict[date, tuple[int, int]]:
    """Return for every day from the first hand-in to the last: how many came in time, how many late."""
    came = [(one.at.date(), one.is_late) for one in hand_ins if one.at is not None]
    if not came:
        return {}
    counts = Counter(came)
    first, last = min(came)[0], max(came)[0]
    every = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return {day: (counts[day, False], counts[day, True]) for day in every}


def _choice(record: Record, prompt: str, item: str, question: str) -> str:
    response = _of_kind(record.latest(prompt, Action.SAVE), Kind.CLASSIFY)
    answers: Mapping[str, Any] = {} if response is None else response.value.get("answers", {})
    return str(answers.get(item, {}).get(question) or "")


def _of_kind(response: Response | None, kind: Kind) -> Response | None:
    """Return `response` if it has this kind: a journal from outside may hold another one under the prompt's id."""
    return response if response is not None and response.kind is kind else None


def _is_percentage(answer: object) -> bool:
    return isinstance(answer, int | float) and not isinstance(answer, bool) and 0 <= answer <= 100


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
