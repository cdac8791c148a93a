"""The main job: a course made, a lesson assigned, an invented class that answers, and all of it graded."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from medialit import course as desk
from medialit import curriculum, reports
from medialit.course import Course, Status
from medialit.demo.clock import DUE
from medialit.demo.play import Scene, play
from medialit.demo.roster import Invented, invented_class
from medialit.grading import nbgrader
from medialit.i18n import Language

LESSON = "01-who-moved"
SEED = 20250113
Progress = Callable[[int, int, str, float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    """What the demo made, and where it lies.

    Attributes
    ----------
    folder, report, grades_csv, feedback
        The course, the class report, the grades file, the folder of feedback pages.
    students, graded, failed
        How many were invented, how many of them were graded, and how many could not be.
    seconds
        How long it took.
    """

    folder: Path
    course: Course
    students: int
    graded: int
    failed: int
    report: Path
    grades_csv: Path
    feedback: Path
    seconds: float


def run(
    into: Path,
    *,
    students: int = 24,
    seed: int = SEED,
    language: Language = Language.EN,
    progress: Progress | None = None,
) -> DemoResult:
    """Play a whole class into the new folder `into`; the same seed gives the same class.

    Raises
    ------
    AlreadyExists
        The folder exists; nothing in it was touched.
    NotSaved
        It cannot be made.
    """
    begun = time.monotonic()
    class_ = invented_class(students, seed)
    course = desk.new(into, language=language, invented=True)
    tell = progress or _silent
    total = 3 * students + 2
    tell(0, total, "assign", 0.0)
    assigned = desk.assign(course, LESSON, due=DUE)
    nbgrader.add_students(course.folder, {one.id: _names(one) for one in class_})
    _hand_in(course, class_, assigned.folder, seed, lambda done, who: tell(1 + done, total, who, 0.0))
    summary = desk.grade(
        course, LESSON, progress=lambda done, _of, who, left: tell(1 + students + done, total, f"grade {who}", left)
    )
    desk.feedback(
        course,
        LESSON,
        progress=lambda done, _of, who, left: tell(1 + 2 * students + done, total, f"feedback {who}", left),
    )
    tell(total - 1, total, "report", 0.0)
    report = reports.class_report(course, LESSON, language)
    grades = reports.grades_csv(course, LESSON)
    tell(total, total, "done", 0.0)
    return DemoResult(
        folder=into,
        course=course,
        students=students,
        graded=summary.count(Status.GRADED),
        failed=summary.count(Status.FAILED),
        report=report,
        grades_csv=grades,
        feedback=into / "feedback",
        seconds=time.monotonic() - begun,
    )


def _hand_in(
    course: Course, class_: tuple[Invented, ...], released: Path, seed: int, tell: Callable[[int, str], None]
) -> None:
    """Let everybody work and hand in, in nbgrader's own layout."""
    plan = curriculum.lesson(LESSON)
    items = tuple(item["id"] for item in plan.prompt(plan.assignment.skill).content["items"])
    scene = Scene(lesson_id=LESSON, released=released, key=curriculum.skill_key(items), seed=seed)
    for done, student in enumerate(class_):
        tell(done, f"{student.id} answers")
        play(student, scene, course.folder / "submitted")


def _names(student: Invented) -> dict[str, str]:
    return {"first_name": student.first_name, "last_name": student.last_name, "email": student.email}


def _silent(_done: int, _total: int, _what: str, _left: float) -> None:
    """Tell nobody."""
