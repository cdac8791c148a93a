"""The one next move: words of a marker's, never of a machine's; the machine only chooses, and says how it chose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from medialit.feedback.model import Reading, Row

_TRY = re.compile(
    r"(?:^|[.!?。！？；;][\"”’」』)）]*\s*|\n\s*)"
    r"((?:try|next|one thing to try)\b|试试|试着|试一试|下一步|下次|不妨)",
    re.IGNORECASE,
)
"""How a sentence begins that says what to try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The last “try” sentence of a comment, or the whole comment where there is none, and why it was chosen.

    `has_most_room` is set where the points decided; else it is the first comment in the order of the rubric.
    """

    row: Row
    words: str
    has_most_room: bool


def next_move(rows: Sequence[Row], *, by_points: bool) -> Move | None:
    """Return the comment to begin with; None where nobody wrote one.

    Parameters
    ----------
    by_points
        Choose the criterion with the most room left; otherwise points are not looked at, so that the choice tells
        nothing about them.
    """
    said = [one for one in rows if one.reading is Reading.READ and one.comment.strip()]
    if not said:
        return None
    room = max(map(_room, said)) if by_points else 0.0
    chosen = next(one for one in said if not by_points or _room(one) == room)
    return Move(row=chosen, words=try_sentence(chosen.comment) or chosen.comment.strip(), has_most_room=room > 0)


def try_sentence(comment: str) -> str:
    """Return a comment from its last sentence on that says what to try; empty where none does.

    Examples
    --------
    >>> try_sentence("You give a window. It lacks a base. Try: of how many?")
    'Try: of how many?'
    """
    found = list(_TRY.finditer(comment))
    return comment[found[-1].start(1) :].strip() if found else ""


def _room(row: Row) -> float:
    return row.most - (row.points or 0.0)
