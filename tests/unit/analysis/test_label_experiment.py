"""Who sees the label, and what two small groups of ratings can and cannot show."""

from itertools import combinations
from math import isclose
from random import Random
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medialit.analysis.label_experiment import arm_of, compared

pytestmark = pytest.mark.slow

ARMS = ("label", "none")
RATINGS = st.lists(st.integers(1, 7), min_size=2, max_size=6)


def by_hand(with_label, without):
    """Count the splits one by one, as a class could with slips of paper."""
    everyone, seen = [*with_label, *without], abs(mean(with_label) - mean(without))
    hits = total = 0
    for chosen in combinations(range(len(everyone)), len(with_label)):
        ours = [everyone[place] for place in chosen]
        theirs = [everyone[place] for place in range(len(everyone)) if place not in chosen]
        hits += abs(mean(ours) - mean(theirs)) >= seen - 1e-9
        total += 1
    return hits / total


# Who sees what


def test_the_same_person_always_falls_into_the_same_arm():
    falls = [arm_of(f"person-{number}", "L6-X1", ARMS) for number in range(10)]
    assert [number for number, arm in enumerate(falls) if arm == "label"] == [0, 8]


def test_arms_are_balanced_over_many_people_and_two_experiments_fall_independently():
    people = [f"{Random(n).getrandbits(32):08x}" for n in range(4000)]
    first, second = ([arm_of(one, name, ARMS) == "label" for one in people] for name in ("L6-X1", "other"))
    for falls in (first, second, [a == b for a, b in zip(first, second, strict=True)]):
        assert abs(sum(falls) - 2000) < 130, "four standard errors of a fair coin"


def test_three_arms_are_shared_out_too():
    counts = [sum(arm_of(str(n), "x", "abc") == arm for n in range(3000)) for arm in "abc"]
    assert min(counts) > 880


@given(st.text(max_size=30), st.text(max_size=10))
def test_anybody_falls_into_one_of_the_arms(author, experiment):
    assert arm_of(author, experiment, ARMS) == arm_of(author, experiment, ARMS) in ARMS


# What chance would do


@settings(max_examples=60, deadline=None)
@given(RATINGS, RATINGS)
def test_chance_is_counted_exactly(with_label, without):
    assert isclose(compared(with_label, without).by_chance, by_hand(with_label, without))


def test_a_known_example_three_against_three_without_overlap():
    result = compared([1, 2, 3], [5, 6, 7])
    assert (result.difference, result.by_chance) == (-4.0, 0.1), "two of the twenty splits are as extreme"


@given(RATINGS, RATINGS)
def test_turning_the_groups_turns_the_difference_and_nothing_else(with_label, without):
    one, other = compared(with_label, without), compared(without, with_label)
    assert isclose(one.difference, -other.difference, abs_tol=1e-12)
    assert isclose(one.by_chance, other.by_chance)
    assert isclose(one.detectable, other.detectable)


@given(RATINGS, RATINGS, st.randoms())
def test_the_order_of_people_does_not_matter_to_the_test(with_label, without, dice):
    shuffled = dice.sample(with_label, len(with_label))
    assert isclose(compared(shuffled, without).by_chance, compared(with_label, without).by_chance)


@given(st.integers(1, 7), st.integers(2, 8), st.integers(2, 8))
def test_where_all_rate_alike_chance_explains_everything(rating, n, m):
    result = compared([rating] * n, [rating] * m)
    assert (result.difference, result.by_chance, result.low, result.high, result.detectable) == (0, 1, 0, 0, 0)


def test_the_interval_is_the_same_every_time_and_holds_the_difference():
    ratings = [3, 4, 4, 5, 2, 6], [5, 5, 6, 4, 7, 5, 6]
    result = compared(*ratings)
    assert result == compared(*ratings)
    assert result.low < result.difference < result.high
    assert compared(*ratings, seed=1) != result


def test_under_no_effect_a_rare_difference_is_as_rare_as_it_says():
    dice = Random(7)
    people = [[dice.randint(1, 7) for _ in range(16)] for _ in range(300)]
    tries = [compared(ratings[:8], ratings[8:]) for ratings in people]
    assert sum(one.by_chance <= 0.05 for one in tries) <= 28, "300 tries, at most 5%, and three standard errors of luck"


def test_more_people_detect_smaller_differences():
    few, many = compared([1, 4, 7] * 2, [1, 4, 7] * 2), compared([1, 4, 7] * 20, [1, 4, 7] * 20)
    assert many.detectable < few.detectable / 3


@pytest.mark.parametrize("arms", [([5], [4, 4, 4]), ([], []), ([1, 2], [3])])
def test_one_person_is_no_group(arms):
    assert compared(*arms) is None


def test_a_class_of_a_hundred_is_compared_in_a_moment():
    dice = Random(3)
    result = compared([dice.randint(1, 7) for _ in range(50)], [dice.randint(1, 7) for _ in range(50)])
    assert 0 < result.by_chance <= 1
