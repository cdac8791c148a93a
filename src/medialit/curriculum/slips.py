"""What a schema cannot see: places in a plan that name something the plan does not have."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from medialit.curriculum.model import COMPLETION_POINTS, LessonPlan, Prompt


def slips(plan: LessonPlan) -> Iterator[str]:
    """Yield a sentence for each name in a prompt that leads nowhere, and for each range that is upside down."""
    asked = [prompt for step in plan.steps for prompt in step.prompts]
    for one in sorted({prompt for prompt in asked if asked.count(prompt) > 1}):
        yield f"{one} stands in the plan more than once"
    yield from _of_assignment(plan)
    for prompt in plan.prompts:
        yield from _OF_KIND.get(prompt.kind, _none)(prompt, plan)


def _of_assignment(plan: LessonPlan) -> Iterator[str]:
    said, kinds = plan.assignment, {one.id: one.kind for one in plan.prompts}
    if said.task is None:
        return
    for name in (one for group in said.completion for one in group if one not in kinds):
        yield f"the assignment gives points for {name!r}, which is no prompt of the lesson"
    if said.completion and len(said.completion) != COMPLETION_POINTS - 1:
        yield f"the assignment has {len(said.completion)} groups for completion, not {COMPLETION_POINTS - 1}"
    if said.skill and kinds.get(said.skill) != "classify":
        yield f"the assignment has its skill items in {said.skill!r}, which is no prompt of kind classify"
    rows, asked = ({one.id for one in plan.rubric}, {one.criterion for one in said.boxes})
    yield from (f"no box of the assignment asks for the rubric row {one!r}" for one in sorted(rows - asked))


def _none(_prompt: Prompt, _plan: LessonPlan) -> Iterator[str]:
    yield from ()


def _of_studio(prompt: Prompt, plan: LessonPlan) -> Iterator[str]:
    wanted = {box["criterion"] for box in prompt.content["boxes"]} - {one.id for one in plan.rubric}
    yield from (f"{prompt.id} names the rubric row {one!r}, which is not there" for one in wanted)


def _of_ledger(prompt: Prompt, _plan: LessonPlan) -> Iterator[str]:
    columns = {one["id"] for one in prompt.content["columns"]}
    hinted = {one["column"] for one in prompt.content.get("hints", ())}
    yield from (f"{prompt.id} has a hint for the column {one!r}, which is not there" for one in hinted - columns)
    rows = prompt.content.get("rows")
    if rows and rows["min"] > rows["max"]:
        yield f"{prompt.id} shows {rows['min']} rows at first and allows {rows['max']}"


def _of_matrix(prompt: Prompt, _plan: LessonPlan) -> Iterator[str]:
    known = {name: {one["id"] for one in prompt.content[name]} for name in ("cards", "columns", "marks")}
    reveal = prompt.reveal_content or {"cards": {}}
    facts = {one["id"] for one in reveal.get("facts", ())}
    for card, told in reveal["cards"].items():
        for what, ids, there in (
            ("card", {card}, known["cards"]),
            ("column", set(told["marks"]), known["columns"]),
            ("mark", set(told["marks"].values()), known["marks"]),
            ("fact", set(told.get("facts", ())), facts),
        ):
            yield from (f"{prompt.id} reveals the {what} {one!r}, which is not there" for one in sorted(ids - there))


def _of_timeline(prompt: Prompt, _plan: LessonPlan) -> Iterator[str]:
    cards, dates = {one["id"] for one in prompt.content["cards"]}, (prompt.reveal_content or {})["cards"]
    yield from (f"{prompt.id} dates the card {one!r}, which is not there" for one in sorted(set(dates) - cards))
    yield from (f"{prompt.id} has no date for the card {one!r}" for one in sorted(cards - set(dates)))
    for card, one in dates.items():
        if not _says_its_date(one):
            yield f"{prompt.id} gives {card} the date {one['date']}, which is no day, or which its words do not say"


def _of_annotate(prompt: Prompt, _plan: LessonPlan) -> Iterator[str]:
    labels, passages = ({one["id"]: one for one in prompt.content[name]} for name in ("labels", "passages"))
    if len(passages) < len(prompt.content["passages"]) or len(labels) < len(prompt.content["labels"]):
        yield f"{prompt.id} has two passages or two labels of one id"
    for mark in (prompt.reveal_content or {}).get("marks", ()):
        passage, label = passages.get(mark["passage"]), mark.get("label")
        if passage is None:
            yield f"{prompt.id} reveals words of the passage {mark['passage']!r}, which is not there"
        if label is not None and label not in labels:
            yield f"{prompt.id} reveals the label {label!r}, which is not there"
        for language, exact in mark["exact"].items():
            times = passage["text"][language].count(exact) if passage else 1
            if times != 1:
                yield f"{prompt.id} reveals the words {exact!r}, which stand {times} times in {mark['passage']!r}"


def _says_its_date(dated: Mapping[str, Any]) -> bool:
    """Tell whether the words of a date hold the year, and the day where it is known."""
    try:
        day = date.fromisoformat(dated["date"])
    except ValueError:
        return False
    wanted = [day.year, day.day] if dated["precision"] == "day" else [day.year]
    return all(re.search(rf"(?<!\d){number}(?!\d)", text) for number in wanted for text in dated["when"].values())


def _of_field_code(prompt: Prompt, _plan: LessonPlan) -> Iterator[str]:
    content, reveal = prompt.content, prompt.reveal_content or {}
    ids = _item_ids(content)
    options = {one["id"]: {option["id"] for option in one["options"]} for one in content["variables"]}
    given = [(f"the coder {one['id']!r}", one["codes"]) for one in content.get("example_coders", ())]
    given += [
        (f"the {part} coding", {item: card.get(part, {}) for item, card in reveal.get("cards", {}).items()})
        for part in ("codes", "also")
    ]
    for who, codes in given:
        yield from (
            f"{prompt.id}: {who} codes the item {item!r}, which is not there" for item in sorted({*codes} - ids)
        )
        for item, chosen in codes.items():
            for name, option in chosen.items():
                if option not in options.get(name, ()):
                    yield f"{prompt.id}: {who} gives {item!r} {name} = {option!r}, which is not in the codebook"


def _of_triptych(prompt: Prompt, _plan: LessonPlan) -> Iterator[str]:
    passages, told = {one["id"] for one in prompt.content["passages"]}, set((prompt.reveal_content or {})["passages"])
    yield from (f"{prompt.id} reveals the passage {one!r}, which is not there" for one in sorted(told - passages))
    yield from (f"{prompt.id} reveals nothing about the passage {one!r}" for one in sorted(passages - told))
    if prompt.content["at_least"] > len(passages):
        yield f"{prompt.id} asks for marks in {prompt.content['at_least']} passages and has {len(passages)}"


def _of_definition_dial(prompt: Prompt, plan: LessonPlan) -> Iterator[str]:
    content, every = prompt.content, {one.id: one for one in plan.prompts}
    coding, first = every.get(content["codes"]), content.get("pinned")
    if coding is None or coding.kind != "field_code":
        yield f"{prompt.id} reads codes from {content['codes']!r}, which is no prompt of kind field_code"
        return
    if first is not None and (first not in every or every[first].kind != "commit_reveal"):
        yield f"{prompt.id} shows the definition from {first!r}, which is no prompt of kind commit_reveal"
    items = _item_ids(coding.content)
    yield from (
        f"{prompt.id} has a card {one['id']!r}, which {coding.id} does not code"
        for one in content["cards"]
        if one["id"] not in items
    )
    options = {one["id"]: {option["id"] for option in one["options"]} for one in coding.content["variables"]}
    for setting in content["settings"]:
        for name, some in setting["codes"].items():
            for option in sorted(set(some) - options.get(name, set())):
                yield f"{prompt.id}: {setting['id']} asks for {name} = {option!r}, which {coding.id} does not have"


def _item_ids(content: Mapping[str, Any]) -> set[str]:
    return set(content["dataset"]["ids"]) if "dataset" in content else {one["id"] for one in content["items"]}


def _of_label_experiment(prompt: Prompt, _plan: LessonPlan) -> Iterator[str]:
    message = prompt.content["message"]
    if message not in prompt.content["messages"]:
        yield f"{prompt.id} shows the message {message!r}, which is not there"


def _of_migration(prompt: Prompt, _plan: LessonPlan) -> Iterator[str]:
    content, people = prompt.content, prompt.content["people"]
    if content["figures"]["early"] not in content["figures"]["rows"]:
        yield f"{prompt.id} follows the newcomers of {content['figures']['early']!r}, which is not among its figures"
    if not people["least"] <= people["start"] <= people["most"]:
        yield f"{prompt.id} starts with {people['start']} million people, which its slider does not have"
    try:
        first, last = (date.fromisoformat(content[one]) for one in ("first", "last"))
    except ValueError:
        yield f"{prompt.id} begins or ends on a day that does not exist"
    else:
        if first >= last:
            yield f"{prompt.id} ends on {last}, before it has begun"


_OF_KIND: Mapping[str, Callable[[Prompt, LessonPlan], Iterator[str]]] = {
    "studio": _of_studio,
    "ledger": _of_ledger,
    "matrix": _of_matrix,
    "timeline": _of_timeline,
    "field_code": _of_field_code,
    "triptych": _of_triptych,
    "annotate": _of_annotate,
    "definition_dial": _of_definition_dial,
    "label_experiment": _of_label_experiment,
    "migration": _of_migration,
}
