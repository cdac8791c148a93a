"""A text as its bare words, so that quotations match however they were typed."""

import re
import unicodedata

_APOSTROPHES = re.compile(r"[\u0027\u2018\u2019\u02bc\u0060\u00b4]")
_NO_WORD = re.compile(r"[\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text without case, accents of typography, punctuation and extra space.

    Examples
    --------
    >>> words_of("They’ve  “left” — the short-form app.")
    ['theyve', 'left', 'the', 'short', 'form', 'app']
    """
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return [word for word in _NO_WORD.split(plain) if word]
