"""The nouns of grading: what goes to a worker, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from medialit.grading.intake import Note

Rows = Mapping[str, Any]
"""One student's rows of one assignment as JSON data; `medialit.grading.nbgrader.book` reads and writes them."""


class Route(StrEnum):
    """How a hand-in was graded.

    `data`: only the teacher's code ran, over answers and texts, and no kernel was started.
    `shell`: in a shell that was kept ready and is forked for each notebook, inside the sandbox.
    `stock`: with a kernel for each notebook, as nbgrader does; inside the sandbox where students' code runs.
    """

    DATA = "data"
    SHELL = "shell"
    STOCK = "stock"


class Doubt(StrEnum):
    """Why it cannot be shown that nbgrader's own way would have given the same points.

    The hand-in then takes that way, code with a kernel inside the sandbox.
    """

    CODE = "code"
    PREPROCESSOR = "preprocessor"
    NOT_PYTHON = "not-python"
    RAISED = "raised"
    NOISY = "noisy"
    FAILED = "failed"
    ASKED = "asked"
    QUIT = "quit"
    DIED = "died"
    TIMEOUT = "timeout"
    LIMIT = "limit"
    SHADOWS = "shadows"
    KERNEL = "kernel"


class Integrity(StrEnum):
    """Which verdict on code counts where a test is judged twice.

    `inside`: nbgrader's own, and nothing else is asked. `hold`: nbgrader's own, but what passes inside and not outside
    gets no points and waits for a person. `outside`: the one from outside, where it can tell.
    """

    INSIDE = "inside"
    HOLD = "hold"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A test that passed inside the student's process and not outside it.

    Attributes
    ----------
    inside
        Points that nbgrader would have given.
    outside
        Points from outside; None if it could not tell, though of the teacher's own solution it can.
    why
        What happened outside.
    """

    inside: float
    outside: float | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One hand-in to grade: its files by path, and the rows that the gradebook has of it."""

    student: str
    files: Mapping[str, bytes]
    rows: Rows | None = None
    stock: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """Inside what code may run: a level of the sandbox, or none where somebody said so; and which verdict counts.

    With neither, no code is run.
    """

    level: str = ""
    is_open: bool = False
    integrity: Integrity = Integrity.HOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """What grading one hand-in gave.

    Attributes
    ----------
    done
        Whether nbgrader finished; if not, there are no files and `log` says why.
    log
        What nbgrader said, cut where it is long.
    rows
        The student's rows as they are to be; None where nothing is to be written.
    files
        The graded hand-in by path.
    doubt
        Why nbgrader's own way was taken, or why it might have given something else.
    level
        The level of the sandbox in which code ran; `none` if it ran without, empty if none ran.
    cells_s
        Seconds that each test cell took, by notebook and grade id.
    held, forgeable
        Tests that passed inside only, and tests that nobody can judge from outside; by notebook and grade id.
    notes
        What was repaired in its notebooks.
    """

    student: str
    done: bool
    log: str
    rows: Rows | None
    files: Mapping[str, bytes]
    route: Route
    doubt: Doubt | None = None
    level: str = ""
    seconds: float = 0.0
    cells_s: Mapping[str, float] = field(default_factory=dict)
    held: Mapping[str, Held] = field(default_factory=dict)
    forgeable: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
