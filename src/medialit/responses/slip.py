"""The slip of a hand-in: when it was packed on the student's machine, and a digest of each file in it.

It shows whoever collects that nothing was lost or changed on the way. It does not prove when something was written: the
time is that of the student's clock.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

NAME = "hand-in.json"
SIZE_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A slip that was read: when it was packed (UTC), and the files that are missing or not as they were packed."""

    packed: datetime
    lesson: str
    missing: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether everything is there as it was packed."""
        return not self.missing and not self.changed


def make(lesson: str, author: str, files: Mapping[str, bytes], now: datetime) -> bytes:
    """Return the slip of a hand-in, as JSON: `files` are contents by path below the lesson's folder."""
    data = {
        "v": 1,
        "lesson": lesson,
        "author": author,
        "packed": now.astimezone(UTC).isoformat(timespec="seconds"),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def read(slip: bytes, files: Mapping[str, bytes]) -> Slip | None:
    """Compare a slip with the files that came with it; None if it cannot be read."""
    data = _data(slip)
    try:
        packed = datetime.fromisoformat(data["packed"]).astimezone(UTC)
        named = {str(name): str(digest) for name, digest in data["files"].items()}
        lesson = str(data["lesson"])
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None
    return Slip(
        packed=packed,
        lesson=lesson,
        missing=tuple(sorted(set(named) - set(files))),
        changed=tuple(
            name
            for name, digest in sorted(named.items())
            if name in files and hashlib.sha256(files[name]).hexdigest() != digest
        ),
    )


def _data(slip: bytes) -> dict[str, Any]:
    try:
        data = json.loads(slip) if len(slip) <= SIZE_LIMIT else None
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
