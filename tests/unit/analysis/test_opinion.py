"""Small groups are people: laws about what may be shown."""

from hypothesis import given
from hypothesis import strategies as st

from medialit.analysis.opinion import MIN_CELL, MIN_SHOWN, Shown, TooFew, by_evenness, evenness, is_bridge, shown

COUNTS = st.dictionaries(st.text(max_size=3), st.integers(0, 30), min_size=1, max_size=8)


@given(COUNTS)
def test_under_eight_people_nothing_is_shown_but_their_number(counts):
    n = sum(counts.values())
    assert isinstance(shown(counts), TooFew) == (n < MIN_SHOWN)
    assert shown(counts).n == n


@given(COUNTS)
def test_no_small_cell_is_shown_or_can_be_worked_out(counts):
    may = shown(counts)
    if isinstance(may, Shown):
        assert all(count >= MIN_CELL for count in may.cells.values())
        assert len(may.merged) != 1
        assert may.merged_count >= MIN_CELL or not may.merged or not may.cells


@given(COUNTS)
def test_nobody_is_lost_by_merging(counts):
    may = shown(counts)
    if isinstance(may, Shown):
        assert sum(may.cells.values()) + may.merged_count == may.n
        assert set(may.cells) | set(may.merged) == set(counts)


@given(st.integers(0, 99), st.integers(0, 99))
def test_evenness_runs_from_zero_to_one_and_is_symmetric(agree, disagree):
    assert 0 <= evenness(agree, disagree) == evenness(disagree, agree) <= 1
    assert evenness(agree, agree) == (1 if agree else 0)
    assert evenness(agree, 0) == 0


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(0, 40), st.integers(0, 40)), unique_by=lambda one: one[0]))
def test_statements_are_ordered_from_the_most_even_split(statements):
    sides = {name: (agree, disagree) for name, agree, disagree in statements}
    values = [evenness(*sides[name]) for name in by_evenness(statements)]
    assert values == sorted(values, reverse=True)


def test_a_bridge_needs_enough_people_and_a_large_share():
    assert is_bridge(9, 3)
    assert not is_bridge(6, 0)
    assert not is_bridge(8, 6)
