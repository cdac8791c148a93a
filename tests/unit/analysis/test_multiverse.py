"""Nine of ten, counted in every way: laws of the multiverse, and what the shipped rows give."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit import datasets
from medialit.analysis.multiverse import (
    CHOICES,
    Outcome,
    Specification,
    by_value,
    outcome,
    run,
    specifications,
    summary,
    weight,
)

MEASURES, WESTS, PLACES = (
    list(datasets.load(name).rows) for name in ("platform-measures", "west-definitions", "country-context")
)
ALL = run(MEASURES, WESTS, PLACES)
SPECIFICATIONS = st.sampled_from(specifications(WESTS))
SOME = st.lists(st.sampled_from(MEASURES), max_size=40)


def only(measures, specification):
    return set(outcome(specification, measures, WESTS, PLACES).only_tiktok)


def a_measure(place, platform="tiktok", **values):
    ours = {"counted_as": place, "platform": platform, "scope": "nationwide", "binding": "mandatory", "end": None}
    return ours | {"start": "2021", "status": "in_force", "confidence": "high", "entity": "country"} | values


def a_specification(**values):
    usual = {"ban": "public", "date": date(2023, 12, 31), "basket": "eight", "time": "ever", "others": "same_kind"}
    return Specification(**(usual | {"evidence": "all", "west": "oecd"} | values))


@given(SOME, SPECIFICATIONS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(measures, specification, random):
    shuffled = [random.sample(rows, len(rows)) for rows in (measures, WESTS, PLACES)]
    assert outcome(specification, *shuffled) == outcome(specification, measures, WESTS, PLACES)


@given(SOME, SPECIFICATIONS)
def test_a_stricter_evidence_filter_never_adds_a_country(measures, specification):
    loose, strict = (replace(specification, evidence=value) for value in ("all", "high"))
    assert only(measures, strict) <= only(measures, loose)


@given(SOME, SPECIFICATIONS)
def test_a_wider_basket_never_adds_a_country(measures, specification):
    narrow, wide = (replace(specification, basket=value) for value in ("eight", "all"))
    assert only(measures, wide) <= only(measures, narrow)


@given(SOME, SPECIFICATIONS)
def test_more_reasons_to_drop_out_never_add_a_country(measures, specification):
    few, many = (replace(specification, others=value) for value in ("same_kind", "any_kind"))
    assert only(measures, many) <= only(measures, few)


@given(SOME, SPECIFICATIONS, st.sampled_from(MEASURES))
def test_a_measure_against_another_platform_never_adds_a_country(measures, specification, further):
    if further["platform"] != "tiktok":
        assert only([*measures, further], specification) <= only(measures, specification)


@given(SOME, SPECIFICATIONS)
def test_every_country_has_a_row_about_tiktok_and_is_western_unclassified_or_neither(measures, specification):
    found = outcome(specification, measures, WESTS, PLACES)
    assert set(found.only_tiktok) <= {row["counted_as"] for row in measures if row["platform"] == "tiktok"}
    assert set(found.western) | set(found.unclassified) <= set(found.only_tiktok)
    assert not set(found.western) & set(found.unclassified)
    assert (found.share is None) == (not found.only_tiktok)
    assert found.share is None or 0 <= found.share <= 1


@given(SOME, st.lists(SPECIFICATIONS, max_size=5))
def test_all_universes_at_once_give_what_each_gives_alone(measures, chosen):
    assert run(measures, WESTS, PLACES, chosen) == tuple(outcome(one, measures, WESTS, PLACES) for one in chosen)


@given(st.lists(st.sampled_from(ALL), max_size=60), st.sampled_from([*CHOICES, "west"]), st.integers(1, 8))
def test_the_weight_of_a_choice_lies_between_zero_and_one(outcomes, choice, at_least):
    assert 0 <= weight(outcomes, choice, at_least=at_least) <= 1


@given(st.lists(st.sampled_from(ALL), max_size=60), st.sampled_from([*CHOICES, "west"]))
def test_groups_by_a_choice_hold_every_universe_once(outcomes, choice):
    groups = by_value(outcomes, choice)
    assert sum(len(group) for group in groups.values()) == len(outcomes)
    assert all(getattr(one.specification, choice) == value for value, group in groups.items() for one in group)


@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=60))
def test_a_summary_stays_within_its_universes(outcomes):
    told = summary(outcomes)
    assert 0 <= told.counted <= told.universes == len(outcomes)
    assert len(told.lists_of_ten) <= told.nine_of_ten <= told.universes
    if told.counted:
        assert told.low <= told.middle <= told.high


def test_the_grid_has_every_combination_once():
    grid = specifications(WESTS)
    size = len(WESTS)
    for values in CHOICES.values():
        size *= len(values)
    assert len(set(grid)) == len(grid) == size


def test_a_choice_that_decides_everything_weighs_one_and_one_that_decides_nothing_weighs_none():
    outcomes = [
        Outcome(
            specification=a_specification(ban=ban, time=time),
            only_tiktok=("FRA",),
            western=("FRA",) * share,
            unclassified=(),
            share=float(share),
        )
        for ban, share in (("public", 0), ("everything", 1))
        for time in ("ever", "in_force")
    ]
    assert weight(outcomes, "ban") == 1
    assert weight(outcomes, "time") == 0
    assert weight(outcomes, "ban", at_least=2) == 0


def test_a_country_that_bans_another_platform_too_does_not_ban_only_tiktok():
    rows = [a_measure("FRA"), a_measure("IND"), a_measure("IND", "facebook"), a_measure("JPN", "facebook")]
    assert only(rows, a_specification()) == {"FRA"}


def test_a_platform_outside_the_eight_counts_in_the_wide_basket_only():
    rows = [a_measure("CAN"), a_measure("CAN", "wechat")]
    assert only(rows, a_specification()) == {"CAN"}
    assert only(rows, a_specification(basket="all")) == set()


def test_a_device_rule_against_another_platform_counts_where_any_kind_does():
    rows = [a_measure("CAN"), a_measure("CAN", "facebook", scope="government_devices")]
    assert only(rows, a_specification()) == {"CAN"}
    assert only(rows, a_specification(others="any_kind")) == set()


def test_advice_counts_only_where_advice_is_asked_for():
    rows = [a_measure("NOR", scope="government_devices", binding="advisory")]
    assert only(rows, a_specification(ban="public_or_official_devices")) == set()
    assert only(rows, a_specification(ban="with_advice")) == {"NOR"}


@pytest.mark.parametrize(
    ("values", "in_force"),
    [
        ({"start": "2020", "end": "2023"}, True),
        ({"start": "2020", "end": "2023-11"}, False),
        ({"start": None, "end": None}, True),
        ({"status": "unknown"}, False),
        ({"start": "2024-01"}, None),
        ({"status": "never_implemented"}, None),
        ({"status": "company_self_restricted"}, None),
        ({"entity": "supranational"}, None),
    ],
)
def test_a_measure_is_in_force_until_the_last_day_that_its_end_can_mean(values, in_force):
    rows = [a_measure("FRA", **values)]
    assert only(rows, a_specification(time="in_force")) == ({"FRA"} if in_force else set())
    assert only(rows, a_specification(time="ever")) == (set() if in_force is None else {"FRA"})


def test_a_member_counts_from_the_year_in_which_it_joined():
    rows = [a_measure("FIN")]
    in_nato = [
        outcome(a_specification(west="nato", date=day), rows, WESTS, PLACES).western
        for day in (date(2022, 12, 31), date(2023, 3, 31))
    ]
    assert in_nato == [(), ("FIN",)]


def test_a_country_that_a_definition_does_not_classify_is_kept_apart():
    found = outcome(a_specification(west="wvs_zones"), [a_measure("BEL"), a_measure("FRA")], WESTS, PLACES)
    assert (found.western, found.unclassified, found.share) == (("FRA",), ("BEL",), 0.5)
