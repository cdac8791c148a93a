"""Widgets on the stage: by keyboard alone, for a screen reader, and when nobody answers."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from journey import LOOKS
from tests.builders import COMMITS, a_message

from medialit import curriculum
from medialit.responses.class_results import ClassResults

PROMPTS = [prompt.id for prompt in curriculum.lesson("01-who-moved").prompts]
COMMIT = {"answer": 60, "certainty": 55, "reason": "friends stayed"}
NOT_SAVED = {"en": "Not saved yet", "zh": "还没有保存"}


def says(widget, text):
    """Wait until the status line says `text`."""
    widget.get_by_test_id("status").filter(has_text=text).wait_for(timeout=8_000)


def tab_leaves(page, limit=150):
    """Press Tab until the focus is behind the widget."""
    for _ in range(limit):
        press(page, "Tab")
        if page.evaluate("() => document.activeElement.id") == "after":
            return
    raise AssertionError("the Tab key is caught in the widget")


def tab_to(page, testid, limit=60):
    """Press Tab until the control `testid` has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement?.dataset.testid ?? null") == testid:
            return
    raise AssertionError(f"the Tab key never came to {testid}")


def begin(page):
    """Put the focus right before the widget."""
    page.locator("#before").focus()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def barriers(page):
    """What axe finds, and where."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [(node["html"][:110], node["failureSummary"][:200]) for node in one["nodes"]]) for one in found]


def commit(page, widget):
    """Commit a number by clicking, as most people do."""
    widget.get_by_test_id("answer").fill("60")
    widget.get_by_test_id("certainty").focus()
    page.keyboard.press("ArrowRight")
    widget.get_by_test_id("reason").fill("friends stayed")
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("reveal").wait_for()
    says(widget, "✓")


# By keyboard alone


def test_a_number_is_committed_and_answered_again_by_keyboard_alone(page, mounted, stage):
    widget = mounted("L1-C1")
    begin(page)
    tab_to(page, "answer")
    page.keyboard.type("60")
    tab_to(page, "certainty")
    press(page, "ArrowRight")
    tab_to(page, "reason")
    page.keyboard.type("friends stayed")
    tab_to(page, "commit")
    press(page, "Enter")
    widget.get_by_test_id("reveal").wait_for()
    says(widget, "Saved ✓")
    assert stage.saved("L1-C1", "commit") == COMMIT
    assert page.evaluate("() => document.activeElement.dataset.testid") == "locked"
    tab_to(page, "reason")
    page.keyboard.type("the reference")
    tab_to(page, "again")
    press(page, "Enter")
    widget.get_by_test_id("again-told").wait_for()
    assert stage.saved("L1-C1", "again") == COMMIT | {"reason": "the reference"}
    assert page.evaluate("() => document.activeElement.dataset.testid") == "again-told"


def test_a_choice_is_committed_by_keyboard_alone_and_enter_on_the_slider_is_an_answer(page, mounted, stage):
    widget = mounted("L1-K2")
    begin(page)
    tab_to(page, "answer-A")
    press(page, "ArrowDown", "ArrowDown")
    tab_to(page, "certainty")
    press(page, "Enter")
    tab_to(page, "commit")
    press(page, "Space")
    widget.get_by_test_id("reveal").wait_for()
    saved = stage.saved("L1-K2", "commit")
    assert (saved["answer"], saved["certainty"]) == ("C", 50)


def test_a_text_is_written_by_keyboard_alone_and_tab_leaves_the_box(page, mounted, stage):
    widget = mounted("L1-T1")
    begin(page)
    tab_to(page, "text")
    page.keyboard.type("some\nthousands")
    says(widget, "Saved ✓")
    assert stage.saved("L1-T1", "save") == {"text": "some\nthousands"}
    press(page, "Tab")
    assert page.evaluate("() => document.activeElement.id") == "after"


def test_a_claim_is_written_by_keyboard_alone_and_each_lamp_says_filled(page, mounted, stage):
    widget = mounted("L1-X1")
    begin(page)
    for name in ("unit", "window", "denominator", "sentence"):
        assert "empty" in widget.get_by_test_id(f"lamp-{name}").inner_text()
        tab_to(page, name)
        page.keyboard.type(f"my {name}")
        assert "filled" in widget.get_by_test_id(f"lamp-{name}").inner_text()
    says(widget, "Saved ✓")
    assert stage.saved("L1-X1", "save")["sentence"] == "my sentence"


def test_items_are_classified_by_keyboard_alone_and_progress_is_said(page, mounted, stage):
    widget = mounted("L1-Q")
    begin(page)
    for item in ("L1-Q1", "L1-Q2", "L1-Q3", "L1-Q4"):
        for question in ("object", "window", "estimator"):
            tab_to(page, f"{item}-{question}")
            press(page, "ArrowDown")
    assert "12 of 12" in widget.get_by_test_id("progress").inner_text()
    says(widget, "Saved ✓")
    assert sum(len(one) for one in stage.saved("L1-Q", "save")["answers"].values()) == 12
    assert widget.get_by_test_id("reveal").count() == 0


@pytest.mark.parametrize("prompt", PROMPTS)
def test_no_key_leaves_a_widget_but_tab_does(page, mounted, prompt):
    widget = mounted(prompt)
    controls = widget.locator("button:enabled:visible, input:visible, select:visible, textarea:visible")
    for number in {0, controls.count() - 1}:
        controls.nth(number).focus()
        press(page, "b", "d", "d", "Escape", "Shift+Enter", "ControlOrMeta+s")
    assert page.evaluate("() => window.escaped") == []
    begin(page)
    tab_leaves(page)


# For a screen reader, in both themes and languages


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_no_widget_has_a_barrier_that_axe_knows(page, mounted, language, theme):
    found = {}
    for prompt in PROMPTS:
        widget = mounted(prompt, language, theme)
        assert widget.get_attribute("lang") == {"en": "en", "zh": "zh-Hans"}[language]
        found[prompt] = barriers(page)
    assert {prompt: one for prompt, one in found.items() if one} == {}


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_no_reveal_and_no_second_answer_has_a_barrier(page, mounted, stage, language, theme):
    bins = [{"from": 0, "to": 40, "count": 11}, {"from": 40, "to": 100, "count": 12}]
    counts = {"L1-C1": {"kind": "number", "n": 23, "bins": bins}}
    stage.results = ClassResults(lesson="01-who-moved", class_name="Monday", prompts=counts)
    found = {}
    for prompt, value in COMMITS.items():
        widget = stage.make(prompt, language)
        widget.receive(a_message("commit", value))
        mounted(prompt, language, theme).get_by_test_id("reveal").wait_for()
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        found[f"{prompt} committed"] = barriers(page)
        widget.receive(a_message("again", value))
        mounted(prompt, language, theme).get_by_test_id("again-told").wait_for()
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        found[f"{prompt} answered again"] = barriers(page)
    assert {prompt: one for prompt, one in found.items() if one} == {}


def test_a_seeded_fault_is_found_so_that_silence_means_something(page, mounted):
    widget = mounted("L1-C1")
    widget.evaluate(
        "(root) => { root.querySelector('label').style.color = '#eee'; root.querySelector('textarea').id = 'x'; }"
    )
    assert {one[0] for one in barriers(page)} >= {"color-contrast", "label"}


@pytest.mark.parametrize("prompt", PROMPTS)
def test_every_control_is_large_enough_and_nothing_is_wider_than_a_phone(page, mounted, prompt):
    page.set_viewport_size({"width": 380, "height": 800})
    widget = mounted(prompt)
    small = widget.evaluate(
        """(root) => [...root.querySelectorAll("button, input, select, textarea, summary")]
            .filter((one) => !one.matches(".ml-word")) // words in a sentence are as large as words are
            .map((one) => one.closest("label") ?? one)
            .map((one) => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0 && Math.min(box.width, box.height) < 24)
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
    )
    assert small == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 380


# Nothing is lost


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_dead_kernel_is_said_and_what_was_typed_is_there_when_the_cell_is_run_again(page, mounted, stage, language):
    widget = mounted("L1-T1", language)
    stage.alive = False
    widget.get_by_test_id("text").fill("two hundred words")
    says(widget, NOT_SAVED[language])
    assert widget.get_by_test_id("text").input_value() == "two hundred words"
    stage.alive = True
    widget = mounted("L1-T1", language)
    assert widget.get_by_test_id("text").input_value() == "two hundred words"
    says(widget, "✓")
    assert stage.saved("L1-T1", "save") == {"text": "two hundred words"}


def test_a_kernel_that_comes_back_is_sent_what_it_missed(page, mounted, stage):
    widget = mounted("L1-X1")
    stage.alive = False
    widget.get_by_test_id("unit").fill("accounts")
    says(widget, "Not saved")
    stage.alive = True
    widget.get_by_test_id("window").fill("January")
    says(widget, "Saved ✓")
    assert stage.saved("L1-X1", "save") == {"unit": "accounts", "window": "January", "denominator": "", "sentence": ""}


def test_a_reload_in_the_middle_of_a_word_loses_nothing(page, mounted, stage):
    widget = mounted("L1-T1")
    widget.get_by_test_id("text").press_sequentially("half a wo")
    widget = mounted("L1-T1")
    assert widget.get_by_test_id("text").input_value() == "half a wo"
    says(widget, "Saved ✓")
    assert stage.saved("L1-T1", "save") == {"text": "half a wo"}


def test_a_commit_that_nobody_heard_comes_back_as_a_draft(page, mounted, stage):
    widget = mounted("L1-C1")
    stage.alive = False
    widget.get_by_test_id("answer").fill("60")
    widget.get_by_test_id("certainty").click()
    widget.get_by_test_id("reason").fill("friends stayed")
    widget.get_by_test_id("commit").click()
    says(widget, "Not saved")
    assert widget.get_by_test_id("reveal").count() == 0
    stage.alive = True
    widget = mounted("L1-C1")
    says(widget, "Saved ✓")
    assert widget.get_by_test_id("answer").input_value() == "60"
    assert widget.get_by_test_id("reveal").count() == 0
    assert stage.saved("L1-C1", "commit") is None
    assert stage.saved("L1-C1", "draft")["reason"] == "friends stayed"


def test_a_full_disk_is_said_and_the_next_answer_that_is_kept_brings_all(page, mounted, stage):
    widget = mounted("L1-X1")
    stage.full = True
    widget.get_by_test_id("unit").fill("accounts")
    says(widget, "the disk is full")
    stage.full = False
    widget.get_by_test_id("window").fill("January")
    says(widget, "Saved ✓")
    assert stage.saved("L1-X1", "save")["unit"] == "accounts"


def test_two_clicks_on_commit_are_one_commit(page, mounted, stage):
    widget = mounted("L1-C1")
    widget.get_by_test_id("answer").fill("60")
    widget.get_by_test_id("certainty").click()
    widget.get_by_test_id("reason").fill("friends stayed")
    widget.get_by_test_id("commit").dblclick()
    widget.get_by_test_id("reveal").wait_for()
    says(widget, "Saved ✓")
    assert [one.action.value for one in stage.sink.responses()].count("commit") == 1


# Committing


@pytest.mark.parametrize("prompt", COMMITS)
def test_after_a_commit_of_any_kind_the_second_answer_is_kept_and_can_be_changed(page, mounted, stage, prompt):
    stage.make(prompt, "en").receive(a_message("commit", COMMITS[prompt]))
    widget = mounted(prompt)
    widget.get_by_test_id("reveal").wait_for()
    for _ in range(2):
        if widget.get_by_test_id("unfold").count():  # a long form, or a second answer that is there already
            widget.get_by_test_id("unfold").click()
        widget.get_by_test_id("again").click()
        says(widget, "Saved ✓")
        widget.get_by_test_id("again-told").wait_for()
    assert [one.action.value for one in stage.sink.responses()] == ["commit", "again", "again"]


def test_a_commit_without_a_certainty_is_refused_in_words_and_nothing_typed_is_gone(page, mounted, stage):
    widget = mounted("L1-C1")
    widget.get_by_test_id("answer").fill("60")
    widget.get_by_test_id("reason").fill("friends stayed")
    widget.get_by_test_id("commit").click()
    says(widget, "move the certainty slider")
    assert widget.get_by_test_id("reason").input_value() == "friends stayed"
    assert stage.saved("L1-C1", "commit") is None
    assert stage.saved("L1-C1", "draft")["reason"] == "friends stayed"


def test_the_page_holds_no_reveal_before_the_commit(page, mounted):
    mounted("L1-C1")
    assert '"reveal": null' in page.locator("#state").text_content()


def test_what_is_to_be_verified_says_so_and_a_small_class_is_not_shown(page, mounted, stage):
    bins = [{"from": 0, "to": 40, "count": 3}, {"from": 40, "to": 100, "count": 4}]
    stage.results = ClassResults(
        lesson="01-who-moved", class_name="Monday", prompts={"L1-C1": {"kind": "number", "n": 7, "bins": bins}}
    )
    widget = mounted("L1-C1")
    commit(page, widget)
    assert widget.get_by_test_id("to-be-verified").inner_text() == "to be verified"
    assert "too few to show" in widget.get_by_test_id("class").inner_text()
    assert "7" in widget.get_by_test_id("class").inner_text()
    assert widget.locator("table").count() == 0


def test_a_drawn_widget_takes_its_listeners_away_when_it_goes(page, mounted):
    mounted("L1-T1")
    page.evaluate("() => window.cleanup()")
    assert page.evaluate("() => [...window.listeners.values()].flat().length") == 0


# Figures


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_a_chart_drawn_late_and_again_gets_a_name_and_the_colours_of_the_theme(page, stage, language, theme):
    page.goto(stage.figure_address("seven_numbers", language, theme))
    page.wait_for_selector("body[data-ready]")
    page.evaluate("() => window.draw()")
    named = page.locator("#above[role='img'][aria-label]")
    named.wait_for()
    assert len(named.get_attribute("aria-label")) > 20
    assert page.locator("#below").get_attribute("role") is None, "only the chart above is framed"
    wanted = "rgb(255, 255, 255)" if theme == "dark" else "rgba(0, 0, 0, 0.87)"
    fills = (
        "(chart) => [...chart.querySelectorAll('.xtick text, .ytick text')].map((one) => getComputedStyle(one).fill)"
    )
    assert set(page.locator("#above").evaluate(fills)) == {wanted}
    assert barriers(page) == []
    page.evaluate("() => window.again()")
    named.wait_for()


SCATTERED = ["seven_numbers", "how_many_moved", "daily_users", "law_time_line", "source_drift", "daily_posts"]


@pytest.mark.parametrize("name", SCATTERED)
def test_no_mark_of_a_chart_vanishes_on_a_dark_page(page, stage, name):
    page.goto(stage.figure_address(name, theme="dark"))
    page.wait_for_selector("body[data-ready]")
    page.evaluate("() => window.draw()")
    page.locator("#above.medialit-chart").wait_for()
    faint = page.locator("#above").evaluate(
        """(chart) => {
            const light = (colour) => {
                const [r, g, b] = colour.match(/[\\d.]+/g).map((one) => Number(one) / 255)
                    .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const page = light(getComputedStyle(document.body).backgroundColor);
            return [...chart.querySelectorAll('path.point, path.scatterpts, path.js-line')].map((one) => {
                const { fill, stroke } = getComputedStyle(one);
                const best = Math.max(...[fill, stroke].filter((colour) => colour !== 'none').map(light));
                return (best + 0.05) / (page + 0.05);
            }).filter((contrast) => contrast < 3);
        }"""
    )
    assert faint == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["voices", "platform_measures"])
def test_the_number_on_a_bar_can_be_read_in_either_theme(page, stage, name, theme):
    page.goto(stage.figure_address(name, theme=theme))
    page.wait_for_selector("body[data-ready]")
    page.evaluate("() => window.draw()")
    page.locator("#above.medialit-chart").wait_for()
    contrasts = page.locator("#above").evaluate(
        """(chart) => {
            const light = (colour) => {
                const [r, g, b] = colour.match(/[\\d.]+/g).map((one) => Number(one) / 255)
                    .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            return [...chart.querySelectorAll('.annotation')].map((one) => {
                const pair = [one.querySelector('.bg'), one.querySelector('text')]
                    .map((part) => light(getComputedStyle(part).fill)).sort((a, b) => b - a);
                return (pair[0] + 0.05) / (pair[1] + 0.05);
            });
        }"""
    )
    assert len(contrasts) > 10
    assert min(contrasts) >= 4.5


def test_a_frame_that_is_gone_names_no_more_charts(page, stage):
    page.goto(stage.figure_address("daily_users"))
    page.wait_for_selector("body[data-ready]")
    page.evaluate("() => window.cleanup()")
    page.evaluate("() => window.draw()")
    page.wait_for_timeout(300)
    assert page.locator("#above").get_attribute("role") is None
