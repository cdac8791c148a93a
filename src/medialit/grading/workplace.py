"""Where a run works: one at a time in a course, and graded hand-ins put in their place as a whole or not at all."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from medialit.errors import BadCourse
from medialit.grading import folders
from medialit.responses import lock

FOLDER = ".grading"
"""The folder in a course for what a run needs while it runs."""


@contextlib.contextmanager
def taken(folder: Path) -> Iterator[Path]:
    """Yield a temporary folder for the workers of the one run that may grade this course.

    What a killed run left behind is removed first.

    Raises
    ------
    BadCourse
        Another run grades it.
    """
    own = folder / FOLDER
    own.mkdir(exist_ok=True)
    with lock.tried(own / "lock") as is_ours:
        if not is_ours:
            raise BadCourse(f"{folder} is being graded by another run", "wait until it ends, then run this again")
        note = own / "workers.txt"
        with contextlib.suppress(OSError):
            left = Path(note.read_text("utf-8"))
            if left.name.startswith("medialit-grading-"):
                folders.remove(left)
        _forget(own)
        place = Path(tempfile.mkdtemp(prefix="medialit-grading-"))
        try:
            note.write_text(str(place), "utf-8")
            yield place
        finally:
            folders.remove(place)
        _forget(own)


def _forget(own: Path) -> None:
    """Remove what was laid ready and not put in its place."""
    for one in own.iterdir():
        if one.name != "lock":
            remove(one) if one.is_dir() else one.unlink(missing_ok=True)


def lay_ready(course: Path, number: int, files: Mapping[str, bytes], mode: int) -> Path:
    """Write a graded hand-in into a folder from which it can be put in its place at once; return that folder."""
    place = course / FOLDER / f"ready-{number}"
    remove(place)
    place.mkdir()
    for name, content in files.items():
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(mode)
    return place


def put_in_place(course: Path, target: Path, ready: Path | None) -> None:
    """Put a graded hand-in where nbgrader looks for it; of one that could not be graded, leave nothing there."""
    if target.exists():
        old = course / FOLDER / "old"
        remove(old)
        target.replace(old)
        remove(old)
    if ready:
        target.parent.mkdir(parents=True, exist_ok=True)
        ready.replace(target)


def remove(folder: Path) -> None:
    """Remove a folder with the read-only files that nbgrader leaves."""
    if folder.exists():
        for one in folder.rglob("*"):
            if not one.is_symlink():
                one.chmod(0o755 if one.is_dir() else 0o644)
        shutil.rmtree(folder)
