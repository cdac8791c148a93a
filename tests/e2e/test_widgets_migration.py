"""The simulator on the stage: a forecast, sliders, a search; by mouse, by keyboard alone, for a screen reader."""

import pytest
from journey import LOOKS
from test_widgets_a import barriers, begin, press, says, tab_leaves, tab_to
from tests.builders import a_message

FORECAST = {"pair": ["M019", "M030"], "stay": 20, "certainty": 40, "reason": ""}


def focused(page):
    return page.evaluate("() => document.activeElement?.dataset.testid ?? null")


def committed(mounted, stage, language="en", theme="light"):
    stage.make("L1-M1", language).receive(a_message("commit", FORECAST))
    return mounted("L1-M1", language, theme)


def summary(widget, text):
    widget.get_by_test_id("summary").filter(has_text=text).wait_for(timeout=10_000)


def searched(widget):
    widget.get_by_test_id("search").click()
    widget.get_by_test_id("searched").wait_for(timeout=60_000)
    return widget.get_by_test_id("found").inner_text()


def soon(page, check):
    """Wait until `check()` returns something true, and return it."""
    for _ in range(100):
        if found := check():
            return found
        page.wait_for_timeout(100)
    raise AssertionError("it did not happen within 10 s")


def draft(page, stage):
    return soon(page, lambda: stage.saved("L1-M1", "draft"))["setting"]


def runs(stage):
    return [one["value"]["run"] for one in stage.received if "run" in one.get("value", {})]


def test_a_forecast_is_committed_and_the_model_fitted_by_keyboard_alone(page, mounted, stage):
    widget = mounted("L1-M1")
    begin(page)
    tab_to(page, "expect-all")
    press(page, "Space", "ArrowDown")
    tab_to(page, "pair-1")
    press(page, "ArrowDown", "ArrowDown")
    tab_to(page, "pair-2")
    press(page, *["ArrowDown"] * 4)
    tab_to(page, "stay")
    page.keyboard.type("20")
    tab_to(page, "certainty")
    press(page, "Enter")
    tab_to(page, "commit")
    press(page, "Enter")
    widget.get_by_test_id("reveal").wait_for()
    says(widget, "Saved ✓")
    assert focused(page) == "locked"
    assert stage.saved("L1-M1", "commit") == FORECAST | {"certainty": 50}
    tab_to(page, "network")
    press(page, *["PageUp"] * 3)
    assert widget.get_by_test_id("network").get_attribute("aria-valuetext") == "3"
    tab_to(page, "people_m-exact")
    press(page, "ControlOrMeta+a")
    page.keyboard.type("107")
    summary(widget, "12 Jan")
    widget.get_by_test_id("fit-M082").filter(has_text="✓ met").wait_for()
    tab_to(page, "extra")
    press(page, "ArrowDown", "ArrowDown", "ArrowDown")
    tab_to(page, "unfold")
    press(page, "Enter")
    tab_to(page, "reason")
    page.keyboard.type("people came from outside")
    tab_to(page, "again")
    press(page, "Enter")
    widget.get_by_test_id("again-told").wait_for()
    kept = stage.saved("L1-M1", "again")
    assert kept["setting"] == {
        "people_m": 107, "push_pct": 1, "night": 1, "pull_pct": 0, "network": 3, "ties_pct": 50, "habit_pct": 10,
        "half_life_days": 3, "extra": "2025-01-13", "seed": 1,
    }  # fmt: skip
    assert kept["reason"] == "people came from outside"


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_before_and_after_the_commit_and_the_search_there_is_no_barrier(page, mounted, stage, language, theme):
    widget = mounted("L1-M1", language, theme)
    widget.get_by_test_id("expect-pair").check()
    assert barriers(page) == []
    widget = committed(mounted, stage, language, theme)
    found = searched(widget)
    assert {"en": "no setting we tried meets both", "zh": "我们试过的设置没有一组能同时对上"}[language] in found
    widget.get_by_test_id("calendar").click()
    widget.get_by_test_id("unfold").click()
    assert (
        widget.get_by_role("img")
        .get_attribute("aria-label")
        .startswith({"en": "Daily users", "zh": "模型中"}[language])
    )
    assert barriers(page) == []


def test_a_slider_that_is_dragged_runs_the_model_once_it_rests_and_is_kept(page, mounted, stage):
    widget = committed(mounted, stage)
    before = widget.get_by_test_id("summary").inner_text()
    for value in range(2, 12):
        widget.get_by_test_id("push_pct").fill(str(value))
    assert draft(page, stage)["push_pct"] == 11
    assert [one["push_pct"] for one in runs(stage)] == [11]
    assert widget.get_by_test_id("push_pct-exact").input_value() == "11"
    assert widget.get_by_test_id("summary").inner_text() != before
    widget = mounted("L1-M1")
    assert widget.get_by_test_id("push_pct").input_value() == "11"
    widget.get_by_test_id("reset").click()
    summary(widget, before)
    assert widget.get_by_test_id("push_pct").input_value() == "1"


def test_a_number_that_the_slider_does_not_have_is_said_and_not_run(page, mounted, stage):
    widget = committed(mounted, stage)
    exact = widget.get_by_test_id("ties_pct-exact")
    exact.fill("130")
    assert exact.get_attribute("aria-invalid") == "true"
    knob = widget.locator(".ml-knob", has=page.get_by_test_id("ties_pct-exact"))
    assert "From 0 to 95." in knob.inner_text()
    page.wait_for_timeout(600)
    assert runs(stage) == []
    exact.fill("30")
    assert exact.get_attribute("aria-invalid") is None
    assert draft(page, stage)["ties_pct"] == 30
    assert [one["ties_pct"] for one in runs(stage)] == [30]


def test_what_was_found_sets_the_sliders_outlives_an_answer_and_is_not_saved(page, mounted, stage):
    widget = committed(mounted, stage)
    found = searched(widget)
    assert focused(page) == "searched"
    assert "Each of the other 24 pairs was met" in found
    assert stage.saved("L1-M1", "draft") is None
    widget.get_by_test_id("best").click()
    summary(widget, "6 of 8")
    assert draft(page, stage)["people_m"] < 76
    widget.get_by_test_id("unfold").click()
    widget.get_by_test_id("again").click()
    widget.get_by_test_id("again-told").wait_for()
    assert widget.get_by_test_id("found").inner_text() == found
    assert "6 of 8" in widget.get_by_test_id("summary").inner_text()


def test_another_throw_changes_the_run_a_little(page, mounted, stage):
    widget = committed(mounted, stage)
    widget.get_by_test_id("throw").click()
    widget.get_by_test_id("dice").filter(has_text="Throw 2.").wait_for()
    assert draft(page, stage)["seed"] == 2
    assert "19 Jan" in widget.get_by_test_id("summary").inner_text()


def test_a_dead_kernel_is_said_and_the_sliders_come_back(page, mounted, stage):
    widget = committed(mounted, stage)
    stage.alive = False
    widget.get_by_test_id("night").fill("9")
    summary(widget, "There was no answer")
    widget.get_by_test_id("search").click()
    widget.get_by_test_id("searching").filter(has_text="There was no answer").wait_for()
    says(widget, "Not saved yet")
    stage.alive = True
    widget = mounted("L1-M1")
    assert widget.get_by_test_id("night").input_value() == "9"
    assert draft(page, stage)["night"] == 9


def test_it_fits_a_narrow_screen_and_every_target_is_large_enough(page, mounted, stage):
    page.set_viewport_size({"width": 380, "height": 800})
    widget = committed(mounted, stage)
    searched(widget)
    widget.get_by_test_id("unfold").click()
    small = widget.evaluate(
        """(root) => [...root.querySelectorAll("button, input, select, textarea, summary")]
            .map((one) => one.closest("label") ?? one)
            .map((one) => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0 && Math.min(box.width, box.height) < 24)
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
    )
    assert small == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 380
    chart = widget.get_by_role("img").bounding_box()
    assert chart["width"] <= 380


def test_no_key_leaves_it_but_tab_does(page, mounted, stage):
    widget = committed(mounted, stage)
    widget.get_by_test_id("throw").focus()
    press(page, "b", "d", "d", "Escape", "Shift+Enter", "ControlOrMeta+s")
    assert page.evaluate("() => window.escaped") == []
    begin(page)
    tab_leaves(page, limit=60)
