"""What a confined program tries, to see whether the walls hold: `python -m medialit.grading.sandbox.trial`.

It reads from stdin where the things lie that it must not reach, enters the level, tries each, and writes on stdout
what happened. Whoever starts it has really put a file, listeners and a process there.
"""

import ctypes
import errno
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from medialit.grading.sandbox.confine import enter, readable
from medialit.grading.sandbox.model import Level, Limits

_PTRACE_ATTACH, _SET_DUMPABLE, _DETACH = 16, 4, 2


def attempts(aims: Mapping[str, Any]) -> Mapping[str, Callable[[], object]]:
    """Return everything that a program inside must not be able to do, by what it is; each raises if it is refused."""
    secret, outside = Path(aims["secret"]), Path(aims["outside"])
    return {
        "read a file outside": secret.read_text,
        "list a folder outside": lambda: list(outside.iterdir()),
        "write a file outside": lambda: (outside / "written").write_text("x"),
        "remove a file outside": (outside / "victim").unlink,
        "change a file's mode": lambda: _changed(secret),
        "link to a file outside": lambda: os.link(secret, "linked"),
        "connect by TCP over IPv4": lambda: _connect(socket.AF_INET, ("127.0.0.1", aims["tcp4"])),
        "connect by TCP over IPv6": lambda: _connect(socket.AF_INET6, ("::1", aims["tcp6"])),
        "send by UDP": lambda: _connect(socket.AF_INET, ("127.0.0.1", aims["udp"]), socket.SOCK_DGRAM),
        "connect to a UNIX socket": lambda: _connect(socket.AF_UNIX, aims["unix"]),
        "connect to an abstract socket": lambda: _connect(socket.AF_UNIX, "\0" + aims["abstract"]),
        "send from a pair of UNIX sockets": lambda: _send_from_a_pair(aims["datagrams"]),
        "listen": lambda: socket.create_server(("127.0.0.1", 0)),
        "signal another process": lambda: os.kill(aims["pid"], 0),
        "trace another process": lambda: _called("ptrace", _PTRACE_ATTACH, aims["pid"], None, None),
        "read another process's environment": lambda: Path(f"/proc/{aims['pid']}/environ").read_bytes(),
        "read another process's memory": lambda: Path(f"/proc/{aims['pid']}/mem").open("rb").close(),
        "change another process's priority": lambda: os.setpriority(os.PRIO_PROCESS, aims["pid"], 5),
        "move another process to another core": lambda: os.sched_setaffinity(aims["pid"], {0}),
        "hide from whoever counts its memory": lambda: _called("prctl", _SET_DUMPABLE, 0, 0, 0, 0),
        "mount": _mounted,
        "make a namespace": lambda: _called("unshare", 0x10000000),
        "become another user": lambda: os.setresuid(1, 1, 1),
    }


def _changed(secret: Path) -> None:
    before = secret.stat().st_mode if secret.exists() else None
    secret.chmod(0o777)
    if before is None or secret.stat().st_mode == before:
        raise PermissionError(errno.EPERM, "said to be done, and not done")


def _send_from_a_pair(address: str) -> None:
    for one in socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM):
        with one:
            one.sendto(b"x", address)


def _connect(family: int, address: Any, kind: int = socket.SOCK_STREAM) -> None:
    with socket.socket(family, kind) as made:
        made.settimeout(5)
        made.connect(address)
        made.send(b"x")


def _mounted() -> None:
    _called("mount", b"none", b".", b"tmpfs", 0, None)
    _called("umount2", b".", _DETACH)


def _called(name: str, *arguments: Any) -> None:
    call = getattr(ctypes.CDLL(None, use_errno=True), name)
    if call(*arguments) != 0:
        raise OSError(ctypes.get_errno(), name)


def tried(aims: Mapping[str, Any]) -> dict[str, str]:
    """Try everything; return by what it was an empty text where it was done, or why not."""
    said = {}
    for what, attempt in attempts(aims).items():
        try:
            attempt()
        except OSError as problem:
            said[what] = problem.strerror or type(problem).__name__
        else:
            said[what] = ""
    return said


def main() -> None:
    """Enter the level that stdin names, and try."""
    asked = json.load(sys.stdin)
    level, work = Level(asked["level"]), Path(asked["work"])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    report: dict[str, Any] = {}
    if level is Level.NONE:
        os.chdir(work)
    else:
        enter(level, work, Limits(), read=readable())
    report["tried"] = tried(asked["aims"])
    report["works"] = _works()
    sys.stdout.write(json.dumps(report))
    sys.stdout.flush()


def _works() -> str:
    """Return what an honest notebook needs and cannot have here; empty if it has everything."""
    try:
        Path("made").write_text("x", "utf-8")
        import_module("csv")
        subprocess.run([sys.executable, "-c", "pass"], check=True, capture_output=True, timeout=20)
        one, other = socket.socketpair()
        one.close()
        other.close()
    except (OSError, ImportError, subprocess.SubprocessError) as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""


if __name__ == "__main__":
    main()
