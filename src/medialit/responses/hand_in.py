"""Hand-in without a server: the lesson folder as one zip file that a student can upload."""

import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from medialit.errors import MedialitError, NotSaved
from medialit.finding import Finding, Level
from medialit.responses import slip
from medialit.responses.journal import path_for, read

FILE_LIMIT = 50 << 20
"""The largest file, in bytes, that is packed."""


@dataclass(frozen=True, slots=True)
class PackedHandIn:
    """A hand-in: the zip file, the names in it, and what its owner should know."""

    path: Path
    files: tuple[str, ...]
    findings: tuple[Finding, ...]


def pack(folder: Path, lesson: str) -> PackedHandIn:
    """Zip the lesson folder as `<lesson>-<author>.zip` inside it, and return what was packed.

    Regular files only: no links, no hidden files or folders, no earlier hand-ins. A slip goes with them that says when
    they were packed and what each file was then (`medialit.responses.slip`).

    Raises
    ------
    MedialitError
        There is no such folder, or nothing in it to hand in.
    NotSaved
        The zip file cannot be written.
    """
    if not folder.is_dir():
        raise MedialitError(f"there is no folder {folder}", "name the folder of the lesson, with your notebook in it")
    reading = read(path_for(folder, lesson), lesson)
    author = reading.responses[-1].author if reading.responses else "no-journal"
    findings = list(reading.findings)
    if not reading.responses:
        findings.append(
            Finding(
                level=Level.WARNING,
                what=f"{folder.name} holds no answers to {lesson}",
                remedy="run the lesson in this folder and commit your answers, then hand in again",
                key="no_answers",
                values={"folder": folder.name, "lesson": lesson},
            )
        )
    files = list(_files(folder, lesson, findings))
    if not files:
        raise MedialitError(f"there is nothing to hand in in {folder}", "name the folder with your notebook in it")
    target = folder / f"{lesson}-{author}.zip"
    _write(target, folder, files, (lesson, author))
    return PackedHandIn(target, tuple(one.relative_to(folder).as_posix() for one in files), tuple(findings))


def _files(folder: Path, lesson: str, findings: list[Finding]) -> Iterator[Path]:
    """Yield what belongs in the zip, sorted by name."""
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith((".", "__")))
        for name in sorted(names):
            file = Path(top) / name
            earlier = name.startswith(f"{lesson}-") and name.endswith(".zip")
            if name.startswith(".") or earlier or name == slip.NAME or file.is_symlink() or not file.is_file():
                continue
            if file.stat().st_size > FILE_LIMIT:
                findings.append(
                    Finding(
                        level=Level.WARNING,
                        what=f"{name} was left out: over 50 MB",
                        remedy="hand it in separately",
                        key="too_large",
                        values={"file": name},
                    )
                )
                continue
            yield file


def _write(target: Path, folder: Path, files: list[Path], label: tuple[str, str]) -> None:
    """Write the zip, with its slip, beside its final name, then move it there in one step."""
    unfinished, top, packed = target.with_suffix(".zip.part"), folder.resolve().name, {}
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as made:
            for file in files:
                name = file.relative_to(folder).as_posix()
                entry = zipfile.ZipInfo.from_file(file, f"{top}/{name}", strict_timestamps=False)
                packed[name] = file.read_bytes()
                made.writestr(entry, packed[name], zipfile.ZIP_DEFLATED)
            made.writestr(f"{top}/{slip.NAME}", slip.make(*label, packed, datetime.now(UTC)))
        unfinished.replace(target)
    except OSError as problem:
        raise NotSaved(
            f"the hand-in could not be written to {target}: {problem.strerror or problem}",
            "make room on the disk, or copy the folder to a place you may write in",
        ) from problem
    finally:
        unfinished.unlink(missing_ok=True)
