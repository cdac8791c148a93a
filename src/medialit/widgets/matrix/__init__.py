"""Matrix: hang cards on columns, cell by cell; empty cells stay visible, and a suggestion comes after the commit."""

from collections.abc import Iterator, Mapping
from typing import Any

from medialit.responses.model import Action, Kind
from medialit.widgets._base import PromptWidget, Refused, certainty_line, plain, titles
from medialit.widgets._esm import joined, styled


class Matrix(PromptWidget):
    """One mark, or none, for each card and column; one line of the student's own for each card."""

    kind = Kind.MATRIX
    _esm = joined("matrix")
    _css = styled("matrix")

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Cards, columns and marks must be those of the prompt, or of an older form of it that was answered."""
        known = {cell for one in self._said for cell in _cells(one.value)}
        lines = {card for one in self._said for card in one.value["lines"]}
        cards, columns, marks = (titles(self.content[name]) for name in ("cards", "columns", "marks"))
        for card, column, mark in _cells(value):
            if (card, column, mark) not in known and not (card in cards and column in columns and mark in marks):
                raise Refused("changed")
        if not set(value["lines"]) <= {*cards, *lines}:
            raise Refused("changed")
        if action is Action.DRAFT:
            return
        if not any(_cells(value)):
            raise Refused("mark_one")
        if self.content["asks_certainty"] and value["certainty"] is None:
            raise Refused("certainty")

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return for each card its marks and its line, then how many cells were left empty."""
        cards, columns = self._names("cards"), self._names("columns")
        marks, told = titles(self.content["marks"]), []
        for card in dict.fromkeys([*cards, *value["marks"], *value["lines"]]):
            said = [
                self.words(
                    "paper.labelled", label=plain(columns.get(column, column)), text=plain(marks.get(mark, mark))
                )
                for column, mark in value["marks"].get(card, {}).items()
            ]
            line = value["lines"].get(card, "").strip()
            if said or line:
                name = f"**{plain(cards.get(card, card))}**"
                told.append(" · ".join([name, *said, *([plain(line)] if line else [])]))
        blank = self.blank(value)
        rest = [self.words("matrix.blank", count=blank, all=len(cards) * len(columns))] if blank else []
        return [*told, *rest, *certainty_line(value, self.words)]

    def blank(self, value: Mapping[str, Any]) -> int:
        """Return how many cells of the prompt's matrix hold no mark."""
        filled = {(card, column) for card, column, _ in _cells(value)}
        cards, columns = titles(self.content["cards"]), titles(self.content["columns"])
        return sum((card, column) not in filled for card in cards for column in columns)

    def on_paper(self) -> list[str]:
        """Return the columns, the cards and an empty table, with the marks to write into it."""
        say, columns = self.words, self.content["columns"]
        heads = [
            say("paper.aside", text=f"- **{plain(one['short'])}** {plain(one['text'])}", aside=plain(one["help"]))
            if one.get("help")
            else f"- **{plain(one['short'])}** {plain(one['text'])}"
            for one in columns
        ]
        note = self.content.get("note_label", "")
        cards = [
            f"- **{plain(one['short'])}** {plain(one['text'])}"
            + (f" *{plain(note)}* {plain(one['note'])}" if "note" in one else "")
            for one in self.content["cards"]
        ]
        legend = " · ".join(f"{one['sign']} {plain(one['text'])}" for one in self.content["marks"])
        line = self.content.get("line_label")
        names = ["", *(plain(one["short"]) for one in columns), *([plain(line)] if line else [])]
        empty = "|" + "   |" * (len(names) - 1)
        rows = [f"| {plain(one['short'])} {empty}" for one in self.content["cards"]]
        table = "\n".join([f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}", *rows])
        return [
            f"**{plain(self.content['columns_label'])}**",
            "\n".join(heads),
            "\n".join(cards),
            say("matrix.on_paper", marks=legend),
            table,
        ]

    def _names(self, what: str) -> dict[str, str]:
        return {one["id"]: one["short"] for one in self.content[what]}


def _cells(value: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield card, column and mark of every cell that holds one."""
    return ((card, column, mark) for card, row in value["marks"].items() for column, mark in row.items())
