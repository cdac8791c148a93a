"""The evidence ladder of lesson 4 in a real JupyterLab: it waits for two commits, then is filled and compared."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from jupyterlab import open_notebook, run_all, show_everything, use_theme

LESSON = "04-does-it-count-online"
SAVED = {"en": "Saved ✓", "zh": "已保存 ✓"}
LATER = {"en": "L4-B1 will stand here as soon as", "zh": "L4-B1 会出现在这里"}
LADDER = {
    "marks": {"ST2": {"online": "complicates"}, "ST5": {"reduces": "complicates"}, "ST7": {"easier": "supports"}},
    "lines": {"ST5": "a trend 趋势"},
    "certainty": None,
}


def prompt(page, prompt_id):
    return page.locator(f"section.medialit:has(#q-{prompt_id})").first


def says(widget, text):
    widget.get_by_test_id("status").filter(has_text=text).wait_for(timeout=10_000)


def committed(lesson, prompt_id):
    lines = (lesson["folder"] / f"{LESSON}.answers.jsonl").read_text("utf-8").splitlines()
    found = [one for one in map(json.loads, lines) if (one["prompt"], one["action"]) == (prompt_id, "commit")]
    return found[-1]["value"] if found else None


def tab_to(page, testid, limit=80):
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement?.dataset.testid ?? null") == testid:
            return
    raise AssertionError(f"the Tab key never came to {testid}")


def begin(page, lesson, language):
    """Run the notebook, and see that the ladder is not there: two of its cards answer the first two questions."""
    open_notebook(page, *lesson)
    run_all(page)
    page.get_by_text(LATER[language]).first.wait_for()
    assert prompt(page, "L4-B1").count() == 0


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("zh", True)])
def test_the_ladder_is_climbed_by_mouse_without_the_network_or_a_barrier(page, context, lab, lesson, language, dark):
    begin(page, (lab, lesson[language]), language)
    use_theme(page, dark)
    for asked, option in (("L4-C1", "A"), ("L4-C2", "B")):
        bet = prompt(page, asked)
        bet.get_by_test_id(f"answer-{option}").check()
        bet.get_by_test_id("certainty").click()
        bet.get_by_test_id("reason").fill("because")
        bet.get_by_test_id("commit").click()
        says(bet, SAVED[language])
    ladder = prompt(page, "L4-B1")
    ladder.wait_for()
    assert ladder.get_by_test_id("suggested").count() == 0
    for card, marks in LADDER["marks"].items():
        for column, mark in marks.items():
            ladder.get_by_test_id(f"{card}-{column}-{mark}").check()
    ladder.get_by_test_id("line-ST5").fill(LADDER["lines"]["ST5"])
    assert "21" in ladder.get_by_test_id("blanks").inner_text()
    ladder.get_by_test_id("commit").click()
    ladder.get_by_test_id("suggested").wait_for()
    says(ladder, SAVED[language])
    assert committed(lesson, "L4-B1") == LADDER
    assert ladder.get_by_test_id("reason-ST6").is_visible()
    trace = prompt(page, "L4-S1")
    trace.get_by_test_id("verdict-KS1-theory").check()
    trace.get_by_test_id("verdict-KS2-cannot_tell").check()
    trace.get_by_test_id("certainty").click()
    trace.get_by_test_id("commit").click()
    trace.get_by_test_id("unfold").click()
    trace.get_by_test_id("overturn").fill("page 7")
    trace.get_by_test_id("again").click()
    says(trace, SAVED[language])
    assert context.strangers == []
    show_everything(page)
    found = Axe().run(page, context=".jp-OutputArea", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_ladder_is_climbed_by_keyboard_alone(page, lab, lesson, language):
    begin(page, (lab, lesson[language]), language)
    for asked in ("L4-C1", "L4-C2"):
        prompt(page, asked).get_by_test_id("answer-A").focus()
        page.keyboard.press("Space")
        tab_to(page, "certainty")
        page.keyboard.press("ArrowRight")
        tab_to(page, "reason")
        page.keyboard.type("because")
        tab_to(page, "commit")
        page.keyboard.press("Enter")
        says(prompt(page, asked), SAVED[language])
    ladder = prompt(page, "L4-B1")
    ladder.get_by_test_id("ST1-easier-none").focus()
    tab_to(page, "ST2-online-none")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    tab_to(page, "ST5-reduces-none")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    tab_to(page, "line-ST5")
    page.keyboard.type(LADDER["lines"]["ST5"])
    tab_to(page, "ST7-easier-none")
    page.keyboard.press("ArrowRight")
    tab_to(page, "commit")
    page.keyboard.press("Enter")
    ladder.get_by_test_id("suggested").wait_for()
    says(ladder, SAVED[language])
    assert committed(lesson, "L4-B1") == LADDER
    assert page.evaluate("() => document.activeElement.dataset.testid") == "locked"
