"""A course's rubric as a file that a department can share, and what a changed one does to marks that were given.

After the first mark a changed rubric is refused, or taken over knowingly: then every mark stays where its points still
exist and is flagged for a second look, the others come back to their marker, and the log keeps the old rows.
"""

import csv
import io
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from medialit import course as desk
from medialit import curriculum
from medialit.course import Course
from medialit.course.rubric import checked_rubric, rows_of, rubric_file
from medialit.course.spreadsheet import as_written, safe
from medialit.curriculum import Criterion
from medialit.errors import BadContent, BadCourse, NotSaved
from medialit.marking import durable, levels, setup
from medialit.marking.bank_files import is_csv, toml_value
from medialit.marking.fold import State
from medialit.marking.log import Do, Log
from medialit.responses.lock import held

MIGRATION = "rubric"
"""Whose log has the changes of the rubric; no marker can have this name."""
_COLUMNS = ("lesson", "criterion", "title_en", "title_zh", "points", "text_en", "text_zh")
_HEAD = """# The rubric of a lesson. Keep the ids, their order, and the points of each highest level: a criterion is an
# answer box of the released notebook. Titles, lower levels and what they say are yours.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """What a changed rubric did.

    Attributes
    ----------
    kept
        Marks whose points still exist: they count, and are flagged for a second look.
    back
        Marks whose points no longer exist: these boxes wait to be marked anew.
    """

    kept: int = 0
    back: int = 0


def as_toml(lesson: str, rubric: Sequence[Criterion]) -> str:
    """Return a rubric as the text of a TOML file."""
    lines = [f"{_HEAD}lesson = {toml_value(lesson)}"]
    for row in rows_of(rubric):
        lines += ["", "[[rubric]]", f"id = {toml_value(row['id'])}", f"title = {_pair(row['title'])}", "levels = ["]
        lines += [f"  {{ points = {one['points']}, text = {_pair(one['text'])} }}," for one in row["levels"]]
        lines += ["]"]
    return "\n".join(lines) + "\n"


def _pair(text: dict[str, str]) -> str:
    return f"{{ en = {toml_value(text['en'])}, zh = {toml_value(text['zh'])} }}"


def as_csv(lesson: str, rubric: Sequence[Criterion]) -> str:
    """Return a rubric as the text of a CSV file, one line for each level."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for row in rubric:
        for points, said in row.levels:
            cells = (lesson, row.id, row.title.en, row.title.zh, str(points), said.en, said.zh)
            writer.writerow([safe(one) for one in cells])
    return text.getvalue()


def read(file: Path, lesson: str) -> tuple[Criterion, ...]:
    """Return the rubric in a file, TOML or CSV by its ending.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadContent
        The file cannot be read, breaks its schema, or does not fit the answer boxes of the lesson.
    """
    try:
        text = file.read_text("utf-8-sig")
        data = {"lesson": lesson, "rubric": _of_csv(text, lesson, file.name)} if is_csv(file) else tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as problem:
        raise BadContent(f"{file} cannot be read: {problem}", "save it as UTF-8 where you may read it") from None
    except (tomllib.TOMLDecodeError, csv.Error) as problem:
        raise BadContent(f"{file.name} cannot be understood: {problem}", "correct that line") from None
    return checked_rubric(data, curriculum.lesson(lesson).rubric, lesson, file.name)


def _of_csv(text: str, lesson: str, name: str) -> list[dict[str, Any]]:
    """Return the rows of a rubric in the text of a CSV file; lines of one criterion stand together or apart."""
    found: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(csv.DictReader(io.StringIO(text, newline=""), strict=True), start=2):
        if set(line) != set(_COLUMNS) or None in line.values():
            raise BadContent(
                f"{name}: line {number} has not the columns {', '.join(_COLUMNS)}", "export a rubric to see them"
            )
        cells = {column: as_written(line[column]) for column in _COLUMNS}
        if cells["lesson"] != lesson or not cells["points"].isdecimal():
            raise BadContent(
                f"{name}: line {number} is about {cells['lesson']}, {cells['points']} points",
                f"write {lesson} and a whole number of points",
            )
        title = {"en": cells["title_en"], "zh": cells["title_zh"]}
        row = found.setdefault(cells["criterion"], {"id": cells["criterion"], "title": title, "levels": []})
        row["levels"].append({"points": int(cells["points"]), "text": {"en": cells["text_en"], "zh": cells["text_zh"]}})
    return list(found.values())


def differences(before: Sequence[Criterion], after: Sequence[Criterion]) -> Iterator[str]:
    """Yield what changed, one line for each title or level: `- ` as it was, `+ ` as it is to be."""
    for old, new in zip(before, after, strict=True):
        was, will = _lines(old), _lines(new)
        yield from (f"- {line}" for line in was if line not in will)
        yield from (f"+ {line}" for line in will if line not in was)


def _lines(row: Criterion) -> list[str]:
    said = [f"{row.id} {points}: {text.en} / {text.zh}" for points, text in row.levels]
    return [f"{row.id}: {row.title.en} / {row.title.zh}", *said]


def take_in(course: Course, lesson: str, rubric: Sequence[Criterion], *, migrate: bool = False) -> Migrated:
    """Make `rubric` the one by which a course marks a lesson.

    Parameters
    ----------
    migrate
        Take marks that were given already along; without it, a rubric is refused once there are marks.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadCourse
        There are marks by another rubric, and `migrate` is False; or the settings cannot be read.
    NotSaved
        It cannot be written.
    """
    begun = setup.read(course, lesson)
    if begun and begun.digest != levels.digest(rubric) and not migrate and _marks(course, lesson):
        raise BadCourse(
            f"{lesson} has been marked by another rubric already",
            "give --migrate to take these marks along, each flagged for a second look; or keep the old rubric",
        )
    file = rubric_file(course, lesson)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        durable.replace(file, as_toml(lesson, rubric))
    except OSError as problem:
        raise NotSaved(
            f"the rubric {file} cannot be written: {problem.strerror or problem}", "make sure that you may write there"
        ) from problem
    return take_along(course, lesson)


def take_along(course: Course, lesson: str) -> Migrated:
    """Mark on by the rubric that the course has now, and flag every mark by an older one for a second look.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadCourse
        The settings of its marking cannot be read.
    NotSaved
        They cannot be written.
    """
    folder, now = setup.folder_of(course, lesson), desk.rubric(course, lesson)
    try:
        if (begun := setup.read(course, lesson)) is None or begun.digest == levels.digest(now):
            return Migrated()
        with held(folder / ".settings.lock"):
            data = {"rubric": levels.digest(now), "before": rows_of(begun.rubric)}
            Log(folder).append(MIGRATION, Do.RUBRIC, data)
            setup.write(folder, replace(begun, rubric=now))
    except OSError as problem:
        raise NotSaved(
            f"the settings in {folder} cannot be written: {problem.strerror or problem}",
            "make sure that you may write there",
        ) from problem
    allowed = {row.id: levels.allowed(row) for row in now}
    marks = _marks(course, lesson)
    kept = sum(points in allowed[criterion] for criterion, points in marks)
    return Migrated(kept=kept, back=len(marks) - kept)


def _marks(course: Course, lesson: str) -> list[tuple[str, float]]:
    """Return criterion and points of every mark and decision that stands, the last of each marker for each box."""
    state = State.of(Log(setup.folder_of(course, lesson)).entries())
    last = {
        (one.marker, one.data["student"], one.data["criterion"], one.do): float(one.data["points"])
        for one in state.standing
    }
    return [(criterion, points) for (_, _, criterion, _), points in last.items()]
