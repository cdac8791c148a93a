"""Hand-ins from a bulk download: whose is what, and each put where nbgrader expects it."""

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from medialit import curriculum, lms
from medialit.course.model import Course
from medialit.errors import BadCourse
from medialit.grading import nbgrader
from medialit.lms import Upload
from medialit.responses import path_for, slip
from medialit.responses.slip import Slip

REPLACED = "replaced"
TIMESTAMP = "timestamp.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """One student's hand-in.

    Attributes
    ----------
    came
        `new`, `again` where another one was there (which is kept in `replaced/`), or `same`.
    renamed
        Files that got their own name back: what they were called, and what they are called now.
    late
        Whether the download itself calls it late.
    slip
        The slip that `medialit hand-in` packs; None where there is none that can be read.
    """

    student: str
    came: str
    files: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    late: bool
    slip: Slip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collecting:
    """What a collecting did.

    Attributes
    ----------
    unmatched
        Whom nobody in the course was found for, by the name in the download, with the number of files.
    aside
        Files that were not taken, and why.
    missing
        Students in the course without any hand-in of this lesson.
    """

    students: tuple[Collected, ...]
    unmatched: Mapping[str, int]
    aside: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


def collect(
    course: Course,
    lesson_id: str,
    source: Path,
    *,
    matched: Mapping[str, str] | None = None,
    at: datetime | None = None,
    dry_run: bool = False,
) -> Collecting:
    """Put the hand-ins of a bulk download into `submitted/`: Canvas's or Moodle's, or a folder with one per student.

    A hand-in that is there already and differs is kept in `replaced/`. Whoever cannot be matched stays in the download.

    Parameters
    ----------
    source
        A zip file or a folder.
    matched
        Ids of students by the name in the download, for whom nobody was found.
    at
        When they were handed in, if you know: the download does not say. Without it nobody is counted as late.
    dry_run
        Change nothing.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadTable
        `source` is neither a folder nor a zip file.
    BadCourse
        A student in `matched` is not in the course.
    """
    known = _known_files(course, lesson_id)
    people = nbgrader.people(course.folder)
    for student in (matched or {}).values():
        if student not in people:
            raise BadCourse(
                f"{student!r} is not in the course", "take the class from a file first: medialit course roster"
            )
    download = lms.unpack(source)
    whose = _Whose(people, matched or {})
    by_student: dict[str, list[Upload]] = {}
    unmatched: Counter[str] = Counter()
    for piece in download.pieces:
        one = lms.upload(piece)
        if one is None:
            download.leave(piece.path, "its path does not say whose it is")
            continue
        found, owned = whose.find(one)
        if found is None:
            unmatched[one.name] += 1
        else:
            by_student.setdefault(found, []).append(owned)
    done = []
    for student, uploads in sorted(by_student.items()):
        try:
            done.append(_put(course.folder, lesson_id, student, uploads, (known, at, dry_run)))
        except OSError as problem:
            download.leave(student, f"cannot be written ({problem.strerror or problem})")
    here = {*by_student, *nbgrader.handed_in(course.folder, lesson_id)}
    return Collecting(
        students=tuple(done),
        unmatched=dict(unmatched),
        aside=tuple(download.aside),
        missing=tuple(sorted(set(people) - here)),
    )


def _known_files(course: Course, lesson_id: str) -> Mapping[str, frozenset[str]]:
    """Return the files that students have, each with the grade ids in it."""
    curriculum.lesson(lesson_id)
    released = course.folder / "release" / lesson_id
    if not released.is_dir() or not any(released.iterdir()):
        raise BadCourse(
            f"{lesson_id} was not assigned in {course.folder}",
            f"medialit course assign {lesson_id} --course {course.folder}",
        )
    files = {one.name: _grade_ids(one.read_bytes()) for one in released.iterdir() if one.is_file()}
    return {**files, path_for(Path(), lesson_id).name: frozenset()}


class _Whose:
    """Who in the course an upload is from: by the system's id, else by an id or a whole name that only one has."""

    def __init__(self, people: Mapping[str, Mapping[str, str]], matched: Mapping[str, str]) -> None:
        self._matched = {name.casefold(): student for name, student in matched.items()}
        self._by_lms = {one["lms_user_id"]: id_ for id_, one in people.items() if one["lms_user_id"]}
        self._by_id = {id_.casefold(): id_ for id_ in people}
        names = [(name, id_) for id_, one in people.items() for name in _names(one)]
        often = Counter(name for name, _ in names)
        self._by_name = {name: id_ for name, id_ in names if often[name] == 1}

    def find(self, one: Upload) -> tuple[str | None, Upload]:
        """Return the id of a student, or None, and the upload below the folder that named them."""
        by_hand = self._matched.get(one.name.casefold()) or self._matched.get(one.owner.casefold())
        if by_hand or one.is_lms_id:
            return by_hand or self._by_lms.get(one.owner), one
        found = self._by_id.get(one.owner.casefold()) or self._by_name.get(_letters(one.owner))
        if found is None and one.number == 0 and len(one.path.parts) > 1:  # a folder around those of the students
            inner, *below = one.path.parts
            return self.find(replace(one, owner=inner.removesuffix(".zip"), path=PurePosixPath(*below)))
        return found, one


def _names(one: Mapping[str, str]) -> set[str]:
    first, last = _letters(one["first_name"]), _letters(one["last_name"])
    return {first + last, last + first} - {""}


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _put(
    folder: Path,
    lesson_id: str,
    student: str,
    uploads: Iterable[Upload],
    how: tuple[Mapping[str, frozenset[str]], datetime | None, bool],
) -> Collected:
    """Write one hand-in, in one step; what was there before is kept."""
    known, at, dry_run = how
    ordered = sorted(uploads, key=lambda one: (one.number, one.path))
    files, renamed = _laid(ordered, lesson_id, known)
    files.pop(TIMESTAMP, None)  # whoever hands in does not say when
    place = folder / "submitted" / student / lesson_id
    stamp = f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC".encode() if at else None
    before = _all_files(place)
    stamped = before.pop(TIMESTAMP, None)
    came = "new" if not place.is_dir() else "same" if before == files and stamp in {None, stamped} else "again"
    if stamp:
        files[TIMESTAMP] = stamp
    if not dry_run and came != "same":
        _write(folder, place, files)
    return Collected(
        student=student,
        came=came,
        files=tuple(sorted(files)),
        renamed=tuple(renamed),
        late=any(one.late for one in ordered),
        slip=_slip(ordered),
    )


def _laid(
    uploads: list[Upload], lesson_id: str, known: Mapping[str, frozenset[str]]
) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """Return the files of one hand-in by path, the later upload where two have one name, and what was renamed."""
    files: dict[str, bytes] = {}
    renamed = []
    for one in uploads:
        path = _below_lesson(one.path, lesson_id)
        name = lms.plain_name(path.name, known)
        if name in known:  # these lie at the top, wherever a student put them
            path = PurePosixPath(name)
        if path.name != one.path.name:
            renamed.append((one.path.name, path.name))
        files[path.as_posix()] = one.content
    for name, wanted in _recognised(files, known):
        files[wanted] = files.pop(name)
        renamed.append((name, wanted))
    return files, renamed


def _slip(uploads: list[Upload]) -> Slip | None:
    """Compare the last slip with the files that were packed with it."""
    last = next((one for one in reversed(uploads) if one.path.name == slip.NAME), None)
    if last is None:
        return None
    around = last.path.parent
    beside = {
        one.path.relative_to(around).as_posix(): one.content
        for one in uploads
        if one.number == last.number and one.path.is_relative_to(around)
    }
    return slip.read(last.content, beside)


def _below_lesson(path: PurePosixPath, lesson_id: str) -> PurePosixPath:
    """Return a path without the folders above and with the lesson's own, or without the only folder of an archive."""
    parts = path.parts
    if lesson_id in parts[:-1]:
        return PurePosixPath(*parts[len(parts) - 1 - parts[-2::-1].index(lesson_id) :])
    return PurePosixPath(*[part for part in parts[:-1] if not part.lower().endswith(".zip")], parts[-1])


def _recognised(files: Mapping[str, bytes], known: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Yield notebooks under a name of the student's own, with the name of the notebook whose cells they have.

    Only where it is missing, and one notebook alone has them.
    """
    for wanted, grade_ids in known.items():
        if grade_ids and wanted not in files:
            fits = [name for name, content in files.items() if name.endswith(".ipynb") and name not in known]
            fits = [name for name in fits if grade_ids & _grade_ids(files[name])]
            if len(fits) == 1:
                yield fits[0], wanted


def _grade_ids(content: bytes) -> frozenset[str]:
    """Return the grade ids in a notebook; none in whatever is no notebook."""
    try:
        cells = json.loads(content)["cells"]
        return frozenset(
            str(cell["metadata"]["nbgrader"]["grade_id"])
            for cell in cells
            if isinstance(cell["metadata"].get("nbgrader"), dict) and cell["metadata"]["nbgrader"].get("grade_id")
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return frozenset()


def _all_files(place: Path) -> dict[str, bytes]:
    return {one.relative_to(place).as_posix(): one.read_bytes() for one in place.rglob("*") if one.is_file()}


def _write(folder: Path, place: Path, files: Mapping[str, bytes]) -> None:
    """Write all files beside their place, then put the folder there; an older one goes into `replaced/`."""
    unfinished = folder / "submitted" / f".{place.parent.name}.{place.name}.part"
    shutil.rmtree(unfinished, ignore_errors=True)
    for name, content in files.items():
        target = unfinished / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        kept = folder / REPLACED / place.name / place.parent.name
        kept.mkdir(parents=True, exist_ok=True)
        place.rename(kept / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}")
    unfinished.rename(place)
