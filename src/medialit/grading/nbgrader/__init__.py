"""The only door to nbgrader: its configuration, its steps, and its gradebook."""

from medialit.grading.nbgrader.configure import configure
from medialit.grading.nbgrader.gradebook import GradeRow, Mark, add_students, rows, set_due, students
from medialit.grading.nbgrader.steps import Step, Steps

__all__ = ["GradeRow", "Mark", "Step", "Steps", "add_students", "configure", "rows", "set_due", "students"]
