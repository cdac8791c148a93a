"""The label experiment on the stage: rate by keyboard alone, leave at any time, and see what so few people show."""

import pytest
from journey import LOOKS
from test_widgets_a import barriers, begin, press, says, tab_to

from medialit.responses.class_results import ClassResults

VALUE = {"arm": "none", "prediction": "lower", "certainty": 55, "warmth": 4, "clarity": 6, "answer": "perhaps"}


def rate_by_keyboard(page):
    begin(page)
    tab_to(page, "prediction-lower")
    press(page, "Space")
    tab_to(page, "certainty")
    press(page, "ArrowRight")
    tab_to(page, "warmth-1")
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    tab_to(page, "clarity-1")
    press(page, *["ArrowRight"] * 5)
    tab_to(page, "answer-yes")
    press(page, "ArrowDown")


def rate(widget):
    for name in ("prediction-lower", "warmth-4", "clarity-6", "answer-perhaps"):
        widget.get_by_test_id(name).check()
    widget.get_by_test_id("certainty").press("ArrowRight")


def test_a_message_is_rated_and_committed_by_keyboard_alone(page, mounted, stage):
    widget = mounted("EX-label")
    assert "Labels will vary" in widget.get_by_test_id("announcement").inner_text()
    assert widget.get_by_test_id("label").count() == 0, "chance gave this person no label"
    rate_by_keyboard(page)
    tab_to(page, "commit")
    press(page, "Enter")
    widget.get_by_test_id("reveal").wait_for()
    says(widget, "Saved ✓")
    assert stage.saved("EX-label", "commit") == VALUE
    assert page.evaluate("() => document.activeElement.dataset.testid") == "locked"
    assert "without a label" in widget.get_by_test_id("arm").inner_text()
    assert widget.get_by_test_id("again").count() == 0


def test_what_is_missing_is_said_and_nothing_is_revealed(mounted, stage):
    widget = mounted("EX-label", "zh")
    widget.get_by_test_id("warmth-4").check()
    widget.get_by_test_id("commit").click()
    says(widget, "然后再提交")
    assert widget.get_by_test_id("reveal").count() == 0
    assert stage.saved("EX-label", "commit") is None


def test_a_row_is_taken_out_and_put_back_before_and_after_the_commit(page, mounted, stage):
    widget = mounted("EX-label")
    rate(widget)
    widget.get_by_test_id("withdraw").press("Enter")
    widget.get_by_test_id("row-told").filter(has_text="Your row is out").wait_for()
    assert stage.saved("EX-label", "save") == {"withdrawn": True}
    assert widget.get_by_test_id("warmth-4").is_checked(), "what was rated is still there"
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("reveal").wait_for()
    assert "Your row is out" in widget.get_by_test_id("row-told").inner_text()
    widget = mounted("EX-label")
    assert widget.get_by_test_id("withdraw").inner_text() == "Put my row back in"
    widget.get_by_test_id("withdraw").click()
    widget.get_by_test_id("row-told").filter(has_text="Your row is in").wait_for()
    assert stage.saved("EX-label", "save") == {"withdrawn": False}


def test_a_row_is_not_called_out_where_nobody_heard(mounted, stage):
    widget = mounted("EX-label")
    stage.alive = False
    widget.get_by_test_id("withdraw").click()
    says(widget, "Not saved")
    assert widget.get_by_test_id("row-told").inner_text() == ""
    assert widget.get_by_test_id("withdraw").inner_text() == "Take my row out"


def test_simulated_ratings_say_so_and_stand_in_a_table_too(mounted):
    widget = mounted("EX-label")
    rate(widget)
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("simulated").wait_for()
    widget.get_by_test_id("table").click()
    result = widget.get_by_test_id("result")
    assert "do not exist" in result.inner_text()
    cells = result.locator("table").first.locator("tbody tr").first.locator("td").all_inner_texts()
    dots = result.get_by_test_id("result-warmth").locator(".ml-columns").first.locator(".ml-dots")
    assert [one.locator(".ml-dot").count() for one in dots.all()] == [int(one) for one in cells]


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_ratings_and_the_result_of_a_class_have_no_barrier_that_axe_knows(page, mounted, stage, language, theme):
    arm = {"clarity": [0, 0, 1, 2, 3, 2, 0], "answer": {"yes": 4, "perhaps": 3, "no": 1}}
    arms = {"label": arm | {"warmth": [1, 2, 3, 2, 0, 0, 0]}, "none": arm | {"warmth": [0, 0, 0, 2, 3, 2, 1]}}
    prompts = {"EX-label": {"kind": "label", "n": 16, "arms": arms}}
    stage.results = ClassResults(lesson="example", class_name="Monday", prompts=prompts)
    widget = mounted("EX-label", language, theme)
    assert barriers(page) == []
    rate(widget)
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("result").wait_for()
    widget.get_by_test_id("table").click()
    assert widget.get_by_test_id("simulated").count() == 0
    assert "n = 16" in widget.get_by_test_id("result-warmth").inner_text()
    assert barriers(page) == []
