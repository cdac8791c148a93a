"""Where a text repeats more of the article than may be quoted at a time; asked of the fingerprint."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from medialit.article.fingerprint import WORDS, Fingerprint, of_the_article, sequences
from medialit.article.words_of import words_of

LONGEST_QUOTATION = 15
"""Words in a row that may be quoted at a time: the house rule of this module, not a limit of any law."""
_MARKS = re.compile('["“”„‟«»「」『』＂]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words in a row that the article holds.

    Attributes
    ----------
    place
        Where the run begins, as the caller named it.
    words
        How many words it has.
    begins
        Its first words, few enough to be quoted.
    """

    place: str
    words: int
    begins: str


def long_runs(texts: Iterable[tuple[str, str]], fingerprint: Fingerprint | None = None) -> Iterator[Run]:
    """Yield each run of more than 15 words in a row that the article holds.

    A run may go on from one text into the next, so that a passage cut into pieces is seen whole. By chance a word
    before or after a true quotation passes as well (`Fingerprint.chance`); fewer than four words beyond a quotation
    mark are therefore left out of the count: 15 words between quotation marks are not counted as 16. Sixteen words of a
    paragraph between quotation marks, or without any, are always found; sixteen other words pass by chance with a
    probability below 1 in 10 to the 13.

    Parameters
    ----------
    texts
        Where each text stands, and the text, in the order in which they are read.
    """
    known = fingerprint or of_the_article()
    pieces = [(place, part) for place, text in texts for part in _MARKS.split(text)]
    parts = [(place, words_of(part)) for place, part in pieces]
    words = [word for _, part in parts for word in part]
    piece_of = [number for number, (_, part) in enumerate(parts) for _ in part]
    for start, end in _stretches([known.holds(one) for one in sequences(words)]):
        first, last = _trimmed(piece_of[start:end])
        length = last - first
        if length > LONGEST_QUOTATION:
            here = start + first
            yield Run(place=parts[piece_of[here]][0], words=length, begins=" ".join(words[here : here + 6]))


def _stretches(known: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where the words of each unbroken stretch of known sequences begin and end."""
    at = 0
    for holds, group in groupby(known):
        size = len(list(group))
        if holds:
            yield at, at + size + WORDS - 1
        at += size


def _trimmed(piece_of: Sequence[int]) -> tuple[int, int]:
    """Return which of these words count: those of a first or last piece with fewer than four of them do not."""
    sizes = [len(list(group)) for _, group in groupby(piece_of)]
    first = sizes[0] if len(sizes) > 1 and sizes[0] < WORDS else 0
    last = sizes[-1] if len(sizes) > 1 and sizes[-1] < WORDS else 0
    return first, len(piece_of) - last
