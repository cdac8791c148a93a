"""Marking: people read the answers, one criterion at a time, and what they give reaches nbgrader's gradebook."""

from medialit.marking.bank_files import BankEntry
from medialit.marking.book import Book
from medialit.marking.desk import Desk
from medialit.marking.levels import allowed
from medialit.marking.model import (
    Count,
    CriterionAgreement,
    Elsewhere,
    Item,
    Mark,
    Progress,
    Settled,
    Split,
    Told,
)
from medialit.marking.moderation import agreement, splits
from medialit.marking.settling import final, settle

__all__ = [
    "BankEntry",
    "Book",
    "Count",
    "CriterionAgreement",
    "Desk",
    "Elsewhere",
    "Item",
    "Mark",
    "Progress",
    "Settled",
    "Split",
    "Told",
    "agreement",
    "allowed",
    "final",
    "settle",
    "splits",
]
