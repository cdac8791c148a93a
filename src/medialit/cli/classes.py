"""`medialit demo`: an invented class, taught and graded."""

from pathlib import Path

import click

from medialit.cli._common import FOLDER, LANGUAGE, called, progress


@click.command()
@click.option("--into", type=FOLDER, default="medialit-demo", show_default=True, help="New folder for the course.")
@click.option("--students", type=click.IntRange(1, 200), default=24, show_default=True, help="Invented students.")
@click.option("--seed", type=int, default=20250113, show_default=True, help="The same seed gives the same class.")
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Language of the teacher.")
def demo(into: Path, students: int, seed: int, language: str) -> None:
    """Make a course, let an invented class answer lesson 1, and grade it."""
    from medialit import demo as play
    from medialit.i18n import Language

    with progress("demo") as tell:
        result = play.run(into, students=students, seed=seed, language=Language.of(language), progress=tell)
    click.echo(
        f"Done in {result.seconds:.0f} s: {result.students} invented students, {result.graded} graded, "
        f"{result.failed} not gradable (see the report), and 16 of 24 points waiting for a person.\n\n"
        f"  course       {result.folder}\n"
        f"  report       {result.report}\n"
        f"  grades       {result.grades_csv}\n"
        f"  feedback     {result.feedback}\n\n"
        f"Every student and every text in it is invented.\n"
        f"Next: open the report, then try the lesson yourself:\n\n  {called()} lab"
    )
