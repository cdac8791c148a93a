"""What is fixed when the marking of a lesson begins: the seed of every order, the rubric, and who marks."""

import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from medialit import course as desk
from medialit import schema
from medialit.course import Course
from medialit.course.rubric import criteria_of, rows_of
from medialit.curriculum import Criterion
from medialit.errors import BadCourse, BadMark, BadRecord, NotSaved
from medialit.marking import durable, levels
from medialit.responses.lock import held

FOLDER = "marking"
FILE = "settings.json"
DOUBLE_SHARE = 0.1
_NAME = re.compile(r"[\w-]{1,40}")
_RESERVED = frozenset({"rubric"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How one lesson is marked.

    Attributes
    ----------
    seed
        Of every order and of the choice of boxes that two markers read.
    double_share
        The share of the boxes of a criterion that two markers read, from 0 to 1.
    rubric
        The rows that marks are given by.
    markers
        Who marks, in the order in which they began.
    """

    seed: int
    double_share: float
    rubric: tuple[Criterion, ...]
    markers: tuple[str, ...]

    @property
    def digest(self) -> str:
        """What stands for the rubric."""
        return levels.digest(self.rubric)


def folder_of(course: Course, lesson: str) -> Path:
    """Return where settings and logs of a lesson lie: in the course, but outside of what nbgrader gives to students."""
    return course.folder / FOLDER / lesson


def valid_marker(name: str) -> str:
    """Return the name of a marker.

    Raises
    ------
    BadMark
        It cannot be the name of a file everywhere.
    """
    if not _NAME.fullmatch(name) or name.casefold() in _RESERVED:
        raise BadMark(f"{name!r} cannot be the name of a marker", "use up to 40 letters, digits, - and _")
    return name


def read(course: Course, lesson: str) -> Setup | None:
    """Return how a lesson is marked; None where marking has not begun.

    Raises
    ------
    BadCourse
        The file cannot be read.
    """
    file = folder_of(course, lesson) / FILE
    try:
        data = json.loads(file.read_text("utf-8"))
        schema.check(data, schema.load("medialit.marking", "settings"), what=FILE)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, BadRecord) as problem:
        raise BadCourse(
            f"{file} cannot be read: {problem}", "restore that file from a copy; the marks are safe"
        ) from None
    return Setup(
        seed=data["seed"],
        double_share=data["double_share"],
        rubric=criteria_of(data["rubric"]),
        markers=tuple(data["markers"]),
    )


def begin(course: Course, lesson: str, marker: str) -> Setup:
    """Return how a lesson is marked, with `marker` among its markers; it is fixed when the first one begins.

    Raises
    ------
    BadCourse
        The settings cannot be read, or the rubric of the course is no longer the one that marks were given by.
    NotSaved
        They cannot be written.
    """
    folder = folder_of(course, lesson)
    now = desk.rubric(course, lesson)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with held(folder / ".settings.lock"):
            setup = read(course, lesson) or Setup(
                seed=secrets.randbelow(1 << 31), double_share=DOUBLE_SHARE, rubric=now, markers=()
            )
            refuse_other_rubric(setup, now, lesson, course)
            if marker not in setup.markers:
                setup = replace(setup, markers=(*setup.markers, marker))
                write(folder, setup)
    except OSError as problem:
        raise NotSaved(
            f"marking cannot begin in {folder}: {problem.strerror or problem}", "make sure that you may write there"
        ) from problem
    return setup


def refuse_other_rubric(setup: Setup, now: Sequence[Criterion], lesson: str, course: Course) -> None:
    """Raise `BadCourse` where the rubric of the course is not the one that marks were given by."""
    if setup.digest != levels.digest(now):
        raise BadCourse(
            f"the rubric of {lesson} changed after marking had begun",
            f"put the old one back, or take the marks along for a second look: "
            f"medialit marking rubric migrate {lesson} --course {course.folder}",
        )


def write(folder: Path, setup: Setup) -> None:
    """Write the settings in one piece. Raises `OSError`."""
    data = {
        "v": 1,
        "seed": setup.seed,
        "double_share": setup.double_share,
        "rubric": rows_of(setup.rubric),
        "markers": list(setup.markers),
    }
    durable.replace(folder / FILE, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
