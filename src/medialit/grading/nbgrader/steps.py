"""nbgrader's own steps, one student at a time, driven in this process through its Python interface."""

import contextlib
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from medialit import settings
from medialit.errors import BadCourse, NotACourse

CONFIG = "nbgrader_config.py"
REASON_CHARS = 300
_IN_ITS_PLACE = {"medialit.grading.nbgrader.button", "medialit.grading.nbgrader.execute"}
_KERNEL_LOST = ("Kernel died", "Kernel didn't respond")
"""What jupyter_client and nbclient say of a kernel that went, for example because its ports were just taken."""


@dataclass(frozen=True, slots=True)
class Step:
    """How one step went: whether it succeeded, and what nbgrader said."""

    done: bool
    log: str

    @property
    def lost_kernel(self) -> bool:
        """Whether it failed because the kernel went."""
        return not self.done and any(sign in self.log for sign in _KERNEL_LOST)

    @property
    def reason(self) -> str:
        """Why it failed, in one line: the last exception of nbgrader's log, else the last line."""
        raised = re.findall(r"^[\w.]*(?:Error|Exception)\b.*$", self.log, re.MULTILINE)
        lines = [one.strip() for one in raised or self.log.splitlines() if one.strip()]
        return lines[-1][:REASON_CHARS] if lines else "nbgrader gave no reason"


class Steps:
    """The steps of nbgrader for the course in `folder`.

    Parameters
    ----------
    url
        The gradebook to use instead of the course's own; the course's folders are then those in `folder`, too.
    walls
        The level of the sandbox inside which notebooks run; empty for none.

    Raises
    ------
    NotACourse
        The folder has no `nbgrader_config.py`.
    """

    def __init__(self, folder: Path, url: str | None = None, *, walls: str = "") -> None:
        if not (folder / CONFIG).is_file():
            raise NotACourse(f"{folder} is not a course: it has no {CONFIG}", "make one: medialit course new FOLDER")
        self.folder, self._url, self._walls = folder.resolve(), url, walls

    @cached_property
    def _api(self) -> Any:
        settings.put_programs_on_path()
        with _quiet():
            from nbgrader.apps.api import NbGraderAPI
            from nbgrader.coursedir import CourseDirectory

            config = load_config(self.folder)
            if self._url:
                config.CourseDirectory.root, config.CourseDirectory.db_url = str(self.folder), self._url
            if self._url:
                _name_steps(config, self._walls)
            return NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)

    def generate(self, lesson: str) -> Step:
        """Make the student version of an assignment in `release/`, and write it into the gradebook."""
        return self._run(lambda: self._api.generate_assignment(lesson, force=True, create=True))

    def autograde(self, lesson: str, student: str, *, force: bool = True) -> Step:
        """Grade one student's submission; if its kernel went, once more with a new one."""
        step = self._autograde(lesson, student, force=force)
        return self._autograde(lesson, student, force=True) if step.lost_kernel else step

    def _autograde(self, lesson: str, student: str, *, force: bool) -> Step:
        return self._run(lambda: self._api.autograde(lesson, student, force=force, create=True))

    def _run(self, call: Any) -> Step:
        with _quiet(), contextlib.chdir(self.folder):
            result = call()
        return Step(bool(result["success"]), str(result.get("error") or "") + str(result.get("log") or ""))


def load_config(folder: Path) -> Any:
    """Return the course's own configuration, as nbgrader itself would read it.

    Raises
    ------
    NotACourse
        There is none.
    BadCourse
        It raises an error.
    """
    from traitlets.config.loader import PyFileConfigLoader

    if not (folder / CONFIG).is_file():
        raise NotACourse(f"{folder} is not a course: it has no {CONFIG}", "make one: medialit course new FOLDER")
    try:
        return PyFileConfigLoader(CONFIG, path=str(folder)).load_config()
    except Exception as problem:  # the teacher's own file may raise anything
        raise BadCourse(
            f"{folder / CONFIG} cannot be used: {type(problem).__name__}: {problem}", "mend that file"
        ) from problem


def plain(step: type | str) -> type:
    """Return a preprocessor that a course names; nbgrader's own for one of ours that stands in its place."""
    from traitlets.utils.importstring import import_item

    found: type = import_item(step) if isinstance(step, str) else step
    if found.__module__ in _IN_ITS_PLACE:
        return next(one for one in found.__mro__ if one.__module__.startswith("nbgrader."))
    return found


def _name_steps(config: Any, walls: str) -> None:
    """Let nbgrader's own steps run, and kernels be inside the sandbox where they are to be walled off."""
    from nbgrader.converters import Autograde
    from nbgrader.preprocessors import Execute

    from medialit.grading.nbgrader.execute import WalledExecute

    named = config.Autograde.get("autograde_preprocessors") or Autograde(config=config).autograde_preprocessors
    steps = [plain(one) for one in named]
    config.Autograde.autograde_preprocessors = [WalledExecute if walls and one is Execute else one for one in steps]
    config.SandboxProvisioner.level = walls


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the warnings of nbgrader's libraries off the terminal."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
