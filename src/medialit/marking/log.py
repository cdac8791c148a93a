"""What each marker did, one line of JSON for each action, appended and fsynced; nothing is ever rewritten.

Every action has a number, one above all numbers in the logs of the lesson when it was written, so that what happened
does not depend on clocks, nor on which file a line lies in: the logs of one lesson can be copied together in any way.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from medialit import schema
from medialit.errors import BadRecord, NotSaved
from medialit.finding import Finding, Level
from medialit.responses.lines import LINE_LIMIT, append
from medialit.responses.lock import held

SUFFIX = ".jsonl"
_VERSION = 1


class Do(StrEnum):
    """What a marker did: a mark, a decision between two marks, one of both taken back, or a changed rubric."""

    MARK = "mark"
    DECIDE = "decide"
    UNDO = "undo"
    RUBRIC = "rubric"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a log.

    Attributes
    ----------
    n
        The number of the action in its lesson.
    id
        Random; stands for the action.
    data
        What belongs to the action: of a mark or a decision `student`, `criterion`, `points`, `comment`, `digest`,
        `seconds`, `rubric`, and `over` (points and comment in the gradebook that it replaced knowingly); of an undo
        `of`, the id of what it takes back; of a rubric `rubric` (the new digest) and `before` (the old rows).
    """

    n: int
    id: str
    at: datetime
    marker: str
    do: Do
    data: Mapping[str, Any]


def encode(entry: Entry) -> bytes:
    """Return an entry as one line of JSON, with its line break."""
    head = {
        "v": _VERSION,
        "n": entry.n,
        "id": entry.id,
        "t": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "marker": entry.marker,
        "do": entry.do.value,
    }
    text = json.dumps(head | dict(entry.data), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def decode(line: bytes) -> Entry:
    """Return the entry in one line.

    Raises
    ------
    BadRecord
        The line is not UTF-8, not JSON, or breaks the schema.
    """
    try:
        data = json.loads(line.decode("utf-8-sig"))
        schema.check(data, schema.load("medialit.marking", "entry"), what="entry")
        at = datetime.fromisoformat(data["t"]).astimezone(UTC)
    except (ValueError, RecursionError, OverflowError) as problem:
        raise BadRecord(f"a line is no action of a marker: {problem}", "leave the line out") from None
    rest = {name: value for name, value in data.items() if name not in {"v", "n", "id", "t", "marker", "do"}}
    return Entry(n=data["n"], id=data["id"], at=at, marker=data["marker"], do=Do(data["do"]), data=rest)


class Log:
    """The logs of all markers of one lesson, in one folder; only what was appended since the last look is read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = folder / ".log.lock"
        self._read: dict[Path, int] = {}
        self._entries: dict[str, Entry] = {}
        self._damaged: dict[Path, int] = {}
        self._sorted: tuple[Entry, ...] = ()

    def entries(self) -> tuple[Entry, ...]:
        """Return every action, in the order of their numbers; the same whatever files they lie in."""
        for path in sorted(self.folder.glob(f"*{SUFFIX}")):
            self._catch_up(path)
        if len(self._sorted) != len(self._entries):
            self._sorted = tuple(sorted(self._entries.values(), key=lambda one: (one.n, one.at, one.id)))
        return self._sorted

    @property
    def findings(self) -> tuple[Finding, ...]:
        """How many lines of which file could not be read."""
        return tuple(
            Finding(
                level=Level.WARNING,
                what=f"{count} lines of {path.name} could not be read",
                remedy="nothing to do: all other marks count",
                key="marking_damaged",
                values={"count": count, "file": path.name},
            )
            for path, count in self._damaged.items()
            if count
        )

    def append(self, marker: str, do: Do, data: Mapping[str, Any]) -> Entry:
        """Add an action of a marker; it is on disk when this returns.

        Raises
        ------
        NotSaved
            It could not be written, and nothing was.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with held(self._lock):
                before = self.entries()
                entry = Entry(
                    n=1 + (before[-1].n if before else 0),
                    id=secrets.token_hex(8),
                    at=datetime.now(UTC),
                    marker=marker,
                    do=do,
                    data=data,
                )
                line = encode(entry)
                if len(line) >= LINE_LIMIT:
                    raise NotSaved("this comment is longer than a megabyte", "shorten it")
                append(self.folder / f"{marker}{SUFFIX}", line)
        except OSError as problem:
            raise NotSaved(
                f"the mark could not be written into {self.folder}: {problem.strerror or problem}",
                "make room on the disk, or make sure that you may write there, and mark again",
            ) from problem
        self._entries[entry.id] = entry
        return entry

    def _catch_up(self, path: Path) -> None:
        """Read what is new in one file; a last line without its line break is looked at again next time."""
        try:
            size = path.stat().st_size
            if size < self._read.get(path, 0):  # somebody put another file in its place
                self._read[path] = self._damaged[path] = 0
            if size == self._read.get(path, 0):
                return
            with path.open("rb") as stream:
                stream.seek(self._read.get(path, 0))
                data = stream.read()
        except OSError:
            self._damaged[path] = max(1, self._damaged.get(path, 0))
            return
        whole, _, rest = data.rpartition(b"\n")
        self._read[path] = self._read.get(path, 0) + len(data) - len(rest)
        for line in whole.split(b"\n"):
            if line.strip() and not self._take(line):
                self._damaged[path] = self._damaged.get(path, 0) + 1
        if rest.strip():
            self._take(rest)

    def _take(self, line: bytes) -> bool:
        try:
            entry = decode(line)
        except BadRecord:
            return False
        self._entries.setdefault(entry.id, entry)
        return True
