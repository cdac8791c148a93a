"""Checks that point at a passage: an earlier answer, a quotation, a number without a base, a near copy."""

import re
from collections.abc import Iterator

from medialit.drafts.model import Context, Outcome, Point, Result
from medialit.drafts.presence import not_empty
from medialit.drafts.text import Token, counts, has_han, normal, places, quotations, sentences, tokens

QUOTED_WORDS = 4
"""Quotations with fewer words are not looked up."""
LONGEST_QUOTATION = 15
"""Words in a quotation; the habit of this classroom."""
COPIED_WORDS, COPIED_CHARACTERS = 20, 30
"""The length of a shared run, in words and in Han characters, from which it is shown."""
_ELLIPSIS = re.compile(r"\[[^\]]*\]|…+|\.{3,}")
_OWN_TRANSLATION = re.compile(r"my translation|自译", re.IGNORECASE)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_SPELLED = (
    rf"(?:{_TENS})(?:[- ](?:{_ONES}))?|(?:an? |one )?hundred|ten|eleven|twelve"
    rf"|(?:thir|four|fif|six|seven|eigh|nine)teen|{_ONES}"
)
_SHARE = re.compile(
    r"[0-9０-９][0-9０-９.,．，]*\s*(?:[%％]|(?:percent|per cent)\b)"
    rf"|\b(?:{_SPELLED})\s+(?:percent|per cent)\b"
    r"|百分之[0-9０-９零〇一二两三四五六七八九十百点.]+|[一二两三四五六七八九]成(?!不变|[为功员分])",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"(?:[%％]|percent|per cent)\s+of\b|\bout of\b|^\s*of\b|\bof (?:the |these |those |all )?(?:\d|ten\b)"
    r"|\b(?:base|total|among)\b"
    r"|其中|占|当中|总[数量共计人体额]|基数|[%％]\s*的|有[大约近]*[0-9０-９][0-9０-９.,．，]*\s*[%％]"
    r"|百分之[0-9０-９零〇一二两三四五六七八九十百点.]+的|[一二两三四五六七八九]成的",
    re.IGNORECASE,
)
_IDIOM = re.compile(r"^(?:(?:100|(?:an? |one )?hundred)\s*(?:%|percent|per cent)|百分之百)$")
_SURE = re.compile(r"^\s*(?:sure|certain|right|true|确定|肯定|赞同|同意|正确)", re.IGNORECASE)


def own_answer_cited(text: str, context: Context) -> Result:
    """F4: look for one of the student's earlier answers, by its id or in its words."""
    if not context.answers:
        return Result("F4", Outcome.NOT_APPLICABLE)
    if not_empty(text, context).outcome is Outcome.POINTS:  # a starter may name an answer, and nobody has written yet
        return Result("F4", Outcome.POINTS, (Point("found"),))
    found = [span for answer in context.answers for one in (answer.prompt, *answer.texts) for span in places(one, text)]
    if found:
        return Result("F4", Outcome.CLEAR, found=tuple(sorted(set(found))))
    return Result("F4", Outcome.POINTS, (Point("found"),))


def quotation_occurs(text: str, context: Context) -> Result:
    """F5: look up the words between quotation marks in the article; translations are left alone."""
    if context.occurs is None:
        return Result("F5", Outcome.NOT_APPLICABLE)
    points, found = [], []
    for one in quotations(text):
        tagged = _OWN_TRANSLATION.search(text[one.end : one.end + 40])
        pieces = [piece.strip() for piece in _ELLIPSIS.split(one.text)]
        pieces = [piece for piece in pieces if len(tokens(piece)) >= QUOTED_WORDS]
        if has_han(one.text) or tagged or not pieces:
            continue
        missing = [piece for piece in pieces if not context.occurs(piece)]
        if missing:
            points.append(Point("found", {"words": " … ".join(missing)}, (one.start, one.end)))
        else:
            found.append((one.start, one.end))
    return _verdict("F5", points, found)


def quotation_short(text: str, context: Context) -> Result:
    """F6: look for quotations longer than fifteen words."""
    del context
    points = []
    for one in quotations(text):
        words = round(counts(one.text)[2])
        if words > LONGEST_QUOTATION:
            points.append(Point("found", {"words": words, "limit": LONGEST_QUOTATION}, (one.start, one.end)))
    return _verdict("F6", points)


def number_has_base(text: str, context: Context) -> Result:
    """F8: look for percentages without a base in their sentence."""
    del context
    points = []
    for start, end in sentences(text):
        sentence = text[start:end]
        if _BASE.search(sentence):
            continue
        for one in _SHARE.finditer(sentence):
            share = one.group().strip()
            sure = _IDIOM.search(normal(share)) and (share.startswith("百") or _SURE.search(sentence[one.end() :]))
            if not sure:
                points.append(Point("found", {"share": share}, (start + one.start(), start + one.start() + len(share))))
    return _verdict("F8", points)


def near_copy(text: str, context: Context) -> Result:
    """F13: look for long runs of words that also stand in a source card or the article, outside quotation marks."""
    if not context.sources and context.occurs is None:
        return Result("F13", Outcome.NOT_APPLICABLE)
    runs = list(_free_runs(text))
    points = [
        point
        for title, source in context.sources.items()
        for run in runs
        for point in _copied(run, [one.text for one in tokens(source)], title)
    ]
    if context.occurs is not None:
        points += [point for run in runs for point in _in_article(run, text, context)]
    return _verdict("F13", points)


def _free_runs(text: str) -> Iterator[list[Token]]:
    """Yield the stretches of tokens between quotations."""
    quoted = [(one.start, one.end) for one in quotations(text)]
    run: list[Token] = []
    for token in tokens(text):
        if any(start <= token.start < end for start, end in quoted):
            if run:
                yield run
            run = []
        else:
            run.append(token)
    if run:
        yield run


def _copied(run: list[Token], source: list[str], title: str) -> Iterator[Point]:
    """Yield the longest shared runs of `run` and `source` that are long enough, from left to right."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(source) - COPIED_WORDS + 1):
        places.setdefault(tuple(source[at : at + COPIED_WORDS]), []).append(at)
    at = 0
    while at <= len(run) - COPIED_WORDS:
        starts = places.get(tuple(one.text for one in run[at : at + COPIED_WORDS]), [])
        longest = max((_shared(run, at, source, start) for start in starts), default=0)
        if _is_long(run[at : at + longest]):
            yield _point(run[at : at + longest], title)
        at += max(longest, 1)


def _shared(run: list[Token], at: int, source: list[str], start: int) -> int:
    """Return how many tokens from `at` on equal those of `source` from `start` on."""
    pairs = zip(run[at:], source[start:], strict=False)
    return next(
        (number for number, (one, other) in enumerate(pairs) if one.text != other),
        min(len(run) - at, len(source) - start),
    )


def _in_article(run: list[Token], text: str, context: Context) -> Iterator[Point]:
    """Yield runs whose every four words stand in the article."""
    occurs = context.occurs
    begun = 0
    for at in range(len(run) + 1):
        window = run[at : at + QUOTED_WORDS]
        whole = len(window) == QUOTED_WORDS and not any(one.is_han for one in window)
        if occurs and whole and occurs(text[window[0].start : window[-1].end]):
            continue
        shared = run[begun : at + QUOTED_WORDS - 1] if at > begun else []
        if _is_long(shared):
            yield Point("article", {"count": len(shared)}, (shared[0].start, shared[-1].end))
        begun = at + 1


def _is_long(run: list[Token]) -> bool:
    han = sum(one.is_han for one in run)
    return (len(run) - han) / COPIED_WORDS + han / COPIED_CHARACTERS >= 1


def _point(run: list[Token], title: str) -> Point:
    han = sum(one.is_han for one in run)
    key = "characters" if han * 2 > len(run) else "words"
    return Point(key, {"count": len(run), "source": title}, (run[0].start, run[-1].end))


def _verdict(check: str, points: list[Point], found: list[tuple[int, int]] | None = None) -> Result:
    return Result(check, Outcome.POINTS if points else Outcome.CLEAR, tuple(points), tuple(found or ()))
