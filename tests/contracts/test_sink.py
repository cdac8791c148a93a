"""What every sink promises."""

import pytest
from tests.builders import a_response, a_text

from medialit.responses import JournalSink, MemorySink


@pytest.fixture(params=["memory", "journal"])
def sink(request, tmp_path):
    return MemorySink() if request.param == "memory" else JournalSink(tmp_path / "01-who-moved.answers.jsonl")


def test_a_new_sink_is_empty(sink):
    assert sink.responses() == ()


def test_what_is_saved_is_there_in_the_order_in_which_it_came(sink):
    said = [a_response(minute=3), a_text(minute=1), a_text("again", minute=2)]
    for one in said:
        sink.save(one)
    assert sink.responses() == tuple(said)


def test_saving_the_same_twice_keeps_both(sink):
    sink.save(a_text())
    sink.save(a_text())
    assert len(sink.responses()) == 2
