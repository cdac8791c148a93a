"""Every work has a text, an address or the reason why not, and says whether it was seen."""

import dataclasses
import html
import re
from importlib.resources import files

import pytest

from medialit import curriculum, schema
from medialit.errors import BadContent
from medialit.i18n import Language

WORKS = curriculum.references()


def test_every_reference_has_a_text_and_an_address_or_the_reason_why_not():
    assert all(len(one.text) > 10 for one in WORKS.values())
    assert not [key for key, one in WORKS.items() if bool(one.url) == bool(one.no_url)]


def test_no_key_stands_twice_and_the_keys_are_sorted():
    text = (files("medialit.curriculum") / "references.toml").read_text("utf-8")
    keys = re.findall(r"^\[(.+)\]$", text, re.MULTILINE)
    assert keys == sorted(set(keys))
    assert keys == list(WORKS)


def test_what_was_not_seen_is_not_shown_as_seen():
    never = re.compile(
        r"from memory; two searches|book not seen|not the book|only an AI|seen only|verify\.$", re.IGNORECASE
    )
    assert not [key for key, one in WORKS.items() if one.seen and never.search(one.note) and key != "aacu2009"]
    assert not WORKS["beck2006"].seen


def test_every_row_of_the_articles_claims_its_audit_and_the_time_line_can_be_cited():
    rows = [*(f"C{number:02}" for number in range(1, 66)), *(f"A{number}" for number in range(1, 9))]
    rows += [*(f"T{number:02}" for number in range(1, 72)), *(f"P{number:02}" for number in range(1, 21))]
    assert not [row for row in rows if row not in WORKS]


def test_a_list_of_works_has_each_address_or_why_not_and_marks_what_was_not_seen():
    works = [WORKS[key] for key in ("wang2024", "beck2006", "imperato2021")]
    for language, unseen, why in (
        (Language.EN, "to be verified", "No page of the work itself was found."),
        (Language.ZH, "待核实", "没有找到这部作品本身的页面。"),
    ):
        shown = curriculum.works_list(works, language)
        for text in shown.values():
            assert text.index("Beck") < text.index("Imperato") < text.index("Wang")
            assert text.count(unseen) == 2
            assert why in text
        assert f'<a href="{WORKS["wang2024"].url}">' in shown["text/html"]
        assert shown["text/html"].count("<li>") == 3


def test_works_that_lie_at_one_address_stand_above_it_together():
    rows = [WORKS["T21"], WORKS["T35"]]
    assert rows[0].url == rows[1].url
    shown = curriculum.works_list(rows, Language.EN)
    assert all(row.text in text for row in rows for text in (shown["text/plain"], html.unescape(shown["text/html"])))
    assert [text.count(rows[0].url) for text in shown.values()] == [2, 1], "as target and as text; once"


def test_no_text_of_a_work_can_act():
    work = dataclasses.replace(WORKS["wang2024"], text="<script>1</script>", url='https://a.org/"><b>')
    shown = curriculum.works_list([work], Language.EN)["text/html"]
    assert "<script>" not in shown
    assert '"><b>' not in shown


def test_an_entry_without_an_address_has_to_say_why():
    check = schema.load("medialit.curriculum", "references")
    with pytest.raises(BadContent):
        schema.check({"a": {"text": "A work of 2025.", "url": "", "seen": False}}, check, what="x", error=BadContent)
