"""Folders that a student's code may have filled: as deep as it liked, which Python's own walks do not survive."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path


def walk(folder: Path, deepest: int = 1_000_000) -> Iterator[tuple[os.DirEntry[str], int]]:
    """Yield whatever lies in a folder, through no link, with its depth; nothing is entered at `deepest`."""
    waiting = [(str(folder), 1)]
    while waiting:
        place, depth = waiting.pop()
        with contextlib.suppress(OSError), os.scandir(place) as found:
            for entry in found:
                yield entry, depth
                if depth < deepest and entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, depth + 1))


def remove(folder: Path) -> None:
    """Remove a folder, however deep it is and whatever its modes are; what cannot be removed stays.

    Folders in folders are first moved up, one level at a time, so that no path gets too long and nothing recurs.
    """
    numbers = count()
    while any_folder := [one for one, _ in walk(folder, 1) if one.is_dir(follow_symlinks=False)]:
        moved = False
        for one in any_folder:
            moved |= _moved_up(folder, one.path, numbers)
        if not moved:
            break
    shutil.rmtree(folder, ignore_errors=True)


def _moved_up(folder: Path, place: str, numbers: Iterator[int]) -> bool:
    """Move the folders in `place` up into `folder`, and remove it; tell whether anything was done."""
    done = False
    with contextlib.suppress(OSError):
        os.chmod(place, 0o700)  # noqa: PTH101  # not through a link: it is a folder
    for entry, _ in walk(Path(place), 1):
        with contextlib.suppress(OSError):
            if entry.is_dir(follow_symlinks=False):
                os.chmod(entry.path, 0o700)  # noqa: PTH101
                os.rename(entry.path, folder / f"moved-up-{next(numbers)}")  # noqa: PTH104
            else:
                os.unlink(entry.path)  # noqa: PTH108
    with contextlib.suppress(OSError):
        os.rmdir(place)  # noqa: PTH106
        done = True
    return done
