"""`medialit mark`: the marking desk."""

from pathlib import Path

import click

from medialit.cli._common import LANGUAGE, course_option


@click.command()
@click.argument("place", nargs=-1, required=True, metavar="[COURSE] LESSON")
@course_option
@click.option("--marker", default="marker-1", show_default=True, help="Under which name these marks are kept.")
@click.option("--language", type=LANGUAGE, default=None, help="Language of the page; the course's if not given.")
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening a browser.")
@click.option("--port", type=click.IntRange(1024, 65535), default=8899, show_default=True, help="First port to try.")
def mark(
    place: tuple[str, ...], folder: Path, marker: str, language: str | None, port: int, *, no_browser: bool
) -> None:
    """Open the marking desk for LESSON in the browser: one criterion at a time, by keyboard.

    The page answers on this machine only. Marks go into nbgrader's gradebook at once. Two people who mark the same
    class take two names, such as marker-1 and marker-2; neither sees the other's marks.
    """
    from medialit import markingdesk
    from medialit.i18n import Language

    if len(place) > 2:
        raise click.UsageError(f"name a lesson, or a course and a lesson, and not {len(place)} things")
    markingdesk.run(
        Path(place[0]) if len(place) == 2 else folder,
        place[-1],
        marker=marker,
        language=Language.of(language) if language else None,
        port=port,
        browser=not no_browser,
    )
