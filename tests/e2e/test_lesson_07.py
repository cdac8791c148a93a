"""The capstone in a real JupyterLab: a section is marked, its claims are compared, and a ledger of claims is kept."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from journey import SAVED, latest, once_more, prompt, says, tab_to
from jupyterlab import open_notebook, run_all, show_everything, use_theme

LESSON = "07-capstone"
LABELS = ("interviewee", "interviewee", "reporter", "study", "nobody")
FINDING = {"en": "The record, as far as we found it", "zh": "就我们找到的记录"}
ROW = {"claim": "C29 (7): easy 容易", "source": "none given 未注明", "shows": "nothing", "certainty": 70}


def check_the_marks(page, lesson, language):
    """The marks are kept as quotations of our own words; the claims of that section are there, and only those."""
    widget = prompt(page, "CAP-N1")
    value = latest(lesson, "CAP-N1", "commit")
    assert value["passage"] == "road"
    assert [one["kind"] for one in value["marks"]] == list(LABELS)
    assert all(one["text"] == f"road.{language}" and one["exact"] for one in value["marks"])
    compared = widget.get_by_test_id("compared")
    assert compared.locator(":scope > li").count() == 9
    assert compared.get_by_text(FINDING[language]).count() == 9
    assert compared.get_by_text("C35").count() == 0
    assert page.locator(".js-plotly-plot").count() == 1, "the figure that waited for the commit is there"


@pytest.mark.parametrize(("language", "dark"), [once_more("en", False), once_more("zh", True)])
def test_a_section_is_marked_and_a_ledger_begun_by_mouse_without_a_barrier(page, context, lab, lesson, language, dark):
    open_notebook(page, lab, lesson[language])
    use_theme(page, dark)
    run_all(page)
    assert page.locator("details", has=page.locator("summary", has_text="C26")).locator("li").count() == 9
    assert page.get_by_text(FINDING[language]).count() == 0, "nothing of what we found is there before the commit"
    widget = prompt(page, "CAP-N1")
    widget.get_by_test_id("part").select_option("road")
    words = widget.get_by_test_id(f"marks-road.{language}").locator("[role=option]")
    for at, label in zip(range(1, 60, 12), LABELS, strict=True):
        words.nth(at).click()
        words.nth(at + 2).click(modifiers=["Shift"])
        widget.get_by_test_id(f"marks-kind-{label}").click()
    widget.get_by_test_id("marks-note-1").fill("asked? 问了吗？")
    says(widget, SAVED[language])
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("compared").wait_for()
    says(widget, SAVED[language])
    page.locator(".js-plotly-plot").first.wait_for()
    check_the_marks(page, lesson, language)
    ledger = prompt(page, "CAP-2")
    for name in ("claim", "source", "shows", "certainty"):
        ledger.get_by_test_id(f"cell-1-{name}").fill(str(ROW[name]))
    ledger.get_by_test_id("cell-1-verdict").select_option("cannot_tell")
    ledger.get_by_test_id("cell-1-words").fill("easy enough to sign up")
    says(ledger, SAVED[language])
    with page.expect_download() as shared:
        ledger.get_by_test_id("share").click()
    assert shared.value.suggested_filename == "CAP-2.txt"
    assert latest(lesson, "CAP-2", "save")["rows"][0]["cells"] == ROW | {
        "verdict": "cannot_tell", "words": "easy enough to sign up",
    }  # fmt: skip
    assert context.strangers == []
    show_everything(page)
    found = Axe().run(page, context=".jp-OutputArea", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]] == []


@pytest.mark.parametrize("language", [once_more("en"), once_more("zh")])
def test_a_section_is_marked_and_a_ledger_begun_by_keyboard_alone(page, lab, lesson, language):
    open_notebook(page, lab, lesson[language])
    run_all(page)
    widget = prompt(page, "CAP-N1")
    widget.get_by_test_id("part").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    widget.get_by_test_id(f"marks-road.{language}").wait_for()
    page.keyboard.press("Tab")
    for label in LABELS:
        for _ in range(6):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press(str(["interviewee", "reporter", "study", "nobody"].index(label) + 1))
    tab_to(page, "commit")
    page.keyboard.press("Enter")
    widget.get_by_test_id("compared").wait_for()
    says(widget, SAVED[language])
    page.locator(".js-plotly-plot").first.wait_for()
    check_the_marks(page, lesson, language)
    ledger = prompt(page, "CAP-2")
    ledger.get_by_test_id("cell-1-claim").focus()
    page.keyboard.type(ROW["claim"])
    for name in ("source", "shows"):
        tab_to(page, f"cell-1-{name}")
        page.keyboard.type(ROW[name])
    tab_to(page, "cell-1-verdict")
    page.keyboard.press("ArrowDown")
    tab_to(page, "cell-1-certainty")
    page.keyboard.type(str(ROW["certainty"]))
    says(ledger, SAVED[language])
    assert latest(lesson, "CAP-2", "save")["rows"][0]["cells"] == ROW | {"verdict": "holds"}
    tab_to(page, "ready")
    page.keyboard.press("Enter")
    assert ledger.get_by_test_id("ready-told").locator("li").count() == 6
