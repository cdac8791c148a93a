"""Field notes and the concept test of lesson 5 in a real JupyterLab: coded alone, compared, nothing of others kept."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from journey import SAVED, kept, latest, once_more, prompt, says, tab_to
from jupyterlab import open_notebook, run_all, show_everything, use_theme

from medialit import curriculum
from medialit.responses import codes_file

LESSON = "05-guests-customers-colonizers"
LATER = {"en": "L5-S1 will stand here as soon as", "zh": "L5-S1 会出现在这里"}
OPTIONS = ["greeting", "exchange", "selling", "rule", "joke", "none"]
ITEMS = curriculum.lesson(LESSON).prompt("L5-F1").content["dataset"]["ids"]
MINE = dict(zip(ITEMS, ["greeting", "exchange", "joke", "selling", "selling", "rule", "exchange", "none"], strict=True))
THEIRS = MINE | {"L5-VG01": "joke", "L5-VG14": "exchange"}
WORDS = "a partner's own words 搭档的话"
MOTIVE = {"en": "a hand waves because it wants likes", "zh": "一只手挥着，想要点赞"}


def coded(codes):
    return {item: {"code": code} for item, code in codes.items()}


def a_file():
    """What a partner hands over."""
    value = {"codes": coded(THEIRS), "notes": {"L5-VG14": WORDS}}
    text = codes_file.write("L5-F1", "somebody-else", value, second_round=False)
    return {"name": "codes-L5-F1.json", "mimeType": "application/json", "buffer": text.encode()}


@pytest.mark.parametrize(("language", "dark"), [once_more("en", False), once_more("zh", True)])
def test_notes_and_test_are_done_by_mouse_without_the_network_or_a_barrier(page, context, lab, lesson, language, dark):
    open_notebook(page, lab, lesson[language])
    use_theme(page, dark)
    run_all(page)
    coder = prompt(page, "L5-F1")
    for code in MINE.values():
        coder.get_by_test_id(f"code-code-{code}").check()
        if coder.get_by_test_id("next").is_enabled():
            coder.get_by_test_id("next").click()
    coder.get_by_test_id("commit").click()
    coder.get_by_test_id("reveal").wait_for()
    coder.get_by_test_id("file").set_input_files(a_file())
    coder.get_by_test_id("compared").wait_for()
    assert "75%" in coder.get_by_test_id("numbers").inner_text()
    assert WORDS in coder.get_by_test_id("splits-table").inner_text()
    coder.get_by_test_id("splits").fill("“gag” is too wide 太宽")
    coder.get_by_test_id("again").click()
    coder.get_by_test_id("again-told").wait_for()
    says(coder, SAVED[language])
    again = latest(lesson, "L5-F1", "again")
    assert (again["codes"], again["compared"]["variables"]["code"]["agreed"]) == (coded(MINE), 6)
    assert WORDS not in json.dumps(kept(lesson), ensure_ascii=False)
    notes = prompt(page, "L5-P1")
    notes.get_by_test_id("cell-1-seen").fill(MOTIVE[language])
    notes.get_by_test_id("hide-remark").wait_for()
    says(notes, SAVED[language])
    page.get_by_text(LATER[language]).first.wait_for()
    check = prompt(page, "L5-K3")
    check.get_by_test_id("answer-B").check()
    check.get_by_test_id("certainty").click()
    check.get_by_test_id("commit").click()
    test = prompt(page, "L5-S1")
    test.wait_for()
    for mark in ("power-benni-fail", "power-theory-pass", "consent-article-cannot_tell"):
        test.get_by_test_id(mark).check()
    test.get_by_test_id("commit").click()
    test.get_by_test_id("suggested").wait_for()
    says(test, SAVED[language])
    assert latest(lesson, "L5-S1", "commit")["marks"]["power"] == {"benni": "fail", "theory": "pass"}
    assert context.strangers == []
    show_everything(page)
    found = Axe().run(page, context=".jp-OutputArea", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]] == []


@pytest.mark.parametrize("language", [once_more("en"), once_more("zh")])
def test_notes_and_test_are_done_by_keyboard_alone(page, lab, lesson, language):
    open_notebook(page, lab, lesson[language])
    run_all(page)
    coder = prompt(page, "L5-F1")
    coder.get_by_test_id("codebook").locator("summary").focus()
    for place, code in enumerate(MINE.values()):
        tab_to(page, "code-code-greeting")
        page.keyboard.press("Space")
        for _ in range(OPTIONS.index(code)):
            page.keyboard.press("ArrowDown")
        if place < len(MINE) - 1:
            tab_to(page, "next")
            page.keyboard.press("Enter")
    tab_to(page, "commit")
    page.keyboard.press("Enter")
    coder.get_by_test_id("reveal").wait_for()
    says(coder, SAVED[language])
    assert latest(lesson, "L5-F1", "commit")["codes"] == coded(MINE)
    tab_to(page, "second")
    page.keyboard.press("ArrowDown")
    tab_to(page, "compare")
    page.keyboard.press("Enter")
    coder.get_by_test_id("compared").wait_for()
    assert coder.get_by_test_id("splits-table").locator("tbody tr").count() == 3
    tab_to(page, "splits")
    page.keyboard.type("gag")
    says(coder, SAVED[language])
    prompt(page, "L5-P1").get_by_test_id("cell-1-seen").focus()
    page.keyboard.type("a cat 猫")
    says(prompt(page, "L5-P1"), SAVED[language])
    prompt(page, "L5-K3").get_by_test_id("answer-A").focus()
    page.keyboard.press("Space")
    tab_to(page, "certainty")
    page.keyboard.press("ArrowRight")
    tab_to(page, "commit")
    page.keyboard.press("Enter")
    test = prompt(page, "L5-S1")
    test.wait_for()
    test.get_by_test_id("territory-benni-none").focus()
    page.keyboard.press("ArrowLeft")
    tab_to(page, "commit", limit=120)
    page.keyboard.press("Enter")
    test.get_by_test_id("suggested").wait_for()
    says(test, SAVED[language])
    assert latest(lesson, "L5-S1", "commit")["marks"] == {"territory": {"benni": "cannot_tell"}}
