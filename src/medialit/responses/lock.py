"""One writer at a time: a lock on a file of its own, on every system that has locks."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        while True:
            with contextlib.suppress(OSError):  # msvcrt gives up after ten seconds; we do not
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return

elif sys.platform == "emscripten":

    def _take(handle: int) -> None:  # one notebook, one thread: nobody to keep out
        del handle

else:
    import fcntl

    def _take(handle: int) -> None:
        with contextlib.suppress(OSError):  # a file system without locks (some network drives)
            fcntl.flock(handle, fcntl.LOCK_EX)


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock file at `path`; closing it, or the end of the process, lets it go.

    Raises
    ------
    OSError
        The lock file can be neither opened nor made.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(handle)
        yield
    finally:
        os.close(handle)
