"""ML2xx, a notebook and its translation: the same cells, the same code, the right language, and not out of date."""

import hashlib
import re
from collections.abc import Iterator

from medialit.authoring.model import Found, Notebook, Subject
from medialit.finding import Level
from medialit.i18n import Language

_HAN = re.compile(r"[\u4e00-\u9fff]")
RECORD = "translated"
"""Where a Chinese notebook keeps, in `metadata.medialit`, the digest of each English cell that it translates."""


def other_is_missing(subject: Subject) -> Iterator[Found]:
    """Yield notebooks of which there is only one language."""
    for one in subject.notebooks:
        if one.language is not None:
            other = Language.ZH if one.language is Language.EN else Language.EN
            beside = one.path.with_name(one.path.name.replace(f".{one.language}.ipynb", f".{other}.ipynb"))
            if not beside.is_file():
                yield Found(one.name, "", f"there is no {beside.name} beside it")


def other_cells(subject: Subject) -> Iterator[Found]:
    """Yield pairs whose cells are not the same, with the first that differs."""
    for english, chinese in subject.pairs():
        here, there = ([(cell.id, cell.kind) for cell in one.cells] for one in (english, chinese))
        if here != there:
            longer = max(len(here), len(there))
            at = next(n for n in range(longer) if here[n : n + 1] != there[n : n + 1])
            names = [cells[at][0] if at < len(cells) else "nothing" for cells in (here, there)]
            yield Found(chinese.name, names[1], f"cell {at + 1} is {names[0]!r} in English and {names[1]!r} here")


def other_code(subject: Subject) -> Iterator[Found]:
    """Yield cells whose code differs in more than the language."""
    for english, chinese in subject.pairs():
        code = {cell.id: cell.source for cell in english.cells if cell.kind == "code"}
        for cell in chinese.cells:
            if cell.kind == "code" and cell.id in code and _english(cell.source) != code[cell.id]:
                yield Found(chinese.name, cell.id, "the code differs from the English in more than the language")


def _english(source: str) -> str:
    return re.sub(r"([\"'])zh\1\)", r"\1en\1)", source)


def other_language(subject: Subject) -> Iterator[Found]:
    """Yield prose in the wrong language."""
    for one in subject.sound():
        for cell in one.cells if one.language is not None and not one.is_assignment else ():
            if cell.is_markdown and _is_chinese(cell.source, one.language) != (one.language is Language.ZH):
                yield Found(one.name, cell.id, f"the text is not in {one.language}")


def _is_chinese(source: str, language: Language | None) -> bool:
    """Tell whether a cell is Chinese: any Han in a Chinese notebook, mostly Han in an English one, which may quote."""
    han, words = len(_HAN.findall(source)), len(re.findall(r"[A-Za-z]{2,}", source))
    return han > 0 if language is Language.ZH else han > 2 * words


def digest(source: str) -> str:
    """Return the digest of one English cell, as a translation records it."""
    return hashlib.sha256(source.encode()).hexdigest()[:12]


def recorded(chinese: Notebook) -> dict[str, str] | None:
    """Return the digests that a translation records, or None where it records none."""
    ours = (chinese.data or {}).get("metadata", {}).get("medialit", {})
    record = ours.get(RECORD) if isinstance(ours, dict) else None
    return {str(key): str(value) for key, value in record.items()} if isinstance(record, dict) else None


def stale(subject: Subject) -> Iterator[Found]:
    """Yield cells whose English changed after they were translated."""
    for english, chinese in subject.pairs():
        record = recorded(chinese)
        if record is None:
            yield Found(chinese.name, "", "it does not record which English it translates", Level.WARNING)
            continue
        for cell in english.cells:
            if cell.is_markdown and record.get(cell.id) != digest(cell.source):
                happened = "changed after it was translated" if cell.id in record else "is new"
                yield Found(chinese.name, cell.id, f"the English of this cell {happened}")
