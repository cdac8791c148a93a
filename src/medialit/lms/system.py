"""What a learning management system calls its columns, and the people in one of its files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from medialit.errors import BadTable
from medialit.finding import Finding, Level
from medialit.lms.sheet import Sheet

ROLES = ("id", "first_name", "last_name", "name", "email", "lms_user_id", "login", "number")
"""What a column can be: the course's own id, names, an address, the system's id, a user name, the school's number."""
_ID = re.compile(r"[\w][\w.@+'-]{0,99}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A learning management system, as its files show it.

    Attributes
    ----------
    telling
        Headings by which its files are recognised: all of one group are there.
    columns
        The headings of each role, in all languages that are known.
    ids
        The roles that can name a student in the course; the first that is filled does.
    lms_ids
        The roles by which the system itself knows a student.
    not_people
        What the name begins with in rows that are about nobody.
    grade
        Headings of columns that hold a grade, as a pattern; the title is its group `title`.
    most
        Headings of the column with the most points, if each row has them.
    most_row
        Beginning of the first cell of the row with the most points, if a row has them.
    may_change
        Headings of the column that says whether a grade may be changed, and the values that say no.
    kept
        Values of a grade cell that are no grades and stay.
    """

    name: str
    telling: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]]
    ids: tuple[str, ...]
    lms_ids: tuple[str, ...]
    not_people: tuple[str, ...] = ()
    grade: str = ".+"
    most: tuple[str, ...] = ()
    most_row: str = ""
    may_change: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A student as a file has them; what it does not say is empty.

    Attributes
    ----------
    also
        Every id that the course may have for them, `id` among them.
    row
        In the file, from 0.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""
    also: tuple[str, ...] = field(default=(), compare=False)
    row: int = field(default=0, compare=False)

    @property
    def name(self) -> str:
        """The name as it is written, which in Han characters is family name first and without a space."""
        parts = [one for one in (self.first_name, self.last_name) if one]
        is_han = all("\u3400" <= letter <= "\u9fff" for part in parts for letter in part)
        return "".join(reversed(parts)) if is_han else " ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The people in a file, in its order, and what could not be read."""

    people: tuple[Person, ...]
    findings: tuple[Finding, ...]


def people(sheet: Sheet, system: System, named: Mapping[str, str] | None = None) -> Roster:
    """Return the people in a file.

    Parameters
    ----------
    named
        Headings by role, for columns that have other names than usual.

    Raises
    ------
    BadTable
        No column can name a student, or a named one is not there.
    """
    places = _places(sheet, system, named or {})
    system = replace(system, ids=("id", *system.ids)) if "id" in places and "id" not in system.ids else system
    if not any(role in places for role in system.ids):
        wanted = ", ".join(repr(system.columns[role][0]) for role in system.ids)
        raise BadTable(
            f"{sheet.name} has none of the columns {wanted}; it has {', '.join(map(repr, sheet.heading))}",
            f"say which column names a student: --map {system.ids[0]}=HEADING",
        )
    found, findings = [], []
    for one in _everybody(sheet, system, places):
        if why := _unfit(one.id):
            findings.append(_left_out(sheet, one.row, why))
        else:
            found.append(one)
    return _without_doubles(sheet, found, findings)


def everybody(sheet: Sheet, system: System) -> Iterator[Person]:
    """Yield whoever is in a file, also who has no id or shares one."""
    yield from _everybody(sheet, system, _places(sheet, system, {}))


def _everybody(sheet: Sheet, system: System, places: Mapping[str, int]) -> Iterator[Person]:
    """Yield a person for each row but those about nobody: points possible, a test student, how grades are posted."""
    for number, cells in enumerate(sheet.rows[1:], start=1):
        values = {role: cells[at].value.strip() for role, at in places.items() if at < len(cells)}
        if any(values.values()) and not any(one and one.startswith(system.not_people) for one in values.values()):
            yield _person(values, system, number)


def place_of(sheet: Sheet, headings: tuple[str, ...]) -> int | None:
    """Return the column that has one of these headings, whatever its capitals."""
    wanted = {one.casefold() for one in headings}
    return next((column for column, one in enumerate(sheet.heading) if one.casefold() in wanted), None)


def _places(sheet: Sheet, system: System, named: Mapping[str, str]) -> dict[str, int]:
    places = {}
    for role, headings in {**system.columns, **{role: (heading,) for role, heading in named.items()}}.items():
        column = place_of(sheet, headings)
        if column is not None:
            places[role] = column
        elif role in named:
            raise BadTable(
                f"{sheet.name} has no column {named[role]!r}; it has {', '.join(map(repr, sheet.heading))}",
                "copy the heading from the file",
            )
    return places


def _person(values: Mapping[str, str], system: System, row: int) -> Person:
    first, last = values.get("first_name", ""), values.get("last_name", "")
    if not first and not last:
        last, comma, first = values.get("name", "").partition(",")
        if not comma:  # one name, such as 王小明, is not cut
            first, last = last, ""
    ids = tuple(_as_id(system, role, value) for role in system.ids if (value := values.get(role, "")))
    return Person(
        id=next(iter(ids), ""),
        first_name=first.strip(),
        last_name=last.strip(),
        email=values.get("email", "") or next((one for one in ids if "@" in one), ""),
        lms_user_id=next((value for role in system.lms_ids if (value := values.get(role, ""))), ""),
        also=ids,
        row=row,
    )


def _as_id(system: System, role: str, value: str) -> str:
    """Return an id; a bare number of the system's own says whose number it is."""
    return f"{system.name}-{value}" if role == "lms_user_id" else value


def _unfit(id_: str) -> str:
    """Return why an id can be no folder name on every machine, or nothing."""
    if not id_:
        return "nothing names this student"
    if not _ID.fullmatch(id_) or id_.endswith(".") or _RESERVED.fullmatch(id_):
        return f"{id_!r} cannot be the name of a folder on every machine"
    return ""


def _left_out(sheet: Sheet, row: int, why: str) -> Finding:
    return Finding(
        level=Level.WARNING,
        what=f"{sheet.name}, line {sheet.line(row)}: left out, {why}",
        remedy="correct it where the file came from, or name another column: --map id=HEADING",
    )


def _without_doubles(sheet: Sheet, found: list[Person], findings: list[Finding]) -> Roster:
    """Leave out whoever shares an id with somebody else: nobody can say whose work it would be."""
    by_id: dict[str, list[Person]] = {}
    for one in found:
        if one not in by_id.setdefault(one.id.casefold(), []):  # the same row twice is one student
            by_id[one.id.casefold()].append(one)
    findings += [
        _left_out(sheet, one.row, f"{len(alike)} students have the id {one.id!r}")
        for alike in by_id.values()
        for one in alike
        if len(alike) > 1
    ]
    return Roster(people=tuple(alike[0] for alike in by_id.values() if len(alike) == 1), findings=tuple(findings))
