"""Anchors of marked spans: what is saved of a span, how it is found again, and what may be quoted of an author's text.

An anchor holds the selectors of the Web Annotation Data Model side by side: places (`start`, `end`, counted in
characters) and a quotation (`exact` with `prefix` and `suffix`), or the places and a hash where the text is not to be
carried along.

References
----------
https://www.w3.org/TR/annotation-model/#selectors
"""

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import groupby
from typing import Any

from medialit.article.excerpts import LONGEST_QUOTATION
from medialit.article.words_of import words_of

CONTEXT = 24
"""Characters of prefix and suffix in an anchor of a text that may be carried along."""
CONTEXT_WORDS = 2
"""Words of prefix and suffix in an anchor of somebody else's text."""
PART = 3
"""Of a paragraph that is somebody else's, at most one word in three is quoted: a rule of this house, not of a law."""
FINDABLE = 4
"""Words from which a hash, of 16 bits then, finds its span again elsewhere in a paragraph."""
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_APOSTROPHE = "['’ʼ`´]?"

Selectors = Mapping[str, Any]
"""An anchor as it is saved: `start` and `end`, and `exact` with `prefix` and `suffix`, or `words` and `hash`."""
Place = tuple[int, int]


def digest(quote: str) -> str:
    """Return the hash of a quotation, the same for every typography: it finds a span again and does not hold it.

    It has one hexadecimal digit a word, 16 at most. That is 4 bits a word, near the lower end of what English carries
    (0.6 to 1.3 bits a letter): even the hashes of single words, one after the other, do not settle a text.

    References
    ----------
    https://doi.org/10.1002/j.1538-7305.1951.tb01366.x
    """
    words = words_of(quote)
    whole = blake2b(" ".join(words).encode(), digest_size=8, usedforsecurity=False).hexdigest()
    return whole[: max(len(words), 1)]


def quoted(text: str, place: Place, context: int = CONTEXT) -> dict[str, Any]:
    """Return the anchor of a span of a text that may be carried along."""
    start, end = place
    return {
        "start": start,
        "end": end,
        "exact": text[start:end],
        "prefix": text[max(start - context, 0) : start],
        "suffix": text[end : end + context],
    }


def hashed(text: str, place: Place) -> dict[str, Any]:
    """Return the anchor of a span without its words: places, how many words there are, and their hash."""
    start, end = place
    return {"start": start, "end": end, "words": len(_WORD.findall(text[start:end])), "hash": digest(text[start:end])}


def found(anchor: Selectors, text: str) -> Place | None:
    """Return where the span of an anchor stands in `text`; None where it does not stand there.

    It is looked for at its places, and by its words whatever their typography; of several matches one that stands
    between the right words is taken, or else the nearest.
    """
    start, end = anchor["start"], anchor["end"]
    is_there = 0 <= start < end <= len(text) and _is(anchor, text[start:end])
    others = _by_words(anchor["exact"], text) if "exact" in anchor else _by_hash(anchor, text)
    places = [*([(start, end)] if is_there else []), *others]
    return min(places, key=lambda one: (not _stands_between(anchor, text, one), abs(one[0] - start)), default=None)


def _is(anchor: Selectors, passage: str) -> bool:
    return bool(passage == anchor["exact"] if "exact" in anchor else digest(passage) == anchor["hash"])


def _by_words(quote: str, text: str) -> Iterable[Place]:
    """Yield where the words of `quote` stand in `text`."""
    words = [_APOSTROPHE.join(map(re.escape, word)) for word in words_of(quote)]
    if not words:
        return iter(())
    pattern = r"(?<![^\W_])" + r"[\W_]+".join(words) + r"(?![^\W_])"
    return (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))


def _by_hash(anchor: Selectors, text: str) -> Iterable[Place]:
    """Yield where as many words with this hash stand in `text`; the hash of a few words says too little for that."""
    words, count = [match.span() for match in _WORD.finditer(text)], anchor["words"]
    windows = ((words[at][0], words[at + count - 1][1]) for at in range(len(words) - count + 1) if count >= FINDABLE)
    return (one for one in windows if digest(text[one[0] : one[1]]) == anchor["hash"])


def _stands_between(anchor: Selectors, text: str, place: Place) -> bool:
    before, after = words_of(anchor.get("prefix", ""))[-1:], words_of(anchor.get("suffix", ""))[:1]
    here = words_of(text[: place[0]])[-1:], words_of(text[place[1] :])[:1]
    return (before or here[0], after or here[1]) == here


class Quota:
    """How much of one paragraph that is somebody else's may still be quoted.

    Never more than 15 words in a row, over all anchors together, and never more than one word in three.

    Parameters
    ----------
    spent
        Anchors that were saved before.
    """

    def __init__(self, text: str, spent: Iterable[Selectors] = ()) -> None:
        self._text = text
        self._words = [match.span() for match in _WORD.finditer(text)]
        self._open: set[int] = set()
        for one in spent:
            if "exact" in one and (place := found(one, text)):
                has_context = one.get("prefix") or one.get("suffix")
                self._open |= self._inside(self._with_context(place) if has_context else place)

    def anchor(self, place: Place) -> dict[str, Any]:
        """Return the anchor of a span, with its words where they may be quoted, and those around it if possible."""
        for whole in (self._with_context(place), place):
            taken = self._open | self._inside(whole)
            if self._may_be_quoted(taken):
                self._open = taken
                (start, end), (first, last) = place, whole
                made = quoted(self._text, place, context=0)
                return made | {"prefix": self._text[first:start], "suffix": self._text[end:last]}
        return hashed(self._text, place)

    def _with_context(self, place: Place) -> Place:
        before = [start for start, end in self._words if end <= place[0]][-CONTEXT_WORDS:]
        after = [end for start, end in self._words if start >= place[1]][:CONTEXT_WORDS]
        return (before[0] if before else place[0], after[-1] if after else place[1])

    def _inside(self, place: Place) -> set[int]:
        """Return the numbers of the words of which any part lies in `place`."""
        return {at for at, (start, end) in enumerate(self._words) if start < place[1] and end > place[0]}

    def _may_be_quoted(self, words: set[int]) -> bool:
        runs = groupby(enumerate(sorted(words)), key=lambda pair: pair[1] - pair[0])
        longest = max((len(list(run)) for _, run in runs), default=0)
        return longest <= LONGEST_QUOTATION and len(words) * PART <= len(self._words)
