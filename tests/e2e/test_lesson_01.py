"""Lesson 1 in a real JupyterLab: seven numbers of one week, and after class a model of people who move."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from journey import SAVED, latest, once_more, press, prompt, says, tab_to
from jupyterlab import open_notebook, run_all, show_everything, use_theme

LESSON = "01-who-moved"
CLASH = {"en": "no setting we tried meets both", "zh": "我们试过的设置没有一组能同时对上这两个"}
PLACES = {
    "N1": "accounts", "N2": "accounts", "N3": "downloads", "N4": "downloads", "N5": "downloads", "N6": "views",
    "N7": "views",
}  # fmt: skip
COLUMNS = ("accounts", "downloads", "views")
ORDER = ["downloads", "views", "posting60", "rank", "dau", "signups"]


def the_numbers_are_sorted(page, lesson, language):
    """See the suggestion, the answer in the journal, and the figure that waited for it."""
    board = prompt(page, "L1-B1")
    board.get_by_test_id("reveal").wait_for()
    says(board, SAVED[language])
    assert latest(lesson, "L1-B1") == {"places": PLACES, "certainty": None}
    page.wait_for_function("() => document.querySelectorAll('.js-plotly-plot').length === 4")


def the_sources_are_traced(page, lesson, language):
    trace = prompt(page, "L1-S1")
    trace.get_by_test_id("reveal").wait_for()
    says(trace, SAVED[language])
    kept = latest(lesson, "L1-S1")
    assert set(kept["verdicts"].values()) == {"checkable"}
    assert (kept["pair"], kept["note"], kept["certainty"]) == (["N1", "N2"], "N5 查不到", 50)
    assert kept["words"]


def the_model_ran(page, lesson, language):
    """See that the model answers in the notebook, and that where its slider stands is kept."""
    model = prompt(page, "L1-M1")
    says(model, SAVED[language])
    assert latest(lesson, "L1-M1")["pair"] == []
    for _ in range(100):
        if (kept := latest(lesson, "L1-M1", "draft")) and kept.get("setting", {}).get("people_m") == 107:
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError("where the slider stands was not kept within 10 s")
    assert "✓" in model.get_by_test_id("fit-M082").inner_text(), "TikTok on 19 January is met"
    assert "✓" not in model.get_by_test_id("fit-M031").inner_text(), "and on 13 January no more"


@pytest.mark.parametrize(("language", "dark"), [once_more("en", True), once_more("zh", False)])
def test_seven_numbers_are_sorted_and_traced_and_the_model_fitted_by_mouse_without_the_network_or_a_barrier(
    page, context, lab, lesson, language, dark
):
    open_notebook(page, lab, lesson[language])
    use_theme(page, dark)
    run_all(page)
    frame = prompt(page, "L1-C1").locator(".ml-number").evaluate("(one) => getComputedStyle(one).borderTopWidth")
    assert frame == "0px", "the style of one kind, here of numbered marks, stays out of another"
    board = prompt(page, "L1-B1")
    for card, column in PLACES.items():
        board.get_by_test_id(f"{card}-{column}").check()
    board.get_by_test_id("commit").click()
    the_numbers_are_sorted(page, lesson, language)
    rank = prompt(page, "L1-R1")
    for _ in range(3):
        rank.get_by_test_id("views-up").click()
    rank.get_by_test_id("commit").click()
    rank.get_by_test_id("reveal").wait_for()
    assert latest(lesson, "L1-R1")["order"] == ORDER
    trace = prompt(page, "L1-S1")
    for card in PLACES:
        trace.get_by_test_id(f"verdict-{card}-checkable").check()
    trace.locator(".ml-word").first.click()
    trace.get_by_test_id("pair-1").select_option("N1")
    trace.get_by_test_id("pair-2").select_option("N2")
    trace.get_by_test_id("note").fill("N5 查不到")
    trace.get_by_test_id("certainty").click()
    trace.get_by_test_id("commit").click()
    the_sources_are_traced(page, lesson, language)
    model = prompt(page, "L1-M1")
    model.get_by_test_id("expect-all").check()
    model.get_by_test_id("stay").fill("20")
    model.get_by_test_id("certainty").click()
    model.get_by_test_id("commit").click()
    model.get_by_test_id("people_m").fill("107")
    the_model_ran(page, lesson, language)
    model.get_by_test_id("search").click()
    model.get_by_test_id("searched").wait_for(timeout=60_000)
    assert CLASH[language] in model.get_by_test_id("found").inner_text()
    assert context.strangers == []
    show_everything(page)
    found = Axe().run(page, context=".jp-OutputArea", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]] == []


@pytest.mark.parametrize("language", [once_more("en"), "zh"])
def test_seven_numbers_are_sorted_and_traced_and_the_model_fitted_by_keyboard_alone(page, lab, lesson, language):
    open_notebook(page, lab, lesson[language])
    run_all(page)
    prompt(page, "L1-B1").get_by_test_id("N1-none").focus()
    for card, column in PLACES.items():
        if card != "N1":
            tab_to(page, f"{card}-none")
        press(page, "ArrowRight", COLUMNS.index(column) + 1)
    tab_to(page, "commit")
    press(page, "Enter")
    the_numbers_are_sorted(page, lesson, language)
    prompt(page, "L1-R1").get_by_test_id("views-up").focus()
    press(page, "Enter", 3)
    tab_to(page, "commit")
    press(page, "Enter")
    prompt(page, "L1-R1").get_by_test_id("reveal").wait_for()
    assert latest(lesson, "L1-R1")["order"] == ORDER
    prompt(page, "L1-S1").locator(".ml-word").first.focus()
    press(page, "Enter")
    for card in PLACES:
        tab_to(page, f"verdict-{card}-checkable")
        press(page, "Space")
    tab_to(page, "pair-1")
    press(page, "ArrowDown")
    tab_to(page, "pair-2")
    press(page, "ArrowDown", 2)
    tab_to(page, "note")
    page.keyboard.type("N5 查不到")
    tab_to(page, "certainty")
    press(page, "Enter")
    tab_to(page, "commit")
    press(page, "Enter")
    the_sources_are_traced(page, lesson, language)
    prompt(page, "L1-M1").get_by_test_id("expect-all").focus()
    press(page, "Space")
    tab_to(page, "stay")
    page.keyboard.type("20")
    tab_to(page, "certainty")
    press(page, "Enter")
    tab_to(page, "commit")
    press(page, "Enter")
    prompt(page, "L1-M1").get_by_test_id("reveal").wait_for()
    tab_to(page, "people_m-exact")
    press(page, "ControlOrMeta+a")
    page.keyboard.type("107")
    the_model_ran(page, lesson, language)
