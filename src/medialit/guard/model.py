"""The nouns of the guard: an assignment, an invented hand-in, and what became of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from medialit.authoring.model import Notebook

NEAR = 1e-9
"""How far a score may be from the expected one: nbgrader keeps floats, and thirds have no end."""


class Sort(StrEnum):
    """What a hand-in is an example of."""

    BLANK = "blank"
    PERFECT = "perfect"
    OTHER = "other"
    NOT_ABOVE_BLANK = "not above blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The source of an assignment: its notebooks in one folder.

    Attributes
    ----------
    name
        What nbgrader calls it.
    lesson
        The lesson whose journal its points depend on; empty where they depend on code.
    """

    folder: Path
    name: str
    notebooks: tuple[Notebook, ...]
    lesson: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One invented hand-in.

    Attributes
    ----------
    id
        The invented student's name.
    told
        What they did, as a message names it.
    happens
        Makes it of the released folder.
    expected
        Points by check (`completion`, `skill`); empty where nothing but the sort says what must come.
    filled
        The boxes that a person has to read; None where nothing is expected of them.
    """

    id: str
    told: str
    happens: Callable[[Path], None]
    sort: Sort = Sort.OTHER
    expected: Mapping[str, Fraction]
    filled: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What became of one test cell: its points, the most there are, and how it ended if not as it should."""

    file: str
    grade_id: str
    points: float
    most: float
    ending: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one hand-in.

    Attributes
    ----------
    problem
        Why nbgrader could not grade it; empty where it could.
    waiting
        The boxes that wait for a person.
    """

    trial: str
    problem: str = ""
    cells: tuple[Cell, ...] = ()
    waiting: frozenset[str] = frozenset()
