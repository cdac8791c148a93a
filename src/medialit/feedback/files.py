"""Where nbgrader expects feedback, and what its release and its lists need beside it.

`nbgrader release_feedback` copies every page to a name made of the submission's secret and the notebook's name, and
stops for the whole class where one folder lacks `timestamp.txt` or `submission_secret.txt`. `nbgrader list`, and with
it the student's list of assignments, tells of feedback only if every notebook that was handed in has a page: the
lesson's notebooks travel too, so each gets one that points to the reflection's.
"""

import secrets
import shutil
from pathlib import Path

from medialit.errors import NotSaved
from medialit.feedback.page import pointer
from medialit.grading.boxes import NOTEBOOK
from medialit.i18n import Language

NAME = Path(NOTEBOOK).with_suffix(".html").name
_TIME, _SECRET = "timestamp.txt", "submission_secret.txt"
_NOTEBOOKS = 50
"""Notebooks in one hand-in that get a page."""


def folder_of(root: Path, student: str, lesson: str) -> Path:
    """Return where nbgrader expects the feedback of one student."""
    return root / "feedback" / student / lesson


def put(root: Path, student: str, lesson: str, page: str, language: Language) -> Path:
    """Write the page of one student, and what a release needs beside it; return the page.

    Raises
    ------
    NotSaved
        It cannot be written.
    """
    folder = folder_of(root, student, lesson)
    places = [root / name / student / lesson for name in ("autograded", "submitted")]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, default in ((_TIME, ""), (_SECRET, secrets.token_hex(32))):
            _bring(name, places, folder, default)
        for notebook in sorted(places[1].glob("*.ipynb"))[:_NOTEBOOKS]:
            if notebook.name != NOTEBOOK:
                _write(folder / notebook.with_suffix(".html").name, pointer(language))
        return _write(folder / NAME, page)
    except OSError as problem:
        raise NotSaved(
            f"the page of {student} cannot be written to {folder}: {problem.strerror or problem}",
            "make sure that you may write there and that there is room on the disk",
        ) from problem


def _bring(name: str, places: list[Path], folder: Path, default: str) -> None:
    """Copy what came with the hand-in; where nothing did, keep or write something that belongs to nobody else."""
    found = next((one / name for one in places if (one / name).is_file()), None)
    target = folder / name
    if found is not None:
        target.unlink(missing_ok=True)
        shutil.copyfile(found, target)
    elif not target.exists():
        target.write_text(default, "utf-8")


def _write(file: Path, text: str) -> Path:
    """Write a page in one piece, readable for everybody as nbgrader leaves it, also over one that is read-only."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, "utf-8")
    new.chmod(0o644)
    new.replace(file)
    return file
