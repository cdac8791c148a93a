"""What nbclient takes for a kernel: a fork of the shell that is ready, over a socket and two pipes."""

import asyncio
import contextlib
import json
import os
import signal
import socket
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.session import Session

from medialit import settings
from medialit.grading.shell import framing
from medialit.grading.shell.forked import LOOK_S, Forked
from medialit.grading.shell.server import Server

_MOST = 256 << 20
"""How much one kernel may say in all, in bytes."""


class Channel:
    """A queue of messages, with the two calls that nbclient makes."""

    def __init__(self, client: "WarmClient") -> None:
        self._client = client
        self.messages: asyncio.Queue[Any] = asyncio.Queue()

    async def get_msg(self, timeout: float | None = None) -> Any:  # noqa: ASYNC109  # nbclient's own signature
        """Return the next message; raise `queue.Empty` if none comes in time."""
        if not self.messages.empty():
            return self.messages.get_nowait()
        try:
            return await asyncio.wait_for(self.messages.get(), timeout)
        except TimeoutError:
            raise Empty from None

    def send(self, message: Any) -> None:
        """Send a message, as output widgets do."""
        self._client.send(message)


class WarmClient:
    """The client's side of one kernel."""

    allow_stdin = False

    def __init__(self, manager: "WarmKernelManager") -> None:
        self._manager = manager
        self.session = Session()
        self._parent: Any = {}
        self._reader, self._heard = framing.Reader(), 0
        self._loop: Any = None

    def start_channels(self, **_: Any) -> None:
        """Make the channels."""
        self.shell_channel, self.iopub_channel = Channel(self), Channel(self)

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109  # nbclient's signature
        """Begin to listen; what is sent before the kernel listens waits in its socket."""
        self._listen()

    def kernel_info(self) -> str:
        """Ask what kernel this is."""
        return self._request("kernel_info_request", {})

    async def execute(self, code: str, *, store_history: bool = True, stop_on_error: bool = True, **_: Any) -> str:
        """Ask for a cell to be run."""
        self._listen()
        asked = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": stop_on_error,
        }
        return self._request("execute_request", asked)

    async def is_alive(self) -> bool:
        """Tell whether the kernel is there."""
        return not self._manager.is_dead

    async def stop_channels(self) -> None:
        """Listen no more."""
        self.stop()

    def stop(self) -> None:
        """Listen no more."""
        if self._loop is not None:
            for descriptor in self._descriptors():
                self._loop.remove_reader(descriptor)
            self._loop = None

    def send(self, message: Any) -> None:
        """Send a message to the kernel."""
        parts = {name: message[name] for name in ("header", "parent_header", "metadata", "content")}
        raw = [bytes(memoryview(one).cast("B")) for one in message.get("buffers") or []]
        with contextlib.suppress(OSError):  # it has gone, and nbclient will ask whether it is alive
            self._manager.sock.setblocking(True)  # noqa: FBT003
            self._manager.sock.sendall(framing.packed("shell", parts, raw))
            self._manager.sock.setblocking(False)  # noqa: FBT003

    def _request(self, kind: str, content: Any) -> str:
        message = self.session.msg(kind, content)
        self._parent = json.loads(json.dumps(message["header"], default=str))
        self.send(message)
        return str(message["header"]["msg_id"])

    def _descriptors(self) -> tuple[int, ...]:
        manager = self._manager
        return (manager.sock.fileno(), *manager.pipes.values())

    def _listen(self) -> None:
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._manager.sock.fileno(), self._read)
            for name, descriptor in self._manager.pipes.items():
                self._loop.add_reader(descriptor, self._read_pipe, name)
            self._look()

    def _look(self) -> None:
        """End a kernel that uses more than it may; look again soon."""
        if self._loop is None or self._manager.confine is None:
            return
        if self._manager.exceeded():
            self._manager.seen.add("limit")
            self._manager.is_dead = True
            self._manager.kill()
        else:
            self._loop.call_later(LOOK_S, self._look)

    def _read_pipe(self, name: str) -> None:
        """Take what a program wrote straight to descriptor 1 or 2, as a stream of the cell that runs."""
        descriptor = self._manager.pipes[name]
        try:
            piece = os.read(descriptor, 1 << 16)
        except BlockingIOError:
            return
        if not piece:
            if self._loop is not None:
                self._loop.remove_reader(descriptor)
            return
        self._count(len(piece))
        content = {"name": name, "text": piece.decode("utf-8", "replace")}
        about = {"header": {"msg_type": "stream"}, "msg_type": "stream", "parent_header": self._parent}
        self.iopub_channel.messages.put_nowait(about | {"content": content, "metadata": {}, "buffers": []})

    def _read(self) -> None:
        try:
            piece = self._manager.sock.recv(1 << 20)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        try:
            if not piece:
                raise EOFError  # noqa: TRY301  # the one way in which this kernel is gone
            self._count(len(piece))
            for channel, message in self._reader.feed(piece):
                self._take(channel, message)
        except (EOFError, ValueError, KeyError, TypeError, RecursionError):
            if self._loop is not None:
                self._loop.remove_reader(self._manager.sock.fileno())
            self._manager.is_dead = True
            self._manager.seen.add("died")

    def _count(self, more: int) -> None:
        self._heard += more
        if self._heard > _MOST:
            self._manager.seen.add("limit")
            self._manager.is_dead = True
            self._manager.kill()

    def _take(self, channel: str, message: Any) -> None:
        kind = message["msg_type"]
        if kind == "medialit_quit":
            self._manager.seen.add("quit")
        elif channel == "iopub":
            if kind == "status" and message["content"]["execution_state"] == "idle":
                for name in self._manager.pipes:  # what programs wrote belongs to the cell that now ends
                    self._read_pipe(name)
            self.iopub_channel.messages.put_nowait(message)
        else:
            self.shell_channel.messages.put_nowait(message)


class WarmKernelManager(AsyncKernelManager):
    """Starts a kernel by a fork of `server`; set `server`, `confine` and `cwd` on a subclass before it is used."""

    server: Server
    confine: Any = None
    folder: str = ""
    seen: set[str]

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._forked: Forked | None = None
        self.is_dead = True
        self._client: WarmClient | None = None
        self.pipes: dict[str, int] = {}

    @property
    def has_kernel(self) -> bool:
        """Whether a kernel was started."""
        return self._forked is not None

    async def start_kernel(self, *, cwd: str | None = None, env: Any = None, **_: Any) -> None:
        """Fork a kernel."""
        here, there = socket.socketpair()
        reads, writes = zip(*(os.pipe() for _ in range(2)), strict=True)
        environment = dict(env or settings.environment()) | {"JPY_PARENT_PID": str(os.getpid())}
        environment.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        place = self.folder or cwd or str(Path.cwd())
        self._forked = Forked(self.server, [there.fileno(), *writes], place, environment, self.confine)
        there.close()
        for one in writes:
            os.close(one)
        for one in reads:
            os.set_blocking(one, False)
        here.setblocking(False)  # noqa: FBT003
        self.sock, self.pipes, self.is_dead = here, dict(zip(("stdout", "stderr"), reads, strict=True)), False

    def client(self, **_: Any) -> Any:
        """Return the client of this kernel."""
        self._client = WarmClient(self)
        return self._client

    async def is_alive(self) -> bool:
        """Tell whether the kernel is there."""
        return not self.is_dead

    async def interrupt_kernel(self) -> None:
        """Interrupt the cell that runs."""
        if self._forked is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._forked.pid, signal.SIGINT)

    async def shutdown_kernel(self, **_: Any) -> None:
        """Leave it to the end: a kernel is killed, and that is confirmed."""

    async def cleanup_resources(self, **_: Any) -> None:
        """End the kernel and everything that it started."""
        if self._forked is not None:
            if self._client is not None:
                self._client.stop()
            self._forked.close()
            self.sock.close()
            for one in self.pipes.values():
                os.close(one)
            self._forked, self.is_dead = None, True

    def exceeded(self) -> str:
        """Return which limit the kernel exceeds now; an empty text if none, or if there are none."""
        return self._forked.exceeded() if self._forked is not None else ""

    def kill(self) -> bool:
        """Kill the kernel; tell whether it is confirmed to be gone."""
        return self._forked is None or self._forked.kill()
