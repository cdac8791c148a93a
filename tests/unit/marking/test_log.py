"""The log of marks: torn lines, other processes, and files cut or joined in any way."""

import random
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit.errors import NotSaved
from medialit.marking.fold import State
from medialit.marking.log import Do, Log, encode

pytestmark = pytest.mark.slow

DIGEST = "a" * 64


def a_mark(student="s", points=3.0, **more):
    base = {"student": student, "criterion": "measures", "points": points, "comment": "", "digest": DIGEST}
    return base | {"rubric": "r", "seconds": None, "over": None} | more


def test_what_was_appended_is_read_by_another_log(tmp_path):
    Log(tmp_path).append("ada", Do.MARK, a_mark(comment="评语 🐈 \u2028"))
    (entry,) = Log(tmp_path).entries()
    assert (entry.n, entry.marker, entry.data["comment"]) == (1, "ada", "评语 🐈 \u2028")


def test_numbers_go_up_across_markers(tmp_path):
    one, other = Log(tmp_path), Log(tmp_path)
    for log, marker in ((one, "ada"), (other, "ben"), (one, "ada"), (other, "ben")):
        log.append(marker, Do.MARK, a_mark())
    assert [entry.n for entry in one.entries()] == [1, 2, 3, 4]
    assert {path.name for path in tmp_path.glob("*.jsonl")} == {"ada.jsonl", "ben.jsonl"}


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_a_torn_last_line_costs_itself_only(tmp_path, cut):
    log = Log(tmp_path)
    for points in (1.0, 2.0):
        log.append("ada", Do.MARK, a_mark(points=points))
    file = tmp_path / "ada.jsonl"
    file.write_bytes(file.read_bytes()[:-cut])
    again = Log(tmp_path)
    again.append("ada", Do.MARK, a_mark(points=4.0))
    points = [one.data["points"] for one in Log(tmp_path).entries()]
    assert points == ([1.0, 2.0, 4.0] if cut == 1 else [1.0, 4.0])
    assert [one.data["points"] for one in again.entries()] == points
    assert len(again.findings) == (cut != 1)


@pytest.mark.parametrize("line", [b"\xff", b"{}", b"[]", b'{"v": 2}', b"[" * 5000, b"null", b'{"v":1,"n":1}'])
def test_a_line_that_is_no_action_is_counted_and_left_out(tmp_path, line):
    log = Log(tmp_path)
    log.append("ada", Do.MARK, a_mark())
    with (tmp_path / "ada.jsonl").open("ab") as stream:
        stream.write(line + b"\n")
    log.append("ada", Do.MARK, a_mark())
    assert len(log.entries()) == 2
    assert "1 lines of ada.jsonl" in log.findings[0].what


def test_a_log_that_cannot_be_written_says_so_and_keeps_nothing(tmp_path):
    (tmp_path / "ada.jsonl").mkdir()
    log = Log(tmp_path)
    with pytest.raises(NotSaved):
        log.append("ada", Do.MARK, a_mark())
    assert log.entries() == ()


ENTRIES = st.lists(
    st.tuples(st.sampled_from(["ada", "ben"]), st.sampled_from("stu"), st.sampled_from([0.0, 2.0, 4.0]), st.booleans()),
    max_size=12,
)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_state_does_not_depend_on_how_the_log_was_cut_into_files(tmp_path_factory, actions, rng):
    whole = tmp_path_factory.mktemp("whole")
    log = Log(whole)
    for marker, student, points, undoes in actions:
        last = State.of(log.entries()).last(marker)
        if undoes and last:
            log.append(marker, Do.UNDO, {"of": last.id})
        else:
            log.append(marker, Do.MARK, a_mark(student, points))
    cut = tmp_path_factory.mktemp("cut")
    lines = [encode(one) for one in log.entries()]
    lines += rng.sample(lines, len(lines) // 2)  # some are there twice
    rng.shuffle(lines)
    for line in lines:
        with (cut / f"file-{rng.randrange(3)}.jsonl").open("ab") as stream:
            stream.write(line)
    one, other = State.of(log.entries()), State.of(Log(cut).entries())
    assert one == other
    assert one.by_key == other.by_key


WRITER = """
import sys
from pathlib import Path
from medialit.marking.log import Do, Log
log, marker, many = Log(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
for number in range(many):
    log.append(marker, Do.MARK, {"student": f"{sys.argv[4]}-{number}", "criterion": "c", "points": 1.0, "comment": "",
               "digest": "a" * 64, "rubric": "r"})
    print(number, flush=True)
"""


def a_writer(folder, marker, name, many):
    command = [sys.executable, "-c", WRITER, str(folder), marker, str(many), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_two_processes_of_one_marker_lose_nothing(tmp_path):
    writers = [a_writer(tmp_path, "ada", name, 40) for name in ("one", "two")]
    assert [writer.communicate()[1] or writer.returncode for writer in writers] == [0, 0]
    entries = Log(tmp_path).entries()
    assert sorted(one.n for one in entries) == list(range(1, 81))


def test_a_marker_who_was_killed_loses_no_acknowledged_mark(tmp_path):
    chance = random.Random(2025)
    acknowledged = set()
    for kill in range(4):
        writer = a_writer(tmp_path, "ada", f"run{kill}", 10_000)
        first = writer.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.05))
        writer.kill()
        rest = writer.communicate()[0]
        acknowledged |= {f"run{kill}-{number}" for number in (first + rest).split()}
    kept = {one.data["student"] for one in Log(tmp_path).entries()}
    assert len(acknowledged) >= 4
    assert acknowledged <= kept
