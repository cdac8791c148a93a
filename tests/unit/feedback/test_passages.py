"""A comment's quotation is found in the text, whatever the marks, capitals and space, with its sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit.feedback.passages import links

TEXT = (
    "First sentence here. It counts Accounts,\nnot people!  Third 3.4 million said so. 第四句说：“数的是账号。”第五句。"
)


def sentence(comment, text=TEXT):
    return [text[slice(*one.sentence)] for one in links(text, comment)]


@pytest.mark.parametrize(
    "comment",
    [
        "You say “it counts accounts”.",
        'You say "IT  COUNTS accounts".',
        "You say ‘it counts accounts’ twice.",
        "You say 'it counts accounts'.",
        "You say 「it counts accounts」。",
        "«It counts Accounts» is good",
        "You say “it counts … of something else”.",
    ],
)
def test_any_quotation_marks_capitals_and_space_will_do(comment):
    assert sentence(comment) == ["It counts Accounts,"]


def test_hanzi_are_found_without_spaces_and_with_other_marks():
    assert sentence("你写“数 的 是 账号”，很好。") == ["第四句说：“数的是账号。”"]
    assert sentence("『第五句』") == ["第五句。"]


def test_a_full_stop_inside_a_number_ends_no_sentence():
    assert sentence("“4 million”") == []
    assert sentence("“3.4 million”") == ["Third 3.4 million said so."]


def test_words_are_found_as_whole_words_only():
    assert sentence("“count”") == []


def test_a_title_that_does_not_stand_in_the_text_gets_no_link():
    assert sentence("Read “The Great Move” and it's 'fine'.") == []


def test_each_quotation_gets_its_own_link_in_the_order_of_the_comment():
    assert sentence("“third” comes after “first sentence”.") == ["Third 3.4 million said so.", "First sentence here."]


def test_a_text_of_fifty_thousand_characters_is_searched_at_once():
    long = "数的是账号。" * 8000 + "最后一句不同。"
    (found,) = links(long, "“最后一句不同”")
    assert long[slice(*found.sentence)] == "最后一句不同。"


@given(st.text(max_size=300), st.text(max_size=120))
def test_whatever_is_written_links_stay_inside_text_and_comment(text, comment):
    for one in links(text, f"{comment}“{text[:20]}”"):
        start, end = one.sentence
        assert 0 <= start <= end <= len(text)
        assert "\n" not in text[start:end]
