"""The main job: a course made, lessons assigned, an invented class that answers, and all of it graded."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from medialit import course as desk
from medialit import curriculum, feedback, reports
from medialit.course import Course, Status, Summary
from medialit.curriculum import LessonPlan
from medialit.demo.clock import due
from medialit.demo.play import Scene, play
from medialit.demo.roster import Invented, invented_class
from medialit.errors import BadCourse
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
    folder, feedback
        The course, and the folder of feedback pages.
    reports, grades
        The class report and the grades file of each lesson, in the order of the lessons.
    students, graded, failed
        How many were invented; how many of their hand-ins were graded, and how many could not be.
    by_hand, most
        How many points a person gives, and how many there are in all.
    seconds
        How long it took.
    """

    folder: Path
    course: Course
    students: int
    graded: int
    failed: int
    by_hand: int
    most: int
    reports: tuple[Path, ...]
    grades: tuple[Path, ...]
    feedback: Path
    seconds: float


def run(
    into: Path,
    *,
    lessons: Sequence[str] = (LESSON,),
    students: int = 24,
    seed: int = SEED,
    language: Language = Language.EN,
    progress: Progress | None = None,
) -> DemoResult:
    """Play a whole class into the new folder `into`, a lesson a week; the same seed gives the same class.

    Raises
    ------
    AlreadyExists
        The folder exists; nothing in it was touched.
    UnknownLesson, BadCourse
        There is no such lesson, or it has no graded reflection.
    NotSaved
        It cannot be made.
    """
    begun = time.monotonic()
    plans = [_graded_plan(one) for one in lessons]
    class_ = invented_class(students, seed)
    course = desk.new(into, language=language, invented=True)
    nbgrader.add_students(course.folder, {one.id: _names(one) for one in class_})
    tell = _Progress(progress or _silent, len(plans) * (3 * students + 1))
    summaries = [
        _week(course, class_, plan, _Week(number=number, seed=seed), tell) for number, plan in enumerate(plans)
    ]
    pages = tuple(reports.class_report(course, plan.id, language) for plan in plans)
    grades = tuple(reports.grades_csv(course, plan.id) for plan in plans)
    tell.at_end()
    by_hand = sum(row.most for plan in plans for row in plan.rubric)
    return DemoResult(
        folder=into,
        course=course,
        students=students,
        graded=sum(one.count(Status.GRADED) for one in summaries),
        failed=sum(one.count(Status.FAILED) for one in summaries),
        by_hand=by_hand,
        most=sum(plan.points for plan in plans),
        reports=pages,
        grades=grades,
        feedback=into / "feedback",
        seconds=time.monotonic() - begun,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Week:
    """The week of one lesson, from 0, and the seed of the class."""

    number: int
    seed: int


class _Progress:
    """How far the demo is, over all lessons and steps."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._before = progress, total, 0

    def step(self, what: str, steps: int) -> Callable[[int, int, str, float], None]:
        """Return a progress callback for the next `steps` steps, which all are `what`."""
        before, self._before = self._before, self._before + steps
        return lambda done, _of, who, left: self._progress(before + done, self._total, f"{who} {what}".strip(), left)

    def at_end(self) -> None:
        """Tell that all is done."""
        self._progress(self._total, self._total, "done", 0.0)


def _graded_plan(lesson_id: str) -> LessonPlan:
    plan = curriculum.lesson(lesson_id)
    if plan.assignment.task is None:
        known = ", ".join(one.id for one in curriculum.lessons() if one.assignment.task)
        raise BadCourse(
            f"{lesson_id} has no graded reflection yet, so a class cannot be graded", f"use one of: {known}"
        )
    return plan


def _week(course: Course, class_: tuple[Invented, ...], plan: LessonPlan, week: _Week, progress: _Progress) -> Summary:
    """Assign a lesson, let everybody work and hand in, and grade what came."""
    progress.step(f"assign {plan.id}", 1)(0, 1, "", 0.0)
    assigned = desk.assign(course, plan.id, due=due(week.number))
    task = plan.assignment.skill
    items = tuple(item["id"] for item in plan.prompt(task).content["items"]) if task else ()
    scene = Scene(
        lesson_id=plan.id,
        released=assigned.folder,
        key=curriculum.skill_key(items),
        seed=week.seed,
        week=week.number,
    )
    tell = progress.step("answers", len(class_))
    for done, student in enumerate(class_):
        tell(done, len(class_), student.id, 0.0)
        play(student, scene, course.folder / "submitted")
    summary = desk.grade(course, plan.id, progress=progress.step("is graded", len(class_)))
    feedback.write(course, plan.id, progress=progress.step("gets feedback", len(class_)))
    return summary


def _names(student: Invented) -> dict[str, str]:
    return {"first_name": student.first_name, "last_name": student.last_name, "email": student.email}


def _silent(_done: int, _total: int, _what: str, _left: float) -> None:
    """Tell nobody."""
