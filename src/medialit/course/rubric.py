"""The rubric by which a course marks a lesson: the lesson's own."""

from medialit import curriculum
from medialit.course.model import Course
from medialit.curriculum import Criterion


def rubric(course: Course, lesson_id: str) -> tuple[Criterion, ...]:
    """Return the criteria by which `course` marks a lesson.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    """
    del course
    return curriculum.lesson(lesson_id).rubric
