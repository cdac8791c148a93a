"""`medialit check`: the authoring linter, for our lessons and for a teacher's own."""

from pathlib import Path

import click

from medialit.cli._common import FOLDER, conclude, json_option, progress


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
@click.option(
    "--no-grading",
    is_flag=True,
    help="A quick look: leave out ML910 to ML915, which grade each assignment with invented hand-ins.",
)
@json_option
def check(  # noqa: PLR0913 - one for each option
    paths: tuple[Path, ...],
    ignore: tuple[str, ...],
    explain: str | None,
    *,
    fix: bool,
    accept_translations: bool,
    no_grading: bool,
    as_json: bool,
) -> None:
    """Check lessons: notebooks, translations, curriculum, links, numbers, datasets, catalogues, grading.

    PATHS are lesson folders, folders of assignments, or notebooks; without any, everything that medialit ships is
    checked.
    """
    from medialit import authoring
    from medialit.guard import Guard

    with progress("grading") as tell:
        guarding = Guard(tell).rules()
        rules = (*authoring.RULES, *guarding)
        if explain is not None:
            click.echo(authoring.explain(explain, rules))
            return
        changed = [*(authoring.put_in_form(paths) if fix else ())]
        changed += authoring.accept_translations(paths) if accept_translations else ()
        for file in changed:
            click.echo(f"written: {file}", err=True)
        left_out = tuple(one.id for one in guarding) if no_grading else ()
        findings = authoring.check(paths, ignore=(*ignore, *left_out), rules=rules)
    if no_grading:
        click.echo("assignments were not graded (ML910 to ML915): run it without --no-grading for that", err=True)
    conclude(findings, as_json=as_json)
