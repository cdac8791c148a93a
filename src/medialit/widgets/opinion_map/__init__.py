"""OpinionMap: agree, disagree or pass on short statements; never scored, and small groups stay hidden."""

from collections.abc import Mapping
from typing import Any

from medialit.analysis.opinion import TooFew, by_evenness, is_bridge, shown
from medialit.responses.model import Action, Kind
from medialit.responses.record import Record
from medialit.widgets._base import PromptWidget, plain, titles
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import table

VOTES = ("agree", "disagree", "pass")


class OpinionMap(PromptWidget):
    """Votes, each kept under the id of its own statement; every vote can be changed."""

    kind = Kind.OPINION
    needs = ("beside",)
    _esm = joined("opinion_map")
    _css = styled("opinion_map")

    def prompt_ids(self) -> tuple[str, ...]:
        """Return the ids of the statements."""
        return tuple(titles(self.content["statements"]))

    def on_paper(self) -> list[str]:
        """Return the statements with a box for each vote; the words on safety are those for paper."""
        heads = ["", *(self.words(f"opinion.{vote}") for vote in VOTES)]
        rows = [[plain(one["text"]), "☐", "☐", "☐"] for one in self.content["statements"]]
        return [table(heads, rows), self.words("paper.votes")]

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return one vote in words."""
        return [self.words(f"opinion.{value['vote']}")]

    def text_record(self) -> str:
        """Return every vote with its statement."""
        votes, names = self._votes(), titles(self.content["statements"])
        return "  \n".join(f"{plain(names[one])} **{self.words(f'opinion.{vote}')}**" for one, vote in votes.items())

    def drawn(self) -> dict[str, Any]:
        """Return what the browser needs: own votes, of the class what may be shown, and a map to set beside it."""
        return super().drawn() | {"votes": self._votes(), "class": self.class_view(), "beside": self.given["beside"]}

    def _votes(self) -> dict[str, str]:
        record = Record.of(self._said)
        found = {one: record.latest(one, Action.SAVE) for one in self.prompt_ids()}
        return {one: str(response.value["vote"]) for one, response in found.items() if response}

    def class_view(self) -> dict[str, Any] | None:
        """Return the statements from the most even split to the most one-sided, with counts that may be shown."""
        counts = {one: self._counts(one) for one in self.prompt_ids()}
        known = {one: count for one, count in counts.items() if count}
        if not known:
            return None
        order = by_evenness([(one, count["agree"], count["disagree"]) for one, count in known.items()])
        return {"rows": [self._row(one, known[one]) for one in order]}

    def _counts(self, statement: str) -> dict[str, int] | None:
        found = self._results.for_prompt(statement) if self._results else None
        return {vote: found["counts"][vote] for vote in VOTES} if found and found["kind"] == "opinion" else None

    def _row(self, statement: str, counts: Mapping[str, int]) -> dict[str, Any]:
        may = shown(counts)
        row: dict[str, Any] = {"id": statement, "text": titles(self.content["statements"])[statement], "n": may.n}
        if isinstance(may, TooFew):
            return row | {"cells": None, "bridge": False}
        cells = [{"votes": [vote], "count": count} for vote, count in may.cells.items()]
        merged = [{"votes": list(may.merged), "count": may.merged_count}] if may.merged else []
        return row | {"cells": cells + merged, "bridge": is_bridge(counts["agree"], counts["disagree"])}
