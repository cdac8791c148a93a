"""SourceTracer: read a claim and where it comes from, give a verdict, mark the words that decide; then see an audit."""

from collections.abc import Mapping
from typing import Any

from medialit.responses.model import Action, Kind
from medialit.widgets._base import PromptWidget, Refused, certainty_line, plain, titles
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import LINE, bullets, room, ticks


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

    def on_paper(self) -> list[str]:
        """Return each card with where it comes from and a box for each verdict, then the pair and the note."""
        content, say = self.content, self.words
        verdicts = ticks(plain(one["text"]) for one in content["verdicts"])
        blocks = [say("paper.underline")] if content["asks_words"] else []
        if sheet := content.get("sheet"):
            blocks += [f"**{plain(sheet['title'])}**", bullets(map(plain, sheet["lines"]))]
        for card in content["cards"]:
            blocks.append(f"**{plain(card['id'])}** {plain(card['claim'])}")
            source = say("paper.labelled", label=say("source_trace.source"), text=plain(card["source"]))
            blocks.append(bullets([source, say("paper.labelled", label=say("source_trace.verdict"), text=verdicts)]))
        if content["asks_pair"]:
            blocks.append(say("paper.labelled", label=plain(content["pair_label"]), text=f"{LINE} + {LINE}"))
        return [*blocks, plain(content["note_label"]), room(2), *self.sure_on_paper()]

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return the verdicts, the pair, the deciding words and the note."""
        verdicts, say = titles(self.content["verdicts"]), self.words
        said = [
            say("paper.labelled", label=plain(card), text=plain(verdicts[verdict]))
            for card, verdict in value["verdicts"].items()
        ]
        if value["pair"]:
            label = plain(self.content.get("pair_label", ""))
            said.append(say("paper.labelled", label=label, text=plain(" + ".join(value["pair"]))))
        if value["words"]:
            words = plain(" · ".join(value["words"]))
            said.append(say("paper.labelled", label=say("source_trace.words"), text=words))
        note = [plain(value["note"])] if value["note"].strip() else []
        overturn = value.get("overturn", "").strip()
        label = say("source_trace.overturn")
        over = [say("paper.labelled", label=label, text=plain(overturn))] if overturn else []
        return [*said, *note, *over, *certainty_line(value, say)]
