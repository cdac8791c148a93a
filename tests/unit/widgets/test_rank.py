"""Two orders and the pairs that they put differently."""

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_message, a_widget

from medialit.responses.class_results import ClassResults
from medialit.widgets.rank_sort import pairs_that_differ

FIRST = {"order": ["vote", "song"], "why_first": "", "why_last": "", "certainty": None}


def a_class(n, **places):
    order = {"kind": "order", "n": n, "places": places}
    return ClassResults(lesson="example", class_name="Monday", prompts={"EX-rank": order})


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
    assert widget.view["reveal"] is None
    assert widget.receive(a_message("commit", FIRST))["status"] == "saved"
    assert "pairs" not in widget.view["reveal"]
    assert widget.view["reveal"]["cards"]["song"]["facts"] == {"higher": "Many hear it."}


def test_the_class_is_shown_after_the_commit_the_card_on_which_it_disagrees_most_first_and_no_count_is():
    widget, _ = a_widget("EX-rank", results=a_class(20, song=[20, 0], vote=[9, 11]))
    assert widget.view["class"] is None
    widget.receive(a_message("commit", FIRST))
    assert widget.view["class"] == {
        "n": 20,
        "rows": [{"id": "vote", "low": 1, "median": 2, "high": 2}, {"id": "song", "low": 1, "median": 1, "high": 1}],
    }


def test_under_eight_people_nothing_is_shown_whatever_the_file_claims():
    for n, counts in ((7, [4, 3]), (90, [4, 3])):
        widget, _ = a_widget("EX-rank", results=a_class(n, song=counts, vote=counts))
        widget.receive(a_message("commit", FIRST))
        assert widget.view["class"] == {"n": 7, "rows": None}


def test_counts_that_do_not_fit_the_cards_are_left_unused():
    for places in ({"song": [9, 9]}, {"song": [9], "vote": [9]}, {"song": [9, 9, 9], "vote": [9, 9, 9]}):
        widget, _ = a_widget("EX-rank", results=a_class(18, **places))
        widget.receive(a_message("commit", FIRST))
        assert widget.view["class"] is None
