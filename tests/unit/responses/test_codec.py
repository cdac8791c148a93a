"""A response is one line of JSON, and nothing else is a response."""

import contextlib
import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import COMMIT, MONDAY, a_response, a_text

from medialit.errors import BadRecord
from medialit.responses import Action, Kind
from medialit.responses.codec import FutureVersion, as_json, check_value, decode, encode

TEXTS = st.text(st.characters(codec="utf-8"), max_size=200)


@given(TEXTS, st.integers(0, 100), st.floats(-1000, 1000), st.datetimes(min_value=MONDAY.replace(tzinfo=None)))
def test_what_is_encoded_comes_back(reason, certainty, answer, when):
    one = a_response(
        value={"answer": answer, "certainty": certainty, "reason": reason}, t=when.replace(tzinfo=MONDAY.tzinfo)
    )
    line = encode(one)
    assert "\n" not in line
    assert decode(line) == one == decode(line.encode())


def test_every_kind_of_prompt_is_a_kind_of_record():
    """A kind that the schema of records does not know would be written, and never read again."""
    record = json.loads((files("medialit.responses") / "schema" / "record.json").read_text("utf-8"))
    assert set(record["properties"]["kind"]["enum"]) == set(Kind)


def test_half_a_surrogate_survives_the_disk():
    one = a_text("half: \ud83d")
    assert decode(encode(one).encode("utf-8", "backslashreplace")) == one


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_a_bad_record(data):
    with contextlib.suppress(BadRecord):
        decode(data)


@pytest.mark.parametrize(
    "line",
    ["", "null", "[]", "{}", '{"v": 1}', "NaN", "[" * 100_000, '{"v":1,"v":NaN}', '{"v":"1"}', "\ufeff{}"],
)
def test_a_line_that_is_no_record_says_so(line):
    with pytest.raises(BadRecord):
        decode(line)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "essay"},
        {"action": "delete"},
        {"lang": "fr"},
        {"author": "a name with spaces"},
        {"t": "yesterday at ten"},
        {"extra": 1},
        {"value": {"answer": 40}},
        {"value": {**COMMIT, "certainty": 101}},
        {"value": {**COMMIT, "reason": "x" * 20_001}},
        {"value": {**COMMIT, "answer": None}},
    ],
)
def test_a_record_that_breaks_its_schema_is_refused(change):
    with pytest.raises(BadRecord):
        decode(json.dumps(as_json(a_response()) | change))


def test_a_newer_version_is_told_apart_from_a_broken_line():
    with pytest.raises(FutureVersion, match="version 2"):
        decode(json.dumps(as_json(a_response()) | {"v": 2, "new": True}))


def test_a_byte_order_mark_does_no_harm():
    assert decode(b"\xef\xbb\xbf" + encode(a_response()).encode()) == a_response()


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_schema_that_refuses_extra_keys(kind):
    for action in Action:
        with pytest.raises(BadRecord):
            check_value(kind, action, {"surprise": 1})
