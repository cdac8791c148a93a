"""Two orders and the pairs that they put differently."""

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_message, a_widget

from medialit.widgets.rank_sort import pairs_that_differ

CARDS = list("abcdef")


@given(st.permutations(CARDS), st.permutations(CARDS))
def test_the_pairs_are_the_same_seen_from_the_other_order_but_turned_round(mine, other):
    assert {(b, a) for a, b in pairs_that_differ(mine, other)} == set(pairs_that_differ(other, mine))


@given(st.permutations(CARDS))
def test_an_order_differs_from_itself_nowhere_and_from_its_reverse_everywhere(mine):
    assert pairs_that_differ(mine, mine) == []
    assert len(pairs_that_differ(mine, mine[::-1])) == 15


def test_where_there_is_no_other_order_the_reasons_come_alone_and_after_the_commit():
    widget, _ = a_widget("EX-rank")
    value = {"order": ["vote", "song"], "why_first": "", "why_last": "", "certainty": None}
    assert widget.view["reveal"] is None
    assert widget.receive(a_message("commit", value))["status"] == "saved"
    assert "pairs" not in widget.view["reveal"]
    assert widget.view["reveal"]["cards"]["song"]["facts"] == {"higher": "Many hear it."}
