"""The class: read from a file, shown as what would change, and put into nbgrader's gradebook."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from medialit import lms
from medialit.course.model import Course
from medialit.finding import Finding, Level
from medialit.grading import nbgrader
from medialit.lms import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that the file says and the gradebook does not: the old and the new value of a student's."""

    student: str
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterImport:
    """What an import does.

    Attributes
    ----------
    system, encoding
        What the file was taken for.
    new
        Students that the gradebook does not know.
    changes
        What is different of students that it knows.
    same
        How many it knows just so.
    absent
        Ids of students that the file lacks. They stay: only `forget` removes anybody.
    """

    system: str
    encoding: str
    new: tuple[Person, ...]
    changes: tuple[Change, ...]
    same: int
    absent: tuple[str, ...]
    findings: tuple[Finding, ...]


def import_roster(
    course: Course,
    file: Path,
    *,
    named: Mapping[str, str] | None = None,
    encoding: str | None = None,
    dry_run: bool = False,
) -> RosterImport:
    """Read a class from a file of Canvas's, Moodle's or a plain table, and put it into the gradebook.

    A student is known again by the system's own id, else by the id in the course, else by the address. A value that the
    file leaves empty stays, and so does whoever is not in the file.

    Parameters
    ----------
    named
        Headings by role (`medialit.lms.system.ROLES`), for columns with other names than usual.
    encoding
        Of the file; found out if None.
    dry_run
        Change nothing.

    Raises
    ------
    BadTable
        The file cannot be read, or no column of it names a student.
    NotSaved
        The gradebook cannot be written; nothing was changed.
    """
    sheet = lms.read(file, encoding)
    system = lms.recognised(sheet)
    roster = lms.people(sheet, system, named)
    known = nbgrader.people(course.folder)
    findings = list(roster.findings)
    new, changes, values, same = [], [], {}, 0
    for one, id_ in _known_again(roster.people, known):
        if id_ in values:
            findings.append(_twice(sheet.name, sheet.line(one.row), id_))
            continue
        said = {name: value for name in nbgrader.KNOWN if (value := getattr(one, name))}
        differs = [
            Change(student=id_, what=name, old=known[id_][name], new=value)
            for name, value in said.items()
            if id_ in known and known[id_][name] != value
        ]
        if id_ not in known:
            new.append(one)
        elif not differs:
            same += 1
        changes += differs
        values[id_] = said
    if not dry_run and (new or changes):
        nbgrader.add_students(course.folder, values)
    return RosterImport(
        system=system.name,
        encoding=sheet.encoding,
        new=tuple(new),
        changes=tuple(changes),
        same=same,
        absent=tuple(sorted(set(known) - set(values))),
        findings=tuple(findings),
    )


def _known_again(people: Iterable[Person], known: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[Person, str]]:
    """Yield each person with the id that they have in the course, or get there."""
    by_lms = {one["lms_user_id"]: id_ for id_, one in known.items() if one["lms_user_id"]}
    often = Counter(one["email"].casefold() for one in known.values())
    by_email = {email: id_ for id_, one in known.items() if often[email := one["email"].casefold()] == 1 and email}
    for one in people:
        id_ = by_lms.get(one.lms_user_id) or (one.id if one.id in known else by_email.get(one.email.casefold()))
        yield one, id_ or one.id


def _twice(file: str, line: int, student: str) -> Finding:
    return Finding(
        level=Level.WARNING,
        what=f"{file}, line {line}: left out, {student} is on an earlier line under another id",
        remedy="correct it where the file came from",
    )
