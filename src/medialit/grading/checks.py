"""What the test cells of assignments call: points as a plain float in range, or an error, and nothing on stderr.

nbgrader takes the last value of a test cell for the score; for `nan`, a text, `True` or a negative number it gives
full marks, and anything on stderr costs them all. So a score leaves this module only through `_points`. What it is the
sum of is in `facts`.
"""

import contextlib
import io
import math
import warnings
from collections.abc import Callable
from fractions import Fraction
from functools import wraps
from pathlib import Path

from medialit.curriculum import COMPLETION_POINTS, SKILL_POINTS
from medialit.grading import facts


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
    return sum((one.worth for one in facts.completion(lesson, folder) if one.is_done), Fraction(0))


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
    return sum((one.worth for one in facts.skill(lesson, folder) if one.is_right), Fraction(0))
