"""The audit of the draft checks: its answers, its table, and that a check which treats the languages apart is off."""

import re
from pathlib import Path

import pytest
from tests import draft_audit

from medialit import drafts
from medialit.drafts.text import has_han
from medialit.i18n import Language

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "draft-checks.md").read_text("utf-8")


@pytest.mark.parametrize("language", list(Language))
def test_there_are_forty_answers_in_each_language_each_labelled_invented(language):
    answers = draft_audit.answers(language)
    assert [one["id"] for one in answers] == [f"{language.value}{number:02}" for number in range(1, 41)]
    assert {one["label"] for one in answers} == {"invented"}
    assert all(set(one["lamps"].values()) <= {"points", "clear"} and one["lamps"] for one in answers)


def test_the_answers_are_written_in_their_language():
    for one in draft_audit.answers(Language.ZH):
        written = [one.get("text"), one.get("disclosure"), str(one.get("rows", "")), str(one.get("definition", ""))]
        if "standpoints" not in one and any(part and part.strip("　 \u200b\n") for part in written):
            assert has_han("".join(part or "" for part in written)), one["id"]


def test_both_languages_are_asked_for_the_same_lamps_equally_often():
    wanted = [
        sorted(pair for one in draft_audit.answers(language) for pair in one["lamps"].items()) for language in Language
    ]
    assert wanted[0] == wanted[1]


def test_every_check_that_can_be_lit_is_audited_both_lit_and_quiet():
    for language in Language:
        found = draft_audit.tally(language)
        assert set(found) == {one.id for one in drafts.checks()} - {"F14"}
        for check, one in found.items():
            assert one.hits + one.missed, check
            assert one.quiet + one.false, check


def test_a_check_whose_languages_differ_by_more_than_ten_points_is_off_and_no_other_is():
    assert {one.id for one in drafts.checks() if not one.is_on} == draft_audit.unequal()


def test_the_reference_page_has_the_table_as_it_is_measured():
    assert draft_audit.table() in PAGE


def test_the_readme_says_on_how_many_texts_the_checks_were_tested():
    readme = re.sub(r"\s+", " ", (Path(__file__).parents[3] / "README.md").read_text("utf-8"))
    count = {one: len(draft_audit.answers(one)) for one in Language}
    told = f"tested on {count[Language.EN]} texts in English and {count[Language.ZH]} in Chinese"
    assert told in readme


def test_a_tally_of_nothing_has_neither_precision_nor_recall():
    assert (draft_audit.Tally().precision, draft_audit.Tally().recall) == (None, None)
    one = draft_audit.Tally(hits=1, false=3, missed=1, quiet=5)
    assert (float(one.precision), float(one.recall), one.answers) == (0.25, 0.5, 10)
