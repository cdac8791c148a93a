"""Spans of words that a person marked in a text: where each lies, and what stands there.

A mark is `{"text": id, "kind": id, "start": int, "end": int, "quote": str, "note": str}`. Places count characters, the
end is not part of it. The quote must be what stands there: so a mark means the same in every browser, whichever way it
cuts a text into words, and a text that was changed since is noticed.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from medialit.i18n import Words
from medialit.widgets._base import Refused, plain

_PLACE = ("text", "kind", "start", "end", "quote")


@dataclass(frozen=True, slots=True)
class Markable:
    """A text in which these kinds of mark may be set."""

    text: str
    kinds: Collection[str]


def stands(text: str, mark: Mapping[str, Any]) -> bool:
    """Tell whether the quote of `mark` is not empty and stands at its place in `text`.

    Examples
    --------
    >>> stands("😀 cat tax", {"start": 2, "end": 5, "quote": "cat"})
    True
    >>> stands("cat tax", {"start": 2, "end": 5, "quote": "cat"})
    False
    """
    start, end, quote = mark["start"], mark["end"], mark["quote"]
    return bool(0 <= start < end == start + len(quote) and text[start:end] == quote)


def check_marks(
    marks: Iterable[Mapping[str, Any]], texts: Mapping[str, Markable], before: Iterable[Mapping[str, Any]] = ()
) -> None:
    """Raise `Refused` unless each mark stands in its text and is of a kind for it, each at its place once.

    Parameters
    ----------
    texts
        What may be marked, by id.
    before
        Marks that were saved before: they may stay although their text has changed since.
    """
    places, known = [_place(one) for one in marks], {_place(one) for one in before}
    if len(set(places)) < len(places):
        raise Refused("malformed")
    for place in places:
        mark = dict(zip(_PLACE, place, strict=True))
        text = texts.get(mark["text"])
        if place not in known and not (text and mark["kind"] in text.kinds and stands(text.text, mark)):
            raise Refused("changed")


def line(say: Words, mark: Mapping[str, Any], kind: str, text: str) -> str:
    """Return one mark as a line of Markdown: its kind, what it quotes, in which text, and the note."""
    note = f" – {plain(mark['note'])}" if mark["note"].strip() else ""
    said = say("paper.aside", text=f"“{plain(mark['quote'])}”", aside=plain(text))
    return say("paper.labelled", label=plain(kind), text=f"{said}{note}")


def _place(mark: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(mark[name] for name in _PLACE)
