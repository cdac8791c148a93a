"""Kinds for weighing evidence, on the stage: by keyboard alone, by mouse, before and after the commit."""

import pytest
from journey import LOOKS
from test_widgets_a import barriers, begin, press, says, tab_to

from medialit.responses.class_results import ClassResults


def fill_by_keyboard(page):
    begin(page)
    tab_to(page, "essay-easier-none")
    press(page, "ArrowLeft", "ArrowLeft", "ArrowLeft")  # from “empty” at the end to the first mark
    tab_to(page, "line-essay")
    page.keyboard.type("an argument")
    tab_to(page, "trial-less-none")
    press(page, "ArrowLeft")
    tab_to(page, "certainty")
    press(page, "ArrowRight")
    tab_to(page, "commit")
    press(page, "Enter")


def test_a_matrix_is_filled_and_committed_by_keyboard_alone(page, mounted, stage):
    widget = mounted("EX-matrix")
    assert widget.get_by_test_id("suggested").count() == 0
    fill_by_keyboard(page)
    widget.get_by_test_id("suggested").wait_for()
    says(widget, "Saved ✓")
    assert stage.saved("EX-matrix", "commit") == {
        "marks": {"essay": {"easier": "supports"}, "trial": {"less": "cannot"}},
        "lines": {"essay": "an argument"},
        "certainty": 55,
    }
    assert page.evaluate("() => document.activeElement.dataset.testid") == "locked"


def test_empty_cells_are_counted_and_a_mark_can_be_taken_back(page, mounted):
    widget = mounted("EX-matrix", "zh")
    assert widget.get_by_test_id("matrix").get_by_text("空", exact=True).count() == 4
    widget.get_by_test_id("essay-easier-supports").check()
    widget.get_by_test_id("essay-less-complicates").check()
    assert widget.get_by_test_id("blanks").inner_text() == "4格中有2格空着"
    assert "◐ 没那么简单" in widget.get_by_test_id("matrix").inner_text()
    widget.get_by_test_id("essay-less-none").check()
    assert widget.get_by_test_id("blanks").inner_text() == "4格中有3格空着"


def test_after_the_commit_the_suggestion_stands_beside_what_was_chosen_and_a_second_answer_follows(
    page, mounted, stage
):
    widget = mounted("EX-matrix")
    widget.get_by_test_id("trial-less-supports").check()
    widget.get_by_test_id("certainty").click()
    widget.get_by_test_id("commit").click()
    assert "you: ● supports" in widget.get_by_test_id("suggested").inner_text()
    assert "It argues, and measures nothing." in widget.get_by_test_id("reason-essay").inner_text()
    assert "how sure we are: high" in widget.get_by_test_id("reason-essay").inner_text()
    widget.get_by_test_id("unfold").click()
    widget.get_by_test_id("trial-less-complicates").check()
    widget.get_by_test_id("again").click()
    widget.get_by_test_id("again-told").wait_for()
    assert stage.saved("EX-matrix", "again")["marks"] == {"trial": {"less": "complicates"}}
    assert stage.saved("EX-matrix", "commit")["marks"] == {"trial": {"less": "supports"}}


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_a_committed_matrix_has_no_barrier_that_axe_knows(page, mounted, language, theme):
    widget = mounted("EX-matrix", language, theme)
    widget.get_by_test_id("trial-less-supports").check()
    widget.get_by_test_id("certainty").click()
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("suggested").wait_for()
    assert barriers(page) == []


# A challenge to an audit; an order with reasons


def test_the_box_for_a_challenge_opens_after_the_audit_was_seen_and_is_filled_by_keyboard_alone(page, mounted, stage):
    widget = mounted("EX-trace")
    assert widget.get_by_test_id("overturn").count() == 0
    begin(page)
    tab_to(page, "verdict-X1-holds")
    press(page, "Space")
    tab_to(page, "commit")
    press(page, "Enter")
    widget.get_by_test_id("reveal").wait_for()
    assert "Answer again, or overturn the audit" in widget.get_by_test_id("unfold").inner_text()
    tab_to(page, "unfold")
    press(page, "Enter")
    tab_to(page, "overturn")
    page.keyboard.type("page 7")
    tab_to(page, "again")
    press(page, "Enter")
    widget.get_by_test_id("again-told").wait_for()
    assert stage.saved("EX-trace", "again")["overturn"] == "page 7"
    assert barriers(page) == []


def test_without_an_order_to_compare_with_the_reasons_stand_in_the_order_of_the_student(page, mounted):
    widget = mounted("EX-rank", "zh")
    widget.get_by_test_id("commit").click()
    assert widget.get_by_test_id("pairs").count() == 0
    assert "很多人听得到。" in widget.get_by_test_id("reasons").inner_text()
    assert barriers(page) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_eight_cards_on_three_claims_fit_a_phone_before_and_after_the_commit(page, mounted, language):
    page.set_viewport_size({"width": 380, "height": 800})
    widget = mounted("L4-B1", language)
    for column in ("easier", "online", "reduces"):
        widget.get_by_test_id(f"ST2-{column}-complicates").check()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 380
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("suggested").wait_for()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 380


@pytest.mark.parametrize(("language", "told"), [("en", "places 1 to 2"), ("zh", "第1至第2位")])
def test_where_a_class_disagrees_most_is_told_in_words_beside_the_strip_and_only_after_the_commit(
    page, mounted, stage, language, told
):
    places = {"song": [20, 0], "vote": [10, 10]}
    order = {"kind": "order", "n": 20, "places": places}
    stage.results = ClassResults(lesson="example", class_name="Monday", prompts={"EX-rank": order})
    widget = mounted("EX-rank", language)
    assert widget.get_by_test_id("class").count() == 0
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("class").wait_for()
    assert told in widget.get_by_test_id("class").inner_text()
    assert barriers(page) == []
