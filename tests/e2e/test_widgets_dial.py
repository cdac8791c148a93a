"""DefinitionDial on the stage: predicted, turned and answered, by mouse and by keyboard alone."""

import pytest
from journey import LOOKS
from test_widgets_a import barriers, begin, press, says, tab_leaves, tab_to
from tests.builders import a_message
from tests.unit.widgets.test_definition_dial import CODES, COMMIT, DEFINITION, START


def focused(page):
    return page.evaluate("() => document.activeElement?.dataset.testid ?? null")


def committed(mounted, stage, language="en", theme="light"):
    """Show the dial of somebody who coded the cards and committed a range."""
    codes = {"codes": CODES, "notes": {}, "splits": "", "compared": None}
    assert stage.make("EX-actions", language).receive(a_message("commit", codes))["status"] == "saved"
    assert stage.make("EX-dial", language).receive(a_message("commit", COMMIT))["status"] == "saved"
    widget = mounted("EX-dial", language, theme)
    widget.get_by_test_id("universes").wait_for()
    return widget


def headline(widget, panel, text):
    """Wait until a panel gives `text`."""
    widget.get_by_test_id(f"headline-{panel}").filter(has_text=text).wait_for(timeout=20_000)


# For everybody


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_the_dial_has_no_barrier_that_axe_knows_before_and_after_the_commit(page, mounted, stage, language, theme):
    mounted("EX-dial", language, theme)
    assert barriers(page) == []
    widget = committed(mounted, stage, language, theme)
    widget.get_by_test_id("dial-ban").select_option("public")
    headline(widget, "file", "(0%)" if language == "en" else "（0%）")
    widget.get_by_test_id("setting-D2").check()
    headline(widget, "cards", "67%")
    for summary in widget.locator("summary").all():
        summary.click()
    assert barriers(page) == []


def test_the_dial_fits_a_phone_and_its_controls_a_finger(page, mounted, stage):
    page.set_viewport_size({"width": 380, "height": 800})
    widget = committed(mounted, stage)
    widget.get_by_test_id("dial-date").select_option("2020-12-31")
    headline(widget, "file", "2 of 4")
    small = widget.evaluate(
        """(root) => [...root.querySelectorAll("button, input, select, textarea, summary")]
            .map((one) => (one.closest("label") ?? one).getBoundingClientRect())
            .filter((box) => box.width > 0 && Math.min(box.width, box.height) < 24).length"""
    )
    assert small == 0
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 380


def test_no_key_leaves_the_dial_but_tab_does(page, mounted, stage):
    widget = committed(mounted, stage)
    widget.get_by_test_id("note").focus()
    press(page, "b", "d", "d", "Escape", "Shift+Enter", "ControlOrMeta+s")
    assert page.evaluate("() => window.escaped") == []
    begin(page)
    tab_to(page, "note", limit=80)
    tab_leaves(page, limit=10)


# By keyboard alone


def test_a_definition_and_a_range_are_committed_by_keyboard_alone(page, mounted, stage):
    widget = mounted("EX-dial")
    assert widget.locator("svg").count() == 0
    assert "D1" not in widget.inner_text()
    begin(page)
    for name, text in DEFINITION.items():
        tab_to(page, name)
        page.keyboard.type(text)
    tab_to(page, "low")
    page.keyboard.type("20")
    tab_to(page, "high")
    page.keyboard.type("80%")
    tab_to(page, "certainty")
    press(page, "ArrowRight")
    tab_to(page, "commit")
    press(page, "Enter")
    widget.get_by_test_id("universes").wait_for()
    says(widget, "Saved ✓")
    assert stage.saved("EX-dial", "commit") == COMMIT
    assert focused(page) == "locked"
    assert "20% to 80%" in widget.get_by_test_id("mine").inner_text()


def test_dials_are_turned_and_the_largest_turn_is_named_by_keyboard_alone(page, mounted, stage):
    widget = committed(mounted, stage)
    headline(widget, "file", "12 of 16 (75%)")
    begin(page)
    tab_to(page, "setting-D1")
    press(page, "ArrowDown")
    headline(widget, "cards", "2 of 3 (67%)")
    tab_to(page, "dial-ban")
    press(page, "ArrowUp")
    headline(widget, "file", "8 of 12 (67%)")
    press(page, "Home")
    headline(widget, "file", "0 of 3 (0%)")
    assert "−67 points" in widget.get_by_test_id("turn-file").inner_text()
    tab_to(page, "largest")
    press(page, "ArrowDown")
    tab_to(page, "mover")
    press(page, "End")
    tab_to(page, "note")
    page.keyboard.type("Device rules drop out.")
    tab_to(page, "cost")
    page.keyboard.type("work phones")
    says(widget, "Saved ✓")
    last = START | {"ban": "public_or_government_devices"}
    assert stage.saved("EX-dial", "save") == {
        "cards": {"setting": "D2", "west": "oecd"},
        "file": START | {"ban": "public"},
        "largest": {"panel": "file", "last": last, "now": START | {"ban": "public"}},
        "mover": "together",
        "note": "Device rules drop out.",
        "cost": "work phones",
    }


# By mouse, and for eyes


def test_what_switched_is_lit_in_words_and_the_strip_follows(page, mounted, stage):
    widget = committed(mounted, stage)
    headline(widget, "file", "12 of 16 (75%)")
    drawing = widget.locator("svg[role=img]")
    assert "75%" in drawing.get_attribute("aria-label")
    widget.get_by_test_id("dial-ban").select_option("public")
    headline(widget, "file", "0 of 3")
    gone = widget.locator("[data-group=left]")
    assert "Dropped out at this turn (13)" in gone.inner_text()
    assert gone.locator("li", has_text="Taiwan").inner_text().endswith("dropped out")
    assert "0 of 3 (0%)" in drawing.get_attribute("aria-label")
    assert "moves it most" in widget.get_by_test_id("turn-file").locator("li", has_text="Taiwan").text_content()
    assert "Taiwan: dropped out." in widget.get_by_test_id("news-file").inner_text()
    widget.get_by_test_id("setting-D2").check()
    lit = widget.get_by_test_id("cards").locator(".ml-lit")
    lit.first.wait_for()
    assert sorted(one.get_attribute("data-testid") for one in lit.all()) == ["card-age", "card-phones", "card-texas"]
    assert all("dropped out" in one.inner_text() for one in lit.all())


def test_every_way_to_count_is_drawn_with_the_three_marks_and_stands_in_a_table(page, mounted, stage):
    widget = committed(mounted, stage)
    headline(widget, "file", "12 of 16")  # the mark of the dials is drawn where this reply puts it
    dots = widget.locator(".ml-heap-dots").get_attribute("d")
    told = widget.get_by_test_id("universes").inner_text()
    assert dots.count("M") == 6048
    assert "6,048" in told
    assert widget.locator(".ml-heap-exact").get_attribute("d").count("M") == 5
    place = widget.evaluate(
        """(root) => Object.fromEntries(["published", "range", "here", "axis"].map((name) => {
            const box = root.querySelector(`.ml-heap-${name}`).getBoundingClientRect();
            return [name, [box.left, box.right, (box.left + box.right) / 2]]; }))"""
    )
    low, high = (place["axis"][0] + 14 / 588 * (place["axis"][1] - place["axis"][0]) for _ in range(2))
    assert place["range"][0] < place["here"][2] < place["range"][1] < place["published"][2]
    assert low <= place["range"][0]
    assert high < place["published"][2]
    widget.get_by_test_id("heap-table").click()
    cells = widget.locator("details table td:nth-child(2)").all_inner_texts()
    assert sum(int(one.replace(",", "")) for one in cells) == 6048


def test_the_chosen_turn_and_the_dials_are_there_after_a_reload(page, mounted, stage):
    widget = committed(mounted, stage)
    widget.get_by_test_id("dial-ban").select_option("public")
    headline(widget, "file", "0 of 3")
    widget.get_by_test_id("largest").select_option(index=1)
    widget.get_by_test_id("mover").select_option("TWN")
    says(widget, "Saved ✓")
    widget = mounted("EX-dial")
    headline(widget, "file", "0 of 3")
    assert widget.get_by_test_id("dial-ban").input_value() == "public"
    chosen = widget.get_by_test_id("largest").locator("option:checked")
    chosen.filter(has_text="12 of 16 (75%) → 0 of 3 (0%)").wait_for(state="attached")
    assert widget.get_by_test_id("mover").input_value() == "TWN"


def test_codes_given_later_are_read_again(page, mounted, stage):
    stage.make("EX-dial", "en").receive(a_message("commit", COMMIT))
    widget = mounted("EX-dial")
    headline(widget, "cards", "no share")
    assert widget.get_by_test_id("card-sale").inner_text().endswith("not coded yet")
    codes = {"codes": CODES, "notes": {}, "splits": "", "compared": None}
    stage.make("EX-actions", "en").receive(a_message("commit", codes))
    widget.get_by_test_id("reread").click()
    headline(widget, "cards", "4 of 5 (80%)")


@pytest.mark.parametrize(("language", "said"), [("en", "Python did not answer"), ("zh", "Python 没有回应")])
def test_a_dead_kernel_is_said_where_the_number_stands_and_asked_again(page, mounted, stage, language, said):
    widget = committed(mounted, stage, language)
    headline(widget, "file", "75%")
    stage.alive = False
    widget.get_by_test_id("dial-ban").select_option("public")
    problem = widget.get_by_test_id("problem-file")
    problem.filter(has_text=said).wait_for(timeout=20_000)
    assert problem.get_attribute("role") == "alert"
    assert barriers(page) == []
    stage.alive = True
    widget.get_by_test_id("retry-file").click()
    headline(widget, "file", "0%")
    assert problem.inner_text() == ""


def test_what_was_said_above_is_shown_when_the_dial_comes_into_sight(page, mounted, stage):
    page.set_viewport_size({"width": 900, "height": 500})
    widget = mounted("EX-dial")
    widget.get_by_test_id("coded").filter(has_text="0 of 6").wait_for()
    page.evaluate("() => { document.body.style.paddingTop = '3000px'; window.scrollTo(0, 0); }")
    codes = {"codes": CODES, "notes": {}, "splits": "", "compared": None}
    stage.make("EX-actions", "en").receive(a_message("commit", codes))
    first = {"answer": "no", "certainty": 50, "reason": "Only if the public is shut out."}
    stage.make("EX-first", "en").receive(a_message("commit", first))
    page.wait_for_timeout(200)
    widget.get_by_test_id("coded").scroll_into_view_if_needed()
    widget.get_by_test_id("coded").filter(has_text="6 of 6").wait_for()
    assert "Only if the public is shut out." in widget.get_by_test_id("first").inner_text()
