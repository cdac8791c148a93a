"""What a report knows about a class: plain values, gathered once, counted by pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from medialit.course import Status
from medialit.responses import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """The points for one criterion; `given` is None while it waits for a person, or for grading."""

    criterion: str
    given: float | None
    most: float
    by_hand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """One student's hand-in, as the teacher may see it.

    Parameters
    ----------
    student
        The student's id; names stay in the gradebook.
    at
        When it was handed in, or None.
    late_s
        Seconds after the due date; 0 in time.
    state
        What became of it.
    note
        Why it could not be graded, or what was found on the way; empty otherwise.
    points
        One entry per criterion.
    record
        The student's answers, from journal or receipt.
    """

    student: str
    at: datetime | None
    late_s: float
    state: Status
    note: str = ""
    points: tuple[Points, ...] = ()
    record: Record

    @property
    def is_late(self) -> bool:
        """Whether it came after the due date."""
        return self.late_s > 0

    def given(self, criterion: str) -> float | None:
        """Return the points for `criterion`, None where there are none."""
        return next((one.given for one in self.points if one.criterion == criterion), None)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The criteria that wait for a person."""
        if self.state is not Status.GRADED:
            return ()
        return tuple(one.criterion for one in self.points if one.by_hand and one.given is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassView:
    """One lesson of one class.

    Parameters
    ----------
    course
        What the course calls itself.
    lesson_id, due
        The lesson and when it was due.
    hand_ins
        One entry per student of the roster, those who handed nothing in included.
    invented
        True where the class was made up by the demo.
    criteria
        Criterion to highest points, in the order of the assignment.
    is_graded
        Whether the lesson has a graded reflection.
    key
        The key of the skill task: item to question to option.
    """

    course: str
    lesson_id: str
    due: datetime | None
    hand_ins: tuple[HandIn, ...]
    invented: bool = False
    is_graded: bool = True
    criteria: Mapping[str, float] = field(default_factory=dict)
    key: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def came(self) -> tuple[HandIn, ...]:
        """Those who handed something in."""
        return tuple(one for one in self.hand_ins if one.at is not None)

    @property
    def graded(self) -> tuple[HandIn, ...]:
        """Those whose automatic points are known."""
        return tuple(one for one in self.hand_ins if one.state is Status.GRADED)
