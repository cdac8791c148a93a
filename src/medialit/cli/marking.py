"""`medialit marking`: comment bank and rubric as files, and how far two markers agree."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from medialit.cli._common import FOLDER, called, course_option, json_option, say_json, table

if TYPE_CHECKING:
    from medialit.marking import BankEntry, Split

apply_option = click.option(
    "--apply", "is_applied", is_flag=True, help="Do it; without this, only show what would change."
)
_WHY = {
    "few": "too few boxes read twice",
    "same": "all marks are the same",
    "markers": "not the same two markers everywhere",
}


@click.group()
def marking() -> None:
    """Share comments and rubrics as files; see how far two markers agree."""


@marking.group()
def bank() -> None:
    """Write or read the comment bank of a course."""


@bank.command("export")
@click.argument("file", type=FOLDER)
@course_option
def export_bank(file: Path, folder: Path) -> None:
    """Write the comment bank of a course into FILE, which ends in .toml or .csv."""
    from medialit import course as desk
    from medialit.marking import bank as kept
    from medialit.marking import bank_files

    entries = kept.load(desk.open(folder))
    _write(file, bank_files.as_csv(entries) if bank_files.is_csv(file) else bank_files.as_toml(entries))
    click.echo(f"{file}: {len(entries)} comments")


@bank.command("import")
@click.argument("file", type=FOLDER)
@course_option
@apply_option
def import_bank(file: Path, folder: Path, *, is_applied: bool) -> None:
    """Take the comments in FILE into the bank of a course; those that are in the bank only stay."""
    from medialit import course as desk
    from medialit.marking import bank as kept
    from medialit.marking import bank_files

    course, theirs = desk.open(folder), bank_files.read(file)
    change = kept.difference(kept.load(course), theirs)
    for entry in change.added:
        click.echo(f"+ {entry.id}: {entry.en or entry.zh}")
    for before, after in change.changed:
        pairs = (("en", before.en, after.en), ("zh", before.zh, after.zh))
        places = (("for", _place(before), _place(after)),)
        for name, was, will in (*places, *pairs):
            if was != will:
                click.echo(f"- {before.id} {name}: {was}\n+ {after.id} {name}: {will}")
    if is_applied and not change.is_empty:
        kept.take_in(course, theirs)
    _conclude(f"{len(change.added)} new, {len(change.changed)} changed, {change.same} the same", is_applied=is_applied)


def _place(entry: "BankEntry") -> str:
    return f"{entry.lesson or 'every lesson'} {entry.criterion} level {entry.level}"


@marking.group()
def rubric() -> None:
    """Write or read the rubric of a lesson; take marks along to a changed one."""


@rubric.command("export")
@click.argument("lesson")
@click.argument("file", type=FOLDER)
@course_option
def export_rubric(lesson: str, file: Path, folder: Path) -> None:
    """Write the rubric of LESSON, as this course has it, into FILE, which ends in .toml or .csv."""
    from medialit import course as desk
    from medialit.marking import bank_files, rubrics

    rows = desk.rubric(desk.open(folder), lesson)
    _write(file, rubrics.as_csv(lesson, rows) if bank_files.is_csv(file) else rubrics.as_toml(lesson, rows))
    click.echo(f"{file}: {len(rows)} criteria")


@rubric.command("import")
@click.argument("lesson")
@click.argument("file", type=FOLDER)
@course_option
@apply_option
@click.option("--migrate", is_flag=True, help="Take marks by the old rubric along, flagged for a second look.")
def import_rubric(lesson: str, file: Path, folder: Path, *, is_applied: bool, migrate: bool) -> None:
    """Mark LESSON in this course by the rubric in FILE."""
    from medialit import course as desk
    from medialit.marking import rubrics, settle

    course, rows = desk.open(folder), rubrics.read(file, lesson)
    lines = list(rubrics.differences(desk.rubric(course, lesson), rows))
    for line in lines:
        click.echo(line)
    if is_applied:
        done = rubrics.take_in(course, lesson, rows, migrate=migrate)
        settle(course, lesson)
        _say_migrated(done.kept, done.back)
        click.echo(f"  next: write the teacher's notes anew: {called()} course assign {lesson} --course {folder}")
    _conclude(f"{len(lines)} lines differ", is_applied=is_applied)


@rubric.command("migrate")
@click.argument("lesson")
@course_option
def migrate_rubric(lesson: str, folder: Path) -> None:
    """Mark LESSON on by the rubric that the course has now; marks by an older one are flagged for a second look."""
    from medialit import course as desk
    from medialit.marking import rubrics, settle

    course = desk.open(folder)
    done = rubrics.take_along(course, lesson)
    settle(course, lesson)
    _say_migrated(done.kept, done.back)


def _say_migrated(kept: int, back: int) -> None:
    click.echo(f"{kept} marks kept and flagged for a second look, {back} to be given anew")


@marking.command()
@click.argument("lesson")
@course_option
@json_option
def agreement(lesson: str, folder: Path, *, as_json: bool) -> None:
    """Print how far two markers agree on each criterion of LESSON, and where they split."""
    from medialit import course as desk
    from medialit import marking as marks

    course = desk.open(folder)
    told, splits = marks.agreement(course, lesson), marks.splits(course, lesson)
    if as_json:
        say_json({"agreement": told, "splits": [_split_row(one) for one in splits]})
        return
    rows = [
        (one.criterion, one.n, _share(one.exact), _share(one.adjacent), _number(one.kappa), _number(one.alpha),
         _WHY.get(one.why, ""))
        for one in told
    ]  # fmt: skip
    click.echo(table(("criterion", "read twice", "same", "half a level", "kappa", "alpha", "note"), rows))
    waiting = sum(one.needs_decision for one in splits)
    click.echo(f"\n{len(splits)} splits, {waiting} wait for a decision")
    if splits:
        click.echo(table(("who", "criterion", "points", "decided"), [_split_row(one) for one in splits]))


def _split_row(split: "Split") -> Sequence[object]:
    points = ", ".join(f"{one.marker} {one.points:g}" for one in split.marks)
    decided = (
        f"{split.decision.points:g}" if split.decision else "to decide" if split.needs_decision else "first stands"
    )
    return split.pseudonym, split.criterion, points, decided


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _write(file: Path, text: str) -> None:
    """Write a file with a byte order mark for spreadsheets, without overwriting one that is there."""
    from medialit.errors import AlreadyExists

    if file.exists():
        raise AlreadyExists(f"{file} is there already", "name a file that does not exist yet")
    file.write_text(text, "utf-8-sig" if file.suffix.lower() == ".csv" else "utf-8", newline="")


def _conclude(what: str, *, is_applied: bool) -> None:
    click.echo(what if is_applied else f"{what}; nothing was written: give --apply to do it")
