"""How nbgrader is set up for a medialit course; the three lines of `nbgrader_config.py` call this."""

import re
from pathlib import Path
from typing import Any

from medialit import curriculum
from medialit.grading.boxes import STUB
from medialit.responses import path_for

CELL_SECONDS = 60


def configure(c: Any, config_file: str) -> None:
    """Fill nbgrader's configuration `c` for the course in which `config_file` lies.

    What a teacher sets after this call wins.
    """
    root = Path(config_file).resolve().parent
    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = re.sub(r"[^A-Za-z0-9_-]", "-", root.name) or "course"
    c.Exchange.root = str(root / "exchange")
    c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.answers.jsonl.lock"]
    c.ClearSolutions.text_stub = STUB
    # A missing cell is put back as if the student had left it blank; the notification would be part of the answer.
    c.OverwriteCells.add_missing_cells = True
    c.OverwriteCells.missing_cell_notification = ""
    # A busy machine is no student's fault: nbclient's own patience is 4 s for the last output, 60 s for a kernel.
    c.Execute.timeout = c.Execute.iopub_timeout = CELL_SECONDS
    c.Execute.startup_timeout = 2 * CELL_SECONDS
    c.Execute.shutdown_kernel = "immediate"
    # No history file, and no word from the kernel itself on the teacher's terminal unless it is an error.
    c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"]
    # A journal in source/ would overwrite every student's; `assign` refuses one, and this is the second lock.
    c.Autograde.exclude_overwriting = {lesson: [path_for(Path(), lesson).name] for lesson in curriculum.ids()}
    # As nbgrader has them, with three repairs: the journal is restored before outputs, and with them the receipt,
    # are cleared; where points depend on answers alone, a student's code is set aside; and so are copied cells.
    c.Autograde.sanitize_preprocessors = [
        "medialit.grading.nbgrader.repair.RestoreJournal",
        "nbgrader.preprocessors.ClearOutput",
        "medialit.grading.nbgrader.data_only.AnswersAreData",
        "nbgrader.preprocessors.DeduplicateIds",
        "medialit.grading.nbgrader.repair.ForgetCopies",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
