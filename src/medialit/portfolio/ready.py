"""Whether a lesson's folder can be handed in: what is missing, told before it is too late to mend it."""

import json
from collections.abc import Iterator
from pathlib import Path

from medialit.curriculum import LessonPlan
from medialit.finding import Finding, Level
from medialit.grading import boxes
from medialit.i18n import Language
from medialit.portfolio import progress
from medialit.responses import path_for, read


def ready(folder: Path, plan: LessonPlan, language: Language) -> tuple[Finding, ...]:
    """Return what a hand-in of `folder` lacks, each with its key in the catalogue; nothing if it is whole.

    Looked at are the notebook of the reflection, its boxes, and the answers. Whether they are good, a person says.
    """
    return tuple(_findings(folder, plan, language))


def _findings(folder: Path, plan: LessonPlan, language: Language) -> Iterator[Finding]:
    reading = read(path_for(folder, plan.id), plan.id)
    yield from (one for one in reading.findings if one.key)
    if not reading.responses:
        yield _finding("no_answers", folder=folder.resolve().name, lesson=plan.id)
    else:
        now = progress.of(plan, reading.responses)
        left = [prompt for part in now.parts for prompt in part.open]
        if left:
            yield _finding("prompts_left", done=now.done, all=now.all, prompts=", ".join(left))
    if plan.assignment.task is not None:
        yield from _reflection(folder, plan, language)


def _reflection(folder: Path, plan: LessonPlan, language: Language) -> Iterator[Finding]:
    file = folder / boxes.NOTEBOOK
    if not file.is_file():
        yield _finding("no_reflection", level=Level.PROBLEM, file=boxes.NOTEBOOK, folder=folder.resolve().name)
        return
    try:
        json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        yield _finding("damaged_reflection", level=Level.PROBLEM, file=boxes.NOTEBOOK)
        return
    texts = boxes.read(folder)
    gone = [one.title[language] for one in plan.rubric if one.id not in texts]
    empty = [one.title[language] for one in plan.rubric if one.id in texts and not boxes.is_filled(texts[one.id])]
    separator = "、" if language is Language.ZH else ", "
    if gone:
        yield _finding("boxes_gone", level=Level.PROBLEM, boxes=separator.join(gone))
    if empty:
        yield _finding("boxes_empty", boxes=separator.join(empty))


def _finding(key: str, *, level: Level = Level.WARNING, **values: object) -> Finding:
    return Finding(level=level, what=key.replace("_", " "), key=key, values=values)
