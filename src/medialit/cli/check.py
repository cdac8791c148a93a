"""`medialit check`: the authoring linter, for our lessons and for a teacher's own."""

from pathlib import Path

import click

from medialit.cli._common import FOLDER, conclude, json_option


@click.command()
@click.argument("paths", nargs=-1, type=FOLDER)
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave a rule out, such as ML201; can be given again.")
@click.option("--explain", metavar="RULE", default=None, help="Say why a rule exists and what to do; or: all.")
@click.option("--fix", is_flag=True, help="First write notebooks in canonical form: outputs go, text and ids stay.")
@click.option(
    "--accept-translations",
    is_flag=True,
    help="First record that each Chinese notebook translates the English as it is.",
)
@json_option
def check(
    paths: tuple[Path, ...],
    ignore: tuple[str, ...],
    explain: str | None,
    *,
    fix: bool,
    accept_translations: bool,
    as_json: bool,
) -> None:
    """Check lessons: notebooks, translations, curriculum, links, numbers, datasets, catalogues.

    PATHS are lesson folders or notebooks; without any, everything that medialit ships is checked.
    """
    from medialit import authoring

    if explain is not None:
        click.echo(authoring.explain(explain))
        return
    changed = [*(authoring.put_in_form(paths) if fix else ())]
    changed += authoring.accept_translations(paths) if accept_translations else ()
    for file in changed:
        click.echo(f"written: {file}", err=True)
    conclude(authoring.check(paths, ignore=ignore), as_json=as_json)
