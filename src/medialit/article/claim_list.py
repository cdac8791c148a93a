"""Reading the claims, which are checked against their schema."""

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from medialit import schema
from medialit.article.model import Anchor, Claim, Confidence, Kind, Manner, Section, Verdict, Voice
from medialit.errors import BadContent, UnknownClaim
from medialit.i18n import Text

_PACKAGE, _FILE = "medialit.article", "claims.toml"


@cache
def claims() -> tuple[Claim, ...]:
    """Return all claims, in the article's order.

    Raises
    ------
    BadContent
        The file is no TOML, or breaks its schema.
    """
    try:
        data = tomllib.loads((files(_PACKAGE) / _FILE).read_text("utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise BadContent(f"{_FILE} is no valid TOML: {problem}", "correct that line") from None
    schema.check(data, schema.load(_PACKAGE, "claims"), what=_FILE, error=BadContent)
    return tuple(_claim(claim_id, entry) for claim_id, entry in data.items())


def claim(claim_id: str) -> Claim:
    """Return one claim, such as `C14`.

    Raises
    ------
    UnknownClaim
        There is none of this id.
    """
    for one in claims():
        if one.id == claim_id:
            return one
    raise UnknownClaim(f"the article companion has no claim {claim_id!r}", f"use C01 to {claims()[-1].id}")


def claims_in(section: str | None = None, paragraphs: Collection[int] = ()) -> tuple[Claim, ...]:
    """Return the claims of a section and of these paragraphs; of the whole article where neither is named.

    Raises
    ------
    UnknownClaim
        There is no such section, or no claim in it.
    """
    if section is not None and section not in set(Section):
        raise UnknownClaim(f"the article has no section {section!r}", f"use one of: {', '.join(Section)}")
    numbers = set(paragraphs)
    found = tuple(
        one for one in claims() if section in {None, one.section} and (not numbers or one.paragraph in numbers)
    )
    if not found:
        told = ", ".join(map(str, sorted(numbers)))
        raise UnknownClaim(
            f"the companion has no claim in paragraph {told} of that part", "use paragraphs from 1 to 17"
        )
    return found


def _claim(claim_id: str, entry: Mapping[str, Any]) -> Claim:
    return Claim(
        id=claim_id,
        section=Section(entry["section"]),
        paragraph=entry["paragraph"],
        text=Text(**entry["claim"]),
        speaker=entry["speaker"],
        voice=Voice(entry["voice"]),
        manner=Manner(entry["manner"]),
        kind=Kind(entry["kind"]),
        check=Text(**entry["check"]),
        verdict=Verdict(entry["verdict"]),
        finding=Text(**entry["finding"]),
        evidence=tuple(entry["evidence"]),
        confidence=Confidence(entry["confidence"]),
        anchor=Anchor(exact=entry["exact"], prefix=entry.get("prefix", ""), suffix=entry.get("suffix", "")),
    )
