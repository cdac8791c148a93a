"""Laying the lessons into a student's folder: a file that the student changed is never touched.

A hidden manifest holds the hash of every file as it was laid. Only a file that still has that hash is replaced by a
newer one; otherwise the newer one lands beside it under a name of its own. Running a notebook changes it, so it counts
as changed; answers lie in journals, which are nobody's lesson files and are never touched. The manifest is written
after every file, so that an interrupted run knows what it laid. A link that leads out of the folder is left alone.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import medialit
from medialit import content, settings
from medialit.errors import MedialitError, NotSaved
from medialit.i18n import Language
from medialit.responses.journal import SUFFIX

MANIFEST = ".medialit-manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """What was done, as paths within the folder.

    Attributes
    ----------
    new, restored
        Files that were not there: for the first time, or because they had been deleted.
    updated
        Files that nobody had changed, replaced by newer ones.
    beside
        Newer files that landed beside a changed one.
    kept
        Files that were left as they are.
    """

    new: tuple[str, ...]
    restored: tuple[str, ...]
    updated: tuple[str, ...]
    beside: tuple[str, ...]
    kept: tuple[str, ...]


def languages(name: str | None) -> tuple[Language, ...]:
    """Return the languages that `en`, `zh`, `both` or None (the system's) means."""
    if name == "both":
        first = settings.read().language
        return (first, next(one for one in Language if one is not first))
    return (Language.of(name) if name else settings.read().language,)


def lay(folder: Path, wanted: tuple[Language, ...]) -> Laid:
    """Lay the lessons in the `wanted` languages into `folder`.

    Raises
    ------
    NotSaved
        The folder cannot be made or written, or is a file.
    """
    done: dict[str, list[str]] = {name: [] for name in ("new", "restored", "updated", "beside", "kept")}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        manifest = _manifest(folder)
        for name, data in _lessons(wanted):
            before = dict(manifest)
            fate, landed = _lay_one(folder, name, data, manifest)
            done[fate].append(landed)
            if manifest != before:
                _write(folder / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True).encode())
    except OSError as problem:
        raise NotSaved(
            f"the lessons cannot be laid into {folder}: {problem.strerror or problem}",
            "name a folder that you may write in: medialit lab FOLDER",
        ) from problem
    return Laid(**{name: tuple(files) for name, files in done.items()})


def lesson_in(folder: Path) -> str:
    """Return the id of the lesson whose journal or notebooks lie in `folder`.

    Raises
    ------
    MedialitError
        There is none, or more than one.
    """
    found = {one.name.removesuffix(SUFFIX) for one in folder.glob(f"*{SUFFIX}")}
    found = found or {one.name for one in content.folder("lessons").iterdir() if one.name == folder.resolve().name}
    if len(found) == 1:
        return found.pop()
    what = f"several lessons: {', '.join(sorted(found))}" if found else "no lesson: no journal was found"
    raise MedialitError(
        f"{folder} holds {what}",
        "name the folder of one lesson, or say which: --lesson 01-who-moved",
    )


def _lessons(wanted: tuple[Language, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield the lesson files in the wanted languages: name within the folder, and content."""
    home = content.folder("lessons")
    for language in wanted:
        for file in sorted(home.rglob(f"*.{language.value}.ipynb")):
            if not any(part.startswith(".") for part in file.relative_to(home).parts):
                yield file.relative_to(home).as_posix(), file.read_bytes()


def _lay_one(folder: Path, name: str, data: bytes, manifest: dict[str, str]) -> tuple[str, str]:
    """Lay one file, note it in the manifest, and return what became of it, and its name."""
    place, laid, newest = folder / name, manifest.get(name), _digest(data)
    if not place.parent.resolve().is_relative_to(folder.resolve()):
        return "kept", name
    place.parent.mkdir(parents=True, exist_ok=True)
    present = _digest(place.read_bytes()) if place.is_file() and not place.is_symlink() else ""
    if not os.path.lexists(place):
        fate = "new" if laid is None else "restored"
    elif present == newest:
        fate = "kept"
    elif present and present == laid:
        fate = "updated"
    elif laid == newest:  # changed by the student, and nothing newer to offer
        return "kept", name
    else:
        return _lay_beside(folder, name, data, manifest)
    if fate != "kept":
        _write(place, data)
    manifest[name] = newest
    return fate, name


def _lay_beside(folder: Path, name: str, data: bytes, manifest: dict[str, str]) -> tuple[str, str]:
    """Lay a newer file beside a changed one, once, under a name that nothing has."""
    stem, ending = name.removesuffix(".ipynb"), ".ipynb"
    for number in range(1, 1000):
        again = "" if number == 1 else f" {number}"
        other = f"{stem} ({medialit.__version__}{again}){ending}"
        place, exists = folder / other, os.path.lexists(folder / other)
        if exists and manifest.get(other) == _digest(data):  # laid before; the student may work in it by now
            return "kept", other
        if not exists:
            _write(place, data)
        if not exists or (place.is_file() and place.read_bytes() == data):
            manifest[other] = _digest(data)
            return "kept" if exists else "beside", other
    raise NotSaved(f"{folder / stem} has a thousand versions", "clear up that folder")


def _manifest(folder: Path) -> dict[str, str]:
    """Return the hashes of what was laid; where the manifest is missing or broken, all is the student's."""
    try:
        data = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in data.items()} if isinstance(data, Mapping) else {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(place: Path, data: bytes) -> None:
    """Write a file in one step, so that an interrupted run leaves the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".medialit-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(place)
    finally:
        Path(name).unlink(missing_ok=True)
