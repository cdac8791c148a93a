"""`medialit demo`: an invented class, taught and graded."""

from pathlib import Path

import click

from medialit.cli._common import FOLDER, LANGUAGE, called, progress


@click.command()
@click.option("--into", type=FOLDER, default="medialit-demo", show_default=True, help="New folder for the course.")
@click.option(
    "--lesson",
    "lessons",
    multiple=True,
    default=("01-who-moved",),
    show_default=True,
    help="A lesson with a graded reflection; can be given again, and is then taught a week later.",
)
@click.option("--students", type=click.IntRange(1, 99), default=24, show_default=True, help="Invented students.")
@click.option("--seed", type=int, default=20250113, show_default=True, help="The same seed gives the same class.")
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Language of the teacher.")
def demo(into: Path, lessons: tuple[str, ...], students: int, seed: int, language: str) -> None:
    """Make a course, let an invented class answer a lesson, and grade it."""
    from medialit import demo as play
    from medialit.i18n import Language

    with progress("demo") as tell:
        result = play.run(
            into, lessons=lessons, students=students, seed=seed, language=Language.of(language), progress=tell
        )
    made = [("report", one) for one in result.reports] + [("grades", one) for one in result.grades]
    lines = "".join(f"  {what:<12} {where}\n" for what, where in made)
    click.echo(
        f"Done in {result.seconds:.0f} s: {result.students} invented students, {result.graded} graded, "
        f"{result.failed} not gradable (see the report), and {result.by_hand} of {result.most} points "
        "waiting for a person.\n\n"
        f"  {'course':<12} {result.folder}\n"
        f"{lines}"
        f"  {'feedback':<12} {result.feedback}\n\n"
        f"Every student and every text in it is invented.\n"
        "Next: open the report, mark what waits, then try the lesson yourself:\n\n"
        f"  {called()} mark {result.folder} {lessons[0]}\n  {called()} lab"
    )
