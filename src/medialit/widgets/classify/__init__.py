"""Classify: the same questions about each of some items, such as published numbers; nothing is revealed."""

from collections.abc import Mapping
from typing import Any

from medialit.responses.model import Action, Kind
from medialit.widgets._base import PromptWidget, Refused, plain, titles
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import bullets, ticks


class Classify(PromptWidget):
    """Some items, the same questions for each; the last answer counts."""

    kind = Kind.CLASSIFY
    _esm = joined("classify")
    _css = styled("classify")

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Items, questions and options must be those of the prompt."""
        del action
        items = titles(self.content["items"])
        options = {one["id"]: titles(one["options"]) for one in self.content["questions"]}
        for item, answers in value["answers"].items():
            if item not in items or any(chosen not in options.get(asked, ()) for asked, chosen in answers.items()):
                raise Refused("option")

    def on_paper(self) -> list[str]:
        """Return each item with its source, and a box for each option of each question."""
        asked = [
            f"{plain(one['text'])} {ticks(plain(option['text']) for option in one['options'])}"
            for one in self.content["questions"]
        ]
        blocks = []
        for item in self.content["items"]:
            text = f"**{plain(item['id'])}** {plain(item['text'])}"
            blocks += [self.words("paper.aside", text=text, aside=plain(item["source"])), bullets(asked)]
        return blocks

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return for each item what was chosen."""
        options = {one["id"]: titles(one["options"]) for one in self.content["questions"]}
        return [
            f"{plain(item)}: " + plain(" · ".join(options[question][chosen] for question, chosen in answers.items()))
            for item, answers in value["answers"].items()
        ]
