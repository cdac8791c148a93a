"""A student's own committed answers to some prompts of one lesson, in words: for whoever reads the reflection."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from medialit.curriculum import LessonPlan
from medialit.i18n import Language, words
from medialit.portfolio.earlier import answers_of
from medialit.portfolio.gather import from_receipts
from medialit.responses import Record, Response, path_for, read

if TYPE_CHECKING:
    from medialit.portfolio.earlier import Ask
    from medialit.widgets import PromptWidget
    from medialit.widgets.then_now import Earlier


def committed(
    plan: LessonPlan,
    place: Path,
    prompts: Collection[str],
    language: Language,
    *,
    said: tuple[Response, ...] | None = None,
) -> tuple["Earlier", ...]:
    """Return what a student committed to `prompts`, and answered again, in the order of the lesson.

    Parameters
    ----------
    place
        The student's folder of the lesson; a missing journal is read from the receipts in its notebooks.
    language
        Of the lesson's title; each answer is in the language in which it was given.
    said
        What `said_in` returned, where it was called already.
    """
    every = said_in(plan, place) if said is None else said
    mine = tuple(one for one in every if one.prompt in prompts)
    return tuple(answers_of(plan, place, mine, _opened, language))


def said_in(plan: LessonPlan, place: Path) -> tuple[Response, ...]:
    """Return everything said in a lesson, from its journal or, where that is missing, from the receipts."""
    return read(path_for(place, plan.id), plan.id).responses or from_receipts(place, plan.id)


def _opened(plan: LessonPlan, place: Path, said: tuple[Response, ...], language: Language) -> "Ask":
    """Return how a widget of the lesson is made, which knows how to tell an answer."""
    from medialit.portfolio.supplies import shared
    from medialit.widgets import BY_KIND

    def ask(prompt_id: str) -> "PromptWidget":
        prompt = plan.prompt(prompt_id)
        kind = BY_KIND[prompt.kind]
        given = shared(kind.needs, prompt, plan, place, words(language))
        return kind(prompt, language=language, record=Record.of(said), save=None, given=given)

    return ask
