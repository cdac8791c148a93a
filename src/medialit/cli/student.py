"""What students run: `medialit lab`, `medialit submit-check` and `medialit hand-in`."""

from pathlib import Path

import click

from medialit.cli._common import FOLDER, LANGUAGE, MARKS, say_findings
from medialit.finding import Level


@click.command()
@click.argument("folder", type=FOLDER, default="medialit-lessons")
@click.option(
    "--language",
    type=click.Choice(["en", "zh", "both"]),
    default=None,
    help="Language of the lessons; the system's if not given.",
)
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening a browser.")
@click.option("--port", type=click.IntRange(1024, 65535), default=8888, show_default=True, help="First port to try.")
def lab(folder: Path, language: str | None, port: int, *, no_browser: bool) -> None:
    """Lay the lessons into FOLDER and open JupyterLab on START.

    A file that you changed is never touched: a newer lesson lands beside it.

    JupyterLab answers on this machine only. Your own Jupyter configuration is neither read nor changed, except what
    JUPYTER_CONFIG_PATH names.
    """
    from medialit import lab as laboratory

    laid = laboratory.lay(folder, laboratory.languages(language))
    for name, files in (
        ("new", laid.new),
        ("updated", laid.updated),
        ("restored", laid.restored),
        ("beside yours", laid.beside),
    ):
        if files:
            click.echo(f"{name}: {', '.join(files)}", err=True)
    raise SystemExit(laboratory.run(folder, laboratory.languages(language)[0], port=port, browser=not no_browser))


@click.command(name="submit-check")
@click.argument("folder", type=FOLDER, default=".")
@click.option("--lesson", default=None, help="Id of the lesson; found from the journal if not given.")
@click.option("--language", type=LANGUAGE, default=None, help="Language of what is said; the system's if not given.")
def submit_check(folder: Path, lesson: str | None, language: str | None) -> None:
    """Say what a hand-in of the lesson in FOLDER lacks, before you hand in.

    Looks at answers, notebook and text boxes; changes and sends nothing. Ends with code 1 if something is missing.
    """
    from medialit import curriculum, portfolio, settings
    from medialit.i18n import Language, words
    from medialit.lab import lesson_in

    chosen = Language.of(language) if language else settings.read().language
    say = words(chosen)
    found = portfolio.ready(folder, curriculum.lesson(lesson or lesson_in(folder)), chosen)
    for one in found:
        click.echo(f"{MARKS[one.level]} {say(f'finding.{one.key}', **one.values)}")
    if found:
        raise SystemExit(1)
    click.echo(f"{MARKS[Level.OK]} {say('hand_in.ready', folder=folder.resolve().name)}")


@click.command(name="hand-in")
@click.argument("folder", type=FOLDER, default=".")
@click.option("--lesson", default=None, help="Id of the lesson; found from the journal if not given.")
def hand_in(folder: Path, lesson: str | None) -> None:
    """Pack the lesson in FOLDER as one zip file to upload."""
    from medialit.lab import lesson_in
    from medialit.responses.hand_in import pack

    packed = pack(folder, lesson or lesson_in(folder))
    say_findings(packed.findings)
    click.echo(f"{packed.path}\n  {len(packed.files)} files; upload this zip where your class collects work")
