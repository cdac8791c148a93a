"""Lesson 2 in a real JupyterLab: Azer is traced, and the dated brief gets an arrow that runs backward."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from journey import SAVED, latest, once_more, press, prompt, says, tab_to
from jupyterlab import open_notebook, run_all, show_everything, use_theme

from medialit import curriculum
from medialit.i18n import Language

LESSON = "02-why-and-who-wanted-it"
PLAN = curriculum.lesson(LESSON)
BACK = {"en": "effect before cause?", "zh": "结果早于原因？"}
LATER = {"en": "L2-S3 will stand here as soon as", "zh": "L2-S3 会出现在这里"}
FOUND = {"en": "These words stand in the article", "zh": "文章里有这几个词"}
VERDICTS = {"AZ1": "wrong_object", "AZ2": "cannot_tell", "AZ3": "stretched", "AZ4": "stretched"}
PLACES = {"EV1": "h1-2024", "EV2": "jan-13", "EV3": "jan-11", "EV4": "jan-17", "EV5": "jan-18", "EV6": "jan-20"}
ARROWS = [{"from": "EV3", "to": "EV2"}]
WORDS = "I wanted to gain a community"


def begin(page, lab, lesson, language):
    """Run the notebook, and see that tracing waits: its cards answer the first question."""
    open_notebook(page, lab, lesson[language])
    run_all(page)
    page.get_by_text(LATER[language]).first.wait_for()
    assert prompt(page, "L2-S3").count() == 0


def the_brief_runs_backward(page, lesson, language):
    """See what the dates make of an arrow from the brief to the chart, and that the figure has come."""
    timeline = prompt(page, "L2-T1")
    timeline.get_by_test_id("reveal").wait_for()
    says(timeline, SAVED[language])
    assert latest(lesson, "L2-T1")["places"] == PLACES
    assert latest(lesson, "L2-T1")["arrows"] == ARROWS
    assert BACK[language] in timeline.locator(".ml-locked").get_by_test_id("arrow-1").inner_text()
    assert timeline.get_by_test_id("reveal").locator(".ml-backward").count() == 1
    page.locator(".js-plotly-plot").first.wait_for()


def azer_is_traced(page, lesson, language):
    trace = prompt(page, "L2-S3")
    trace.get_by_test_id("reveal").wait_for()
    says(trace, SAVED[language])
    assert latest(lesson, "L2-S3")["verdicts"] == VERDICTS
    shown = PLAN.prompt("L2-S3").content["cards"][0]["claim"][Language.of(language)]
    assert shown in trace.get_by_test_id("reveal").inner_text(), "a claim is read again beside its verdict"


@pytest.mark.parametrize(("language", "dark"), [once_more("en", False), once_more("zh", True)])
def test_azer_is_traced_and_the_brief_dated_by_mouse_without_the_network_or_a_barrier(
    page, context, lab, lesson, language, dark
):
    begin(page, lab, lesson, language)
    use_theme(page, dark)
    first = prompt(page, "L2-C1")
    first.get_by_test_id("answer-A").check()
    first.get_by_test_id("certainty").click()
    first.get_by_test_id("reason").fill("the article says so")
    first.get_by_test_id("commit").click()
    trace = prompt(page, "L2-S3")
    trace.wait_for()
    for card, verdict in VERDICTS.items():
        trace.get_by_test_id(f"verdict-{card}-{verdict}").check()
    trace.get_by_test_id("commit").click()
    azer_is_traced(page, lesson, language)
    motives = prompt(page, "L2-R1")
    motives.get_by_test_id("cell-1-words").fill(f"“{WORDS}”")
    motives.get_by_test_id("cell-1-words-lamp").filter(has_text=FOUND[language]).wait_for()
    says(motives, SAVED[language])
    timeline = prompt(page, "L2-T1")
    for card, slot in PLACES.items():
        timeline.get_by_test_id(f"place-{card}").select_option(slot)
    timeline.get_by_test_id("arrow-from").select_option("EV3")
    timeline.get_by_test_id("arrow-to").select_option("EV2")
    timeline.get_by_test_id("arrow-add").click()
    assert timeline.locator(".ml-backward").count() == 0, "placed early, the brief could be a cause"
    timeline.get_by_test_id("certainty").click()
    timeline.get_by_test_id("commit").click()
    the_brief_runs_backward(page, lesson, language)
    assert context.strangers == []
    show_everything(page)
    found = Axe().run(page, context=".jp-OutputArea", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]] == []


@pytest.mark.parametrize("language", [once_more("en"), once_more("zh")])
def test_azer_is_traced_and_the_brief_dated_by_keyboard_alone(page, lab, lesson, language):
    begin(page, lab, lesson, language)
    prompt(page, "L2-C1").get_by_test_id("answer-A").focus()
    page.keyboard.press("Space")
    tab_to(page, "certainty")
    page.keyboard.press("ArrowRight")
    tab_to(page, "reason")
    page.keyboard.type("the article says so")
    tab_to(page, "commit")
    page.keyboard.press("Enter")
    prompt(page, "L2-S3").locator(".ml-word").first.focus()
    downs = {"stretched": 1, "wrong_object": 2, "cannot_tell": 4}
    for card, verdict in VERDICTS.items():
        tab_to(page, f"verdict-{card}-holds")
        press(page, "ArrowDown", downs[verdict])
    tab_to(page, "commit")
    page.keyboard.press("Enter")
    azer_is_traced(page, lesson, language)
    prompt(page, "L2-T1").get_by_test_id("place-EV1").focus()
    options = prompt(page, "L2-T1").get_by_test_id("place-EV1").locator("option").all()
    slots = [one.get_attribute("value") for one in options]
    for card, slot in PLACES.items():
        if card != "EV1":
            tab_to(page, f"place-{card}")
        press(page, "ArrowDown", slots.index(slot))
    tab_to(page, "arrow-from")
    press(page, "ArrowDown", 3)
    tab_to(page, "arrow-to")
    press(page, "ArrowDown", 2)
    tab_to(page, "arrow-add")
    page.keyboard.press("Enter")
    tab_to(page, "certainty")
    page.keyboard.press("Enter")
    tab_to(page, "commit")
    page.keyboard.press("Enter")
    the_brief_runs_backward(page, lesson, language)
    assert page.evaluate("() => document.activeElement.dataset.testid") == "locked"
