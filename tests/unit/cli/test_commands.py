"""Every command has help, ends with the right code, and says its errors in two lines."""

import contextlib
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.builders import LESSON, a_response

import medialit
from medialit import datasets
from medialit.cli import main
from medialit.cli._common import conclude, progress, table
from medialit.doctor import examine
from medialit.finding import Level
from medialit.responses import JournalSink, path_for


def walk(command, path=()):
    yield " ".join(path), command
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from walk(inner, (*path, name))


COMMANDS = dict(walk(main))


def run(*arguments, code=0):
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exit_code == code, result.output + str(result.exception)
    return result


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name):
    command = COMMANDS[name]
    assert command.help
    assert not [one.name for one in command.params if isinstance(one, click.Option) and not one.help]
    assert "Usage:" in run(*name.split(), "--help").output


@pytest.mark.parametrize(
    "arguments",
    [
        ("data", "show", "nothing"),
        ("data", "verify", "nothing"),
        ("grade", LESSON, "--course", "nowhere"),
        ("feedback", LESSON, "--course", "nowhere"),
        ("report", LESSON, "--course", "nowhere"),
        ("mark", LESSON, "--course", "nowhere"),
        ("mark", "nowhere", LESSON),
        ("course", "assign", LESSON, "--course", "nowhere"),
        ("hand-in", "nowhere"),
        ("course", "new", "."),
        ("demo", "--into", "."),
    ],
)
def test_what_a_person_can_put_right_is_two_lines_on_stderr_and_code_one(arguments):
    result = run(*arguments, code=1)
    assert result.stdout == ""
    first, second = result.stderr.strip().splitlines()
    assert first.startswith("medialit: ")
    assert second.startswith("  ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("data", "show"),
        ("demo", "--students", "0"),
        ("course", "assign", LESSON, "--due", "soon"),
        ("mark", "one", "two", "three"),
    ],
)
def test_a_command_that_cannot_be_understood_ends_with_code_two(arguments):
    run(*arguments, code=2)


def test_a_due_date_without_a_zone_says_how_to_write_it():
    assert "2027-02-01T23:59+01:00" in run("course", "assign", LESSON, "--due", "2027-02-01", code=2).stderr


def test_the_trace_is_shown_when_it_is_asked_for():
    result = CliRunner().invoke(main, ["--traceback", "data", "show", "nothing"])
    assert type(result.exception).__name__ == "UnknownDataset"


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "grades.csv"), "Permission denied: grades.csv"),
        (OSError(errno.ENOSPC, "No space left on device"), "room on the disk"),
        (FileNotFoundError(errno.ENOENT, "No such file", "our.json"), "a fault of medialit"),
        (ValueError("odd\nmore"), "ValueError: odd"),
    ],
)
def test_what_nobody_expected_is_two_lines_too(monkeypatch, problem, said):
    monkeypatch.setattr(datasets, "names", _raiser(problem))
    result = run("data", "list", code=1)
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 2


def test_ctrl_c_ends_with_code_130_and_no_trace(monkeypatch):
    monkeypatch.setattr(datasets, "names", _raiser(KeyboardInterrupt()))
    assert run("data", "list", code=130).stderr == "\nmedialit: stopped by Ctrl+C\n"


def _raiser(problem):
    def fail():
        raise problem

    return fail


def test_ctrl_c_that_a_library_swallowed_ends_the_next_step():
    begun = []

    def work():
        with progress("grading") as tell:
            with contextlib.suppress(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
            tell(1, 2, "next", 0.0)
            begun.append("next")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert begun == []
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_that_a_library_swallowed_in_the_last_step_is_not_lost():
    with pytest.raises(KeyboardInterrupt), progress("grading"), contextlib.suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_progress_can_be_shown_from_another_thread():
    shown = []

    def work():
        with progress("grading") as tell:
            tell(1, 1, "one", 0.0)
            shown.append("one")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert shown == ["one"]


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["lessons", "list"]])
def test_a_full_disk_behind_stdout_is_two_lines(arguments):
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "medialit", *arguments]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "room on the disk" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_a_windows_console_cannot_show_ends_no_command():
    env = os.environ | {"PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "medialit", "lessons", "list"]
    done = subprocess.run(command, env=env, capture_output=True, check=True)
    assert "谁搬家了？" in done.stdout.decode("utf-8")


def test_help_loads_no_heavy_library():
    heavy = ("plotly", "nbgrader", "anywidget", "ipywidgets", "jupyterlab", "asyncio", "babel")
    code = f"import sys, medialit.cli; print([name for name in {heavy!r} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"


def test_the_doctor_ends_with_code_one_where_answers_cannot_be_saved(tmp_path):
    findings = examine(tmp_path / "nowhere")
    (problem,) = [one for one in findings if one.level is Level.PROBLEM]
    assert "answers cannot be saved" in problem.what
    assert problem.remedy
    with pytest.raises(SystemExit, match="1"):
        conclude(findings, as_json=True)


def test_lists_come_as_text_and_as_json():
    assert "Who moved?" in run("lessons", "list").output
    assert json.loads(run("lessons", "list", "--json").output)[0]["id"] == LESSON
    assert "numbers-seen" in run("data", "list").output
    rows = json.loads(run("data", "show", "numbers-seen", "--rows", "2", "--json").output)
    assert [row["id"] for row in rows] == ["N1", "N2"]
    assert "each with its source" in run("data", "verify").output


def test_the_doctor_finds_this_machine_fit():
    findings = json.loads(run("doctor", "--json").output)
    assert {one["level"] for one in findings} <= {"ok", "note", "warning"}
    assert any("an answer is on disk" in one["what"] for one in findings)


def test_hand_in_says_where_the_zip_is(tmp_path):
    JournalSink(path_for(tmp_path, LESSON)).save(a_response())
    assert f"{LESSON}-a1b2c3d4.zip" in run("hand-in", tmp_path).output


def test_a_table_keeps_its_columns_when_han_characters_are_twice_as_wide():
    lines = table(("id", "标题"), [("a", "谁搬家了？"), ("bb", "x")]).splitlines()
    assert lines == ["id  标题", "a   谁搬家了？", "bb  x"]


def test_a_closed_pipe_is_no_error():
    command = f"{sys.executable} -m medialit data show law-time-line --rows 33 --json | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.stdout == "[\n"


def test_the_next_command_is_written_as_this_one_was_called(tmp_path):
    program = Path(sys.executable).parent / "medialit"
    said = subprocess.run(
        [program, "course", "new", tmp_path / "new"], capture_output=True, text=True, check=True, cwd=program.parents[1]
    ).stdout
    assert "next: bin/medialit course assign" in said or "next: medialit course assign" in said


def test_the_version_is_that_of_the_package():
    assert run("--version").output.strip().endswith(medialit.__version__)


def test_the_figures_of_a_dataset_are_written_as_one_page_that_asks_the_network_for_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda _: pytest.fail("a browser was opened"))
    place = tmp_path / "new" / "page.html"
    assert run("data", "show", "numbers-seen", "--out", place, "--language", "zh").output.strip() == str(place)
    page = place.read_text("utf-8")
    assert '<html lang="zh-Hans">' in page or '<html lang="zh' in page
    assert "一周，七个数字" in page
    assert "plotly.js" in page
    assert not [one for one in ("<script src", "<link", "@import") if one in page]


@pytest.mark.parametrize("answer", [True, False, OSError("no program")])
def test_a_figure_is_shown_in_the_browser_and_written_where_there_is_none(answer, monkeypatch):
    opened = []

    def browser(address):
        opened.append(address)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr("webbrowser.open", browser)
    place = Path(run("data", "show", "west-definitions", "--figure").output.strip())
    assert opened == [place.as_uri()]
    assert "5,634" in place.read_text("utf-8")
    shutil.rmtree(place.parent)
