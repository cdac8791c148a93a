"""What was graded, how, and from what: one line of JSON for each hand-in, beside the gradebook.

It is read to leave out what has not changed, and kept so that a grade can be traced. It holds ids, counts and hashes,
and nothing that a student wrote.
"""

import json
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE = "grading.log.jsonl"


def last(folder: Path, assignment: str) -> dict[str, Mapping[str, Any]]:
    """Return each student's last line about `assignment`; a line that a kill left unfinished is passed over."""
    found: dict[str, Mapping[str, Any]] = {}
    try:
        text = (folder / FILE).read_text("utf-8", errors="replace")
    except OSError:
        return found
    for line in text.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and entry.get("assignment") == assignment and isinstance(entry.get("student"), str):
            found[entry["student"]] = entry
    return found


def write(folder: Path, entries: Iterable[Mapping[str, Any]]) -> None:
    """Append lines; they are on disk when this returns."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    lines = [json.dumps({"t": now, **one}, ensure_ascii=False) for one in entries]
    if not lines:
        return
    with (folder / FILE).open("ab+") as file:
        if file.seek(0, os.SEEK_END) and _unfinished(file):
            file.write(b"\n")
        file.write("".join(f"{line}\n" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())


def _unfinished(file: Any) -> bool:
    """Tell whether the last line of an open file lacks its end."""
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) != b"\n")
