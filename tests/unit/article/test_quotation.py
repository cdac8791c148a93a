"""A quotation can be checked without the text, and the text cannot be read from what is shipped."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.article.invented import PARAGRAPHS, put_in_place

from medialit import article
from medialit.article import Quotation, fingerprint
from medialit.article.words_of import words_of
from medialit.errors import BadContent

ROOT = Path(__file__).parents[3]


@pytest.fixture
def invented(monkeypatch):
    return put_in_place(monkeypatch)


@pytest.mark.parametrize("claim", article.claims(), ids=lambda one: one.id)
def test_every_anchor_of_the_claims_is_a_quotation_of_the_article(claim):
    words = len(words_of(claim.anchor.exact))
    assert article.quotation(claim.anchor.exact) is (Quotation.FOUND if words >= 4 else Quotation.TOO_SHORT)


@pytest.mark.parametrize("text", ["", "…", "a ferry", "two gulls and … very tired dog", "码头", "'''"])
def test_fewer_than_four_words_are_too_short(text, invented):
    assert article.quotation(text) is Quotation.TOO_SHORT


@pytest.mark.parametrize(
    "text",
    [
        "the water had been too low",
        "THE WATER, HAD BEEN — TOO LOW!",
        "We'd walked down every morning",
        "wed walked down every morning",
        "a short term notice was nailed",
        "the pier was empty [...] a very tired dog",
        "the pier was empty … dog",
    ],
)
def test_a_quotation_is_found_however_it_was_typed(text, invented):
    assert article.quotation(text) is Quotation.FOUND
    assert article.quotation(text, PARAGRAPHS) is Quotation.FOUND


@pytest.mark.parametrize(
    "text",
    [
        "the water had been far too high",
        "and every evening the pier was empty",
        "the pier was empty [...] a very wet old dog",
        "in the spring. “We’d walked down",
    ],
)
def test_a_changed_or_joined_quotation_is_not_found(text, invented):
    assert article.quotation(text) is Quotation.NOT_FOUND
    assert article.quotation(text, PARAGRAPHS) is Quotation.NOT_FOUND


@given(st.data())
def test_every_run_of_words_of_a_paragraph_is_found(data):
    words = words_of(data.draw(st.sampled_from(PARAGRAPHS)))
    start = data.draw(st.integers(0, len(words) - 4))
    end = data.draw(st.integers(start + 4, len(words)))
    taken = fingerprint.taken_of(PARAGRAPHS, "an island, invented")
    assert all(taken.holds(one) for one in fingerprint.sequences(words[start:end]))
    assert article.quotation(" ".join(words[start:end]), PARAGRAPHS) is Quotation.FOUND


@given(st.text())
def test_no_text_breaks_the_question(text):
    assert article.quotation(text) in Quotation
    assert article.quotation(text, PARAGRAPHS) in Quotation
    assert words_of(" ".join(words_of(text))) == words_of(text)


def test_the_share_of_errors_is_what_the_documentation_says():
    listed = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "src" / "medialit").rglob("CARD.md")]
    words = words_of("\n".join(one.read_text("utf-8") for one in listed))
    shipped = fingerprint.of_the_article()
    rates = {}
    for length in (4, 5, 6):
        runs = {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
        rates[length] = sum(all(map(shipped.holds, fingerprint.sequences(one))) for one in runs) / len(runs)
    assert rates[4] == pytest.approx(shipped.chance, rel=0.15)
    assert rates[5] < 0.015
    assert rates[6] < 0.003
    page = (ROOT / "docs" / "explanation" / "fingerprint.md").read_text("utf-8")
    assert f"{len(shipped.hashes):,} hashes" in page
    assert f"{shipped.chance:.1%}" in page.replace(" %", "%")


def test_what_is_shipped_holds_no_word_and_no_order():
    data = json.loads((files("medialit.article") / "fingerprint.json").read_text("utf-8"))
    shipped = fingerprint.of_the_article()
    assert set(data) == {"words", "bits", "salt", "paragraph_words", "hashes"}
    assert fingerprint.written(shipped) == (files("medialit.article") / "fingerprint.json").read_text("utf-8")
    assert len(shipped.hashes) < sum(shipped.paragraph_words), "one hash for each sequence at most, none for a place"
    assert not re.search(r"[a-z]{4,} [a-z]{4,} [a-z]{4,} [a-z]{4,}", json.dumps(data))


@given(st.lists(st.text(min_size=1)))
def test_a_fingerprint_survives_its_file(paragraphs):
    taken = fingerprint.taken_of(paragraphs, "a salt of a test")
    if taken.hashes and all(taken.paragraph_words):
        assert fingerprint.read(fingerprint.written(taken)) == taken


@pytest.mark.parametrize("text", ["", "{}", '{"words": 4}', "[]"])
def test_a_damaged_fingerprint_is_said_to_be_damaged(text):
    with pytest.raises(BadContent):
        fingerprint.read(text)


def test_the_order_of_paragraphs_tells_nothing():
    assert fingerprint.taken_of(PARAGRAPHS, "salt and pepper").hashes == (
        fingerprint.taken_of(PARAGRAPHS[::-1], "salt and pepper").hashes
    )
