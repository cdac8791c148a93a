"""Ledger: rows that a student fills in, cell by cell; a row is a card, so that it fits a narrow screen."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from medialit.article import Quotation
from medialit.responses.model import Action, Kind
from medialit.widgets._base import LONGEST, PromptWidget, Refused, plain, titles
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import table, ticks

WIDEST = 5
"""The most columns in which one can write by hand on a sheet of A4 or Letter."""


class Ledger(PromptWidget):
    """Rows with the same columns: texts, choices, percentages, quotations; the rows are fixed, or the student's own."""

    kind = Kind.LEDGER
    needs = ("quotation",)
    _esm = joined("ledger")
    _css = styled("ledger")

    def fixed(self) -> dict[str, str]:
        """Return the labels of the rows that are always there, by id; none where rows are the student's own."""
        return {one["id"]: one["label"] for one in self.content.get("fixed", ())}

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Rows, columns and options must be those of the prompt, or of an older form of it that was answered."""
        del action
        rows, before = value["rows"], [row for one in self._said for row in one.value["rows"]]
        ids = [row["id"] for row in rows if "id" in row]
        if len(set(ids)) < len(ids) or (self.fixed() and len(ids) < len(rows)):
            raise Refused("malformed")
        if not set(ids) <= {*self.fixed(), *(row["id"] for row in before if "id" in row)}:
            raise Refused("changed")
        columns = {one["id"]: one for one in self.content["columns"]}
        known = set(_cells(before))
        if not all(one in known or (one[0] in columns and _holds(columns[one[0]], one[1])) for one in _cells(rows)):
            raise Refused("changed")
        most = self.content.get("rows", {}).get("max")
        if most is not None and len(rows) > most:
            raise Refused("rows", most=most)

    def on_paper(self) -> list[str]:
        """Return an empty table with what may stand in it; where columns are many, one table for each row."""
        columns, say = self.content["columns"], self.words
        heads = [
            say("paper.aside", text=plain(one["label"]), aside=say("ledger.percent"))
            if one["type"] == "percent"
            else plain(one["label"])
            for one in columns
        ]
        options = {one["id"]: [plain(o["text"]) for o in one.get("options", ())] for one in columns}
        own = [str(row + 1) for row in range(self._rows_on_paper())]
        names = list(map(plain, self.fixed().values())) or own
        if len(columns) > WIDEST:
            cells = [ticks(options[one["id"]]) or " " for one in columns]
            tops = names if self.fixed() else [say("ledger.row", number=one) for one in own]
            return [table([top, ""], zip(heads, cells, strict=True)) for top in tops]
        choices = [
            say("paper.choices", column=plain(one["label"]), options=" / ".join(options[one["id"]]))
            for one in columns
            if options[one["id"]]
        ]
        return [*choices, table(["", *heads], [[one, *[" "] * len(columns)] for one in names])]

    def _rows_on_paper(self) -> int:
        """Return how many rows of the student's own are printed: those shown at first, and two more if there may be."""
        rows = self.content.get("rows", {"min": 3, "max": 5})
        return int(min(rows["min"] + 2, rows["max"]))

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return the rows that hold anything as a Markdown table, after the empty line that a table needs."""
        columns, fixed, rows = self._columns(value), self.fixed(), []
        for number, row in enumerate(value["rows"], start=1):
            cells = [_told(column, row["cells"].get(column["id"])) for column in columns]
            if any(cells):
                rows.append(_line([plain(fixed.get(row["id"], row["id"])) if "id" in row else str(number), *cells]))
        if not rows:
            return []
        head = _line(["", *(plain(column["label"]) for column in columns)])
        return ["", head, _line(["---"] * (len(columns) + 1)), *rows]

    def told(self, asked: object) -> dict[str, Any]:
        """Look a quotation up in the article; nothing is kept.

        Parameters
        ----------
        asked
            `{"column": id of a column of quotations, "text": what stands in the cell}`.

        Returns
        -------
        dict
            `{"quotation": "found" | "not_found" | "too_short"}`, or None where there is nothing to look it up in.
        """
        match asked:
            case {"column": str() as name, "text": str() as text} if name in self._quoting():
                if len(text) > LONGEST:
                    raise Refused("too_long", limit=self.words.number(LONGEST))
                return {"quotation": self._look_up(text)}
            case _:
                raise Refused("malformed")

    def drawn(self) -> dict[str, Any]:
        """Return what the browser needs; also what is known of the quotations that stand in the rows."""
        view = super().drawn()
        quoting, rows = self._quoting(), (view["draft"] or {"rows": []})["rows"]
        texts = {cell for name, cell in _cells(rows) if name in quoting and isinstance(cell, str)}
        return view | {"quotations": {text: self._look_up(text) for text in sorted(texts)}}

    def _quoting(self) -> set[str]:
        return {one["id"] for one in self.content["columns"] if one["type"] == "quotation"}

    def _look_up(self, text: str) -> str | None:
        """Return what can be said of a quotation; None where nobody handed us a way to look it up."""
        handed: Callable[[str], Quotation] | None = self.given["quotation"]
        return handed(text).value if handed else None

    def _columns(self, value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Return the columns of the prompt, then those that it has lost and `value` still holds."""
        asked = self.content["columns"]
        lost = dict.fromkeys(name for name, _ in _cells(value["rows"]))
        return [
            *asked,
            *(
                {"id": one, "label": one, "type": "text"}
                for one in lost
                if one not in {column["id"] for column in asked}
            ),
        ]


def _cells(rows: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield the column and the content of every cell."""
    return ((name, cell) for row in rows for name, cell in row["cells"].items())


def _holds(column: Mapping[str, Any], cell: object) -> bool:
    """Tell whether `cell` may stand in `column`; an empty one always may."""
    if cell is None:
        return True
    if column["type"] == "percent":
        return isinstance(cell, int) and not isinstance(cell, bool)
    return isinstance(cell, str) and (column["type"] != "choice" or cell in titles(column["options"]))


def _told(column: Mapping[str, Any], cell: str | int | None) -> str:
    """Return one cell as Markdown; empty where nothing stands in it."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return ""
    if column["type"] == "percent":
        return f"{cell}/100"
    if column["type"] == "choice":
        return plain(titles(column["options"]).get(str(cell), cell))
    return "<br>".join(plain(line) for line in str(cell).splitlines() if line.strip())


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
