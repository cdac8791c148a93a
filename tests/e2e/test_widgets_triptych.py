"""The triptych on the stage: words marked by mouse, by keyboard alone, by finger and by a screen reader's click."""

import re

import pytest
from journey import LOOKS
from test_widgets_a import barriers, begin, press, says, tab_to

from medialit.responses.class_results import ClassResults

SALUTE = {"text": "EX-TP1.original", "kind": "lost", "start": 2, "end": 4, "quote": "报到", "note": ""}
REASON = {"text": "EX-TP1.fluent", "kind": "gained", "start": 12, "end": 18, "quote": "so cat", "note": ""}


def word(widget, text, starts):
    return widget.get_by_test_id(f"EX-TP1-{text}").locator("[role=option]").filter(has_text=re.compile(f"^{starts}"))


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, one, other):
    one.scroll_into_view_if_needed()
    page.mouse.move(*middle(one))
    page.mouse.down()
    page.mouse.move(*middle(other), steps=4)
    page.mouse.up()


def news(widget):
    return widget.get_by_test_id("EX-TP1-news").inner_text()


def chosen(widget):
    return widget.get_by_test_id("EX-TP1-chosen").inner_text()


def test_words_are_marked_noted_removed_and_put_back_by_mouse(page, mounted, stage):
    widget = mounted("EX-triptych")
    drag(page, word(widget, "fluent", "cat"), word(widget, "fluent", "so"))  # backwards is as good
    assert chosen(widget) == "Picked in “Fluent version”: so cat"
    widget.get_by_test_id("EX-TP1-kind-gained").click()
    word(widget, "original", "报到").click()
    widget.get_by_test_id("EX-TP1-kind-lost").click()
    assert "Your marks: 2" in widget.inner_text()
    widget.get_by_test_id("EX-TP1-note-1").fill("the salute")
    says(widget, "Saved ✓")
    assert stage.saved("EX-triptych", "draft") == {"marks": [SALUTE | {"note": "the salute"}, REASON]}
    widget.get_by_test_id("EX-TP1-remove-1").click()
    assert news(widget) == "Removed: 报到"
    widget.get_by_test_id("EX-TP1-undo").click()
    assert widget.get_by_test_id("EX-TP1-note-1").input_value() == "the salute"
    widget = mounted("EX-triptych")
    assert "so cat" in widget.get_by_test_id("EX-TP1-mark-2").inner_text()
    assert widget.locator(".ml-under-1", has_text="报到").count() > 0, "the mark is drawn again in its text"


def mark_by_keyboard(page):
    """Mark 报到 by Enter and its button, then “so cat” by Shift and a digit."""
    begin(page)
    press(page, "Tab", "Tab")  # past the line that folds the passage
    page.keyboard.press("ArrowRight")
    press(page, "Enter", "Enter")
    press(page, "Tab")  # the gloss
    press(page, "Tab", "Home", "ArrowRight", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "1")


def test_words_are_marked_and_committed_by_keyboard_alone(page, mounted, stage):
    widget = mounted("EX-triptych")
    mark_by_keyboard(page)
    assert news(widget) == "Marked as “gained”: so cat"
    assert page.evaluate("() => document.activeElement.role") == "option", "the focus stays where one goes on"
    tab_to(page, "EX-TP1-note-2")
    page.keyboard.type("a reason")
    tab_to(page, "commit")
    press(page, "Enter")
    widget.get_by_test_id("reveal").wait_for()
    says(widget, "Saved ✓")
    assert stage.saved("EX-triptych", "commit") == {"marks": [SALUTE, REASON | {"note": "a reason"}]}
    assert page.evaluate("() => document.activeElement.dataset.testid") == "locked"
    assert "A reason: so." in widget.get_by_test_id("suggested-EX-TP1").inner_text()
    widget.get_by_test_id("unfold").press("Enter")
    tab_to(page, "EX-TP1-remove-1")
    press(page, "Enter")
    assert page.evaluate("() => document.activeElement.dataset.testid") == "EX-TP1-undo"
    tab_to(page, "again")
    press(page, "Enter")
    widget.get_by_test_id("again-told").wait_for()
    assert stage.saved("EX-triptych", "again") == {"marks": [REASON | {"note": "a reason"}]}


def test_arrows_walk_by_word_and_line_and_shift_takes_along(page, mounted):
    page.set_viewport_size({"width": 260, "height": 900})
    widget = mounted("EX-triptych")
    word(widget, "fluent", "😀").click()
    press(page, "End")
    assert chosen(widget).endswith("first")
    press(page, "ArrowUp", "Home", "Shift+ArrowDown")
    assert re.search(r"😀 New here, .*", chosen(widget))
    press(page, "Escape")
    assert chosen(widget) == "No words are picked yet."


def test_the_choice_grows_and_shrinks_by_buttons_without_dragging(page, mounted):
    widget = mounted("EX-triptych")
    word(widget, "fluent", "so").click()
    for name, told in (("more", "so cat"), ("more", "so cat tax"), ("less", "so cat"), ("less", "so"), ("less", "so")):
        widget.get_by_test_id(f"EX-TP1-{name}").click()
        assert chosen(widget).endswith(f": {told}")


def test_a_finger_touches_the_first_word_and_then_the_last(mounted, page):
    widget = mounted("EX-triptych")
    touch = """(one) => {
        one.dispatchEvent(new PointerEvent("pointerdown", { pointerType: "touch", bubbles: true }));
        one.click();
    }"""
    for starts in ("so", "cat"):
        word(widget, "fluent", starts).evaluate(touch)
    assert chosen(widget).endswith(": so cat")
    word(widget, "fluent", "first").evaluate("(one) => one.click()")  # as a screen reader clicks
    assert chosen(widget).endswith(": first")


def test_what_cannot_be_marked_there_is_said_with_where_it_can(page, mounted, stage):
    widget = mounted("EX-triptych")
    widget.get_by_test_id("EX-TP1-kind-gained").click(force=True)
    assert news(widget) == "Pick words in a text first, then say what they are."
    word(widget, "fluent", "so").click()
    widget.get_by_test_id("EX-TP1-kind-lost").click(force=True)
    assert news(widget) == "“lost” is marked in: Original or Word-for-word gloss."
    for _ in range(2):
        word(widget, "fluent", "so").click()
        widget.get_by_test_id("EX-TP1-kind-added").click()
    assert news(widget) == "“so” is marked as “added” already."
    assert widget.get_by_test_id("EX-TP1-machine").locator("[role=option]").count() == 0
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("reveal").wait_for()
    assert len(stage.saved("EX-triptych", "commit")["marks"]) == 1


def test_a_commit_without_marks_is_refused_in_words(mounted, stage):
    widget = mounted("EX-triptych", "zh")
    widget.get_by_test_id("commit").click()
    says(widget, "至少在1段里标注")
    assert stage.saved("EX-triptych", "commit") is None


def test_without_a_word_list_chinese_is_picked_by_character(page, mounted, stage):
    page.add_init_script("delete Intl.Segmenter")
    widget = mounted("EX-triptych", "zh")
    drag(page, word(widget, "original", "报"), word(widget, "original", "到"))
    page.keyboard.press("2")
    says(widget, "已保存")
    assert stage.saved("EX-triptych", "draft") == {"marks": [SALUTE]}


def test_a_mark_is_told_to_a_screen_reader_and_seen_without_colour(page, mounted):
    widget = mounted("EX-triptych")
    mark_by_keyboard(page)
    told = word(widget, "original", "报到")
    assert "lost, mark 1" in told.inner_text()
    assert told.locator(".ml-under").evaluate("(one) => getComputedStyle(one).textDecorationStyle") == "wavy"
    assert widget.get_by_test_id("EX-TP1-original").get_attribute("lang") == "zh-Hans"
    assert widget.get_by_test_id("EX-TP1-fluent").get_attribute("lang") == "en"


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_a_marked_and_committed_triptych_has_no_barrier_that_axe_knows(page, mounted, stage, language, theme):
    runs = [{"text": "EX-TP1.fluent", "kind": "gained", "from": 12, "to": 14, "count": 14}]
    stage.results = ClassResults(
        lesson="example", class_name="Monday", prompts={"EX-triptych": {"kind": "spans", "n": 20, "runs": runs}}
    )
    widget = mounted("EX-triptych", language, theme)
    mark_by_keyboard(page)
    assert barriers(page) == []
    assert widget.get_by_test_id("class-EX-TP1").count() == 0
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("reveal").wait_for()
    widget.get_by_test_id("unfold").click()
    assert "so14" in widget.get_by_test_id("class-EX-TP1").inner_text()
    assert barriers(page) == []
