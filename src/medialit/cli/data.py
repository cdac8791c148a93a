"""`medialit data`, `lessons` and `doctor`: what there is, and whether it is sound."""

from pathlib import Path

import click

from medialit.cli._common import FOLDER, conclude, json_option, say_json, table


@click.group()
def data() -> None:
    """Look at the datasets and check them."""


@data.command(name="list")
@json_option
def list_(*, as_json: bool) -> None:
    """List the datasets."""
    from medialit import datasets

    tables = [datasets.load(name) for name in datasets.names()]
    if as_json:
        say_json([{"name": one.name, "title": one.title, "rows": len(one.rows)} for one in tables])
    else:
        click.echo(table(("name", "rows", "title"), [(one.name, len(one.rows), one.title) for one in tables]))


@data.command()
@click.argument("name")
@click.option("--rows", type=click.IntRange(1), default=5, show_default=True, help="Rows to print.")
@json_option
def show(name: str, rows: int, *, as_json: bool) -> None:
    """Print the first rows of the dataset NAME."""
    from medialit import datasets

    found = datasets.load(name)
    if as_json:
        say_json(list(found.rows[:rows]))
        return
    click.echo(f"{found.title} ({len(found.rows)} rows)")
    for row in found.rows[:rows]:
        click.echo()
        click.echo(table(("column", "value"), [(key, value) for key, value in row.items() if value is not None]))


@data.command()
@click.argument("name", required=False)
@json_option
def verify(name: str | None, *, as_json: bool) -> None:
    """Check the dataset NAME, or all: hash, types, a source per row, licence, card."""
    from medialit import datasets

    findings = [one for each in ([name] if name else datasets.names()) for one in datasets.verify(each)]
    conclude(findings, as_json=as_json)


@click.group()
def lessons() -> None:
    """Look at the lessons."""


@lessons.command(name="list")
@json_option
def list_lessons(*, as_json: bool) -> None:
    """List the lessons."""
    from medialit import curriculum

    plans = curriculum.lessons()
    if as_json:
        say_json(
            [{"id": one.id, "title": {"en": one.title.en, "zh": one.title.zh}, "minutes": one.minutes} for one in plans]
        )
    else:
        rows = [(one.id, one.minutes, one.title.en, one.title.zh) for one in plans]
        click.echo(table(("id", "minutes", "title", "中文"), rows))


@lessons.command()
@click.argument("folder", type=FOLDER)
def notebooks(folder: Path) -> None:
    """Write the first notebooks of your own lesson from the lesson.toml in FOLDER, in both languages."""
    from medialit import authoring

    click.echo("\n".join(map(str, authoring.notebooks(folder))))


@lessons.command()
@click.argument("lesson")
@click.option("--to", type=FOLDER, default=".", show_default=True, help="Folder for the four files.")
def notes(lesson: str, to: Path) -> None:
    """Write the teacher's notes of LESSON, an id or the folder of your own lesson, as pages and as Markdown."""
    from medialit import curriculum
    from medialit.course.notes import write

    is_own = (Path(lesson) / curriculum.OWN).is_file()
    plan = curriculum.own(Path(lesson)) if is_own else curriculum.lesson(lesson)
    click.echo("\n".join(map(str, write(plan, to))))


@click.command()
@json_option
def doctor(*, as_json: bool) -> None:
    """Say what works on this machine, what is missing, and the remedy."""
    from medialit.doctor import examine

    conclude(examine(), as_json=as_json)
