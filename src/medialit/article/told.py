"""A claim in the words of a lesson: how to check it, and what the record shows where that is asked."""

from collections.abc import Iterator

from medialit.article.model import Claim
from medialit.i18n import Words


def speaker_name(speaker: str, words: Words) -> str:
    """Return who speaks, as the article names them; where the record differs, the finding of that claim says so."""
    return words(f"article.speaker.{speaker.lower().replace('. ', '_').replace(' ', '_')}")


def head(one: Claim, words: Words) -> str:
    """Return the id of a claim and where it stands: C14, paragraph 4."""
    return words("article.claim", id=one.id, paragraph=one.paragraph)


def told(one: Claim, words: Words, *, findings: bool) -> Iterator[str]:
    """Yield what a lesson says of a claim below the claim itself, one line each.

    Parameters
    ----------
    findings
        Whether to say whose word it is, of what kind it is and what the record shows, besides how it can be checked.
    """
    if findings:
        voice = words(f"article.voice.{one.voice}")
        yield words("article.spoken", speaker=speaker_name(one.speaker, words), voice=voice)
        yield words("article.of_kind", kind=words(f"article.claim_kind.{one.kind}"))
    yield words("article.to_check", check=one.check[words.language])
    if findings:
        verdict, sure = words(f"article.verdict.{one.verdict}"), words(f"article.sure.{one.confidence}")
        yield words("article.found", verdict=verdict, sure=sure, finding=one.finding[words.language])
