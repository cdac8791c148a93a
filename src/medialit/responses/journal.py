"""The journal: a file beside the lesson in which every answer is one line, appended and fsynced.

It is named after the lesson, whatever the notebook is called, so that the lesson in either language and the graded
reflection share it. A line is written in one piece while a lock is held. A line that a killed process left
unfinished is ignored when reading, and fenced off by a line break when writing. When the file has grown, drafts and
saves that a later one replaced are dropped; commits, second answers and lines that this version cannot read never are.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from medialit.errors import BadRecord, NotSaved
from medialit.finding import Finding, Level
from medialit.responses.codec import FutureVersion, decode, encode
from medialit.responses.lines import LINE_LIMIT, append, lines, sync_folder
from medialit.responses.lock import held
from medialit.responses.model import Action, Response

SUFFIX = ".answers.jsonl"
COMPACT_AT = 4 << 20
"""The size, in bytes, from which a journal is looked through for replaced drafts."""
_REPLACEABLE = (Action.DRAFT, Action.SAVE)


def path_for(folder: Path, lesson: str) -> Path:
    """Return where the journal of `lesson` lies in `folder`."""
    return folder / f"{lesson}{SUFFIX}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a journal holds, and what in it could not be used."""

    responses: tuple[Response, ...]
    findings: tuple[Finding, ...]


def read(path: Path, lesson: str | None = None) -> Reading:
    """Return all valid responses of the journal at `path`, in file order; never raise for what is in it.

    Parameters
    ----------
    path
        The journal; a missing one is an empty one.
    lesson
        If given, responses to other lessons are left out and reported.
    """
    responses: list[Response] = []
    counts = {"damaged": 0, "newer": 0, "foreign": 0}
    try:
        for line in lines(path):
            try:
                response = decode(line)
            except FutureVersion:
                counts["newer"] += 1
            except BadRecord:
                counts["damaged"] += 1
            else:
                fits = lesson is None or response.lesson == lesson
                counts["foreign"] += not fits
                if fits:
                    responses.append(response)
    except FileNotFoundError:
        pass
    except OSError as problem:
        return Reading(tuple(responses), (_unreadable(path, problem), *_findings(path, counts)))
    return Reading(tuple(responses), _findings(path, counts))


def _unreadable(path: Path, problem: OSError) -> Finding:
    return Finding(
        level=Level.PROBLEM,
        what=f"{path.name} cannot be read: {problem.strerror or problem}",
        remedy="check that it is a file and that you may read it",
        key="unreadable",
        values={"file": path.name},
    )


def _findings(path: Path, counts: dict[str, int]) -> tuple[Finding, ...]:
    """Return one sentence for each sort of line that was not used."""
    words = {
        "damaged": ("could not be read", "nothing to do: all other answers count"),
        "newer": ("were written by a newer medialit", "install that version to use them; they are kept"),
        "foreign": ("belong to another lesson", "put them back into that lesson's journal"),
    }
    return tuple(
        Finding(
            level=Level.WARNING,
            what=f"{count} lines of {path.name} {words[sort][0]}",
            remedy=words[sort][1],
            key=sort,
            values={"count": count, "file": path.name},
        )
        for sort, count in counts.items()
        if count
    )


class JournalSink:
    """Keeps responses in the journal at `path`: when `save` returns, the answer is on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = path.with_name(f".{path.name}.lock")
        self._compact_at = COMPACT_AT

    def save(self, response: Response) -> None:
        """Append `response`, and return once the disk has it.

        Raises
        ------
        NotSaved
            The disk is full, the folder is read-only, or the path is no file. Nothing was acknowledged.
        """
        self.save_all([response])

    def save_all(self, responses: Sequence[Response]) -> None:
        """Append several responses in one piece; see `save`."""
        data = b"".join(encode(one).encode("utf-8", "backslashreplace") + b"\n" for one in responses)
        if any(len(line) >= LINE_LIMIT for line in data.split(b"\n")):
            raise NotSaved("this answer is longer than a megabyte", "shorten it")
        try:
            with held(self._lock):
                append(self.path, data)
                if self.path.stat().st_size > self._compact_at:
                    with contextlib.suppress(OSError):  # the answer is safe; tidying can wait
                        self._compact()
        except OSError as problem:
            raise NotSaved(
                f"your answer could not be written to {self.path}: {problem.strerror or problem}",
                "make room on the disk, or move the lesson to a folder you may write in, and run this cell again",
            ) from problem

    def responses(self) -> tuple[Response, ...]:
        """Return all valid responses, in the order in which they were written."""
        return read(self.path).responses

    def _compact(self) -> None:
        """Rewrite the journal without drafts and saves that a later one replaced; the lock is held."""
        before = self.path.stat().st_size
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.", suffix=".new")
        try:
            with os.fdopen(handle, "wb") as new, self.path.open("rb") as old:
                wanted = _last_lines(old)
                old.seek(0)
                for number, line in enumerate(old):
                    if number in wanted:
                        new.write(line if line.endswith(b"\n") else line + b"\n")
                new.flush()
                os.fsync(new.fileno())
            Path(name).chmod(self.path.stat().st_mode & 0o777)
            Path(name).replace(self.path)
        finally:
            Path(name).unlink(missing_ok=True)
        sync_folder(self.path.parent)
        # Where little could be dropped, wait until the file has grown by half before trying again.
        self._compact_at = max(COMPACT_AT, min(before, self.path.stat().st_size) * 3 // 2)


def _last_lines(stream: Iterator[bytes]) -> set[int]:
    """Return the numbers of the lines to keep: all but replaced drafts and saves."""
    keep: set[int] = set()
    last: dict[tuple[str, str, Action], int] = {}
    for number, line in enumerate(stream):
        keep.add(number)
        try:
            one = decode(line)
        except BadRecord:
            continue
        if one.action in _REPLACEABLE:
            key = (one.lesson, one.prompt, one.action)
            keep.discard(last.get(key, -1))
            last[key] = number
    return keep
