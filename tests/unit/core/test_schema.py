"""Schema checks say which thing broke, and where."""

import json

import pytest

from medialit import schema
from medialit.errors import BadContent, BadRecord

AGE = schema.compiled(json.dumps({"type": "object", "properties": {"age": {"type": "integer"}}, "required": ["age"]}))


def test_a_good_value_passes():
    schema.check({"age": 3}, AGE, what="the record")


def test_a_bad_value_names_the_thing_and_the_place():
    with pytest.raises(BadRecord, match=r"the record\.age must be integer"):
        schema.check({"age": "three"}, AGE, what="the record")


def test_the_caller_chooses_the_error():
    with pytest.raises(BadContent):
        schema.check({}, AGE, what="lesson.toml", error=BadContent)
