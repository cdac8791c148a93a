"""The definition dial of lesson 3 in a real JupyterLab: code twelve, predict, turn, and name what moved the number."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from journey import SAVED, latest, once_more, prompt, says, tab_to
from jupyterlab import open_notebook, run_all, show_everything, use_theme

from medialit import curriculum

LESSON = "03-what-counts-as-censorship"
PLAN = curriculum.lesson(LESSON)
LATER = {"en": "A figure will stand here", "zh": "这里会出现一张图"}
OPTIONS = {one["id"]: [option["id"] for option in one["options"]] for one in PLAN.prompt("L3-F1").content["variables"]}
CODES = {
    card: given["codes"] | {"counts": "yes" if given["codes"]["scope"] == "population" else "no"}
    for card, given in PLAN.prompt("L3-F1").reveal_content["cards"].items()
}
DEFINITION = {"actor": "a state 国家", "scope": "the public 公众", "mechanism": "any means 任何手段"}
TOLD = {
    "D1": {"en": "4 of 10 (40%)", "zh": "10个中有4个（40%）"},
    "D2": {"en": "2 of 8 (25%)", "zh": "8个中有2个（25%）"},
    "start": {"en": "12 of 16 (75%)", "zh": "16个中有12个（75%）"},
    "public": {"en": "0 of 3 (0%)", "zh": "3个中有0个（0%）"},
}


def gives(dial, panel, text):
    dial.get_by_test_id(f"headline-{panel}").filter(has_text=text).wait_for(timeout=10_000)


def begin(page, lesson, language):
    """Run the notebook, and see that no number is there before the prediction."""
    open_notebook(page, *lesson)
    run_all(page)
    page.get_by_text(LATER[language]).first.wait_for()
    assert prompt(page, "L3-S1").locator("svg").count() == 0


@pytest.mark.parametrize(("language", "dark"), [once_more("en", False), once_more("zh", True)])
def test_twelve_are_coded_and_the_dial_is_turned_by_mouse(page, context, lab, lesson, language, dark):
    begin(page, (lab, lesson[language]), language)
    use_theme(page, dark)
    coder = prompt(page, "L3-F1")
    for codes in CODES.values():
        for variable, option in codes.items():
            coder.get_by_test_id(f"code-{variable}-{option}").check()
        if coder.get_by_test_id("next").is_enabled():
            coder.get_by_test_id("next").click()
    coder.get_by_test_id("commit").click()
    coder.get_by_test_id("reveal").wait_for()
    assert latest(lesson, "L3-F1", "commit")["codes"] == CODES
    dial = prompt(page, "L3-S1")
    for name, text in DEFINITION.items():
        dial.get_by_test_id(name).fill(text)
    dial.get_by_test_id("low").fill("50")
    dial.get_by_test_id("high").fill("90")
    dial.get_by_test_id("certainty").click()
    dial.get_by_test_id("commit").click()
    dial.get_by_test_id("universes").wait_for()
    gives(dial, "cards", TOLD["D1"][language])
    dial.get_by_test_id("setting-D2").check()
    gives(dial, "cards", TOLD["D2"][language])
    assert dial.get_by_test_id("cards").locator(".ml-lit").count() == 3
    gives(dial, "file", TOLD["start"][language])
    dial.get_by_test_id("dial-ban").select_option("public")
    gives(dial, "file", TOLD["public"][language])
    dial.get_by_test_id("largest").select_option(index=1)
    dial.get_by_test_id("mover").select_option("together")
    dial.get_by_test_id("note").fill("device rules 设备规定")
    says(dial, SAVED[language])
    saved = latest(lesson, "L3-S1", "save")
    assert (saved["cards"]["setting"], saved["file"]["ban"]) == ("D2", "public")
    assert (saved["largest"]["panel"], saved["mover"], saved["note"]) == ("file", "together", "device rules 设备规定")
    page.locator(".js-plotly-plot").first.wait_for(state="attached")
    assert page.get_by_text(LATER[language]).count() == 0
    assert context.strangers == []
    show_everything(page)
    looked_at = {"include": [[".jp-OutputArea"]], "exclude": [[".scatterlayer"]]}  # thousands of dots without a word
    found = Axe().run(page, context=looked_at, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]] == []


@pytest.mark.parametrize("language", [once_more("en"), "zh"])
def test_twelve_are_coded_and_the_dial_is_turned_by_keyboard_alone(page, lab, lesson, language):
    begin(page, (lab, lesson[language]), language)
    coder = prompt(page, "L3-F1")
    coder.get_by_test_id("codebook").locator("summary").focus()
    for place, codes in enumerate(CODES.values()):
        for variable, option in codes.items():
            tab_to(page, f"code-{variable}-{OPTIONS[variable][0]}")
            page.keyboard.press("Space")
            for _ in range(OPTIONS[variable].index(option)):
                page.keyboard.press("ArrowDown")
        if place < len(CODES) - 1:
            tab_to(page, "next")
            page.keyboard.press("Enter")
    tab_to(page, "commit")
    page.keyboard.press("Enter")
    coder.get_by_test_id("reveal").wait_for()
    assert latest(lesson, "L3-F1", "commit")["codes"] == CODES
    dial = prompt(page, "L3-S1")
    dial.get_by_test_id("actor").focus()
    page.keyboard.insert_text(DEFINITION["actor"])
    for name, text in {**DEFINITION, "low": "50", "high": "90"}.items():
        if name != "actor":
            tab_to(page, name)
            page.keyboard.insert_text(text)
    tab_to(page, "certainty")
    page.keyboard.press("ArrowRight")
    tab_to(page, "commit")
    page.keyboard.press("Enter")
    dial.get_by_test_id("universes").wait_for()
    says(dial, SAVED[language])
    assert latest(lesson, "L3-S1", "commit") == {"definition": DEFINITION, "low": 50, "high": 90, "certainty": 55}
    assert page.evaluate("() => document.activeElement.dataset.testid") == "locked"
    tab_to(page, "setting-D1")
    page.keyboard.press("ArrowDown")
    gives(dial, "cards", TOLD["D2"][language])
    tab_to(page, "dial-ban")
    page.keyboard.press("Home")
    gives(dial, "file", TOLD["public"][language])
    tab_to(page, "largest")
    page.keyboard.press("ArrowDown")
    tab_to(page, "mover")
    page.keyboard.press("End")
    tab_to(page, "note")
    page.keyboard.insert_text("device rules 设备规定")
    says(dial, SAVED[language])
    saved = latest(lesson, "L3-S1", "save")
    assert (saved["cards"]["setting"], saved["file"]["ban"]) == ("D2", "public")
    assert (saved["largest"]["panel"], saved["mover"], saved["note"]) == ("file", "together", "device rules 设备规定")
