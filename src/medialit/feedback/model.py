"""What a student's page knows: plain values, gathered once, so that the page itself opens no file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from medialit.curriculum import Criterion, LessonPlan
from medialit.feedback.handed import Figures
from medialit.feedback.numbers import Pair
from medialit.grading.facts import Answered, Done
from medialit.i18n import Text

if TYPE_CHECKING:
    from medialit.widgets.then_now import Earlier


class Reading(StrEnum):
    """What became of one text: read by a person, not yet, to be read again, nothing in the box, or not readable."""

    READ = "read"
    WAITING = "waiting"
    AGAIN = "again"
    BLANK = "blank"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One criterion of one student.

    Attributes
    ----------
    text
        What stands in the box.
    points
        What a person gave, or the 0 of an empty box; None while there is nothing that counts.
    comment, marker
        In the words of the person who read it, and how they call themselves; empty where that is not known.
    """

    criterion: Criterion
    text: str
    reading: Reading
    points: float | None = None
    comment: str = ""
    marker: str = ""

    @property
    def most(self) -> float:
        """The most points that it can earn."""
        return float(max((points for points, _ in self.criterion.levels), default=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Automatic:
    """One test cell of the reflection.

    Attributes
    ----------
    points
        What counts for it in the gradebook; None where it was not graded.
    by_person
        Whether a person changed them there.
    """

    name: str
    points: float | None
    most: float
    by_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Points are held back: until when (UTC), or until somebody looks where that is not known."""

    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One student's reflection, graded or not.

    Attributes
    ----------
    name
        As the gradebook has it; the student's id where it has none.
    submitted
        When it was handed in (UTC), if that is known.
    problem
        Why there are no points: `missing`, `unreadable` or `ungraded`; empty where there are some.
    cells
        Every test cell, by grade id.
    completion, skill
        What the two shipped test cells count.
    answers
        What was answered twice in the lesson, and what asked for it and was answered once.
    numbers
        Those of the answers that are numbers, by prompt.
    penalty
        Points taken off because it came late.
    held
        Whether, and until when, points are held back; None where they are shown.
    show_keys
        Whether the keys of the skill items are shown.
    skill_why
        Why an item has its key, by item.
    figures
        Names of the figures that the reflection, as the teacher gave it out, shows.
    handed
        The figures that stand in what was handed in.
    told
        What was left aside, and what was repaired before it was graded: keys of the catalogue with their values.
    """

    student: str
    name: str
    plan: LessonPlan
    invented: bool
    submitted: datetime | None
    problem: str
    rows: tuple[Row, ...]
    cells: Mapping[str, Automatic]
    completion: tuple[Done, ...]
    skill: tuple[Answered, ...]
    answers: "tuple[Earlier, ...]"
    numbers: Mapping[str, Pair]
    penalty: float
    held: Held | None
    show_keys: bool
    skill_why: Mapping[str, Text]
    figures: tuple[str, ...] = ()
    handed: Figures = field(default_factory=Figures)
    told: Sequence[tuple[str, Mapping[str, str]]] = ()

    @property
    def markers(self) -> tuple[str, ...]:
        """Who read these texts, as far as that is known, each once."""
        return tuple(dict.fromkeys(one.marker for one in self.rows if one.reading is Reading.READ and one.marker))

    def count(self, *readings: Reading) -> int:
        """Return how many texts are in one of these states."""
        return sum(one.reading in readings for one in self.rows)

    @property
    def _parts(self) -> tuple[Row | Automatic, ...]:
        return (*self.rows, *self.cells.values())

    @property
    def points(self) -> float:
        """All points that count so far, the penalty for lateness taken off."""
        return max(0.0, sum(one.points or 0.0 for one in self._parts) - self.penalty)

    @property
    def most(self) -> float:
        """The most points that there are."""
        return sum(one.most for one in self._parts)

    @property
    def is_complete(self) -> bool:
        """Whether nothing waits for a person or for grading."""
        return all(one.points is not None for one in self._parts)
