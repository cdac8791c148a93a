"""Walls around code of students': what they are, whether this machine has them, and how to be inside."""

from medialit.grading.sandbox.confine import enter, libraries, readable, temporary
from medialit.grading.sandbox.model import Level, Limits, Probed, Tried
from medialit.grading.sandbox.probe import attempt, probe, require
from medialit.grading.sandbox.watch import Watch

__all__ = [
    "Level",
    "Limits",
    "Probed",
    "Tried",
    "Watch",
    "attempt",
    "enter",
    "libraries",
    "probe",
    "readable",
    "require",
    "temporary",
]
