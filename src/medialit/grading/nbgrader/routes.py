"""How a hand-in is graded without a kernel of its own: nbgrader's steps over a snapshot, and what runs the cells.

On data, the teacher's test cells run in the worker itself. Code runs in a shell that was kept ready, in a fork that
walled itself off before the first line of the student's. What it may read of the hand-in is a copy in a work folder, in
which there is neither a hidden test nor another student's file.
"""

import contextlib
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute
from nbgrader.utils import capture_log

from medialit.grading import folders, sandbox
from medialit.grading.model import Doubt, Held, Integrity, Route, Rows, Task, Walls
from medialit.grading.nbgrader import snapshot
from medialit.grading.nbgrader.autograde import (
    INSTEAD,
    NothingOfTheStudents,
    SnapshotAutograde,
    tell_what_is_held,
)
from medialit.grading.nbgrader.data_only import AnswersAreData
from medialit.grading.nbgrader.execute import KernelExecute, WarmExecute
from medialit.grading.nbgrader.in_process import ExecuteInProcess
from medialit.grading.nbgrader.integrity import Examiner, Hearing
from medialit.grading.nbgrader.kit import Kit, connected, notebooks_of
from medialit.grading.nbgrader.repair import ForgetCopies, RestoreJournal
from medialit.grading.nbgrader.steps import Step, plain
from medialit.grading.nbgrader.work import bring_back, lay_out
from medialit.grading.sandbox.provisioner import SandboxKernelManager
from medialit.grading.shell import Server, imports_of, shadows, why_not
from medialit.grading.shell.client import WarmKernelManager

_FOR_A_KERNEL = {Doubt.QUIT, Doubt.DIED, Doubt.TIMEOUT, Doubt.SHADOWS}
_IN_THIS_ORDER = (Doubt.LIMIT, Doubt.QUIT, Doubt.DIED, Doubt.TIMEOUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What grading gave, and by which route."""

    step: Step
    rows: Rows | None
    route: Route
    doubt: Doubt | None = None
    level: str = ""
    cells_s: Mapping[str, float] = field(default_factory=dict)
    held: Mapping[str, Held] = field(default_factory=dict)
    forgeable: tuple[str, ...] = ()


def refused(why: str) -> Found:
    """Return that nothing was run, and why."""
    return Found(step=Step(done=False, log=f"NoSandbox: {why}"), rows=None, route=Route.SHELL)


class _OverSnapshot:
    """nbgrader's steps over a snapshot."""

    route = Route.DATA

    def __init__(self, kit: Kit, course: Any, url: str) -> None:
        self._kit, self._course = kit, course
        with connected(url) as connection:
            self.known, self._due = snapshot.teachers(connection, kit.assignment)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            grader = Autograde(coursedir=course, config=course.config)
        self._sanitize, self._grade = (
            [plain(one) for one in steps] for steps in (grader.sanitize_preprocessors, grader.autograde_preprocessors)
        )

    @property
    def tests(self) -> tuple[str, ...]:
        """The tests that earn points, by notebook and grade id."""
        return tuple(
            f"{name}/{one.name}"
            for name, notebook in sorted(self.known.items())
            for one in notebook.grade_cells
            if one.name not in {solution.name for solution in notebook.solution_cells} and one.max_score
        )

    @property
    def _are_known(self) -> bool:
        """Whether all preprocessors are known not to open a gradebook of their own."""
        ours = {RestoreJournal, ForgetCopies, *INSTEAD}
        steps = (*self._sanitize, *self._grade)
        return all(one in ours or one.__module__.startswith(("nbgrader.", "nbconvert.")) for one in steps)

    def _graded(self, task: Task, before: Rows, kind: type[SnapshotAutograde], instead: Any) -> tuple[Any, Step]:
        """Run nbgrader's steps; return the grader as it is afterwards, and how it went."""
        seen = snapshot.Snapshot(self.known, self._due, before)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._course.assignment_id, self._course.student_id = self._kit.assignment, task.student
            grader = kind(seen, instead, coursedir=self._course, config=self._course.config)
            grader.force = True  # what a first try left there is not graded work
            self._prepare(grader)
            result = capture_log(grader)
        return grader, Step(bool(result["success"]), str(result.get("error") or "") + str(result.get("log") or ""))

    def _prepare(self, grader: Any) -> None:
        """Give a grader what it needs besides."""

    def close(self) -> None:
        """End what is kept ready."""


class OnData(_OverSnapshot):
    """For assignments whose points depend on data: no code of a student's is run."""

    @property
    def doubt(self) -> Doubt | None:
        """Why this cannot be the way, if so: without our own step first, a student's cells would still be there."""
        if AnswersAreData not in self._sanitize:
            return Doubt.CODE
        return None if self._are_known else Doubt.PREPROCESSOR

    def run(self, task: Task, before: Rows) -> Found:
        """Grade; where `doubt` is set, what was found must not be used."""
        grader, step = self._graded(task, before, SnapshotAutograde, {Execute: ExecuteInProcess})
        doubt = grader.doubt or (None if step.done else Doubt.FAILED)
        rows = grader.snapshot.rows()
        return Found(step=step, rows=rows, route=Route.DATA, doubt=doubt, cells_s=grader.cells_s)


class _InWork(SnapshotAutograde):
    """Runs notebooks in a work folder beside the graded one; what they leave there is copied back at the end."""

    manager: Any = None
    work: Path

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Also lay the files into the work folder; the notebooks as they were handed in, without hidden tests."""
        super().init_assignment(assignment_id, student_id)
        graded, handed_in = (Path(one(assignment_id, student_id)) for one in (self._format_dest, self._format_source))
        released = Path(self.coursedir.format_path(self.coursedir.release_directory, ".", assignment_id))
        lay_out(graded, handed_in, released, self.work)
        if self.hearing is not None:
            shutil.copytree(self.work, self.hearing.work, dirs_exist_ok=True)

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """First copy back what the notebooks made."""
        bring_back(self.work, Path(self._format_dest(assignment_id, student_id)))
        super().set_permissions(assignment_id, student_id)


class InShell(_OverSnapshot):
    """For assignments whose points depend on code: each notebook in a fork of a shell that is ready."""

    def __init__(self, kit: Kit, course: Any, url: str, walls: Walls) -> None:
        super().__init__(kit, course, url)
        self._walls, self._why_not = walls, why_not()
        course.config.SandboxProvisioner.level = walls.level
        self._place = Path(course.root).parent
        self._servers: dict[bool, Server] = {}
        self._examiner: Examiner | None = None
        if not self.doubt and (walls.level or walls.is_open):
            self._server(is_bare=False)
        if walls.integrity is not Integrity.INSIDE:
            self._examiner = Examiner(kit, walls.integrity, self._server, walls.level, self._place)

    @property
    def doubt(self) -> Doubt | None:
        """Why this cannot be the way, if so."""
        if self._why_not or not all(map(_is_python, self.known.values())):
            return Doubt.KERNEL
        return None if self._are_known else Doubt.PREPROCESSOR

    def run(self, task: Task, before: Rows) -> Found:
        """Grade in a fork; with a kernel of its own what needs one, or where a fork might differ from one."""
        if self.doubt is Doubt.KERNEL:
            return self._in_a_kernel(task, before, Doubt.KERNEL)
        if self._is_bare(task):
            return self._in_a_kernel(task, before, Doubt.SHADOWS)
        found = self._once(task, before)
        return self._in_a_kernel(task, before, found.doubt) if found.doubt in _FOR_A_KERNEL else found

    def _in_a_kernel(self, task: Task, before: Rows, doubt: Doubt) -> Found:
        with self._a_work_folder() as work:
            hearing = self._hearing(task, work) if not self._why_not and doubt is not Doubt.KERNEL else None
            manager = SandboxKernelManager if self._walls.level else AsyncKernelManager
            self._now = manager, work, hearing
            grader, step = self._graded(task, before, _InWork, {Execute: KernelExecute})
        return self._found(grader, step, doubt, Route.STOCK)

    def heard(self, task: Task) -> Hearing | None:
        """Judge from outside what nbgrader itself has just graded; None where nothing is judged so.

        This is the way of courses with steps of their own. What is held is told in the graded notebooks.
        """
        if self._examiner is None or self._why_not:
            return None
        course = self._course
        graded, handed_in, released = (
            Path(course.format_path(step, student, self._kit.assignment))
            for step, student in (
                (course.autograded_directory, task.student),
                (course.submitted_directory, task.student),
                (course.release_directory, "."),
            )
        )
        seconds = float(Execute(config=course.config).timeout or 0)
        with self._a_work_folder() as work:
            hearing = self._examiner.begin(work.parent, is_bare=self._is_bare(task))
            lay_out(graded, handed_in, released, hearing.work)
            for name in self.known:
                path = graded / f"{name}.ipynb"
                if path.is_file():
                    notebook = nbformat.read(path, as_version=4)
                    hearing.hear(name, notebook.cells, seconds)
                    if tell_what_is_held(notebook, name, hearing.held):
                        path.unlink()  # nbgrader leaves it as one that cannot be written
                        nbformat.write(notebook, path)
        return hearing

    def close(self) -> None:
        """End the servers."""
        for one in self._servers.values():
            one.close()
        self._servers.clear()

    def _once(self, task: Task, before: Rows) -> Found:
        with self._a_work_folder() as work:
            manager = self._manager(self._server(is_bare=False), work)
            self._now = manager, work, self._hearing(task, work)
            grader, step = self._graded(task, before, _InWork, {Execute: WarmExecute})
        doubt = next((one for one in _IN_THIS_ORDER if one.value in manager.seen), None)
        return self._found(grader, step, doubt, Route.SHELL)

    def _found(self, grader: Any, step: Step, doubt: Doubt | None, route: Route) -> Found:
        hearing = grader.hearing
        return Found(
            step=step,
            rows=grader.snapshot.rows(),
            route=route,
            doubt=doubt,
            level=self._walls.level or "none",
            cells_s=grader.cells_s,
            held=hearing.held if hearing else {},
            forgeable=tuple(hearing.forgeable) if hearing else self.tests,
        )

    def _is_bare(self, task: Task) -> bool:
        return shadows(task.files, self._server(is_bare=False).preload)

    def _hearing(self, task: Task, work: Path) -> Hearing | None:
        return self._examiner.begin(work.parent, is_bare=self._is_bare(task)) if self._examiner else None

    @contextlib.contextmanager
    def _a_work_folder(self) -> Iterator[Path]:
        """Yield a folder that no hand-in had before: what cannot be removed of one is out of reach of the next."""
        place = Path(tempfile.mkdtemp(prefix="hand-in-", dir=self._place))
        work = place / "work"
        for folder in (work, sandbox.temporary(work)):
            folder.mkdir()
        try:
            yield work
        finally:
            folders.remove(place)

    def _prepare(self, grader: Any) -> None:
        grader.manager, grader.work, grader.hearing = self._now
        grader.first = NothingOfTheStudents

    def _manager(self, server: Server, work: Path) -> Any:
        """Return the kernel manager for one hand-in: where it runs, inside which walls, and what is seen of it."""
        limits = asdict(sandbox.Limits())
        confine = {"level": self._walls.level, "work": str(work), "limits": limits} if self._walls.level else None
        about = {"server": server, "confine": confine, "folder": str(work), "seen": set[str]()}
        return type("Manager", (WarmKernelManager,), about)

    def _server(self, *, is_bare: bool) -> Server:
        """Return the server; without libraries for a hand-in that brings a file by the name of one."""
        if is_bare not in self._servers:
            wanted = () if is_bare else imports_of(notebooks_of(self._kit.source or self._kit.release))
            made = Server(wanted)
            noisy = set(made.ready()["noisy"])
            if noisy:
                made.close()
                made = Server([one for one in wanted if one not in noisy])
            self._servers[is_bare] = made
        return self._servers[is_bare]


def _is_python(notebook: snapshot.Notebook) -> bool:
    """Tell whether a notebook of the teacher's is for the kernel that is forked."""
    return notebook.kernelspec is None or '"python3"' in notebook.kernelspec
