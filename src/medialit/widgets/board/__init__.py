"""Board: sort cards into columns, on one board or several; blanks stay visible."""

import re
from collections.abc import Mapping
from typing import Any

from medialit.responses.model import Action, Kind
from medialit.widgets._base import PromptWidget, Refused, certainty_line, plain, titles
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import table


class Board(PromptWidget):
    """For each card a column, or none."""

    kind = Kind.BOARD
    _esm = joined("board")
    _css = styled("board")

    def cards(self) -> list[dict[str, Any]]:
        """Return the cards of all boards."""
        return [card for board in self.content["boards"] for card in board["cards"]]

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Cards and columns must be those of the prompt; a commit places at least one card."""
        cards, columns = titles(self.cards()), titles(self.content["columns"])
        placed = {card: column for card, column in value["places"].items() if column is not None}
        if not set(value["places"]) <= set(cards) or not set(placed.values()) <= set(columns):
            raise Refused("option")
        if action is Action.COMMIT and not placed:
            raise Refused("place_one")
        if action is Action.COMMIT and self.content["asks_certainty"] and value["certainty"] is None:
            raise Refused("certainty")

    def on_paper(self) -> list[str]:
        """Return a table per board: its cards, and a box in each column."""
        columns = self.content["columns"]
        blocks = []
        for board in self.content["boards"]:
            rows = [
                (f"**{_short(card['id'])}** {plain(card['text'])}", *["☐"] * len(columns)) for card in board["cards"]
            ]
            blocks += [f"**{plain(board['title'])}**", table(("", *(plain(one["text"]) for one in columns)), rows)]
        return [*blocks, self.words("paper.blank"), *self.sure_on_paper()]

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return the cards by column, and how many were left out."""
        names, said = titles(self.cards()), []
        for column in self.content["columns"]:
            here = [names[card] for card, place in value["places"].items() if place == column["id"]]
            if here:
                label = plain(column["text"].rstrip("?？"))  # a question mark and a colon do not go together
                said.append(self.words("paper.labelled", label=label, text=plain(" / ".join(here))))
        blank = len(names) - sum(place is not None for place in value["places"].values())
        rest = [self.words("board.blank", count=blank)] if blank else []
        return [*said, *rest, *certainty_line(value, self.words)]


def _short(card: str) -> str:
    """Return the id of a card without that of its lesson, as the board shows it."""
    return re.sub(r"^L\d-", "", card)
