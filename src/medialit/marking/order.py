"""The order in which a marker meets the boxes, and which of them a second marker reads too; both from a stored seed."""

import hashlib
import math
from collections.abc import Collection, Iterable, Sequence

LEAST_DOUBLE = 5
"""Boxes of a criterion that two markers read at the least, if the class has that many."""


def shuffled(students: Iterable[str], seed: int, criterion: str, marker: str, markers: Sequence[str]) -> list[str]:
    """Return students in the order in which a marker reads a criterion.

    It is another order for each criterion. The second marker begins at the end of the first one's order, so that they
    meet only where everything is read; further markers have orders of their own.
    """
    place = markers.index(marker) if marker in markers else len(markers)
    own = marker if place > 1 else ""
    ordered = sorted(students, key=lambda one: _rank(seed, f"order {own}", criterion, one))
    return ordered[::-1] if place == 1 else ordered


def doubled(students: Collection[str], seed: int, criterion: str, share: float) -> frozenset[str]:
    """Return the students whose box two markers read: `share` of them, but at least five."""
    wanted = min(len(students), max(math.ceil(share * len(students)), LEAST_DOUBLE))
    return frozenset(sorted(students, key=lambda one: _rank(seed, "double", criterion, one))[:wanted])


def _rank(seed: int, purpose: str, criterion: str, student: str) -> bytes:
    text = f"{seed}\0{purpose}\0{criterion}\0{student}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
