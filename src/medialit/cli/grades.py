"""`medialit grade`, `feedback` and `report`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from medialit.cli._common import LANGUAGE, called, course_option, json_option, progress, say_findings, say_json, table

_ROUTES = {
    "data": "on data alone: no code of a student's was run, and no kernel started",
    "shell": "in the sandbox, each in a fork of a shell that was ready",
    "stock": "with a kernel for each notebook, as nbgrader does",
    "unchanged": "left as they were: nothing has changed since they were graded",
}
_DOUBTS = {
    "code": " (their points depend on code)",
    "preprocessor": " (the course has preprocessors of its own)",
    "not-python": " (a test is not plain Python)",
    "raised": " (a test raised an error)",
    "noisy": " (a test warned, or showed something else than a number)",
    "failed": " (without one they failed)",
    "quit": " (they called quit(): nbgrader itself does not always give these the same points)",
    "died": " (their kernel died)",
    "timeout": " (a cell took too long)",
    "limit": " (they used more memory, disk or time than is allowed)",
    "shadows": " (a file of theirs has the name of a library)",
    "kernel": " (they need a kernel that cannot be kept ready)",
}


@click.command()
@click.argument("lessons", metavar="LESSON...", nargs=-1, required=True)
@course_option
@click.option("--student", "students", multiple=True, help="Only this student; may be given several times.")
@click.option("--force", is_flag=True, help="Also what has not changed since it was graded.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=None,
    help="How many hand-ins at once; one for each core if not given.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", default="", help="A Dask scheduler whose workers grade, such as tcp://head:8786."
)
@click.option(
    "--unsandboxed", is_flag=True, help="Run code of students' without walls, with your rights, at your own risk."
)
@click.option(
    "--integrity",
    type=click.Choice(["inside", "hold", "outside"]),
    default="hold",
    show_default=True,
    help="Tests of code are run again outside the student's process; what passes only inside waits for you (hold), "
    "counts (inside: they are not run again), or has the points from outside.",
)
@click.option("--timings", is_flag=True, help="Show how long each cell took.")
@click.option(
    "--verify",
    type=click.IntRange(min=1),
    metavar="N",
    default=None,
    help="Then grade N hand-ins, chosen at random, with nbgrader's own autograder, and show every value that differs.",
)
@json_option
def grade(  # noqa: PLR0913, PLR0917  # one argument for each option
    lessons: tuple[str, ...],
    folder: Path,
    students: tuple[str, ...],
    workers: int | None,
    scheduler: str,
    integrity: str,
    verify: int | None,
    *,
    force: bool,
    unsandboxed: bool,
    timings: bool,
    as_json: bool,
) -> None:
    """Grade the hand-ins of each LESSON: what is new, and what has changed since it was graded.

    In any course of nbgrader's, LESSON is the name of an assignment.
    """
    from medialit.grading import preload

    if not scheduler:
        preload.start()
    from medialit import course as desk
    from medialit import curriculum, marking

    course = desk.open_any(folder)
    how = desk.Options(
        force=force,
        workers=workers or 0,
        scheduler=scheduler,
        is_open=unsandboxed,
        integrity=desk.Integrity(integrity),
    )
    said = []
    for lesson in dict.fromkeys(lessons):
        with progress(f"grading {lesson}") as tell:
            settle = marking.settle if lesson in curriculum.ids() else None
            summary = desk.grade(course, lesson, students=students or None, how=how, progress=tell, then=settle)
        say_findings(summary.findings)
        if as_json:
            said += [{"lesson": lesson, **asdict(row)} for row in summary.rows]
        else:
            _say(lesson, folder, summary)
        if timings:
            _say_timings(desk.timings(course, lesson, {row.student for row in summary.rows}))
    if as_json:
        say_json(said)
    agreed = [_verified(course, lesson, verify, how) for lesson in dict.fromkeys(lessons)] if verify else []
    if not all(agreed):
        raise SystemExit(1)


def _say(lesson: str, folder: Path, summary: Any) -> None:
    """Print what became of the hand-ins of a lesson, and what comes next."""
    rows = [
        (
            row.student,
            row.status.value,
            "" if row.auto is None else f"{round(row.auto, 2):g}/{row.max_auto:g}",
            "to mark" if row.needs_manual else "",
            row.note,
        )
        for row in summary.rows
    ]
    click.echo(table(("student", "status", "automatic", "by hand", "note"), rows))
    routes = Counter(_ROUTES[row.route] + _DOUBTS.get(row.doubt, "") for row in summary.rows if row.route)
    failed = sum(row.status.value == "failed" for row in summary.rows)
    graded = sum(row.status.value == "graded" for row in summary.rows)
    click.echo(f"\n{graded} graded, {failed} not gradable")
    for route, count in sorted(routes.items()):
        click.echo(f"  {count} {route}")
    repaired = sum(row.is_repaired for row in summary.rows)
    if repaired:
        click.echo(f"  {repaired} repaired before grading; the notes say what")
    _say_doubtful(summary.rows)
    if (folder / "medialit.toml").exists():
        click.echo(f"  when all is marked: {called()} feedback {lesson} --course {folder}")
        click.echo(f"  next: {called()} mark {lesson} --course {folder}")


def _say_timings(timings: Iterable[tuple[str, int, float, float]]) -> None:
    """Print how long each cell took, on stderr, where it stands in no program's way."""
    rows = ((cell, count, f"{median:.3f}", f"{longest:.3f}") for cell, count, median, longest in timings)
    click.echo(table(("cell", "hand-ins", "median s", "longest s"), rows), err=True)


def _say_doubtful(rows: Iterable[Any]) -> None:
    """Print which tests are held, with both results, and which could be forged."""
    held = [
        (row.student, cell, f"{one['inside']:g}", "?" if one["outside"] is None else f"{one['outside']:g}", one["why"])
        for row in rows
        for cell, one in sorted(row.held.items())
    ]
    if held:
        click.echo("\nheld, without points until you look: passed in the student's own process, and not outside it")
        click.echo(table(("student", "test", "inside", "outside", "what happened outside"), held))
    forgeable = sorted({cell for row in rows for cell in row.forgeable})
    if forgeable:
        click.echo(f"  only the student's own process can judge these, so they can be forged: {', '.join(forgeable)}")


def _verified(course: Any, lesson: str, count: int, how: Any) -> bool:
    """Say of each hand-in that was checked whether nbgrader agrees; return whether it does for all."""
    from medialit import course as desk

    agreed = True
    for student, lines in desk.verify(course, lesson, count, how=how):
        click.echo(f"{'✗' if lines else '✓'} {lesson}, {student}: {len(lines) or 'nothing'} differs", err=True)
        for line in lines:
            click.echo(f"    {line}", err=True)
        agreed = agreed and not lines
    return agreed


@click.command()
@click.argument("lesson")
@course_option
@click.option("--student", "students", multiple=True, help="Only this student; may be given several times.")
@click.option(
    "--language",
    type=click.Choice(["en", "zh", "both"]),
    default=None,
    help="Language of every page; each student's own if not given.",
)
@click.option(
    "--hold-marks",
    "hold",
    metavar="TIME",
    default=None,
    help="Comments now, points when TIME (24h, 2d) has passed since the first run; 0 gives them out.",
)
@click.option("--show-keys", is_flag=True, help="Give out the keys of the skill items with the points.")
@json_option
def feedback(  # noqa: PLR0913  # one argument for each option
    lesson: str,
    folder: Path,
    students: tuple[str, ...],
    language: str | None,
    hold: str | None,
    *,
    show_keys: bool,
    as_json: bool,
) -> None:
    """Write a page for every student who handed in LESSON, where nbgrader's release_feedback takes it from."""
    from medialit import course as desk
    from medialit import feedback as pages
    from medialit.i18n import Language

    wanted = pages.Wanted(
        languages=tuple(Language) if language == "both" else (Language.of(language),) if language else (),
        hold=pages.length(hold) if hold is not None else None,
        show_keys=show_keys,
        students=students or None,
    )
    with progress("feedback") as tell:
        written = pages.write(desk.open(folder), lesson, wanted, progress=tell)
    say_findings(written.findings)
    if as_json:
        say_json(written)
        return
    click.echo(f"{len(written.pages)} feedback pages in {folder / 'feedback'}")
    if written.held:
        until = f"{written.held.until:%Y-%m-%d %H:%M} UTC" if written.held.until else "you give them out"
        click.echo(f"  comments only: points are held back until {until}; run this again then")
    click.echo(f"  next: nbgrader release_feedback {lesson}, in the course folder")


@click.command()
@click.argument("lesson")
@course_option
@click.option("--language", type=LANGUAGE, default=None, help="Language of the report; the course's if not given.")
def report(lesson: str, folder: Path, language: str | None) -> None:
    """Write the grades file and the class report of LESSON."""
    from medialit import course as desk
    from medialit import reports
    from medialit.i18n import Language

    opened = desk.open(folder)
    page = reports.class_report(opened, lesson, Language.of(language) if language else opened.language)
    click.echo(page)
    if desk.is_graded(opened, lesson):
        click.echo(reports.grades_csv(opened, lesson))
    else:
        click.echo(f"nothing is graded in {lesson}: it has no graded reflection yet, so there is no grades file")
