"""What automatic points are given for, one by one: `checks` adds them up, and a student's page tells them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from medialit import curriculum
from medialit.curriculum import SKILL_POINTS
from medialit.grading import boxes
from medialit.responses import Action, Record, Response, path_for, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One thing that earns completion points: whether it was done, whatever was said.

    Attributes
    ----------
    about
        A prompt, or with `is_box` a box of the reflection by the id of its criterion.
    worth
        The points that it earns.
    """

    about: str
    is_box: bool
    worth: Fraction
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer of the skill task: the option chosen (None where there is none), the keyed one, and the points."""

    item: str
    question: str
    said: str | None
    key: str
    worth: Fraction

    @property
    def is_right(self) -> bool:
        """Whether it is the keyed option."""
        return self.said == self.key


def completion(lesson: str, folder: Path) -> tuple[Done, ...]:
    """Return everything that earns completion points, in the order of the assignment, the boxes last.

    Parameters
    ----------
    lesson
        The lesson's id.
    folder
        Where journal and reflection lie.
    """
    plan, record = curriculum.lesson(lesson), _record(lesson, folder)
    if not plan.assignment.completion:
        return ()
    done = [
        Done(about=prompt, is_box=False, worth=Fraction(1, len(group)), is_done=_is_done(record, prompt))
        for group in plan.assignment.completion
        for prompt in group
    ]
    texts = boxes.read(folder)
    for row in plan.rubric:
        filled = boxes.is_filled(texts.get(row.id, ""))
        done.append(Done(about=row.id, is_box=True, worth=Fraction(1, len(plan.rubric)), is_done=filled))
    return tuple(done)


def skill(lesson: str, folder: Path) -> tuple[Answered, ...]:
    """Return every answer of the skill task; the last one counts.

    Parameters
    ----------
    lesson
        The lesson's id.
    folder
        Where the journal lies.
    """
    plan = curriculum.lesson(lesson)
    if not plan.assignment.skill:
        return ()
    prompt = plan.prompt(plan.assignment.skill)
    key = curriculum.skill_key(tuple(item["id"] for item in prompt.content["items"]))
    last = _record(lesson, folder).latest(prompt.id, Action.SAVE)
    said = last.value["answers"] if last else {}
    asked = [(item, question) for item in key for question in key[item]]
    return tuple(
        Answered(
            item=item,
            question=question,
            said=said.get(item, {}).get(question),
            key=key[item][question],
            worth=Fraction(SKILL_POINTS, len(asked)),
        )
        for item, question in asked
    )


def _record(lesson: str, folder: Path) -> Record:
    """Return what the journal says about this lesson; an unreadable or foreign one says nothing."""
    return Record.of(read(path_for(folder, lesson), lesson).responses)


def _is_done(record: Record, prompt: str) -> bool:
    """Tell whether a prompt was committed; of the kinds that are never locked, whether something was written."""
    if record.first_commit(prompt):
        return True
    saved = record.latest(prompt, Action.SAVE)
    return bool(saved) and _says_something(saved)


def _says_something(saved: Response | None) -> bool:
    if saved is None:
        return False
    value = saved.value
    if "passed" in value:
        turns = (value["first"], value["second"])
        return bool(value["passed"]) or all(turn and turn["text"].strip() for turn in turns)
    return _holds_text(list(value.values()))


def _holds_text(value: object) -> bool:
    """Tell whether a text that is not blank stands anywhere in JSON data; the ids of rows are not the student's."""
    if isinstance(value, Mapping):
        return any(_holds_text(one) for name, one in value.items() if name != "id")
    if isinstance(value, list):
        return any(_holds_text(one) for one in value)
    return isinstance(value, str) and bool(value.strip())
