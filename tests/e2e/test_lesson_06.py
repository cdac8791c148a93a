"""Label experiment and triptych of lesson 6 in a real JupyterLab: rated, withdrawn, marked by word in two scripts."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from journey import SAVED, kept, once_more, prompt, says, tab_to
from jupyterlab import open_notebook, run_all, show_everything, use_theme

from medialit.analysis.label_experiment import arm_of

LESSON = "06-talking-across"
SIMULATED = {"en": "Simulated: nobody rated anything", "zh": "模拟数据：没有人真的打过分"}
LATER = {"en": "L6-S2 will stand here as soon as", "zh": "L6-S2 会出现在这里"}
RATED = {"prediction": "lower", "certainty": 55, "warmth": 3, "clarity": 6, "answer": "perhaps"}
SALUTE = {"text": "L6-TP1.original", "kind": "lost", "start": 2, "end": 4, "quote": "报到", "note": ""}
WALK_OFF = {"text": "L6-TP1.fluent", "kind": "added", "start": 116, "end": 124, "quote": "walk off", "note": ""}
COMPARE = {"text": "L6-TP2.fluent", "kind": "gained", "start": 12, "end": 28, "quote": "to compare bills", "note": ""}
FIRST = {"text": "L6-TP2.gloss", "kind": "lost", "start": 0, "end": 10, "quote": "originally", "note": ""}


def latest(lesson, prompt_id, action):
    return [one for one in kept(lesson) if (one["prompt"], one["action"]) == (prompt_id, action)][-1]


def check_ratings(lesson):
    """The ratings are those that were given, and the arm is what the hash of the journal's own author says."""
    committed = latest(lesson, "L6-X1", "commit")
    arm = arm_of(committed["author"], "L6-X1", ("label", "none"))
    assert committed["value"] == RATED | {"arm": arm}
    return arm


def word(widget, text, starts):
    return widget.get_by_test_id(text).locator("[role=option]").filter(has_text=re.compile(f"^{starts}")).first


def drag(page, one, other):
    one.scroll_into_view_if_needed()
    boxes = [each.bounding_box() for each in (one, other)]
    (x, y), (to_x, to_y) = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(to_x, to_y, steps=6)
    page.mouse.up()


@pytest.mark.parametrize(("language", "dark"), [once_more("en", False), once_more("zh", True)])
def test_message_and_passages_are_worked_on_by_mouse_without_the_network_or_a_barrier(
    page, context, lab, lesson, language, dark
):
    open_notebook(page, lab, lesson[language])
    use_theme(page, dark)
    run_all(page)
    page.get_by_text(LATER[language]).first.wait_for()
    label = prompt(page, "L6-X1")
    for name in ("prediction-lower", "warmth-3", "clarity-6", "answer-perhaps"):
        label.get_by_test_id(name).check()
    label.get_by_test_id("certainty").press("ArrowRight")
    label.get_by_test_id("commit").click()
    label.get_by_test_id("simulated").filter(has_text=SIMULATED[language]).wait_for()
    arm = check_ratings(lesson)
    label.get_by_test_id("withdraw").click()
    says(label, SAVED[language])
    assert latest(lesson, "L6-X1", "save")["value"] == {"withdrawn": True}
    assert arm in {"label", "none"}
    triptych = prompt(page, "L6-S1")
    word(triptych, "L6-TP1-original", "报到").click()
    triptych.get_by_test_id("L6-TP1-kind-lost").click()
    drag(page, word(triptych, "L6-TP1-fluent", "walk"), word(triptych, "L6-TP1-fluent", "off"))
    triptych.get_by_test_id("L6-TP1-kind-added").click()
    drag(page, word(triptych, "L6-TP2-fluent", "to"), word(triptych, "L6-TP2-fluent", "bills"))
    triptych.get_by_test_id("L6-TP2-kind-gained").click()
    triptych.get_by_test_id("commit").click()
    triptych.get_by_test_id("suggested-L6-TP1").wait_for()
    says(triptych, SAVED[language])
    assert latest(lesson, "L6-S1", "commit")["value"] == {"marks": [SALUTE, WALK_OFF, COMPARE]}
    assert context.strangers == []
    show_everything(page)
    found = Axe().run(page, context=".jp-OutputArea", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]] == []


@pytest.mark.parametrize("language", [once_more("en"), once_more("zh")])
def test_message_and_passages_are_worked_on_by_keyboard_alone(page, lab, lesson, language):
    open_notebook(page, lab, lesson[language])
    run_all(page)
    label = prompt(page, "L6-X1")
    label.get_by_test_id("prediction-lower").focus()
    page.keyboard.press("Space")
    tab_to(page, "certainty")
    page.keyboard.press("ArrowRight")
    for scale, steps in (("warmth", 2), ("clarity", 5)):
        tab_to(page, f"{scale}-1")
        for _ in range(steps):
            page.keyboard.press("ArrowRight")
    tab_to(page, "answer-yes")
    page.keyboard.press("ArrowDown")
    tab_to(page, "commit")
    page.keyboard.press("Enter")
    label.get_by_test_id("simulated").wait_for()
    says(label, SAVED[language])
    check_ratings(lesson)
    triptych = prompt(page, "L6-S1")
    triptych.locator("summary").first.focus()
    for key in ("Tab", "ArrowRight", "Enter", "Enter", "Tab", "Tab", "End", "ArrowLeft", "Shift+ArrowRight", "3"):
        page.keyboard.press(key)
    assert triptych.get_by_test_id("L6-TP1-mark-2").is_visible()
    word(triptych, "L6-TP2-gloss", "originally").focus()
    for key in ("b", "d", "d", "2"):  # letters are nothing here, and leave the notebook alone
        page.keyboard.press(key)
    tab_to(page, "L6-TP2-note-1")
    page.keyboard.type("the surprise 意外")
    tab_to(page, "commit")
    page.keyboard.press("Enter")
    triptych.get_by_test_id("suggested-L6-TP2").wait_for()
    says(triptych, SAVED[language])
    noted = FIRST | {"note": "the surprise 意外"}
    assert latest(lesson, "L6-S1", "commit")["value"] == {"marks": [SALUTE, WALK_OFF, noted]}
