"""Does a quotation occur in the article? Asked of the fingerprint, or of a teacher's copy where there is one."""

import re
from collections.abc import Sequence
from enum import StrEnum

from medialit.article.fingerprint import WORDS, of_the_article, sequences
from medialit.article.words_of import words_of

_LEFT_OUT = re.compile(r"\[\s*(?:…|\.{3})\s*\]|…+|\.{3,}")


class Quotation(StrEnum):
    """What can be said of a quotation."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    TOO_SHORT = "too_short"


def quotation(text: str, paragraphs: Sequence[str] | None = None) -> Quotation:
    """Return whether `text` stands in the article, word for word, whatever its case and punctuation.

    Parts between marks of omission (… or [...]) are looked up one by one; a part of fewer than four words says nothing,
    and a quotation without a part of four words is too short. By the fingerprint alone, four words that are not there
    are taken for a quotation at the rate `Fingerprint.chance`, five at its square, and so on.

    Parameters
    ----------
    text
        What a student put between quotation marks.
    paragraphs
        The article's paragraphs, from a teacher's copy; None asks the fingerprint.
    """
    parts = [words for words in map(words_of, _LEFT_OUT.split(text)) if len(words) >= WORDS]
    if not parts:
        return Quotation.TOO_SHORT
    there = [_by_fingerprint(one) if paragraphs is None else _stands_in(one, paragraphs) for one in parts]
    return Quotation.FOUND if all(there) else Quotation.NOT_FOUND


def _by_fingerprint(words: Sequence[str]) -> bool:
    fingerprint = of_the_article()
    return all(fingerprint.holds(one) for one in sequences(words))


def _stands_in(words: Sequence[str], paragraphs: Sequence[str]) -> bool:
    wanted = f" {' '.join(words)} "
    return any(wanted in f" {' '.join(words_of(one))} " for one in paragraphs)
