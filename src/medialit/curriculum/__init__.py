"""The teaching as data: what is asked, what is shown, and what it rests on."""

from medialit.curriculum.bibliography import reference, references
from medialit.curriculum.load import lesson, lessons, skill_key
from medialit.curriculum.model import Assignment, Criterion, LessonPlan, Prompt, Reference, Stretch
from medialit.curriculum.own import FILE as OWN
from medialit.curriculum.own import find, own

__all__ = [
    "OWN",
    "Assignment",
    "Criterion",
    "LessonPlan",
    "Prompt",
    "Reference",
    "Stretch",
    "find",
    "lesson",
    "lessons",
    "own",
    "reference",
    "references",
    "skill_key",
]
