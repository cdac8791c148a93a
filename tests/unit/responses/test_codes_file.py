"""A partner's file: what one student wrote another can read, and nothing else is believed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit.finding import Finding
from medialit.responses import codes_file

VALUE = {"codes": {"hello": {"code": "greeting"}}, "notes": {"hello": "猫 “税”", "shop": "  "}}
NAMES = st.text("abcXYZ019_-", min_size=1, max_size=8)
VALUES = st.fixed_dictionaries(
    {
        "codes": st.dictionaries(NAMES, st.dictionaries(NAMES, NAMES, max_size=3), max_size=5),
        "notes": st.dictionaries(NAMES, st.text(max_size=30), max_size=5),
    }
)


def written(**changes):
    data = json.loads(codes_file.write("L5-F1", "a1b2c3d4", VALUE, second_round=False))
    return json.dumps(data | changes)


def test_a_file_holds_codes_notes_that_say_something_and_no_author():
    text = codes_file.write("L5-F1", "a1b2c3d4", VALUE, second_round=True)
    assert "a1b2c3d4" not in text
    found = codes_file.read(text, "L5-F1")
    assert found.codes == VALUE["codes"]
    assert found.notes == {"hello": "猫 “税”"}
    assert found.coder == codes_file.digest("a1b2c3d4", "L5-F1") != codes_file.digest("a1b2c3d4", "L3-F1")


@given(VALUES, st.booleans())
def test_what_is_written_can_be_read(value, second):
    found = codes_file.read(codes_file.write("L5-F1", "someone", value, second_round=second), "L5-F1")
    assert found.codes == value["codes"]
    assert set(found.notes) == {item for item, note in value["notes"].items() if note.strip()}


def test_a_long_note_is_cut_and_the_file_still_opens():
    value = {"codes": {}, "notes": {"hello": "x" * 30_000}}
    found = codes_file.read(codes_file.write("L5-F1", "someone", value, second_round=False), "L5-F1")
    assert len(found.notes["hello"]) == codes_file.NOTE_LIMIT


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "codes_damaged"),
        (written()[:-9], "codes_damaged"),
        ("[" * 100_000, "codes_damaged"),
        ('{"medialit": NaN}', "codes_damaged"),
        ("[1, 2]", "codes_foreign"),
        ('{"medialit": "class results"}', "codes_foreign"),
        (" " * (codes_file.SIZE_LIMIT + 1), "codes_large"),
        (written(v=2), "codes_newer"),
        (written(v=True), "codes_damaged"),
        (written(prompt="L3-F1"), "codes_other"),
        (written(prompt="<b>L3</b>"), "codes_damaged"),
        (written(codes={"__proto__.x": {"code": "greeting"}}), "codes_damaged"),
        (written(codes={"hello": {"code": "<img src=x>"}}), "codes_damaged"),
        (written(codes={"hello": "greeting"}), "codes_damaged"),
        (written(notes={"hello": ["a"]}), "codes_damaged"),
        (written(notes={"hello": "x" * 2_001}), "codes_damaged"),
        (written(name="Robin"), "codes_damaged"),
        (written(coder="Robin"), "codes_damaged"),
    ],
)
def test_a_file_that_is_damaged_foreign_or_hostile_is_refused_with_its_reason(text, key):
    found = codes_file.read(text, "L5-F1")
    assert isinstance(found, Finding)
    assert found.key == key


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda one: one.decode("latin-1")))
def test_no_text_raises(text):
    assert isinstance(codes_file.read(text, "L5-F1"), Finding)


def test_halves_of_characters_and_control_characters_do_not_come_through():
    data = json.loads(written())
    data["notes"] = {"hello": "a\ud800b\x1b[31m\u202ec\nd"}
    found = codes_file.read(json.dumps(data), "L5-F1")
    found.notes["hello"].encode("utf-8")
    assert found.notes["hello"] == "a?b[31mc\nd"
