"""Grading one hand-in: a pure function from bytes and rows to bytes and rows, in a folder that nobody else sees.

A worker needs no gradebook and no shared disk. It lays a course of one hand-in into a temporary folder and lets
nbgrader's own steps run there; what they wrote comes back, and somebody else writes it down.
"""

import shutil
import tempfile
import time
import traceback
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from medialit import settings
from medialit.grading.model import Delta, Doubt, Route, Rows, Task
from medialit.grading.nbgrader import book
from medialit.grading.nbgrader.kit import Kit, connected, course_directory
from medialit.grading.nbgrader.steps import Step, Steps

LOG_CHARS = 20_000
_ROOM: "Room | None" = None


def begin(kit: Kit, place: Path, environment: Mapping[str, str]) -> None:
    """Make this process ready to grade hand-ins of one assignment, in a folder of its own below `place`."""
    global _ROOM  # noqa: PLW0603  # one room for each process, made by whoever started it
    settings.put_environment(environment)
    _ROOM = Room(kit, place)


def grade(task: Task) -> Delta:
    """Return what grading one hand-in gives; what went wrong is in the log, and costs nobody else anything.

    Raises
    ------
    RuntimeError
        `begin` was not called in this process.
    """
    if _ROOM is None:
        raise RuntimeError("this process was not made ready: call begin(kit, place, environment)")
    return grade_in(_ROOM, task)


def grade_in(room: "Room", task: Task) -> Delta:
    """Return what grading one hand-in in a room gives; what went wrong is in the log."""
    try:
        return room.grade(task)
    except Exception:  # noqa: BLE001  # a full disk, or what nobody foresaw: a note for this student, not the end
        log = traceback.format_exc()
        return Delta(student=task.student, done=False, log=log, rows=None, files={}, route=Route.STOCK)


class Room:
    """A course of one assignment in a temporary folder, with place for one hand-in at a time."""

    def __init__(self, kit: Kit, place: Path) -> None:
        self._kit = kit
        self._root = Path(tempfile.mkdtemp(prefix="worker-", dir=place)).resolve() / (kit.course or "course")
        _lay(kit.config, self._root)
        self._course = course_directory(self._root)
        self._course.root = str(self._root)
        self._url = f"sqlite:///{self._root / 'gradebook.db'}"
        self._course.db_url = self._url
        _lay(kit.source, self._folder(self._course.source_directory, "."))
        _lay(kit.release, self._folder(self._course.release_directory, "."))
        (self._root / "gradebook.db").write_bytes(kit.gradebook)
        self._fast = _Fast(kit, self._course, self._url) if kit.is_data else None
        with connected(self._url) as connection:
            self._blank = book.blank(connection, kit.assignment)

    def grade(self, task: Task) -> Delta:
        """Return what grading one hand-in gives."""
        begun = time.perf_counter()
        doubt = Doubt.ASKED if task.stock else Doubt.CODE if self._fast is None else self._fast.doubt
        try:
            if doubt is None and self._fast:
                self._lay_out(task)
                doubt = self._fast.run(task, task.rows or self._blank)
            if doubt is None and self._fast:
                step, rows, route = self._fast.step, self._fast.rows, Route.DATA
            else:
                self._lay_out(task)
                step, rows = self._stock(task)
                route = Route.STOCK
            files = self._collected(task) if step.done else {}
        finally:
            self._clear(task)
        return Delta(
            student=task.student,
            done=step.done,
            log=step.log[-LOG_CHARS:],
            rows=rows,
            files=files,
            route=route,
            doubt=doubt,
            seconds=time.perf_counter() - begun,
            cells_s=self._fast.cells_s if self._fast and route is Route.DATA else {},
        )

    def _lay_out(self, task: Task) -> None:
        self._clear(task)
        _lay(task.files, self._folder(self._course.submitted_directory, task.student))

    def _stock(self, task: Task) -> tuple[Step, Rows | None]:
        """Grade with nbgrader's own autograder over a gradebook of this one student."""
        (self._root / "gradebook.db").write_bytes(self._kit.gradebook)
        if task.rows is not None:
            with connected(self._url) as connection:
                book.put(connection, self._kit.assignment, {task.student: task.rows})
        step = Steps(self._root, url=self._url).autograde(self._kit.assignment, task.student)
        with connected(self._url) as connection:
            return step, book.read(connection, self._kit.assignment, [task.student]).get(task.student)

    def _collected(self, task: Task) -> Mapping[str, bytes]:
        graded = self._folder(self._course.autograded_directory, task.student)
        found = sorted(one for one in graded.rglob("*") if one.is_file() and not one.is_symlink())
        return {one.relative_to(graded).as_posix(): one.read_bytes() for one in found}

    def _clear(self, task: Task) -> None:
        for step in (self._course.submitted_directory, self._course.autograded_directory):
            shutil.rmtree(self._folder(step, task.student), ignore_errors=True)

    def _folder(self, step: str, student: str) -> Path:
        return Path(self._course.format_path(step, student, self._kit.assignment))


class _Fast:
    """nbgrader's steps over a snapshot, for assignments whose points depend on data."""

    def __init__(self, kit: Kit, course: Any, url: str) -> None:
        from medialit.grading.nbgrader import snapshot

        self._kit, self._course = kit, course
        with connected(url) as connection:
            self._known, self._due = snapshot.teachers(connection, kit.assignment)
        self.step = Step(done=False, log="")
        self.rows: Rows | None = None
        self.cells_s: Mapping[str, float] = {}
        self.doubt = self._doubt()

    def run(self, task: Task, before: Rows) -> Doubt | None:
        """Grade; return why the outcome must not be used, if so."""
        from nbgrader.preprocessors import Execute
        from nbgrader.utils import capture_log

        from medialit.grading.nbgrader.autograde import SnapshotAutograde
        from medialit.grading.nbgrader.in_process import ExecuteInProcess
        from medialit.grading.nbgrader.snapshot import Snapshot

        seen = Snapshot(self._known, self._due, before)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._course.assignment_id, self._course.student_id = self._kit.assignment, task.student
            grader = SnapshotAutograde(
                seen, {Execute: ExecuteInProcess}, coursedir=self._course, config=self._course.config
            )
            result = capture_log(grader)
        if grader.doubt or not result["success"]:
            return grader.doubt or Doubt.FAILED
        self.step = Step(bool(result["success"]), str(result.get("error") or "") + str(result.get("log") or ""))
        self.rows, self.cells_s = seen.rows(), grader.cells_s
        return None

    def _doubt(self) -> Doubt | None:
        """Return why the steps of this course cannot be run over a snapshot, if so.

        Without our own step before them, a student's cells would still be there and be run.
        """
        from nbgrader.converters import Autograde
        from traitlets.utils.importstring import import_item

        from medialit.grading.nbgrader.autograde import INSTEAD
        from medialit.grading.nbgrader.data_only import AnswersAreData
        from medialit.grading.nbgrader.repair import ForgetCopies, RestoreJournal

        grader = Autograde(coursedir=self._course, config=self._course.config)
        every = (*grader.sanitize_preprocessors, *grader.autograde_preprocessors)
        steps = [import_item(one) if isinstance(one, str) else one for one in every]
        if AnswersAreData not in steps[: len(grader.sanitize_preprocessors)]:
            return Doubt.CODE
        ours = {RestoreJournal, ForgetCopies, *INSTEAD}
        known = all(one in ours or one.__module__.startswith(("nbgrader.", "nbconvert.")) for one in steps)
        return None if known else Doubt.PREPROCESSOR


def _lay(files: Mapping[str, bytes], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


__all__ = ["Room", "begin", "grade"]
