"""The comment bank: a starter for every criterion and level, files that lose nothing, and comments that fit."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.marking.desks import LESSON, Class

from medialit import course, curriculum
from medialit.drafts.text import counts
from medialit.errors import BadContent, BadMark
from medialit.i18n import Language
from medialit.marking import bank, bank_files
from medialit.marking.bank_files import BankEntry

ROWS = [(plan.id, row) for plan in curriculum.lessons() for row in plan.rubric]
CLAIMS = st.sampled_from([(lesson, row.id) for lesson, row in ROWS] + [("", "own-thinking")])
TEXTS = st.text(max_size=40) | st.sampled_from(
    ["=1+1", "'=x", "''", '"a", b\r\nc', "汉字，“引号”", "\ufeff", "\x7f", "\\"]
)


@st.composite
def banks(draw):
    ids = draw(st.lists(st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True), unique=True, max_size=6))
    found = []
    for one in ids:
        lesson, criterion = draw(CLAIMS)
        en, zh = bank_files.tidy(draw(TEXTS)), bank_files.tidy(draw(TEXTS))
        if en or zh:
            level = draw(st.integers(0, 4))
            found.append(BankEntry(id=one, lesson=lesson, criterion=criterion, level=level, en=en, zh=zh))
    return tuple(found)


@given(banks())
def test_a_bank_goes_through_either_file_unchanged(entries):
    assert bank_files.of_toml(bank_files.as_toml(entries), "bank.toml") == entries
    assert bank_files.of_csv(bank_files.as_csv(entries), "bank.csv") == entries


@given(banks(), banks())
def test_taking_a_bank_in_twice_is_taking_it_in_once_and_drops_nothing(ours, theirs):
    once = bank.merged(ours, theirs)
    assert bank.merged(once, theirs) == once
    assert {one.id for one in once} == {one.id for one in (*ours, *theirs)}
    assert bank.difference(once, theirs).is_empty


@given(TEXTS)
def test_a_tidy_text_is_tidy_already(text):
    assert bank_files.tidy(bank_files.tidy(text)) == bank_files.tidy(text)


@pytest.mark.parametrize(("lesson", "row"), ROWS, ids=lambda one: getattr(one, "id", one))
@pytest.mark.parametrize("level", range(5))
def test_the_starter_bank_has_a_pair_for_every_criterion_and_level(lesson, row, level):
    points = sorted({0, *(points for points, _ in row.levels)})[level]
    first = bank.fitting(bank.starter(), lesson, row, points)[0]
    assert first.level == level
    assert first.en
    assert first.zh


@pytest.mark.parametrize("entry", bank.starter(), ids=lambda one: one.id)
def test_a_starter_comment_is_short_quotes_once_and_names_a_next_move(entry):
    for text in (entry.en, entry.zh):
        assert text.count(bank.QUOTE) == 1
        _, _, length = counts(text.replace(bank.QUOTE, ""))
        assert length + 8 <= 45, "with eight words of the student's it is no longer than 45"
    assert not re.search(r"unfortunately|great|excellent|good job|well done|nice|perfect", entry.en, re.IGNORECASE)
    assert not re.search(r"可惜|遗憾|很好|优秀|很棒|完美|fake|假的", entry.zh)
    assert len(re.findall(r"[.?!…]+(?:\s|$)|:", entry.en)) >= 2, "what I see, why it matters, one thing to try"


def test_of_a_half_level_the_comments_of_both_neighbours_come_first():
    row = curriculum.lesson(LESSON).rubric[0]
    assert [one.level for one in bank.fitting(bank.starter(), LESSON, row, 2.5)][:4] == [3, 2, 4, 1]
    capstone = curriculum.lesson("07-capstone").rubric[-1]
    assert bank.fitting(bank.starter(), "07-capstone", capstone, 6)[0].level == 3


def test_a_course_has_the_starter_bank_until_it_keeps_a_comment_of_its_own(tmp_path):
    class_ = Class(tmp_path)
    desk = class_.desk()
    before = desk.comments("measures", 3)
    kept = desk.remember("measures", 3, "  写得清楚，请补上分母。 ", Language.ZH)
    again = desk.remember("measures", 3, "写得清楚，请补上分母。", Language.ZH)
    assert kept == again
    assert desk.comments("measures", 3) == (before[0], kept, *before[1:])
    assert kept.text(Language.EN) == "写得清楚，请补上分母。"
    assert set(bank.starter()) < set(bank.load(class_.course))


def test_a_place_for_a_quotation_must_be_filled_before_the_comment_is_given(tmp_path):
    desk = Class(tmp_path).desk()
    item, comment = desk.items("measures")[0], desk.comments("measures", 3)[0].en
    with pytest.raises(BadMark, match="quote"):
        desk.mark(item.pseudonym, "measures", 3, comment)
    desk.mark(item.pseudonym, "measures", 3, comment.replace("{quote}", "Invented text"))


def test_an_empty_comment_is_not_kept(tmp_path):
    with pytest.raises(BadMark):
        Class(tmp_path).desk().remember("measures", 3, " \0 ", Language.EN)


HEAD = "id,lesson,criterion,level,en,zh\n"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("b.toml", "[[comment]", "no valid TOML"),
        ("b.toml", 'x = "\ud7ff"\n', "additional"),
        ("b.toml", '[[comment]]\nid = "a"\ncriterion = "nothing"\nlevel = 1\nen = "x"', "no criterion"),
        ("b.toml", '[[comment]]\nid = "a"\ncriterion = "measures"\nlevel = 9\nen = "x"', "use 0 to 4"),
        ("b.toml", '[[comment]]\nid = "a"\ncriterion = "measures"\nlevel = 1', "no text"),
        ("b.csv", HEAD + "a,,measures,1,x,\na,,measures,1,y,\n", "two comments"),
        ("b.csv", HEAD + "a,,measures,one,x,\n", "whole number"),
        ("b.csv", "id,text\na,b\n", "columns"),
        ("b.csv", HEAD + 'a,,measures,1,"x', "no valid CSV"),
        ("b.txt", "", "neither"),
    ],
)
def test_a_file_that_is_no_bank_says_what_is_wrong(tmp_path, name, text, says):
    file = tmp_path / name
    file.write_text(text, "utf-8")
    with pytest.raises(BadContent, match=re.escape(says) if says != "additional" else "not as it should be"):
        bank_files.read(file)


def test_a_bank_that_is_not_utf_8_says_so(tmp_path):
    file = tmp_path / "b.csv"
    file.write_bytes("评语".encode("gb18030"))
    with pytest.raises(BadContent, match="UTF-8"):
        bank_files.read(file)


def test_two_markers_who_keep_comments_at_once_keep_both(tmp_path):
    made = course.new(tmp_path / "course")
    row = curriculum.lesson(LESSON).rubric[0]
    for text in ("one", "two"):
        bank.take_in(made, [bank.own(LESSON, row, 2, text, Language.EN)])
    assert {one.en for one in bank.load(made) if one.id.startswith("own")} == {"one", "two"}
