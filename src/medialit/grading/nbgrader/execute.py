"""nbgrader's own step that runs a notebook, with another kernel: a fork of a ready shell, or one inside walls."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError
from nbgrader.preprocessors import Execute

from medialit.grading import folders
from medialit.grading.nbgrader.work import bring_back, lay_out
from medialit.grading.sandbox.provisioner import SandboxKernelManager

TIMED_OUT = CellTimeoutError.__name__
"""What nbgrader's own configuration calls a cell that took too long."""


class _ByTheGrader(Execute):
    """Runs the cells through the kernel manager of the autograder; what nbclient does with them is unchanged."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        more["kernel_manager_class"] = more["parent"].parent.manager
        super().__init__(*arguments, **more)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Run a notebook; note how long its cells took, and have its tests judged from outside."""
        graded: tuple[Any, Any] = super().preprocess(nb, resources)
        grader, notebook = self.parent.parent, resources["nbgrader"]["notebook"]
        grader.cells_s |= {f"{notebook}/{name}": spent for name, spent in _seconds(nb)}
        if grader.hearing is not None and self._is_believed(nb):
            grader.hearing.hear(notebook, nb.cells, float(self.timeout or 0))
        return graded

    def _is_believed(self, _nb: Any) -> bool:
        """Tell whether what happened is what counts."""
        return True


class WarmExecute(_ByTheGrader):
    """Runs a notebook in a fork of a shell that is ready."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Run a notebook; note if it was given up because a cell said nothing more."""
        try:
            return super().preprocess(nb, resources)
        except CellTimeoutError:
            self.kernel_manager_class.seen.add("timeout")
            raise

    def _is_believed(self, nb: Any) -> bool:
        """Tell whether nothing was seen in which a kernel might have differed, which is then asked."""
        outputs = (output for cell in nb.cells for output in cell.get("outputs", ()))
        if any(output.get("ename") == TIMED_OUT for output in outputs):
            self.kernel_manager_class.seen.add("timeout")
        return not self.kernel_manager_class.seen


class KernelExecute(_ByTheGrader):
    """Runs a notebook with a kernel of its own, in the work folder of the autograder."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Run a notebook as nbgrader does, in another folder."""
        with _in_folder(resources, self.parent.parent.work):
            return super().preprocess(nb, resources)


class WalledExecute(Execute):
    """nbgrader's `Execute` for any course: the kernel is inside the sandbox, and sees no test that is hidden.

    To be named in `c.Autograde.autograde_preprocessors` in the place of `nbgrader.preprocessors.Execute`.
    """

    def __init__(self, *arguments: Any, **more: Any) -> None:
        more["kernel_manager_class"] = SandboxKernelManager
        super().__init__(*arguments, **more)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Run a notebook in a copy of its folder; what it makes there is copied back."""
        names, graded = resources["nbgrader"], Path(resources["metadata"]["path"])
        course = self.parent.parent.coursedir
        handed_in, released = (
            Path(course.format_path(step, student, names["assignment"]))
            for step, student in ((course.submitted_directory, names["student"]), (course.release_directory, "."))
        )
        place = Path(tempfile.mkdtemp(prefix="medialit-work-"))
        place.chmod(0o755)
        try:
            lay_out(graded, handed_in, released, place)
            with _in_folder(resources, place):
                done: tuple[Any, Any] = super().preprocess(nb, resources)
            bring_back(place, graded)
        finally:
            folders.remove(place)
        return done


@contextmanager
def _in_folder(resources: Any, folder: Path) -> Iterator[None]:
    before = resources["metadata"]["path"]
    resources["metadata"]["path"] = str(folder)
    try:
        yield
    finally:
        resources["metadata"]["path"] = before


def _seconds(nb: Any) -> Iterator[tuple[str, float]]:
    """Yield how long each cell of a notebook took, by its grade id or its place; nbclient has noted it."""
    for number, cell in enumerate(nb.cells):
        said = cell.metadata.get("execution", {})
        begun, ended = (said.get(f"{one}") for one in ("iopub.execute_input", "shell.execute_reply"))
        if begun and ended:
            name = cell.metadata.get("nbgrader", {}).get("grade_id") or f"cell {number + 1}"
            yield name, max(0.0, (datetime.fromisoformat(ended) - datetime.fromisoformat(begun)).total_seconds())


__all__ = ["KernelExecute", "WalledExecute", "WarmExecute"]
