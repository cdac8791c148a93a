"""What the logs of all markers come to: which mark of whom holds for which text, and which of them counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from medialit.grading.nbgrader import Key
from medialit.marking.log import Do, Entry
from medialit.marking.model import Mark

HALF_LEVEL = 0.5
"""How far apart two marks may lie, in levels, and still agree."""


@dataclass(frozen=True)
class State:
    """Every action that was not taken back, and what was ever written into the gradebook.

    Attributes
    ----------
    entries
        All actions in the order of their numbers.
    """

    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "State":
        """Return the state after `entries`, which may come in any order and more than once."""
        unique = {one.id: one for one in entries}
        return cls(tuple(sorted(unique.values(), key=lambda one: (one.n, one.at, one.id))))

    @cached_property
    def standing(self) -> tuple[Entry, ...]:
        """The marks and decisions that nobody took back."""
        undone = {one.data["of"] for one in self.entries if one.do is Do.UNDO}
        return tuple(one for one in self.entries if one.do in {Do.MARK, Do.DECIDE} and one.id not in undone)

    @cached_property
    def by_key(self) -> Mapping[Key, tuple[Mark, ...]]:
        """The marks and decisions of each box that stand, oldest first."""
        found: dict[Key, list[Mark]] = {}
        for one in self.standing:
            found.setdefault(_key(one), []).append(as_mark(one))
        return {key: tuple(marks) for key, marks in found.items()}

    @cached_property
    def ours(self) -> Mapping[Key, frozenset[tuple[float, str]]]:
        """Points and comments that the gradebook can have from us, or that a marker knowingly replaced."""
        found: dict[Key, set[tuple[float, str]]] = {}
        for one in self.entries:
            if one.do in {Do.MARK, Do.DECIDE}:
                known = found.setdefault(_key(one), set())
                known.add((float(one.data["points"]), one.data["comment"]))
                if over := one.data.get("over"):
                    known.add((float(over["points"]), over["comment"]))
        return {key: frozenset(known) for key, known in found.items()}

    def last(self, marker: str) -> Entry | None:
        """Return what a marker did last and did not take back."""
        return next((one for one in reversed(self.standing) if one.marker == marker), None)

    def of_marker(self, key: Key, marker: str, digest: str) -> Mark | None:
        """Return the mark that a marker gave to a box with this text."""
        return _latest(one for one in self._read(key, digest) if one.marker == marker and not one.is_decision)

    def earlier(self, key: Key, marker: str, digest: str) -> Mark | None:
        """Return a marker's last mark of the box with another text."""
        return _latest(
            one
            for one in self.by_key.get(key, ())
            if one.marker == marker and not one.is_decision and one.digest != digest
        )

    def markers_of(self, key: Key, digest: str) -> tuple[str, ...]:
        """Return who marked a box with this text, whoever did so first first."""
        return tuple(dict.fromkeys(one.marker for one in self._read(key, digest) if not one.is_decision))

    def marks_of(self, key: Key, digest: str) -> tuple[Mark, ...]:
        """Return the mark that holds of each marker, whoever marked first first."""
        held = (self.of_marker(key, marker, digest) for marker in self.markers_of(key, digest))
        return tuple(one for one in held if one is not None)

    def decision(self, key: Key, digest: str) -> Mark | None:
        """Return the decision that holds for a box with this text."""
        return _latest(one for one in self._read(key, digest) if one.is_decision)

    def counting(self, key: Key, digest: str) -> Mark | None:
        """Return the mark that counts: a decision, else the mark of whoever marked first."""
        return self.decision(key, digest) or next(iter(self.marks_of(key, digest)), None)

    def _read(self, key: Key, digest: str) -> Iterable[Mark]:
        return (one for one in self.by_key.get(key, ()) if one.digest == digest)


def gap(marks: Iterable[Mark]) -> float:
    """Return how far apart the points of marks lie; 0 for fewer than two."""
    points = [one.points for one in marks]
    return max(points) - min(points) if points else 0.0


def as_mark(entry: Entry) -> Mark:
    """Return the mark that an entry of the log holds."""
    data = entry.data
    return Mark(
        marker=entry.marker,
        student=data["student"],
        criterion=data["criterion"],
        points=float(data["points"]),
        comment=data["comment"],
        digest=data["digest"],
        at=entry.at,
        seconds=data.get("seconds"),
        rubric=data["rubric"],
        is_decision=entry.do is Do.DECIDE,
    )


def _key(entry: Entry) -> Key:
    return entry.data["student"], entry.data["criterion"]


def _latest(marks: Iterable[Mark]) -> Mark | None:
    return next(reversed(tuple(marks)), None)
