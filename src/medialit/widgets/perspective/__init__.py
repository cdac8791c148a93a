"""Perspective: write from one standpoint, then from the other; or pass, which needs no reason."""

from collections.abc import Mapping
from typing import Any

from medialit.responses.model import Action, Kind
from medialit.widgets._base import PromptWidget, Refused, plain, titles
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import bullets, room, ticks


class Perspective(PromptWidget):
    """Two texts from two standpoints, and what changed between them."""

    kind = Kind.PERSPECTIVE
    _esm = joined("perspective")
    _css = styled("perspective")

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Standpoints must be those of the prompt, and the second another than the first."""
        del action
        written = [value[turn]["standpoint"] for turn in ("first", "second") if value[turn]]
        if not set(written) <= set(titles(self.content["standpoints"])):
            raise Refused("option")
        if len(written) != len(set(written)):
            raise Refused("switch")

    def on_paper(self) -> list[str]:
        """Return whose eyes come first, and for each standpoint ways to begin and room; passing is a box."""
        standpoints, say = self.content["standpoints"], self.words
        blocks = [say("perspective.optional")] if self.content["optional"] else []
        blocks.append(say("paper.aside", text=f"☐ {say('perspective.pass')}", aside=say("paper.pass")))
        blocks.append(f"{say('perspective.choose')} {ticks(plain(one['text']) for one in standpoints)}")
        for one in standpoints:
            starters = bullets(plain(text) for text in one["starters"])
            head = say("paper.aside", text=f"**{plain(one['text'])}**", aside=say("perspective.starters"))
            blocks += [head, starters, room(4)]
        return [*blocks, say("perspective.change"), room(2)]

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return both texts, or that the person passed."""
        if value["passed"]:
            return [self.words("perspective.passed")]
        names = titles(self.content["standpoints"])
        turns = [value[turn] for turn in ("first", "second") if value[turn] and value[turn]["text"].strip()]
        texts = [
            self.words("paper.labelled", label=plain(names[turn["standpoint"]]), text=plain(turn["text"]))
            for turn in turns
        ]
        change = [plain(value["change"])] if value["change"].strip() else []
        return texts + change
