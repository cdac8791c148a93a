"""`medialit course`: new, roster, assign, collect, backup, restore, forget."""

from datetime import datetime
from pathlib import Path

import click

from medialit.cli._common import FOLDER, LANGUAGE, called, course_option, say_findings
from medialit.responses.slip import Slip


@click.group()
def course() -> None:
    """Make a course and assign lessons in it."""


@course.command()
@click.argument("folder", type=FOLDER)
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Language of the teacher.")
def new(folder: Path, language: str) -> None:
    """Make an nbgrader course in the new folder FOLDER."""
    from medialit import course as desk
    from medialit.i18n import Language

    made = desk.new(folder, language=Language.of(language))
    click.echo(f"{made.folder}: a new course\n  next: {called()} course assign 01-who-moved --course {made.folder}")


class _Moment(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic since click 8.4
    """A time with its zone, such as 2027-02-01T23:59+01:00."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no time; write it like 2027-02-01T23:59+01:00", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"{value!r} has no time zone; write it like 2027-02-01T23:59+01:00", param, ctx)
        return moment


@course.command()
@click.argument("lesson")
@course_option
@click.option("--due", type=_Moment(), default=None, help="Due date with its time zone: 2027-02-01T23:59+01:00.")
def assign(lesson: str, folder: Path, due: datetime | None) -> None:
    """Make LESSON ready for students in release/."""
    from medialit import course as desk

    assigned = desk.assign(desk.open(folder), lesson, due=due)
    say_findings(assigned.findings)
    names = "\n".join(f"  {name}" for name in assigned.files)
    click.echo(
        f"{assigned.folder}\n{names}\n"
        f"{assigned.notes[0].parent}: notes for you, with purposes, feedback and rubric; do not give them out\n"
        "  the worksheets beside them are the lesson to print, for students without a machine\n"
        f"  next: give this folder to your students (nbgrader release_assignment {lesson}, or a zip of it);\n"
        f"  then, when they have handed in: {called()} {'grade' if assigned.is_graded else 'report'} {lesson} "
        f"--course {folder}"
    )


def _named(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return headings by role from `role=HEADING`."""
    from medialit.lms.system import ROLES

    pairs = [value.partition("=") for value in values]
    for role, _, heading in pairs:
        if role not in ROLES or not heading:
            raise click.BadParameter(f"write role=HEADING, with a role of {', '.join(ROLES)}", ctx, param)
    return {role: heading for role, _, heading in pairs}


@course.command()
@click.argument("file", type=FOLDER)
@course_option
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--encoding", default=None, help="Encoding of FILE, such as gb18030; found out if not given.")
@click.option("--map", "named", multiple=True, callback=_named, metavar="ROLE=HEADING", help="A column by its heading.")
def roster(file: Path, folder: Path, encoding: str | None, named: dict[str, str], *, dry_run: bool) -> None:
    """Take the class from FILE: a gradebook export of Canvas's or Moodle's, or any table with an id column.

    Run it again with a newer FILE whenever the class changes. Nobody is removed.
    """
    from medialit import course as desk

    done = desk.import_roster(desk.open(folder), file, named=named, encoding=encoding, dry_run=dry_run)
    for one in done.new:
        click.echo(f"+ {one.id}  {one.name}  {one.email}".rstrip())
    for change in done.changes:
        click.echo(f"~ {change.student}  {change.what}: {change.old or '(empty)'} → {change.new}")
    for student in done.absent:
        click.echo(f"? {student}  is in the course and not in {file.name}; kept")
    say_findings(done.findings)
    said = "would be " if dry_run else ""
    click.echo(
        f"{file.name} ({done.system}, {done.encoding}): {len(done.new)} {said}added, "
        f"{len({one.student for one in done.changes})} {said}changed, {done.same} as they were, "
        f"{len(done.absent)} not in the file, {len(done.findings)} left out"
    )


def _matched(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return ids of students by the name in a download from `NAME=STUDENT`."""
    if wrong := next((one for one in values if not all(one.partition("="))), None):
        raise click.BadParameter(f"{wrong!r} is not NAME=STUDENT", ctx, param)
    return {name: student for name, _, student in (value.rpartition("=") for value in values)}


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _slip(slip: Slip | None) -> str:
    """Return what the slip of a hand-in says, for a line of a list."""
    if slip is None:
        return ""
    wrong = [*(f"{name} is missing" for name in slip.missing), *(f"{name} was changed" for name in slip.changed)]
    fits = "is whole" if slip.fits else "does not fit: " + ", ".join(wrong)
    return f"; its slip of {slip.packed:%Y-%m-%d %H:%M} UTC {fits}"


@course.command()
@click.argument("lesson")
@click.argument("source", type=FOLDER)
@course_option
@click.option("--dry-run", is_flag=True, help="Show what would be done, and change nothing.")
@click.option(
    "--match", "matched", multiple=True, callback=_matched, metavar="NAME=STUDENT", help="Whose a name in SOURCE is."
)
@click.option(
    "--at", type=_Moment(), default=None, help="When they were handed in, if you know: 2027-02-01T23:59+01:00."
)
def collect(
    lesson: str, source: Path, folder: Path, matched: dict[str, str], at: datetime | None, *, dry_run: bool
) -> None:
    """Put the hand-ins of LESSON from SOURCE into the course: a zip or folder as Canvas or Moodle gives it out.

    A folder with one folder or zip per student will do, too. What a student handed in before is kept in replaced/.
    """
    from medialit import course as desk

    done = desk.collect(desk.open(folder), lesson, source, matched=matched, at=at, dry_run=dry_run)
    for one in done.students:
        late = ", late by the download" if one.late else ""
        names = "".join(f", {old} is {new}" for old, new in one.renamed)
        if one.came != "same" or late:
            sign = "+" if one.came == "new" else "~"
            click.echo(f"{sign} {one.student}  {_files(len(one.files))}{names}{late}{_slip(one.slip)}")
    for name, files in sorted(done.unmatched.items()):
        click.echo(f'? {name}  nobody in the course was found for {_files(files)}: --match "{name}=STUDENT"')
    for path, why in done.aside:
        click.echo(f"! {path}  left aside: {why}")
    for student in done.missing:
        click.echo(f"· {student}  has handed in nothing")
    ways = {way: sum(one.came == way for one in done.students) for way in ("new", "again", "same")}
    click.echo(
        f"{source.name}: {ways['new']} {'would be ' if dry_run else ''}new, {ways['again']} handed in again, "
        f"{ways['same']} as they were, {len(done.unmatched)} not matched, {len(done.missing)} missing"
    )


@course.command()
@course_option
@click.option("--to", type=FOLDER, default=None, help="New file; COURSE-TIME.zip beside the course if not given.")
def backup(folder: Path, to: Path | None) -> None:
    """Write the course into one zip file: gradebook, hand-ins, marks, everything in its folder.

    Grading may go on meanwhile. The file holds names, grades and texts of students: keep it as you keep those.
    """
    from medialit import course as desk

    made = desk.backup(desk.open(folder), to)
    for name in made.left_out:
        click.echo(f"! {name}  is left out: no regular file", err=True)
    click.echo(f"{made.path}: {made.files} files\n  to get it back: {called()} course restore {made.path} NEW-FOLDER")


@course.command()
@click.argument("file", type=FOLDER)
@click.argument("folder", type=FOLDER)
def restore(file: Path, folder: Path) -> None:
    """Make the course of the backup FILE in FOLDER, which must be new or empty."""
    from medialit import course as desk

    click.echo(f"{desk.restore(file, folder).folder}: the course as it was")


@course.command()
@click.argument("student")
@course_option
@click.option("--yes-forget", "sure", is_flag=True, help="Remove it. Without this, only say what would be removed.")
def forget(student: str, folder: Path, *, sure: bool) -> None:
    """Remove everything that the course has of STUDENT: points, hand-ins, marks, feedback, lines in logs.

    It cannot be undone. Backups that were made before still have it.
    """
    from medialit import course as desk

    chosen = desk.open(folder)
    found = desk.forget(chosen, student) if sure else desk.traces(chosen, student)
    said = "removed" if sure else "would be removed"
    if found.in_gradebook:
        click.echo(f"gradebook: name, address and points of {student} {said}")
    for place in found.folders:
        click.echo(f"{place.relative_to(folder)}: {said}")
    for file, count in found.lines:
        click.echo(f"{file.relative_to(folder)}: {count} lines {said}")
    for page in found.pages:
        click.echo(f"{page.relative_to(folder)}: {said}; write it again with medialit report")
    if not sure:
        click.echo(f"nothing was changed; to do it: {called()} course forget {student} --course {folder} --yes-forget")
