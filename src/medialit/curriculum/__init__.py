"""The teaching as data: what is asked, what is shown, and what it rests on."""

from medialit.curriculum.bibliography import reference, references, works_list
from medialit.curriculum.glossary import glossary, term, term_card, term_cards
from medialit.curriculum.load import ids, lesson, lessons, skill_key, skill_why
from medialit.curriculum.model import (
    COMPLETION_POINTS,
    SKILL_POINTS,
    Assignment,
    Basis,
    Box,
    Criterion,
    LessonPlan,
    ModelAnswer,
    Prompt,
    Reference,
    Step,
    Stretch,
    Term,
)
from medialit.curriculum.model_answers import model_answers
from medialit.curriculum.own import FILE as OWN
from medialit.curriculum.own import find, own

__all__ = [
    "COMPLETION_POINTS",
    "OWN",
    "SKILL_POINTS",
    "Assignment",
    "Basis",
    "Box",
    "Criterion",
    "LessonPlan",
    "ModelAnswer",
    "Prompt",
    "Reference",
    "Step",
    "Stretch",
    "Term",
    "find",
    "glossary",
    "ids",
    "lesson",
    "lessons",
    "model_answers",
    "own",
    "reference",
    "references",
    "skill_key",
    "skill_why",
    "term",
    "term_card",
    "term_cards",
    "works_list",
]
