"""More than fifteen words of the article in a row are found, fifteen are not, and nothing else is taken for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.article.invented import PARAGRAPHS

from medialit import article
from medialit.article import fingerprint

TAKEN = fingerprint.taken_of(PARAGRAPHS, "an island, invented")
WORDS = PARAGRAPHS[0].split()


def found(*texts):
    return [(one.place, one.words) for one in article.long_runs(zip("abcdef", texts, strict=False), TAKEN)]


def quoted(length, marks="“”"):
    return f"It begins {marks[0]}{' '.join(WORDS[:length])}{marks[1]} and goes on."


@pytest.mark.parametrize("marks", ["“”", '""', "「」", "«»", "„“", "  "])
def test_fifteen_words_may_be_quoted_and_sixteen_may_not(marks):
    assert found(quoted(15, marks)) == []
    assert found(quoted(16, marks)) == [("a", 16)]


@pytest.mark.parametrize(
    "text",
    [
        " ".join(WORDS[:20]).upper(),
        "**" + "** *".join(WORDS[:20]) + "*",
        "\n> ".join(WORDS[:20]),
        '"' + '", "'.join([" ".join(WORDS[:10]), " ".join(WORDS[10:20])]) + '"',
    ],
)
def test_neither_typography_nor_marks_in_between_hide_a_run(text):
    assert found(text) == [("a", 20)]


def test_a_run_goes_on_in_the_next_text_and_is_named_by_the_first():
    assert found("Nothing.", " ".join(WORDS[:9]), " ".join(WORDS[9:18]), "Nothing.") == [("b", 18)]


def test_a_word_that_is_left_out_or_changed_ends_a_run():
    assert found(" ".join([*WORDS[:12], "perhaps", *WORDS[13:24]])) == []


def test_a_word_beyond_the_quotation_mark_that_passes_by_chance_is_not_counted():
    """The words that follow are those of the article itself, as if each had passed by chance."""
    text = " ".join(WORDS[:15])
    for more in (1, 2, 3):
        assert found(f"“{text}” {' '.join(WORDS[15 : 15 + more])} was said") == []
    assert found(f"“{text}” {' '.join(WORDS[15:19])} was said") == [("a", 19)]


@given(st.data())
def test_sixteen_words_and_more_of_a_paragraph_are_always_found(data):
    words = data.draw(st.sampled_from(PARAGRAPHS)).replace("“", "").replace("”", "").split()
    start = data.draw(st.integers(0, len(words) - 18))
    end = data.draw(st.integers(start + 18, len(words)))
    ((_, length),) = found("Some other words first. " + " ".join(words[start:end]))
    assert length >= 16


@given(st.text())
def test_no_text_breaks_the_search(text):
    assert list(article.long_runs([("a", text), ("b", text)], TAKEN)) == []
