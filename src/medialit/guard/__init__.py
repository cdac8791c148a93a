"""The grade guard: every assignment is graded by real nbgrader with invented hand-ins, and the points must be right."""

from medialit.guard.rules import Guard

__all__ = ["Guard"]
