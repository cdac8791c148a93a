"""FieldCoder: code items with a codebook, commit, see a suggested coding, and compare with a partner's file."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from medialit.finding import Finding
from medialit.responses import codes_file
from medialit.responses.model import Action, Kind, Response
from medialit.responses.record import Record
from medialit.widgets._base import PromptWidget, Refused, plain, titles
from medialit.widgets._esm import joined, styled
from medialit.widgets.field_coder import paper
from medialit.widgets.field_coder.comparison import Coder, agreed_told, compared, is_consistent, kappa_told
from medialit.widgets.field_coder.items import items, suggestions

PARTNER = "partner"
"""Stands for the coder of a file that the student opened."""


class FieldCoder(PromptWidget):
    """One option per variable for each item, and a note; the first codes are locked, a second round is not.

    A partner's file is read for one comparison and forgotten: of it, only the numbers of agreement can be kept, with
    what the student writes about the disagreements.
    """

    kind = Kind.FIELD_CODE
    needs = ("rows",)
    _esm = joined("field_coder")
    _css = styled("field_coder")

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        """The items, in their order and in the language of the notebook."""
        return items(self.content, self.given["rows"], self.language)

    @cached_property
    def variables(self) -> dict[str, dict[str, Any]]:
        """The variables of the codebook by id."""
        return {one["id"]: one for one in self.content["variables"]}

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Codes must be those of the codebook, or of an older form of it that was answered; a commit codes all."""
        known = {one for said in self._said for one in _cells(said.value["codes"])}
        ids = {one["id"] for one in self.items}
        if not all(one in known or (one[0] in ids and self._has(*one[1:])) for one in _cells(value["codes"])):
            raise Refused("changed")
        if not set(value["notes"]) <= ids | {item for said in self._said for item in said.value["notes"]}:
            raise Refused("changed")
        if value["compared"] and not all(is_consistent(one) for one in value["compared"]["variables"].values()):
            raise Refused("malformed")
        if action is Action.DRAFT:
            return
        open_ones = sum(name not in value["codes"].get(one, {}) for one in ids for name in self.variables)
        if open_ones:
            raise Refused("uncoded", count=open_ones)

    def _has(self, variable: str, option: str) -> bool:
        return variable in self.variables and option in titles(self.variables[variable]["options"])

    def told(self, asked: object) -> dict[str, Any]:
        """Compare two coders, of whom one may be in a partner's file; nothing of it is kept."""
        wanted: Mapping[str, Any] = asked if isinstance(asked, Mapping) else {}
        if not self._standing():
            raise Refused("commit_first")
        pair, coders, is_own = [wanted.get("first"), wanted.get("second")], self._coders(), False
        if PARTNER in pair:
            file = codes_file.read(str(wanted.get("file") or ""), self.prompt.id)
            if isinstance(file, Finding):
                return {"problem": self.words(f"finding.{file.key}", **file.values)}
            coders[PARTNER] = Coder(name=self.words("field_code.partner"), codes=file.codes, notes=file.notes)
            is_own = file.coder == codes_file.digest(self._said[0].author, self.prompt.id)
        if not all(isinstance(one, str) and one in coders for one in pair):
            raise Refused("malformed")
        first, second = (coders[str(one)] for one in pair)
        ids = [one["id"] for one in self.items]
        found = compared(first, second, ids, self.content["variables"], self.words)
        mine = {"first", "again"} & set(pair)  # of two others there is nothing to keep
        return {**found, "numbers": found["numbers"] if mine else None, "with": _with(pair), "own": is_own}

    def _standing(self) -> Response | None:
        """Return the codes that stand now: the second round, else the first; None before the commit."""
        record = Record.of(self._said)
        first = record.first_commit(self.prompt.id)
        return (record.latest(self.prompt.id, Action.AGAIN) or first) if first else None

    def _coders(self) -> dict[str, Coder]:
        """Return the student's own rounds and the invented coders, by id."""
        record = Record.of(self._said)
        found = {}
        for action, name in ((Action.COMMIT, "first"), (Action.AGAIN, "again")):
            if said := record.latest(self.prompt.id, action):
                title = self.words(f"field_code.mine_{name}")
                found[name] = Coder(name=title, codes=said.value["codes"], notes=said.value["notes"])
        for one in self.content.get("example_coders", ()):
            title = self.words("field_code.invented_coder", name=one["name"])
            found[f"example-{one['id']}"] = Coder(name=title, codes=one["codes"], notes=one.get("notes", {}))
        return found

    def drawn(self) -> dict[str, Any]:
        """Return all that the browser needs; the suggested coding, other coders and the file after the commit."""
        view = super().drawn()
        view["content"] = {**self.content, "items": self.items}
        view["content"].pop("example_coders", None)
        standing = self._standing()
        view["coders"], view["file"] = [], None
        if standing:
            view["coders"] = [{"id": name, "text": one.name} for name, one in self._coders().items()]
            second = standing.action is Action.AGAIN
            text = codes_file.write(self.prompt.id, standing.author, standing.value, second_round=second)
            view["file"] = {
                "name": f"codes-{self.prompt.id}.json",
                "text": text,
                "limit": codes_file.SIZE_LIMIT,
                "too_large": self.words("finding.codes_large"),
            }
        if view["reveal"]:
            view["reveal"].pop("columns", None)
            found = suggestions(
                self.content, self.prompt.reveal(self.language) or {}, self.given["rows"], self.language
            )
            view["reveal"]["cards"] = found
        return view

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return the codes as a Markdown table, then what the student wrote of the disagreements, with the numbers."""
        table = paper.coding_table(value, self.items, self.content["variables"], self.words)
        kept, say = value["compared"], self.words
        if not value["splits"].strip():
            return table
        told = ["", say("field_code.labelled", label=say("field_code.splits_told"), text=plain(value["splits"]))]
        if kept:
            told.append(say(f"field_code.with_{kept['with']}"))
            for name, one in kept["variables"].items():
                label = plain(self.variables[name]["label"] if name in self.variables else name)
                numbers = f"{plain(agreed_told(one, say))} · \u03ba {plain(kappa_told(one, say))}"
                told.append(say("field_code.labelled", label=label, text=numbers))
        return [*table, *told]

    def on_paper(self) -> list[str]:
        """Return a coding sheet for pen and paper: codebook, items, a table for two coders."""
        return paper.sheet(self.content, self.items, self.words)


def _cells(codes: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield item, variable and option of every code."""
    return ((item, name, option) for item, given in codes.items() for name, option in given.items())


def _with(pair: list[Any]) -> str:
    """Return who was compared, as it may be kept."""
    if PARTNER in pair:
        return PARTNER
    return "self" if set(pair) <= {"first", "again"} else "example"
