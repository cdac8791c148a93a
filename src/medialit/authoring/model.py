"""The nouns of the linter: a rule, what it found, and the files it looks at."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from medialit.curriculum import LessonPlan
from medialit.finding import Level
from medialit.i18n import Language


@dataclass(frozen=True, slots=True)
class Found:
    """One breach of a rule: the file, the place in it (a cell, a prompt, a key), and what is there."""

    file: str
    place: str
    what: str
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a notebook."""

    id: str
    kind: str
    source: str
    metadata: Mapping[str, Any]

    @property
    def is_markdown(self) -> bool:
        """Whether it is prose."""
        return self.kind == "markdown"


@dataclass(frozen=True)
class Notebook:
    """A notebook file; `data` is None where it cannot be read as one."""

    path: Path
    name: str
    text: str
    data: Mapping[str, Any] | None

    @classmethod
    def read(cls, path: Path, name: str) -> "Notebook":
        """Return the notebook at `path`; never raise for what is in it."""
        try:
            text = path.read_bytes().decode()
            data = json.loads(text)
            sound = isinstance(data, dict) and isinstance(data.get("cells"), list)
            sound = sound and all(isinstance(one, dict) for one in data["cells"])
        except (OSError, ValueError, RecursionError):
            return cls(path, name, "", None)
        return cls(path, name, text, data if sound else None)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells, in order."""
        return tuple(
            Cell(
                id=str(one.get("id", "")),
                kind=str(one.get("cell_type")),
                source=joined(one.get("source")),
                metadata=one.get("metadata") if isinstance(one.get("metadata"), dict) else {},
            )
            for one in (self.data or {"cells": []})["cells"]
        )

    @property
    def stem(self) -> str:
        """The name without language and ending: `01-who-moved`."""
        return self.path.name.split(".")[0]

    @property
    def language(self) -> Language | None:
        """The language in the file's name, `….en.ipynb` or `….zh.ipynb`; None where it has none."""
        parts = self.path.name.split(".")
        return Language(parts[-2]) if len(parts) > 2 and parts[-2] in set(Language) else None

    @property
    def is_assignment(self) -> bool:
        """Whether it has cells of nbgrader."""
        return any("nbgrader" in one.metadata for one in self.cells)


def joined(source: object) -> str:
    """Return the source of a cell as one text."""
    return "".join(map(str, source)) if isinstance(source, list) else str(source or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonFiles:
    """A lesson: its folder, its curriculum file, and its notebooks by language.

    Attributes
    ----------
    problem
        Why the curriculum file cannot be used; empty where it can.
    """

    id: str
    folder: Path
    file: str
    plan: LessonPlan | None
    problem: str
    notebooks: Mapping[Language, Notebook]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Everything that one run looks at.

    Attributes
    ----------
    catalogues
        The folder with one folder of `.po` files per language; None where there are none.
    pages
        Markdown files beside the lessons.
    """

    root: Path
    notebooks: tuple[Notebook, ...] = ()
    lessons: tuple[LessonFiles, ...] = ()
    datasets: tuple[Path, ...] = ()
    pages: tuple[Path, ...] = ()
    catalogues: Path | None = None

    def pairs(self) -> Iterator[tuple[Notebook, Notebook]]:
        """Yield each English notebook with the Chinese one beside it."""
        by_path = {one.path: one for one in self.notebooks}
        for one in self.notebooks:
            if one.language is Language.EN and one.data is not None:
                other = by_path.get(one.path.with_name(one.path.name.replace(".en.ipynb", ".zh.ipynb")))
                if other is not None and other.data is not None:
                    yield one, other

    def sound(self) -> Iterator[Notebook]:
        """Yield each notebook that can be read."""
        return (one for one in self.notebooks if one.data is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: what it forbids, why, and how to put it right."""

    id: str
    title: str
    reason: str
    fix: str
    run: Callable[[Subject], Iterator[Found]] = field(repr=False)
    level: Level = Level.PROBLEM
