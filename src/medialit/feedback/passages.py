"""Where a marker's comment quotes a student's text, and which sentence that is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from medialit.drafts.text import places, quotations, sentences, tokens

Span = tuple[int, int]

_OTHER = re.compile(r"«([^»\n]{1,400})»|(?<!\w)'([^'\n]{1,400})'(?!\w)")
_GAP = re.compile(r"\[[^\]]*\]|…+|\.{3,}")
_CLOSERS = "”’」』》»\"')）]】"


@dataclass(frozen=True, slots=True)
class Link:
    """A quotation in a comment, without its marks, and the sentence of the text in which the same words stand."""

    quoted: Span
    sentence: Span


def links(text: str, comment: str) -> tuple[Link, ...]:
    """Return a link for each quotation of `comment` that stands in `text`, in the order of the comment.

    Capitals, space, punctuation and the kind of quotation marks do not matter; of a quotation with an omission, the
    first part is looked up. What does not stand in the text, such as a title, gets no link.
    """
    found = []
    for start, end in _quoted(comment):
        sentence = _sentence(text, comment[start:end])
        if sentence:
            found.append(Link((start, end), sentence))
    return tuple(found)


def _quoted(comment: str) -> Iterator[Span]:
    """Yield what stands between quotation marks; of marks inside marks, the outer ones."""
    spans = [(one.start, one.end) for one in quotations(comment)]
    spans += [one.span(one.lastindex or 0) for one in _OTHER.finditer(comment)]
    last = -1
    for start, end in sorted(spans, key=lambda one: (one[0], -one[1])):
        if start >= last:
            yield start, end
            last = end


def _sentence(text: str, words: str) -> Span | None:
    """Return the sentence of `text` in which `words` begin, without the space around it."""
    part = next((one for one in _GAP.split(words) if tokens(one)), "")
    at = next(places(part, text), None)
    if at is None:
        return None
    for start, end in sentences(text):
        if start <= at[0] < end:
            while end < len(text) and text[end] in _CLOSERS:
                end += 1  # noqa: PLW2901  # the mark that closes a quotation belongs to the sentence that it ends
            return _trimmed(text, start, end)
    return None


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in _CLOSERS):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
