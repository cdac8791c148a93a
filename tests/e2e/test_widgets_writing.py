"""Kinds for long writing, on the stage: by keyboard alone, by mouse, and for a screen reader."""

import pytest
from test_widgets_a import LOOKS, barriers, begin, press, says, tab_to
from tests.builders import the_example

PROMPTS = [prompt.id for prompt in the_example().prompts]


def focused(page):
    return page.evaluate("() => document.activeElement?.dataset.testid ?? null")


# For everybody


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_no_kind_for_writing_has_a_barrier_that_axe_knows(page, mounted, prompt, language, theme):
    widget = mounted(prompt, language, theme)
    assert widget.get_attribute("lang") == {"en": "en", "zh": "zh-Hans"}[language]
    assert barriers(page) == []


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_kind_for_writing_fits_a_phone_and_its_controls_a_finger(page, mounted, prompt):
    page.set_viewport_size({"width": 380, "height": 800})
    widget = mounted(prompt)
    small = widget.evaluate(
        """(root) => [...root.querySelectorAll("button, input, select, textarea, summary")]
            .map((one) => one.closest("label") ?? one)
            .map((one) => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0 && Math.min(box.width, box.height) < 24)
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
    )
    assert small == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 380


@pytest.mark.parametrize("prompt", PROMPTS)
def test_no_key_leaves_a_kind_for_writing_but_tab_does(page, mounted, prompt):
    widget = mounted(prompt)
    widget.locator("textarea:visible").first.focus()
    press(page, "b", "d", "d", "Escape", "Shift+Enter", "ControlOrMeta+s")
    assert page.evaluate("() => window.escaped") == []
    begin(page)
    for _ in range(150):
        press(page, "Tab")
        if page.evaluate("() => document.activeElement.id") == "after":
            break
    else:
        raise AssertionError("the Tab key is caught in the widget")


# Ledger


def test_a_ledger_is_filled_by_keyboard_alone(page, mounted, stage):
    widget = mounted("EX-claims")
    begin(page)
    tab_to(page, "cell-1-claim")
    page.keyboard.type("less involved")
    tab_to(page, "cell-1-verdict")
    press(page, "ArrowDown", "ArrowDown")
    tab_to(page, "cell-1-certainty")
    page.keyboard.type("70")
    says(widget, "Saved ✓")
    assert stage.saved("EX-claims", "save") == {
        "rows": [{"cells": {"claim": "less involved", "verdict": "stretched", "certainty": 70}}]
    }
    widget = mounted("EX-claims")
    assert widget.get_by_test_id("cell-1-claim").input_value() == "less involved"
    assert widget.get_by_test_id("cell-1-verdict").input_value() == "stretched"
    assert widget.get_by_test_id("cell-1-certainty").input_value() == "70"


def test_rows_are_added_moved_removed_and_put_back_by_keyboard_alone_and_the_focus_is_kept(page, mounted, stage):
    widget = mounted("EX-notes")
    begin(page)
    tab_to(page, "cell-1-seen")
    page.keyboard.type("a cat")
    tab_to(page, "down-1")
    press(page, "Enter")
    assert focused(page) == "down-2"
    press(page, "Enter")
    assert focused(page) == "up-3", "at the end there is no way down"
    assert widget.get_by_test_id("rows-told").inner_text() == "Row 2 is now row 3."
    tab_to(page, "remove-3")
    press(page, "Enter")
    assert focused(page) == "undo"
    assert widget.get_by_test_id("cell-3-seen").count() == 0
    press(page, "Enter")
    assert focused(page) == "cell-3-seen"
    assert widget.get_by_test_id("cell-3-seen").input_value() == "a cat"
    tab_to(page, "add")
    press(page, "Enter")
    assert focused(page) == "cell-4-seen"
    page.keyboard.type("a shop link")
    says(widget, "Saved ✓")
    assert [row["cells"] for row in stage.saved("EX-notes", "save")["rows"]] == [
        {}, {}, {"seen": "a cat"}, {"seen": "a shop link"},
    ]  # fmt: skip


def test_rows_are_added_up_to_the_most_there_can_be(page, mounted):
    widget = mounted("EX-notes")
    for _ in range(5):
        widget.get_by_test_id("add").click()
    assert not widget.get_by_test_id("add").is_visible()
    assert "8 rows are the most" in widget.get_by_test_id("rows-told").inner_text()


@pytest.mark.parametrize(("language", "text"), [("en", "she wants likes"), ("zh", "她想要点赞")])
def test_a_remark_comes_with_its_word_can_be_hidden_and_is_never_saved(page, mounted, stage, language, text):
    widget = mounted("EX-notes", language)
    cell, remark = widget.get_by_test_id("cell-1-seen"), widget.locator(".ml-remark").first
    assert remark.get_attribute("role") == "status"
    cell.fill(text)
    says(widget, "✓")
    assert text[-3:] not in remark.inner_text()
    assert remark.inner_text() != ""
    assert barriers(page) == []
    widget.get_by_test_id("hide-remark").click()
    assert remark.inner_text() == ""
    assert focused(page) == "cell-1-seen"
    assert stage.saved("EX-notes", "save") == {"rows": [{"cells": {"seen": text}}]}


def test_a_number_that_is_no_percentage_is_said_and_not_saved(page, mounted, stage):
    widget = mounted("EX-claims")
    widget.get_by_test_id("cell-1-claim").fill("a claim")
    widget.get_by_test_id("cell-1-certainty").fill("185")
    assert widget.get_by_test_id("cell-1-certainty").get_attribute("aria-invalid") == "true"
    assert "from 0 to 100" in widget.locator(".ml-field", has=page.get_by_test_id("cell-1-certainty")).inner_text()
    says(widget, "Saved ✓")
    assert stage.saved("EX-claims", "save") == {"rows": [{"cells": {"claim": "a claim"}}]}


def test_what_is_still_empty_is_listed_on_demand_and_saves_nothing(page, mounted, stage):
    widget = mounted("EX-claims")
    widget.get_by_test_id("cell-3-claim").fill("a claim")
    says(widget, "Saved ✓")
    before = len(stage.sink.responses())
    assert widget.get_by_test_id("ready-told").inner_text() == ""
    widget.get_by_test_id("ready").click()
    told = widget.get_by_test_id("ready-told").inner_text()
    assert "Row 1 is empty" in told
    assert "Row 3 lacks: Exact source, What the source shows, Verdict, Certainty, Repaired wording" in told
    assert len(stage.sink.responses()) == before
    assert barriers(page) == []


def test_fixed_rows_have_no_tools_and_only_filled_ones_are_saved(page, mounted, stage):
    widget = mounted("EX-steps")
    assert widget.locator("button").count() == 0
    widget.get_by_test_id("cell-2-cn").fill("in the comments")
    says(widget, "Saved ✓")
    assert stage.saved("EX-steps", "save") == {"rows": [{"id": "naming", "cells": {"cn": "in the comments"}}]}


# Then/Now


def test_an_earlier_answer_is_chosen_and_written_about_by_keyboard_alone(page, mounted, stage):
    widget = mounted("EX-then")
    begin(page)
    tab_to(page, "pick-early")
    press(page, "ArrowDown")
    shown = widget.get_by_test_id("then-early")
    assert "What share stayed?" in shown.inner_text()
    assert "40%" in shown.get_by_test_id("first").inner_text()
    assert "Certainty 60 out of 100" in shown.get_by_test_id("first").inner_text()
    assert "32%" in shown.get_by_test_id("second").inner_text()
    assert "as you committed it" in widget.locator("[role=status].ml-hidden").first.inner_text()
    tab_to(page, "early-met")
    page.keyboard.type("a study")
    says(widget, "Saved ✓")
    choice = {"early": {"lesson": "01-who-moved", "prompt": "L1-C1"}}
    assert stage.saved("EX-then", "save") == {"choices": choice, "texts": {"early": {"met": "a study"}}}
    assert barriers(page) == []
    widget = mounted("EX-then")
    assert "40%" in widget.get_by_test_id("then-early").inner_text()
    assert widget.get_by_test_id("early-met").input_value() == "a study"


def test_another_answer_takes_the_place_of_the_first_and_the_texts_stay(page, mounted, stage):
    widget = mounted("EX-then", "zh")
    widget.get_by_test_id("early-now").fill("一样")
    widget.get_by_test_id("pick-early").select_option(index=1)
    widget.get_by_test_id("pick-early").select_option(index=2)
    told = widget.get_by_test_id("then-early")
    assert "哪个最有说服力？" in told.inner_text()
    assert "40%" not in told.inner_text()
    says(widget, "已保存")
    widget.get_by_test_id("pick-early").select_option(index=0)
    says(widget, "已保存")
    assert told.inner_text() == ""
    page.wait_for_timeout(900)
    assert stage.saved("EX-then", "save") == {"choices": {}, "texts": {"early": {"now": "一样"}}}


def test_a_slot_without_answers_says_so_and_notes_are_shown(page, mounted):
    widget = mounted("EX-then")
    assert "No committed answer" in widget.get_by_test_id("none-late").inner_text()
    assert "one line could not be read" in widget.get_by_test_id("note").inner_text()
