"""SourceTracer: read a claim and where it comes from, give a verdict, mark the words that decide; then see an audit."""

from collections.abc import Mapping
from typing import Any

from medialit.responses.model import Action, Kind
from medialit.widgets._base import PromptWidget, Refused, certainty_line, plain, titles
from medialit.widgets._esm import joined, styled


class SourceTracer(PromptWidget):
    """A verdict per card, the words that decide, a pair, a note; after the audit, a challenge to it."""

    kind = Kind.SOURCE_TRACE
    _esm = joined("source_tracer")
    _css = styled("source_tracer")

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Cards and verdicts must be those of the prompt; a commit judges every card."""
        cards = {one["id"] for one in self.content["cards"]}
        verdicts = titles(self.content["verdicts"])
        if not set(value["verdicts"]) <= cards or not set(value["verdicts"].values()) <= set(verdicts):
            raise Refused("option")
        if not set(value["pair"]) <= cards:
            raise Refused("option")
        if action is Action.DRAFT:
            return
        if set(value["verdicts"]) != cards:
            raise Refused("verdicts", count=len(cards - set(value["verdicts"])))
        if self.content["asks_pair"] and len(value["pair"]) != 2:
            raise Refused("pair")
        if self.content["asks_certainty"] and value["certainty"] is None:
            raise Refused("certainty")

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return the verdicts, the pair, the deciding words and the note."""
        verdicts, say = titles(self.content["verdicts"]), self.words
        said = [f"{plain(card)}: {plain(verdicts[verdict])}" for card, verdict in value["verdicts"].items()]
        if value["pair"]:
            said.append(f"{plain(self.content.get('pair_label', ''))}: {plain(' + '.join(value['pair']))}")
        if value["words"]:
            said.append(f"{say('source_trace.words')}: {plain(' · '.join(value['words']))}")
        note = [plain(value["note"])] if value["note"].strip() else []
        overturn = value.get("overturn", "").strip()
        over = [f"{say('source_trace.overturn')}: {plain(overturn)}"] if overturn else []
        return [*said, *note, *over, *certainty_line(value, say)]
