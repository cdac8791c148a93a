"""The article companion: its claims, who speaks, anchors, and a teacher's own copy; never the text itself."""

from medialit.article.claims import claim, claims
from medialit.article.model import Anchor, Claim, Confidence, Kind, Manner, Section, Verdict, Voice, VoiceCount
from medialit.article.voices import voices

__all__ = [
    "Anchor",
    "Claim",
    "Confidence",
    "Kind",
    "Manner",
    "Section",
    "Verdict",
    "Voice",
    "VoiceCount",
    "claim",
    "claims",
    "voices",
]
