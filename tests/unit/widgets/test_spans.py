"""Marks of spans: a place and a quote that agree, or nothing is saved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit.i18n import Language, words
from medialit.widgets._base import Refused
from medialit.widgets._spans import Markable, check_marks, line, stands

TEXTS = {"zh": Markable("新人报到，先交猫税。", {"lost"}), "en": Markable("😀 cat tax first", {"gained", "added"})}


def a_mark(text="zh", kind="lost", start=7, end=9, quote="猫税", note=""):
    return {"text": text, "kind": kind, "start": start, "end": end, "quote": quote, "note": note}


def test_marks_that_stand_in_their_texts_are_let_in():
    check_marks([a_mark(), a_mark("en", "gained", 2, 5, "cat", "so!"), a_mark("en", "added", 2, 5, "cat")], TEXTS)
    check_marks([], TEXTS)


@pytest.mark.parametrize(
    "mark",
    [
        a_mark(start=6, end=8),
        a_mark(quote="猫 税"),
        a_mark(end=7, quote=""),
        a_mark(start=9, end=7),
        a_mark(start=100, end=102),
        a_mark(text="fr"),
        a_mark(kind="gained"),
        a_mark("en", "gained", 3, 6, "cat"),  # where a browser that counts UTF-16 units would put it
    ],
)
def test_a_mark_that_does_not_stand_in_its_text_is_refused(mark):
    with pytest.raises(Refused) as why:
        check_marks([a_mark("en", "added", 6, 9, "tax"), mark], TEXTS)
    assert why.value.key == "changed"


def test_a_place_is_marked_as_one_kind_once():
    with pytest.raises(Refused) as why:
        check_marks([a_mark(), a_mark(note="again")], TEXTS)
    assert why.value.key == "malformed"


def test_a_mark_saved_before_its_text_was_changed_may_stay_and_get_a_note():
    old = a_mark(quote="狗税")
    check_marks([old | {"note": "new"}, a_mark()], TEXTS, before=[old])


@given(st.text(max_size=20), st.integers(-5, 25), st.integers(-5, 25))
def test_what_stands_at_a_place_lies_inside_the_text_and_is_not_empty(text, start, end):
    mark = {"start": start, "end": end, "quote": text[start:end]}
    assert stands(text, mark) == (0 <= start < end <= len(text))


def test_a_mark_is_told_on_one_line_and_writes_no_markdown():
    told = line(words(Language.EN), a_mark(quote="*猫税*", note="a\nb <br>"), "lost", "Original")
    assert told == "lost: “\\*猫税\\*” (Original) – a b \\<br\\>"
