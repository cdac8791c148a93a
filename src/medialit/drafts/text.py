"""Words, characters, sentences and quotations in English, Chinese and mixed text, with their places."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

HAN_PER_WORD = 1.6
"""Han characters that count as one word in mixed text: a convention of this module, not a measurement."""
_HAN_CLASS = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTERS = rf"[^\W_{_HAN_CLASS}]+"
_TOKEN = re.compile(rf"[{_HAN_CLASS}]|{_LETTERS}(?:(?:['’\-]|(?<=\d)[.,](?=\d)){_LETTERS})*")
_HAN = re.compile(rf"[{_HAN_CLASS}]")
_QUOTED = re.compile(
    r"“([^“”]{1,4000})”|“([^“”\"\n]{1,4000})\"|\"([^\"\n]{1,4000})\"|”([^“”\n]{1,400})”"
    r"|「([^」]{1,4000})」|『([^』]{1,4000})』|(?<!\w)‘((?:[^‘’\n]|’(?=\w)){1,4000})’(?!\w)"
)
_SENTENCE_END = re.compile(r"[。！？；\n]+|[.!?;]+(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in Latin or another alphabetic script, or a single Han character, as it is compared."""

    text: str
    start: int
    end: int

    @property
    def is_han(self) -> bool:
        """Whether it is a Han character."""
        return bool(_HAN.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quotation marks, and where (without the marks)."""

    text: str
    start: int
    end: int


def normal(text: str) -> str:
    """Return `text` as it is compared: full-width forms made ordinary, one kind of apostrophe, no capitals."""
    return unicodedata.normalize("NFKC", text).replace("’", "'").casefold()


def tokens(text: str) -> list[Token]:
    """Return the words and Han characters of `text`, in order."""
    return [Token(normal(one.group()), one.start(), one.end()) for one in _TOKEN.finditer(text)]


def counts(text: str) -> tuple[int, int, float]:
    """Return words, Han characters, and the length in words that both make together.

    Examples
    --------
    >>> counts("猫税 is a joke")
    (3, 2, 4.25)
    """
    found = tokens(text)
    han = sum(one.is_han for one in found)
    return len(found) - han, han, len(found) - han + han / HAN_PER_WORD


def visible(text: str) -> str:
    """Return the characters of `text` that can be seen, as they are compared: no blanks, and nothing of no width.

    Examples
    --------
    >>> visible("Ａ b")
    'ab'
    """
    return "".join(one for one in normal(text) if not one.isspace() and unicodedata.category(one) != "Cf")


def has_han(text: str) -> bool:
    """Tell whether there is a Han character in `text`."""
    return bool(_HAN.search(text))


def quotations(text: str) -> list[Quotation]:
    """Return everything between “ ”, " ", ‘ ’, 「 」 and 『 』; a mark that is never closed opens nothing.

    Marks that were typed wrongly are taken as they were meant: “ closed by ", and ” at both ends.
    """
    found = []
    for match in _QUOTED.finditer(text):
        group = match.lastindex or 0
        found.append(Quotation(match.group(group), match.start(group), match.end(group)))
    return found


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence; a full stop inside a number ends none."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def places(wanted: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where the tokens of `wanted` stand in a row in `text`."""
    inside, row = tokens(text), [one.text for one in tokens(wanted)]
    for at in range(len(inside) - len(row) + 1 if row else 0):
        if [one.text for one in inside[at : at + len(row)]] == row:
            yield inside[at].start, inside[at + len(row) - 1].end
