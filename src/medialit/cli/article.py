"""`medialit article`: your own lawful copy of the article, for work on its full text."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from medialit.cli._common import FOLDER, LANGUAGE, json_option, say_json
from medialit.i18n import Language, Words

if TYPE_CHECKING:
    from medialit.article import Match

_language = click.option("--language", type=LANGUAGE, default=None, help="Language of the messages.")


@click.group()
def article() -> None:
    """Add your own copy of the article that the lessons discuss; every lesson works without it, too.

    The article belongs to its author and is not part of medialit. Your copy stays in the folder MEDIALIT_HOME.
    """


@article.command()
@click.argument("file", type=FOLDER)
@click.option("--dry-run", is_flag=True, help="Say what FILE holds, and keep nothing.")
@json_option
@_language
def add(file: Path, language: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Keep the paragraphs of the article that FILE holds: a saved web page, its archive, plain text or Markdown."""
    from medialit import article as companion
    from medialit import settings

    home = settings.read().home
    found, say = companion.look(file) if dry_run else companion.add(file, home), _words(language)
    _tell(found, say, as_json=as_json)
    if not as_json:
        click.echo(say("article.not_kept") if dry_run else say("article.kept", folder=home))


@article.command()
@json_option
@_language
def status(language: str | None, *, as_json: bool) -> None:
    """Say which paragraphs your copy holds."""
    from medialit import article as companion
    from medialit import settings

    _tell(companion.kept(settings.read().home), _words(language), as_json=as_json)


@article.command()
@click.option("--dry-run", is_flag=True, help="Say whether there is a copy, and delete nothing.")
@_language
def remove(language: str | None, *, dry_run: bool) -> None:
    """Delete your copy."""
    from medialit import article as companion
    from medialit import settings

    home, say = settings.read().home, _words(language)
    file = companion.file_in(home)
    if not (file.is_file() if dry_run else companion.remove(home)):
        click.echo(say("article.none"))
    else:
        click.echo(say("article.would_remove", file=file) if dry_run else say("article.removed", file=file))


def _tell(found: "Match | None", say: Words, *, as_json: bool) -> None:
    if as_json:
        parts = ("whole", "partly", "missing")
        say_json(None if found is None else {part: list(getattr(found, part)) for part in parts})
        return
    if found is None:
        click.echo(say("article.none"))
        return
    click.echo(say("article.whole", count=len(found.whole), numbers=_numbers(found.whole, say)))
    if found.partly:
        click.echo(say("article.partly", numbers=_numbers(found.partly, say)))
    if found.missing:
        click.echo(say("article.missing", numbers=_numbers(found.missing, say)))


def _numbers(numbers: Iterable[int], say: Words) -> str:
    """Return paragraph numbers with runs as ranges: `1–4, 7`."""
    runs: list[list[int]] = []
    for one in sorted(numbers):
        if runs and runs[-1][-1] == one - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    spans = [str(run[0]) if len(run) == 1 else say("article.span", first=run[0], last=run[-1]) for run in runs]
    return say("article.comma").join(spans)


def _words(language: str | None) -> Words:
    from medialit import settings
    from medialit.i18n import words

    return words(Language.of(language) if language else settings.read().language)
