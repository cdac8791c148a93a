"""An arrow is called backward only where no possible day lets its cause come first."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit.analysis.chronology import Order, Precision, backward, order, span

CASES = json.loads((Path(__file__).parents[2] / "js" / "chronology.json").read_text("utf-8"))
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
SPANS = st.none() | st.builds(span, DAYS, st.sampled_from(Precision))


@pytest.mark.parametrize("case", CASES)
def test_the_cases_that_the_browser_shares(case):
    cause, effect = (tuple(case[end]) if case[end] else None for end in ("cause", "effect"))
    assert order(cause, effect) == case["order"]


@given(DAYS, DAYS)
def test_of_two_days_the_later_cannot_cause_the_earlier_and_the_same_day_is_open(cause, effect):
    found = order(span(cause, Precision.DAY), span(effect, Precision.DAY))
    assert (found is Order.BACKWARD) == (effect < cause)
    assert (found is Order.OPEN) == (effect == cause)


@given(SPANS, SPANS)
def test_an_arrow_turned_round_runs_the_other_way(cause, effect):
    turned = {Order.FORWARD: Order.BACKWARD, Order.BACKWARD: Order.FORWARD, Order.OPEN: Order.OPEN}
    assert order(effect, cause) is turned[order(cause, effect)]


@given(SPANS, SPANS)
def test_what_is_called_backward_is_so_on_every_possible_day(cause, effect):
    if order(cause, effect) is Order.BACKWARD:
        assert all(end < start for end in range(effect[0], effect[1] + 1) for start in (cause[0], cause[1]))


@given(SPANS, SPANS, st.integers(0, 400), st.integers(0, 400))
def test_knowing_less_never_calls_more_arrows_backward(cause, effect, before, after):
    def loosened(one):
        return one and (one[0] - before, one[1] + after)

    if order(loosened(cause), loosened(effect)) is Order.BACKWARD:
        assert order(cause, effect) is Order.BACKWARD


@given(DAYS, st.sampled_from([one for one in Precision if one is not Precision.ABOUT]))
def test_a_span_holds_its_day(day, precision):
    first, last = span(day, precision)
    assert first <= day.toordinal() <= last
    assert (last - first + 1) in {1, 7, 28, 29, 30, 31, 365, 366}


def test_spans_are_those_of_the_calendar():
    assert span(date(2024, 2, 10), Precision.MONTH) == (date(2024, 2, 1).toordinal(), date(2024, 2, 29).toordinal())
    assert span(date(2025, 1, 13), Precision.WEEK) == (date(2025, 1, 13).toordinal(), date(2025, 1, 19).toordinal())
    assert span(date(2025, 7, 1), Precision.YEAR) == (date(2025, 1, 1).toordinal(), date(2025, 12, 31).toordinal())
    assert span(date(2025, 7, 1), Precision.ABOUT) is None


@given(
    st.dictionaries(st.sampled_from("abcd"), SPANS),
    st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"))),
)
def test_backward_arrows_are_some_of_the_arrows_in_their_order(spans, arrows):
    found = backward(arrows, spans)
    assert list(found) == [one for one in arrows if order(spans.get(one[0]), spans.get(one[1])) is Order.BACKWARD]
    assert not any(cause == effect for cause, effect in found)


def test_a_day_before_is_backward_by_one_day_only():
    day = date(2025, 1, 13)
    assert order(span(day, Precision.DAY), span(day - timedelta(days=1), Precision.DAY)) is Order.BACKWARD
