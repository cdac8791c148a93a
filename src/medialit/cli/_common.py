"""What commands share: options, progress on stderr, findings, and tables that keep their columns."""

import contextlib
import json
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import click

from medialit.cli._interrupt import ctrl_c_ends_it
from medialit.finding import Finding, Level

MARKS = {Level.OK: "✓", Level.NOTE: "·", Level.WARNING: "!", Level.PROBLEM: "✗"}

LANGUAGE = click.Choice(["en", "zh"])
FOLDER = click.Path(path_type=Path)

course_option = click.option(
    "--course", "folder", type=FOLDER, default=".", show_default=True, help="Folder of the course."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@cache
def called() -> str:
    """Return how this program was called, so that the next command can be copied: nothing need be activated."""
    program = Path(sys.argv[0])
    if program.stem != "medialit":
        return f"{Path(sys.executable).name} -m medialit"
    on_path = shutil.which("medialit")
    if on_path and Path(on_path).resolve() == program.resolve():
        return "medialit"
    here = Path.cwd()
    return str(program.relative_to(here) if program.is_relative_to(here) else program)


def say_findings(findings: Iterable[Finding], *, err: bool = True) -> None:
    """Print findings, each with its remedy, on stderr (or stdout)."""
    for one in findings:
        remedy = f"\n    {one.remedy}" if one.remedy else ""
        click.echo(f"{MARKS[one.level]} {one.what}{remedy}", err=err)


def conclude(findings: Sequence[Finding], *, as_json: bool) -> None:
    """Print findings as the result of a command, and end it with code 1 if one of them is a problem."""
    if as_json:
        say_json(findings)
    else:
        say_findings(findings, err=False)
    if any(one.level is Level.PROBLEM for one in findings):
        raise SystemExit(1)


def say_json(value: Any) -> None:
    """Print JSON data or dataclasses on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    return asdict(value) if hasattr(value, "__dataclass_fields__") else str(value)


@contextlib.contextmanager
def progress(label: str) -> Iterator[Callable[[int, int, str, float], None]]:
    """Yield a callback that draws one bar on stderr, or a line per step where stderr is no terminal.

    Ctrl+C ends what runs in this context at the latest with the next step.
    """
    with ctrl_c_ends_it() as ask:
        yield _bar(label, ask)


def _bar(label: str, ask: Callable[[], None]) -> Callable[[int, int, str, float], None]:
    live, begun = sys.stderr.isatty(), time.monotonic()

    def tell(done: int, total: int, what: str, seconds_left: float) -> None:
        ask()
        rate = f", {done / max(time.monotonic() - begun, 1e-9):.1f}/s" if done and seconds_left else ""
        width = 24
        filled = width * done // max(total, 1)
        left = f", about {seconds_left:.0f} s left" if seconds_left else ""
        bar = "█" * filled + "·" * (width - filled)
        line = f"{label} {bar} {done}/{total} {what}{rate}{left}"
        click.echo(f"\r\x1b[K{line}" if live else line, err=True, nl=not live)
        if live and done >= total:
            click.echo(err=True)

    return tell


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as text in columns; Han characters count as two."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)) for row in cells
    ]
    return "\n".join(line.rstrip() for line in lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
