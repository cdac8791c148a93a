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

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

elif sys.platform == "emscripten":

    def _take(handle: int) -> None:  # one notebook, one thread: nobody to keep out
        del handle

    def _try(handle: int) -> bool:
        del handle
        return True

else:
    import fcntl

    def _take(handle: int) -> None:
        with contextlib.suppress(OSError):  # a file system without locks (some network drives)
            fcntl.flock(handle, fcntl.LOCK_EX)

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks
        return True


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


@contextlib.contextmanager
def tried(path: Path) -> Iterator[bool]:
    """Yield whether the lock file at `path` could be had at once; it is held to the end of the block if so."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        yield _try(handle)
    finally:
        os.close(handle)
