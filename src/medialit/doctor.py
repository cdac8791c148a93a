"""What works on this machine, what is missing, and what to do about it."""

import importlib.metadata
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from medialit import content, datasets, settings
from medialit.errors import MedialitError
from medialit.finding import Finding, Level
from medialit.responses.journal import JournalSink
from medialit.responses.model import Action, Kind, Response

_NEEDED = (
    ("ipywidgets", "widgets"),
    ("anywidget", "widgets"),
    ("plotly", "figures"),
    ("Babel", "both languages"),
    ("fastjsonschema", "checking answers"),
    ("jupyterlab", "medialit lab"),
    ("jupyterlab-language-pack-zh-CN", "JupyterLab in Chinese"),
    ("nbgrader", "courses and grading"),
)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "firefox", "msedge")
SLOW_SAVE_MS = 50


def examine(folder: Path | None = None) -> tuple[Finding, ...]:
    """Return one finding per thing that a class needs.

    Parameters
    ----------
    folder
        Where a student would work; the working directory if None.
    """
    place = Path.cwd() if folder is None else folder
    machine = (*_python(), *_packages(), *_alembic(), *_formgrader())
    return (*machine, *_content(), *_saving(place), *_browser(), *_font(), *_sandbox())


def _python() -> Iterator[Finding]:
    version = platform.python_version()
    good = sys.version_info >= (3, 11)
    yield Finding(
        level=Level.OK if good else Level.PROBLEM,
        what=f"Python {version}",
        remedy="" if good else "install Python 3.11 or newer",
    )


def _packages() -> Iterator[Finding]:
    for name, what_for in _NEEDED:
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield Finding(level=Level.PROBLEM, what=f"{name} is missing ({what_for})", remedy=f"pip install {name}")
        else:
            yield Finding(level=Level.OK, what=f"{name} {version}")


def _alembic() -> Iterator[Finding]:
    settings.put_programs_on_path()
    if shutil.which("alembic"):
        yield Finding(level=Level.OK, what="alembic, which nbgrader needs for a new gradebook")
    else:
        yield Finding(level=Level.PROBLEM, what="alembic is missing (new gradebooks)", remedy="pip install alembic")


def _formgrader() -> Iterator[Finding]:
    """Say whether a teacher's JupyterLab will show nbgrader's Formgrader; nothing is said where Jupyter is missing."""
    try:
        from jupyter_core.paths import jupyter_config_path
    except ImportError:
        return
    enabled = (Path(folder) / "jupyter_server_config.d" / "nbgrader.json" for folder in jupyter_config_path())
    if any(file.is_file() for file in enabled):
        yield Finding(level=Level.OK, what="nbgrader's Formgrader is switched on, for marking by hand")
    else:
        yield Finding(
            level=Level.WARNING,
            what="nbgrader's Formgrader is not switched on in JupyterLab",
            remedy="jupyter server extension enable --sys-prefix --py nbgrader",
        )


def _content() -> Iterator[Finding]:
    try:
        lessons = sorted(one.name for one in content.folder("lessons").iterdir() if one.is_dir())
        content.folder("assignments")
        for name in datasets.names():
            datasets.load(name)
    except MedialitError as problem:
        yield Finding(level=Level.PROBLEM, what=problem.what, remedy=problem.remedy)
    else:
        yield Finding(level=Level.OK, what=f"lessons, assignments and datasets are here: {', '.join(lessons)}")


def _saving(place: Path) -> Iterator[Finding]:
    """Save one answer for real, in a folder of its own, and say how long the disk took."""
    from datetime import UTC, datetime

    try:
        with tempfile.TemporaryDirectory(dir=place, prefix=".medialit-doctor-") as folder:
            sink = JournalSink(Path(folder) / "doctor.answers.jsonl")
            answer = Response(
                lesson="doctor",
                prompt="test",
                kind=Kind.TEXT,
                action=Action.SAVE,
                value={"text": "test"},
                lang="en",
                author="doctor",
                t=datetime.now(UTC),
            )
            sink.save(answer)
            begun = time.perf_counter()
            sink.save(answer)
            taken_ms = 1000 * (time.perf_counter() - begun)
    except (OSError, MedialitError) as problem:
        yield Finding(
            level=Level.PROBLEM,
            what=f"answers cannot be saved in {place}: {problem}".splitlines()[0],
            remedy="work in a folder that you may write in",
        )
    else:
        slow = taken_ms > SLOW_SAVE_MS
        yield Finding(
            level=Level.WARNING if slow else Level.OK,
            what=f"an answer is on disk in {taken_ms:.1f} ms",
            remedy="a network drive? copy the lessons to a folder on this machine" if slow else "",
        )


def _browser() -> Iterator[Finding]:
    if sys.platform in {"win32", "darwin"} or any(shutil.which(name) for name in _BROWSERS):
        yield Finding(level=Level.OK, what="a browser for JupyterLab")
    else:
        yield Finding(
            level=Level.NOTE,
            what="no browser was found on this machine",
            remedy="medialit lab --no-browser prints an address to open elsewhere",
        )


def _font() -> Iterator[Finding]:
    """Look for a font with Chinese characters where fonts can be listed; Windows and macOS bring their own."""
    lister = shutil.which("fc-list")
    if sys.platform in {"win32", "darwin"} or lister is None:
        return
    listed = subprocess.run([lister, ":lang=zh"], capture_output=True, check=False).stdout
    if listed.strip():
        yield Finding(level=Level.OK, what="a font with Chinese characters")
    else:
        yield Finding(
            level=Level.NOTE,
            what="no font with Chinese characters was found on this machine",
            remedy="install one, such as Noto Sans CJK (Debian and Ubuntu: fonts-noto-cjk)",
        )


def _sandbox() -> Iterator[Finding]:
    """Say whether code of students' can be walled off here; assignments on data need no walls."""
    from medialit.grading import sandbox

    try:
        level = sandbox.require()
    except MedialitError as problem:
        what = f"{problem.what}; our own assignments run none and are graded all the same"
        yield Finding(level=Level.NOTE, what=what, remedy=problem.remedy)
    else:
        walls = {"A": "namespaces, Landlock and seccomp", "B": "Landlock and seccomp"}[level.value]
        yield Finding(level=Level.OK, what=f"a sandbox for code of students': level {level.value}, {walls}")
