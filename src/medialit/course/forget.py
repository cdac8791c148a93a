"""A student who asks to be forgotten: every trace in a course is found by the id, told, and removed if asked again."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from medialit.course.collect import REPLACED
from medialit.course.model import Course
from medialit.errors import BadCourse, NotSaved
from medialit.grading import folders, ledger, nbgrader, workplace

_STEPS = ("submitted", "autograded", "feedback")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What a course has of one student.

    Attributes
    ----------
    in_gradebook
        Whether nbgrader's gradebook knows them, with name, address and points.
    folders
        Their folders, below the course's.
    lines
        How many lines or rows about them each file has.
    pages
        Reports in which they are named; these are removed whole and can be written again.
    """

    student: str
    in_gradebook: bool
    folders: tuple[Path, ...]
    lines: tuple[tuple[Path, int], ...]
    pages: tuple[Path, ...]


def traces(course: Course, student: str) -> Traces:
    """Return what a course has of a student; nothing is changed.

    Raises
    ------
    BadCourse
        It has nothing.
    """
    root = course.folder
    found = Traces(
        student=student,
        in_gradebook=student in nbgrader.students(root),
        folders=tuple(_folders(root, student)),
        lines=tuple((file, count) for file in _logs(root) if (count := len(_without(file, student)[1]))),
        pages=tuple(
            one
            for kind in ("*.html", "*.csv")
            for one in sorted((root / "reports").glob(kind))
            if student in one.read_text("utf-8", errors="replace")
        ),
    )
    if not (found.in_gradebook or found.folders or found.lines):
        raise BadCourse(f"nobody called {student!r} is in {root}", "copy the id as medialit report shows it")
    return found


def forget(course: Course, student: str) -> Traces:
    """Remove every trace of a student from a course, and return what there was.

    Whoever is in the middle of it when the power fails runs it again: the gradebook goes last. Backups that were made
    before, and what left the course by mail or upload, are not touched.

    Raises
    ------
    BadCourse
        The course has nothing of them, or is being graded.
    NotSaved
        A folder or file resists, or another program holds the gradebook.
    """
    found = traces(course, student)
    with workplace.taken(course.folder):
        for folder in found.folders:
            folders.remove(folder)
            if folder.exists():
                raise NotSaved(f"{folder} cannot be removed", "close what uses it, then run this again")
        try:
            for file, _ in found.lines:
                _replace(file, _without(file, student)[0])
            for page in found.pages:
                page.unlink(missing_ok=True)
        except OSError as problem:
            raise NotSaved(
                f"{problem.filename} cannot be changed: {problem.strerror}", "close what uses it, then run this again"
            ) from problem
        if found.in_gradebook:
            nbgrader.remove_student(course.folder, student)
    return found


def _folders(root: Path, student: str) -> Iterator[Path]:
    """Yield the folders that are named for a student; the id is compared, and never becomes a path."""
    places = [root / step for step in _STEPS]
    places += _below(root / REPLACED)
    for place in places:
        yield from (one for one in _below(place) if one.name == student)
    for course in _below(root / "exchange"):
        yield from (one for one in _below(course / "inbound") if one.name.startswith(f"{student}+"))


def _below(place: Path) -> list[Path]:
    return sorted(one for one in place.iterdir() if one.is_dir()) if place.is_dir() else []


def _logs(root: Path) -> list[Path]:
    """Return the files with one line or row for each student."""
    marking = sorted((root / "marking").glob("*/*.jsonl"))
    grading = sorted((root / "reports").glob("*.grading.json"))
    return [one for one in (root / ledger.FILE, *marking, *grading) if one.is_file()]


def _without(file: Path, student: str) -> tuple[bytes, list[object]]:
    """Return the bytes of a file without what is about a student, and that."""
    content = file.read_bytes()
    if file.suffix == ".json":
        rows = json.loads(content)
        theirs = [row for row in rows if row.get("student") == student]
        rest = [row for row in rows if row not in theirs]
        return (json.dumps(rest, ensure_ascii=False, indent=1) + "\n").encode() if theirs else content, theirs
    lines = content.splitlines(keepends=True)
    about = [line for line in lines if _is_about(line, student)]
    return b"".join(line for line in lines if line not in about), list(about)


def _is_about(line: bytes, student: str) -> bool:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and data.get("student") == student


def _replace(file: Path, content: bytes) -> None:
    new = file.with_name(f".{file.name}.new")
    with new.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)
