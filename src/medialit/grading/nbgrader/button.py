"""The engine behind nbgrader's own button and command: two preprocessors to be named in `nbgrader_config.py`.

Where nbgrader would run a notebook, the whole hand-in is graded by the engine, once, and each notebook gets the outputs
that came of it. nbgrader then writes its gradebook itself, as ever.
"""

import atexit
import hashlib
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbformat import reads
from nbgrader import preprocessors as stock
from nbgrader.converters.base import NbGraderException

from medialit import settings
from medialit.grading import folders, sandbox
from medialit.grading.intake import take_in
from medialit.grading.model import Delta, Task, Walls
from medialit.grading.nbgrader.kit import Kit, hash_files, pack
from medialit.grading.nbgrader.worker import Room, grade_in

_KEPT = 2
"""For how many assignments a shell is kept ready."""


class Execute(stock.Execute):
    """Lets the engine run a notebook."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Give a notebook the outputs that the engine gives it.

        Raises
        ------
        NbGraderException
            The engine could not grade the hand-in; it says why.
        NoSandbox
            Points depend on code, and it cannot be walled off here.
        """
        delta = _graded(self.parent.parent, resources)
        if not delta.done:
            raise NbGraderException(delta.log)
        ran = reads(delta.files[f"{resources['nbgrader']['notebook']}.ipynb"].decode("utf-8"), as_version=4)
        nb.cells, nb.metadata = ran.cells, ran.metadata
        return nb, resources


class SaveAutoGrades(stock.SaveAutoGrades):
    """Keeps the points; what passed in the student's own process only waits for a person."""

    def _add_score(self, cell: Any, resources: Any) -> None:
        super()._add_score(cell, resources)
        name = cell.metadata["nbgrader"]["grade_id"]
        held = {cell for one in _LAST.values() if one.student == self.student_id for cell in one.held}
        if f"{self.notebook_id}/{name}" in held:
            grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
            grade.auto_score, grade.needs_manual_grade = 0.0, True
            self.gradebook.db.commit()


def _graded(grader: Any, resources: Any) -> Delta:
    """Return what the engine makes of a hand-in; of the one that is being graded, once."""
    course, names = grader.coursedir, resources["nbgrader"]
    place = Path(course.format_path(course.submitted_directory, names["student"], names["assignment"]))
    task = Task(student=names["student"], files=take_in(place).files)
    kit = pack(Path(course.root), names["assignment"])
    hashed = hashlib.sha256(f"{kit.digest} {task.student}".encode())
    hash_files(hashed, task.files)
    if hashed.digest() not in _LAST:
        _LAST.clear()
        before = settings.environment()
        try:
            _LAST[hashed.digest()] = grade_in(_room(_Keyed(kit)), task)
        finally:
            settings.put_environment(before)  # nbgrader within nbgrader takes away what the outer one has set
    return _LAST[hashed.digest()]


_LAST: dict[bytes, Delta] = {}
"""What was graded last, by a hash of everything that it depends on."""


class _Keyed:
    """A kit, by what it says; its bytes differ from time to time."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    def __hash__(self) -> int:
        return hash(self.kit.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and self.kit.digest == other.kit.digest


@lru_cache(_KEPT)
def _room(keyed: _Keyed) -> Room:
    place = Path(tempfile.mkdtemp(prefix="medialit-grading-"))
    room = Room(keyed.kit, place, Walls() if keyed.kit.is_data else Walls(level=sandbox.require().value))
    atexit.register(folders.remove, place)
    atexit.register(room.close)
    return room


__all__ = ["Execute", "SaveAutoGrades"]
