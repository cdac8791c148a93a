"""Answers that are chosen: an option, an order, a place, a vote, a number."""

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

from medialit.curriculum import Prompt
from medialit.demo.answers.mind import Mind, Step
from medialit.i18n import Language
from medialit.widgets import PromptWidget


def _commit_reveal(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    prompt, content = widget.prompt, widget.content
    number = content["answer"]["type"] == "number"
    first, again = _numbers(prompt, mind.rng) if number else _options(prompt, content, mind)
    sure = mind.sure()
    reason = mind.pen.write("reason") if content["asks_reason"] else ""
    yield Step(prompt=prompt.id, action="commit", value={"answer": first, "certainty": sure, "reason": reason})
    if mind.happens(0.85):
        surer = max(5, min(100, sure + mind.rng.randrange(-25, 30, 5)))
        why = mind.pen.write("reason") if content["asks_reason"] else ""
        yield Step(prompt=prompt.id, action="again", value={"answer": again, "certainty": surer, "reason": why})


def _numbers(prompt: Prompt, rng: Random) -> tuple[int, int]:
    """Most guess too high and come nearer to the reference, some stay, a few go the other way."""
    reference = (prompt.reveal(Language.EN) or {}).get("value", 50)
    first = max(2, min(98, round(rng.gauss(reference + 22, 17))))
    way = rng.choices(("nearer", "same", "farther"), weights=(14, 5, 2))[0]
    if way == "same":
        return first, first
    share = rng.uniform(0.4, 1.0) if way == "nearer" else -rng.uniform(0.1, 0.4)
    return first, max(0, min(100, round(first + share * (reference - first))))


def _options(prompt: Prompt, content: Mapping[str, Any], mind: Mind) -> tuple[str, str]:
    """Choose an option; after the reveal some change to one that its feedback supports."""
    ids = [option["id"] for option in content["answer"]["options"]]
    feedback = (prompt.reveal(Language.EN) or {}).get("feedback", [])
    good = [one["option"] for one in feedback if one.get("status") == "ok" and "option" in one] or ids[-1:]
    first = mind.rng.choice(good) if mind.happens(mind.skill * 0.6) else mind.rng.choice(ids)
    again = mind.rng.choice(good) if mind.happens(0.5) else first
    return first, again


def _rank_sort(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    prompt, content = widget.prompt, widget.content
    order = [card["id"] for card in content["cards"]]
    mind.rng.shuffle(order)
    value = {
        "order": order,
        "why_first": mind.pen.write("reason"),
        "why_last": mind.pen.write("reason"),
        "certainty": mind.certainty(content),
    }
    yield Step(prompt=prompt.id, action="commit", value=value)


def _board(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    prompt, content = widget.prompt, widget.content
    columns = [column["id"] for column in content["columns"]]
    cards = [card["id"] for board in content["boards"] for card in board["cards"]]
    places = {card: mind.rng.choice(columns) for card in cards}
    yield Step(
        prompt=prompt.id,
        action="commit",
        value={"places": places, "certainty": mind.certainty(content)},
    )


def _source_trace(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    prompt, content = widget.prompt, widget.content
    cards = [card["id"] for card in content["cards"]]
    verdicts = [verdict["id"] for verdict in content["verdicts"]]
    value = {
        "verdicts": {card: mind.rng.choice(verdicts) for card in cards},
        "pair": mind.rng.sample(cards, 2) if content["asks_pair"] else [],
        "words": [_marked(mind.rng.choice(content["cards"]))] if content["asks_words"] else [],
        "note": mind.pen.write("note"),
        "certainty": mind.certainty(content),
    }
    yield Step(prompt=prompt.id, action="commit", value=value)


def _marked(card: Mapping[str, str]) -> str:
    """Return the words that a student marks in a source: its first two, or its first four Hanzi."""
    source = card["source"]
    words = " ".join(source.split()[:2]) if " " in source[:20] else source[:4]
    return f"{card['id']}: {words}"


def _opinion(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    """Vote on each statement; every statement has a leaning of its own, so that the splits differ."""
    leanings = ((7, 7, 6), (15, 3, 3), (5, 9, 5), (8, 6, 5))
    for place, statement in enumerate(widget.content["statements"]):
        vote = mind.rng.choices(("agree", "disagree", "pass"), weights=leanings[place % len(leanings)])[0]
        yield Step(prompt=statement["id"], action="save", value={"vote": vote})


def _classify(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    prompt, content = widget.prompt, widget.content
    answers: dict[str, dict[str, str]] = {}
    for item in content["items"]:
        answers[item["id"]] = {}
        for question in content["questions"]:
            options = [option["id"] for option in question["options"]]
            keyed = mind.key.get(item["id"], {}).get(question["id"])
            knows = keyed in options and mind.happens(mind.skill)
            answers[item["id"]][question["id"]] = str(keyed) if knows else mind.rng.choice(options)
    yield Step(prompt=prompt.id, action="save", value={"answers": answers})


def _migration(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    """Forecast that all figures go together, or that two do not; a few play on and answer again."""
    prompt, content = widget.prompt, widget.content
    rows = content["figures"]["rows"]
    pair = mind.rng.sample(rows, 2) if mind.happens(0.6) else []
    sure = mind.sure()
    first = {"pair": pair, "stay": mind.rng.randrange(0, 81, 5), "certainty": sure, "reason": ""}
    yield Step(prompt=prompt.id, action="commit", value=first)
    if mind.happens(0.5):
        pair = mind.rng.sample(rows, 2)
        again = {"pair": pair, "stay": mind.rng.randrange(0, 46, 5), "reason": mind.pen.write("reason")}
        yield Step(prompt=prompt.id, action="again", value=first | again)


BY_KIND: Mapping[str, Callable[[PromptWidget, Mind], Iterator[Step]]] = {
    "commit_reveal": _commit_reveal,
    "rank_sort": _rank_sort,
    "board": _board,
    "source_trace": _source_trace,
    "opinion": _opinion,
    "classify": _classify,
    "migration": _migration,
}
