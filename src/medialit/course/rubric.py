"""The rubric by which a course marks a lesson: the lesson's own, or the course's, which may put its rows otherwise.

The course's lies in `marking/rubric/<lesson>.toml`. It has the lesson's criteria, in their order and with as many
points, since each criterion is an answer box of the released notebook; titles, levels and what they say are its own.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from medialit import curriculum, schema
from medialit.course.model import Course
from medialit.curriculum import Criterion, LessonPlan
from medialit.errors import BadContent
from medialit.i18n import Text

Row = Mapping[str, Any]
"""One criterion as JSON data: `id`, `title` and `levels` with `points` and `text`, texts in both languages."""


def rubric(course: Course, lesson_id: str) -> tuple[Criterion, ...]:
    """Return the criteria by which `course` marks a lesson.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadContent
        The course's own rubric cannot be used.
    """
    shipped = curriculum.lesson(lesson_id).rubric
    file = rubric_file(course, lesson_id)
    try:
        text = file.read_text("utf-8-sig")
    except FileNotFoundError:
        return shipped
    except (OSError, UnicodeDecodeError) as problem:
        raise BadContent(f"{file} cannot be read: {problem}", "restore that file, or delete it") from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadContent(f"{file} is no valid TOML: {problem}", "correct that line") from None
    return checked_rubric(data, shipped, lesson_id, file.name)


def plan(course: Course, lesson_id: str) -> LessonPlan:
    """Return the plan of a lesson with the rubric of the course; raises as `rubric` does."""
    return replace(curriculum.lesson(lesson_id), rubric=rubric(course, lesson_id))


def rubric_file(course: Course, lesson_id: str) -> Path:
    """Return where the course's own rubric lies, if it has one."""
    return course.folder / "marking" / "rubric" / f"{lesson_id}.toml"


def checked_rubric(data: object, shipped: Sequence[Criterion], lesson_id: str, name: str) -> tuple[Criterion, ...]:
    """Return the criteria that a rubric file holds.

    Parameters
    ----------
    data
        What was read from the file: `lesson`, and `rubric` with its rows.
    shipped
        The rubric of the lesson, whose criteria and points it must have.
    name
        The file, as messages shall name it.

    Raises
    ------
    BadContent
        It breaks its schema, is about another lesson, or does not fit the answer boxes.
    """
    schema.check(data, schema.load("medialit.course", "rubric"), what=name, error=BadContent)
    assert isinstance(data, dict)  # noqa: S101  # the schema says so
    if data["lesson"] != lesson_id:
        raise BadContent(f"{name} is about {data['lesson']}, not {lesson_id}", "name the lesson that it is about")
    found = criteria_of(data["rubric"])
    ids = [one.id for one in shipped]
    if [one.id for one in found] != ids:
        raise BadContent(
            f"{name} has the criteria {', '.join(one.id for one in found)}",
            f"each is an answer box of the notebook: keep {', '.join(ids)}, in this order",
        )
    for ours, theirs in zip(shipped, found, strict=True):
        _check_levels(theirs, ours.levels[0][0], name)
    return found


def _check_levels(row: Criterion, most: int, name: str) -> None:
    points = [one for one, _ in row.levels]
    if points != sorted(set(points), reverse=True):
        raise BadContent(f"{name}: the levels of {row.id} are {points}", "put each once, the highest first")
    if points[0] != most:
        raise BadContent(
            f"{name}: the highest level of {row.id} has {points[0]} points",
            f"the answer box is worth {most}; give the highest level as many",
        )


def rows_of(rubric: Iterable[Criterion]) -> list[dict[str, Any]]:
    """Return a rubric as JSON data; see `Row`."""
    return [
        {
            "id": one.id,
            "title": {"en": one.title.en, "zh": one.title.zh},
            "levels": [{"points": points, "text": {"en": text.en, "zh": text.zh}} for points, text in one.levels],
        }
        for one in rubric
    ]


def criteria_of(rows: Iterable[Row]) -> tuple[Criterion, ...]:
    """Return the criteria that rows hold which their schema allows."""
    return tuple(
        Criterion(
            id=row["id"],
            title=Text(**row["title"]),
            levels=tuple((one["points"], Text(**one["text"])) for one in row["levels"]),
        )
        for row in rows
    )
