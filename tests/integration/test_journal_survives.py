"""What happens to answers when the process, the disk or the folder fails: nothing acknowledged is lost."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from tests.builders import LESSON, a_response, a_text
from tests.people import as_an_ordinary_user, open_to_all, with_small_files

from medialit.errors import NotSaved
from medialit.responses import Action, JournalSink, Record, path_for, read

pytestmark = pytest.mark.forks
KILLS = 200


def write_and_acknowledge(path, pipe, start):
    """Save answers as fast as the disk allows; say each number only after it is saved."""
    sink = JournalSink(path)
    sink._compact_at = 20_000  # so that kills also fall into the rewriting
    number = start
    while True:
        action = Action.COMMIT if number % 3 == 0 else Action.DRAFT
        sink.save(a_response(f"P{number}" if action is Action.COMMIT else "P", action, minute=number % 1000))
        os.write(pipe, number.to_bytes(4, "big"))
        number += 1


def test_a_writer_killed_at_two_hundred_random_moments_loses_no_acknowledged_answer(tmp_path):
    path, chance, acknowledged, start = path_for(tmp_path, LESSON), random.Random(2025), set(), 0
    for kill in range(KILLS):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                write_and_acknowledge(path, writer, start)
            finally:
                os._exit(1)
        os.close(writer)
        data = os.read(reader, 4) if kill % 2 else b""  # every other writer is killed in the midst of its work
        time.sleep(chance.uniform(0.001, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reader, "rb") as stream:
            data += stream.read()
        numbers = [int.from_bytes(data[at : at + 4], "big") for at in range(0, len(data), 4)]
        acknowledged.update(numbers)
        start = max(acknowledged, default=-1) + 1
    committed = {f"P{number}" for number in acknowledged if number % 3 == 0}
    record = Record.of(read(path).responses)
    assert len(acknowledged) >= KILLS // 2
    assert {prompt for prompt in committed if not record.first_commit(prompt)} == set()
    JournalSink(path).save(a_text("and it goes on"))
    assert read(path).responses[-1].prompt == "L1-D1"


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from medialit.responses import Action, JournalSink, Kind, Response
sink, me = JournalSink(Path(sys.argv[1])), sys.argv[2]
sink._compact_at = 30_000
for number in range(150):
    for action, prompt in ((Action.DRAFT, "D"), (Action.COMMIT, f"{me}-{number}")):
        value = {"answer": number, "certainty": 50, "reason": "x" * 50}
        sink.save(Response(lesson="01-who-moved", prompt=prompt, kind=Kind.COMMIT_REVEAL, action=action, value=value,
                           lang="en", author=me, t=datetime.now(UTC)))
"""


def test_two_kernels_that_write_at_once_lose_nothing(tmp_path):
    path = path_for(tmp_path, LESSON)
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, path, name]) for name in ("one", "two")]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    reading = read(path)
    assert reading.findings == ()
    expected = {f"{name}-{number}" for name in ("one", "two") for number in range(150)}
    assert expected == {one.prompt for one in reading.responses if one.action is Action.COMMIT}


def try_to_save(path):
    try:
        JournalSink(path).save(a_response())
    except NotSaved as problem:
        return problem
    return "saved"


def save_until_it_fails(path):
    saved = 0
    while (said := try_to_save(path)) == "saved":
        saved += 1
    return f"{saved} {said}"


def test_a_full_disk_is_said_and_what_was_saved_before_stays(tmp_path):
    path = path_for(tmp_path, LESSON)
    saved, said = with_small_files(save_until_it_fails, path).split(" ", 1)
    assert "could not be written" in said
    assert "make room on the disk" in said
    reading = read(path)
    assert len(reading.responses) == int(saved) > 5
    assert reading.findings == (), "a part of an answer was left behind"


def test_a_read_only_folder_is_said_and_nothing_is_written(tmp_path):
    assert try_to_save(path_for(tmp_path, "warm-up")) == "saved"
    folder = open_to_all(tmp_path) / "read-only"
    folder.mkdir()
    folder.chmod(0o555)
    said = as_an_ordinary_user(try_to_save, path_for(folder, LESSON))
    assert "could not be written" in said
    assert "folder you may write in" in said
    assert list(folder.iterdir()) == []
