"""A course as one file, and a course out of such a file: gradebook, hand-ins, marks, everything in the folder.

The gradebook is copied last, by SQLite's own backup, and the log by which grading resumes first. So whatever a run of
`medialit grade` does meanwhile is either in both or will be done again: no grade that the log knows is missing.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import medialit
from medialit.course.desk import open_course
from medialit.course.model import Course
from medialit.errors import AlreadyExists, BadBackup, NotSaved
from medialit.grading import ledger, nbgrader, workplace
from medialit.lms.unpack import harmless

MANIFEST = "medialit-backup.json"
_NOT_ENTERED = frozenset({"__pycache__", workplace.FOLDER})  # what a run needs while it runs is nobody else's
_LEFT_OUT = (".lock", ".part", ".db-journal", ".db-wal", ".db-shm", ".pyc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup: the file, how many files are in it, and what was left out because it is no regular file."""

    path: Path
    files: int
    left_out: tuple[str, ...]


def backup(course: Course, to: Path | None = None, *, now: datetime | None = None) -> Backup:
    """Write a course into one zip file; a run of grading may go on beside it.

    Parameters
    ----------
    to
        The new file; `<course>-<time>.zip` beside the course's folder if None.

    Raises
    ------
    AlreadyExists
        The file exists.
    BadCourse
        The gradebook is on a server.
    NotSaved
        The file cannot be written, or another program holds the gradebook for a minute.
    """
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    folder = course.folder.resolve()
    target = to or folder.parent / f"{folder.name}-{moment:%Y%m%dT%H%M%SZ}.zip"
    if target.exists():
        raise AlreadyExists(f"{target} exists already", "name another file: --to FILE; nothing was changed")
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
            done = _fill(archive, folder, moment)
        unfinished.replace(target)
    except OSError as problem:
        raise NotSaved(
            f"the backup cannot be written to {target}: {problem.strerror or problem}", "name another place: --to FILE"
        ) from problem
    finally:
        unfinished.unlink(missing_ok=True)
    return Backup(path=target, files=len(done["files"]), left_out=tuple(done["left_out"]))


def restore(file: Path, folder: Path) -> Course:
    """Make the course of a backup in a new or empty folder, and return it.

    Everything is checked before the folder gets its name: a damaged backup leaves nothing behind.

    Raises
    ------
    AlreadyExists
        There is something in the folder.
    BadBackup
        The file is no backup, or damaged.
    NotSaved
        The folder cannot be made.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AlreadyExists(f"{folder} is not empty", "name a folder that does not exist yet; nothing was changed")
    unfinished = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        with zipfile.ZipFile(file) as archive:
            _lay(archive, _manifest(archive, file), unfinished, file)
        if folder.exists():
            folder.rmdir()
        unfinished.rename(folder)
    except (zipfile.BadZipFile, EOFError, RuntimeError) as problem:
        raise BadBackup(f"{file} is damaged or no backup: {problem}", "use another backup") from None
    except OSError as problem:
        raise NotSaved(
            f"{folder} cannot be made from {file}: {problem.strerror or problem}",
            "name a backup that you may read and a folder that you may write in",
        ) from problem
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return open_course(folder)


def _fill(archive: zipfile.ZipFile, folder: Path, moment: datetime) -> dict[str, Any]:
    """Write all files of a course into an archive, the gradebook last; return the manifest, which is written, too."""
    files: dict[str, list[object]] = {}
    folders: dict[str, list[int]] = {}
    left_out: list[str] = []
    for path in _in_order(folder):
        name, about = path.relative_to(folder).as_posix(), path.lstat()
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            left_out.append(name)
        elif path.is_dir():
            folders[name] = [about.st_mtime_ns, about.st_mode & 0o777]
        else:
            files[name] = [_put(archive, name, path.read_bytes()), about.st_mtime_ns]
    if nbgrader.is_there(folder):
        with tempfile.TemporaryDirectory() as place:
            copy = nbgrader.copy_gradebook(folder, Path(place) / nbgrader.FILE)
            files[nbgrader.FILE] = [_put(archive, nbgrader.FILE, copy.read_bytes()), int(moment.timestamp() * 1e9)]
    manifest = {
        "v": 1,
        "medialit": medialit.__version__,
        "made": moment.isoformat(timespec="seconds"),
        "files": files,
        "folders": folders,
        "left_out": left_out,
    }
    archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False))
    return manifest


def _in_order(folder: Path) -> Iterator[Path]:
    """Yield what lies in a course, without what belongs to a moment only; the log by which grading resumes first."""
    log = folder / ledger.FILE
    if log.is_file():
        yield log
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if one not in _NOT_ENTERED)
        for name in (*folders, *sorted(names)):
            path = Path(top) / name
            if path != log and not name.endswith(_LEFT_OUT) and path != folder / nbgrader.FILE and path.exists():
                yield path


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> str:
    archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return hashlib.sha256(content).hexdigest()


def _manifest(archive: zipfile.ZipFile, file: Path) -> Mapping[str, Any]:
    """Return what a backup says of itself, with every path in it known to be harmless."""
    try:
        manifest = json.loads(archive.read(MANIFEST))
        version, files, folders = manifest["v"], manifest["files"], manifest["folders"]
        strange = [name for name in (*files, *folders) if harmless(name, deepest=64) is None]
        fits = all(len(one) == 2 and isinstance(one[1], int) for one in (*files.values(), *folders.values()))
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        raise BadBackup(f"{file} is no backup of a course", "name a file that medialit course backup wrote") from None
    if version != 1 or strange or not fits:
        why = f"it leads to {strange[0]!r}" if strange else "another version of medialit wrote it"
        raise BadBackup(f"{file} cannot be restored: {why}", "use another backup, or the medialit that wrote it")
    return dict(manifest)


def _lay(archive: zipfile.ZipFile, manifest: Mapping[str, Any], place: Path, file: Path) -> None:
    """Write the files of a backup, each compared with its digest; then the times of files and folders."""
    for name in manifest["folders"]:
        (place / name).mkdir(parents=True, exist_ok=True)
    for name, (digest, changed) in manifest["files"].items():
        try:
            content = archive.read(name)
        except KeyError:
            content = b""
        if hashlib.sha256(content).hexdigest() != digest:
            raise BadBackup(f"{file} is damaged: {name} is not what it was", "use another backup")
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        os.utime(target, ns=(changed, changed))
    for name, (changed, mode) in sorted(manifest["folders"].items(), reverse=True):
        (place / name).chmod(mode & 0o777 | 0o700)
        os.utime(place / name, ns=(changed, changed))
