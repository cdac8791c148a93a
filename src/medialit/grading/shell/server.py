"""The worker's end of the server that is forked for each notebook, and whether there can be one here."""

import array
import ast
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from medialit import settings
from medialit.grading.sandbox import libraries

_TESTED = {"ipykernel": ((7, 0), (8, 0)), "ipython": ((8, 20), (10, 0))}
"""The versions, from and below, with which a fork was compared with a kernel."""
_FRAME = 1 << 20


def why_not() -> str:
    """Return why no shell can be kept ready here; an empty text if one can."""
    if not hasattr(os, "fork") or sys.platform != "linux":
        return f"{sys.platform} cannot fork a process that is ready"
    for name, (least, below) in _TESTED.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            return f"{name} is not installed"
        numbers = tuple(int(part) for part in found.split(".")[:2] if part.isdigit())
        if not least <= numbers < below:
            return f"{name} {found} was not compared with its kernel"
    return ""


def imports_of(notebooks: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the top-level modules that notebooks import and that are installed here."""
    found: set[str] = set()
    for notebook in notebooks:
        for cell in notebook.get("cells", ()):
            if cell.get("cell_type") == "code":
                source = cell.get("source", "")
                found |= _imported("".join(source) if isinstance(source, list) else source)
    return tuple(sorted(name for name in found if _is_installed(name)))


def _imported(source: str) -> set[str]:
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!", "?"))]
    try:
        tree = ast.parse("\n".join(lines))
    except (SyntaxError, ValueError):
        return set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def shadows(files: Iterable[str], modules: Iterable[str]) -> bool:
    """Tell whether one of a hand-in's files would be imported instead of a module that was loaded before it came."""
    tops = {name.partition(".")[0] for name in modules}
    return any(Path(one).parts[0].removesuffix(".py") in tops for one in files)


class Server:
    """A process with a shell that is ready; made at once, asked when a notebook comes."""

    def __init__(self, preload: Sequence[str]) -> None:
        here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.preload = tuple(preload)
        self._control = here
        environment = settings.environment() | {"PYTHONPATH": os.pathsep.join(libraries())}
        asked = json.dumps({"preload": list(preload)})
        self._process = subprocess.Popen(
            [sys.executable, "-m", "medialit.grading.shell", str(there.fileno()), asked],
            pass_fds=[there.fileno()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        there.close()
        self._ready: Mapping[str, Any] | None = None

    def ready(self) -> Mapping[str, Any]:
        """Return what the server says of itself, when it is ready: `noisy`, `threads`, `boot_s`, `pid`.

        Raises
        ------
        OSError
            It ended before it was ready.
        """
        if self._ready is None:
            said = self._control.recv(_FRAME)
            if not said:
                raise OSError("the process that keeps a shell ready has ended")
            self._ready = json.loads(said)
        return self._ready

    def fork(
        self,
        handles: Sequence[int],
        *,
        cwd: str,
        env: Mapping[str, str],
        confine: Mapping[str, Any] | None,
        **role: Any,
    ) -> int:
        """Fork a process that talks over `handles` (a socket, and where its programs write); return its process id.

        It is a kernel, unless `role` says what else.
        """
        self.ready()
        asked = {"role": "kernel", "cwd": cwd, "env": dict(env), "confine": confine, **role}
        request = json.dumps(asked).encode()
        rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", handles))
        self._control.sendmsg([request], [rights])
        return int(json.loads(self._control.recv(_FRAME))["pid"])

    def close(self) -> None:
        """End the server, and with it whatever it forked."""
        self._control.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
