"""The student's JupyterLab: lessons laid out without touching anybody's work, and a quiet, offline start."""

from medialit.lab.launch import run
from medialit.lab.sync import Laid, languages, lay, lesson_in

__all__ = ["Laid", "languages", "lay", "lesson_in", "run"]
