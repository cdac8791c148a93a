"""Answers that code, date and rate: codes of cards, a matrix, a line in time, a definition, an experiment."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from medialit.demo.answers.mind import Mind, Step
from medialit.widgets import DefinitionDial, FieldCoder, LabelExperiment, PromptWidget
from medialit.widgets.definition_dial import SETTLED
from medialit.widgets.label_experiment.result import RATINGS, SCALES


def _field_code(widget: FieldCoder, mind: Mind) -> Iterator[Step]:
    """Code every card; a few doubt a card in a note, and some change one code in a second round."""
    codes = {
        item["id"]: {name: mind.one_of(one["options"]) for name, one in widget.variables.items()}
        for item in widget.items
    }
    doubted = mind.rng.choice(list(codes))
    value = {"codes": codes, "notes": {doubted: mind.pen.write("doubt")}, "splits": "", "compared": None}
    yield Step(prompt=widget.prompt.id, action="commit", value=value)
    if mind.happens(0.4):
        again = {name: mind.one_of(one["options"]) for name, one in widget.variables.items()}
        more = {"codes": {**codes, doubted: again}, "splits": mind.pen.write("doubt")}
        yield Step(prompt=widget.prompt.id, action="again", value=value | more)


def _matrix(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    """Mark most cells; who is in doubt leaves one empty, but nobody leaves all."""
    content = widget.content
    columns = [one["id"] for one in content["columns"]]
    marks = {}
    for card in content["cards"]:
        kept = [one for one in columns if mind.happens(0.7)] or columns[:1]
        marks[card["id"]] = {column: mind.one_of(content["marks"]) for column in kept}
    asks_line = "line_label" in content
    lines = {card["id"]: mind.pen.write("limits") for card in content["cards"]} if asks_line else {}
    value = {"marks": marks, "lines": lines, "certainty": mind.certainty(content)}
    yield Step(prompt=widget.prompt.id, action="commit", value=value)


def _timeline(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    """Place every card, and draw an arrow or two from an earlier card to a later one."""
    content = widget.content
    slots, cards = ([one["id"] for one in content[name]] for name in ("slots", "cards"))
    places = {card: mind.rng.choice(slots) for card in cards}
    in_order = sorted(cards, key=lambda card: slots.index(places[card]))
    most = min(content["max_arrows"], 2, len(cards) // 2)
    ends = sorted(mind.rng.sample(range(len(cards)), 2 * most))
    arrows = [{"from": in_order[ends[2 * one]], "to": in_order[ends[2 * one + 1]]} for one in range(most)]
    value = {
        "places": places,
        "arrows": arrows,
        "note": mind.pen.write("missing") if "note_label" in content else "",
        "certainty": mind.certainty(content),
    }
    yield Step(prompt=widget.prompt.id, action="commit", value=value)


def _definition_dial(widget: DefinitionDial, mind: Mind) -> Iterator[Step]:
    """Settle a definition and a range; most then turn one dial for the cards, and say what it did."""
    low = mind.rng.randrange(0, 61, 5)
    value = {
        "definition": {one: mind.pen.write(f"definition-{one}") for one in SETTLED},
        "low": low,
        "high": min(100, low + mind.rng.randrange(10, 60, 5)),
        "certainty": mind.certainty(widget.content),
    }
    yield Step(prompt=widget.prompt.id, action="commit", value=value)
    if mind.happens(0.7):
        wests = widget.evidence.positions()["west"]
        last, now = (
            {"setting": mind.rng.choice(list(widget.settings())), "west": mind.rng.choice(wests)} for _ in range(2)
        )
        turned = {
            "cards": now,
            "file": dict(widget.content["start"]),
            "largest": {"panel": "cards", "last": last, "now": now},
            "mover": mind.one_of(widget.content["cards"]),
            "note": mind.pen.write("doubt"),
            "cost": mind.pen.write("cost"),
        }
        yield Step(prompt=widget.prompt.id, action="save", value=turned)


def _label_experiment(widget: LabelExperiment, mind: Mind) -> Iterator[Step]:
    """Predict and rate; a few take their row out again."""
    ratings = {scale: mind.rng.choices(RATINGS, weights=(1, 2, 4, 6, 6, 4, 2))[0] for scale in SCALES}
    value = {
        "arm": widget.arm(),
        "prediction": mind.rng.choice(("lower", "same", "higher")),
        "certainty": mind.sure(),
        **ratings,
        "answer": mind.rng.choice(("yes", "perhaps", "no")),
    }
    yield Step(prompt=widget.prompt.id, action="commit", value=value)
    if mind.happens(0.05):
        yield Step(prompt=widget.prompt.id, action="save", value={"withdrawn": True})


BY_KIND: Mapping[str, Callable[[Any, Mind], Iterator[Step]]] = {
    "field_code": _field_code,
    "matrix": _matrix,
    "timeline": _timeline,
    "definition_dial": _definition_dial,
    "label_experiment": _label_experiment,
}
