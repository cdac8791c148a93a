"""The timeline on the stage: by keyboard alone, by mouse, dragged, and for a screen reader."""

import pytest
from journey import LOOKS
from playwright.sync_api import expect
from test_widgets_a import barriers, begin, press, says, tab_to

PLACES = {"law": "before", "rush": "mon", "advert": "tue", "talk": "wed"}
BACK = {"en": "effect before cause?", "zh": "结果早于原因？"}
ADVERT_FIRST = [{"from": "advert", "to": "rush"}]


def focused(page):
    return page.evaluate("() => document.activeElement?.dataset.testid ?? null")


def place(widget, places=PLACES):
    for card, slot in places.items():
        widget.get_by_test_id(f"place-{card}").select_option(slot)


def draw(widget, cause, effect):
    widget.get_by_test_id("arrow-from").select_option(cause)
    widget.get_by_test_id("arrow-to").select_option(effect)
    widget.get_by_test_id("arrow-add").click()


def commit(widget):
    place(widget)
    draw(widget, "advert", "rush")
    draw(widget, "law", "talk")
    widget.get_by_test_id("certainty").click()
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("reveal").wait_for()
    says(widget, "✓")


def test_cards_are_placed_and_arrows_drawn_and_removed_by_keyboard_alone(page, mounted, stage):
    widget = mounted("EX-order")
    begin(page)
    for downs, card in enumerate(PLACES, start=1):
        tab_to(page, f"place-{card}")
        press(page, *["ArrowDown"] * downs)
    tab_to(page, "arrow-from")
    press(page, *["ArrowDown"] * 3)
    tab_to(page, "arrow-to")
    press(page, *["ArrowDown"] * 2)
    tab_to(page, "arrow-add")
    press(page, "Enter")
    told = widget.get_by_test_id("arrows-told")
    assert "The arrow is drawn." in told.inner_text()
    assert "Running backward in time: 1" in told.inner_text()
    assert BACK["en"] in widget.get_by_test_id("arrow-1").inner_text()
    press(page, "Enter")
    assert "there already" in told.inner_text()
    tab_to(page, "arrow-remove-1")
    press(page, "Enter")
    assert focused(page) == "arrow-from"
    press(page, "Tab", "Tab", "Enter")
    tab_to(page, "note")
    page.keyboard.type("The adverts came later.")
    tab_to(page, "certainty")
    press(page, "Enter")
    tab_to(page, "commit")
    press(page, "Enter")
    widget.get_by_test_id("reveal").wait_for()
    says(widget, "Saved ✓")
    assert focused(page) == "locked"
    first = {"places": PLACES, "arrows": ADVERT_FIRST, "note": "The adverts came later.", "certainty": 50}
    assert stage.saved("EX-order", "commit") == first
    tab_to(page, "unfold")
    press(page, "Enter")
    tab_to(page, "arrow-remove-1")
    press(page, "Enter")
    tab_to(page, "again")
    press(page, "Enter")
    widget.get_by_test_id("again-told").wait_for()
    assert stage.saved("EX-order", "again") == first | {"places": {}, "arrows": []}


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_a_backward_arrow_is_dashed_and_said_before_and_after_the_commit_without_a_barrier(
    page, mounted, language, theme
):
    widget = mounted("EX-order", language, theme)
    place(widget)
    assert widget.locator(".ml-backward").count() == 0
    draw(widget, "advert", "rush")
    expect(widget.locator(".ml-backward .ml-arc")).to_have_css("stroke-dasharray", "5px, 3px")
    assert BACK[language] in widget.get_by_test_id("arrow-1").inner_text()
    assert "1" in widget.get_by_role("img").get_attribute("aria-label")
    assert barriers(page) == []
    draw(widget, "law", "talk")
    expect(widget.locator(".ml-onward .ml-arc")).to_have_css("stroke-dasharray", "none")
    widget.get_by_test_id("certainty").click()
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("reveal").wait_for()
    widget.get_by_test_id("unfold").click()
    for shown in (widget.locator(".ml-locked"), widget.locator("details")):
        assert shown.get_by_test_id("arrow-1").filter(has_text=BACK[language]).count() == 1
        assert shown.get_by_test_id("arrow-2").filter(has_text=BACK[language]).count() == 0
    assert widget.get_by_test_id("reveal").locator(".ml-backward").count() == 1
    assert barriers(page) == []


def test_before_the_commit_only_the_own_placements_count_and_after_it_only_the_dates(page, mounted):
    widget = mounted("EX-order")
    place(widget, PLACES | {"rush": "wed", "talk": "mon"})
    draw(widget, "advert", "rush")
    draw(widget, "rush", "talk")
    draw(widget, "advert", "talk")
    said = [widget.get_by_test_id(f"arrow-{number}").inner_text() for number in (1, 2, 3)]
    assert [BACK["en"] in one for one in said] == [False, True, True]
    widget.get_by_test_id("certainty").click()
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("reveal").wait_for()
    locked = widget.locator(".ml-locked")
    said = [locked.get_by_test_id(f"arrow-{number}").inner_text() for number in (1, 2, 3)]
    assert [BACK["en"] in one for one in said] == [True, False, False]
    assert "do not say which came first" in said[2], "both are of the same day"
    assert "1 of your 3 arrows" in widget.get_by_test_id("by-dates").inner_text()


def test_who_drew_no_arrow_is_told_so_and_not_that_none_of_none_runs_backward(page, mounted):
    widget = mounted("EX-order")
    place(widget, PLACES)
    widget.get_by_test_id("certainty").click()
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("reveal").wait_for()
    assert widget.get_by_test_id("by-dates").inner_text() == "You drew no arrows."
    assert widget.locator(".ml-locked").get_by_test_id("arrows").inner_text() == "You drew no arrows."


def test_a_card_is_dragged_to_a_day_and_back_by_its_grip(page, mounted, stage):
    widget = mounted("EX-order")
    chip = widget.locator("[data-card=advert] .ml-grip")

    def drag_to(row):
        target = widget.locator(f"[data-row='{row}']").bounding_box()
        chip.hover()
        page.mouse.down()
        page.mouse.move(target["x"] + 40, target["y"] + target["height"] / 2, steps=4)
        page.mouse.up()

    drag_to("tue")
    assert widget.locator("[data-row=tue] [data-card=advert]").count() == 1
    assert widget.get_by_test_id("place-advert").input_value() == "tue"
    assert "C · Adverts appear: Tuesday" in widget.get_by_test_id("arrows-told").inner_text()
    says(widget, "Saved ✓")
    assert stage.saved("EX-order", "draft")["places"] == {"advert": "tue"}
    drag_to("")
    assert widget.get_by_test_id("place-advert").input_value() == ""
    says(widget, "Saved ✓")
    page.wait_for_timeout(900)
    assert stage.saved("EX-order", "draft")["places"] == {}


def test_what_was_placed_and_drawn_is_there_again_and_a_missing_place_is_said(page, mounted, stage):
    widget = mounted("EX-order")
    place(widget, {"advert": "tue", "rush": "mon"})
    draw(widget, "advert", "rush")
    widget.get_by_test_id("note").fill("later")
    says(widget, "Saved ✓")
    widget = mounted("EX-order", "zh")
    assert widget.get_by_test_id("place-advert").input_value() == "tue"
    assert widget.get_by_test_id("note").input_value() == "later"
    assert widget.locator(".ml-backward").count() == 1
    widget.get_by_test_id("certainty").click()
    widget.get_by_test_id("commit").click()
    says(widget, "还有2张卡片没有放到时间轴上")
    assert stage.saved("EX-order", "commit") is None


def test_arrows_end_at_their_cards_also_after_the_window_is_narrowed(page, mounted):
    widget = mounted("EX-order")
    commit(widget)
    for width in (1000, 380):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        line = widget.get_by_test_id("reveal").locator(".ml-track")
        svg, rush = line.locator("svg").bounding_box(), line.locator("[data-card=rush]").bounding_box()
        head = line.locator(".ml-backward .ml-head").bounding_box()
        assert rush["y"] < head["y"] + head["height"] / 2 < rush["y"] + rush["height"]
        assert abs(svg["x"] - rush["x"] - rush["width"]) < 2
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
