"""The journal keeps what it was given, whatever else lies in the file."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_response, a_text

from medialit.errors import NotSaved
from medialit.responses import Action, JournalSink, Record, journal, path_for, read
from medialit.responses.codec import as_json, encode


@pytest.fixture
def path(tmp_path):
    return path_for(tmp_path, "01-who-moved")


def test_it_is_named_after_the_lesson(path):
    assert path.name == "01-who-moved.answers.jsonl"


def test_a_saved_answer_is_a_line_in_the_file(path):
    JournalSink(path).save(a_response())
    assert path.read_text("utf-8") == encode(a_response()) + "\n"
    assert read(path).responses == (a_response(),)


def test_a_missing_journal_is_an_empty_one(path):
    assert read(path) == journal.Reading((), ())


def test_a_torn_last_line_is_ignored_and_fenced_off(path):
    sink = JournalSink(path)
    sink.save(a_response())
    with path.open("ab") as stream:
        stream.write(encode(a_text("torn")).encode()[:40])
    sink.save(a_text("whole", minute=1))
    reading = read(path)
    assert [one.prompt for one in reading.responses] == ["L1-C1", "L1-D1"]
    assert "1 lines" in reading.findings[0].what


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_no_bytes_around_them_lose_the_answers(tmp_path_factory, before, after):
    path = path_for(tmp_path_factory.mktemp("journal"), "01-who-moved")
    path.write_bytes(before)
    JournalSink(path).save(a_response())
    with path.open("ab") as stream:
        stream.write(after)
    JournalSink(path).save(a_text())
    found = read(path).responses
    assert a_response() in found
    assert a_text() in found


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(path):
    path.write_bytes(b"\xef\xbb\xbf" + encode(a_response()).encode() + b"\r\n" + encode(a_text()).encode() + b"\r\n")
    assert read(path).responses == (a_response(), a_text())


def test_a_newer_version_is_kept_reported_and_not_used(path):
    line = json.dumps(as_json(a_response()) | {"v": 9})
    path.write_text(line + "\n", "utf-8")
    sink = JournalSink(path)
    sink._compact_at = 0
    sink.save(a_text())
    reading = read(path)
    assert reading.responses == (a_text(),)
    assert "newer medialit" in reading.findings[0].what
    assert line in path.read_text("utf-8")


def test_another_lessons_answers_are_left_out_and_reported(path):
    JournalSink(path).save(a_response(lesson="02-why"))
    reading = read(path, "01-who-moved")
    assert reading.responses == ()
    assert "another lesson" in reading.findings[0].what


def test_a_hundred_megabytes_in_one_line_are_skipped_not_swallowed(path):
    JournalSink(path).save(a_response())
    with path.open("ab") as stream:
        for _ in range(100):
            stream.write(b"x" * (1 << 20))
        stream.write(b"\n")
    JournalSink(path).save(a_text())
    reading = read(path)
    assert reading.responses == (a_response(), a_text())
    assert "could not be read" in reading.findings[0].what


def test_a_journal_that_is_a_folder_cannot_be_saved_into_and_says_so(path):
    path.mkdir()
    with pytest.raises(NotSaved, match="could not be written"):
        JournalSink(path).save(a_response())
    assert "cannot be read" in read(path).findings[0].what


def test_compacting_drops_replaced_drafts_and_nothing_else(path):
    sink = JournalSink(path)
    draft = {"answer": 1, "certainty": None, "reason": "x" * 1000}
    for minute in range(50):
        sink.save(a_response(action=Action.DRAFT, value=draft | {"answer": minute}, minute=minute))
    sink.save(a_response(minute=60))
    sink.save(a_response(action=Action.AGAIN, minute=61))
    sink.save(a_response(action=Action.AGAIN, minute=62))
    before, size = Record.of(sink.responses()), path.stat().st_size
    sink._compact_at = 0
    sink.save(a_text("last", minute=63))
    assert path.stat().st_size < size / 10
    kept = sink.responses()
    assert [one.action.value for one in kept] == ["draft", "commit", "again", "again", "save"]
    assert Record.of(one for one in kept if one.prompt == "L1-C1") == before


def test_the_file_stays_under_twenty_megabytes_whatever_is_typed(path):
    sink = JournalSink(path)
    long = "长" * 20_000  # 60 kB of UTF-8 a draft
    sink.save(a_response())
    largest = 0
    for minute in range(400):  # 24 MB of drafts
        sink.save(a_response(action=Action.DRAFT, value={"answer": 1, "certainty": 5, "reason": long}, minute=minute))
        largest = max(largest, path.stat().st_size)
    assert largest < 20 << 20
    assert Record.of(sink.responses()).first_commit("L1-C1") == a_response()


def test_an_answer_over_a_megabyte_is_refused_before_anything_is_written(path):
    with pytest.raises(NotSaved, match="longer than a megabyte"):
        JournalSink(path).save(a_text("x" * (1 << 20)))
    assert not path.exists()
