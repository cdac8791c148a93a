from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit import curriculum
from medialit.demo.roster import Writing
from medialit.demo.texts import Pen, is_marked, pools

ROWS = [(plan.key, row.id) for plan in curriculum.lessons() for row in plan.rubric]
BOXES = [next(one for one in (f"{key}-{row}", row) if one in pools()) for key, row in ROWS]
OWN = {"guess": 50, "again": 40, "certainty": 60, "prompt": "L1-C1"}


def _pool(purpose, language):
    return pools()[purpose][language]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("box", BOXES)
def test_each_box_has_a_text_for_each_level_in_each_language(box, language):
    assert len(set(_pool(box, language))) >= 4


@pytest.mark.parametrize("purpose", pools())
def test_both_languages_have_as_much_to_say(purpose):
    assert len(_pool(purpose, "en")) == len(_pool(purpose, "zh"))


@given(st.sampled_from(sorted(pools())), st.sampled_from(Writing), st.integers())
def test_every_text_carries_the_mark(purpose, writing, seed):
    text = Pen(writing, Random(seed)).write(purpose, **OWN)
    assert is_marked(text)
    assert "{" not in text


@given(st.sampled_from(BOXES), st.sampled_from(Writing), st.integers())
def test_a_student_without_an_estimate_does_not_quote_one(box, writing, seed):
    assert "{" not in Pen(writing, Random(seed)).write(box)


def test_nobody_writes_the_same_line_twice_while_the_pool_lasts():
    pen = Pen(Writing.ENGLISH, Random(3))
    lines = [pen.write("reason") for _ in _pool("reason", "en")]
    assert len(set(lines)) == len(lines)


def test_writers_keep_to_their_language():
    assert Pen(Writing.CHINESE, Random(1)).write("left").startswith("［虚构］")
    assert Pen(Writing.ENGLISH, Random(1)).write("left").startswith("[Invented] ")
