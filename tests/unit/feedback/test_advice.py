"""The next move is a marker's own sentence, chosen by a rule that is said; nothing is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.feedback.sheets import COMMENTS, POINTS, a_row

from medialit.feedback.advice import next_move, try_sentence
from medialit.feedback.model import Reading


@pytest.mark.parametrize(
    ("comment", "move"),
    [
        ("It names a unit. Try: of how many?", "Try: of how many?"),
        ("“Sees it.” Next: give the link. It helps.", "Next: give the link. It helps."),
        ("Try this. No, try that.", "Try this. No, try that."),
        ("第一句。试试：写明分母。", "试试：写明分母。"),
        ("他说“好。”下一步：再写一句。", "下一步：再写一句。"),
        ("I entry the next country.", ""),
        ("", ""),
    ],
)
def test_the_last_try_sentence_is_found(comment, move):
    assert try_sentence(comment) == move


def test_with_points_it_is_the_criterion_with_most_room_that_has_a_comment():
    rows = [a_row(name) for name in POINTS]
    move = next_move(rows, by_points=True)
    assert (move.row.criterion.id, move.words, move.has_most_room) == ("comparison", "下一步：再说说推力。", True)


def test_a_comment_without_a_try_sentence_is_given_whole():
    row = a_row("measures", comment="It names a unit.")
    assert next_move([row], by_points=True).words == "It names a unit."


def test_without_a_comment_there_is_no_move():
    assert next_move([a_row(name, comment=" ") for name in POINTS], by_points=True) is None
    assert next_move([a_row("measures", reading=Reading.AGAIN)], by_points=True) is None


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 3.5, 4.0]), min_size=4, max_size=4))
def test_with_points_held_back_the_choice_tells_nothing_about_them(points):
    rows = [a_row(name, points=one) for name, one in zip(POINTS, points, strict=True)]
    move = next_move(rows, by_points=False)
    assert (move.row.criterion.id, move.has_most_room) == ("measures", False)


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 3.5, 4.0]), min_size=4, max_size=4), st.booleans())
def test_its_words_stand_in_a_comment(points, by_points):
    rows = [a_row(name, points=one) for name, one in zip(POINTS, points, strict=True)]
    move = next_move(rows, by_points=by_points)
    assert move.words in COMMENTS[move.row.criterion.id]
