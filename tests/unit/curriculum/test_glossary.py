"""A term has both its definitions, its pinyin, and says what it rests on."""

import re
from importlib.resources import files

import pytest

from medialit import curriculum, schema
from medialit.curriculum import Basis
from medialit.errors import BadContent, UnknownTerm
from medialit.i18n import Language

TERMS = curriculum.glossary()
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda one: one.id)
def test_every_term_is_explained_in_both_languages(term):
    assert HAN.search(term.characters)
    assert HAN.search(term.definition.zh)
    assert len(term.definition.en.split()) > 3
    assert not HAN.search(term.pinyin)


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda one: one.id)
def test_chinese_definitions_use_chinese_punctuation(term):
    assert not re.search(r"[\u4e00-\u9fff][,;:?!.()]|[,;:?!()][\u4e00-\u9fff]", term.definition.zh)


def test_no_two_terms_share_their_characters():
    assert len({one.characters for one in TERMS.values()}) == len(TERMS) == 68


def test_the_renamed_headwords_are_the_new_ones():
    characters = {one.characters for one in TERMS.values()}
    assert {"平台迁移", "推-拉-锚定框架", "情感公众", "异文化爱好者", "群际接触假说"} <= characters
    assert not {"平台迁徙", "推拉系泊框架", "情动公众", "爱异者", "群际接触理论"} & characters


def test_a_term_is_found_by_id_and_by_characters():
    assert curriculum.term("duizhang") is curriculum.term("对账")
    with pytest.raises(UnknownTerm, match="duizhang"):
        curriculum.term("accounts")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("term", TERMS.values(), ids=lambda one: one.id)
def test_a_card_shows_everything_the_readers_definition_first(term, language):
    card = curriculum.term_card(term, language)
    assert all(
        part in card for part in (term.characters, term.pinyin, term.english, term.definition.en, term.definition.zh)
    )
    other = Language.EN if language is Language.ZH else Language.ZH
    assert card.index(term.definition[language]) < card.index(term.definition[other])


def test_every_definition_says_its_language_to_those_who_hear_it():
    for language in Language:
        card = curriculum.term_card(curriculum.term("duizhang"), language)
        assert '<span lang="en">From bookkeeping' in card
        assert '<span lang="zh-Hans">原为会计用语' in card


def test_cards_are_a_list_and_read_well_without_markup():
    shown = curriculum.term_cards([curriculum.term("duizhang"), curriculum.term("biji")], Language.EN)
    assert [line[:4] for line in shown["text/markdown"].splitlines() if line[:1].strip()] == ["- **", "- **"]
    assert "<" not in shown["text/plain"]
    assert "**对账** · duìzhàng" in shown["text/plain"]


def test_a_card_says_why_a_work_has_no_address():
    assert "只记下了网站的名字" in curriculum.term_card(curriculum.term("biji"), Language.ZH)


@pytest.mark.parametrize(("language", "mark"), [(Language.EN, "to be verified"), (Language.ZH, "待核实")])
def test_a_card_says_to_be_verified_exactly_where_something_was_not_seen(language, mark):
    for term in TERMS.values():
        unsure = term.basis is Basis.USAGE or any(not work.seen for work in term.sources)
        assert (mark in curriculum.term_card(term, language)) == unsure, term.id


def test_a_definition_that_claims_a_source_has_to_name_it():
    entry = {
        "characters": "词",
        "pinyin": "cí",
        "english": "word",
        "definition": {"en": "A word.", "zh": "词语。"},
        "basis": "source",
        "sources": [],
    }
    check = schema.load("medialit.curriculum", "glossary")
    with pytest.raises(BadContent):
        schema.check({"ci": entry}, check, what="glossary.toml", error=BadContent)
    schema.check({"ci": entry | {"basis": "usage"}}, check, what="glossary.toml", error=BadContent)


def test_no_id_stands_twice_in_the_file():
    ids = re.findall(r"^\[(.+)\]$", (files("medialit.curriculum") / "glossary.toml").read_text("utf-8"), re.MULTILINE)
    assert ids == list(TERMS)
