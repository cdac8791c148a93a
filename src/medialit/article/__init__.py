"""The article companion: its claims, who speaks, anchors, and a teacher's own copy; never the text itself."""

from medialit.article.claim_list import claim, claims, claims_in
from medialit.article.excerpts import LONGEST_QUOTATION, Run, long_runs
from medialit.article.fingerprint import Fingerprint
from medialit.article.model import Anchor, Claim, Confidence, Kind, Manner, Section, Verdict, Voice, VoiceCount
from medialit.article.own_copy import Match, add, file_in, kept, look, paragraphs, remove
from medialit.article.quotations import Quotation, quotation
from medialit.article.tally import voices
from medialit.article.told import head, speaker_name, told

__all__ = [
    "LONGEST_QUOTATION",
    "Anchor",
    "Claim",
    "Confidence",
    "Fingerprint",
    "Kind",
    "Manner",
    "Match",
    "Quotation",
    "Run",
    "Section",
    "Verdict",
    "Voice",
    "VoiceCount",
    "add",
    "claim",
    "claims",
    "claims_in",
    "file_in",
    "head",
    "kept",
    "long_runs",
    "look",
    "paragraphs",
    "quotation",
    "remove",
    "speaker_name",
    "told",
    "voices",
]
