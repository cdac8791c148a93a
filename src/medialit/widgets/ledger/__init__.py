"""Ledger: rows that a student fills in, cell by cell; a row is a card, so that it fits a narrow screen."""

from collections.abc import Mapping
from typing import Any

from medialit.responses.model import Action, Kind
from medialit.widgets._base import PromptWidget, Refused, plain, titles
from medialit.widgets._esm import joined, styled


class Ledger(PromptWidget):
    """Rows with the same columns: texts, choices and percentages; the rows are fixed, or the student's own."""

    kind = Kind.LEDGER
    _esm = joined("ledger")
    _css = styled("ledger")

    def fixed(self) -> dict[str, str]:
        """Return the labels of the rows that are always there, by id; none where rows are the student's own."""
        return {one["id"]: one["label"] for one in self.content.get("fixed", ())}

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Rows, columns and options must be those of the prompt, and no more rows than it allows."""
        del action
        ids = [row["id"] for row in value["rows"] if "id" in row]
        if not set(ids) <= set(self.fixed()) or len(set(ids)) < len(ids):
            raise Refused("option")
        if self.fixed() and len(ids) < len(value["rows"]):
            raise Refused("option")
        columns = {one["id"]: one for one in self.content["columns"]}
        for row in value["rows"]:
            if not all(name in columns and _holds(columns[name], cell) for name, cell in row["cells"].items()):
                raise Refused("option")
        most = self.content.get("rows", {}).get("max")
        if most is not None and len(value["rows"]) > most:
            raise Refused("rows", most=most)

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return the rows that hold anything as a Markdown table, after the empty line that a table needs."""
        columns, fixed = self.content["columns"], self.fixed()
        rows = []
        for number, row in enumerate(value["rows"], start=1):
            cells = [_told(column, row["cells"].get(column["id"])) for column in columns]
            if any(cells):
                rows.append(_line([plain(fixed[row["id"]]) if "id" in row else str(number), *cells]))
        if not rows:
            return []
        head = _line(["", *(plain(column["label"]) for column in columns)])
        return ["", head, _line(["---"] * (len(columns) + 1)), *rows]


def _holds(column: Mapping[str, Any], cell: object) -> bool:
    """Tell whether `cell` may stand in `column`; an empty one always may."""
    if cell is None:
        return True
    if column["type"] == "percent":
        return isinstance(cell, int) and not isinstance(cell, bool)
    return isinstance(cell, str) and (column["type"] == "text" or cell in titles(column["options"]))


def _told(column: Mapping[str, Any], cell: str | int | None) -> str:
    """Return one cell as Markdown; empty where nothing stands in it."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return ""
    if column["type"] == "percent":
        return f"{cell}/100"
    if column["type"] == "choice":
        return plain(titles(column["options"])[str(cell)])
    return "<br>".join(plain(line) for line in str(cell).splitlines() if line.strip())


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
