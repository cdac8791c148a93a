"""Timeline: place events on a line, draw what could have caused what, commit; then see when they happened.

Before the commit an arrow is judged by where the student placed its two cards, after it by the cards' own dates.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from string import ascii_uppercase
from typing import Any

from medialit.analysis.chronology import Order, Precision, Span, order, span
from medialit.responses.model import Action, Kind
from medialit.widgets._base import PromptWidget, Refused, certainty_line, plain, titles
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import bullets, room, table


class Timeline(PromptWidget):
    """A place on the line for each card, arrows between cards, and a note."""

    kind = Kind.TIMELINE
    _esm = joined("timeline")
    _css = styled("timeline")

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Cards and slots must be those of the prompt, or of an older form of it; arrows join two cards, each once."""
        cards, slots = self.names(), titles(self.content["slots"])
        before = [one.value for one in self._said]
        known = {*cards, *(card for one in before for card in _cards_of(one))}
        places = {*slots, *(slot for one in before for slot in one["places"].values())}
        if not _cards_of(value) <= known or not set(value["places"].values()) <= places:
            raise Refused("changed")
        self._check_arrows(value["arrows"])
        if action is Action.COMMIT:
            missing = [one for one in cards if one not in value["places"]]
            if missing:
                raise Refused("places", count=len(missing))
            if self.content["asks_certainty"] and value["certainty"] is None:
                raise Refused("certainty")

    def _check_arrows(self, arrows: list[Mapping[str, str]]) -> None:
        pairs = [(one["from"], one["to"]) for one in arrows]
        if any(cause == effect for cause, effect in pairs):
            raise Refused("arrow_to_itself")
        if len(set(pairs)) < len(pairs):
            raise Refused("arrow_twice")
        if len(pairs) > self.content["max_arrows"]:
            raise Refused("arrows", most=self.content["max_arrows"])

    def names(self) -> dict[str, str]:
        """Return the letter and the title of each card, by id."""
        cards = self.content["cards"]
        return {one["id"]: f"{letter} · {one['title']}" for letter, one in zip(ascii_uppercase, cards, strict=False)}

    def spans(self) -> dict[str, Span | None]:
        """Return the days on which each card's event can have happened; nothing where the prompt reveals no dates."""
        revealed = (self.prompt.reveal_content or {}).get("cards", {})
        return {
            card: span(date.fromisoformat(one["date"]), Precision(one["precision"])) for card, one in revealed.items()
        }

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return each placement, each arrow and how it runs by the real dates, and the note."""
        names, slots, say = self.names(), titles(self.content["slots"]), self.words
        places = {card: value["places"][card] for card in (*names, *value["places"]) if card in value["places"]}
        said = [
            say("timeline.at", card=plain(names.get(card, card)), slot=plain(slots.get(slot, slot)))
            for card, slot in places.items()
        ]
        spans = self.spans()
        for arrow in value["arrows"]:
            cause, effect = arrow["from"], arrow["to"]
            is_backward = order(spans.get(cause), spans.get(effect)) is Order.BACKWARD
            told = f"{plain(names.get(cause, cause))} → {plain(names.get(effect, effect))}"
            said.append(f"{told} *{say('timeline.backward')}*" if is_backward else told)
        note = [plain(line) for line in value["note"].splitlines() if line.strip()]
        return [*said, *note, *certainty_line(value, say)]

    def drawn(self) -> dict[str, Any]:
        """Return what the browser needs; after the commit also the span of days of each card's real date."""
        view = super().drawn()
        if view["reveal"]:
            spans = self.spans()
            for card, one in view["reveal"]["cards"].items():
                one["span"] = spans[card]
        return view

    def on_paper(self) -> list[str]:
        """Return the cards, the line with room for their letters, a table for arrows, and room for the note."""
        say, names, content = self.words, self.names(), self.content
        cards = bullets(f"**{plain(names[one['id']])}** {plain(one['text'])}" for one in content["cards"])
        slots = [[plain(one["text"]), " "] for one in content["slots"]]
        arrows = [[" ", " ", "☐"]] * min(content["max_arrows"], len(content["cards"]))
        heads = [say("timeline.from"), say("timeline.to"), say("timeline.backward")]
        note = [plain(content["note_label"]), room(3)] if "note_label" in content else []
        return [
            cards,
            table([say("timeline.line"), say("timeline.letters")], slots),
            f"**{say('timeline.arrows')}** {say('timeline.arrows_help')}",
            table(heads, arrows),
            *note,
            *self.sure_on_paper(),
        ]


def _cards_of(value: Mapping[str, Any]) -> set[str]:
    """Return the cards that an answer names."""
    arrows: Iterable[Mapping[str, str]] = value["arrows"]
    return {*value["places"], *(one[end] for one in arrows for end in ("from", "to"))}
