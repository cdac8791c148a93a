"""A fork of the server, as whoever asked for it holds it: watched, and killed with all that it started."""

import contextlib
import os
import select
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from medialit.grading.sandbox import Limits, Watch
from medialit.grading.shell.server import Server

LOOK_S = 0.5
"""How often it is looked at what a confined process uses, in seconds."""
_KILL_S = 5.0
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "NBGRADER_EXECUTION", "MPLBACKEND")


class Forked:
    """One process that was forked for one notebook.

    Parameters
    ----------
    handles
        A socket, where its programs write, and whatever else its role needs.
    confine
        `level`, `work` and `limits` of the walls around it; None for none.
    """

    def __init__(  # all of it is one request
        self,
        server: Server,
        handles: Sequence[int],
        place: str,
        environment: Mapping[str, str],
        confine: Mapping[str, Any] | None,
        **role: Any,
    ) -> None:
        self._confine, self._watch, self._handle = confine, None, None
        inside = _inside(environment, confine) if confine else environment
        self.pid = server.fork(handles, cwd=place, env=inside, confine=confine, **role)
        with contextlib.suppress(OSError):
            self._handle = os.pidfd_open(self.pid)
        if confine:
            self._watch = Watch(self.pid, Path(confine["work"]), Limits(**confine["limits"]))

    def exceeded(self) -> str:
        """Return which limit is exceeded now; an empty text if none is, or if there are none."""
        return self._watch.exceeded() if self._watch else ""

    def end(self) -> None:
        """Have it killed; `kill` or `close` then confirms that it is gone."""
        self._signal(signal.SIGTERM if self._confine else signal.SIGKILL)

    def kill(self) -> bool:
        """Kill it; tell whether it is confirmed to be gone."""
        if self._handle is None:
            return True
        for number in (signal.SIGTERM, signal.SIGKILL) if self._confine else (signal.SIGKILL,):
            self._signal(number)
            if select.select([self._handle], [], [], _KILL_S)[0]:
                return True
        return False

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if self._handle is not None and self._confine:
                signal.pidfd_send_signal(self._handle, number)
            elif self._handle is not None:
                os.killpg(self.pid, number)

    def close(self) -> None:
        """Kill it, and forget it."""
        self.kill()
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _inside(environment: Mapping[str, str], confine: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the environment for inside the walls: nothing of the teacher's but what Python needs."""
    named = {name: environment[name] for name in _KEPT if name in environment}
    temporary = "/tmp" if confine["level"] == "A" else f"{confine['work']}.tmp"  # noqa: S108  # its own, empty one
    homes = dict.fromkeys(("HOME", "TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR"), temporary)
    return named | homes | {"PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1"}
