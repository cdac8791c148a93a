"""What the draft checks may know besides the draft: the student's own answers, and the cards of the lesson."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from medialit.article import Quotation, quotation
from medialit.curriculum import LessonPlan, Prompt
from medialit.drafts import Answer, Context
from medialit.i18n import Language
from medialit.portfolio.earlier import beside
from medialit.responses import Action, Record, Response


def draft_facts(folder: Path, plan: LessonPlan, said: Iterable[Response], language: Language) -> Context:
    """Return the facts about one student in one lesson, as they are now.

    Parameters
    ----------
    folder, plan, said
        The lesson: where it lies, its plan, and what was said in it.
    language
        The language of source cards.
    """
    record = Record.of(said)
    standpoints, passed = _standpoints(plan, record)
    return Context(
        answers=(*_own(plan, record), *_others(folder, plan, record)),
        sources=dict(_sources(plan, language)),
        occurs=_occurs,
        rows=tuple(_rows(plan, record)),
        standpoints=standpoints,
        passed=passed,
        definition=_definition(plan, record),
    )


def _occurs(passage: str) -> bool:
    """Tell whether a passage stands in the article, by its fingerprint."""
    return quotation(passage) is Quotation.FOUND


def _own(plan: LessonPlan, record: Record) -> Iterator[Answer]:
    """Yield the committed answers of this lesson."""
    for prompt in plan.prompts:
        if record.first_commit(prompt.id):
            yield _known(prompt, record)


def _others(folder: Path, plan: LessonPlan, record: Record) -> Iterator[Answer]:
    """Yield the committed answers of the lessons beside this one; of those looked back on, also the words."""
    chosen = set(_looked_back_on(plan, record))
    for other, _, reading in beside(folder, plan):
        there = Record.of(reading.responses)
        prompts = {prompt.id: prompt for prompt in other.prompts if (other.id, prompt.id) in chosen}
        for one in there.prompts():
            if there.first_commit(one):
                yield _known(prompts[one], there) if one in prompts else Answer(prompt=one)


def _looked_back_on(plan: LessonPlan, record: Record) -> Iterator[tuple[str, str]]:
    """Yield lesson and prompt of each answer that was chosen in a Then/Now of this lesson."""
    for prompt in plan.prompts:
        said = record.latest(prompt.id, Action.SAVE)
        if prompt.kind == "then_now" and said:
            yield from ((one["lesson"], one["prompt"]) for one in said.value.get("choices", {}).values())


def _known(prompt: Prompt, record: Record) -> Answer:
    """Return a committed answer with what it is known by: its id, a number, or the words of an option."""
    answers = (record.first_commit(prompt.id), record.latest(prompt.id, Action.AGAIN))
    texts = dict.fromkeys(text for one in answers if one for text in _texts(prompt, one.value))
    return Answer(prompt=prompt.id, texts=tuple(texts))


def _texts(prompt: Prompt, value: Mapping[str, Any]) -> Iterator[str]:
    answer = value.get("answer")
    if isinstance(answer, int | float):
        yield f"{answer:g}"
    for option in prompt.content.get("answer", {}).get("options", []):
        if option["id"] == answer:
            yield from option["text"].values()


def _sources(plan: LessonPlan, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each source card."""
    for prompt in plan.prompts:
        if prompt.kind == "source_trace":
            for card in prompt.localised(language)["cards"]:
                yield card["id"], card["source"]


def _rows(plan: LessonPlan, record: Record) -> Iterator[dict[str, str]]:
    """Yield the rows of each ledger that has a column for sources, every cell as text."""
    for prompt in plan.prompts:
        said = record.latest(prompt.id, Action.SAVE)
        if prompt.kind == "ledger" and said and any(one["id"] == "source" for one in prompt.content["columns"]):
            for row in said.value.get("rows", []):
                yield {name: str(cell) for name, cell in row["cells"].items() if cell is not None}


def _standpoints(plan: LessonPlan, record: Record) -> tuple[tuple[str, ...] | None, bool]:
    """Return the texts of the first perspective that is asked of everybody, and whether it was passed."""
    asked = (one for one in plan.prompts if one.kind == "perspective" and not one.content["optional"])
    prompt = next(asked, None)
    if prompt is None:
        return None, False
    said = record.latest(prompt.id, Action.SAVE)
    value: Mapping[str, Any] = said.value if said else {}
    turns = [value.get(turn) for turn in ("first", "second")]
    return tuple(turn["text"] for turn in turns if turn), bool(value.get("passed"))


def _definition(plan: LessonPlan, record: Record) -> Mapping[str, str] | None:
    """Return the three parts of the definition that the first dial asks for, empty until it is committed."""
    prompt = next((one for one in plan.prompts if one.kind == "definition_dial"), None)
    if prompt is None:
        return None
    committed = record.first_commit(prompt.id)
    return dict(committed.value["definition"]) if committed else {}
