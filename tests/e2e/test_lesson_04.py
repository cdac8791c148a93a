"""The evidence ladder of lesson 4 in a real JupyterLab: it waits for two commits, then is filled and compared."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from journey import SAVED, latest, once_more, prompt, says, tab_to
from jupyterlab import open_notebook, run_all, show_everything, use_theme

LESSON = "04-does-it-count-online"
LATER = {"en": "L4-B1 will stand here as soon as", "zh": "L4-B1 会出现在这里"}
LADDER = {
    "marks": {"ST2": {"online": "complicates"}, "ST5": {"reduces": "complicates"}, "ST7": {"easier": "supports"}},
    "lines": {"ST5": "a trend 趋势"},
    "certainty": None,
}


def begin(page, lesson, language):
    """Run the notebook, and see that the ladder is not there: two of its cards answer the first two questions."""
    open_notebook(page, *lesson)
    run_all(page)
    page.get_by_text(LATER[language]).first.wait_for()
    assert prompt(page, "L4-B1").count() == 0


@pytest.mark.parametrize(("language", "dark"), [once_more("en", False), once_more("zh", True)])
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
    assert latest(lesson, "L4-B1") == LADDER
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


@pytest.mark.parametrize("language", [once_more("en"), once_more("zh")])
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
    assert latest(lesson, "L4-B1") == LADDER
    assert page.evaluate("() => document.activeElement.dataset.testid") == "locked"
