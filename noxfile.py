"""Every command there is, for people and for CI: `nox` runs the checks, `nox -s NAME` one of them.

All sessions share one environment that holds the built wheel, so what is tested is what is installed.
"""

import hashlib
import os
import shutil
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2024.4.15"
nox.options.sessions = ["lint", "types", "layers", "check", "unit", "js", "lessons", "integration", "browser", "docs"]
nox.options.stop_on_first_error = False

ROOT = Path(__file__).parent
HOME = ROOT / ".nox" / "wheel"
BIN = HOME / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = BIN / ("python.exe" if sys.platform == "win32" else "python")
PACKED = ("src", "lessons", "assignments", "pyproject.toml", "README.md")
GROUPS = ("test", "check", "docs")
SHORT = ("unit", "contracts", "data", "house")


def _digest(*places: str) -> str:
    """Return one hash over the names and bytes of all files in `places`."""
    hashed = hashlib.sha256(sys.version.encode())
    for place in places:
        top = ROOT / place
        found = sorted(one for one in top.rglob("*") if one.is_file()) if top.is_dir() else [top]
        for file in found:
            if "__pycache__" not in file.parts and ".ipynb_checkpoints" not in file.parts:
                hashed.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return hashed.hexdigest()


def _run(session: nox.Session, *command: str | Path, **kwargs: object) -> None:
    """Run a command with the wheel environment's programs first on PATH."""
    env = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}
    session.run(*map(str, command), external=True, env=env, **kwargs)


def _environment(session: nox.Session) -> None:
    """Make the shared environment, or bring it up to date: exact versions, and medialit as a wheel."""
    tools, wheel = HOME / "tools.sha256", HOME / "wheel.sha256"
    wanted = _digest("constraints.txt", "pyproject.toml")
    if not (tools.is_file() and tools.read_text() == wanted):
        shutil.rmtree(HOME, ignore_errors=True)
        session.run(sys.executable, "-m", "venv", str(HOME), external=True)
        groups = [word for name in GROUPS for word in ("--group", name)]
        _run(session, PYTHON, "-m", "pip", "install", "-q", "--upgrade", "pip>=25.1")
        _run(session, PYTHON, "-m", "pip", "install", "-q", "-c", "constraints.txt", ".", *groups)
        tools.write_text(wanted)
        wheel.write_text(_digest(*PACKED))
    built = _digest(*PACKED)
    if wheel.read_text() != built:
        _run(session, PYTHON, "-m", "pip", "install", "-q", "--no-deps", "--force-reinstall", ".")
        wheel.write_text(built)


def _tests(
    session: nox.Session, *folders: str, at_once: str = "1", dist: str = "worksteal", which: str = "not long"
) -> None:
    """Run pytest on `folders` of `tests/`, or on what follows `--` on the command line.

    `at_once` is how many processes share the tests; each sets up for itself what is set up once, such as a JupyterLab.
    """
    _environment(session)
    shared = ["-n", at_once, "--dist", dist] if at_once != "1" else []
    asked = session.posargs or [*shared, "-m", which, *(f"tests/{name}" for name in folders)]
    _run(session, PYTHON, "-m", "pytest", *asked)


@nox.session(venv_backend="none")
def lint(session: nox.Session) -> None:
    """Check style and formatting of the Python files."""
    _environment(session)
    _run(session, PYTHON, "-m", "ruff", "check", ".")
    _run(session, PYTHON, "-m", "ruff", "format", "--check", ".")


@nox.session(venv_backend="none")
def types(session: nox.Session) -> None:
    """Check the types of the package, strictly."""
    _environment(session)
    _run(session, PYTHON, "-m", "mypy", "src/medialit")


@nox.session(venv_backend="none")
def layers(session: nox.Session) -> None:
    """Check that imports point down and that each heavy library has one door."""
    _environment(session)
    _run(session, BIN / "lint-imports")


@nox.session(venv_backend="none")
def check(session: nox.Session) -> None:
    """Check notebooks, catalogues, curriculum and datasets, and grade each assignment: `medialit check`."""
    _environment(session)
    _run(session, BIN / "medialit", "check")


@nox.session(venv_backend="none")
def unit(session: nox.Session) -> None:
    """Run the tests that need no server, no kernel and no browser."""
    _tests(session, *SHORT, at_once="auto")


@nox.session(venv_backend="none")
def js(session: nox.Session) -> None:
    """Run the JavaScript tests with the Node that Playwright brings."""
    _environment(session)
    _run(session, PYTHON, "tests/js/run.py")


@nox.session(venv_backend="none")
def lessons(session: nox.Session) -> None:
    """Check every notebook and run it top to bottom in a clean kernel."""
    _tests(session, "lessons")


@nox.session(venv_backend="none")
def integration(session: nox.Session) -> None:
    """Run the tests with real nbgrader, real kernels, real kills and a real PostgreSQL, installed if this is Debian."""
    _environment(session)
    _run(session, PYTHON, "tests/system_packages.py", "postgresql", success_codes=[0, 1])
    _tests(session, "integration", at_once="2", dist="loadfile", which="not long and not forks")
    if not session.posargs:
        _tests(session, "integration", which="forks")


@nox.session(venv_backend="none")
def browser(session: nox.Session) -> None:
    """Drive the widgets and JupyterLab in Chromium, which is installed if this machine has none."""
    _environment(session)
    _run(session, PYTHON, "tests/e2e/find_browser.py")
    _tests(session, "e2e", at_once="2")


@nox.session(venv_backend="none")
def screenshots(session: nox.Session) -> None:
    """Take pictures of widgets and lessons into screenshots/, to be looked at; name a lesson or ids behind `--`."""
    _environment(session)
    _run(session, PYTHON, "tests/e2e/find_browser.py")
    _run(session, PYTHON, "tests/e2e/screenshots.py", *session.posargs)


@nox.session(venv_backend="none")
def docs(session: nox.Session) -> None:
    """Build the documentation, with warnings as errors, and run its snippets."""
    _environment(session)
    _run(session, PYTHON, "-m", "sphinx", "-n", "-W", "-q", "-b", "html", "docs", "docs/_build/html")
    _run(session, PYTHON, "-m", "pytest", "README.md", "docs")


@nox.session(venv_backend="none")
def quick(session: nox.Session) -> None:
    """Run what answers soon: style, types, layers, content, JavaScript, and unit tests but the slow ones."""
    for one in (lint, types, layers, js):
        one.func(session)
    few = ["-n", "auto", "--dist", "worksteal", "-m", "not slow and not long", "--hypothesis-profile", "quick"]
    _run(session, PYTHON, "-m", "pytest", *few, *(f"tests/{name}" for name in SHORT))
    _run(session, BIN / "medialit", "check", "--no-grading")


@nox.session(venv_backend="none")
def long(session: nox.Session) -> None:
    """Run every test, also those marked `long` and a class of sixty (tests/long), then the benchmarks."""
    _environment(session)
    _run(session, PYTHON, "tests/system_packages.py", "postgresql", "faketime", success_codes=[0, 1])
    _run(session, PYTHON, "-m", "pytest", "tests")
    for script in sorted((ROOT / "benchmarks").glob("*.py")):
        _run(session, PYTHON, script)


@nox.session
def lock(session: nox.Session) -> None:
    """Write constraints.txt anew from the newest versions that our ranges allow."""
    groups = [word for name in GROUPS for word in ("--group", name)]
    session.run("python", "-m", "pip", "install", "-q", "--upgrade", "pip>=25.1")
    session.install(".", *groups)
    frozen = session.run("python", "-m", "pip", "freeze", "--exclude", "medialit", silent=True) or ""
    head = "# Exact versions for CI, written by `nox -s lock`; pyproject.toml has the ranges.\n"
    lines = [line for line in frozen.splitlines() if "==" in line]
    (ROOT / "constraints.txt").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
