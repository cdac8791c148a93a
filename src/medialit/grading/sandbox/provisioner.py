"""The sandbox for any Jupyter kernel: a kernelspec that names `medialit-sandbox` as its provisioner starts inside.

A kernel talks over sockets. They are UNIX sockets in a folder of its own. At level A its network namespace is empty; at
level B, where there is none, it may make such sockets and be reached over them, and cannot itself connect to any.
"""

import asyncio
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Dict, List, Unicode

from medialit import settings
from medialit.errors import NoSandbox
from medialit.grading.folders import walk
from medialit.grading.sandbox.confine import libraries
from medialit.grading.sandbox.model import Level, Limits
from medialit.grading.sandbox.probe import probe
from medialit.grading.sandbox.watch import Watch

NAME = "medialit-sandbox"
"""The name of the provisioner, as a kernelspec has it in `metadata.kernel_provisioner.provisioner_name`."""
_KILL_S = 5.0
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "NBGRADER_EXECUTION", "MPLBACKEND")


class SandboxProvisioner(LocalProvisioner):
    """Starts a kernel inside the walls, where it may write into one folder and reach nobody.

    That folder is the one in which the kernel would have been started, and all of it can be read there. As root, what
    lies in it belongs to a user who exists nowhere until the kernel has ended.
    """

    limits: Any = Dict(help="Limits other than those of `medialit.grading.sandbox.Limits`, by name.").tag(config=True)
    read: Any = List(Unicode(), help="Further files and folders that a kernel needs to read.").tag(config=True)
    level: Any = Unicode("", help="A weaker level than the best that this machine has.").tag(config=True)
    _sockets = ""
    _work = ""
    _level = Level.NONE
    _watch: Watch | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Make the folder of the sockets, and put the launcher before the command.

        Raises
        ------
        NoSandbox
            This machine has no sandbox.
        """
        found = probe()
        if found.level is Level.NONE:
            raise NoSandbox(
                f"a kernel of its own cannot be walled off on this machine: {found.why}",
                "use a current Linux; medialit doctor says what is missing",
            )
        self._level = Level(self.level) if self.level else found.level
        self._sockets = tempfile.mkdtemp(prefix="mlk-")  # short: the name of a UNIX socket has 107 characters
        manager = self.parent
        manager.transport, manager.ip, manager.cache_ports = "ipc", f"{self._sockets}/s", False
        manager.connection_file = f"{self._sockets}/connection.json"
        self._work = os.path.realpath(kwargs.get("cwd") or Path.cwd())  # noqa: ASYNC240  # at once
        environment = dict(kwargs.get("env") or settings.environment())
        ready = await super().pre_launch(**kwargs)
        temporary = Path(self._sockets, "tmp") if self._level is Level.B else Path("/tmp")  # its own
        temporary.mkdir(exist_ok=True)
        asked = {
            "level": self._level.value,
            "work": self._work,
            "sockets": self._sockets,
            "limits": asdict(Limits(**self.limits)),
            "read": [*self.read, *filter(None, [self.kernel_spec.resource_dir])],
            "env": _inside(environment, self._work, str(temporary)) | dict(self.kernel_spec.env),
        }
        launcher = [sys.executable, "-P", "-m", "medialit.grading.sandbox.launch", json.dumps(asked)]
        outside = environment | {"PYTHONPATH": os.pathsep.join(libraries())}
        return {**ready, "cmd": [*launcher, *ready["cmd"]], "cwd": "/", "env": outside}

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel, and watch what it uses."""
        started = await super().launch_kernel(cmd, **kwargs)
        if self.pid is not None:
            self._watch = Watch(self.pid, Path(self._work), Limits(**self.limits))
        return started

    async def kill(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002  # jupyter_client's signature
        """End it, and first let the process that waits for it at level B end whatever the kernel has started."""
        if self.process is not None and self._level is Level.B:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                await asyncio.to_thread(self.process.wait, _KILL_S)
        await super().kill(restart)

    async def poll(self) -> int | None:
        """Tell whether it runs; end it if it uses more than it may."""
        status: int | None = await super().poll()
        if status is None and self._watch is not None and self._watch.exceeded():
            await self.kill()
        return status

    async def cleanup(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002  # jupyter_client's signature
        """Remove the folder of the sockets, and give the work folder back."""
        await super().cleanup(restart)
        if not restart:
            shutil.rmtree(self._sockets, ignore_errors=True)
            if os.getuid() == 0 and self._work:
                _give_back(self._work)


class SandboxKernelManager(AsyncKernelManager):
    """Starts any kernel inside the sandbox, whatever its kernelspec says of a provisioner.

    A level for it is configured as that of `SandboxProvisioner`.
    """

    @property
    def kernel_spec(self) -> Any:
        """The kernel's specification, with the sandbox as its provisioner."""
        found = super().kernel_spec
        if found is not None:
            found.metadata = {**found.metadata, "kernel_provisioner": {"provisioner_name": NAME}}
        return found


def _inside(environment: dict[str, str], work: str, temporary: str) -> dict[str, str]:
    """Return the environment for inside; without JPY_PARENT_PID, whose process has another number there."""
    named = {name: environment[name] for name in _KEPT if name in environment}
    homes = dict.fromkeys(("HOME", "TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR"), temporary)
    return named | homes | {"PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1", "PWD": work}


def _give_back(work: str) -> None:
    os.lchown(work, 0, 0)
    for entry, _ in walk(Path(work)):
        with contextlib.suppress(OSError):
            os.lchown(entry.path, 0, 0)


__all__ = ["NAME", "SandboxKernelManager", "SandboxProvisioner"]
