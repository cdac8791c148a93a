"""nbgrader's autograder over a snapshot of the gradebook: the same steps in the same order, and no database.

nbgrader opens its database some seventeen times for a notebook and commits after every cell. Here its own preprocessors
run unchanged but for where they look: subclasses hand them what they would have read, and keep what they would have
written. What is subclassed is public; tests compare every row with nbgrader's own.
"""

import json
import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from nbformat.v4 import new_output
from nbgrader import preprocessors as stock
from nbgrader import utils
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import NbGraderPreprocessor

from medialit.grading.model import Doubt, Held
from medialit.grading.nbgrader.data_only import AnswersAreData, cells_known, relabelled
from medialit.grading.nbgrader.integrity import Hearing
from medialit.grading.nbgrader.snapshot import Snapshot
from medialit.grading.nbgrader.steps import plain

HELD = (
    "This test is held: it passed here, and not when it was run from outside. A person looks at it. / "
    "这项测试暂不计分：在这里通过了，从外部运行时没有通过。会有人来查看。"
)


def _seen(step: Any) -> Snapshot:
    """Return the snapshot of the autograder that runs a preprocessor."""
    snapshot: Snapshot = step.parent.parent.snapshot
    return snapshot


class OverwriteKernelspec(stock.OverwriteKernelspec):
    """Puts the teacher's kernel into the notebook."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Do what nbgrader's own does, by the snapshot."""
        kernelspec = _seen(self).find_notebook(resources["nbgrader"]["notebook"], "").kernelspec
        loaded = json.loads(kernelspec) if kernelspec is not None else None
        if loaded:
            nb.metadata["kernelspec"] = loaded
        return nb, resources


class OverwriteCells(stock.OverwriteCells):
    """Puts the teacher's cells back."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Do what nbgrader's own does, by the snapshot."""
        _name(self, resources)
        nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
        if self.add_missing_cells:
            nb, resources = self.add_missing_grade_cells(nb, resources)
            nb, resources = self.add_missing_task_cells(nb, resources)
        return nb, resources


class SaveAutoGrades(stock.SaveAutoGrades):
    """Keeps the points of test cells."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Do what nbgrader's own does, by the snapshot."""
        _name(self, resources)
        graded: tuple[Any, Any] = NbGraderPreprocessor.preprocess(self, nb, resources)
        return graded

    def _add_score(self, cell: Any, resources: Any) -> None:
        """Do what nbgrader's own does; what did not pass outside too waits for a person."""
        super()._add_score(cell, resources)
        hearing = self.parent.parent.hearing
        held = hearing.held.get(f"{self.notebook_id}/{cell.metadata.nbgrader.grade_id}") if hearing else None
        if held is not None:
            grade = self.gradebook.find_grade(cell.metadata.nbgrader.grade_id, self.notebook_id, "", "")
            grade.auto_score, grade.needs_manual_grade = hearing.points(held), True
            _tell(cell)


def tell_what_is_held(notebook: Any, name: str, held: Mapping[str, Held]) -> bool:
    """Say in a graded notebook which of its tests are held; tell whether there are any."""
    found = [one for one in notebook.cells if f"{name}/{one.metadata.get('nbgrader', {}).get('grade_id')}" in held]
    for cell in found:
        _tell(cell)
    return bool(found)


def _tell(cell: Any) -> None:
    cell.outputs.append(new_output("stream", name="stdout", text=f"\n{HELD}\n"))


class AssignLatePenalties(stock.AssignLatePenalties):
    """Keeps what a late hand-in costs."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Do what nbgrader's own does, by the snapshot."""
        _name(self, resources)
        self.init_plugin()
        late_s = _seen(self).total_seconds_late
        mine = _seen(self).find_submission_notebook(self.notebook_id, self.assignment_id, self.student_id)
        mine.late_submission_penalty = None
        if late_s > 0:
            penalty = self.plugin_inst.late_submission_penalty(self.student_id, mine.score, late_s)
            if penalty is not None:
                mine.late_submission_penalty = self._check_late_penalty(mine, penalty)
        return nb, resources


class OnlyTheTeachersCode(AnswersAreData):
    """Sets a student's code aside where points depend on answers alone."""

    def known(self, names: Mapping[str, str]) -> Any:
        """Return the teacher's cells by the snapshot."""
        return cells_known(_seen(self).find_notebook(names["notebook"], names["assignment"]))


class NothingOfTheStudents(NbGraderPreprocessor):
    """Takes from a notebook everything that says how it is to be run or graded: tags, labels, outputs, kernel."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Leave the cells their kind and source, and give the first of each grade id the teacher's metadata."""
        names, taken = resources["nbgrader"], set[str]()
        known = cells_known(_seen(self).find_notebook(names["notebook"], names["assignment"]))
        nb.metadata = type(nb.metadata)()
        for cell in nb.cells:
            if relabelled(cell, known, taken):
                self.log.warning("a copied cell of %s was set aside", names["student"])
        return nb, resources


class _Remembering(MetadataValidator):
    """nbgrader's check of a cell's metadata, which passes again what passed before: most cells are everybody's.

    nbgrader's own checks its schema anew for every cell, which costs a third of a hand-in.
    """

    def __init__(self) -> None:
        super().__init__()
        self._passed: set[tuple[str, str]] = set()

    def validate_cell(self, cell: Any) -> None:
        """Do what nbgrader's own does, once for each metadata."""
        key = (cell.cell_type, json.dumps(cell.metadata.get("nbgrader"), sort_keys=True))
        if key not in self._passed:
            super().validate_cell(cell)
            self._passed.add(key)


@cache
def _validator() -> _Remembering:
    return _Remembering()


class CheckCellMetadata(stock.CheckCellMetadata):
    """Checks that the cells can be graded."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Do what nbgrader's own does; an error is nbgrader's own to tell."""
        _validator().validate_nb(nb)
        return nb, resources


def _name(step: Any, resources: Any) -> None:
    names = resources["nbgrader"]
    step.notebook_id, step.assignment_id, step.student_id = names["notebook"], names["assignment"], names["student"]
    step.db_url, step.gradebook = names["db_url"], _seen(step)


INSTEAD = {
    stock.OverwriteKernelspec: OverwriteKernelspec,
    stock.OverwriteCells: OverwriteCells,
    stock.SaveAutoGrades: SaveAutoGrades,
    stock.AssignLatePenalties: AssignLatePenalties,
    stock.CheckCellMetadata: CheckCellMetadata,
    AnswersAreData: OnlyTheTeachersCode,
}
"""What takes the place of the preprocessors that open a gradebook, or do the same work for every cell."""


class SnapshotAutograde(Autograde):
    """nbgrader's autograder, given a snapshot instead of a database and steps instead of those that would open one.

    Attributes
    ----------
    doubt
        Why the outcome must not be used, if a step said so.
    cells_s
        Seconds that each test cell took, by notebook and grade id.
    first
        A step before all others, for hand-ins whose code is run.
    hearing
        What judges the test cells a second time, from outside.
    """

    doubt: Doubt | None = None
    hearing: Hearing | None = None
    first: type | None = None

    def __init__(self, snapshot: Snapshot, instead: Mapping[type, type], **more: Any) -> None:
        super().__init__(**more)
        self.snapshot, self._instead = snapshot, dict(INSTEAD) | dict(instead)
        self.cells_s: dict[str, float] = {}

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Make the submission and its folder, in nbgrader's order.

        Raises
        ------
        NbGraderException
            There is no notebook that the gradebook knows.
        """
        BaseConverter.init_assignment(self, assignment_id, student_id)
        handed_in = Path(self._format_source(assignment_id, student_id))
        self.snapshot.begin(self.coursedir.get_existing_timestamp(str(handed_in)))
        self._lay_the_teachers_files(assignment_id, Path(self._format_dest(assignment_id, student_id)))
        known = [one for one in self.notebooks if Path(one).stem in self.snapshot.known]  # type: ignore[has-type]
        self.notebooks = known
        if not known:
            raise NbGraderException("No notebooks found, did you forget to run 'nbgrader generate_assignment'?")
        for name in self.snapshot.known:
            if not (handed_in / f"{name}.ipynb").exists():
                for grade in self.snapshot.find_submission_notebook(name, assignment_id, student_id).grades.values():
                    grade.auto_score, grade.needs_manual_grade = 0.0, False

    def _lay_the_teachers_files(self, assignment: str, place: Path) -> None:
        source = self.coursedir.format_path(self.coursedir.source_directory, ".", assignment)
        left = {os.path.join(source, one) for one in self.exclude_overwriting.get(assignment, [])}  # noqa: PTH118  # as nbgrader spells them
        for one in set(utils.find_all_files(source, [*self.coursedir.ignore, "*.ipynb"])) - left:
            target = place / os.path.relpath(one, source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copy(one, target)

    def _init_preprocessors(self) -> None:
        self.exporter._preprocessors = []  # noqa: SLF001  # as nbgrader's own does
        if self._sanitizing and self.first:
            self.exporter.register_preprocessor(self.first, enabled=True)
        for one in self.sanitize_preprocessors if self._sanitizing else self.autograde_preprocessors:
            step = plain(one)
            self.exporter.register_preprocessor(self._instead.get(step, step))
