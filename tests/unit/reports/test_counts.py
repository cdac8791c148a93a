from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.reports.builders import answered, hand_in, said, voted

from medialit.course import Status
from medialit.reports import counts
from medialit.responses import Action, Kind, Record


def _records(*answers):
    return [Record.of(responses) for responses in answers]


def test_only_those_who_answered_twice_make_a_pair():
    records = _records(answered("L1-C1", 70, 40), answered("L1-C1", 60), [])
    assert [(one.first, one.again) for one in counts.pairs(records, "L1-C1")] == [(70, 40)]
    assert counts.only_first(records, "L1-C1") == 1


def test_nearer_farther_and_same_are_seen_from_the_reference():
    both = counts.pairs(
        _records(answered("C", 70, 40), answered("C", 40, 70), answered("C", 20, 44), answered("C", 32, 32)), "C"
    )
    moved = counts.moves(both, 32)
    assert (moved.nearer, moved.farther, moved.same) == (1, 1, 2)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100))), st.integers(0, 100))
def test_every_pair_moves_exactly_one_way(numbers, reference):
    both = [counts.Pair(first=a, again=b, first_certainty=1, again_certainty=1) for a, b in numbers]
    moved = counts.moves(both, reference)
    assert moved.nearer + moved.farther + moved.same == len(both)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"))))
def test_the_square_of_crossings_has_the_tallies_as_its_sums(choices):
    both = [counts.Pair(first=a, again=b, first_certainty=1, again_certainty=1) for a, b in choices]
    square = counts.crossings(both, "abc")
    assert tuple(map(sum, square)) == counts.tally((a for a, _ in choices), "abc")
    assert tuple(map(sum, zip(*square, strict=True))) == counts.tally((b for _, b in choices), "abc")


def test_a_word_where_a_percentage_belongs_is_left_out():
    both = counts.pairs(_records(answered("C", "=1+1", "x"), answered("C", 1e14, 3), answered("C", 3, 4)), "C")
    assert [(one.first, one.again) for one in counts.numeric(both)] == [(3, 4)]


def test_an_answer_of_another_kind_under_the_same_id_is_not_counted():
    other = [said("L1-O1", Kind.TEXT, Action.SAVE, {"text": "agree"})]
    assert sum(counts.votes(_records(other, voted("L1-O1", "pass")), "L1-O1").values()) == 1
    assert not counts.pairs(_records([said("C", Kind.RANK_SORT, Action.COMMIT, {"order": []})]), "C")


def test_the_latest_vote_counts_once():
    records = _records([*voted("L1-O1", "agree"), *voted("L1-O1", "disagree")])
    assert counts.votes(records, "L1-O1") == {"agree": 0, "disagree": 1, "pass": 0}


def test_a_part_without_an_answer_is_counted_as_none():
    answer = {"answers": {"L1-Q1": {"object": "users"}}}
    records = _records([said("L1-Q", Kind.CLASSIFY, Action.SAVE, answer)], [])
    assert counts.skill_choices(records, "L1-Q", "L1-Q1", "object") == {"users": 1, "": 1}
    assert counts.skill_choices(records, "L1-Q", "L1-Q1", "window") == {"": 2}


def test_days_without_a_hand_in_stay_visible():
    came = [hand_in("a", late_h=-30), hand_in("b", late_h=20), hand_in("c", state=Status.MISSING)]
    assert counts.days(came) == {
        date(2026, 3, 5): (1, 0),
        date(2026, 3, 6): (0, 0),
        date(2026, 3, 7): (0, 1),
    }


def test_nobody_came_means_no_days():
    assert counts.days([]) == {}


def test_the_middle_of_nothing_is_nothing():
    assert counts.middle([None]) is None
    assert counts.middle([10, None, 30]) == 20
