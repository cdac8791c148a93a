"""`medialit portfolio`: everything a student wrote, as two files to keep, or gone."""

from pathlib import Path

import click

from medialit.cli._common import FOLDER, LANGUAGE, called
from medialit.i18n import Language

_language = click.option("--language", type=LANGUAGE, default=None, help="Language of the headings and messages.")


@click.group()
def portfolio() -> None:
    """Keep or delete everything you wrote in the lessons."""


@portfolio.command()
@click.argument("folder", type=FOLDER, default=".")
@click.option("--to", type=FOLDER, default=None, help="Folder for the two files; FOLDER if not given.")
@_language
def export(folder: Path, to: Path | None, language: str | None) -> None:
    """Write everything you wrote in the lessons of FOLDER as portfolio.html and portfolio.md."""
    from medialit import portfolio as mine

    made = mine.export(folder, _chosen(language), to=to)
    names = "\n".join(str(one) for one in made.files)
    click.echo(f"{names}\n  {made.answers} answers from {made.lessons} lessons")


@portfolio.command()
@click.argument("folder", type=FOLDER, default=".")
@click.option(
    "--yes-delete-everything", "sure", is_flag=True, help="Delete. Without this, only say what would be deleted."
)
@_language
def delete(folder: Path, language: str | None, *, sure: bool) -> None:
    """Delete everything you wrote in the lessons of FOLDER.

    Answers, the copies of them inside notebooks, packed hand-ins and exported portfolios. Lesson notebooks are put back
    as they were. What you handed in is not here, and stays where it is.
    """
    from medialit import portfolio as mine
    from medialit.i18n import words

    say, doomed = words(_chosen(language)), mine.look(folder)
    if not sure or not doomed:
        click.echo("\n".join(mine.plan_lines(doomed, folder, say)))
        if doomed:
            click.echo(f"  {called()} portfolio delete {folder} --yes-delete-everything")
        return
    erased = mine.erase(doomed)
    click.echo("\n".join(mine.done_lines(erased, folder, say)))
    if erased.failed:
        raise SystemExit(1)


def _chosen(language: str | None) -> Language:
    from medialit import settings

    return Language.of(language) if language else settings.read().language
