"""The command line: each command parses, calls one function, and prints.

Results go to stdout, progress to stderr. Exit codes: 0 done, 1 something a person can put right, 2 usage,
130 stopped by Ctrl+C.
"""

import contextlib
import errno
import sys
from typing import Any, NoReturn

import click

import medialit
from medialit.cli import article, check, classes, course, data, desk, export, grades, marking, portfolio, student
from medialit.cli._common import called
from medialit.errors import MedialitError

INTERRUPTED = 130
# What a disk or a folder refuses is for the person to put right; any other OSError is a fault of ours.
_THEIRS = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO}


class _Group(click.Group):
    """A group whose errors are two lines: what happened, and what to do."""

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().main(*args, **extra)
        except OSError as problem:  # --help and --version are written before a command runs
            return _end(problem)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise  # click says these itself
        except KeyboardInterrupt:
            click.echo("\nmedialit: stopped by Ctrl+C", err=True)
            raise SystemExit(INTERRUPTED) from None
        except BrokenPipeError:  # whoever read our output has had enough
            with contextlib.suppress(OSError):
                sys.stdout.close()
            raise SystemExit(0) from None
        except Exception as problem:  # the one place where any fault of ours is caught, and said in two lines
            if ctx.params.get("traceback"):
                raise
            return _end(problem)


def _end(problem: Exception) -> NoReturn:
    click.echo(_two_lines(problem), err=True)
    raise SystemExit(1) from None


def _two_lines(problem: Exception) -> str:
    """Return what happened and what to do; of a fault of ours, its name and where to take it."""
    if isinstance(problem, MedialitError):
        return f"medialit: {problem.what}\n  {problem.remedy}"
    if isinstance(problem, OSError) and problem.errno in _THEIRS:
        where = f": {problem.filename}" if problem.filename else ""
        return (
            f"medialit: {problem.strerror}{where}\n"
            "  is there room on the disk, and may you write there? medialit --traceback COMMAND shows more"
        )
    what = f"{type(problem).__name__}: {problem}".splitlines()[0]
    return f"medialit: {what}\n  this is a fault of medialit: run it again with --traceback, and report it"


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(medialit.__version__, prog_name="medialit")
@click.option("--traceback", is_flag=True, help="Show the whole trace of an error.")
def main(*, traceback: bool) -> None:
    """Lessons in media literacy for Jupyter, in English and Chinese."""
    del traceback
    called()  # looked up before a command puts this interpreter's programs on PATH
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a replaced stream need not be reconfigurable
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # TextIOWrapper has it


main.add_command(portfolio.portfolio, "my-data")  # the same: whoever asks for their data need not know our name for it
for _command in (
    classes.demo,
    student.lab,
    student.submit_check,
    student.hand_in,
    portfolio.portfolio,
    course.course,
    grades.grade,
    desk.mark,
    marking.marking,
    grades.feedback,
    grades.report,
    export.export,
    article.article,
    check.check,
    data.data,
    data.lessons,
    data.doctor,
):
    main.add_command(_command)
