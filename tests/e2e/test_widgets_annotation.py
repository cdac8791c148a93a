"""Annotation on the stage: by keyboard alone, by mouse, on a copy of the article, and for a screen reader."""

import json

import pytest
from journey import LOOKS
from test_widgets_a import barriers, begin, press, says, tab_to
from tests import builders
from tests.unit.article.invented import PARAGRAPHS

WORDS = {"en": ["ferry", "stopped"], "zh": ["渡船", "停"]}


def words_of(widget, text):
    return widget.get_by_test_id(f"marks-{text}").locator("[role=option]")


@pytest.fixture
def copy(monkeypatch):
    for number in (1, 2):
        monkeypatch.setitem(builders.COPY, number, PARAGRAPHS[number - 1])


def open_part(widget, part):
    widget.get_by_test_id("part").select_option(part)
    widget.get_by_test_id("marks-chosen").wait_for()


def commit(page, widget, text):
    for at, digit in ((1, "1"), (6, "2")):
        words_of(widget, text).nth(at).click()
        press(page, "Shift+ArrowRight", digit)
    says(widget, "✓")
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("compared").wait_for()


def test_words_are_marked_labelled_noted_and_committed_by_keyboard_alone(page, mounted, stage):
    widget = mounted("EX-marks")
    begin(page)
    tab_to(page, "part")
    press(page, "ArrowDown")
    press(page, "Tab")
    press(page, "ArrowRight", "Shift+ArrowRight", "1")
    assert "Marked as “an interviewee”: ferry stopped" in widget.get_by_test_id("marks-news").inner_text()
    press(page, "Shift+ArrowRight", "3")
    assert widget.get_by_test_id("marks-mark-2").is_visible(), "spans may overlap"
    tab_to(page, "marks-note-1")
    page.keyboard.type("asked 问")
    tab_to(page, "marks-remove-2")
    press(page, "Enter")
    press(page, "Enter")  # the focus is on “put it back”
    assert widget.get_by_test_id("marks-mark-2").is_visible()
    tab_to(page, "commit")
    press(page, "Enter")
    widget.get_by_test_id("compared").wait_for()
    marks = stage.saved("EX-marks", "commit")["marks"]
    assert [(one["kind"], one["exact"], one["note"]) for one in marks] == [
        ("interviewee", "ferry stopped", "asked 问"), ("nobody", marks[1]["exact"], ""),
    ]  # fmt: skip
    assert "ferry stopped" in widget.get_by_test_id("told").first.inner_text()
    assert "The baker was asked." in widget.get_by_test_id("compared").inner_text()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_are_dragged_over_with_the_mouse_and_come_back_after_a_reload(page, mounted, stage, language):
    widget = mounted("EX-marks", language)
    open_part(widget, "ferry")
    words = words_of(widget, f"ferry.{language}")
    first, last = (words.filter(has_text=one).first.bounding_box() for one in WORDS[language])
    page.mouse.move(first["x"] + 3, first["y"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["x"] + 3, last["y"] + last["height"] / 2)
    page.mouse.up()
    widget.get_by_test_id("marks-kind-nobody").click()
    says(widget, "✓")
    (mark,) = stage.saved("EX-marks", "draft")["marks"]
    assert all(one in mark["exact"] for one in WORDS[language])
    widget = mounted("EX-marks", language)
    assert mark["exact"] in widget.get_by_test_id("marks-mark-1").inner_text()


def test_marks_of_another_part_and_of_another_language_are_kept(page, mounted, stage):
    widget = mounted("EX-marks")
    open_part(widget, "ferry")
    words_of(widget, "ferry.en").nth(1).click()
    press(page, "1")
    open_part(widget, "pier")
    assert widget.get_by_test_id("marks-mark-1").count() == 0
    words_of(widget, "pier.en").nth(1).click()
    press(page, "2")
    says(widget, "✓")
    assert {one["text"] for one in stage.saved("EX-marks", "draft")["marks"]} == {"ferry.en", "pier.en"}
    widget = mounted("EX-marks", "zh")
    open_part(widget, "ferry")
    assert "另一种语言" in widget.get_by_test_id("marks-mark-1").inner_text()
    widget.get_by_test_id("marks-note-1").fill("英文")
    says(widget, "✓")
    kept = stage.saved("EX-marks", "draft")["marks"]
    assert {(one["text"], one["note"]) for one in kept} == {("ferry.en", "英文"), ("pier.en", "")}


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_before_and_after_the_commit_there_is_no_barrier_that_axe_knows(page, mounted, language, theme):
    widget = mounted("EX-marks", language, theme)
    open_part(widget, "ferry")
    words_of(widget, f"ferry.{language}").nth(1).click()
    press(page, "1")
    words_of(widget, f"ferry.{language}").nth(2).click()
    assert barriers(page) == []
    commit(page, widget, f"ferry.{language}")
    assert barriers(page) == []


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_a_copy_of_the_article_is_marked_instead_and_is_saved_nowhere(page, mounted, stage, copy, language, theme):
    widget = mounted("EX-marks", language, theme)
    open_part(widget, "pier")
    widget.get_by_test_id("from-copy").wait_for()
    assert "two gulls and a very tired dog" in widget.get_by_test_id("marks-article-2").inner_text()
    words_of(widget, "article-1").first.click()
    press(page, *["Shift+ArrowRight"] * 25, "3")
    gulls = words_of(widget, "article-2").filter(has_text="gulls").first
    gulls.click()
    press(page, "2")
    assert barriers(page) == []
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("compared").wait_for()
    assert widget.get_by_test_id("compared").locator("li q").count() == 2
    saved = json.dumps([[dict(one.value) for one in stage.sink.responses()], stage.widgets["EX-marks"].view])
    assert "very tired dog" in saved, "the words of a claim's anchor, seven of them"
    assert "recalled" not in saved
    marks = stage.saved("EX-marks", "commit")["marks"]
    assert [one.get("exact") for one in marks] == [None, "gulls"]
    widget = mounted("EX-marks", language, theme)
    widget.get_by_test_id("unfold").click()
    assert "nobody on the island knew why" in widget.get_by_test_id("marks-mark-1").inner_text()


def test_without_the_whole_copy_the_passage_is_there_and_it_is_said_how_to_add_one(page, mounted, monkeypatch):
    widget = mounted("EX-marks")
    open_part(widget, "pier")
    assert "medialit article add FILE" in widget.get_by_test_id("no-copy").inner_text()
    assert "neighbour recalls" in widget.get_by_test_id("marks-pier.en").inner_text()
    monkeypatch.setitem(builders.COPY, 2, PARAGRAPHS[1])
    widget = mounted("EX-marks")
    open_part(widget, "pier")
    assert "lacks paragraph 1" in widget.get_by_test_id("no-copy").inner_text()


def test_a_dead_kernel_is_said_where_the_copy_would_stand(page, mounted, stage, copy):
    widget = mounted("EX-marks")
    stage.alive = False
    widget.get_by_test_id("part").select_option("pier")
    widget.get_by_test_id("no-answer").wait_for()
    assert "Run this cell again" in widget.get_by_test_id("no-answer").inner_text()
