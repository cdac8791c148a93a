"""A comment points at a place in the answer; it does not copy it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit.errors import BadMark
from medialit.marking import quotes

WORDS = st.lists(st.sampled_from(["cat", "tax", "moved", "猫", "税", "it's", "7,542"]), max_size=30)


@pytest.mark.parametrize(
    ("comment", "answer", "run"),
    [
        ("You say “the cat moved home”.", "First THE CAT   moved home, then", "the cat moved home"),
        ("你写“猫税很好”，为什么？", "我觉得猫税很好玩", "猫税很好"),
        ("nothing in common", "quite other words", ""),
        ("", "text", ""),
        ("text", "", ""),
    ],
)
def test_the_longest_shared_run_is_found(comment, answer, run):
    assert quotes.longest(comment, answer) == run


def test_eight_words_or_twelve_characters_may_be_quoted_and_no_more():
    words = [f"w{n}" for n in range(20)]
    quotes.check(" ".join(words[3:11]), " ".join(words))
    with pytest.raises(BadMark):
        quotes.check(" ".join(words[3:12]), " ".join(words))
    characters = "天地玄黄宇宙洪荒日月盈昃辰宿列张"
    quotes.check(characters[:12], characters)
    with pytest.raises(BadMark):
        quotes.check(characters[:13], characters)
    quotes.check("w1 w2 w3 w4 天地玄黄宇宙", "w1 w2 w3 w4 天地玄黄宇宙洪")
    with pytest.raises(BadMark):
        quotes.check("w1 w2 w3 w4 天地玄黄宇宙洪", "w1 w2 w3 w4 天地玄黄宇宙洪")


@given(WORDS, WORDS)
def test_the_run_stands_in_both_texts(comment, answer):
    from medialit.drafts.text import tokens

    said, read = " ".join(comment), " ".join(answer)
    run = [one.text for one in tokens(quotes.longest(said, read))]
    for text in (said, read):
        inside = [one.text for one in tokens(text)]
        assert any(inside[at : at + len(run)] == run for at in range(len(inside) + 1))
