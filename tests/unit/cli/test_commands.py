"""Every command has help, ends with the right code, and says its errors in two lines."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.builders import LESSON, a_response

import medialit
from medialit.cli import main
from medialit.cli._common import table
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
    [("nothing",), ("data", "show"), ("demo", "--students", "0"), ("course", "assign", LESSON, "--due", "soon")],
)
def test_a_command_that_cannot_be_understood_ends_with_code_two(arguments):
    run(*arguments, code=2)


def test_a_due_date_without_a_zone_says_how_to_write_it():
    assert "2027-02-01T23:59+01:00" in run("course", "assign", LESSON, "--due", "2027-02-01", code=2).stderr


def test_the_trace_is_shown_when_it_is_asked_for():
    result = CliRunner().invoke(main, ["--traceback", "data", "show", "nothing"])
    assert type(result.exception).__name__ == "UnknownDataset"


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
