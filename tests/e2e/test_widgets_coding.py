"""FieldCoder on the stage: coded, committed and compared, by mouse and by keyboard alone."""

import json

import pytest
from journey import LOOKS
from test_widgets_a import barriers, begin, press, says, tab_to
from tests.builders import a_message

from medialit.responses import codes_file

CODES = {
    "hello": {"code": "greeting", "to": "all"},
    "shop": {"code": "selling", "to": "all"},
    "recipe": {"code": "exchange", "to": "one"},
}
VALUE = {"codes": CODES, "notes": {"shop": "a price"}, "splits": "", "compared": None}
THEIRS = {"codes": CODES | {"hello": {"code": "exchange", "to": "all"}}, "notes": {"hello": "<b>a gift</b>"}}


def focused(page):
    return page.evaluate("() => document.activeElement?.dataset.testid ?? null")


def partner(**changes):
    data = json.loads(codes_file.write("EX-codes", "someone", THEIRS, second_round=False))
    return json.dumps(data | changes).encode()


def give(widget, data, name="codes-EX-codes.json"):
    """Open a partner's file."""
    file = {"name": name, "mimeType": "application/json", "buffer": data}
    widget.get_by_test_id("file").set_input_files(file)


def committed(mounted, stage, language="en", theme="light"):
    stage.make("EX-codes", language).receive(a_message("commit", VALUE))
    return mounted("EX-codes", language, theme)


def test_items_are_coded_committed_and_compared_with_an_invented_coder_by_keyboard_alone(page, mounted, stage):
    widget = mounted("EX-codes")
    begin(page)
    for number in range(3):
        assert f"{number + 1} of 3" in widget.get_by_test_id("place").inner_text()
        tab_to(page, "code-code-greeting")
        press(page, "Space", *["ArrowDown"] * number)
        tab_to(page, "code-to-all")
        press(page, "Space", *["ArrowDown"] * (number == 2))
        if number < 2:
            tab_to(page, "next")
            press(page, "Enter")
            assert focused(page) == "place"
    assert widget.get_by_test_id("progress").inner_text() == "3 of 3 items coded"
    tab_to(page, "commit")
    press(page, "Enter")
    widget.get_by_test_id("reveal").wait_for()
    says(widget, "Saved ✓")
    assert stage.saved("EX-codes", "commit") == VALUE | {"notes": {}}
    assert focused(page) == "locked"
    tab_to(page, "second")
    press(page, "ArrowDown")
    tab_to(page, "compare")
    press(page, "Enter")
    widget.get_by_test_id("compared").wait_for()
    assert focused(page) == "compared"
    assert widget.get_by_test_id("compared").inner_text() == "My first codes · Coder B (invented)"
    assert "Coder B (invented): no codes for item 3." in widget.get_by_test_id("found").inner_text()
    tab_to(page, "splits")
    page.keyboard.type("selling needs a price")
    tab_to(page, "again")
    press(page, "Enter")
    widget.get_by_test_id("again-told").wait_for()
    kept = stage.saved("EX-codes", "again")
    assert (kept["splits"], kept["compared"]["with"]) == ("selling needs a price", "example")
    assert kept["compared"]["variables"]["code"] == {"n": 2, "agreed": 1, "expected": 0.5, "kappa": 0}


def test_an_item_is_reached_from_the_table_by_mouse_and_a_commit_that_lacks_codes_says_how_many(page, mounted, stage):
    widget = mounted("EX-codes", "zh")
    widget.get_by_test_id("code-code").get_by_text("打招呼").click()
    widget.get_by_test_id("all").locator("summary").click()
    widget.get_by_test_id("go-3").click()
    assert "第3条" in widget.get_by_test_id("place").inner_text()
    assert not widget.get_by_test_id("next").is_enabled()
    widget.get_by_test_id("note").fill("要看给谁")
    says(widget, "已保存")  # or the draft's reply may come last on this stage and take the place of the refusal
    widget.get_by_test_id("commit").click()
    says(widget, "还有5处没有编码")
    widget = mounted("EX-codes", "zh")
    assert "第1条" in widget.get_by_test_id("place").inner_text()
    assert widget.get_by_test_id("code-code-greeting").is_checked()
    assert widget.get_by_test_id("reveal").count() == 0


def test_a_partners_file_is_opened_compared_and_forgotten(page, mounted, stage):
    widget = committed(mounted, stage)
    give(widget, partner())
    widget.get_by_test_id("compared").wait_for()
    assert "2 of 3 (67%)" in widget.get_by_test_id("numbers").inner_text()
    split = widget.get_by_test_id("splits-table").inner_text()
    assert "greeting" in split
    assert "<b>a gift</b>" in split, "a partner's note is text, never markup"
    assert len(stage.sink.responses()) == 1
    widget.get_by_test_id("splits").fill("the picture")
    says(widget, "Saved ✓")
    widget.get_by_test_id("again").click()
    widget.get_by_test_id("again-told").wait_for()
    assert "My second codes" in widget.get_by_test_id("first").inner_text()
    assert widget.get_by_test_id("compared").is_visible(), "the comparison stays while the page is open"
    everything = json.dumps([dict(one.value) for one in stage.sink.responses()])
    assert "a gift" not in everything
    assert stage.saved("EX-codes", "again")["compared"]["with"] == "partner"
    widget = mounted("EX-codes")
    assert widget.get_by_test_id("compared").count() == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "damaged"),
        (b"\xff\xfe\x00", "damaged"),
        (partner(prompt="L3-F1"), "codes for L3-F1"),
        (b'{"medialit": "class results"}', "no codes"),
        (b" " * 300_000, "too large"),
        (b" " * 900_000, "too large"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words_and_the_next_one_is_taken(page, mounted, stage, data, said):
    widget = committed(mounted, stage)
    give(widget, partner())
    widget.get_by_test_id("compared").wait_for()
    give(widget, data)
    widget.get_by_test_id("problem").filter(has_text=said).wait_for()
    assert widget.get_by_test_id("compared").count() == 0, "what was refused leaves nothing behind"
    assert barriers(page) == []
    give(widget, partner())
    widget.get_by_test_id("compared").wait_for()
    assert widget.get_by_test_id("problem").inner_text() == ""


def test_codes_travel_as_a_download_or_as_text(page, mounted, stage):
    widget = committed(mounted, stage)
    with page.expect_download() as waiting:
        widget.get_by_test_id("download").click()
    assert waiting.value.suggested_filename == "codes-EX-codes.json"
    text = waiting.value.path().read_text("utf-8")
    assert codes_file.read(text, "EX-codes").codes == CODES
    widget.get_by_test_id("by-text").locator("summary").click()
    mine = widget.get_by_test_id("my-text")
    assert mine.input_value() == text
    widget.get_by_test_id("pasted").fill(text)
    widget.get_by_test_id("take").click()
    widget.get_by_test_id("own-file").wait_for()
    assert "3 of 3 (100%)" in widget.get_by_test_id("numbers").inner_text()


def test_a_dead_kernel_is_said_where_one_compares(page, mounted, stage):
    widget = committed(mounted, stage)
    stage.alive = False
    widget.get_by_test_id("compare").click()
    widget.get_by_test_id("problem").filter(has_text="There was no answer").wait_for(timeout=8_000)


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_comparison_and_suggestions_have_no_barrier_that_axe_knows(page, mounted, stage, language, theme):
    widget = committed(mounted, stage, language, theme)
    give(widget, partner())
    widget.get_by_test_id("compared").wait_for()
    for one in widget.locator("summary").all():
        if one.is_visible():
            one.click()
    assert widget.get_by_test_id("suggested-hello").is_visible()
    assert barriers(page) == []
    page.set_viewport_size({"width": 380, "height": 800})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 380
