"""Two coders: laws of percent agreement and of Cohen's kappa."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit.analysis.agreement import Agreement, Split, agreement, splits

ITEMS = st.sampled_from("abcdefghij")
CODES = st.dictionaries(ITEMS, st.sampled_from(["state", "platform", "institution", "crowd"]))
NAMES = {"state": "国家", "platform": "平台", "institution": "机构", "crowd": "人群"}


@given(CODES, CODES)
def test_agreement_does_not_depend_on_who_is_called_first(first, second):
    assert agreement(first, second) == agreement(second, first)
    assert {(one.item, one.first, one.second) for one in splits(first, second)} == {
        (one.item, one.second, one.first) for one in splits(second, first)
    }


@given(CODES, CODES)
def test_kappa_lies_between_minus_one_and_one_and_shares_between_zero_and_one(first, second):
    found = agreement(first, second)
    assert 0 <= found.observed <= 1
    assert 0 <= found.expected <= 1
    assert found.kappa is None or -1 <= found.kappa <= 1


@given(CODES)
def test_the_kappa_of_two_equal_coders_is_one_unless_they_used_one_code_only(codes):
    found = agreement(codes, dict(codes))
    assert found.kappa == (1 if len(set(codes.values())) > 1 else None)
    assert splits(codes, dict(codes)) == ()


@given(CODES, CODES)
def test_kappa_is_undefined_exactly_where_chance_explains_all_or_nothing_was_coded_by_both(first, second):
    found = agreement(first, second)
    assert (found.kappa is None) == (found.n == 0 or found.expected == 1)


@given(CODES, CODES)
def test_other_names_for_the_codes_change_nothing(first, second):
    renamed = [{item: NAMES[code] for item, code in codes.items()} for codes in (first, second)]
    assert agreement(*renamed) == agreement(first, second)


@given(CODES, CODES, st.randoms(use_true_random=False))
def test_the_order_of_the_items_changes_nothing(first, second, random):
    shuffled = list(first.items())
    random.shuffle(shuffled)
    assert agreement(dict(shuffled), second) == agreement(first, second)


@given(CODES, CODES)
def test_items_that_one_coder_left_out_do_not_count(first, second):
    both = set(first) & set(second)
    found = agreement(first, second)
    assert found.n == len(both)
    assert found.agreed + len(splits(first, second)) == found.n
    assert agreement({item: first[item] for item in both}, second) == found


def test_nothing_in_common_gives_no_kappa():
    assert agreement({"a": "yes"}, {"b": "yes"}) == Agreement(0, 0, 0.0, 0.0, None)


def test_two_who_nearly_always_say_yes_agree_on_nine_of_twelve_and_less_than_by_chance():
    first = dict.fromkeys("abcdefghijkl", "yes") | {"a": "no"}
    second = dict.fromkeys("abcdefghijkl", "yes") | {"b": "no", "c": "no"}
    found = agreement(first, second)
    assert (found.n, found.agreed, found.observed) == (12, 9, 0.75)
    assert found.expected == pytest.approx(0.778, abs=0.001)
    assert found.kappa == -0.125
    assert splits(first, second) == (Split("a", "no", "yes"), Split("b", "yes", "no"), Split("c", "yes", "no"))


def test_always_disagreeing_evenly_gives_minus_one():
    assert agreement({"a": "x", "b": "y"}, {"a": "y", "b": "x"}).kappa == -1
