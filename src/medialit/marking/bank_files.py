"""Comment banks as files that a department can share: TOML to edit by hand, CSV for a spreadsheet."""

import csv
import io
import json
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from medialit import curriculum, schema
from medialit.course.spreadsheet import as_written, safe
from medialit.errors import BadContent
from medialit.i18n import Language

_HEAD = """# A comment bank: what markers say again and again. `level` counts rungs from 0 (not attempted) up;
# an entry without `lesson` is for every lesson with that criterion. {quote} is where one phrase of the student's goes.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankEntry:
    """One comment of the bank.

    Attributes
    ----------
    lesson
        Empty for every lesson that has the criterion.
    level
        The rung of the rubric that it fits: 0 for not attempted, then upwards (4 is the highest of ours).
    en, zh
        The comment; one of them may be empty. `{quote}` stands where a phrase of the student's is to be put.
    """

    id: str
    lesson: str
    criterion: str
    level: int
    en: str
    zh: str

    def text(self, language: Language) -> str:
        """Return the comment in `language`, or in the other one where there is none."""
        wanted, other = (self.zh, self.en) if language is Language.ZH else (self.en, self.zh)
        return wanted or other


_COLUMNS = tuple(one.name for one in fields(BankEntry))


def tidy(text: str) -> str:
    """Return a comment without space around it, with plain line ends, and without control or half characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    whole = lines.encode("utf-8", "replace").decode("utf-8")
    return "".join(one for one in whole if one == "\n" or unicodedata.category(one) != "Cc").strip()


def read(file: Path) -> tuple[BankEntry, ...]:
    """Return the entries of a bank file, by its ending.

    Raises
    ------
    BadContent
        It cannot be read, is neither TOML nor CSV, or breaks its schema.
    """
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadContent(f"{file} cannot be read: {problem}", "save it as UTF-8 where you may read it") from None
    return of_csv(text, file.name) if is_csv(file) else of_toml(text, file.name)


def is_csv(file: Path) -> bool:
    """Tell by its ending whether a file holds CSV, or else TOML.

    Raises
    ------
    BadContent
        It ends otherwise.
    """
    if file.suffix.lower() not in {".csv", ".toml"}:
        raise BadContent(f"{file.name} is neither .toml nor .csv", "name the file so that it ends in one of them")
    return file.suffix.lower() == ".csv"


def of_toml(text: str, name: str) -> tuple[BankEntry, ...]:
    """Return the entries in the text of a TOML file; raises as `read` does."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadContent(f"{name} is no valid TOML: {problem}", "correct that line") from None
    return _entries(data, name)


def of_csv(text: str, name: str) -> tuple[BankEntry, ...]:
    """Return the entries in the text of a CSV file; raises as `read` does."""
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as problem:
        raise BadContent(f"{name} is no valid CSV: {problem}", "save it as CSV with commas") from None
    if not rows and not text.strip():
        return ()
    found = [_of_row(row, number, name) for number, row in enumerate(rows, start=2)]
    return _entries({"comment": found}, name)


def _of_row(row: Mapping[str | None, Any], number: int, name: str) -> dict[str, Any]:
    if set(row) != set(_COLUMNS) or None in row.values():
        raise BadContent(
            f"{name}: line {number} has not the columns {', '.join(_COLUMNS)}", "export a bank to see them"
        )
    texts = {column: as_written(row[column]) for column in _COLUMNS}
    try:
        return texts | {"level": int(texts["level"])}
    except ValueError:
        raise BadContent(
            f"{name}: line {number} has the level {texts['level']!r}", "write a whole number from 0 up"
        ) from None


def _entries(data: Mapping[str, Any], name: str) -> tuple[BankEntry, ...]:
    """Return the entries of checked data: every id once, every criterion one of a lesson's rubric."""
    schema.check(data, schema.load("medialit.marking", "bank"), what=name, error=BadContent)
    found: dict[str, BankEntry] = {}
    for row in data.get("comment", ()):
        texts = {language: tidy(row.get(language, "")) for language in ("en", "zh")}
        entry = BankEntry(
            id=row["id"], lesson=row.get("lesson", ""), criterion=row["criterion"], level=row["level"], **texts
        )
        _check(entry, found, name)
        found[entry.id] = entry
    return tuple(found.values())


def _check(entry: BankEntry, found: Mapping[str, BankEntry], name: str) -> None:
    if entry.id in found:
        raise BadContent(f"{name} has two comments with the id {entry.id}", "give each an id of its own")
    if not (entry.en or entry.zh):
        raise BadContent(f"{name}: {entry.id} has no text", "write it in English, in Chinese, or in both")
    known = {(plan.id, row.id): len(row.levels) for plan in curriculum.lessons() for row in plan.rubric}
    rungs = [many for (lesson, row), many in known.items() if row == entry.criterion and entry.lesson in {"", lesson}]
    if not rungs:
        where = entry.lesson or "any lesson"
        raise BadContent(
            f"{name}: {entry.id} is for {entry.criterion!r} of {where}, which is no criterion", "correct it"
        )
    if entry.level > max(rungs):
        raise BadContent(
            f"{name}: {entry.id} is for level {entry.level} of {entry.criterion}", f"use 0 to {max(rungs)}"
        )


def as_toml(entries: Iterable[BankEntry]) -> str:
    """Return entries as the text of a TOML file."""
    return _HEAD + "".join(
        "\n[[comment]]\n"
        + "".join(f"{name} = {toml_value(value)}\n" for name, value in asdict(entry).items() if value != "")
        for entry in entries
    )


def toml_value(value: str | int) -> str:
    """Return a value as TOML: its basic strings have the escapes of JSON, and may not hold DEL."""
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def as_csv(entries: Iterable[BankEntry]) -> str:
    """Return entries as the text of a CSV file, which no spreadsheet takes for formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for entry in entries:
        writer.writerow([safe(str(value)) for value in asdict(entry).values()])
    return text.getvalue()
