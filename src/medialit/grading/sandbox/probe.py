"""What this machine can enforce, found by trying: a confined program must be refused what it must not do.

No version is asked for and no file of the system's is believed. A listener listens, a file lies there, a process runs;
at each level a program tries to reach them.
"""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from medialit import settings
from medialit.errors import NoSandbox
from medialit.grading.sandbox.confine import libraries, temporary
from medialit.grading.sandbox.model import Level, Probed, Tried

_SECONDS = 60


@cache
def probe() -> Probed:
    """Return the best level at which everything was refused on this machine, and all that was tried; once a process."""
    tried: list[Tried] = []
    if sys.platform != "linux":
        return Probed(
            level=Level.NONE, tried=(Tried(level=Level.A, what="Linux", is_refused=False, said=sys.platform),)
        )
    for level in (Level.A, Level.B):
        found = attempt(level)
        tried += found
        if all(one.is_refused for one in found):
            return Probed(level=level, tried=tuple(tried))
    return Probed(level=Level.NONE, tried=tuple(tried))


def require(probed: Probed | None = None) -> Level:
    """Return the level at which code may be run here.

    Raises
    ------
    NoSandbox
        There is none; nothing must be run.
    """
    known = probed or probe()
    if known.level is not Level.NONE:
        return known.level
    if sys.platform != "linux":
        raise NoSandbox(
            f"code of students' cannot be walled off on {sys.platform}",
            "grade in a Linux container (Docker, Podman) or in WSL2; or, at your own risk, add --unsandboxed",
        )
    raise NoSandbox(
        f"code of students' cannot be walled off on this machine: {known.why}",
        "use a machine with a current Linux (Landlock, seccomp); a container's profile may forbid what it takes; "
        "or, at your own risk, add --unsandboxed",
    )


def attempt(level: Level) -> tuple[Tried, ...]:
    """Return what a program that entered `level` could and could not do on this machine."""
    with _aims() as (place, aims):
        work = place / "work"
        for folder in (work, temporary(work)):
            folder.mkdir()
        asked = json.dumps({"level": level.value, "work": str(work), "aims": aims})
        command = [sys.executable, "-m", "medialit.grading.sandbox.trial"]
        try:
            done = subprocess.run(
                command, input=asked, capture_output=True, text=True, timeout=_SECONDS, check=False, cwd="/",
                env=settings.environment() | {"PYTHONPATH": os.pathsep.join(libraries())},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return (Tried(level=level, what="answer in time", is_refused=False, said=f"{_SECONDS} s"),)
    return _read(level, done)


def _read(level: Level, done: "subprocess.CompletedProcess[str]") -> tuple[Tried, ...]:
    try:
        report: Mapping[str, Any] = json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return (Tried(level=level, what="enter", is_refused=False, said=last),)
    tried = [Tried(level=level, what=what, is_refused=bool(said), said=said) for what, said in report["tried"].items()]
    return (*tried, Tried(level=level, what="work inside", is_refused=not report["works"], said=report["works"]))


@contextlib.contextmanager
def _aims() -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield a folder for the trial, and real things outside it that must be out of reach."""
    place = Path(tempfile.mkdtemp(prefix="medialit-probe-")).resolve()
    outside = Path(tempfile.mkdtemp(prefix="medialit-outside-")).resolve()
    for name in ("secret", "victim"):
        (outside / name).write_text("out of reach", "utf-8")
    outside.chmod(0o755)
    place.chmod(0o755)
    name = f"medialit-{secrets.token_hex(8)}"
    target = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        with contextlib.ExitStack() as open_sockets:
            ports = {
                "tcp4": _listening(open_sockets, socket.AF_INET, ("127.0.0.1", 0)),
                "tcp6": _listening(open_sockets, socket.AF_INET6, ("::1", 0)),
                "udp": _listening(open_sockets, socket.AF_INET, ("127.0.0.1", 0), socket.SOCK_DGRAM),
            }
            _listening(open_sockets, socket.AF_UNIX, str(outside / "socket"))
            _listening(open_sockets, socket.AF_UNIX, str(outside / "datagrams"), socket.SOCK_DGRAM)
            _listening(open_sockets, socket.AF_UNIX, "\0" + name)
            where = {"secret": str(outside / "secret"), "outside": str(outside), "unix": str(outside / "socket")}
            where["datagrams"] = str(outside / "datagrams")
            yield place, {**ports, **where, "abstract": name, "pid": target.pid}
    finally:
        target.kill()
        target.communicate()
        for folder in (place, outside):
            shutil.rmtree(folder, ignore_errors=True)


def _listening(kept: contextlib.ExitStack, family: int, address: Any, kind: int = socket.SOCK_STREAM) -> int:
    """Listen until the end; return the port. Where a machine has no IPv6, nobody can be reached over it either."""
    made = kept.enter_context(socket.socket(family, kind))
    try:
        made.bind(address)
    except OSError:
        if family != socket.AF_INET6:
            raise
        return 9
    if kind == socket.SOCK_STREAM:
        made.listen()
    name = made.getsockname()
    return int(name[1]) if isinstance(name, tuple) else 0
