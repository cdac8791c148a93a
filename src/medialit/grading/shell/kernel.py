"""ipykernel without its sockets: the same kernel and shell, whose messages go over one pipe.

Built once in the server, before anything else is imported: plotly, pandas and ipywidgets ask at import whether they
are in a notebook, and remember the answer. Each notebook gets a fork of it.
"""

import asyncio
import io
import os
import signal
import socket
import sys
import threading
import time
import types
from collections.abc import Callable
from typing import Any

import ipykernel.debugger
from ipykernel.displayhook import ZMQDisplayHook
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session

from medialit.grading.shell import framing

_IOPUB = object()
_FLUSH_S, _FLUSH_CHARS = 0.2, 65_536
_WARM = ("1", "1/0", "def f(:\n", "assert 1 == 2", "print(1)", "{}['a']", "def f():\n    1/0\nf()")
"""Cells that make the shell load what it loads late: compiler, displays, tracebacks."""


class PipeSession(Session):
    """Sends messages over a socket; until there is one, nowhere."""

    sock: socket.socket | None = None
    lock = threading.RLock()

    def send(  # noqa: PLR0913, PLR0917  # the signature of the one that it replaces
        self,
        stream: Any,
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        ident: Any = None,  # noqa: ARG002
        buffers: Any = None,
        track: bool = False,  # noqa: ARG002, FBT001, FBT002
        header: Any = None,
        metadata: Any = None,
    ) -> Any:
        """Send a message, as `jupyter_client.session.Session.send` does."""
        if isinstance(msg_or_type, dict):
            message, buffers = msg_or_type, buffers or msg_or_type.get("buffers")
        else:
            message = self.msg(msg_or_type, content=content, parent=parent, header=header, metadata=metadata)
        if self.sock is not None:
            raw = [bytes(memoryview(one).cast("B")) for one in (buffers or [])]
            with self.lock:
                self.sock.sendall(framing.packed("iopub" if stream is _IOPUB else "shell", message, raw))
        return message


class PipeStream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of a notebook: what is written goes out as messages, at the latest after a cell."""

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, session: PipeSession, name: str, descriptor: int) -> None:
        super().__init__()
        self._session, self._channel, self._descriptor = session, name, descriptor
        self._held: list[str] = []
        self._chars, self._since = 0, 0.0
        self._parent: Any = {}
        self._hooks: list[Callable[[Any], Any]] = []
        self._lock = threading.RLock()

    @property
    def name(self) -> str:
        """The name of the stream, as ipykernel's has it."""
        return self._channel

    def set_parent(self, parent: Any) -> None:
        """Remember which cell is running."""
        self._parent = parent

    def writable(self) -> bool:
        """Tell that it can be written."""
        return True

    def isatty(self) -> bool:
        """Tell that it is no terminal."""
        return False

    def fileno(self) -> int:
        """Return the descriptor to which programs write."""
        return self._descriptor

    def write(self, text: str) -> int:
        """Take a text; send what is held if it is much, or old."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        with self._lock:
            now = time.monotonic()
            if not self._held:
                self._since = now
            self._held.append(text)
            self._chars += len(text)
            if self._chars > _FLUSH_CHARS or now - self._since > _FLUSH_S:
                self.flush()
        return len(text)

    def register_hook(self, hook: Callable[[Any], Any]) -> None:
        """Let `hook` see each message first, as output widgets do."""
        self._hooks.append(hook)

    def unregister_hook(self, hook: Callable[[Any], Any]) -> bool:
        """Forget a hook; tell whether it was known."""
        known = hook in self._hooks
        if known:
            self._hooks.remove(hook)
        return known

    def flush(self) -> None:
        """Send what is held."""
        with self._lock:
            if not self._held:
                return
            content = {"name": self._channel, "text": "".join(self._held)}
            self._held, self._chars = [], 0
            message = self._session.msg("stream", content, parent=self._parent)
            for hook in list(self._hooks):
                message = hook(message)
                if message is None:
                    return
            self._session.send(_IOPUB, message)


class PipeKernelApp(IPKernelApp):
    """The kernel's application, with everything left out that would open a socket or a file."""

    def init_connection_file(self) -> None:
        """Make no connection file."""

    def write_connection_file(self, **_: Any) -> None:
        """Write no connection file."""

    def log_connection_info(self) -> None:
        """Say nothing about a connection."""

    def init_poller(self) -> None:
        """Watch no parent: the server's death ends its children."""

    def init_heartbeat(self) -> None:
        """Beat no heart."""

    def init_sockets(self) -> None:
        """Make a session that sends over a pipe."""
        self.session = PipeSession(parent=self)
        self.iopub_socket = _IOPUB

    def init_io(self) -> None:
        """Put the streams and the display hook in their places."""
        sys.stdout = PipeStream(self.session, "stdout", 1)
        sys.stderr = PipeStream(self.session, "stderr", 2)
        self.displayhook = ZMQDisplayHook(self.session, _IOPUB)
        sys.displayhook = self.displayhook
        self.patch_io()

    def init_kernel(self) -> None:
        """Make the kernel, without streams."""
        here = types.SimpleNamespace(parent_thread=threading.main_thread())
        self.kernel = self.kernel_class.instance(
            parent=self,
            session=self.session,
            iopub_socket=_IOPUB,
            iopub_thread=None,
            shell_stream=None,
            shell_channel_thread=here,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count

    def close(self) -> None:
        """Close nothing."""


def built() -> Any:
    """Return the application, ready but for the libraries of an assignment."""
    ipykernel.debugger._is_debugpy_available = False  # noqa: SLF001  # a grading kernel has no debugger
    app = PipeKernelApp.instance()
    app.initialize(["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"])
    return app


def warm_up(app: Any) -> None:
    """Run a few cells and leave no trace of them."""
    shell, streams = app.kernel.shell, (sys.stdout, sys.stderr)
    sys.stdout = sys.stderr = io.StringIO()
    try:
        for code in _WARM:
            shell.run_cell(code, store_history=False, silent=False)
    finally:
        sys.stdout, sys.stderr = streams
    shell.reset(new_session=True)
    shell._last_traceback = None  # noqa: SLF001
    last = dict.fromkeys(("_", "__", "___"), "")
    for name, value in last.items():
        setattr(shell.displayhook, name, value)
    shell.user_ns.update(last)
    shell.user_ns_hidden.update(last)
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        if hasattr(sys, name):
            delattr(sys, name)
    shell.displayhook.exec_result = None
    shell.execution_count = 1


def serve(app: Any, sock: socket.socket) -> None:
    """Answer the requests of one notebook until it ends."""
    kernel = app.kernel
    kernel.session.sock, kernel.session.pid = sock, os.getpid()
    kernel.shell.init_history()  # no handle of a database may be shared with a fork
    kernel.shell.init_user_ns()  # In, Out and _dh belong to the history
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(_answer(kernel, sock))


async def _answer(kernel: Any, sock: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    waiting: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
    reader = framing.Reader()

    def read() -> None:
        try:
            piece = sock.recv(1 << 16, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        if not piece:
            loop.remove_reader(sock.fileno())
            waiting.put_nowait(None)
            return
        for _, message in reader.feed(piece):
            waiting.put_nowait(message)

    def end(_seconds: float, _how: Any) -> None:
        """Tell of a `quit()`, and go on: in a kernel a timer of 0.1 s would race against the cells that follow."""
        kernel.session.send(_IOPUB, "medialit_quit", {})

    loop.add_reader(sock.fileno(), read)
    kernel.io_loop = types.SimpleNamespace(
        call_later=end, stop=lambda: None, add_callback=loop.call_soon_threadsafe, asyncio_loop=loop
    )
    while True:
        message = await waiting.get()
        if message is None or message["header"]["msg_type"] == "shutdown_request":
            return
        await _handled(kernel, message)


async def _handled(kernel: Any, message: dict[str, Any]) -> None:
    """Do what one request asks, as ipykernel does; an interrupt counts while it lasts."""
    kernel.set_parent([], message, channel="shell")
    kernel._publish_status("busy", "shell")  # noqa: SLF001  # as ipykernel's own dispatcher
    handler = kernel.shell_handlers.get(message["header"]["msg_type"])
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        if handler is not None:
            answer = handler(None, [], message)
            if asyncio.iscoroutine(answer):
                await answer
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGINT, before)
    sys.stdout.flush()
    sys.stderr.flush()
    kernel._publish_status("idle", "shell")  # noqa: SLF001
