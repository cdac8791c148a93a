"""What a grading worker needs, by name, so that it can be asked for before anything heavy is imported here.

On Linux workers are forked from one process that has imported all this once. Begun early, it gets ready while the
program that will hand out the work imports its own half.
"""

import multiprocessing
import sys
from typing import Any

MODULES = (
    "medialit.grading.lighter",
    "medialit.grading.nbgrader.worker",
    "medialit.grading.nbgrader.in_process",
    "medialit.grading.nbgrader.autograde",
    "medialit.grading.checks",
    "ipykernel.ipkernel",
    "nbconvert.exporters",
    "nbgrader.apps.api",
    "sqlalchemy.dialects.sqlite",
)


def context() -> Any:
    """Return how worker processes are started: on Linux from one that is ready, elsewhere anew."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    ready: Any = multiprocessing.get_context("forkserver")
    ready.set_forkserver_preload(list(MODULES))
    return ready


def start() -> None:
    """Let the process that workers are forked from get ready, if this system has one; return at once."""
    if sys.platform == "linux":
        from multiprocessing import forkserver

        context()
        forkserver.ensure_running()
