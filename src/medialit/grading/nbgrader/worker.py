"""Grading one hand-in: a pure function from bytes and rows to bytes and rows, in a folder that nobody else sees.

A worker needs no gradebook and no shared disk. It lays a course of one hand-in into a temporary folder and lets
nbgrader's own steps run there; what they wrote comes back, and somebody else writes it down.
"""

import copy
import shutil
import tempfile
import time
import traceback
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from medialit import settings
from medialit.grading import folders, rebuild
from medialit.grading.intake import Note
from medialit.grading.model import Delta, Doubt, Route, Rows, Task, Walls
from medialit.grading.nbgrader import book, routes
from medialit.grading.nbgrader.data_only import asked
from medialit.grading.nbgrader.integrity import Hearing
from medialit.grading.nbgrader.kit import Kit, connected, course_directory, lay, notebook_of
from medialit.grading.nbgrader.steps import Step, Steps

LOG_CHARS = 20_000
NO_WALLS = "this assignment's points depend on code, and code is not run without walls"
_ROOM: "Room | None" = None


def begin(kit: Kit, place: Path, walls: Walls, environment: Mapping[str, str]) -> None:
    """Make this process ready to grade hand-ins of one assignment, in a folder of its own below `place`."""
    global _ROOM  # noqa: PLW0603  # one room for each process, made by whoever started it
    settings.put_environment(environment)
    _ROOM = Room(kit, place, walls)


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

    def __init__(self, kit: Kit, place: Path, walls: Walls) -> None:
        self._kit, self._walls = kit, walls
        self._root = Path(tempfile.mkdtemp(prefix="worker-", dir=place)).resolve() / (kit.course or "course")
        lay(kit.config, self._root)
        self._course = course_directory(self._root)
        self._course.root = str(self._root)
        self._url = f"sqlite:///{self._root / 'gradebook.db'}"
        self._course.db_url = self._url
        lay(kit.source, self._folder(self._course.source_directory, "."))
        lay(kit.release, self._folder(self._course.release_directory, "."))
        (self._root / "gradebook.db").write_bytes(kit.gradebook)
        data = routes.OnData(kit, self._course, self._url)
        self._is_data = kit.is_data and data.doubt is not Doubt.CODE
        self._route = data if self._is_data else routes.InShell(kit, self._course, self._url, walls)
        with connected(self._url) as connection:
            self._blank = book.blank(connection, kit.assignment)
        self._teachers = {
            f"{name}.ipynb": rebuild.teachers(notebook_of(kit.release, name), asked(one))
            for name, one in self._route.known.items()
        }

    def close(self) -> None:
        """End what was kept ready, and remove the folder."""
        self._route.close()
        folders.remove(self._root.parent)

    def grade(self, task: Task) -> Delta:
        """Return what grading one hand-in gives."""
        begun, notes = time.perf_counter(), tuple[Note, ...]()
        try:
            if not task.stock:
                task, notes = self._rebuilt(task)
            found = self._found(task)
            files = self._collected(task) if found.step.done else {}
        finally:
            self._clear(task)
        return Delta(
            student=task.student,
            done=found.step.done,
            log=found.step.log[-LOG_CHARS:],
            rows=found.rows,
            files=files,
            route=found.route,
            doubt=found.doubt,
            level=found.level,
            seconds=time.perf_counter() - begun,
            cells_s=found.cells_s,
            held=found.held,
            forgeable=found.forgeable,
            notes=notes,
        )

    def _rebuilt(self, task: Task) -> tuple[Task, tuple[Note, ...]]:
        """Return a task with its notebooks rebuilt, and what was repaired; one that cannot be read stays as it is."""
        files, notes = dict(task.files), list[Note]()
        for name in self._teachers.keys() & files.keys():
            done = rebuild.rebuild(files[name], self._teachers[name])
            files[name], notes = files[name] if done.content is None else done.content, [*notes, *done.notes]
        return replace(task, files=files), tuple(notes)

    def _found(self, task: Task) -> routes.Found:
        """Grade by the route of this assignment; by nbgrader's own where that is asked for, or is the only sure one."""
        if not self._is_data and not self._walls.level and not self._walls.is_open:
            return routes.refused(NO_WALLS)
        doubt = Doubt.ASKED if task.stock else self._route.doubt
        if doubt in {None, Doubt.KERNEL}:
            self._lay_out(task)
            found = self._route.run(task, task.rows or self._blank)
            if found.doubt is None or not self._is_data:
                return found
            doubt = found.doubt
        self._lay_out(task)
        step, rows = self._stock(task)
        level = "" if self._is_data else self._walls.level or "none"
        found = routes.Found(step=step, rows=rows, route=Route.STOCK, doubt=doubt, level=level)
        if not isinstance(self._route, routes.InShell):
            return found
        is_judged = doubt is Doubt.PREPROCESSOR and step.done
        hearing = self._route.heard(task) if is_judged else None
        if hearing is None or rows is None:
            return replace(found, forgeable=self._route.tests)
        return replace(found, rows=_with_held(rows, hearing), held=hearing.held, forgeable=tuple(hearing.forgeable))

    def _lay_out(self, task: Task) -> None:
        self._clear(task)
        lay(task.files, self._folder(self._course.submitted_directory, task.student))

    def _stock(self, task: Task) -> tuple[Step, Rows | None]:
        """Grade with nbgrader's own autograder over a gradebook of this one student."""
        (self._root / "gradebook.db").write_bytes(self._kit.gradebook)
        if task.rows is not None:
            with connected(self._url) as connection:
                book.put(connection, self._kit.assignment, {task.student: task.rows})
        steps = Steps(self._root, url=self._url, walls="" if self._is_data else self._walls.level)
        step = steps.autograde(self._kit.assignment, task.student)
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


def _with_held(rows: Rows, hearing: Hearing) -> Rows:
    """Return a student's rows in which what is held has the points that it may keep, and waits for a person."""
    kept: dict[str, Any] = copy.deepcopy(dict(rows))
    for where, held in hearing.held.items():
        notebook, _, cell = where.partition("/")
        grade = kept["notebooks"][notebook]["grades"][cell]
        grade[0], grade[3] = hearing.points(held), True
    return kept


__all__ = ["Room", "begin", "grade"]
