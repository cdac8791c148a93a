"""Whose word the claims of the article rest on, and what the record says of them. No chart opens a file."""

from collections import Counter
from collections.abc import Sequence

from medialit.article import Claim, Verdict, Voice, speaker_name
from medialit.figures.bars import BLUE, GREEN, GREY, ORANGE, Series, bars
from medialit.figures.model import Chart
from medialit.figures.speak import columns
from medialit.i18n import Words

VERDICTS = {
    Verdict.SUPPORTED: (BLUE, ""),
    Verdict.PARTLY: (GREEN, "/"),
    Verdict.CONTRADICTED: (ORANGE, "x"),
    Verdict.UNVERIFIABLE: (GREY, "."),
}
"""Verdicts, with the colour and the pattern of each."""


def voices(claims: Sequence[Claim], words: Words) -> Chart:
    """Return the claims counted by voice and verdict; the table has one row per speaker."""
    counts = Counter((one.voice, one.verdict) for one in claims)
    series = [
        Series(
            name=words(f"article.verdict.{verdict}"),
            values=tuple(counts[voice, verdict] for voice in Voice),
            colour=colour,
            pattern=pattern,
        )
        for verdict, (colour, pattern) in VERDICTS.items()
    ]
    figure = bars([words(f"article.voice.{voice}") for voice in Voice], series, stacked=True, lying=True)
    figure.update_layout(height=320)
    places = list(Voice)
    speakers = sorted({(places.index(one.voice), one.speaker) for one in claims})
    names = ("number", "whose_word", "speaker", *VERDICTS, "all_claims", "claim_ids")
    return Chart(
        name="voices",
        title=words("figure.voices.title"),
        finding=_finding(claims, words),
        figure=figure,
        columns=columns(names, words),
        rows=tuple(
            (str(number), *_row([one for one in claims if (one.voice, one.speaker) == (places[place], who)], words))
            for number, (place, who) in enumerate(speakers, start=1)
        ),
    )


def _row(claims: Sequence[Claim], words: Words) -> tuple[str, ...]:
    """Return the row of one speaker: how many claims by verdict, in all, and which."""
    verdicts = Counter(one.verdict for one in claims)
    return (
        words(f"article.voice.{claims[0].voice}"),
        speaker_name(claims[0].speaker, words),
        *(words.number(verdicts[one]) for one in VERDICTS),
        words.number(len(claims)),
        words("figure.comma").join(one.id for one in claims),
    )


def _finding(claims: Sequence[Claim], words: Words) -> str:
    """Return how many claims rest on whom, what the record says of them, and how many of each voice it bears out."""
    rest, verdicts = Counter(one.voice for one in claims), Counter(one.verdict for one in claims)
    held = Counter(one.voice for one in claims if one.verdict in {Verdict.SUPPORTED, Verdict.PARTLY})
    return words(
        "figure.voices.finding",
        all=len(claims),
        **{voice: rest[voice] for voice in Voice},
        **{verdict: verdicts[verdict] for verdict in Verdict},
        **{f"{voice}_held": held[voice] for voice in Voice},
    )
