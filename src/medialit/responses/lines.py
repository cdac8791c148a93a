"""Files to which whole lines are appended: durable when `append` returns, and readable after a kill in its middle.

A line that a killed process left unfinished is fenced off by a line break before the next one. Whoever appends holds
a lock (`medialit.responses.lock`).
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

LINE_LIMIT = 1 << 20
"""The longest line, in bytes, that is read; a valid record is far shorter."""


def lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file; of one that is too long, only the head (which is no valid record)."""
    with path.open("rb") as stream:
        whole = True
        while piece := stream.readline(LINE_LIMIT):
            if whole and piece.strip():
                yield piece
            whole = piece.endswith(b"\n")


def append(path: Path, data: bytes) -> None:
    """Write `data` at the end in one piece and fsync; take it back if only a part fitted.

    Raises
    ------
    OSError
        The disk is full, the folder is read-only, or the path is no file.
    """
    new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)
    try:
        size = os.fstat(handle).st_size
        torn = size > 0 and _last_byte(handle, size) != b"\n"
        data = b"\n" + data if torn else data
        try:
            _write_whole(handle, data)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
    if new:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name in `folder` durable, where the system can; what is in the file is on disk already."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _write_whole(handle: int, data: bytes) -> None:
    """Write `data` in one piece and wait for the disk; a part does not count."""
    written = os.write(handle, data)
    if written < len(data):
        raise OSError(errno.ENOSPC, f"only {written} of {len(data)} bytes fitted")
    os.fsync(handle)


def _last_byte(handle: int, size: int) -> bytes:
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1)
