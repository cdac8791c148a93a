"""The comment bank: what markers say again and again, by criterion and level, in both languages.

A course begins with the starter bank of the package. The first comment that a marker keeps, or an import, writes the
course's own `marking/bank.toml`, which wins from then on.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from medialit.course import Course
from medialit.curriculum import Criterion
from medialit.errors import BadMark, NotSaved
from medialit.i18n import Language
from medialit.marking import bank_files, durable
from medialit.marking.bank_files import BankEntry
from medialit.responses.lock import held

FILE = "bank.toml"
QUOTE = "{quote}"
"""Stands in a comment where one phrase of the student's is to be put."""


@cache
def starter() -> tuple[BankEntry, ...]:
    """Return the bank that comes with the package."""
    folder = files("medialit.marking") / "starter"
    texts = sorted((one.name, one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".toml"))
    return tuple(entry for name, text in texts for entry in bank_files.of_toml(text, name))


def load(course: Course) -> tuple[BankEntry, ...]:
    """Return the bank of a course: its own file, else the starter bank.

    Raises
    ------
    BadContent
        The course's file cannot be used.
    """
    file = path(course)
    return bank_files.read(file) if file.is_file() else starter()


def path(course: Course) -> Path:
    """Return where the course's own bank lies, if it has one."""
    return course.folder / "marking" / FILE


def fitting(entries: Iterable[BankEntry], lesson: str, row: Criterion, points: float) -> tuple[BankEntry, ...]:
    """Return the comments for one criterion, those nearest to `points` first; of a half level, the higher one first.

    Comments of the lesson stand before those for every lesson, and the order of the bank decides last.
    """
    ladder = sorted({0, *(one for one, _ in row.levels)})
    place = _place(ladder, points)
    mine = [one for one in entries if one.criterion == row.id and one.lesson in {lesson, ""}]
    return tuple(sorted(mine, key=lambda one: (abs(one.level - place), -one.level, one.lesson != lesson)))


def _place(ladder: Sequence[int], points: float) -> float:
    """Return where points stand on the ladder, in levels from 0."""
    below = max(number for number, one in enumerate(ladder) if one <= points)
    if below + 1 == len(ladder):
        return float(below)
    return below + (points - ladder[below]) / (ladder[below + 1] - ladder[below])


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What an import would change: entries that are new, that are changed (before, after), and that stay."""

    added: tuple[BankEntry, ...]
    changed: tuple[tuple[BankEntry, BankEntry], ...]
    same: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.added and not self.changed


def difference(ours: Sequence[BankEntry], theirs: Sequence[BankEntry]) -> Difference:
    """Return what taking `theirs` in would change in `ours`; entries are the same if their ids are."""
    known = {one.id: one for one in ours}
    return Difference(
        added=tuple(one for one in theirs if one.id not in known),
        changed=tuple((known[one.id], one) for one in theirs if one.id in known and known[one.id] != one),
        same=sum(known.get(one.id) == one for one in theirs),
    )


def merged(ours: Sequence[BankEntry], theirs: Sequence[BankEntry]) -> tuple[BankEntry, ...]:
    """Return `ours` with the entries of `theirs` in it; nothing is ever dropped."""
    known = {one.id: one for one in ours} | {one.id: one for one in theirs}
    return tuple(known.values())


def take_in(course: Course, theirs: Sequence[BankEntry]) -> tuple[BankEntry, ...]:
    """Put entries into the bank of a course and return the bank.

    Raises
    ------
    BadContent
        The course's file cannot be used.
    NotSaved
        It cannot be written.
    """
    file = path(course)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with held(file.with_name(f".{FILE}.lock")):
            bank = merged(load(course), theirs)
            durable.replace(file, bank_files.as_toml(bank))
    except OSError as problem:
        raise NotSaved(
            f"the comment bank {file} cannot be written: {problem.strerror or problem}",
            "make sure that you may write there",
        ) from problem
    return bank


def own(lesson: str, row: Criterion, points: float, comment: str, language: Language) -> BankEntry:
    """Return a comment that a marker wants to keep, as an entry of the bank; the same comment has the same id.

    Raises
    ------
    BadMark
        There is nothing in it.
    """
    text = bank_files.tidy(comment)
    if not text:
        raise BadMark("an empty comment cannot be kept", "write one first")
    level = int(_place(sorted({0, *(one for one, _ in row.levels)}), points) + 0.5)
    sign = hashlib.sha256("\0".join((lesson, row.id, str(level), text)).encode("utf-8", "replace")).hexdigest()[:10]
    texts = {"en": "", "zh": ""} | {language.value: text}
    return BankEntry(id=f"own-{sign}", lesson=lesson, criterion=row.id, level=level, **texts)
