"""Invented hand-ins for an assignment whose points depend on answers, each with the points that it must earn.

The expected points are worked out here, from the `[assignment]` of the curriculum file and from what the hand-in is
made of, and not by `medialit.grading`: two ways must come to the same number.
"""

import json
import math
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from medialit import curriculum
from medialit.curriculum import LessonPlan
from medialit.demo import folder as papers
from medialit.demo.answers import Mind, steps
from medialit.demo.roster import Writing
from medialit.demo.seat import Seat
from medialit.demo.texts import Pen
from medialit.guard.model import Sort, Trial
from medialit.i18n import Language
from medialit.responses import path_for

SKILL_POINTS = 4
NOISE = "import sys, warnings\nwarnings.warn('!')\nprint('!', file=sys.stderr)\n1 / 0"
HOSTILE = """\
import sys
import medialit.grading.checks as checks
checks.skill = checks.completion = lambda *a: float("nan")
sys.stderr = None"""

Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What a hand-in is made of.

    Attributes
    ----------
    journal
        Its bytes; None where there is none.
    boxes
        Those that are filled.
    done
        The prompts that a sound journal says were done.
    right
        The share of the skill answers that are right.
    """

    journal: bytes | None = None
    boxes: tuple[str, ...] = ()
    done: frozenset[str] = frozenset()
    right: Fraction = Fraction(0)


def trials(plan: LessonPlan) -> Iterator[Trial]:
    """Yield the invented hand-ins of a lesson's assignment."""
    lines, boxes = _everything(plan), tuple(row.id for row in plan.rubric)
    whole = _Work(journal=_bytes(lines), boxes=boxes, done=_graded(plan), right=Fraction(1))
    work = {
        "nothing was done": _Work(),
        "the journal is no journal": _Work(journal=b"\xff\x00 4\n[4]\n{}\nNaN\n"),
        "the journal is missing": _Work(boxes=boxes),
        "the journal is another lesson's": _Work(journal=_changed(lines, {"lesson": "an-invented-other-lesson"})),
        "the journal was forged out of schema": _Work(journal=_changed(lines, {"value": {"score": 4, "done": True}})),
        "some was done": _partly(plan, lines),
        "everything was done, and right": whole,
    }
    for spoilt in (math.nan, -5, "full"):
        journal = _bytes([line | {"value": line["value"] | {"certainty": spoilt}} for line in lines])
        work[f"{spoilt!r} stands in every answer"] = _Work(journal=journal, boxes=boxes)
    sorts = {"nothing was done": Sort.BLANK, "everything was done, and right": Sort.PERFECT}
    for number, (told, one) in enumerate(work.items()):
        yield _trial(plan, f"invented-{number:02d}", told, one, sort=sorts.get(told, Sort.OTHER))
    yield _trial(plan, "noisy", "a cell warns, prints to stderr and fails", whole, then=(_noisy,))
    yield _trial(plan, "tampered", "test cells were changed, copied and deleted", whole, then=(_tampered,))
    yield _trial(plan, "hostile", "a cell replaces the checks, and test cells say 4", _Work(), then=(_hostile,))


def _trial(
    plan: LessonPlan,
    name: str,
    told: str,
    work: _Work,
    *,
    sort: Sort = Sort.OTHER,
    then: tuple[Callable[[Path], None], ...] = (),
) -> Trial:
    """Return a hand-in, and what is done to it `then`, with the points that it must earn."""

    def happens(folder: Path) -> None:
        if work.journal is not None:
            path_for(folder, plan.id).write_bytes(work.journal)
        papers.write_boxes(folder, {box: f"[Invented] {box}. ［虚构］" for box in work.boxes})
        for change in then:
            change(folder)

    groups = plan.assignment.completion
    shares = (Fraction(sum(prompt in work.done for prompt in group), len(group)) for group in groups)
    completion = sum(shares, Fraction(len(work.boxes), len(plan.rubric)))
    expected = {"completion": completion, "skill": SKILL_POINTS * work.right}
    return Trial(id=name, told=told, happens=happens, sort=sort, expected=expected, filled=frozenset(work.boxes))


def _graded(plan: LessonPlan) -> frozenset[str]:
    return frozenset(prompt for group in plan.assignment.completion for prompt in group)


def _key(plan: LessonPlan) -> dict[str, dict[str, str]]:
    skill = plan.assignment.skill
    return curriculum.skill_key(tuple(one["id"] for one in plan.prompt(skill).content["items"])) if skill else {}


def _everything(plan: LessonPlan) -> list[Line]:
    """Return the journal of an invented student who does all that is graded, and knows the key."""
    rng = Random("guard")  # noqa: S311 - repeatable, not secret
    mind = Mind(rng=rng, pen=Pen(Writing.BOTH, rng), key=_key(plan), skill=1.0)
    with tempfile.TemporaryDirectory() as place:
        noon = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
        seat = Seat(plan.id, Path(place), Language.EN, author="invented-00", clock=lambda: noon)
        for prompt in plan.prompts:
            if prompt.id in _graded(plan) or prompt.id == plan.assignment.skill:
                for step in steps(seat.widget(prompt), mind):
                    seat.do(prompt, step)
        if not seat.journal.exists():
            return []
        return [json.loads(line) for line in seat.journal.read_text("utf-8").splitlines()]


def _partly(plan: LessonPlan, lines: Iterable[Line]) -> _Work:
    """Return half the boxes, the first prompt of each group, and the first skill item, answered rightly."""
    boxes = tuple(row.id for row in plan.rubric)
    firsts = frozenset(group[0] for group in plan.assignment.completion)
    kept, key = [], _key(plan)
    first = next(iter(key), "")
    for line in lines:
        if line["prompt"] == plan.assignment.skill:
            kept.append(line | {"value": {"answers": {first: line["value"]["answers"][first]}}})
        elif line["prompt"] in firsts:
            kept.append(line)
    asked = sum(len(answers) for answers in key.values())
    return _Work(
        journal=_bytes(kept),
        boxes=boxes[: len(boxes) // 2],
        done=firsts,
        right=Fraction(len(key[first]), asked) if asked else Fraction(0),
    )


def _changed(lines: Iterable[Line], change: Line) -> bytes:
    return _bytes(line | change for line in lines)


def _bytes(lines: Iterable[Line]) -> bytes:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _noisy(folder: Path) -> None:
    papers.add_code(folder, NOISE)


def _tampered(folder: Path) -> None:
    """Change the first test cell, copy the last and delete the first."""
    cells = papers.test_cells(folder)
    if cells:
        papers.rewrite(folder, cells[0], "0")
        papers.copy_cell(folder, cells[-1])
    if len(cells) > 1:
        papers.delete_box(folder, cells[0])


def _hostile(folder: Path) -> None:
    papers.add_code(folder, HOSTILE)
    for cell in papers.test_cells(folder):
        papers.rewrite(folder, cell, f"# mine\n{SKILL_POINTS}")
