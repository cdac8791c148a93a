"""Points are held back from the first time somebody asks until the time is over, and whenever something is odd."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit.errors import BadCourse, NotSaved
from medialit.feedback.hold import FILE, decide, length
from medialit.feedback.model import Held

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
DAY = timedelta(hours=24)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "time"), [("24h", DAY), ("1d", DAY), ("24", DAY), (" 90 m", 1.5 * HOUR), ("0", timedelta(0))]
)
def test_times_are_written_as_people_write_them(text, time):
    assert length(text) == time


@pytest.mark.parametrize("text", ["", "soon", "-1h", "24 hours", "9999d", "1e9", "nan", "99999999999999h"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(BadCourse, match="24h"):
        length(text)


def test_without_a_wish_points_are_out_and_nothing_is_kept(tmp_path):
    assert decide(tmp_path, None, NOON) == (None, ())
    assert not (tmp_path / FILE).exists()


def test_points_come_when_the_time_is_over_whether_the_wish_is_repeated_or_not(tmp_path):
    assert decide(tmp_path, DAY, NOON)[0] == Held(until=NOON + DAY)
    assert decide(tmp_path, None, NOON + HOUR)[0] == Held(until=NOON + DAY)
    assert decide(tmp_path, DAY, NOON + 23 * HOUR)[0] == Held(until=NOON + DAY)
    assert decide(tmp_path, DAY, NOON + DAY) == (None, ())
    assert decide(tmp_path, None, NOON + 2 * DAY) == (None, ())


def test_a_longer_wish_counts_from_the_first_time(tmp_path):
    decide(tmp_path, DAY, NOON)
    assert decide(tmp_path, 2 * DAY, NOON + HOUR)[0] == Held(until=NOON + 2 * DAY)


def test_zero_gives_points_out_now(tmp_path):
    decide(tmp_path, DAY, NOON)
    assert decide(tmp_path, timedelta(0), NOON + HOUR) == (None, ())


def test_points_that_were_out_are_not_called_back_and_that_is_said(tmp_path):
    decide(tmp_path, HOUR, NOON)
    decide(tmp_path, None, NOON + HOUR)
    held, (finding,) = decide(tmp_path, DAY, NOON + 2 * HOUR)
    assert held is None
    assert "already" in finding.what


def test_a_clock_set_back_holds_points_and_that_is_said(tmp_path):
    decide(tmp_path, HOUR, NOON)
    held, (finding,) = decide(tmp_path, None, NOON - timedelta(days=9000))
    assert held == Held(until=NOON + HOUR)
    assert "clock" in finding.what
    assert decide(tmp_path, None, NOON + HOUR)[0] is None


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"since": 5}', '"x"', '{"since": "2027-02-01", "until": "2027-02-01", "seen": "", "given": null}'],
)
def test_a_file_that_cannot_be_read_holds_points_until_somebody_says_zero(tmp_path, text):
    (tmp_path / FILE).write_text(text, "utf-8")
    for asked in (None, DAY):
        held, (finding,) = decide(tmp_path, asked, NOON)
        assert held == Held(until=None)
        assert "--hold-marks 0" in finding.remedy
    assert decide(tmp_path, timedelta(0), NOON) == (None, ())
    assert decide(tmp_path, None, NOON) == (None, ())


def test_a_state_that_cannot_be_kept_lets_no_page_be_written(tmp_path):
    (tmp_path / f".{FILE}.new").mkdir()
    with pytest.raises(NotSaved, match="no page was written"):
        decide(tmp_path, DAY, NOON)


def test_the_file_says_in_words_of_time_what_was_decided(tmp_path):
    decide(tmp_path, DAY, NOON)
    kept = json.loads((tmp_path / FILE).read_text("utf-8"))
    assert kept["until"] == "2027-02-02T12:00:00+00:00"
    assert kept["given"] is None


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=8))
def test_whatever_the_clock_does_no_points_come_before_their_time(tmp_path_factory, hours):
    folder = tmp_path_factory.mktemp("hold")
    decide(folder, DAY, NOON)
    out = False
    for hour in hours:
        held, _ = decide(folder, None, NOON + hour * HOUR)
        if held is None and not out:
            assert hour >= 24
            out = True
        assert (held is None) == out
