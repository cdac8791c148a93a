"""What the test cells of assignments call: points as a plain float in range, or an error, and nothing on stderr.

nbgrader takes the last value of a test cell for the score; for `nan`, a text, `True` or a negative number it gives
full marks, and anything on stderr costs them all. So a score leaves this module only through `_points`.
"""

import contextlib
import io
import math
import warnings
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import wraps
from pathlib import Path

from medialit import curriculum
from medialit.grading import boxes
from medialit.responses import Action, Record, Response, path_for, read

COMPLETION_POINTS = 4
SKILL_POINTS = 4


def _points(maximum: int) -> Callable[[Callable[[str, Path], Fraction]], Callable[..., float]]:
    """Turn a rule into a check: silent, and a plain float from 0 to `maximum`."""

    def wrap(rule: Callable[[str, Path], Fraction]) -> Callable[..., float]:
        @wraps(rule)
        def check(lesson: str, folder: Path | str | None = None) -> float:
            with contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return plain_float(rule(lesson, Path.cwd() if folder is None else Path(folder)), maximum)

        return check

    return wrap


def plain_float(points: object, maximum: float) -> float:
    """Return `points` as a float from 0 to `maximum`.

    Raises
    ------
    ValueError
        It is no such number: better no score than a wrong one.
    """
    if isinstance(points, bool) or not isinstance(points, int | float | Fraction):
        raise ValueError(f"{points!r} is no number of points")  # noqa: TRY004  # nbgrader shows it as it is
    value = float(points)
    if not math.isfinite(value) or not 0 <= value <= maximum:
        raise ValueError(f"{value} points are not between 0 and {maximum}")
    return value


@_points(COMPLETION_POINTS)
def completion(lesson: str, folder: Path) -> Fraction:
    """Return up to 4 points for doing: commits made, both standpoints written or passed, boxes filled.

    Parameters
    ----------
    lesson
        The lesson's id.
    folder
        Where journal and reflection lie; the working directory if not given.
    """
    plan, record = curriculum.lesson(lesson), _record(lesson, folder)
    total = Fraction(0)
    for group in plan.assignment.completion:
        total += Fraction(sum(_is_done(record, prompt) for prompt in group), len(group))
    texts = boxes.read(folder)
    filled = sum(boxes.is_filled(texts.get(criterion.id, "")) for criterion in plan.rubric)
    return total + Fraction(filled, len(plan.rubric))


@_points(SKILL_POINTS)
def skill(lesson: str, folder: Path) -> Fraction:
    """Return up to 4 points for the skill items: an equal share for each of their questions; the last answer counts.

    Parameters
    ----------
    lesson
        The lesson's id.
    folder
        Where the journal lies; the working directory if not given.
    """
    plan = curriculum.lesson(lesson)
    prompt = plan.prompt(plan.assignment.skill)
    key = curriculum.skill_key(tuple(item["id"] for item in prompt.content["items"]))
    said = _record(lesson, folder).latest(prompt.id, Action.SAVE)
    answers = said.value["answers"] if said else {}
    asked = [(item, question) for item in key for question in key[item]]
    right = sum(answers.get(item, {}).get(question) == key[item][question] for item, question in asked)
    return Fraction(right * SKILL_POINTS, len(asked))


def _record(lesson: str, folder: Path) -> Record:
    """Return what the journal says about this lesson; an unreadable or foreign one says nothing."""
    return Record.of(read(path_for(folder, lesson), lesson).responses)


def _is_done(record: Record, prompt: str) -> bool:
    """Tell whether a prompt was committed; of the kinds that are never locked, whether something was written."""
    if record.first_commit(prompt):
        return True
    saved = record.latest(prompt, Action.SAVE)
    return bool(saved) and _says_something(saved)


def _says_something(saved: Response | None) -> bool:
    if saved is None:
        return False
    value = saved.value
    if "passed" in value:
        turns = (value["first"], value["second"])
        return bool(value["passed"]) or all(turn and turn["text"].strip() for turn in turns)
    return _holds_text(list(value.values()))


def _holds_text(value: object) -> bool:
    """Tell whether a text that is not blank stands anywhere in JSON data; the ids of rows are not the student's."""
    if isinstance(value, Mapping):
        return any(_holds_text(one) for name, one in value.items() if name != "id")
    if isinstance(value, list):
        return any(_holds_text(one) for one in value)
    return isinstance(value, str) and bool(value.strip())
