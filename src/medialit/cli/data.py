"""`medialit data`, `lessons` and `doctor`: what there is, and whether it is sound."""

import contextlib
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import click

from medialit.cli._common import FOLDER, LANGUAGE, conclude, json_option, say_json, table

if TYPE_CHECKING:
    from medialit.curriculum import LessonPlan
    from medialit.datasets import Table


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
@click.option(
    "--figure", is_flag=True, help="Open its figures and all rows in the browser, as a page that works offline."
)
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Language of that page.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write that page here, and open nothing.")
@json_option
def show(name: str, rows: int, *, figure: bool, language: str, out: Path | None, as_json: bool) -> None:
    """Print the first rows of the dataset NAME, or show its figures."""
    from medialit import datasets

    found = datasets.load(name)
    if figure or out:
        _open(
            _page(found, language), out or Path(mkdtemp(prefix="medialit-")) / f"{name}.{language}.html", show=not out
        )
        return
    if as_json:
        say_json(list(found.rows[:rows]))
        return
    click.echo(f"{found.title} ({len(found.rows)} rows)")
    for row in found.rows[:rows]:
        click.echo()
        click.echo(table(("column", "value"), [(key, value) for key, value in row.items() if value is not None]))


def _page(found: "Table", language: str) -> str:
    """Return the page of a dataset: the figures that use it, and its rows."""
    from medialit import datasets, figures
    from medialit.i18n import Language, words

    say = words(Language(language))
    return figures.sheet(found, [figures.draw(one, datasets.load, say) for one in figures.of(found.name)], say)


def _open(page: str, place: Path, *, show: bool) -> None:
    """Write a page, say where, and ask the browser to open it; without a browser, that it is written is enough."""
    import webbrowser

    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(page, "utf-8")
    click.echo(place)
    if show:
        with contextlib.suppress(webbrowser.Error, OSError):
            webbrowser.open(place.resolve().as_uri())


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
@click.option("--to", type=FOLDER, default=".", show_default=True, help="Folder for reflection.ipynb.")
def reflection(lesson: str, to: Path) -> None:
    """Write the graded reflection of LESSON, an id, from its curriculum; the model answers of an older one are kept."""
    from medialit import authoring

    click.echo(authoring.write_reflection(lesson, to))


@lessons.command()
@click.argument("lesson")
@click.option("--to", type=FOLDER, default=".", show_default=True, help="Folder for the four files.")
def notes(lesson: str, to: Path) -> None:
    """Write the teacher's notes of LESSON, an id or the folder of your own lesson, as pages and as Markdown."""
    from medialit.course.notes import write

    click.echo("\n".join(map(str, write(_plan(lesson)[0], to))))


@lessons.command()
@click.argument("lesson")
@click.option("--language", type=LANGUAGE, default=None, help="Language of the worksheet; both if not given.")
@click.option("--out", type=FOLDER, default=".", show_default=True, help="Folder for the files.")
def paper(lesson: str, language: str | None, out: Path) -> None:
    """Write LESSON, an id or the folder of your own lesson, as a worksheet for pens: a page to print, and Markdown."""
    from medialit import worksheet
    from medialit.i18n import Language

    languages = tuple(Language) if language is None else (Language(language),)
    plan, home = _plan(lesson)
    click.echo("\n".join(map(str, worksheet.write(plan, out, home=home, languages=languages))))


def _plan(lesson: str) -> "tuple[LessonPlan, Path | None]":
    """Return the teacher's own lesson in the folder of that name, with the folder, or ours of that id."""
    from medialit import curriculum

    home = Path(lesson)
    return (curriculum.own(home), home) if (home / curriculum.OWN).is_file() else (curriculum.lesson(lesson), None)


@click.command()
@json_option
def doctor(*, as_json: bool) -> None:
    """Say what works on this machine, what is missing, and the remedy."""
    from medialit.doctor import examine

    conclude(examine(), as_json=as_json)
