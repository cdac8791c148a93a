"""Sixty-five claims, each in both languages, with a speaker, a way to check it and what the record says."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit import article, curriculum, schema
from medialit.article import Verdict, Voice
from medialit.errors import BadContent, UnknownClaim

CLAIMS = article.claims()
HAN = re.compile(r"[\u4e00-\u9fff]")
each = pytest.mark.parametrize("claim", CLAIMS, ids=lambda one: one.id)


@each
def test_every_claim_speaks_both_languages(claim):
    for text in (claim.text, claim.check, claim.finding):
        assert not HAN.search(text.en.replace("种草", ""))
        assert HAN.search(text.zh)
        assert not re.search(r"[\u4e00-\u9fff][,;:?!.()]|[,;:?!()][\u4e00-\u9fff]", text.zh), text.zh


@each
def test_every_piece_of_evidence_is_in_the_bibliography(claim):
    assert all(curriculum.reference(key) for key in claim.evidence)


@each
def test_an_anchor_holds_at_most_fifteen_words_in_all(claim):
    anchor = claim.anchor
    assert 3 <= sum(len(part.split()) for part in (anchor.prefix, anchor.exact, anchor.suffix)) <= 15


@each
def test_the_voice_agrees_with_the_speaker(claim):
    studies = {"alzaman2024", "azer2021", "klinger2015", "sinanan2020"}
    expected = {"article": {Voice.REPORTER, Voice.NOBODY}} | {key: {Voice.STUDY} for key in studies}
    assert claim.voice in expected.get(claim.speaker, {Voice.INTERVIEWEE})
    assert claim.speaker in {"article", "Benni", "Dr. Lu", "Danlu Yang", *studies}
    if claim.speaker in studies:
        assert curriculum.reference(claim.speaker)


def test_the_claims_stand_in_the_order_of_the_article():
    assert [one.id for one in CLAIMS] == [f"C{number:02}" for number in range(1, 66)]
    assert [one.paragraph for one in CLAIMS] == sorted(one.paragraph for one in CLAIMS)
    assert {one.paragraph for one in CLAIMS} == set(range(1, 18)), "each paragraph can be told by an anchor"
    assert len({one.anchor for one in CLAIMS}) == len(CLAIMS)


def test_the_corrections_of_the_second_check_are_in():
    assert article.claim("C27").verdict is Verdict.UNVERIFIABLE
    assert "corrected its story" in article.claim("C29").finding.en
    assert "political use" in article.claim("C35").finding.en
    assert "Beijing clock" in article.claim("C61").finding.en
    assert "Xuerong" in article.claim("C22").finding.en
    assert "Xeurong" in article.claim("C22").text.en, "the name stands as the article has it"


def test_an_unknown_claim_says_which_there_are():
    with pytest.raises(UnknownClaim, match="C01 to C65"):
        article.claim("C66")


def test_a_claim_without_evidence_is_refused():
    check = schema.load("medialit.article", "claims")
    with pytest.raises(BadContent, match="C01"):
        schema.check({"C01": {"section": "opening"}}, check, what="claims.toml", error=BadContent)


@given(st.lists(st.sampled_from(CLAIMS)))
def test_the_voices_count_every_claim_once(chosen):
    assert sum(one.claims for one in article.voices(chosen)) == len(chosen)


def test_the_voices_are_counted_from_the_claims():
    assert Counter(one.voice for one in CLAIMS) == {
        voice: sum(row.claims for row in article.voices() if row.voice is voice) for voice in Voice
    }
