"""Comments first, points later: until when points are held back, kept beside the marks of a lesson.

Whatever is odd about the file or the clock, points stay held back, and the teacher is told.
"""

import json
import os
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from medialit.errors import BadCourse, NotSaved
from medialit.feedback.model import Held
from medialit.finding import Finding, Level

FILE = "feedback.json"
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([mhd]?)\s*")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_LONGEST = timedelta(days=366)
_TOLERANCE = timedelta(minutes=10)
"""How far a clock may be set back between two runs without anybody being told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """When holding back began and ends, when pages were last written, and since when points are out (all UTC)."""

    since: datetime
    until: datetime
    seen: datetime
    given: datetime | None = None


def length(text: str) -> timedelta:
    """Return the time that `24h`, `2d` or `90m` means; a bare number is hours, and 0 is none.

    Raises
    ------
    BadCourse
        It is no time, or longer than a year.
    """
    match = _LENGTH.fullmatch(text)
    if match:
        time = float(match[1]) * _UNITS[match[2] or "h"] if float(match[1]) < 1e6 else _LONGEST * 2
        if time <= _LONGEST:
            return time
    raise BadCourse(f"{text!r} is no time to hold marks back", "write it like 24h, 2d or 90m; 0 gives them out now")


def decide(folder: Path, asked: timedelta | None, now: datetime) -> tuple[Held | None, tuple[Finding, ...]]:
    """Return whether points are held back now, and keep that decision in `folder`.

    Parameters
    ----------
    folder
        Where the marks of the lesson lie.
    asked
        How long the teacher wants them held back, counted from the first time that they asked; 0 ends it. None to go
        on as before.

    Raises
    ------
    NotSaved
        It cannot be written down: then no page may be written either.
    """
    file = folder / FILE
    try:
        state = _read(file)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        if asked != timedelta(0):
            return Held(until=None), (_unreadable(file, problem),)
        state = None
    if state is None:
        if not asked:
            file.unlink(missing_ok=True)
            return None, ()
        state = _State(since=now, until=now + asked, seen=now)
    return _go_on(file, state, asked, now)


def _go_on(
    file: Path, state: _State, asked: timedelta | None, now: datetime
) -> tuple[Held | None, tuple[Finding, ...]]:
    if state.given is not None:
        return None, (_too_late(state.given),) if asked else ()
    if asked == timedelta(0):
        _write(file, replace(state, seen=now, given=now))
        return None, ()
    if asked is not None:
        state = replace(state, until=state.since + asked)
    if now < max(state.since, state.seen) - _TOLERANCE:
        _write(file, state)
        return Held(until=state.until), (_odd_clock(state, now),)
    if now >= state.until:
        _write(file, replace(state, seen=now, given=now))
        return None, ()
    _write(file, replace(state, seen=max(now, state.seen)))
    return Held(until=state.until), ()


def _read(file: Path) -> _State | None:
    try:
        data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    since, until, seen = (_time(data[name]) for name in ("since", "until", "seen"))
    return _State(since=since, until=until, seen=seen, given=None if data["given"] is None else _time(data["given"]))


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return time


def _write(file: Path, state: _State) -> None:
    data = {
        "v": 1,
        "since": state.since.astimezone(UTC).isoformat(),
        "until": state.until.astimezone(UTC).isoformat(),
        "seen": state.seen.astimezone(UTC).isoformat(),
        "given": state.given and state.given.astimezone(UTC).isoformat(),
    }
    new = file.with_name(f".{FILE}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with new.open("w", encoding="utf-8") as stream:
            json.dump(data, stream, indent=1)
            stream.write("\n")
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(file)
    except OSError as problem:
        raise NotSaved(
            f"{file} cannot be written: {problem.strerror or problem}",
            "make sure that you may write there; no page was written, so no mark went out",
        ) from problem


def _unreadable(file: Path, problem: Exception) -> Finding:
    return Finding(
        level=Level.WARNING,
        what=f"{file} cannot be read ({problem}), so points are held back",
        remedy="give them out with --hold-marks 0",
    )


def _too_late(given: datetime) -> Finding:
    return Finding(
        level=Level.WARNING,
        what=f"points were given out on {given:%Y-%m-%d %H:%M} UTC already, so they are not held back again",
        remedy="nothing is to be done",
    )


def _odd_clock(state: _State, now: datetime) -> Finding:
    return Finding(
        level=Level.WARNING,
        what=f"the clock says {now:%Y-%m-%d %H:%M} UTC, earlier than {max(state.since, state.seen):%Y-%m-%d %H:%M}, "
        "when pages were last written: points stay held back",
        remedy="set the clock of this machine, then run this again; --hold-marks 0 gives them out now",
    )
