"""The nouns of a course: where it lies, and what became of each submission."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from medialit.finding import Finding
from medialit.i18n import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course in a folder.

    Attributes
    ----------
    folder
        The nbgrader course root.
    language
        The teacher's language.
    content_version
        The version of medialit whose content the course holds.
    invented
        Whether the class is made up by the demo.
    """

    folder: Path
    language: Language
    content_version: str
    invented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """A lesson made ready for students: the released folder, what is in it, and what the teacher should know.

    Attributes
    ----------
    is_graded
        Whether the lesson has a graded reflection.
    notes
        The teacher's notes, and worksheets to print, outside of what nbgrader gives to students.
    """

    folder: Path
    files: tuple[str, ...]
    is_graded: bool
    notes: tuple[Path, ...]
    findings: tuple[Finding, ...]


class Status(StrEnum):
    """What became of one student's submission; `ungraded` where the lesson has no graded reflection."""

    GRADED = "graded"
    FAILED = "failed"
    MISSING = "missing"
    UNGRADED = "ungraded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """One student's submission after grading.

    Attributes
    ----------
    auto, max_auto
        The automatic points, and the most there are; None where it was not graded.
    needs_manual
        Whether a person has still to mark something.
    note
        Why it could not be graded, or what was repaired; empty otherwise.
    route
        How it was graded (`medialit.grading.model.Route`), or `unchanged` where it was left as it is.
    doubt
        Why nbgrader's own way was taken (`medialit.grading.model.Doubt`); empty otherwise.
    held
        Tests that passed in the student's own process and not outside it, by notebook and cell: points `inside` and
        `outside`, and `why`. They have no points until a person gives some.
    forgeable
        Tests with points that nobody can judge from outside.
    told
        What was left aside of the hand-in, and what was repaired in it: keys of the catalogue with their values. The
        student's page tells it, too.
    """

    student: str
    status: Status
    auto: float | None = None
    max_auto: float | None = None
    needs_manual: bool = False
    note: str = ""
    route: str = ""
    doubt: str = ""
    held: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    forgeable: Sequence[str] = ()
    told: Sequence[tuple[str, Mapping[str, str]]] = ()

    @property
    def is_repaired(self) -> bool:
        """Whether something in a notebook was repaired."""
        return any(key.startswith("desk.rebuilt_") for key, _ in self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A class after grading: one row per student, and what the teacher should know."""

    rows: tuple[Graded, ...]
    findings: tuple[Finding, ...]

    def count(self, status: Status) -> int:
        """Return how many students have this status."""
        return sum(row.status is status for row in self.rows)
