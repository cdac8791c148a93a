"""Two markers: where they split, and how far they agree on each criterion.

Both coefficients set the disagreement that was seen against the disagreement that chance would bring, and weigh it by
the square of the distance in points, so that a miss by two levels counts four times a miss by one. They are computed by
`nltk.metrics.agreement`.

References
----------
Cohen, J. (1968). Weighted kappa. *Psychological Bulletin*, 70(4), 213-220. https://doi.org/10.1037/h0026256
Krippendorff, K. (2011). *Computing Krippendorff's alpha-reliability*. University of Pennsylvania.
https://repository.upenn.edu/asc_papers/43
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from medialit import settings
from medialit.course import Course
from medialit.curriculum import Criterion
from medialit.grading.nbgrader import Key
from medialit.marking import levels, setup
from medialit.marking.fold import HALF_LEVEL, gap
from medialit.marking.log import Log
from medialit.marking.model import CriterionAgreement, Mark, Split
from medialit.marking.pseudonyms import key, pseudonyms
from medialit.marking.settling import Case, boxes_of, case_of
from medialit.marking.texts import Text, Texts

FEWEST = 2
"""Boxes from which a coefficient can be computed; from few it says little."""


def splits(course: Course, lesson: str, *, home: Path | None = None) -> tuple[Split, ...]:
    """Return the boxes to which two markers gave different points, the widest first.

    Parameters
    ----------
    home
        The user's own folder, which keeps the key of the pseudonyms; from the settings if None.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadCourse
        The settings of its marking cannot be read.
    NotSaved
        There is no key of the pseudonyms, and none can be kept.
    """
    texts = Texts(course.folder, lesson)
    case = case_of(course, lesson, Log(setup.folder_of(course, lesson)))
    names = pseudonyms(texts.students(), lesson, key(home or settings.read().home))
    return splits_in(case, boxes_of(case.criteria, texts), names)


def splits_in(case: Case, boxes: Mapping[Key, Text], names: Mapping[str, str]) -> tuple[Split, ...]:
    """Return the splits among boxes that were read already; see `splits`."""
    found = [_split(case, box, text, names[box[0]]) for box, text in boxes.items()]
    order = {criterion: place for place, criterion in enumerate(case.criteria)}
    return tuple(sorted((one for one in found if one), key=lambda one: (-one.gap, order[one.criterion], one.pseudonym)))


def _split(case: Case, box: Key, text: Text, name: str) -> Split | None:
    marks = case.state.marks_of(box, text.digest)
    wide = gap(marks)
    if not wide:
        return None
    decision = case.state.decision(box, text.digest)
    return Split(
        student=box[0],
        pseudonym=name,
        criterion=box[1],
        text=text.text,
        digest=text.digest,
        marks=marks,
        gap=wide,
        needs_decision=case.needs_decision(box, text.digest),
        decision=decision,
    )


def agreement(course: Course, lesson: str) -> tuple[CriterionAgreement, ...]:
    """Return for each criterion how far two markers agree on the boxes that both marked as they stand now.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadCourse
        The settings of its marking cannot be read.
    """
    case = case_of(course, lesson, Log(setup.folder_of(course, lesson)))
    boxes = boxes_of(case.criteria, Texts(course.folder, lesson))
    return tuple(_agreement(row, list(_doubles(case, boxes, row.id))) for row in case.criteria.values())


def _doubles(case: Case, boxes: Mapping[Key, Text], criterion: str) -> Iterator[tuple[Mark, ...]]:
    """Yield the marks of each box of a criterion that more than one marker read."""
    for box, text in boxes.items():
        marks = case.state.marks_of(box, text.digest) if box[1] == criterion else ()
        if len(marks) > 1:
            yield marks


def _agreement(row: Criterion, doubles: Sequence[tuple[Mark, ...]]) -> CriterionAgreement:
    pairs = [pair for marks in doubles for pair in combinations(marks, 2)]
    half = HALF_LEVEL * levels.step(row)
    ratings = [(mark.marker, f"{number:06}", mark.points) for number, marks in enumerate(doubles) for mark in marks]
    numbers = coefficients(ratings)
    return CriterionAgreement(
        criterion=row.id,
        n=len(doubles),
        exact=sum(gap(pair) == 0 for pair in pairs) / len(pairs) if pairs else None,
        adjacent=sum(gap(pair) <= half for pair in pairs) / len(pairs) if pairs else None,
        kappa=numbers.kappa,
        alpha=numbers.alpha,
        why=numbers.why,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficients:
    """Quadratic-weighted kappa and Krippendorff's interval alpha; None where undefined, and then the reason.

    The reasons are `few` (fewer than two boxes), `same` (everybody gave the same points everywhere, so that chance
    explains everything) and, for kappa only, `markers` (more than two markers, or not the same two everywhere).
    """

    kappa: float | None
    alpha: float | None
    why: str = ""


def coefficients(ratings: Sequence[tuple[str, str, float]]) -> Coefficients:
    """Return both coefficients of ratings.

    Parameters
    ----------
    ratings
        Marker, box and points, for boxes with at least two markers each.

    Examples
    --------
    >>> found = coefficients([("a", "1", 3), ("b", "1", 3), ("a", "2", 1), ("b", "2", 2)])
    >>> round(found.kappa, 2), round(found.alpha, 2)
    (0.67, 0.73)
    """
    boxes, markers = {box for _, box, _ in ratings}, {marker for marker, _, _ in ratings}
    if len(boxes) < FEWEST:
        return Coefficients(kappa=None, alpha=None, why="few")
    if len({points for _, _, points in ratings}) == 1:
        return Coefficients(kappa=None, alpha=None, why="same")
    from nltk.metrics.agreement import AnnotationTask

    task = AnnotationTask(list(ratings), distance=_squared)
    if len(markers) != 2 or len(ratings) != 2 * len(boxes):
        return Coefficients(kappa=None, alpha=float(task.alpha()), why="markers")
    return Coefficients(kappa=float(task.weighted_kappa()), alpha=float(task.alpha()))


def _squared(one: float, other: float) -> float:
    return (one - other) ** 2
