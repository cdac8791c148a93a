"""`medialit export`: grades into a file of the learning management system's."""

from pathlib import Path

import click

from medialit.cli._common import FOLDER, course_option
from medialit.errors import AlreadyExists


@click.command()
@click.argument("lesson")
@click.argument("file", type=FOLDER)
@course_option
@click.option("--column", default=None, help="Heading of the column to fill, or the assignment's title in it.")
@click.option("--scale", is_flag=True, help="Scale points to the most that FILE gives for the column.")
@click.option("--to", type=FOLDER, default=None, help="New file; FILE's name with .filled in it if not given.")
@click.option("--encoding", default=None, help="Encoding of FILE, such as gb18030; found out if not given.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
def export(  # noqa: PLR0913  # one argument for each option
    lesson: str,
    file: Path,
    folder: Path,
    column: str | None,
    to: Path | None,
    encoding: str | None,
    *,
    scale: bool,
    dry_run: bool,
) -> None:
    """Fill one column of FILE, which Canvas or Moodle exported, with the grades of LESSON.

    FILE itself is left alone; in the copy, every byte outside that column stays. Upload the copy where FILE came from.
    """
    from medialit import course as desk

    done = desk.export_grades(desk.open(folder), lesson, file, column=column, scale=scale, encoding=encoding)
    for one in done.changed:
        click.echo(f"~ {one.student}  {one.old or '(empty)'} → {one.new}")
    for one in done.cells:
        if one.why_not:
            click.echo(f"· {one.student}  {one.old or '(empty)'} stays: {one.why_not}")
    for name in done.unknown:
        click.echo(f"? {name}  is in {file.name} and not in the course")
    for student in done.missing:
        click.echo(f"! {student}  has a grade and is not in {file.name}")
    if done.most_there is not None and done.most_there != done.most and not scale:
        click.echo(f"! {file.name} gives {done.most_there:g} points at most, the lesson {done.most:g}; see --scale")
    if not dry_run:
        to = to or file.with_name(f"{file.stem}.filled{file.suffix}")
        _write(to, done.content)
    click.echo(
        f"{done.column}: {len(done.changed)} cells {'would change' if dry_run else 'changed'}, "
        f"{len(done.cells) - len(done.changed)} as they were" + ("" if dry_run else f"\n  {to}")
    )


def _write(to: Path, content: bytes) -> None:
    try:
        with to.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        raise AlreadyExists(f"{to} exists already", "name another file: --to FILE; nothing was changed") from None
