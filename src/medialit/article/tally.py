"""Who says what in the article: the claims counted by speaker and kind."""

from collections import Counter
from collections.abc import Iterable

from medialit.article.claim_list import claims
from medialit.article.model import Claim, Kind, Voice, VoiceCount


def voices(chosen: Iterable[Claim] | None = None) -> tuple[VoiceCount, ...]:
    """Return how many claims of each kind each speaker makes, in long form: one row per bar segment of a chart.

    Parameters
    ----------
    chosen
        The claims to count; all if None.

    Returns
    -------
    tuple of VoiceCount
        By voice, then speaker, then kind; only what occurs.

    Examples
    --------
    >>> from medialit import article
    >>> sum(one.claims for one in article.voices() if one.voice == "nobody")
    14
    """
    counted = Counter((one.voice, one.speaker, one.kind) for one in (claims() if chosen is None else chosen))
    order = {member: place for place, member in enumerate((*Voice, *Kind))}
    rows = sorted(counted.items(), key=lambda row: (order[row[0][0]], row[0][1], order[row[0][2]]))
    return tuple(
        VoiceCount(voice=voice, speaker=speaker, kind=kind, claims=number) for (voice, speaker, kind), number in rows
    )
