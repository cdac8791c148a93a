"""A bulk download of hand-ins: a zip or a folder, and zips in it, read file by file and never laid out as it asks.

Nothing is unpacked to where an archive wants it: files come as bytes with a path that is known to be harmless, up to
caps of size, number and depth, so that an archive of zeros ends as a note.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath

from medialit.errors import BadTable

FILE_LIMIT = 32 << 20
"""The largest file, in bytes, that is taken from a download; what `medialit grade` reads, too."""
_TOTAL = 2 << 30
_MOST_FILES = 50_000
_DEEPEST = 3
_LONGEST = 16
_NAME_BYTES = 200
_PASSED_OVER = frozenset(
    {".ipynb_checkpoints", "__pycache__", "__MACOSX", ".DS_Store", ".git", "Thumbs.db", "desktop.ini"}
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a download: its path with the names of the archives in it, and its bytes."""

    path: PurePosixPath
    content: bytes


@dataclass(slots=True)
class Download:
    """What is read of a download, and what was left aside: path and reason, in words."""

    pieces: list[Piece] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    _left: int = _TOTAL

    def add(self, path: PurePosixPath, content: bytes, depth: int) -> None:
        """Take a file; of an archive, what is in it."""
        if path.suffix.lower() == ".zip" and content.startswith(b"PK"):
            self.open(path, BytesIO(content), depth)
        else:
            self.pieces.append(Piece(path, content))

    def leave(self, path: object, why: str) -> None:
        """Leave a file aside."""
        self.aside.append((str(path).encode("utf-8", "backslashreplace").decode(), why))

    def room(self, path: PurePosixPath) -> int:
        """Return how many bytes may still be taken for one file, or 0, which is told."""
        if len(self.pieces) >= _MOST_FILES or self._left <= 0:
            self.leave(path, "the download holds too much")
            return 0
        return min(FILE_LIMIT, self._left)

    def take(self, path: PurePosixPath, content: bytes, most: int, depth: int) -> None:
        """Take the bytes of a file unless there are more than `most`."""
        self._left -= len(content)
        if len(content) > most:
            self.leave(path, f"larger than {most >> 20} MB")
        else:
            self.add(path, content, depth)

    def open(self, path: PurePosixPath, file: BytesIO | Path, depth: int) -> None:
        """Take what is in an archive."""
        if depth >= _DEEPEST:
            self.leave(path, "an archive in an archive in an archive")
            return
        try:
            with zipfile.ZipFile(file) as archive:
                for entry in archive.infolist():
                    self._entry(archive, entry, path, depth)
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as problem:
            self.leave(path, f"cannot be opened ({problem})")

    def _entry(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, where: PurePosixPath, depth: int) -> None:
        name = harmless(_name(entry))
        if entry.is_dir() or (name and _is_passed_over(name)):
            return
        if why := _unfit(entry, name):
            self.leave(where / "…" if name is None else where / name, why)
        elif name and (most := self.room(where / name)):
            try:
                with archive.open(entry) as stream:
                    content = stream.read(most + 1)
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as problem:
                self.leave(where / name, f"damaged ({type(problem).__name__})")
            else:
                self.take(where / name, content, most, depth + 1)


def _unfit(entry: zipfile.ZipInfo, name: PurePosixPath | None) -> str:
    """Return why an entry is not taken, or nothing."""
    if name is None:
        return f"its path leads elsewhere, or is too long: {_name(entry)[:100]!r}"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "a link"
    return "encrypted" if entry.flag_bits & 1 else ""


def unpack(source: Path) -> Download:
    """Read a bulk download: a zip file, or a folder with files and zips in it.

    Raises
    ------
    BadTable
        There is no such file or folder, or it is no archive.
    """
    found = Download()
    if source.is_dir():
        for file in sorted(_files(source)):
            path = PurePosixPath(file.relative_to(source).as_posix())
            if not _is_passed_over(path) and (most := found.room(path)):
                with file.open("rb") as stream:
                    found.take(path, stream.read(most + 1), most, 0)
    elif zipfile.is_zipfile(source):
        found.open(PurePosixPath(), source, 0)
    else:
        raise BadTable(f"{source} is neither a folder nor a zip file", "name the file that the hand-ins came in")
    return found


def harmless(name: str, deepest: int = _LONGEST) -> PurePosixPath | None:
    r"""Return a path that stays below where it is put and that every machine can write, or None.

    Examples
    --------
    >>> harmless("a\\b.ipynb"), harmless("../b"), harmless("C:\\b")
    (PurePosixPath('a/b.ipynb'), None, None)
    """
    path = PurePosixPath(name.replace("\\", "/"))
    fits = 0 < len(path.parts) <= deepest and not path.is_absolute() and ".." not in path.parts
    short = all(len(part.encode("utf-8", "replace")) <= _NAME_BYTES and ":" not in part for part in path.parts)
    return path if fits and short and name.isprintable() else None


def _files(folder: Path) -> Iterator[Path]:
    """Yield the regular files below a folder, through no link."""
    for entry in folder.iterdir():
        if entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _files(entry)
        elif entry.is_file():
            yield entry


def _is_passed_over(path: PurePosixPath) -> bool:
    return any(part in _PASSED_OVER or part.startswith("._") for part in path.parts)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry: Windows in Chinese writes it in GBK and does not say so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename
