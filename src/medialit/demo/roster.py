"""The invented class: who is in it and how each behaves; nobody can take them for real people."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Writing(StrEnum):
    """The language an invented student writes in; it chooses texts and is never reported."""

    ENGLISH = "en"
    CHINESE = "zh"
    BOTH = "both"


class Way(StrEnum):
    """What becomes of an invented student's folder."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    BLANK = "blank"
    BROKEN_NOTEBOOK = "broken-notebook"
    DELETED_CELL = "deleted-cell"
    COPIED_CELL = "copied-cell"
    LOST_JOURNAL = "lost-journal"
    FOREIGN_JOURNAL = "foreign-journal"
    ABSENT = "absent"


#: Twenty-four ways, mixed so that the first six already show a class; `True` means late.
_WAYS: tuple[tuple[Way, bool], ...] = (
    (Way.COMPLETE, False),
    (Way.PARTIAL, True),
    (Way.BLANK, False),
    (Way.BROKEN_NOTEBOOK, False),
    (Way.LOST_JOURNAL, False),
    (Way.COMPLETE, True),
    (Way.ABSENT, False),
    (Way.FOREIGN_JOURNAL, False),
    (Way.DELETED_CELL, False),
    (Way.COPIED_CELL, False),
    (Way.BLANK, False),
    *((Way.COMPLETE, late) for late in (False, False, False, True, False, False, False, True)),
    *((Way.PARTIAL, late) for late in (False, False, True, False)),
    (Way.COMPLETE, False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """One invented student.

    Parameters
    ----------
    id
        Such as `invented-01`: the folder name and the name in the gradebook.
    number
        Position in the class, from 1.
    writing
        The language of their texts.
    way
        What they do with the assignment.
    late
        True where they hand in after the due date.
    """

    id: str
    number: int
    writing: Writing
    way: Way
    late: bool

    @property
    def first_name(self) -> str:
        """The given name in the gradebook, in both languages."""
        return f"Student {self.number:02d} / 学生{self.number:02d}"

    @property
    def last_name(self) -> str:
        """The family name in the gradebook: it says what this person is."""
        return "Invented / 虚构"

    @property
    def name(self) -> str:
        """The display name: `Invented Student 01 / 虚构学生01`."""
        return f"Invented Student {self.number:02d} / 虚构学生{self.number:02d}"

    @property
    def email(self) -> str:
        """An address under a top-level domain that can never exist (RFC 2606)."""
        return f"{self.id}@example.invalid"


def invented_class(students: int, seed: int) -> tuple[Invented, ...]:
    """Return an invented class in the order of its ids; the same seed gives the same class.

    Parameters
    ----------
    students
        How many, from 1 to 99.
    seed
        Any whole number.
    """
    if not 1 <= students <= 99:
        raise ValueError(f"an invented class has 1 to 99 students, not {students}")
    rng = Random(f"roster {seed}")  # noqa: S311 - an invented class needs repeatability, not secrecy
    ways = [_WAYS[place % len(_WAYS)] for place in range(students)]
    writings = [tuple(Writing)[place % 3] for place in range(students)]
    rng.shuffle(ways)
    rng.shuffle(writings)
    return tuple(
        Invented(id=f"invented-{number:02d}", number=number, writing=writing, way=way, late=late)
        for number, ((way, late), writing) in enumerate(zip(ways, writings, strict=True), start=1)
    )
