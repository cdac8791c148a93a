"""What a student has done: how far they are, what they committed, and everything they wrote, to keep or to delete."""

from medialit.portfolio.committed import committed, said_in
from medialit.portfolio.draft_facts import draft_facts
from medialit.portfolio.earlier import past
from medialit.portfolio.erase import Doomed, Erased, done_lines, erase, look, plan_lines
from medialit.portfolio.gather import Chapter, Entry, gather
from medialit.portfolio.pages import Exported, export
from medialit.portfolio.ready import ready
from medialit.portfolio.supplies import Seat, supplies

__all__ = [
    "Chapter",
    "Doomed",
    "Entry",
    "Erased",
    "Exported",
    "Seat",
    "committed",
    "done_lines",
    "draft_facts",
    "erase",
    "export",
    "gather",
    "look",
    "past",
    "plan_lines",
    "ready",
    "said_in",
    "supplies",
]
