"""Kinds for long writing, on the stage: by keyboard alone, by mouse, and for a screen reader."""

from pathlib import Path

import pytest
from journey import LOOKS
from test_widgets_a import barriers, begin, press, says, tab_leaves, tab_to
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
    fields = widget.locator("textarea:visible, input:visible, [role=option]:visible")
    (fields if fields.count() else widget.locator("select:visible")).first.focus()
    press(page, "b", "d", "d", "Escape", "Shift+Enter", "ControlOrMeta+s")
    assert page.evaluate("() => window.escaped") == []
    begin(page)
    tab_leaves(page)


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


def test_rows_are_saved_as_a_text_file_for_a_partner(page, mounted, stage):
    widget = mounted("EX-claims", "zh")
    widget.get_by_test_id("cell-2-claim").fill("参与变少 less involved")
    widget.get_by_test_id("cell-2-verdict").select_option("holds")
    with page.expect_download() as saved:
        widget.get_by_test_id("share").click()
    assert saved.value.suggested_filename == "EX-claims.txt"
    text = Path(saved.value.path()).read_text("utf-8")
    assert text.splitlines()[1:] == ["", "第2行", "主张：参与变少 less involved", "判断：成立"]
    assert "stage" not in text, "the author's id is not in it"


def test_fixed_rows_have_no_tools_and_only_filled_ones_are_saved(page, mounted, stage):
    widget = mounted("EX-steps")
    assert widget.locator("button").count() == 0
    widget.get_by_test_id("cell-2-cn").fill("in the comments")
    says(widget, "Saved ✓")
    assert stage.saved("EX-steps", "save") == {"rows": [{"id": "naming", "cells": {"cn": "in the comments"}}]}


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_a_lamp_says_whether_a_quotation_stands_in_the_article_and_never_stops_the_saving(
    page, mounted, stage, language, theme
):
    widget = mounted("EX-words", language, theme)
    begin(page)
    tab_to(page, "cell-1-words")
    lamp = widget.get_by_test_id("cell-1-words-lamp")
    assert lamp.get_attribute("role") == "status"
    page.keyboard.type("because my dog wanted company")
    lamp.filter(has_text="○").wait_for()
    says(widget, "✓")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("because my cat wanted company")
    lamp.filter(has_text="●").wait_for()
    assert lamp.get_attribute("data-lamp") == "found"
    tab_to(page, "cell-1-whose")
    press(page, "ArrowDown")
    assert widget.get_by_test_id("row-1").get_attribute("data-mark") == "1"
    widget.get_by_test_id("cell-2-whose").select_option("given")
    says(widget, "✓")
    assert stage.saved("EX-words", "save")["rows"][0] == {
        "cells": {"words": "because my cat wanted company", "whose": "own"}
    }
    edges = [
        widget.get_by_test_id(f"row-{one}").evaluate("(row) => getComputedStyle(row).borderLeft") for one in (1, 2)
    ]
    assert "solid" in edges[0]
    assert "double" in edges[1]
    assert barriers(page) == []
    widget = mounted("EX-words", language, theme)
    assert "●" in widget.get_by_test_id("cell-1-words-lamp").inner_text()
    assert stage.received[-1]["action"] != "check", "what is known already is not asked again"


def test_a_quotation_that_is_too_long_is_said_and_a_dead_kernel_is_no_verdict(page, mounted, stage):
    widget = mounted("EX-words")
    cell, lamp = widget.get_by_test_id("cell-1-words"), widget.get_by_test_id("cell-1-words-lamp")
    cell.fill("one two three four five six seven eight nine")
    lamp.filter(has_text="9 words: the habit here is at most 8").wait_for()
    stage.alive = False
    cell.fill("because my cat wanted company")
    lamp.filter(has_text="could not be looked up just now").wait_for()
    assert cell.input_value() == "because my cat wanted company"


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


# Studio


def test_a_draft_is_written_checked_and_answered_by_keyboard_alone(page, mounted, stage):
    widget = mounted("EX-studio")
    begin(page)
    tab_to(page, "text-claims")
    page.keyboard.type("RedNote grew by 200%")
    assert "4 words" in widget.get_by_test_id("length-claims").inner_text()
    assert "80 to 120" in widget.get_by_test_id("length-claims").inner_text()
    tab_to(page, "check-claims")
    press(page, "Enter")
    widget.get_by_test_id("results").wait_for()
    assert focused(page) == "results"
    found = widget.get_by_test_id("found-F8")
    assert "You wrote “200%”. Of what?" in found.inner_text()
    assert "Looks for a percentage" in found.inner_text(), "a check shows its rule"
    tab_to(page, "waive-F8")
    press(page, "Enter")
    assert focused(page) == "unwaive-F8"
    assert widget.get_by_test_id("found-F8").count() == 0
    press(page, "Enter")
    widget.get_by_test_id("found-F8").wait_for()
    tab_to(page, "off-F8")
    press(page, "Enter")
    assert not widget.get_by_test_id("switch-F8").is_checked()
    says(widget, "Saved ✓")
    assert stage.saved("EX-studio", "save") == {"texts": {"claims": "RedNote grew by 200%"}}
    assert barriers(page) == []


def test_checks_are_neither_kept_nor_sent_again_and_leave_what_was_saved_alone(page, mounted, stage):
    widget = mounted("EX-studio")
    widget.get_by_test_id("text-thinking").fill("In L1-C1 I said 40.")
    says(widget, "Saved ✓")
    before = stage.sink.responses()
    for _ in range(3):
        widget.get_by_test_id("check-thinking").click()
        widget.get_by_test_id("results").wait_for()
    assert "L1-C1" in widget.get_by_test_id("found").inner_text()
    assert stage.sink.responses() == before
    widget = mounted("EX-studio")
    assert widget.get_by_test_id("results").count() == 0
    assert widget.get_by_test_id("text-thinking").input_value() == "In L1-C1 I said 40."


def test_a_switched_off_check_does_not_run_and_one_that_is_waived_waits_for_this_box_only(page, mounted, stage):
    widget = mounted("EX-studio")
    widget.get_by_test_id("rules").click()
    widget.get_by_test_id("switch-F3").uncheck()
    widget.get_by_test_id("text-claims").fill("short")
    widget.get_by_test_id("check-claims").click()
    widget.get_by_test_id("results").wait_for()
    widget.get_by_test_id("waive-F14").click()
    widget.get_by_test_id("check-claims").click()
    widget.get_by_test_id("unwaive-F14").wait_for()
    asked = []
    for _ in range(100):  # the second check may still be on its way
        asked = [one["value"]["checks"] for one in stage.received if one["action"] == "check"]
        if len(asked) > 1:
            break
        page.wait_for_timeout(50)
    assert "F3" not in asked[0]
    assert "F14" in asked[0]
    assert "F14" not in asked[-1]
    widget.get_by_test_id("check-thinking").click()
    page.wait_for_function("() => document.querySelectorAll('[data-testid=results]').length === 2")
    assert [one["value"]["checks"] for one in stage.received if one["action"] == "check"][-1] == ["F1", "F2", "F4"]


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_results_of_checks_have_no_barrier_that_axe_knows(page, mounted, language, theme):
    widget = mounted("EX-studio", language, theme)
    widget.get_by_test_id("text-claims").fill("😀 It grew by 200%, “" + "word " * 20 + "”")
    widget.get_by_test_id("check-claims").click()
    widget.get_by_test_id("results").wait_for()
    widget.get_by_test_id("rules").click()
    widget.get_by_test_id("copy").click()
    assert barriers(page) == []


def test_a_passage_is_selected_in_the_text_until_the_text_changes(page, mounted):
    widget = mounted("EX-studio")
    area = widget.get_by_test_id("text-claims")
    area.fill("😀 It grew by 200% then.")
    widget.get_by_test_id("check-claims").click()
    widget.get_by_test_id("found-F8").get_by_test_id("show").click()
    assert area.evaluate("(one) => one.value.slice(one.selectionStart, one.selectionEnd)") == "200%"
    area.fill("another text")
    widget.get_by_test_id("found-F8").get_by_test_id("show").click()
    assert "changed since" in widget.get_by_test_id("found-F8").inner_text()


def test_a_row_of_the_rubric_is_printed_once_and_named_where_it_reads_another_box(page, mounted):
    widget = mounted("EX-studio")
    assert widget.locator(".ml-rubric").count() == 2
    assert "Your own answer, then and now" in widget.get_by_test_id("same-row-tools").inner_text()


def test_the_draft_is_shown_as_plain_text_to_be_copied(page, mounted):
    widget = mounted("EX-studio", "zh")
    widget.get_by_test_id("text-claims").fill("第一稿")
    widget.get_by_test_id("copy").click()
    plain = widget.get_by_test_id("plain")
    assert plain.input_value() == "修改后的主张\n\n第一稿"
    assert plain.evaluate("(one) => one.selectionEnd - one.selectionStart") == len("修改后的主张\n\n第一稿")
    widget.get_by_test_id("copied").filter(has_text="粘贴到作业里").wait_for()


def test_a_starter_is_put_in_by_its_button_and_a_dead_kernel_is_said(page, mounted, stage):
    widget = mounted("EX-studio")
    widget.get_by_test_id("starter-thinking").click()
    assert widget.get_by_test_id("text-thinking").input_value() == "In lesson 1 I committed to "
    assert focused(page) == "text-thinking"
    says(widget, "Saved ✓")
    stage.alive = False
    widget.get_by_test_id("check-thinking").click()
    widget.get_by_test_id("results-thinking").filter(has_text="There was no answer").wait_for()
    assert widget.get_by_test_id("text-thinking").input_value() == "In lesson 1 I committed to "
