"""Servers for one person on this machine: a port, an address to open, and an end that leaves nothing behind."""

import contextlib
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator
from types import FrameType

import click

from medialit.errors import MissingProgram

HOST = "127.0.0.1"


def free_port(first: int) -> int:
    """Return the first free port from `first` on, or any free one.

    Raises
    ------
    MissingProgram
        No port is free.
    """
    for port in [*range(first, min(first + 50, 65536)), 0]:
        with contextlib.closing(socket.socket()) as one:
            if sys.platform != "win32":
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind((HOST, port))
            except OSError:
                continue
            return int(one.getsockname()[1])
    raise MissingProgram("no port is free on this machine", "close some programs and try again")


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Treat being ended, or a closed terminal, like Ctrl+C: no server is left behind."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    ends = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    main = threading.current_thread() is threading.main_thread()  # no other thread may set handlers
    before = {one: signal.signal(one, stop) for one in ends if main}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def say_where(address: str, name: str, *, browser: bool) -> None:
    """Open the address of the server called `name`, or print it on stdout."""
    if browser and webbrowser.open(address):
        click.echo(f"{name[0].upper()}{name[1:]} is open in your browser. Stop it with Ctrl+C.\n{address}", err=True)
    else:
        click.echo(address)
        click.echo(f"Open this address in a browser. Stop {name} with Ctrl+C.", err=True)
