"""A person's words as HTML that does nothing: escaped, in paragraphs, each with its own direction and language."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from medialit.drafts.text import tokens
from medialit.feedback.passages import Link
from medialit.i18n import Language

# Control characters, the two that turn the reading direction by force, and halves of a character.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e\ud800-\udfff\ufffe\uffff]")
_BLANK_LINES = re.compile(r"\n[ \t\u3000]*\n\s*")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def shown(text: str) -> str:
    """Return `text` with every character that no page may hold, or that would hide or turn others, as `�`."""
    return _UNSEEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def tongue(text: str) -> str:
    """Return the language tag for a text: Chinese where most of it is in Han characters, English where most is Latin.

    It is empty, which means unknown, for anything else.
    """
    found = tokens(text[:4000])
    han = sum(one.is_han for one in found)
    latin = sum(bool(_LATIN.match(one.text)) for one in found)
    if 2 * han > len(found):
        return Language.ZH.html
    return Language.EN.html if 2 * latin > len(found) else ""


def letter(place: int) -> str:
    """Return the name of a reference: a, b, … z, aa, ab, …; letters, since numbers here are points."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("a") + rest) + name
    return name


def own(text: str, links: Sequence[Link], anchor: str, told: str) -> str:
    """Return a student's text as HTML, the sentences that a comment quotes marked, each with its references.

    Parameters
    ----------
    anchor
        Begins the ids of marks.
    told
        The accessible name of a reference, with a place for its `{letter}`.
    """
    marks: dict[tuple[int, int], list[str]] = {}
    for place, one in enumerate(links):
        marks.setdefault(one.sentence, []).append(letter(place))
    body = "".join(
        f'<p dir="auto">{"".join(_pieces(text, start, end, marks, (anchor, told)))}</p>'
        for start, end in _paragraphs(text)
    )
    return f'<div class="text" lang="{tongue(text)}">{body}</div>'


def said(comment: str, links: Sequence[Link], anchor: str, told: str) -> str:
    """Return a marker's comment as HTML, each quotation followed by a reference to the sentence; see `own`."""
    out, at = [], 0
    for place, one in enumerate(links):
        name = letter(place)
        end = one.quoted[1] + 1  # the quotation mark stays with the words
        label = escape(told.format(letter=name))
        out.append(
            f"{escape(comment[at:end])}"
            f'<a class="ref" id="{anchor}-said-{name}" href="#{anchor}-{name}" aria-label="{label}">{name}</a>'
        )
        at = end
    out.append(escape(comment[at:]))
    return f'<p class="comment" dir="auto" lang="{tongue(comment)}">{"".join(out)}</p>'


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = len(text) - len(text.lstrip("\n"))
    for gap in _BLANK_LINES.finditer(text, start):
        yield start, gap.start()
        start = gap.end()
    if text[start:].strip() or not text:
        yield start, len(text.rstrip())


def _pieces(
    text: str, start: int, end: int, marks: dict[tuple[int, int], list[str]], names: tuple[str, str]
) -> Iterator[str]:
    """Yield one paragraph in pieces, marked or not."""
    anchor, told = names
    at = start
    for (first, last), letters in sorted(marks.items()):
        if not start <= first < end or first < at:
            continue
        stop = min(last, end)
        yield escape(text[at:first])
        ids = "".join(f'<span id="{anchor}-{one}"></span>' for one in letters[1:])
        refs = "".join(
            f'<a class="ref" href="#{anchor}-said-{one}" aria-label="{escape(told.format(letter=one))}">{one}</a>'
            for one in letters
        )
        yield f'{ids}<mark id="{anchor}-{letters[0]}">{escape(text[first:stop])}</mark>{refs}'
        at = stop
    yield escape(text[at:end])
