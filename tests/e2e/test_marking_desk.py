"""The marking desk in a real browser: by keyboard alone, by mouse, in both languages, and when things go wrong."""

import re

import pytest
from journey import LOOKS
from tests.builders import a_response
from tests.unit.marking import desks
from tests.unit.marking.desks import CRITERIA, Class
from tests.unit.markingdesk.served import Served

from medialit import curriculum
from medialit.i18n import Language
from medialit.responses import Action, JournalSink, path_for

LONG = "one two three four five six seven eight nine ten"


@pytest.fixture
def class_(tmp_path):
    return Class(tmp_path)


@pytest.fixture
def serve(class_):
    running = []

    def start(language="en", marker="ada"):
        running.append(Served(class_.desk(marker), Language.of(language)))
        return running[-1]

    yield start
    for one in running:
        one.stop()


@pytest.fixture
def opened(page, serve):
    """Open the desk in a tab."""

    def show(language="en", marker="ada", theme="light"):
        page.emulate_media(color_scheme=theme)
        served = serve(language, marker)
        page.goto(served.address)
        ready(page)
        return served

    return show


def ready(page):
    page.locator("body[data-ready]").wait_for()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def says(page, text, testid="status"):
    """Wait until a line of the page has `text`."""
    page.get_by_test_id(testid).filter(has_text=text).wait_for(timeout=15_000)


def name(page):
    return page.get_by_test_id("pseudonym").inner_text()


def marks(class_, criterion="measures"):
    """Points and comments in the gradebook, of those who have any."""
    return {
        who: (row.points, row.comment)
        for (who, one), row in class_.book.rows.items()
        if one == criterion and row.points is not None
    }


def student(class_, page, criterion="measures"):
    """Whose answer is shown; the page does not know."""
    who = name(page)
    return next(one.student for one in class_.desk("somebody-else").items(criterion) if one.pseudonym == who)


def comment(page):
    return page.get_by_test_id("comment")


# By keyboard


def test_level_half_comment_and_next_by_keyboard(page, opened, class_):
    opened()
    first, who = name(page), student(class_, page)
    press(page, "3")
    says(page, "Saved ✓")
    press(page, ".")
    says(page, "3.5 of 4", "chosen")
    press(page, "c")
    page.keyboard.type("Which window? 1 n u / ?")
    press(page, "Control+Enter")
    page.get_by_test_id("pseudonym").filter(has_not_text=first).wait_for()
    press(page, "ArrowLeft")
    page.get_by_test_id("pseudonym").filter(has_text=first).wait_for()
    says(page, "Saved ✓")
    assert marks(class_) == {who: (3.5, "Which window? 1 n u / ?")}
    assert comment(page).input_value() == "Which window? 1 n u / ?"


def test_every_rung_and_half_has_its_key(page, opened, class_):
    opened()
    who = student(class_, page)
    for rung in range(5):
        press(page, str(rung))
        says(page, f"{rung} of 4", "chosen")
    for half in (3.5, 3, 2.5):
        press(page, ",")
        says(page, f"{half} of 4", "chosen")
    press(page, "h", "h", "h")
    says(page, "4 of 4", "chosen")
    press(page, ".")
    says(page, "There is no level there", "said")
    says(page, "Saved ✓")
    assert marks(class_) == {who: (4.0, "")}


def test_a_pressed_key_is_for_the_answer_that_it_leads_to(page, opened, class_):
    opened()
    press(page, "4", "Enter", "3", "Enter", "2", "Enter", "1", "Enter", "0", "Enter", "2")
    says(page, "6 of 6 marked", "progress")
    assert sorted(points for points, _ in marks(class_).values()) == [0, 1, 2, 2, 3, 4]


def test_n_finds_what_is_not_marked_and_brackets_change_the_criterion(page, opened):
    opened()
    first = name(page)
    press(page, "2", "Enter", "Enter", "1", "n", "n", "n", "n")
    page.get_by_test_id("place").filter(has_text="2 of 6").wait_for()
    press(page, "]")
    page.locator(f'[data-testid="criterion-{CRITERIA[1]}"][aria-current]').wait_for()
    press(page, "[")
    page.locator(f'[data-testid="criterion-{CRITERIA[0]}"][aria-current]').wait_for()
    assert name(page) != first


def test_undo_goes_back_again_and_again_also_after_a_reload(page, opened, class_):
    opened()
    first = name(page)
    press(page, "2")
    says(page, "Saved ✓")
    press(page, "3", "Enter", "1")
    says(page, "2 of 6 marked", "progress")
    page.reload()
    ready(page)
    press(page, "u")
    says(page, "has no mark now", "said")
    press(page, "u")
    says(page, "now has 2 points", "said")
    assert name(page) == first
    assert [points for points, _ in marks(class_).values()] == [2]
    press(page, "u")
    says(page, f"{first} has no mark now", "said")
    press(page, "u")
    says(page, "nothing of yours to take back", "said")
    assert marks(class_) == {}


def test_undo_leads_to_another_criterion(page, opened):
    opened()
    first = name(page)
    press(page, "2", "]", "u")
    says(page, f"{first} has no mark now", "said")
    assert page.locator(f'[data-testid="criterion-{CRITERIA[0]}"][aria-current]').count() == 1


def test_an_input_method_keeps_its_keys(page, opened, class_):
    opened()
    press(page, "2")
    says(page, "Saved ✓")
    press(page, "c")
    composing = """document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
        {{key: '{}', ctrlKey: {}, isComposing: true, bubbles: true, cancelable: true}}))"""
    before = name(page)
    for key, control in (("Enter", "true"), ("Escape", "false"), ("1", "false")):
        assert page.evaluate(composing.format(key, control)) is True
    assert page.evaluate("document.activeElement.dataset.testid") == "comment"
    assert name(page) == before
    page.keyboard.insert_text("时间窗口是什么？")
    press(page, "Escape")
    says(page, "Saved ✓")
    assert [said for _, said in marks(class_).values()] == ["时间窗口是什么？"]


def test_tab_reaches_every_control_and_shows_where_it_is(page, opened):
    opened()
    seen, unmarked = set(), []
    page.locator("body").focus()
    for _ in range(80):
        press(page, "Tab")
        told = page.evaluate(
            """() => { const el = document.activeElement; const { outlineStyle, outlineWidth } = getComputedStyle(el);
            return [el.dataset.testid ?? el.className, outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2]; }"""
        )
        if told[0] in seen:
            continue
        seen.add(told[0])
        if not told[1]:
            unmarked.append(told[0])
    wanted = {"skip", "answer", "view", "comment", "quote", "remember", "bank-search", "level-0", "level-4", "half-3.5"}
    wanted |= {
        "previous",
        "next",
        "unmarked",
        "undo",
        "splits",
        "help-button",
        *(f"criterion-{one}" for one in CRITERIA),
    }
    assert wanted <= seen
    assert [one for one in unmarked if one in wanted] == []


def test_enter_on_a_button_presses_that_button(page, opened, class_):
    opened()
    who = student(class_, page)
    before = name(page)
    page.get_by_test_id("level-1").focus()
    press(page, "Enter")
    says(page, "Saved ✓")
    assert (marks(class_), name(page)) == ({who: (1.0, "")}, before)


def test_the_keys_are_shown_and_do_nothing_behind_the_table(page, opened, class_):
    opened()
    press(page, "?")
    page.get_by_test_id("help").wait_for()
    press(page, "3", "Escape")
    page.get_by_test_id("help").wait_for(state="hidden")
    press(page, "2")
    says(page, "Saved ✓")
    assert [points for points, _ in marks(class_).values()] == [2]


# By mouse


def test_level_half_comment_and_next_by_mouse(page, opened, class_):
    opened()
    first, who = name(page), student(class_, page)
    page.get_by_test_id("level-3").click()
    says(page, "Saved ✓")
    page.get_by_test_id("half-2.5").click()
    says(page, "2.5 of 4", "chosen")
    comment(page).fill("Which window?")
    page.get_by_test_id("next").click()
    page.get_by_test_id("pseudonym").filter(has_not_text=first).wait_for()
    page.get_by_test_id("undo").click()
    says(page, "now has 2.5 points", "said")
    assert marks(class_) == {who: (2.5, "")}


def test_a_click_into_the_answer_leaves_the_keyboard_to_the_page(page, opened, class_):
    opened()
    page.get_by_test_id("frame").click()
    page.locator("#answer:focus").wait_for()
    press(page, "2")
    says(page, "Saved ✓")
    assert [points for points, _ in marks(class_).values()] == [2]


# Quoting, and the bank


def test_words_are_quoted_by_keyboard(page, opened, class_):
    for number in range(6):
        class_.hand_in(f"invented-{number}", "Most **users** stayed.")
    opened()
    press(page, "2", "q", "Shift+ArrowRight")
    says(page, "Most **users", "said")
    press(page, "Enter")
    says(page, "Saved ✓")
    assert comment(page).input_value() == "“Most **users”"
    assert page.evaluate("document.activeElement.dataset.testid") == "comment"


def test_selected_words_are_quoted_by_mouse(page, opened):
    opened()
    page.get_by_test_id("level-2").click()
    page.get_by_test_id("view").click()
    page.get_by_test_id("plain").dblclick(position={"x": 30, "y": 30})
    page.get_by_test_id("quote").click()
    assert comment(page).input_value() == "“Invented”"


def test_a_quotation_that_is_too_long_is_said_at_once_and_saved_when_it_is_mended(page, opened, class_):
    for number in range(6):
        class_.hand_in(f"invented-{number}", LONG)
    opened()
    who = student(class_, page)
    press(page, "c")
    page.keyboard.insert_text(f"You say “{LONG}”.")
    says(page, "more than 8 words", "problem")
    press(page, "Escape", "3")
    says(page, "1 of 6 marked", "progress")
    says(page, "Not saved", "status")
    assert marks(class_) == {who: (3.0, "")}
    assert comment(page).get_attribute("aria-invalid") == "true"
    comment(page).fill("You say “one two three”.")
    says(page, "Saved ✓")
    assert marks(class_) == {who: (3.0, "You say “one two three”.")}


def test_a_comment_that_was_left_unsaved_is_found_again(page, opened, class_):
    for number in range(6):
        class_.hand_in(f"invented-{number}", LONG)
    opened()
    first = name(page)
    press(page, "2", "c")
    page.keyboard.insert_text(LONG)
    says(page, "more than 8 words", "problem")
    press(page, "Escape", "Enter", "Enter")
    page.get_by_test_id("unsaved").click()
    page.get_by_test_id("pseudonym").filter(has_text=first).wait_for()
    assert comment(page).input_value() == LONG
    says(page, "more than 8 words", "problem")


def test_a_comment_without_a_level_is_said_not_to_be_saved_and_goes_out_with_the_level(page, opened, class_):
    opened()
    press(page, "c")
    page.keyboard.type("Which window?")
    says(page, "Choose a level")
    assert marks(class_) == {}
    press(page, "Escape", "1")
    says(page, "Saved ✓")
    assert list(marks(class_).values()) == [(1.0, "Which window?")]


def test_a_phrase_of_the_bank_goes_in_with_its_gap_selected_and_quoted_words_fill_it(page, opened, class_):
    opened()
    press(page, "2", "b", "1")
    box = comment(page)
    says(page, "{quote}", "problem")
    assert box.evaluate("(box) => box.value.slice(box.selectionStart, box.selectionEnd)") == "{quote}"
    assert "leaves out part" in box.input_value()
    press(page, "Escape", "q", "Shift+ArrowRight", "Enter")
    says(page, "Saved ✓")
    assert box.input_value().startswith("“Invented text” leaves out part")
    assert [said for _, said in marks(class_).values()] == [box.input_value()]


def test_the_bank_is_searched_turned_to_the_other_language_and_kept(page, opened):
    opened()
    press(page, "3", "/")
    page.keyboard.type("installs people")
    page.get_by_test_id("bank").locator("li").nth(0).filter(has_text="installs").wait_for()
    assert page.get_by_test_id("bank").locator("li").count() == 1
    press(page, "Enter")
    assert "installs" in comment(page).input_value()
    comment(page).fill("An invented phrase about “Invented text”.")
    page.get_by_test_id("remember").click()
    says(page, "An invented phrase about “{quote}”", "said")
    page.get_by_test_id("bank").filter(has_text="An invented phrase").wait_for()
    press(page, "Escape", "l")
    page.get_by_test_id("bank").filter(has_text="时间窗口").wait_for()


def test_where_markers_split_is_shown_and_decided(page, opened, class_):
    for marker, points in (("ada", 4), ("ben", 2)):
        desk = class_.desk(marker)
        for one in desk.items("measures"):
            if one.mark is None:
                desk.mark(one.pseudonym, "measures", points)
    for one in class_.desk("ada").items("measures"):
        class_.desk("ada").mark(one.pseudonym, "measures", 4)
    for one in class_.desk("ben").items("measures"):
        class_.desk("ben").mark(one.pseudonym, "measures", 2)
    opened()
    press(page, "s")
    first = page.get_by_test_id("split").first
    first.frame_locator("iframe").get_by_text("Invented text").wait_for()
    first.get_by_test_id("decide-3").click()
    first.get_by_test_id("decision-comment").fill("Which window?")
    first.get_by_test_id("decide").click()
    first.get_by_text("Decided ✓ 3 points").wait_for()
    page.get_by_test_id("agreement").get_by_text("Answers read by two markers").wait_for()
    assert (3.0, "Which window?") in marks(class_).values()
    press(page, "Escape")
    page.get_by_test_id("splits").click()
    page.get_by_test_id("pseudonym").wait_for()


def test_in_the_capstone_a_key_is_a_rung_and_says_its_points(page, opened, class_, monkeypatch):
    rows = curriculum.lesson("07-capstone").rubric
    monkeypatch.setattr(desks, "LESSON", "07-capstone")
    monkeypatch.setattr(desks, "CRITERIA", [one.id for one in rows])
    class_.hand_in("invented-0", "Invented text.")
    opened()
    press(page, "3")
    says(page, "6 of 8", "chosen")
    assert "6 pt" in page.get_by_test_id("level-3").inner_text()
    press(page, ".")
    says(page, "7 of 8", "chosen")
    says(page, "Saved ✓")
    assert list(marks(class_, rows[0].id).values()) == [(7.0, "")]


def test_both_committed_answers_of_the_student_stand_beside_the_text(page, opened, class_):
    place = class_.course.folder / "autograded" / "invented-0" / desks.LESSON
    sink = JournalSink(path_for(place, desks.LESSON))
    sink.save(a_response("L1-C1", Action.COMMIT, {"answer": 40, "certainty": 60, "reason": "<b>friends</b>"}))
    sink.save(a_response("L1-C1", Action.AGAIN, {"answer": 32, "certainty": 80, "reason": ""}, minute=50))
    opened()
    while student(class_, page) != "invented-0":
        before = name(page)
        press(page, "Enter")
        page.get_by_test_id("pseudonym").filter(has_not_text=before).wait_for()
    told = page.get_by_test_id("earlier").inner_text()
    for words in (
        "40%",
        "<b>friends</b>",
        "certainty 60 of 100",
        "first answer",
        "32%",
        "second answer",
        "certainty 80",
    ):
        assert words in told


# When things go wrong


def test_when_the_desk_has_gone_it_is_said_and_nothing_typed_is_lost(page, opened, class_):
    served = opened()
    press(page, "3")
    says(page, "Saved ✓")
    served.stop()
    press(page, "c")
    page.keyboard.type("Which window?")
    says(page, "Not saved: the marking desk does not answer")
    page.get_by_test_id("unsaved").wait_for()
    assert comment(page).input_value() == "Which window?"
    served.start()
    says(page, "Saved ✓")
    page.get_by_test_id("unsaved").wait_for(state="hidden")
    assert list(marks(class_).values()) == [(3.0, "Which window?")]


def test_what_was_not_saved_is_there_again_after_a_reload(page, opened, class_):
    served = opened()
    served.stop()
    press(page, "2", "c")
    page.keyboard.type("Which window?")
    says(page, "Not saved")
    served.start()
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    ready(page)
    says(page, "1 of 6 marked", "progress")
    page.get_by_test_id("unsaved").wait_for(state="hidden")
    assert list(marks(class_).values()) == [(2.0, "Which window?")]


def test_a_comment_is_saved_when_the_tab_is_left_in_the_middle_of_a_word(page, opened, class_):
    opened()
    press(page, "2")
    says(page, "Saved ✓")
    press(page, "c")
    page.keyboard.insert_text("Which windo")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    for _ in range(100):
        if marks(class_) and list(marks(class_).values()) == [(2.0, "Which windo")]:
            break
        page.evaluate("new Promise((go_on) => setTimeout(go_on, 50))")
    assert list(marks(class_).values()) == [(2.0, "Which windo")]


def test_a_page_with_a_token_of_another_time_says_what_to_do(page, serve):
    served = serve()
    page.goto(served.address + "x")
    says(page, "Open the address that “medialit mark” printed", "refused")


def test_the_token_does_not_stay_in_the_address(page, opened):
    served = opened()
    assert page.url == f"http://127.0.0.1:{served.port}/"


def test_two_tabs_lose_nothing_of_each_other(page, context, opened, class_):
    served = opened()
    who = student(class_, page)
    other = context.new_page()
    other.goto(served.address)
    ready(other)
    assert name(other) == name(page)
    press(page, "2", "c")
    page.keyboard.type("from the first tab")
    press(page, "Escape")
    says(page, "Saved ✓")
    comment(other).evaluate(
        "(box) => { box.focus(); box.value = 'from the second tab'; box.dispatchEvent(new InputEvent('input')); }"
    )
    press(other, "Escape", "3")
    says(other, "another tab", "problem")
    assert marks(class_)[who][1] == "from the first tab"
    other.get_by_test_id("keep").click()
    says(other, "Saved ✓")
    assert marks(class_)[who] == (3.0, "from the second tab")
    other.close()


def test_a_text_that_changed_since_comes_back_with_its_old_mark(page, opened, class_):
    opened()
    press(page, "3")
    says(page, "Saved ✓")
    for number in range(6):
        class_.hand_in(f"invented-{number}", "A new text.")
    press(page, "4")
    says(page, "text changed meanwhile", "problem")
    says(page, "3 points", "changed")
    press(page, "4")
    says(page, "Saved ✓")
    assert [points for points, _ in marks(class_).values()] == [4]


def test_points_given_in_formgrader_are_shown_and_replaced_by_a_mark(page, opened, class_):
    for number in range(6):
        class_.book.in_formgrader(f"invented-{number}", "measures", 1.0, "by hand")
    opened()
    page.get_by_test_id("criterion-measures").click()
    says(page, "1 points, “by hand”", "elsewhere")
    press(page, "3")
    says(page, "Saved ✓")
    assert (3.0, "") in marks(class_).values()


def test_a_criterion_with_nothing_to_read_says_so(page, opened, class_):
    for number in range(6):
        class_.hand_in(f"invented-{number}", "A text.", measures="")
    opened()
    page.get_by_test_id("criterion-measures").click()
    says(page, "Left blank: 6", "empty")
    press(page, "]")
    page.locator(f'[data-testid="criterion-{CRITERIA[1]}"][aria-current]').wait_for()
    press(page, "2")
    says(page, "Saved ✓")


def test_pace_and_progress_are_shown(page, opened):
    opened()
    press(page, "3", "Enter", "2")
    says(page, "2 of 6 marked", "progress")
    says(page, "s a mark", "pace")


# For everybody


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_the_desk_has_no_barrier_that_axe_knows(page, opened, class_, language, theme):
    for number in range(6):
        class_.hand_in(f"invented-{number}", f"# A text\n\n{LONG} [a](b)")
    opened(language, theme=theme)
    assert barriers(page) == []
    press(page, "3", ".", "c")
    page.keyboard.insert_text(LONG)
    says(page, "8", "problem")
    assert barriers(page) == []
    press(page, "Escape", "t", "?")
    assert barriers(page) == []
    press(page, "Escape", "s")
    page.locator("#splits-main").wait_for()
    assert barriers(page) == []


def test_axe_would_find_a_barrier(page, opened):
    opened()
    page.get_by_test_id("comment").evaluate(
        "(box) => { document.querySelector('label[for=comment]').remove(); box.removeAttribute('id'); }"
    )
    assert "label" in [one for one, _ in barriers(page)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_desk_speaks_the_language_it_was_asked_for(page, opened, language):
    opened(language)
    text = page.locator("body").inner_text().replace("中文", "")  # the button that turns the bank
    assert bool(re.search(r"[\u4e00-\u9fff]", text)) is (language == "zh")
    assert page.locator("html").get_attribute("lang") == Language.of(language).html


def test_a_narrow_window_shows_everything_without_scrolling_sideways(page, opened):
    page.set_viewport_size({"width": 400, "height": 800})
    try:
        opened()
        press(page, "3")
        says(page, "Saved ✓")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for testid in ("answer", "level-4", "comment", "next"):
            assert page.get_by_test_id(testid).is_visible()
    finally:
        page.set_viewport_size({"width": 1280, "height": 720})


def barriers(page):
    """What axe finds, and where."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(one["id"], [(node["html"][:110], node["failureSummary"][:200]) for node in one["nodes"]]) for one in found]
