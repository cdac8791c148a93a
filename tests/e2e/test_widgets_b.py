"""Ranking, sorting, voting, standing elsewhere and tracing: by keyboard alone, and by pointer."""

from test_widgets_a import begin, press, says, tab_to

ORDER = ["downloads", "posting60", "rank", "dau", "views", "signups"]


def focused(page):
    return page.evaluate("() => document.activeElement?.dataset.testid ?? null")


def test_cards_are_ranked_by_keyboard_alone_and_the_focus_follows_the_card(page, mounted, stage):
    widget = mounted("L1-R1")
    begin(page)
    tab_to(page, "views-up")
    press(page, "Enter", "Enter")
    assert focused(page) == "views-up"
    assert "place 3 of 6" in widget.locator(".ml-form > [role=status]").inner_text()
    tab_to(page, "why_first")
    page.keyboard.type("looks")
    tab_to(page, "commit")
    press(page, "Enter")
    widget.get_by_test_id("reveal").wait_for()
    saved = stage.saved("L1-R1", "commit")
    assert saved["order"] == ["downloads", "posting60", "views", "rank", "dau", "signups"]
    assert saved["why_first"] == "looks"
    assert widget.get_by_test_id("pairs").locator("li").count() > 0


def test_a_card_at_the_top_cannot_go_higher_and_keeps_a_focus(page, mounted):
    widget = mounted("L1-R1")
    widget.get_by_test_id("posting60-up").focus()
    press(page, "Enter")
    assert widget.get_by_test_id("posting60-up").is_disabled()
    assert focused(page) == "posting60-down"


def test_a_card_is_dragged_by_its_grip(page, mounted, stage):
    widget = mounted("L1-R1")
    grip = widget.locator("[data-card=signups] .ml-grip").bounding_box()
    top = widget.locator("[data-card=downloads]").bounding_box()
    page.mouse.move(grip["x"] + 5, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(grip["x"] + 5, top["y"] - 2, steps=6)
    page.mouse.up()
    says(widget, "Saved ✓")
    assert stage.saved("L1-R1", "draft")["order"] == ["signups", *ORDER[:-1]]


def test_cards_are_sorted_by_keyboard_alone_and_blanks_are_counted(page, mounted, stage):
    widget = mounted("L1-B1")
    begin(page)
    tab_to(page, "N1-none")
    press(page, "ArrowRight")
    assert "6 cards not placed" in widget.get_by_test_id("blanks").inner_text()
    tab_to(page, "commit")
    press(page, "Space")
    widget.get_by_test_id("reveal").wait_for()
    assert stage.saved("L1-B1", "commit")["places"] == {"N1": "accounts"}


def test_votes_are_cast_by_keyboard_alone_each_saved_at_once(page, mounted, stage):
    widget = mounted("L1-O")
    begin(page)
    tab_to(page, "L1-O1-agree")
    press(page, "ArrowRight", "ArrowRight")
    tab_to(page, "L1-O2-agree")
    press(page, "Space")
    says(widget, "Saved ✓")
    assert (stage.saved("L1-O1", "save"), stage.saved("L1-O2", "save")) == ({"vote": "pass"}, {"vote": "agree"})
    assert "No class results yet" in widget.get_by_test_id("class").inner_text()


def test_both_standpoints_are_written_by_keyboard_alone(page, mounted, stage):
    widget = mounted("L1-P1")
    begin(page)
    tab_to(page, "standpoint-host")
    press(page, "Space")
    tab_to(page, "text-host")
    page.keyboard.type("welcome")
    tab_to(page, "switch")
    press(page, "Enter")
    assert focused(page) == "text-newcomer"
    page.keyboard.type("hello")
    tab_to(page, "change")
    page.keyboard.type("the tone")
    says(widget, "Saved ✓")
    saved = stage.saved("L1-P1", "save")
    assert (saved["first"]["text"], saved["second"]["text"], saved["change"]) == ("welcome", "hello", "the tone")


def test_a_starter_is_put_into_the_box_and_can_be_gone_on_from(page, mounted, stage):
    widget = mounted("L1-P1", language="zh")
    widget.get_by_test_id("standpoint-host").check()
    widget.get_by_role("group", name="可以这样开头").get_by_role("button").first.click()
    page.keyboard.type("欢迎")
    says(widget, "已保存 ✓")
    assert stage.saved("L1-P1", "save")["first"]["text"] == "我会发出的评论：欢迎"


def test_passing_is_one_key_and_can_be_taken_back(page, mounted, stage):
    widget = mounted("L1-P2")
    begin(page)
    tab_to(page, "pass")
    press(page, "Enter")
    says(widget, "Saved ✓")
    assert stage.saved("L1-P2", "save")["passed"] is True
    press(page, "Enter")
    widget.get_by_test_id("standpoint").wait_for()
    says(widget, "Saved ✓")
    assert stage.saved("L1-P2", "save")["passed"] is False


def test_a_source_is_traced_by_keyboard_alone_and_words_are_marked_with_the_arrows(page, mounted, stage):
    widget = mounted("L1-S1")
    word = widget.get_by_test_id("N2").locator(".ml-word").first
    word.focus()
    press(page, "ArrowRight", "Enter", "ArrowRight", "Enter")
    for number in range(1, 8):
        widget.get_by_test_id(f"verdict-N{number}-relay").focus()
        press(page, "Space")
    widget.get_by_test_id("pair-1").focus()
    press(page, "ArrowDown", "Tab", "ArrowDown", "ArrowDown")
    tab_to(page, "note")
    page.keyboard.type("N5: nobody is named")
    tab_to(page, "certainty")
    press(page, "ArrowRight")
    tab_to(page, "commit")
    press(page, "Enter")
    widget.get_by_test_id("reveal").wait_for()
    saved = stage.saved("L1-S1", "commit")
    assert saved["words"] == ["N2: Chinese", "N2: funded"]
    assert (saved["pair"], saved["certainty"]) == (["N1", "N2"], 55)
    assert "how sure we are" in widget.get_by_test_id("reveal").inner_text()


def test_a_long_form_stays_folded_after_the_commit_and_opens_by_keyboard(page, mounted, stage):
    widget = mounted("L1-B1")
    widget.get_by_test_id("N1-views").check()
    widget.get_by_test_id("commit").click()
    widget.get_by_test_id("reveal").wait_for()
    assert "About 700,000 new users in two days." in widget.get_by_test_id("reveal").inner_text()
    assert not widget.get_by_test_id("again").is_visible()
    tab_to(page, "unfold")
    press(page, "Enter")
    widget.get_by_test_id("N1-accounts").check()
    widget.get_by_test_id("again").click()
    widget.get_by_test_id("again-told").wait_for()
    assert stage.saved("L1-B1", "again")["places"] == {"N1": "accounts"}


def test_marked_words_come_back_where_they_were(page, mounted):
    widget = mounted("L1-S1")
    widget.get_by_test_id("N1").locator(".ml-word").nth(3).click()
    says(widget, "Saved ✓")
    again = mounted("L1-S1")
    pressed = again.locator(".ml-word[aria-pressed=true]")
    assert pressed.count() == 1
    assert again.get_by_test_id("N1").locator(".ml-word").nth(3).get_attribute("aria-pressed") == "true"
