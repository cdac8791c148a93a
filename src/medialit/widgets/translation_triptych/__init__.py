"""TranslationTriptych: an original, its gloss, a fluent version; what was gained, lost and added is marked in them."""

from collections.abc import Mapping
from typing import Any

from medialit.analysis.opinion import MIN_CELL, MIN_SHOWN
from medialit.responses.model import Action, Kind
from medialit.widgets._base import PromptWidget, Refused, plain
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import table
from medialit.widgets._spans import Markable, check_marks, line

KINDS_IN = {"original": ("lost",), "gloss": ("lost",), "fluent": ("gained", "added"), "machine": ()}
"""What may be marked in which text: what is lost is no longer in the fluent version, so it is marked where it was."""


class TranslationTriptych(PromptWidget):
    """Marks in the texts of several passages; `text` of a mark is `<passage>.<text>`."""

    kind = Kind.TRIPTYCH
    _esm = joined("translation_triptych")
    _css = styled("translation_triptych")

    def _texts(self) -> dict[str, Markable]:
        return {
            f"{passage['id']}.{name}": Markable(passage["texts"][name]["text"], kinds)
            for passage in self.content["passages"]
            for name, kinds in KINDS_IN.items()
            if name in passage["texts"]
        }

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Each mark stands in its text; a commit has marks in as many passages as the prompt asks for."""
        check_marks(value["marks"], self._texts(), [mark for one in self._said for mark in one.value["marks"]])
        marked = {_passage_of(mark) for mark in value["marks"]}
        if action is not Action.DRAFT and len(marked) < self.content["at_least"]:
            raise Refused("passages", count=self.content["at_least"])

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return one line a mark: its kind, what it quotes, and where."""
        return [line(self.words, mark, self._word(mark["kind"]), self._where(mark["text"])) for mark in value["marks"]]

    def _word(self, name: str) -> str:
        """Return our word for a kind of mark or of text; what an older form called otherwise keeps its name."""
        key = f"triptych.{name}"
        return self.words(key) if key in self.words else name

    def _where(self, text: str) -> str:
        passages = [one["id"] for one in self.content["passages"]]
        passage, _, name = text.rpartition(".")
        if passage not in passages:
            return text
        return self.words("triptych.where", number=passages.index(passage) + 1, text=self._word(name))

    def class_view(self) -> dict[str, Any] | None:
        """Return what the class marked: nothing under eight people, and no place that fewer than five marked."""
        found = self._results.for_prompt(self.prompt.id) if self._results else None
        if not found or found["kind"] != "spans":
            return None
        if found["n"] < MIN_SHOWN:
            return {"n": found["n"], "runs": None}
        texts = self._texts()
        runs = [
            run | {"quote": texts[run["text"]].text[run["from"] : run["to"]]}
            for run in found["runs"]
            if run["count"] >= MIN_CELL and run["text"] in texts and run["kind"] in texts[run["text"]].kinds
        ]
        return {"n": found["n"], "runs": [run for run in runs if run["quote"]]}

    def on_paper(self) -> list[str]:
        """Return the task for a pen: the texts of each passage, and a table for what is marked in them."""
        say = self.words
        columns = [say("triptych.paper_words"), " / ".join(map(self._word, ("gained", "lost", "added")))]
        columns.append(say("triptych.paper_why"))
        empty = table(columns, [["", "", ""]] * 3)
        blocks = [say("triptych.paper", count=self.content["at_least"])]
        for number, passage in enumerate(self.content["passages"], start=1):
            texts = [(name, passage["texts"][name]["text"]) for name in KINDS_IN if name in passage["texts"]]
            head = f"**{say('triptych.passage', number=number, title=plain(passage['title']))}**"
            is_invented = self.content["invented"]
            blocks.append(say("paper.aside", text=head, aside=say("triptych.invented")) if is_invented else head)
            told = (say("paper.labelled", label=f"*{self._word(name)}*", text=plain(text)) for name, text in texts)
            blocks += [*told, empty]
        return blocks


def _passage_of(mark: Mapping[str, Any]) -> str:
    return str(mark["text"]).rpartition(".")[0]
