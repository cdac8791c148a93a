"""Answers that are written: standpoints, texts, claims, ledgers, drafts, what was thought earlier."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from medialit import article
from medialit.demo.answers.mind import Mind, Step
from medialit.widgets import Ledger, PromptWidget, ThenNow

#: Pools of texts for the standpoints of a prompt, in the prompt's own order.
_VOICES = {"L1-P1": ("host", "newcomer"), "L1-P2": ("fled", "tag")}


def _perspective(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    prompt, content = widget.prompt, widget.content
    if mind.happens(0.6 if content.get("optional") else 0.1):
        passed = {"first": None, "second": None, "passed": True, "change": ""}
        yield Step(prompt=prompt.id, action="save", value=passed)
        return
    voices = _VOICES.get(prompt.id, ("side", "side"))
    sides = [
        {"standpoint": standpoint["id"], "text": mind.pen.write(voice)}
        for standpoint, voice in zip(content["standpoints"], voices, strict=False)
    ]
    mind.rng.shuffle(sides)
    value = {"first": sides[0], "second": sides[1], "passed": False, "change": mind.pen.write("change")}
    yield Step(prompt=prompt.id, action="save", value=value)


def _text(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    purpose = {"L1-T1": "counting", "L1-D1": "left"}.get(widget.prompt.id, "remark")
    yield Step(prompt=widget.prompt.id, action="save", value={"text": mind.pen.write(purpose)})


def _claim(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    value = {field: mind.pen.write(f"claim-{field}") for field in widget.content["fields"]}
    yield Step(prompt=widget.prompt.id, action="save", value=value)


def _studio(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    """Draft the boxes that need no answer of their own, or only the first of them."""
    criteria = {one["id"]: one["criterion"] for one in widget.content["boxes"] if one["criterion"] != "own-thinking"}
    boxes = list(criteria)[: mind.rng.randint(1, len(criteria))]
    texts = {box: mind.pen.write(f"{_lesson(widget)}-{criteria[box]}", criteria[box]) for box in boxes}
    yield Step(prompt=widget.prompt.id, action="save", value={"texts": texts})


def _ledger(widget: Ledger, mind: Mind) -> Iterator[Step]:
    """Fill every cell of the fixed rows, or of as many rows of one's own as are asked for."""
    fixed, columns = widget.fixed(), widget.content["columns"]
    rows: list[dict[str, Any]] = [{"id": one} for one in fixed]
    if not fixed:
        asked = widget.content["rows"]
        rows = [{} for _ in range(mind.rng.randint(asked["min"], min(asked["min"] + 1, asked["max"])))]
    for row in rows:
        row["cells"] = {one["id"]: _cell(one, mind) for one in columns}
    yield Step(prompt=widget.prompt.id, action="save", value={"rows": rows})


def _cell(column: Mapping[str, Any], mind: Mind) -> str | int:
    """Return what stands in one cell; a quotation is a real one from the article, at most 15 words long."""
    match column["type"]:
        case "choice":
            return mind.one_of(column["options"])
        case "percent":
            return mind.sure()
        case "quotation":
            return mind.rng.choice(article.claims()).anchor.exact
    return mind.pen.write("cell")


def _then_now(widget: ThenNow, mind: Mind) -> Iterator[Step]:
    """Choose for each slot an earlier answer, where there is one, and write into every box."""
    content, past = widget.content, widget.past().answers
    choices = {}
    for slot in content["slots"]:
        if mine := [one for one in past if one.key in slot["lessons"]]:
            chosen = mind.rng.choice(mine)
            choices[slot["id"]] = {"lesson": chosen.lesson, "prompt": chosen.prompt}
    texts = {slot["id"]: {box["id"]: mind.pen.write("remark") for box in content["boxes"]} for slot in content["slots"]}
    yield Step(prompt=widget.prompt.id, action="save", value={"choices": choices, "texts": texts})


def _lesson(widget: PromptWidget) -> str:
    """Return the key of a prompt's lesson, such as `L1`."""
    return widget.prompt.id.partition("-")[0]


BY_KIND: Mapping[str, Callable[[Any, Mind], Iterator[Step]]] = {
    "perspective": _perspective,
    "text": _text,
    "claim": _claim,
    "studio": _studio,
    "ledger": _ledger,
    "then_now": _then_now,
}
