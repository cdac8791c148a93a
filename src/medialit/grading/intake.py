"""A folder of bytes becomes a hand-in, or one readable note: nothing that a student put there is followed or trusted.

Read are regular files only, each through a handle that follows no link, up to caps of size, number and depth. Whatever
else lies there, a link, a pipe, a device, a file that is too large, is left where it is and told. Nothing is raised.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_PASSED_OVER = frozenset({".ipynb_checkpoints", "__pycache__", ".git", "__MACOSX", ".DS_Store"})
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)  # not on Windows, where making a link takes an administrator
    | getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer would wait for ever
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_STEP = 1 << 20
_TOLD = 8
"""How many files one note names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How much is read of one hand-in: files, MiB of one and of all, folders below each other, bytes of a name."""

    files: int = 500
    file_mib: float = 32
    total_mib: float = 128
    depth: int = 8
    name_bytes: int = 255


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell, as a key of the catalogue and what it is about."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """What was read of a folder.

    Attributes
    ----------
    files
        Content by path below the folder, with slashes.
    notes
        What was left aside, and why.
    refused
        Why nothing could be read.
    """

    files: Mapping[str, bytes]
    notes: tuple[Note, ...] = ()
    refused: Note | None = None


def take_in(folder: Path, caps: Caps | None = None) -> HandIn:
    """Read the hand-in in `folder`; never raise for what is in it."""
    reading = _Reading(caps or Caps())
    try:
        reading.walk(folder)
    except (OSError, ValueError, RecursionError, MemoryError) as problem:
        return HandIn(files={}, refused=Note("desk.intake_unreadable", {"why": _reason(problem)}))
    notes = tuple(Note(f"desk.intake_{why}", {"files": _listed(names)}) for why, names in reading.aside.items())
    return HandIn(files=dict(sorted(reading.files.items())), notes=notes)


class _Reading:
    """What was read so far, and what was left aside."""

    def __init__(self, caps: Caps) -> None:
        self._caps = caps
        self._left = int(caps.total_mib * _STEP)
        self.files: dict[str, bytes] = {}
        self.aside: dict[str, list[str]] = {}

    def walk(self, folder: Path) -> None:
        """Read what lies in a folder, breadth first: notebooks and answers before what lies deeper."""
        below = [("", 0)]
        while below:
            place, depth = below.pop(0)
            try:
                with _opened(folder, place) as where:
                    if where is None:
                        self._leave("link", place or folder.name)
                    else:
                        below += [(one, depth + 1) for one in self._look(where, place, depth)]
            except OSError:
                if not place:
                    raise
                self._leave("unread", place)

    def _look(self, where: Path | int, place: str, depth: int) -> Iterator[str]:
        """Read the files of one folder; yield the folders in it that are to be read, too."""
        for entry in _entries(where):
            name = f"{place}{entry.name}"
            if not self._is_fit(entry.name):
                self._leave("name", name)
            elif not entry.is_dir(follow_symlinks=False):
                self._take(where, name, entry)
            elif depth + 1 < self._caps.depth:
                yield f"{name}/"
            else:
                self._leave("deep", name)

    def _is_fit(self, name: str) -> bool:
        try:
            encoded = name.encode("utf-8")
        except UnicodeEncodeError:
            return False
        return len(encoded) <= self._caps.name_bytes and name.isprintable() and "\\" not in name

    def _take(self, where: Path | int, name: str, entry: os.DirEntry[str]) -> None:
        if len(self.files) >= self._caps.files:
            self._leave("many", name)
            return
        if not entry.is_file(follow_symlinks=False):
            self._leave("link" if entry.is_symlink() else "special", name)
            return
        try:
            content = self._content(where, entry.name)
        except OSError:
            self._leave("unread", name)
            return
        if isinstance(content, str):
            self._leave(content, name)
        else:
            self._left -= len(content)
            self.files[name] = content

    def _content(self, where: Path | int, name: str) -> bytes | str:
        """Return the bytes of a file, or why it is left aside."""
        handle = os.open(name, _FLAGS, dir_fd=where) if isinstance(where, int) else os.open(where / name, _FLAGS)
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                return "special"
            if about.st_nlink > 1:
                return "link"
            most = min(int(self._caps.file_mib * _STEP), self._left)
            content = bytearray()
            while piece := file.read(min(_STEP, most + 1 - len(content))):
                content += piece
                if len(content) > most:
                    return "large"
        return bytes(content)

    def _leave(self, why: str, name: str) -> None:
        self.aside.setdefault(why, []).append(name)


@contextlib.contextmanager
def _opened(folder: Path, place: str) -> Iterator[Path | int | None]:
    """Yield a handle on a folder that was reached through no link, or its path where there are no such handles.

    It stays that folder even if somebody puts a link in its place meanwhile. None if it is a link, or below one.
    """
    if os.open not in os.supports_dir_fd or os.scandir not in os.supports_fd:
        here = folder / place if place else folder
        yield None if stat.S_ISLNK(os.lstat(here).st_mode) else here
        return
    with contextlib.ExitStack() as held:
        handle = None
        for part in (str(folder), *filter(None, place.split("/"))):
            try:
                handle = os.open(part, _FOLDER, dir_fd=handle)
            except OSError as problem:
                if problem.errno not in {errno.ELOOP, errno.ENOTDIR}:
                    raise
                yield None
                return
            held.callback(os.close, handle)
        yield handle


def _entries(where: Path | int) -> list[os.DirEntry[str]]:
    """Return what lies in a folder, notebooks and journals first."""
    with os.scandir(where) as found:
        every = [one for one in found if one.name not in _PASSED_OVER]
    return sorted(every, key=lambda one: (not one.name.endswith((".ipynb", ".jsonl", ".txt")), one.name))


def _listed(names: list[str]) -> str:
    """Return the first names, printable, and how many more there are."""
    shown = [ascii(name)[1:-1] if not name.isprintable() else name for name in names[:_TOLD]]
    more = f" (+{len(names) - _TOLD})" if len(names) > _TOLD else ""
    return ", ".join(shown) + more


def _reason(problem: Any) -> str:
    return str(getattr(problem, "strerror", None) or type(problem).__name__)
