"""ThenNow: two of the student's own earlier answers, exactly as committed, and what they say of them now."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from medialit.i18n import Language
from medialit.responses.model import Action, Kind
from medialit.widgets._base import PromptWidget, Refused, plain
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import room

_MARKS = re.compile(r"\\(.)|\*\*|<br>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One answer: its lines in Markdown without the certainty, when it was given, and the certainty (0 to 100)."""

    lines: tuple[str, ...]
    when: datetime
    certainty: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A committed answer of the student's own.

    Attributes
    ----------
    lesson, key, title
        The lesson's id (`01-who-moved`), its key (`L1`) and its title.
    question
        What was asked, in the language of the answer; empty where the lesson no longer asks it.
    language
        The language in which it was committed.
    again
        The second answer, if there is one.
    """

    lesson: str
    key: str
    title: str
    prompt: str
    question: str
    language: Language
    first: Told
    again: Told | None


@dataclass(frozen=True, slots=True)
class Past:
    """All committed answers within reach, oldest lesson first, and in words what could not be read."""

    answers: tuple[Earlier, ...] = ()
    notes: tuple[str, ...] = ()


class ThenNow(PromptWidget):
    """For each slot one earlier answer, and a text in each of the boxes."""

    kind = Kind.THEN_NOW
    needs = ("earlier",)
    _esm = joined("then_now")
    _css = styled("then_now")

    def past(self) -> Past:
        """Return what the classroom handed in; nothing where nobody did."""
        handed: Past | None = self.given["earlier"]
        return handed or Past()

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Slots and boxes must be those of the prompt, and an answer one that can be read; or both as before."""
        before = [one.value for one in self._said if one.action is action]
        slots = {one["id"]: one for one in self.content["slots"]}
        boxes = {(slot, box["id"]) for slot in slots for box in self.content["boxes"]}
        if not set(_written(value)) <= boxes | {pair for one in before for pair in _written(one)}:
            raise Refused("changed")
        mine = {(slot, one.lesson, one.prompt) for slot in slots for one in self._open_to(slots[slot])}
        if not set(_chosen(value)) <= mine | {choice for one in before for choice in _chosen(one)}:
            raise Refused("not_yours")

    def _open_to(self, slot: Mapping[str, Any]) -> tuple[Earlier, ...]:
        return tuple(one for one in self.past().answers if one.key in slot["lessons"])

    def drawn(self) -> dict[str, Any]:
        """Return the view, with the answers that each slot can hold."""
        slots = {one["id"]: [self._shown(each) for each in self._open_to(one)] for one in self.content["slots"]}
        return super().drawn() | {"earlier": slots, "notes": list(self.past().notes)}

    def _shown(self, one: Earlier) -> dict[str, Any]:
        return {
            "lesson": one.lesson,
            "group": f"{one.key} · {one.title}",
            "prompt": one.prompt,
            "question": one.question,
            "lang": one.language.html,
            "first": self._told(one.first, "then_now.committed"),
            "again": self._told(one.again, "widget.again_told") if one.again else None,
        }

    def _told(self, answer: Told, head: str) -> dict[str, Any]:
        sure = answer.certainty
        return {
            "head": self.words(head, when=self.when(answer.when)),
            "lines": [unmarked(line) for line in answer.lines],
            "certainty": None if sure is None else self.words("record.certainty", percent=sure),
        }

    def on_paper(self) -> list[str]:
        """Return for each slot room to copy an earlier answer, and room for each box."""
        blocks = []
        for slot in self.content["slots"]:
            blocks += [f"**{plain(slot['label'])}**", self.words("paper.earlier"), room(2)]
            for box in self.content["boxes"]:
                label, hint = plain(box["label"]), plain(box.get("help", ""))
                blocks += [self.words("paper.aside", text=label, aside=hint) if hint else label, room(2)]
        return blocks

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return for each slot the answer as committed, and what is said of it now."""
        said = []
        slots, boxes = ({one["id"]: one["label"] for one in self.content[name]} for name in ("slots", "boxes"))
        for slot in dict.fromkeys((*slots, *value["choices"], *value["texts"])):
            choice, texts = value["choices"].get(slot), value["texts"].get(slot, {})
            filled = [box for box in dict.fromkeys((*boxes, *texts)) if texts.get(box, "").strip()]
            if choice or filled:
                said += [f"**{plain(slots.get(slot, slot))}**", *(self._answer(choice) if choice else ())]
                said += [f"{plain(boxes.get(box, box))} · {plain(texts[box])}" for box in filled]
        return said

    def _answer(self, choice: Mapping[str, str]) -> Iterator[str]:
        """Yield one earlier answer as Markdown; where it is not at hand, its id."""
        wanted = (choice["lesson"], choice["prompt"])
        found = next((one for one in self.past().answers if (one.lesson, one.prompt) == wanted), None)
        if found is None:
            yield plain(f"{choice['lesson']} · {choice['prompt']}")
            return
        yield plain(" · ".join(filter(None, (found.prompt, found.question))))
        for head, answer in (("record.commit", found.first), ("record.again", found.again)):
            if answer:
                sure = () if answer.certainty is None else (self.words("record.certainty", percent=answer.certainty),)
                label, text = plain(self.words(head, when=self.when(answer.when))), " / ".join((*answer.lines, *sure))
                yield self.words("paper.labelled", label=label, text=text)


def _chosen(value: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield slot, lesson and prompt of each choice."""
    return ((slot, one["lesson"], one["prompt"]) for slot, one in value["choices"].items())


def _written(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield slot and box of each text."""
    return ((slot, box) for slot, texts in value["texts"].items() for box in texts)


def unmarked(line: str) -> str:
    """Return a line of our own Markdown as the text that it shows."""
    return _MARKS.sub(lambda mark: mark[1] or ("\n" if mark[0] == "<br>" else ""), line)
