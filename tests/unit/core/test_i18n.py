"""Two languages, one set of keys."""

from datetime import date

import pytest

from medialit.errors import UnknownLanguage
from medialit.i18n import Language, Text, words

EN, ZH = words(Language.EN), words(Language.ZH)


def test_both_languages_have_words():
    assert set(EN._catalogue) == set(ZH._catalogue)
    assert EN._catalogue, "the catalogue is empty"


@pytest.mark.parametrize(("name", "language"), [("en", "en"), ("zh-CN", "zh"), ("ZH_Hans", "zh"), ("en_US", "en")])
def test_a_language_is_known_by_its_usual_names(name, language):
    assert Language.of(name) == language


def test_an_unknown_language_is_refused_by_name():
    with pytest.raises(UnknownLanguage, match="'fr'"):
        Language.of("fr")


def test_one_mapping_serves_people_babel_html_and_jupyter():
    assert [(one.value, one.babel, one.html, one.jupyter) for one in Language] == [
        ("en", "en", "en", "en"),
        ("zh", "zh_Hans", "zh-Hans", "zh_CN"),
    ]


def test_numbers_and_dates_are_written_as_each_language_does():
    assert (EN.number(1234567), ZH.number(1234567)) == ("1,234,567", "1,234,567")
    assert (EN.percent(0.316), ZH.percent(0.316)) == ("32%", "32%")
    assert (EN.day(date(2025, 1, 13)), ZH.day(date(2025, 1, 13))) == ("13 January 2025", "2025年1月13日")


def test_a_text_speaks_both_languages():
    text = Text("cat tax", "猫税")
    assert (text[Language.EN], text[Language.ZH]) == ("cat tax", "猫税")
