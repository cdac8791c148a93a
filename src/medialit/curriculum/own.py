"""A teacher's own lesson: a curriculum file in the folder of its notebooks."""

import tomllib
from pathlib import Path
from typing import Any

from medialit import schema
from medialit.curriculum.bibliography import entry
from medialit.curriculum.bibliography import reference as shipped_reference
from medialit.curriculum.load import lesson, plan_of
from medialit.curriculum.model import LessonPlan, Reference
from medialit.errors import BadContent

FILE, REFERENCES = "lesson.toml", "references.toml"


def own(folder: Path) -> LessonPlan:
    """Return the plan in `folder/lesson.toml`; its sources are looked up in `references.toml` beside it, then in ours.

    Raises
    ------
    BadContent
        A file is missing, is no TOML, or breaks its schema.
    """
    entries = _toml(folder / REFERENCES) if (folder / REFERENCES).is_file() else {}
    schema.check(entries, schema.load("medialit.curriculum", "references"), what=REFERENCES, error=BadContent)

    def lookup(key: str) -> Reference:
        return entry(key, entries[key]) if key in entries else shipped_reference(key)

    return plan_of(_toml(folder / FILE), FILE, lookup)


def find(lesson_id: str, folder: Path) -> LessonPlan:
    """Return the lesson of this id: the teacher's own in `folder`, else one of ours.

    Raises
    ------
    UnknownLesson
        There is neither.
    BadContent
        The teacher's file cannot be used.
    """
    if (folder / FILE).is_file():
        plan = own(folder)
        if plan.id == lesson_id:
            return plan
    return lesson(lesson_id)


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as problem:
        raise BadContent(f"{file} cannot be read: {problem.strerror or problem}", "restore that file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadContent(f"{file} is no valid TOML: {problem}", "correct that line") from None
