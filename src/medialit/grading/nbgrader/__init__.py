"""The only door to nbgrader: its configuration, its steps, and its gradebook."""

import medialit.grading.lighter  # noqa: F401  # before anything imports nbformat
from medialit.grading.nbgrader.configure import configure
from medialit.grading.nbgrader.gradebook import (
    FILE,
    KNOWN,
    GradeRow,
    Mark,
    Total,
    add_students,
    copy_gradebook,
    is_there,
    knows,
    people,
    remove_student,
    rows,
    set_due,
    students,
    totals,
)
from medialit.grading.nbgrader.kit import handed_in
from medialit.grading.nbgrader.marks import Change, Given, Key
from medialit.grading.nbgrader.marks import given as given_marks
from medialit.grading.nbgrader.marks import write as write_marks
from medialit.grading.nbgrader.steps import CONFIG, Step, Steps

__all__ = [
    "CONFIG",
    "FILE",
    "KNOWN",
    "Change",
    "Given",
    "GradeRow",
    "Key",
    "Mark",
    "Step",
    "Steps",
    "Total",
    "add_students",
    "configure",
    "copy_gradebook",
    "given_marks",
    "handed_in",
    "is_there",
    "knows",
    "people",
    "remove_student",
    "rows",
    "set_due",
    "students",
    "totals",
    "write_marks",
]
