"""The demo's own time: one class week, so that nothing depends on the day on which the demo is run."""

from datetime import UTC, datetime, timedelta
from random import Random

#: The class meets on a Monday morning; the reflection is due on the Friday after it.
LESSON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
DUE = datetime(2026, 3, 6, 18, 0, tzinfo=UTC)


def due(week: int = 0) -> datetime:
    """Return when the reflection of the lesson of that week is due; the first week is 0."""
    return DUE + timedelta(weeks=week)


class Clock:
    """Tells one invented student's time, which passes only when they do something.

    Parameters
    ----------
    week
        How many weeks after the first lesson this one is.
    """

    def __init__(self, rng: Random, week: int = 0) -> None:
        self._rng = rng
        self._due = due(week)
        self._now = LESSON + timedelta(weeks=week) + timedelta(seconds=rng.randrange(300))

    def __call__(self) -> datetime:
        """Return the time (UTC); it stands still until `work` or `rest`."""
        return self._now

    def work(self) -> datetime:
        """Let the time pass that one answer takes, 20 to 160 s, and return the new time."""
        self._now += timedelta(seconds=self._rng.randrange(20, 160))
        return self._now

    def hand_in(self, *, late: bool) -> datetime:
        """Move to the hand-in, within three days before the due date or after it, and return its time."""
        hours = self._rng.uniform(1, 58) if late else -self._rng.uniform(0.2, 70)
        self._now = (self._due + timedelta(hours=hours)).replace(microsecond=0)
        return self._now
