"""The teacher's test cells of an assignment that is graded on data, run in this process instead of in a kernel.

Nothing that a student wrote is in these cells, so no wall is needed around them. Whatever is out of the ordinary, an
error, a warning, a word on stderr, a cell that is not plain Python, is not judged here: the hand-in then takes
nbgrader's own way.
"""

import ast
import contextlib
import io
import os
import random
import sys
import time
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from medialit.grading.model import Doubt


class CannotTell(Exception):
    """What happened here might have been something else in a kernel."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt)
        self.doubt = doubt


class ExecuteInProcess(NbGraderPreprocessor):
    """Runs the code cells of a notebook one after the other in a namespace of their own."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Give the code cells the outputs that a kernel would give.

        Raises
        ------
        CannotTell
            Something happened of which that cannot be said.
        """
        grader = self.parent.parent
        with _as_in_a_kernel(Path(resources["metadata"]["path"])) as space:
            code = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
            for count, cell in enumerate(code, start=1):
                begun = time.perf_counter()
                try:
                    cell.outputs = _outputs(cell.source, space, count)
                except CannotTell as problem:
                    grader.doubt = problem.doubt
                    raise
                cell.execution_count = count
                grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
                grader.cells_s[f"{resources['nbgrader']['notebook']}/{grade_id}"] = time.perf_counter() - begun
        nb.metadata["language_info"] = _language()
        return nb, resources


@contextlib.contextmanager
def _as_in_a_kernel(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield a fresh namespace, in `folder`; put back what a test may have changed of this process."""
    environment, path, dice = dict(os.environ), list(sys.path), random.getstate()
    with contextlib.chdir(folder), warnings.catch_warnings():
        try:
            yield {"__name__": "__main__", "__doc__": None, "__builtins__": __builtins__}
        finally:
            os.environ.clear()
            os.environ.update(environment)
            sys.path[:] = path
            random.setstate(dice)


def _outputs(source: str, space: dict[str, Any], count: int) -> list[Any]:
    body, last = _compiled(source)
    said, complained = io.StringIO(), io.StringIO()
    warnings.simplefilter("always")
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
            exec(body, space)  # noqa: S102  # the teacher's own tests
            value = eval(last, space) if last else None  # noqa: S307
            shown = _shown(value)
    except BaseException as problem:
        if isinstance(problem, KeyboardInterrupt):
            raise
        raise CannotTell(Doubt.RAISED) from problem
    if complained.getvalue():
        raise CannotTell(Doubt.NOISY)
    stream = {"output_type": "stream", "name": "stdout", "text": said.getvalue()}
    result = {"output_type": "execute_result", "execution_count": count, "metadata": {}, "data": shown}
    return [_node(one) for one in (stream if said.getvalue() else None, result if shown else None) if one]


def _compiled(source: str) -> tuple[Any, Any]:
    """Return the code of a cell, and of its last expression if it ends in one whose value is shown."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        raise CannotTell(Doubt.NOT_PYTHON) from None
    silent = source.rstrip().endswith(";")
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not silent:
        last = compile(ast.Expression(tree.body.pop().value), "<cell>", "eval")  # type: ignore[attr-defined]
    return compile(tree, "<cell>", "exec"), last


def _shown(value: object) -> Mapping[str, str] | None:
    """Return how IPython shows a plain value; of anything else it might show more than a text."""
    if value is None:
        return None
    if type(value) not in {bool, int, float, str}:
        raise CannotTell(Doubt.NOISY)
    return {"text/plain": repr(value)}


def _node(output: Mapping[str, Any]) -> Any:
    from nbformat import from_dict

    return from_dict(dict(output))


def _language() -> Mapping[str, Any]:
    from ipykernel.ipkernel import IPythonKernel

    return dict(IPythonKernel.language_info)


__all__ = ["CannotTell", "ExecuteInProcess"]
