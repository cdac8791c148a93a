"""Two orders and the pairs that they put differently."""

from hypothesis import given
from hypothesis import strategies as st

from medialit.widgets.rank_sort import pairs_that_differ

CARDS = list("abcdef")


@given(st.permutations(CARDS), st.permutations(CARDS))
def test_the_pairs_are_the_same_seen_from_the_other_order_but_turned_round(mine, other):
    assert {(b, a) for a, b in pairs_that_differ(mine, other)} == set(pairs_that_differ(other, mine))


@given(st.permutations(CARDS))
def test_an_order_differs_from_itself_nowhere_and_from_its_reverse_everywhere(mine):
    assert pairs_that_differ(mine, mine) == []
    assert len(pairs_that_differ(mine, mine[::-1])) == 15
