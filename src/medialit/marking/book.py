"""Where marks end up: nbgrader's gradebook, or, in tests, something that behaves like it."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from medialit.grading import nbgrader
from medialit.grading.nbgrader import Change, Given, Key


class Book(Protocol):
    """The answer boxes of one lesson, as a gradebook has them."""

    def given(self, students: Collection[str] | None = None) -> Mapping[Key, Given]:
        """Return what it has for the boxes of some students, or of all."""
        ...

    def write(self, changes: Iterable[tuple[Key, Change]]) -> tuple[Key, ...]:
        """Write all changes or none; return those for which there is no place. Raises `NotSaved`."""
        ...


class NbgraderBook:
    """The gradebook of the course in `folder`."""

    def __init__(self, folder: Path, lesson: str) -> None:
        self._folder, self._lesson = folder, lesson

    def given(self, students: Collection[str] | None = None) -> Mapping[Key, Given]:
        """Return what it has for the boxes of some students, or of all."""
        return nbgrader.given_marks(self._folder, self._lesson, students)

    def write(self, changes: Iterable[tuple[Key, Change]]) -> tuple[Key, ...]:
        """Write all changes or none; return those for which there is no place."""
        return nbgrader.write_marks(self._folder, self._lesson, changes)
