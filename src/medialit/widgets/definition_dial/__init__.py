"""DefinitionDial: predict a range, then turn definitions and see which cards and countries switch, and what it does.

Python counts; the browser turns. A turn is a question that saves nothing, and its answer is put together here from the
rows that the classroom hands in: no figure is read from a file of results.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from medialit.responses.model import Action, Kind
from medialit.responses.record import Record
from medialit.widgets._base import PromptWidget, Refused, certainty_line, plain
from medialit.widgets._esm import joined, styled
from medialit.widgets.definition_dial import paper, telling
from medialit.widgets.definition_dial.counting import CHOICES, Codes, Evidence

DIALS = {"cards": ("setting", "west"), "file": CHOICES}
"""The dials of each panel."""
SETTLED = ("actor", "scope", "mechanism")
"""What a definition settles; the draft check F11 knows these names."""


class DefinitionDial(PromptWidget):
    """A definition and a predicted range, locked; then dials for the coded cards and for the whole file."""

    kind = Kind.DEFINITION_DIAL
    needs = ("record", "tables")
    incomplete = "dial"
    _esm = joined("definition_dial")
    _css = styled("definition_dial")

    def __init__(self, *args: Any, given: Mapping[str, Any] | None = None, **more: Any) -> None:
        self.evidence = Evidence((given or {}).get("tables") or _nothing)
        super().__init__(*args, given=given, **more)

    # What is said

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """A commit has a definition and a range; dials stand where they can, or where they once could."""
        if action is Action.COMMIT:
            self._check_prediction(value)
        if action is Action.SAVE:
            if not self.prediction():
                raise Refused("dial_first")
            before = {one for said in self._said if said.action is Action.SAVE for one in _positions(said.value)}
            if not all(one in before or self._can_stand(*one[1:]) for one in _positions(value)):
                raise Refused("changed")

    def _check_prediction(self, value: Mapping[str, Any]) -> None:
        is_settled = all(value["definition"][one].strip() for one in SETTLED)
        if not is_settled or (self.content["asks_certainty"] and value["certainty"] is None):
            raise Refused("dial")
        if value["low"] > value["high"]:
            raise Refused("dial_ends")

    def prediction(self) -> Mapping[str, Any] | None:
        """Return what was committed, if anything was."""
        first = Record.of(self._said).first_commit(self.prompt.id)
        return first.value if first else None

    def _can_stand(self, dial: str, position: str) -> bool:
        """Tell whether a dial has a position; those of the West are not known where nobody handed in the rows."""
        if dial == "setting":
            return position in self.settings()
        known = self.evidence.positions()[dial]
        return position in known or (dial == "west" and not known)

    def settings(self) -> dict[str, dict[str, Any]]:
        """Return the definitions of the dial for the cards, by id."""
        return {one["id"]: one for one in self.content["settings"]}

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return a prediction, or where the dials stand, what they give there, and what was found."""
        if "file" in value:
            return [plain(one) for one in telling.record(self, value)]
        said = self.words("definition_dial.range_told", low=value["low"], high=value["high"])
        settled = [telling.labelled(self.words, one, value["definition"][one]) for one in SETTLED]
        return [*map(plain, (*settled, said)), *certainty_line(value, self.words)]

    def on_paper(self) -> list[str]:
        """Return the activity for a pen; what was counted only on a worksheet, below a fold, or after the commit."""
        return paper.blocks(self, whole=self._save is None or self.prediction() is not None)

    # What the browser is told

    def drawn(self) -> dict[str, Any]:
        """Return the view: before the commit without the definitions of the dial, and never with the keys of rows."""
        view, content = super().drawn(), self.content
        shown = {name: content[name] for name in ("predict", "asks_certainty")}
        if view["stage"] == "open":
            return view | {"content": shown, "dials": []}
        shown |= {name: content[name] for name in ("largest", "start")}
        shown["settings"] = [{"is_own": False, "cost": "", **one} for one in content["settings"]]
        shown["cards"] = [{"id": one["id"], "label": one["label"]} for one in content["cards"]]
        return view | {"content": shown, "dials": telling.dials(self)}

    def told(self, asked: object) -> dict[str, Any]:
        """Answer a question of the browser's; nothing is kept.

        Parameters
        ----------
        asked
            `{"ask": "before"}`: what was coded, and the student's first definition. After the commit also
            `{"ask": "universes"}`, and `{"ask": "cards" | "file", "now": …, "last": … | None}`, positions of all dials.
        """
        match asked:
            case {"ask": "before"}:
                return telling.before(self)
            case {"ask": "universes" | "cards" | "file"} if not self.prediction():
                raise Refused("dial_first")
            case {"ask": "universes"}:
                return telling.universes(self, self.prediction() or {})
            case {"ask": "cards" | "file" as panel, "now": dict() as now, "last": dict() | None as last}:
                self._check_positions(panel, now)
                self._check_positions(panel, now if last is None else last)
                return telling.turn(self, panel, now, last)
        raise Refused("malformed")

    def _check_positions(self, panel: str, at: Mapping[Any, Any]) -> None:
        """Raise `Refused` unless every dial of the panel, and no other, stands where it can."""
        if set(at) != set(DIALS[panel]) or not self.evidence.wests:
            raise Refused("malformed")
        if not all(isinstance(position, str) and self._can_stand(dial, position) for dial, position in at.items()):
            raise Refused("changed")

    # What the student said elsewhere

    def record(self) -> Record:
        """Return what the student has said in this lesson so far."""
        handed: Callable[[], Record] | None = self.given["record"]
        return handed() if handed else Record.of(())

    def codes(self) -> Codes:
        """Return the committed codes of the cards, the second round before the first; none if there are none."""
        record, name = self.record(), self.content["codes"]
        said = record.latest(name, Action.AGAIN) or record.first_commit(name) or record.latest(name, Action.SAVE)
        codes = said.value.get("codes") if said else None
        return codes if isinstance(codes, Mapping) else {}

    def row_keys(self) -> dict[str, str]:
        """Return for each card the key of its row."""
        return {one["id"]: one["key"] for one in self.content["cards"]}


def _nothing(name: str) -> tuple[()]:
    del name
    return ()


def _positions(value: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield panel, dial and position of everything that is set in a saved value."""
    largest = value["largest"]
    held = [(panel, value[panel]) for panel in DIALS]
    held += [(largest["panel"], largest[side]) for side in ("last", "now")] if largest else []
    return ((panel, dial, at) for panel, dials in held for dial, at in dials.items())
