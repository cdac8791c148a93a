"""Pages and files for the teacher: the class report and the grades."""

from medialit.reports.class_report import class_report
from medialit.reports.grades_csv import grades_csv

__all__ = ["class_report", "grades_csv"]
