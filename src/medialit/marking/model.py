"""The nouns of marking: an answer box to read, a mark, how far a marker is, and where two markers split."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from medialit.finding import Finding
from medialit.grading.nbgrader import Key
from medialit.i18n import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One of the student's own committed answers.

    Attributes
    ----------
    prompt, question
        The prompt's id, and what was asked, in the language of the answer.
    is_second
        Whether it is the second answer, given after the evidence.
    lines
        The answer in words, as plain text.
    certainty
        0 to 100; None where it was not asked.
    at
        When it was given (UTC).
    """

    prompt: str
    question: str
    language: Language
    is_second: bool
    lines: tuple[str, ...]
    certainty: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The points and the comment that one marker gave to one answer box.

    Attributes
    ----------
    digest
        Of the text that was read: the mark holds for this text only.
    at
        When (UTC).
    seconds
        How long it took; None where nobody measured it.
    rubric
        Digest of the rubric that it was given by.
    is_decision
        Whether it decides between two marks.
    """

    marker: str
    student: str
    criterion: str
    points: float
    comment: str
    digest: str
    at: datetime
    seconds: float | None
    rubric: str
    is_decision: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Points and comment that somebody gave outside of the marking desk, in nbgrader's formgrader.

    Attributes
    ----------
    waiting
        Whether nbgrader flags them for another look, as it does after every run of the autograder.
    """

    points: float
    comment: str
    waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One answer box of one student, as a marker sees it.

    Attributes
    ----------
    text
        The student's Markdown; what cannot be shown (NUL, half characters) is replaced by `�`.
    digest
        Stands for the text; a mark is given for it.
    is_blank
        Whether nothing is in the box; a blank box is shown only where there was a marked text before.
    mark
        This marker's mark of this text.
    earlier
        This marker's last mark of an older text, where this text has none.
    second_look
        Whether the mark was given by an older rubric.
    is_double
        Whether a second marker reads it too.
    elsewhere
        What was given in formgrader instead.
    """

    student: str
    pseudonym: str
    criterion: str
    text: str
    digest: str
    is_blank: bool
    mark: Mark | None
    earlier: Mark | None
    second_look: bool = False
    is_double: bool = False
    elsewhere: Elsewhere | None = None

    @property
    def waits(self) -> bool:
        """Whether this marker has still to read it."""
        flagged = self.elsewhere is not None and self.elsewhere.waiting
        if self.mark is not None:
            return self.second_look or flagged
        return self.elsewhere is None or flagged


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many boxes of one criterion are in which state, for one marker.

    Attributes
    ----------
    marked
        Read by this marker.
    waiting
        Still to be read by this marker (or by anybody: a box belongs to whoever marks it first).
    blank
        With nothing in them; the machine gives 0.
    changed
        Of those that wait: with a text that changed since this marker marked it.
    elsewhere
        Marked in formgrader only, and not flagged there.
    others
        Marked by another marker.
    """

    marked: int = 0
    waiting: int = 0
    blank: int = 0
    changed: int = 0
    elsewhere: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Count):
    """How far a marker is with a lesson.

    Attributes
    ----------
    criteria
        The same counts by criterion.
    median_seconds
        Per mark of this marker's; None before there are any.
    seconds_left
        `median_seconds` for each box that waits; None where it cannot be told.
    """

    criteria: Mapping[str, Count]
    median_seconds: float | None
    seconds_left: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """One answer box to which two markers gave different points.

    Attributes
    ----------
    marks
        One of each marker, the earlier first.
    gap
        The distance in points.
    needs_decision
        Whether they lie more than half a level apart; closer ones count as agreement, and the first mark stands.
    decision
        The mark that decided it, if there is one.
    """

    student: str
    pseudonym: str
    criterion: str
    text: str
    digest: str
    marks: tuple[Mark, ...]
    gap: float
    needs_decision: bool
    decision: Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionAgreement:
    """How far two markers agree on one criterion.

    Attributes
    ----------
    n
        Boxes that two markers read, as they stand now.
    exact, adjacent
        The share (0 to 1) of pairs of marks with the same points, and with points at most half a level apart.
    kappa, alpha
        Quadratic-weighted kappa, and Krippendorff's alpha for intervals: 1 is full agreement, 0 what chance brings.
    why
        Why a coefficient is None: `few`, `same` or `markers` (see `medialit.marking.moderation.Coefficients`).
    """

    criterion: str
    n: int
    exact: float | None
    adjacent: float | None
    kappa: float | None
    alpha: float | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What was done so that the gradebook says what the logs of the markers say.

    Attributes
    ----------
    written
        Boxes for which the gradebook had something else.
    kept
        Boxes whose mark was there already.
    changed
        Boxes with a text that changed since it was marked: they wait for a person.
    elsewhere
        Boxes with points from formgrader, which were left alone.
    missing
        Marked boxes for which the gradebook has no place: those students are not graded yet.
    findings
        What could not be read.
    """

    written: tuple[Key, ...] = ()
    kept: int = 0
    changed: tuple[Key, ...] = ()
    elsewhere: tuple[Key, ...] = ()
    missing: tuple[Key, ...] = ()
    findings: tuple[Finding, ...] = ()
