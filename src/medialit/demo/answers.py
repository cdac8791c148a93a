"""What an invented student answers to a prompt, made from the prompt's own content."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from medialit.curriculum import Prompt
from medialit.demo.texts import Pen
from medialit.i18n import Language

Value = dict[str, Any]

#: Pools of texts for the standpoints of a prompt, in the prompt's own order.
_VOICES = {"L1-P1": ("host", "newcomer"), "L1-P2": ("fled", "tag")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing a student does in a widget."""

    prompt: str
    action: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Mind:
    """What decides an invented student's answers.

    Parameters
    ----------
    rng
        Their dice.
    pen
        Their way of writing.
    key
        The key of the skill task: item to question to option.
    skill
        How often they find the key, from 0 to 1.
    language
        The language of the lesson before them.
    """

    rng: Random
    pen: Pen
    key: Mapping[str, Mapping[str, str]]
    skill: float
    language: Language

    def certainty(self, content: Value) -> int | None:
        """Return how sure they are, in steps of five, None where the prompt does not ask."""
        return self.rng.randrange(20, 96, 5) if content.get("asks_certainty", True) else None


def steps(prompt: Prompt, mind: Mind) -> Iterator[Step]:
    """Yield what this student does with `prompt`, first to last."""
    yield from _BY_KIND[prompt.kind](prompt, prompt.localised(mind.language), mind)


def _commit_reveal(prompt: Prompt, content: Value, mind: Mind) -> Iterator[Step]:
    number = content["answer"]["type"] == "number"
    first, again = _numbers(prompt, mind.rng) if number else _options(prompt, content, mind)
    sure = mind.rng.randrange(20, 96, 5)
    reason = mind.pen.write("reason") if content["asks_reason"] else ""
    yield Step(prompt=prompt.id, action="commit", value={"answer": first, "certainty": sure, "reason": reason})
    if mind.rng.random() < 0.85:
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


def _options(prompt: Prompt, content: Value, mind: Mind) -> tuple[str, str]:
    """Choose an option; after the reveal some change to one that its feedback supports."""
    ids = [option["id"] for option in content["answer"]["options"]]
    feedback = (prompt.reveal(Language.EN) or {}).get("feedback", [])
    good = [one["option"] for one in feedback if one.get("status") == "ok" and "option" in one] or ids[-1:]
    first = mind.rng.choice(good) if mind.rng.random() < mind.skill * 0.6 else mind.rng.choice(ids)
    again = mind.rng.choice(good) if mind.rng.random() < 0.5 else first
    return first, again


def _rank_sort(prompt: Prompt, content: Value, mind: Mind) -> Iterator[Step]:
    order = [card["id"] for card in content["cards"]]
    mind.rng.shuffle(order)
    value = {
        "order": order,
        "why_first": mind.pen.write("reason"),
        "why_last": mind.pen.write("reason"),
        "certainty": mind.certainty(content),
    }
    yield Step(prompt=prompt.id, action="commit", value=value)


def _board(prompt: Prompt, content: Value, mind: Mind) -> Iterator[Step]:
    columns = [column["id"] for column in content["columns"]]
    cards = [card["id"] for board in content["boards"] for card in board["cards"]]
    places = {card: mind.rng.choice(columns) for card in cards}
    yield Step(
        prompt=prompt.id,
        action="commit",
        value={"places": places, "certainty": mind.certainty(content)},
    )


def _source_trace(prompt: Prompt, content: Value, mind: Mind) -> Iterator[Step]:
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


def _opinion(_prompt: Prompt, content: Value, mind: Mind) -> Iterator[Step]:
    """Vote on each statement; every statement has a leaning of its own, so that the splits differ."""
    leanings = ((7, 7, 6), (15, 3, 3), (5, 9, 5), (8, 6, 5))
    for place, statement in enumerate(content["statements"]):
        vote = mind.rng.choices(("agree", "disagree", "pass"), weights=leanings[place % len(leanings)])[0]
        yield Step(prompt=statement["id"], action="save", value={"vote": vote})


def _perspective(prompt: Prompt, content: Value, mind: Mind) -> Iterator[Step]:
    if mind.rng.random() < (0.6 if content.get("optional") else 0.1):
        yield Step(
            prompt=prompt.id,
            action="save",
            value={"first": None, "second": None, "passed": True, "change": ""},
        )
        return
    voices = _VOICES.get(prompt.id, ("host", "newcomer"))
    sides = [
        {"standpoint": standpoint["id"], "text": mind.pen.write(voice)}
        for standpoint, voice in zip(content["standpoints"], voices, strict=False)
    ]
    mind.rng.shuffle(sides)
    value = {
        "first": sides[0],
        "second": sides[1],
        "passed": False,
        "change": mind.pen.write("change"),
    }
    yield Step(prompt=prompt.id, action="save", value=value)


def _text(prompt: Prompt, _content: Value, mind: Mind) -> Iterator[Step]:
    purpose = "left" if "-D" in prompt.id else "counting"
    yield Step(prompt=prompt.id, action="save", value={"text": mind.pen.write(purpose)})


def _claim(prompt: Prompt, content: Value, mind: Mind) -> Iterator[Step]:
    value = {field: mind.pen.write(f"claim-{field}") for field in content["fields"]}
    yield Step(prompt=prompt.id, action="save", value=value)


def _classify(prompt: Prompt, content: Value, mind: Mind) -> Iterator[Step]:
    answers: dict[str, dict[str, str]] = {}
    for item in content["items"]:
        answers[item["id"]] = {}
        for question in content["questions"]:
            options = [option["id"] for option in question["options"]]
            keyed = mind.key.get(item["id"], {}).get(question["id"])
            knows = keyed in options and mind.rng.random() < mind.skill
            answers[item["id"]][question["id"]] = str(keyed) if knows else mind.rng.choice(options)
    yield Step(prompt=prompt.id, action="save", value={"answers": answers})


def _migration(prompt: Prompt, content: Value, mind: Mind) -> Iterator[Step]:
    """Forecast that all figures go together, or that two do not; a few play on and answer again."""
    rows = content["figures"]["rows"]
    pair = mind.rng.sample(rows, 2) if mind.rng.random() < 0.6 else []
    sure = mind.rng.randrange(20, 96, 5)
    first = {"pair": pair, "stay": mind.rng.randrange(0, 81, 5), "certainty": sure, "reason": ""}
    yield Step(prompt=prompt.id, action="commit", value=first)
    if mind.rng.random() < 0.5:
        pair = mind.rng.sample(rows, 2)
        again = {"pair": pair, "stay": mind.rng.randrange(0, 46, 5), "reason": mind.pen.write("reason")}
        yield Step(prompt=prompt.id, action="again", value=first | again)


def _studio(prompt: Prompt, content: Value, mind: Mind) -> Iterator[Step]:
    """Draft the boxes that need no answer of their own, or only the first of them."""
    boxes = [box["id"] for box in content["boxes"] if box["id"] == box["criterion"] != "own-thinking"]
    texts = {box: mind.pen.write(box) for box in boxes[: mind.rng.randint(1, len(boxes))]}
    yield Step(prompt=prompt.id, action="save", value={"texts": texts})


_BY_KIND: dict[str, Callable[[Prompt, Value, Mind], Iterator[Step]]] = {
    "commit_reveal": _commit_reveal,
    "rank_sort": _rank_sort,
    "board": _board,
    "source_trace": _source_trace,
    "opinion": _opinion,
    "perspective": _perspective,
    "text": _text,
    "claim": _claim,
    "classify": _classify,
    "migration": _migration,
    "studio": _studio,
}
