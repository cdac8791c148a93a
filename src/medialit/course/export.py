"""Grades out: one column of a file that the learning management system exported itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from medialit import lms
from medialit.course.model import Course
from medialit.errors import BadTable
from medialit.grading import nbgrader
from medialit.grading.nbgrader import Total
from medialit.lms import Sheet, System
from medialit.lms.system import everybody, place_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """One cell: whose, what stood there, what stands there now, and why it was left if it was."""

    student: str
    old: str
    new: str
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradesOut:
    """What an export does.

    Attributes
    ----------
    content
        The file's bytes with the column filled.
    column
        Its heading.
    cells
        Every student that both the file and the gradebook know, in the order of the file.
    unknown
        First cells of rows that no student of the course was found for.
    missing
        Ids of students with a grade who are not in the file.
    most, most_there
        The most points here, and in the file, where it says so.
    """

    content: bytes
    column: str
    cells: tuple[Filled, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    most: float
    most_there: float | None

    @property
    def changed(self) -> tuple[Filled, ...]:
        """The cells that are not what they were."""
        return tuple(one for one in self.cells if one.new != one.old)


def export_grades(
    course: Course,
    lesson_id: str,
    file: Path,
    *,
    column: str | None = None,
    scale: bool = False,
    encoding: str | None = None,
) -> GradesOut:
    """Fill one column of a file that Canvas, Moodle or somebody exported; nothing is written.

    Who still waits for a person's marks gets no grade yet. Cells that say something else than a grade, such as Canvas's
    `EX` for excused, and those that Moodle locks, stay.

    Parameters
    ----------
    column
        Heading of the column, or the title in it; found out if None and only one can be meant.
    scale
        Whether points are scaled to the most that the file says.

    Raises
    ------
    BadTable
        The file cannot be read, it is not clear which column is meant, or there is nothing to scale to.
    """
    sheet = lms.read(file, encoding)
    system = lms.recognised(sheet)
    at = _column(sheet, system, column, lesson_id)
    graded = nbgrader.totals(course.folder, lesson_id)
    most = next((row.most for row in graded.values()), 0.0)
    there = _most(sheet, system, at)
    if scale and not there:
        raise BadTable(f"{sheet.name} does not say the most points of {sheet.heading[at]!r}", "leave out --scale")
    factor = there / most if scale and there and most else 1.0
    whose = dict(_whose(sheet, system, nbgrader.people(course.folder)))
    comma = _has_decimal_comma(sheet, at)
    cells, values = [], {}
    for row, student in whose.items():
        if student:
            one = _filled(sheet, system, (row, at), student, graded.get(student), (factor, comma))
            cells.append(one)
            if one.new != one.old:
                values[row, at] = one.new
    return GradesOut(
        content=sheet.filled(values),
        column=sheet.heading[at],
        cells=tuple(cells),
        unknown=tuple(sheet.rows[row][0].value.strip() for row, student in whose.items() if not student),
        missing=tuple(sorted(set(graded) - set(whose.values()))),
        most=most,
        most_there=there,
    )


def _column(sheet: Sheet, system: System, asked: str | None, lesson_id: str) -> int:
    """Return the column to fill: the one that is named, or the only one whose title can mean this lesson."""
    taken = {place_of(sheet, headings) for headings in system.columns.values()}
    every = {
        at: heading
        for at, heading in enumerate(sheet.heading)
        if at not in taken and re.fullmatch(system.grade, heading)
    }
    wanted = (asked or lesson_id).casefold()
    if asked:
        fits = [at for at, one in enumerate(sheet.heading) if wanted == one.casefold()]
        fits = fits or [at for at, one in every.items() if wanted == _title(system, one).casefold()]
    else:
        fits = [at for at, one in every.items() if wanted in one.casefold()] or list(every)
    if len(fits) != 1:
        known = ", ".join(repr(one) for one in every.values()) or "none"
        raise BadTable(
            f"it is not clear which column of {sheet.name} is meant; those for grades: {known}",
            'name it as it stands there: --column "HEADING"',
        )
    return fits[0]


def _title(system: System, heading: str) -> str:
    match = re.fullmatch(system.grade, heading)
    return str((match and match.groupdict().get("title")) or heading)


def _most(sheet: Sheet, system: System, at: int) -> float | None:
    """Return the most points that the file gives for a column, or None."""
    if system.most_row:
        rows = (row for row in sheet.rows[1:] if row[0].value.strip().startswith(system.most_row) and at < len(row))
        return next((_number(row[at].value) for row in rows), None)
    place = place_of(sheet, system.most) if system.most else None
    if place is None:
        return None
    return next((_number(row[place].value) for row in sheet.rows[1:] if place < len(row)), None)


def _number(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def _has_decimal_comma(sheet: Sheet, at: int) -> bool:
    """Tell whether numbers of a file have a decimal comma: one of this column's does."""
    return any(re.fullmatch(r"\s*\d+,\d+\s*", row[at].value) for row in sheet.rows[1:] if at < len(row))


def _whose(sheet: Sheet, system: System, known: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[int, str]]:
    """Yield each row about a person, with the student of the course that it is about, or nothing.

    By the system's own id, by an id in the course, by the address, in this order; whatever fits two fits nobody.
    """
    by_lms = _unique((one["lms_user_id"], id_) for id_, one in known.items())
    by_id = _unique((id_, id_) for id_ in known)
    by_email = _unique((one["email"], id_) for id_, one in known.items())
    for one in everybody(sheet, system):
        keys = [(by_lms, one.lms_user_id), *((by_id, each) for each in one.also), (by_email, one.email)]
        found = (index[value.casefold()] for index, value in keys if value.casefold() in index)
        yield one.row, next(found, "")


def _unique(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for value, student in pairs:
        key = value.strip().casefold()
        if key:
            found[key] = "" if key in found else student
    return {key: student for key, student in found.items() if student}


def _filled(
    sheet: Sheet, system: System, place: tuple[int, int], student: str, row: Total | None, how: tuple[float, bool]
) -> Filled:
    """Return what becomes of one cell."""
    cells = sheet.rows[place[0]]
    old = cells[place[1]].value if place[1] < len(cells) else ""
    why = _why_not(sheet, system, place, old)
    if not why and row is None:
        why = "handed in nothing that was graded"
    if not why and row is not None and row.needs_manual:
        why = "waits for a person's marks"
    if why or row is None:
        return Filled(student=student, old=old, new=old, why_not=why)
    factor, comma = how
    points = f"{round(max(0.0, row.score - row.penalty) * factor, 2):.2f}".rstrip("0").rstrip(".")
    if _number(old) == _number(points):
        return Filled(student=student, old=old, new=old)
    return Filled(student=student, old=old, new=points.replace(".", ",") if comma else points)


def _why_not(sheet: Sheet, system: System, place: tuple[int, int], old: str) -> str:
    """Return why a cell must stay as it is, or nothing."""
    row, at = place
    if at >= len(sheet.rows[row]):
        return "the row is too short"
    if old.strip() in system.kept:
        return f"the file says {old.strip()}"
    headings, says_no = system.may_change
    locked = place_of(sheet, headings) if headings else None
    if locked is not None and locked < len(sheet.rows[row]):
        value = sheet.rows[row][locked].value.strip()
        return "the grade is locked" if value.casefold() in says_no else ""
    return ""
