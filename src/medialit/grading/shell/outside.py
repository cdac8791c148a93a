"""Judging a notebook from outside: two forks of the server, one for the student's code and one for the tests.

The two talk to each other alone; whoever judges runs no line of the student's, and its verdict comes here over a line
that the student's process does not have. A file that the student's code wrote is copied before each test.
"""

import contextlib
import os
import select
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from medialit import settings
from medialit.grading.folders import walk
from medialit.grading.intake import take_in
from medialit.grading.sandbox import Limits
from medialit.grading.shell.forked import LOOK_S, Forked
from medialit.grading.shell.server import Server
from medialit.grading.shell.values import Gone, Line

_WALL_S = 900.0
_ENTRIES, _DEEPEST = 5_000, 8
_CODE = {".py", ".pyc", ".pyd", ".pyw", ".so", ".pth", ".zip", ".egg"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What is run of one notebook, in order.

    Attributes
    ----------
    cells
        Each with `kind` (`student`, `teacher` or `test`), `source`, and for a test its `name`.
    imports
        What the teacher imports, as module and attribute, by the name that it gets.
    shared
        Names of the teacher's that the student's code makes or changes, too.
    seconds
        How long a cell may take.
    """

    cells: Sequence[Mapping[str, str]]
    imports: Mapping[str, tuple[str, str]]
    shared: Sequence[str]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where one hand-in is judged from outside.

    Attributes
    ----------
    code, tests
        The servers that are forked: for a hand-in with a file by the name of a library, the first has loaded none.
    work, desk
        The folders of the student's code and of the tests.
    level
        The level of the walls around each of the two; empty for none.
    teachers
        The teacher's files. Of files that Python would run, these alone lie where the tests run.
    """

    code: Server
    tests: Server
    work: Path
    desk: Path
    level: str
    teachers: Mapping[str, bytes]


def judged(room: Room, script: Script) -> Mapping[str, Mapping[str, Any]]:
    """Return what each test gave: its `outputs`, why it `cannot` tell, and which kinds of things it `used`.

    A test that is missing was not judged: a process ended, or used more than it may.
    """
    with contextlib.ExitStack() as held:
        (mine, theirs), (asks, answers) = (_pair(held) for _ in range(2))
        with Path(os.devnull).open("wb") as nothing:
            quiet = [nothing.fileno()] * 2
            student = _fork(held, room.code, [answers.fileno(), *quiet], room.work, room.level, "answering", script)
            judge = _fork(held, room.tests, [theirs.fileno(), *quiet, asks.fileno()], room.desk, room.level, "judging")
        for one in (theirs, asks, answers):
            one.close()
        line, copy = Line(mine), _Copy(room)
        try:
            line.send(asdict(script))
            for _ in _waiting(mine, (student, judge)):
                said = line.receive()
                if "found" in said:
                    return dict(said["found"])
                copy.renew()
                line.send({})
        except Gone:
            return {}
        finally:
            student.end()  # both at once; that they are gone is confirmed one after the other
            judge.end()
    return {}


def _pair(held: contextlib.ExitStack) -> tuple[socket.socket, socket.socket]:
    one, other = socket.socketpair()
    return held.enter_context(one), held.enter_context(other)


def _fork(  # noqa: PLR0913, PLR0917  # all of it is one request
    held: contextlib.ExitStack,
    server: Server,
    handles: list[int],
    place: Path,
    level: str,
    role: str,
    script: Script | None = None,
) -> Forked:
    confine = {"level": level, "work": str(place), "limits": asdict(Limits())} if level else None
    environment = settings.environment() | {"JPY_PARENT_PID": str(os.getpid())}
    environment.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    more = {"seconds": script.seconds} if script else {}
    made = Forked(server, handles, str(place), environment, confine, role=role, **more)
    held.callback(made.close)
    return made


def _waiting(sock: socket.socket, both: Sequence[Forked]) -> Iterator[None]:
    """Yield whenever something can be read; end when either process uses more than it may."""
    end = time.monotonic() + _WALL_S
    while time.monotonic() < end:
        if select.select([sock], [], [], LOOK_S)[0]:
            yield
        elif any(one.exceeded() for one in both):
            return


class _Copy:
    """A copy of what lies in a folder, made again where something has changed."""

    def __init__(self, room: Room) -> None:
        self._source, self._target, self._teachers = room.work, room.desk, room.teachers
        self._seen: frozenset[tuple[str, int, int]] | None = None
        self._laid: dict[str, bytes] = {}

    def renew(self) -> None:
        """Copy what has changed, through no link."""
        seen = frozenset(self._listed())
        if seen == self._seen:
            return
        self._seen = seen
        found = {name: one for name, one in take_in(self._source).files.items() if self._is_harmless(name, one)}
        for name in self._laid.keys() - found.keys():
            (self._target / name).unlink(missing_ok=True)
        for name, content in found.items():
            if self._laid.get(name) != content:
                _lay(self._target, name, content)
        self._laid = found

    def _is_harmless(self, name: str, content: bytes) -> bool:
        """Tell whether an import could not run this, unless it is the teacher's."""
        return Path(name).suffix.lower() not in _CODE or self._teachers.get(name) == content

    def _listed(self) -> Iterator[tuple[str, int, int]]:
        for entry, _ in islice(walk(self._source, _DEEPEST), _ENTRIES):
            with contextlib.suppress(OSError):
                about = entry.stat(follow_symlinks=False)
                yield entry.path, about.st_size, about.st_mtime_ns


def _lay(place: Path, name: str, content: bytes) -> None:
    """Write a file that the judging process may read, whoever it is."""
    *folders, last = name.split("/")
    for folder in folders:
        place /= folder
        place.mkdir(mode=0o755, exist_ok=True)
    target = place / last
    target.unlink(missing_ok=True)
    target.write_bytes(content)
    target.chmod(0o644)
