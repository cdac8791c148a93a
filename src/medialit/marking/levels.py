"""The points that a criterion allows: every level, 0, and the middle between two neighbours."""

import hashlib
import json
from collections.abc import Sequence
from itertools import pairwise

from medialit.course.rubric import rows_of
from medialit.curriculum import Criterion
from medialit.errors import BadMark


def allowed(criterion: Criterion) -> tuple[float, ...]:
    """Return the points that may be given, ascending from 0 to the most.

    Examples
    --------
    >>> from medialit import curriculum
    >>> allowed(curriculum.lesson("01-who-moved").rubric[0])
    (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0)
    """
    whole = sorted({0.0, *(float(points) for points, _ in criterion.levels)})
    halves = [(low + high) / 2 for low, high in pairwise(whole)]
    return tuple(sorted({*whole, *halves}))


def step(criterion: Criterion) -> float:
    """Return the points between two neighbouring levels, where they lie farthest apart."""
    whole = sorted({0, *(points for points, _ in criterion.levels)})
    return float(max(high - low for low, high in pairwise(whole)))


def checked(criterion: Criterion, points: object) -> float:
    """Return the points as a float.

    Raises
    ------
    BadMark
        The criterion does not allow them.
    """
    known = allowed(criterion)
    if isinstance(points, bool) or not isinstance(points, int | float) or points not in known:
        choice = ", ".join(f"{one:g}" for one in known)
        raise BadMark(f"{points!r} points cannot be given for {criterion.title.en}", f"give one of: {choice}")
    return float(points)


def digest(rubric: Sequence[Criterion]) -> str:
    """Return what stands for a rubric: sha256 of its rows."""
    text = json.dumps(rows_of(rubric), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
