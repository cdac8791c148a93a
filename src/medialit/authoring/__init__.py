"""`medialit check`: what a machine can hold of a lesson, ours or a teacher's own; each rule has a reason and a fix."""

from medialit.authoring.model import Found, Rule
from medialit.authoring.reflection import write_reflection
from medialit.authoring.rules import RULES, check, explain, rule
from medialit.authoring.scaffold import notebooks
from medialit.authoring.write import accept_translations, put_in_form

__all__ = [
    "RULES",
    "Found",
    "Rule",
    "accept_translations",
    "check",
    "explain",
    "notebooks",
    "put_in_form",
    "rule",
    "write_reflection",
]
