"""The two committed answers of a student's own that a marker sees beside a text: the first, and the second."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from medialit import curriculum
from medialit.curriculum import LessonPlan
from medialit.errors import MedialitError
from medialit.i18n import Language
from medialit.marking.model import Told
from medialit.portfolio import committed, said_in
from medialit.responses import Action, Kind, Record, Response

if TYPE_CHECKING:
    from medialit.widgets.then_now import Earlier

OWN_THINKING = "own-thinking"
"""The criterion that asks for the student's own answers."""
_PREDICTION = re.compile(r"-C\d+$")
_NAMED = re.compile(r"\bL\d-[A-Z]+\d*\b")


def told(plan: LessonPlan, place: Path, text: str) -> tuple[Told, ...]:
    """Return the answers that an account of the student's own thinking is about; nothing where none was committed.

    In a lesson these are the first and the second answer to one prompt: the prediction that `text` names by its id
    (`L4-C2`), else the first prediction of the lesson that was committed. In the capstone they are the answers that
    the student chose there, each as it stands first and again.

    Parameters
    ----------
    place
        The student's folder of the lesson.
    text
        What the student wrote under `own-thinking`.
    """
    try:
        said = said_in(plan, place)
        found = _chosen(plan, place, said) or _predicted(plan, place, said, text)
        return tuple(one for earlier in found for one in _of(earlier))
    except (MedialitError, OSError, KeyError, TypeError, ValueError):
        return ()  # a journal that breaks its lesson hides the answers, and stops nobody from marking


def _predicted(plan: LessonPlan, place: Path, said: tuple[Response, ...], text: str) -> tuple["Earlier", ...]:
    """Return what was committed to the one prediction that the text is about."""
    asked = [one.id for one in plan.prompts if one.kind == Kind.COMMIT_REVEAL and _PREDICTION.search(one.id)]
    named = [one for one in _NAMED.findall(text) if any(prompt.id == one for prompt in plan.prompts)]
    known = {one.prompt for one in said if one.action is Action.COMMIT}
    chosen = next((one for one in (*named, *asked) if one in known), None)
    return committed(plan, place, {chosen}, Language.EN, said=said) if chosen else ()


def _chosen(plan: LessonPlan, place: Path, said: tuple[Response, ...]) -> tuple["Earlier", ...]:
    """Return the answers of other lessons that the student chose in a prompt for that."""
    asking = next((one for one in plan.prompts if one.kind == Kind.THEN_NOW), None)
    if asking is None or any(_PREDICTION.search(one.id) for one in plan.prompts):
        return ()
    saved = Record.of(said).latest(asking.id, Action.SAVE)
    choices = saved.value["choices"].values() if saved else ()
    return tuple(one for choice in choices for one in _elsewhere(choice["lesson"], choice["prompt"], place))


def _elsewhere(lesson_id: str, prompt: str, place: Path) -> Iterator["Earlier"]:
    """Yield what the student committed to a prompt of another lesson, if that lesson lies beside this one."""
    from medialit.portfolio.earlier import found_beside

    other, _ = found_beside(place, lesson_id)
    yield from committed(curriculum.lesson(lesson_id), other, {prompt}, Language.EN)


def _of(earlier: "Earlier") -> Iterator[Told]:
    from medialit.widgets.then_now import unmarked

    for answer in (earlier.first, earlier.again):
        if answer:
            yield Told(
                prompt=earlier.prompt,
                question=earlier.question,
                language=earlier.language,
                is_second=answer is earlier.again,
                lines=tuple(unmarked(line) for line in answer.lines),
                certainty=answer.certainty,
                at=answer.when,
            )
