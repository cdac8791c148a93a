"""The middle half of a group's places."""

from hypothesis import given
from hypothesis import strategies as st

from medialit.analysis.ranking import MiddleHalf, by_width, middle_half

COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=12)


def test_a_group_that_agrees_has_no_width_and_one_that_splits_has_much():
    assert middle_half([0, 9, 0]) == MiddleHalf(2, 2, 2)
    assert middle_half([4, 0, 0, 4]) == MiddleHalf(1, 1, 4)
    assert middle_half([1, 1, 1, 1]) == MiddleHalf(1, 2, 3)
    assert middle_half([0, 0]) is None


@given(COUNTS)
def test_the_quarters_are_places_that_somebody_chose_in_their_order(counts):
    half = middle_half(counts)
    if half is None:
        assert sum(counts) == 0
        return
    assert half.low <= half.median <= half.high
    assert all(counts[place - 1] > 0 for place in (half.low, half.median, half.high))
    inside = sum(counts[half.low - 1 : half.high])
    assert 2 * inside >= sum(counts), "half of the people, or more, lie in the middle half"


@given(COUNTS, st.integers(1, 5))
def test_a_class_twice_as_large_in_the_same_shares_has_the_same_middle(counts, times):
    assert middle_half(counts) == middle_half([times * one for one in counts])


def test_the_widest_come_first_and_ties_keep_their_order():
    halves = {"a": MiddleHalf(1, 1, 2), "b": MiddleHalf(1, 3, 5), "c": MiddleHalf(2, 2, 3)}
    assert by_width(halves) == ("b", "a", "c")
