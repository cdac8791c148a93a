"""A span is found again by its anchor, and anchors in somebody else's paragraph never carry it away."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.article.invented import PARAGRAPHS

from medialit import article
from medialit.article import anchors, fingerprint
from medialit.article.words_of import words_of

TAKEN = fingerprint.taken_of(PARAGRAPHS, "an island, invented")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@st.composite
def spans(draw, texts=PARAGRAPHS):
    """A text, and a span from one of its words to another."""
    text = draw(st.sampled_from(texts))
    words = [one.span() for one in WORD.finditer(text)]
    first, last = sorted((draw(st.integers(0, len(words) - 1)), draw(st.integers(0, len(words) - 1))))
    return text, (words[first][0], words[last][1])


@given(spans(), st.booleans())
def test_a_span_is_found_where_it_was_marked(span, carried):
    text, place = span
    anchor = (anchors.quoted if carried else anchors.hashed)(text, place)
    assert anchors.found(anchor, text) == place


@given(spans(), st.booleans())
def test_it_is_found_in_a_copy_with_other_typography_and_words_before_it(span, carried):
    text, place = span
    if not carried and len(words_of(text[place[0] : place[1]])) < 6:
        return
    anchor = (anchors.quoted if carried else anchors.hashed)(text, place)
    other = "A line of the site.  " + text.replace("“", '"').replace("”", '"').replace("’", "'").replace("; ", " ; ")
    start, end = anchors.found(anchor, other)
    assert words_of(other[start:end]) == words_of(text[place[0] : place[1]])


@given(spans(), st.text(max_size=40))
def test_it_is_not_found_in_another_text(span, other):
    text, place = span
    if words_of(text[place[0] : place[1]]) and not set(words_of(other)) & set(words_of(text)):
        assert anchors.found(anchors.quoted(text, place), other) is None
        assert anchors.found(anchors.hashed(text, place), other) is None


def test_of_words_that_stand_there_twice_the_right_ones_are_found():
    text = "The cat came. The dog came. The cat left."
    last = anchors.quoted(text, (text.rindex("cat"), text.rindex("cat") + 3))
    moved = "Long before: the cat slept. " + text
    start, _ = anchors.found(last, moved)
    assert moved[start:].startswith("cat left")
    bare = {name: last[name] for name in ("start", "end", "exact")}
    assert anchors.found(bare, moved)[0] in {one.start() for one in re.finditer("cat", moved)}


def test_a_hash_does_not_hold_the_words():
    anchor = anchors.hashed(PARAGRAPHS[1], (0, 40))
    assert set(anchor) == {"start", "end", "words", "hash"}
    assert (anchor["words"], len(anchor["hash"])) == (7, 7), "four bits a word"


def test_the_hash_of_a_single_word_fits_many_words():
    vocabulary = {word for text in PARAGRAPHS for word in words_of(text)}
    hashes = {anchors.digest(word) for word in vocabulary}
    assert len(vocabulary) > 80
    assert len(hashes) <= 16
    assert anchors.found(anchors.hashed(PARAGRAPHS[0], (3, 8)), "Somewhere else, in March.") is None


@given(st.lists(spans(PARAGRAPHS[1:2]), max_size=30), st.integers(0, 30))
def test_all_anchors_together_quote_at_most_fifteen_words_in_a_row_and_a_third_of_the_paragraph(marks, cut):
    """Whether they are made at once, or in two answers of which the second knows the first."""
    text = PARAGRAPHS[1]
    first = anchors.Quota(text)
    made = [first.anchor(place) for _, place in marks[:cut]]
    second = anchors.Quota(text, made)
    made += [second.anchor(place) for _, place in marks[cut:]]
    words = [one.span() for one in WORD.finditer(text)]
    seen = set()
    for one in made:
        if "exact" in one:
            begin, end = one["start"] - len(one["prefix"]), one["end"] + len(one["suffix"])
            assert text[begin:end] == one["prefix"] + one["exact"] + one["suffix"]
            seen |= {at for at, word in enumerate(words) if word[0] < end and word[1] > begin}
    runs = "".join("x" if at in seen else " " for at in range(len(words))).split()
    assert max(map(len, runs), default=0) <= 15
    assert len(seen) * 3 <= len(words)


@given(st.lists(spans(PARAGRAPHS[:1]), max_size=12))
def test_the_same_answer_has_the_same_anchors_when_it_is_sent_again(marks):
    """A commit whose reply was lost is sent once more, and must be known as the same."""
    first = anchors.Quota(PARAGRAPHS[0])
    made = [first.anchor(place) for _, place in marks]
    again = anchors.Quota(PARAGRAPHS[0], made)
    assert [again.anchor(place) for _, place in marks] == made


def test_a_short_quotation_is_carried_with_the_words_around_it_and_a_long_one_is_not():
    text = PARAGRAPHS[1]
    quota = anchors.Quota(text)
    start = text.index("two gulls")
    assert quota.anchor((start, start + len("two gulls"))) == {
        "start": start, "end": start + 9, "exact": "two gulls", "prefix": "except for ", "suffix": " and a",
    }  # fmt: skip
    assert "hash" in quota.anchor((0, len(text)))


@pytest.mark.parametrize("quote", ["", "…", "   "])
def test_a_quotation_without_words_is_found_only_where_it_stood(quote):
    assert anchors.found({"start": 0, "end": 3, "exact": quote}, PARAGRAPHS[0]) is None


def test_a_journal_of_anchors_is_no_copy_by_the_rule_for_what_we_ship():
    """Every word of every paragraph is marked, sentence by sentence, in the order of the text."""
    carried = []
    for text in PARAGRAPHS:
        quota, words = anchors.Quota(text), [one.span() for one in WORD.finditer(text)]
        for at in range(0, len(words), 8):
            one = quota.anchor((words[at][0], words[min(at + 7, len(words) - 1)][1]))
            carried.append("".join(str(one.get(name, "")) for name in ("prefix", "exact", "suffix")))
    assert any(carried)
    assert list(article.long_runs([("journal", "\n".join(carried))], TAKEN)) == []
