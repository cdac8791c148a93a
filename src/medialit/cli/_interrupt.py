"""Ctrl+C ends the command, also while nbgrader runs a notebook.

nbclient takes SIGINT over while a kernel runs, and nbgrader notes any interruption as that student's failure; both then
go on. So that an innocent student is not failed, our own handler stays in place and is asked between two students.
"""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

Ask = Callable[[], None]


@contextlib.contextmanager
def ctrl_c_ends_it() -> Iterator[Ask]:
    """Yield a function that raises KeyboardInterrupt if Ctrl+C was pressed meanwhile; so does leaving this context."""
    pressed = threading.Event()

    def ask() -> None:
        if pressed.is_set():
            raise KeyboardInterrupt

    def press(_number: int, _frame: FrameType | None) -> None:
        pressed.set()
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():  # only the main thread may set handlers
        yield ask
        return
    before = signal.signal(signal.SIGINT, press)
    try:
        with _handlers_stay():
            yield ask
        ask()
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _handlers_stay() -> Iterator[None]:
    """Let no event loop replace our handler; nbclient expects this refusal, as outside the main thread."""
    from asyncio import SelectorEventLoop as Loop

    own = Loop.add_signal_handler

    def refuse(_loop: Any, _number: int, _callback: Any, *_args: Any) -> None:
        raise RuntimeError("medialit handles the signals of this process")

    Loop.add_signal_handler = refuse  # type: ignore[assignment,method-assign]  # for as long as this context lasts
    try:
        yield
    finally:
        Loop.add_signal_handler = own  # type: ignore[method-assign]  # as it was
