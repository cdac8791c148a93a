"""nbgrader's own step that runs a notebook, with a shell that is ready in place of a kernel that must be started."""

from typing import Any

from nbgrader.preprocessors import Execute

TIMED_OUT = "CellTimeoutError"
"""What nbgrader's own configuration calls a cell that took too long."""


class WarmExecute(Execute):
    """Runs the cells through the kernel manager of the autograder; what nbclient does with them is unchanged."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        more["kernel_manager_class"] = more["parent"].parent.manager
        super().__init__(*arguments, **more)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Run a notebook, and remember what was seen in which a kernel might have differed."""
        seen = self.kernel_manager_class.seen
        graded: tuple[Any, Any] = super().preprocess(nb, resources)
        outputs = (output for cell in nb.cells for output in cell.get("outputs", ()))
        if any(output.get("ename") == TIMED_OUT for output in outputs):
            seen.add("timeout")
        hearing = self.parent.parent.hearing
        if hearing is not None:
            hearing.hear(resources["nbgrader"]["notebook"], nb.cells, float(self.timeout or 0))
        return graded
