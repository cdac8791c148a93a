"""Checks of what is there: boxes, fields, length. None of them reads for meaning."""

import re
from collections import Counter
from collections.abc import Mapping

from medialit.drafts.model import Context, Outcome, Point, Result
from medialit.drafts.text import HAN_PER_WORD, counts, normal, tokens, visible

NEW_SHARE = 0.6
"""From this share of new words on, a starter that was kept is kept on purpose."""
SHORTEST, LONGEST = 0.7, 1.5
"""The band around the length that is asked for: 30 % under to 50 % over."""
SETTLED = ("actor", "scope", "mechanism")
_DOI_BEGINS, _DOI = re.compile(r"doi:|10\."), re.compile(r"(?:doi:\s*)?10\.[\d.]*\d[\d.]*/.+")
_ADDRESS_BEGINS = re.compile(r"https?[:/]|www\.")
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?")


def not_empty(text: str, context: Context) -> Result:
    """F1: look for anything beyond the template."""
    rest = visible(text)
    for line in context.starter.splitlines():
        rest = rest.replace(visible(line), "")
    return _verdict("F1", [] if rest else [Point("found")])


def template_removed(text: str, context: Context) -> Result:
    """F2: look for the starter among few words of the student's own."""
    starter = " ".join(normal(context.starter).split())
    if not starter:
        return Result("F2", Outcome.NOT_APPLICABLE)
    if starter not in " ".join(normal(text).split()):
        return _verdict("F2", [])
    mine, given = Counter(one.text for one in tokens(text)), Counter(one.text for one in tokens(context.starter))
    new, every = (mine - given).total(), mine.total()
    return _verdict("F2", [] if every and new / every >= NEW_SHARE else [Point("found", {"new": new, "all": every})])


def length(text: str, context: Context) -> Result:
    """F3: compare the length with what is asked for, and show the arithmetic."""
    if context.words is None:
        return Result("F3", Outcome.NOT_APPLICABLE)
    words, han, total = counts(text)
    unit = HAN_PER_WORD if context.in_han else 1
    shown = {
        "words": words,
        "characters": han,
        "ratio": HAN_PER_WORD,
        "total": round(total * unit),
        "low": round(context.words * SHORTEST * unit),
        "high": round(context.words * LONGEST * unit),
    }
    key = "short" if total < context.words * SHORTEST else "long" if total > context.words * LONGEST else ""
    return _verdict("F3", [Point(key, shown)] if key else [])


def sources_named(text: str, context: Context) -> Result:
    """F7: look for a source in each row of the ledger; a DOI or an address must be written like one."""
    del text
    if not context.rows:
        return Result("F7", Outcome.NOT_APPLICABLE)
    points = []
    for number, row in enumerate(context.rows, start=1):
        source = row.get("source", "").strip()
        if not source:
            points.append(Point("empty", {"row": number}))
        elif _looks_wrong(source):
            points.append(Point("form", {"row": number, "source": source}))
    return _verdict("F7", points)


def _looks_wrong(source: str) -> bool:
    """Tell whether something begins like an address or a DOI and does not go on like one; nothing is fetched."""
    low = normal(source).strip()
    if _DOI_BEGINS.match(low):
        return not _DOI.fullmatch(low)
    typed = source.strip().casefold()  # full-width signs make an address that nobody can open
    return bool(_ADDRESS_BEGINS.match(low)) and not _ADDRESS.fullmatch(typed)


def verdict_set(text: str, context: Context) -> Result:
    """F9: look for a verdict and a certainty in each row of the ledger."""
    del text
    if not context.rows:
        return Result("F9", Outcome.NOT_APPLICABLE)
    missing = [
        number
        for number, row in enumerate(context.rows, start=1)
        if not (row.get("verdict", "").strip() and row.get("certainty", "").strip())
    ]
    return _verdict("F9", [Point("found", {"row": number}) for number in missing])


def both_standpoints(text: str, context: Context) -> Result:
    """F10: look for two standpoints, or a pass."""
    del text
    if context.standpoints is None:
        return Result("F10", Outcome.NOT_APPLICABLE)
    written = sum(bool(one.strip()) for one in context.standpoints)
    return _verdict("F10", [] if context.passed or written >= 2 else [Point("found", {"written": written})])


def definition_settles(text: str, context: Context) -> Result:
    """F11: look for something in each of the three fields of the definition."""
    del text
    if context.definition is None:
        return Result("F11", Outcome.NOT_APPLICABLE)
    filled: Mapping[str, str] = context.definition
    return _verdict("F11", [Point(one) for one in SETTLED if not filled.get(one, "").strip()])


def tools_disclosed(text: str, context: Context) -> Result:
    """F12: look for anything in the tools box; “none” is an answer."""
    del text
    if context.disclosure is None:
        return Result("F12", Outcome.NOT_APPLICABLE)
    return _verdict("F12", [] if context.disclosure.strip() else [Point("found")])


def repair(text: str, context: Context) -> Result:
    """F14: three questions that only the student can answer; nothing is inferred."""
    del context
    if not text.strip():
        return Result("F14", Outcome.NOT_APPLICABLE)
    return Result("F14", Outcome.ASKS, (Point("studied"), Point("verb"), Point("claim")))


def _verdict(check: str, points: list[Point]) -> Result:
    return Result(check, Outcome.POINTS if points else Outcome.CLEAR, tuple(points))
