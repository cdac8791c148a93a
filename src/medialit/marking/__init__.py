"""Marking: people read the answers, one criterion at a time, and what they give reaches nbgrader's gradebook."""

from medialit.marking.book import Book
from medialit.marking.desk import Desk
from medialit.marking.levels import allowed
from medialit.marking.model import Count, Elsewhere, Item, Mark, Progress, Settled, Split, Told
from medialit.marking.settling import final, settle

__all__ = [
    "Book",
    "Count",
    "Desk",
    "Elsewhere",
    "Item",
    "Mark",
    "Progress",
    "Settled",
    "Split",
    "Told",
    "allowed",
    "final",
    "settle",
]
