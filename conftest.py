"""Run the snippets of README.md and docs/: Python as doctests, bash command by command, files by their captions.

The shell snippets of one page share a new folder, in which `.venv` leads to the environment of the tests.
Making that environment is left out (it is made already), and so is the test command itself.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).parent
MAKES_THE_ENVIRONMENT = ("python3 -m venv", ".venv/bin/pip install")
IS_THE_TEST_COMMAND = (".venv/bin/nox",)
SERVER_ENDS_WITHIN_S = 60
_FILE = re.compile(
    r"^```\{code-block\} \w+\n:caption: (?P<path>[\w./-]+)\n\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


class SnippetFailed(Exception):
    """A command of the documentation did not end well."""


def _commands(block: str) -> list[str]:
    """Return the commands of a shell snippet, one a line or joined by `&&`."""
    lines = [line.strip() for line in block.replace("\\\n", " ").splitlines()]
    return [part.strip() for line in lines if line and not line.startswith("#") for part in line.split("&&")]


def _serve_and_stop(command: list[str], folder: Path) -> None:
    """Start `medialit lab`, wait until it prints its address, stop it."""
    command = [*command, "--no-browser"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    ) as process:
        try:
            said = process.stdout.readline() if process.stdout else ""
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # a shell in the background would ignore Ctrl+C
            process.wait(SERVER_ENDS_WITHIN_S)
    if "http://" not in said:
        raise SnippetFailed(f"{shlex.join(command)} printed no address")


def run_shell(example: Example) -> None:
    """Run one shell snippet in the page's folder; any command that fails fails the test."""
    folder: Path = example.namespace["folder"]
    for line in _commands(example.parsed):
        if line.startswith((*MAKES_THE_ENVIRONMENT, *IS_THE_TEST_COMMAND)):
            continue
        command = shlex.split(line)
        if command[0].startswith(".venv/bin/"):
            command[0] = str(Path(sys.prefix) / "bin" / Path(command[0]).name)
        if command[1:2] == ["lab"]:
            _serve_and_stop(command, folder)
            continue
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SnippetFailed(f"{line}\n{done.stdout}\n{done.stderr}")


def files_to_write(document: Document) -> Iterator[Region]:
    """Find the files of a worked example: code blocks whose caption is a path."""
    for match in _FILE.finditer(document.text):
        yield Region(match.start(), match.end(), (match["path"], match["text"]), write_file)


def write_file(example: Example) -> None:
    """Write one file of a worked example into the page's folder, as the reader is told to."""
    path, text = example.parsed
    file = example.namespace["folder"] / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def _set_up(namespace: dict[str, object]) -> None:
    import tempfile

    namespace["folder"] = Path(tempfile.mkdtemp(prefix="snippets-"))
    os.environ["MEDIALIT_HOME"] = str(namespace["folder"]) + "-home"


def _tear_down(namespace: dict[str, object]) -> None:
    for folder in (str(namespace["folder"]), str(namespace["folder"]) + "-home"):
        shutil.rmtree(folder, ignore_errors=True)


pytest_collect_file = Sybil(
    parsers=[
        SkipParser(),
        files_to_write,
        PythonCodeBlockParser(),
        CodeBlockParser(language="bash", evaluator=run_shell),
    ],
    patterns=["README.md", "docs/**/*.md"],
    excludes=["docs/_build/**"],
    setup=_set_up,
    teardown=_tear_down,
).pytest()
