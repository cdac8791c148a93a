"""The teaching as data: what is asked, what is shown, and what it rests on."""

from medialit.curriculum.load import lesson, lessons, reference, skill_key
from medialit.curriculum.model import Assignment, Criterion, LessonPlan, Prompt, Reference, Stretch

__all__ = [
    "Assignment",
    "Criterion",
    "LessonPlan",
    "Prompt",
    "Reference",
    "Stretch",
    "lesson",
    "lessons",
    "reference",
    "skill_key",
]
