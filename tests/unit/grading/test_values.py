"""What passes between a student's process and the one that judges it: data comes out as it went in."""

import collections
import contextlib
import datetime as dt
import decimal
import fractions
import json
import pathlib
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit.grading.shell.values import CannotSay, Gone, decoded, encoded

PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text()
    | st.binary()
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.dates()
    | st.datetimes()
    | st.datetimes(timezones=st.just(dt.UTC))
    | st.timedeltas()
    | st.builds(range, st.integers(-9, 9), st.integers(-9, 9))
    | st.just(...)
)
KEYS = st.integers() | st.text() | st.tuples(st.integers(), st.text())
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner),
        st.tuples(inner, inner),
        st.dictionaries(KEYS, inner),
        st.sets(KEYS),
        st.frozensets(KEYS),
        st.builds(collections.OrderedDict, st.dictionaries(KEYS, inner)),
        st.builds(collections.deque, st.lists(inner), st.none() | st.integers(0, 5)),
        st.binary().map(bytearray),
    ),
    max_leaves=12,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["t", "v", "dtype", "shape", "index"]) | st.text(), inner)
    ),
)
FRAME = pd.DataFrame(
    {
        "n": [1, 2, 3],
        "share": [0.5, float("nan"), -1.0],
        "who": ["甲", "b", None],
        "day": pd.to_datetime(["2025-01-14", "2025-01-19", None]),
        "kind": pd.Categorical(["x", "y", "x"]),
        "is_new": [True, False, True],
    },
    index=pd.Index(["p", "q", "r"], name="key"),
)


class Row(NamedTuple):
    title: str
    views: int


def there_and_back(value):
    return decoded(json.loads(json.dumps(encoded(value, refuse))), refuse)


def refuse(value):
    raise CannotSay(repr(value))


@given(VALUES)
def test_data_comes_out_as_it_went_in(value):
    there = there_and_back(value)
    assert there == value
    assert type(there) is type(value)


@given(JSON)
def test_whatever_arrives_is_a_value_or_is_said_to_be_none(data):
    def strange(_):
        raise ValueError("nothing stands for it")

    with contextlib.suppress(Gone):
        decoded(data, strange)


@pytest.mark.parametrize(
    "value",
    [
        np.arange(6).reshape(2, 3),
        np.array([1.5, float("nan")], dtype="f4"),
        np.array(["a", "甲"]),
        np.array([1, "a", None], dtype=object),
        np.array(["2025-01-14"], dtype="datetime64[D]"),
        np.empty((0, 2)),
    ],
    ids=repr,
)
def test_arrays_keep_kind_shape_and_content(value):
    there = there_and_back(value)
    assert (there.dtype, there.shape) == (value.dtype, value.shape)
    np.testing.assert_array_equal(there, value)


@pytest.mark.parametrize("value", [np.float64(0.1), np.int32(7), np.bool_(True), np.str_("甲")], ids=repr)
def test_numpys_own_numbers_stay_numpys(value):
    there = there_and_back(value)
    assert there == value
    assert type(there) is type(value)


def test_tables_keep_columns_kinds_and_index():
    pd.testing.assert_frame_equal(there_and_back(FRAME), FRAME)
    pd.testing.assert_series_equal(there_and_back(FRAME["share"]), FRAME["share"])
    pd.testing.assert_frame_equal(there_and_back(FRAME.reset_index()), FRAME.reset_index())
    many = FRAME.set_index(["n", "is_new"])
    pd.testing.assert_frame_equal(there_and_back(many), many)
    pd.testing.assert_index_equal(there_and_back(FRAME.columns), FRAME.columns)


def test_moments_of_pandas_come_out_as_they_went_in():
    assert there_and_back(pd.Timestamp("2025-01-14 10:00", tz="UTC")) == pd.Timestamp("2025-01-14 10:00", tz="UTC")
    assert there_and_back(pd.Timedelta("1 days 2 hours")) == pd.Timedelta("1 days 2 hours")
    assert there_and_back(pd.NaT) is pd.NaT
    assert there_and_back(pd.NA) is pd.NA


def test_a_named_tuple_keeps_its_names():
    row = Row("a", 3)
    there = there_and_back(row)
    assert there == row
    assert there.views == 3


def test_a_class_that_says_it_equals_everything_is_worth_what_it_holds():
    class Sly(int):
        def __eq__(self, other):
            return True

        __hash__ = int.__hash__

    class Coy(str):
        __slots__ = ()

        def __eq__(self, other):
            return True

        __hash__ = str.__hash__

    assert there_and_back([Sly(1), Coy("a")]) == [1, "a"]
    assert [type(one) for one in there_and_back([Sly(1), Coy("a")])] == [int, str]


@pytest.mark.parametrize(
    "value",
    [object(), print, lambda: 1, int, (n for n in ()), fractions],
    ids=["an object", "a built-in", "a function", "a class", "a generator", "a module"],
)
def test_what_is_no_data_is_handed_to_whoever_keeps_it(value):
    with pytest.raises(CannotSay):
        encoded(value, refuse)


def test_other_plain_kinds_too():
    for value in (decimal.Decimal("1.10"), fractions.Fraction(1, 3), pathlib.Path("a/b"), slice(1, None, 2)):
        assert there_and_back(value) == value
