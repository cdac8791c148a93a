"""One turn at a time: what switched, and what each switch alone would have done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit.analysis.sensitivity import Switch, Tally, heaviest, meeting, switches

TALLIES = st.dictionaries(st.sampled_from("abcdefgh"), st.booleans()).map(Tally)


@given(TALLIES, TALLIES)
def test_all_switches_together_lead_from_one_tally_to_the_other(before, after):
    walked = before
    for one in switches(before, after):
        walked = walked.with_one(one.unit, inside=one.now)
    assert walked == after


@given(TALLIES, TALLIES)
def test_a_turn_back_switches_the_same_units_the_other_way_round(before, after):
    back = {one.unit: (one.now, one.was) for one in switches(after, before)}
    assert {one.unit: (one.was, one.now) for one in switches(before, after)} == back


@given(TALLIES)
def test_nothing_switches_where_nothing_was_turned(tally):
    assert switches(tally, tally) == ()
    assert heaviest(tally, ()) == ()


@given(TALLIES, st.sampled_from("abcdefgh"), st.sampled_from([True, False, None]))
def test_a_single_switch_alone_does_what_the_turn_does(before, unit, inside):
    after = before.with_one(unit, inside=inside)
    found = switches(before, after)
    assert [one.alone for one in found] == ([after.share] if after != before else [])
    assert set(heaviest(before, found)) == ({unit} if after.share != before.share else set())


@given(TALLIES, TALLIES)
def test_no_switch_alone_moves_the_share_more_than_the_heaviest(before, after):
    found = switches(before, after)
    heavy = set(heaviest(before, found))
    moved = {one.unit: _distance(before.share, one.alone) for one in found}
    assert heavy <= set(moved)
    assert all(moved[unit] == max(moved.values()) > 0 for unit in heavy)
    assert heavy or max(moved.values(), default=0) == 0


def _distance(before, after):
    return float(before is not after) if None in (before, after) else abs(after - before)


def test_one_country_recoded_moves_ten_by_ten_points():
    ten = Tally({name: name != "j" for name in "abcdefghij"})
    (found,) = switches(ten, ten.with_one("a", inside=False))
    assert found == Switch("a", was=True, now=False, alone=0.8)
    assert (ten.inside, ten.total, ten.share) == (9, 10, 0.9)


def test_a_share_that_ceases_to_be_counts_as_moved_by_a_whole():
    one = Tally({"a": True})
    assert heaviest(one, switches(one, Tally({}))) == ("a",)


@pytest.mark.parametrize(
    ("wanted", "met"),
    [({}, ("a", "b", "c")), ({"actor": ["state"]}, ("a",)), ({"actor": ["state", "firm"], "scope": ["all"]}, ("a",))],
)
def test_a_unit_meets_a_definition_with_one_of_its_codes_for_every_variable(wanted, met):
    codes = {"a": {"actor": "state", "scope": "all"}, "b": {"actor": "firm", "scope": "one"}, "c": {}}
    assert meeting(codes, wanted) == met
