"""ML5xx, numbers: each one in a lesson's words stands in a dataset, in a prompt with sources, or beside a citation."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from medialit import datasets
from medialit.authoring.lessons import prompt_texts
from medialit.authoring.model import Found, LessonFiles, Subject
from medialit.curriculum import Prompt
from medialit.datasets.descriptor import read
from medialit.errors import MedialitError

SMALL = 12
"""Up to here a whole number may count the lesson's own things: steps, cards, people in a group."""
_SCALE = {"万": 1e4, "亿": 1e8, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.#/\-])(?<![A-Za-z]–)(?P<digits>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>%|％|percent|million|billion|thousand|万|亿)?",
    re.IGNORECASE,
)
_OUR_OWN = re.compile(
    r"\s?(?:min\b|minutes?\b|分钟|points?\b|分(?!之)|题|:\d|点\d|characters?\b|个?汉?字(?!节))", re.IGNORECASE
)
_DAY = re.compile(
    rf"(?P<d>\d{{1,2}})(?:\s(?:or|and|to)\s\d{{1,2}})*\s(?P<m>{'|'.join(_MONTHS)})"
    rf"|(?P<m2>{'|'.join(_MONTHS)})\s(?P<d2>\d{{1,2}})(?!\d)|(?P<m3>\d{{1,2}})月(?P<d3>\d{{1,2}})日"
)
_CITED = re.compile(r"[（(][^()（）]*\b(?:19|20)\d\d[a-z]?\b[^()（）]*[)）]|\]\(https?:|<https?:|\b10\.\d{4,}/")
_NOISE = re.compile(
    r"`[^`]*`|\]\([^)]*\)|<https?:[^>]*>|https?://\S+"  # code and addresses
    r"|\bCC BY[A-Z-]*[ -]\d\.\d|^\s*\d+\.\s|^#{1,6} .*$"  # licences, numbered lists, headings
    r"|\b[A-Z]{1,3}\d+(?:[–-][A-Z]*\d+)*",  # ids
    re.MULTILINE,
)
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Known:
    """What the datasets hold: every number, and every day of the year."""

    values: set[float] = field(default_factory=set)
    days: set[tuple[int, int]] = field(default_factory=set)

    def add(self, cell: Any) -> None:
        """Take in one cell of a dataset."""
        if isinstance(cell, date):
            self.days.add((cell.month, cell.day))
        elif isinstance(cell, bool) or cell is None:
            return
        elif isinstance(cell, int | float):
            self.values.add(float(cell))
        elif not str(cell).startswith(("https://", "http://")):
            self.values.update(value for _, value, _, _ in numbers(str(cell)))
            self.days.update(_days(str(cell)))


def numbers(text: str) -> Iterator[tuple[str, float, str, int]]:
    """Yield the numbers of a text: as written, their value, what follows, and where they begin.

    Examples
    --------
    >>> [(as_written, value) for as_written, value, _, _ in numbers("约70万，或 7,542 人；L1-C1")]
    [('70万', 700000.0), ('7,542', 7542.0)]
    """
    for match in _NUMBER.finditer(text):
        digits = match["digits"].rstrip(",")
        unit = (match["unit"] or "").casefold()
        yield (
            match.group().strip().rstrip(","),
            float(digits.replace(",", "")) * _SCALE.get(unit, 1),
            text[match.end() :],
            match.start(),
        )


def _days(text: str) -> Iterator[tuple[int, int]]:
    for match in _DAY.finditer(text):
        if match["m3"]:
            yield int(match["m3"]), int(match["d3"])
        else:
            yield _MONTHS.index(match["m"] or match["m2"]) + 1, int(match["d"] or match["d2"])


def known(subject: Subject) -> Known:
    """Return what our datasets, and those of the subject, hold."""
    found = Known()
    folders = {datasets.folder(name) for name in datasets.names()} | set(subject.datasets)
    for folder in sorted(folders):
        for cell in _cells(folder):
            found.add(cell)
    return found


def _cells(folder: Path) -> Iterator[Any]:
    try:
        table = read(folder)
    except MedialitError:
        return
    for row in table.rows:
        yield from row.values()


def unsourced(text: str, facts: Known, own: Collection[str] = ()) -> list[str]:
    """Return the numbers of a paragraph that nothing near it and no dataset accounts for, as written.

    Parameters
    ----------
    own
        Numbers of the lesson's own making.
    """
    if _CITED.search(text):
        return []
    days = [match.span() for match in _DAY.finditer(text)]
    strange = [f"{month}/{day}" for month, day in _days(text) if (month, day) not in facts.days]
    plain = _NOISE.sub(lambda match: " " * len(match.group()), text)
    for written, value, after, start in numbers(plain):
        in_a_day = any(begin <= start < end for begin, end in days)
        in_a_row = value > SMALL and value in facts.values  # a small number stands in some row by chance
        if not (in_a_day or in_a_row or written in own or _is_ours(written, value, after, plain[:start])):
            strange.append(written)
    return strange


def _is_ours(written: str, value: float, after: str, before: str) -> bool:
    """Tell whether a number counts the lesson's own things, is a year, or is an end of a scale."""
    if written.isdigit() and int(value) in _YEARS:
        return True
    if _OUR_OWN.match(after) or re.match(r"\s?[–～~-]\s?\d+\s?(?:min|minutes|分钟)", after):
        return True
    if value in {0, 100} and re.search(r"0\s?(?:[–～~-]|to|至)\s?$|^$", before[-6:] if value else ""):
        return True
    counts_a_part = re.match(r"\s?(?:%|％|percent\b|(?:out )?of\b|/|成)", after) or "%" in written or "％" in written
    return value <= SMALL and written.isdigit() and not counts_a_part


def in_prose(subject: Subject) -> Iterator[Found]:
    """Yield cells of lessons with numbers that nothing accounts for."""
    facts, own = known(subject), {files.folder.resolve(): _own(files) for files in subject.lessons}
    for one in subject.sound():
        ours = own.get(one.path.parent.resolve(), ())
        for cell in one.cells if not one.is_assignment else ():
            if cell.is_markdown:
                found = [
                    number
                    for part in re.split(r"\n\s*\n|\n(?=\s*[-*] )", cell.source)
                    for number in unsourced(part, facts, ours)
                ]
                if found:
                    yield Found(one.name, cell.id, f"no source for {', '.join(found)}")


def _own(files: LessonFiles) -> tuple[str, ...]:
    return files.plan.own_numbers if files.plan else ()


def _without_source(prompt: Prompt) -> Iterator[tuple[str, str, str]]:
    """Yield the texts of a prompt, but for those that stand beside a `source` of their own."""
    every = list(prompt_texts(prompt))
    sourced = tuple(place.removesuffix("source") for place, _, _ in every if place.endswith(".source"))
    return (one for one in every if not one[0].startswith(sourced))


def in_prompts(subject: Subject) -> Iterator[Found]:
    """Yield prompts without a source whose words hold numbers that no dataset has."""
    facts = known(subject)
    for files in subject.lessons:
        for prompt in files.plan.prompts if files.plan else ():
            if not any(prompt.cites()):
                for place, english, chinese in _without_source(prompt):
                    found = [*unsourced(english, facts, _own(files)), *unsourced(chinese, facts, _own(files))]
                    if found:
                        yield Found(files.file, f"{prompt.id}.{place}", f"no source for {', '.join(found)}")


def unaccounted(subject: Subject) -> Iterator[Found]:
    """Yield every number of lessons and prompts that nothing accounts for."""
    yield from in_prose(subject)
    yield from in_prompts(subject)
