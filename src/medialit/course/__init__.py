"""A course's life: new, assigned, graded."""

from medialit.course.backup import Backup, backup, restore
from medialit.course.collect import Collected, Collecting, collect
from medialit.course.desk import assign, is_graded, new, open_any
from medialit.course.desk import open_course as open  # noqa: A004  # `course.open` reads as it should
from medialit.course.export import Filled, GradesOut, export_grades
from medialit.course.forget import Traces, forget, traces
from medialit.course.grade import (
    Progress,
    grade,
    handed_in,
    last_grading,
    refuse_ungraded,
    timings,
    told,
    verify,
)
from medialit.course.model import Assigned, Course, Graded, Status, Summary
from medialit.course.roster import Change, RosterImport, import_roster
from medialit.course.rubric import plan, rubric, rubric_file
from medialit.grading.engine import Options
from medialit.grading.model import Integrity

__all__ = [
    "Assigned",
    "Backup",
    "Change",
    "Collected",
    "Collecting",
    "Course",
    "Filled",
    "Graded",
    "GradesOut",
    "Integrity",
    "Options",
    "Progress",
    "RosterImport",
    "Status",
    "Summary",
    "Traces",
    "assign",
    "backup",
    "collect",
    "export_grades",
    "forget",
    "grade",
    "handed_in",
    "import_roster",
    "is_graded",
    "last_grading",
    "new",
    "open",
    "open_any",
    "plan",
    "refuse_ungraded",
    "restore",
    "rubric",
    "rubric_file",
    "timings",
    "told",
    "traces",
    "verify",
]
