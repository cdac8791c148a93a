"""What is done and what is left of a lesson: counted from the plan and the answers, shown as a list in words."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from medialit.curriculum import LessonPlan, Prompt
from medialit.i18n import Language, Words
from medialit.responses import Action, Record, Response

SHOWN_CHARACTERS = {Language.EN: 70, Language.ZH: 35}
"""How much of an open question is shown, a line of either script; the whole of it stands in the notebook."""


class State(StrEnum):
    """How far a prompt is: nothing yet, something that can still change or is not whole, or answered."""

    OPEN = "open"
    BEGUN = "begun"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One step of the lesson, with the state of each of its prompts, in order; after class, `minutes` is None."""

    minutes: tuple[int, int] | None
    states: Mapping[str, State]

    @property
    def open(self) -> tuple[str, ...]:
        """The ids of the prompts that are not answered yet."""
        return tuple(one for one, state in self.states.items() if state is not State.ANSWERED)

    @property
    def minutes_left(self) -> float:
        """The stretch's minutes, times the share of its prompts that are not answered yet; none after class."""
        return (self.minutes[1] - self.minutes[0]) * len(self.open) / len(self.states) if self.minutes else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A lesson's steps, in order of the plan."""

    parts: tuple[Part, ...]

    @property
    def all(self) -> int:
        """How many prompts the lesson asks, in class and after."""
        return sum(len(part.states) for part in self.parts)

    @property
    def done(self) -> int:
        """How many of them are answered."""
        return self.all - sum(len(part.open) for part in self.parts)

    @property
    def minutes_left(self) -> int:
        """The minutes that the plan gives to what is not answered yet, rounded up to a whole minute."""
        left = sum(part.minutes_left for part in self.parts)
        return int(left) + (left > int(left))

    @property
    def in_class(self) -> tuple[str, ...]:
        """The ids of the prompts of the minute plan that are not answered yet."""
        return tuple(one for part in self.parts if part.minutes for one in part.open)


def of(plan: LessonPlan, responses: Iterable[Response]) -> Progress:
    """Return how far the person is who gave `responses`."""
    record, ids = Record.of(responses), {prompt.id for prompt in plan.prompts}
    parts = [
        Part(minutes=one.minutes, states={asked: _state(plan.prompt(asked), ids, record) for asked in one.prompts})
        for one in plan.steps
    ]
    return Progress(parts=tuple(parts))


def _state(prompt: Prompt, ids: set[str], record: Record) -> State:
    """Return the state of one prompt; one with statements is answered when each of them is."""
    asked = [one["id"] for one in prompt.content.get("statements", [])] or [prompt.id]
    others = [one for one in record.prompts() if one.startswith(prompt.id) and one not in ids]
    if all(_is_answered(record, one) for one in asked):
        return State.ANSWERED
    said = any(record.current(one) and _says(_value(record, one)) for one in (*asked, *others))
    return State.BEGUN if said else State.OPEN


def _is_answered(record: Record, prompt_id: str) -> bool:
    kept = [record.latest(prompt_id, action) for action in (Action.COMMIT, Action.AGAIN, Action.SAVE)]
    return any(one is not None and _says(one.value) for one in kept)


def _value(record: Record, prompt_id: str) -> Any:
    found = record.current(prompt_id)
    return found.value if found else None


def _says(value: Any) -> bool:
    """Tell whether an answer holds anything: a text that is not blank, a number, a tick."""
    if isinstance(value, Mapping):
        return any(_says(one) for one in value.values())
    if isinstance(value, list):
        return any(_says(one) for one in value)
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value is not False


def summary(progress: Progress, say: Words) -> str:
    """Return one sentence: how many prompts are answered, and the minutes left by the plan."""
    if progress.done == progress.all:
        return say("progress.all_done", all=progress.all)
    if not progress.in_class:
        return say("progress.after_class", done=progress.done, all=progress.all)
    return say("progress.some", done=progress.done, all=progress.all, minutes=progress.minutes_left)


def at_a_glance(plan: LessonPlan, progress: Progress, say: Words) -> str:
    """Return the sentence for a list of lessons: one that nobody began says what it takes."""
    if all(state is State.OPEN for part in progress.parts for state in part.states.values()):
        return say("progress.untouched", all=progress.all, minutes=plan.minutes)
    return summary(progress, say)


def as_mimebundle(plan: LessonPlan, progress: Progress, say: Words) -> dict[str, Any]:
    """Return the outputs to display: the sentence, and under it each step with what in it is still open."""
    language = say.language
    heads, tails = [], []
    for step, part in zip(plan.steps, progress.parts, strict=True):
        state = "answered" if not part.open else "some_left" if len(part.open) < len(part.states) else "open"
        heads.append(say("progress.part", step=step.heading(language), state=say(f"progress.{state}")))
        tails.append([_question(plan.prompt(one), part.states[one], say) for one in part.open])
    line, open_it = summary(progress, say), say("progress.what_is_left")
    items = "".join(f"<li>{html.escape(head)}{_list(tail)}</li>" for head, tail in zip(heads, tails, strict=True))
    plain = [f"- {head}" + "".join(f"\n  - {one}" for one in tail) for head, tail in zip(heads, tails, strict=True)]
    return {
        "text/html": f'<div lang="{language.html}"><p><strong>{html.escape(line)}</strong></p>'
        f"<details><summary>{html.escape(open_it)}</summary><ul>{items}</ul></details></div>",
        "text/plain": "\n".join([line, *plain]),
    }


def _question(prompt: Prompt, state: State, say: Words) -> str:
    """Return an open prompt's id and the beginning of its question."""
    key = "progress.begun" if state is State.BEGUN else "progress.not_begun"
    return say(key, id=prompt.id, text=_beginning(prompt.text[say.language], say.language))


def _beginning(text: str, language: Language) -> str:
    """Return the beginning of a text on one line: English up to a whole word, and each ellipsis as it is written."""
    line, most = " ".join(text.split()), SHOWN_CHARACTERS[language]
    if len(line) <= most:
        return line
    if language is Language.ZH:
        return line[:most].rstrip("，。、：；？！… ") + "……"
    return line[:most].rpartition(" ")[0].rstrip(",;: ") + "…"


def _list(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in lines)}</ul>" if lines else ""
