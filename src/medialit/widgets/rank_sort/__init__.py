"""RankSort: put cards in order, commit, and compare with another order; there is no score."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from medialit.analysis.opinion import MIN_SHOWN
from medialit.analysis.ranking import by_width, middle_half
from medialit.responses.model import Action, Kind
from medialit.widgets._base import PromptWidget, Refused, certainty_line, plain, titles
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import LINE, bullets, room


class RankSort(PromptWidget):
    """An order of cards, with a reason for the first and the last."""

    kind = Kind.RANK_SORT
    _esm = joined("rank_sort")
    _css = styled("rank_sort")

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """The order must hold each card once."""
        if sorted(value["order"]) != sorted(titles(self.content["cards"])):
            raise Refused("order")
        if action is Action.COMMIT and self.content["asks_certainty"] and value["certainty"] is None:
            raise Refused("certainty")

    def on_paper(self) -> list[str]:
        """Return the cards in the order in which a screen shows them first, each with a gap for its number."""
        names, ends, say = titles(self.content["cards"]), self.content["ends"], self.words
        first, last = (plain(ends[end]) for end in ("first", "last"))
        blocks = [say("paper.order", first=first, last=last, count=len(names))]
        blocks.append(bullets(f"{LINE} {plain(names[one])}" for one in self.content["start"]))
        for end in (first, last):
            blocks += [say("rank_sort.why", end=end), room(1)]
        return [*blocks, *self.sure_on_paper()]

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return the order and the two reasons."""
        names, ends = titles(self.content["cards"]), self.content["ends"]
        order = " → ".join(names[one] for one in value["order"])
        reasons = [(ends["first"], value["why_first"]), (ends["last"], value["why_last"])]
        said = [self.words("paper.labelled", label=plain(end), text=plain(why)) for end, why in reasons if why.strip()]
        return [plain(order), *said, *certainty_line(value, self.words)]

    def drawn(self) -> dict[str, Any]:
        """Return what the browser needs; after the commit also the pairs that another order puts otherwise."""
        view = super().drawn()
        if view["reveal"] and "order" in view["reveal"]:
            mine = view["first"]["value"]["order"]
            view["reveal"]["pairs"] = pairs_that_differ(mine, view["reveal"]["order"])
        return view

    def class_view(self) -> dict[str, Any] | None:
        """Return where the middle half of the class put each card, the widest apart first; under eight people, nothing.

        Only quarters of the class are told, never a count, so that no small group can be picked out.
        """
        found = self._results.for_prompt(self.prompt.id) if self._results else None
        names = titles(self.content["cards"])
        if not found or found["kind"] != "order":
            return None
        counts = {card: found["places"].get(card, []) for card in names}
        if any(len(places) != len(names) for places in counts.values()):
            return None
        people = min(found["n"], *(sum(places) for places in counts.values()))
        if people < MIN_SHOWN:
            return {"n": people, "rows": None}
        halves = {card: half for card, places in counts.items() if (half := middle_half(places))}
        return {
            "n": people,
            "rows": [
                {"id": card, "low": halves[card].low, "median": halves[card].median, "high": halves[card].high}
                for card in by_width(halves)
            ],
        }


def pairs_that_differ(mine: list[str], other: list[str]) -> list[tuple[str, str]]:
    """Return the pairs of cards that `mine` puts in one order and `other` in the opposite one."""
    place = {card: number for number, card in enumerate(other)}
    return [(first, second) for first, second in combinations(mine, 2) if place[first] > place[second]]
