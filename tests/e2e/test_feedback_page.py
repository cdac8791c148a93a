"""A student's page in a browser: nothing in it runs or loads, everybody can read it, by keyboard and on paper too."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.unit.feedback.sheets import POINTS, TEXTS, a_row, a_sheet

from medialit.feedback.model import Held
from medialit.feedback.page import render
from medialit.i18n import Language

LANGUAGES = {"en": (Language.EN,), "zh": (Language.ZH,), "both": tuple(Language)}
HOSTILE = (
    "<script>window.ran = 1</script>\n\n<img src=x onerror='window.ran = 2'>\n\n<svg onload='window.ran = 3'></svg>\n\n"
    "[press](javascript:window.ran=4) ![seen](https://example.invalid/seen.png)\n\n<style>body{display:none}</style>\n\n"
    "<iframe src='https://example.invalid/'></iframe></p></div></main><script src='https://example.invalid/a.js'></script>"
)


@pytest.fixture
def opened(page, tmp_path):
    """Open the page of a sheet."""

    def show(sheet, languages="en", *, theme="light", width=1100):
        file = tmp_path / "reflection.html"
        file.write_text(render(sheet, LANGUAGES[languages]), "utf-8")
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(file.as_uri())
        return page

    return show


def barriers(page):
    """What axe finds, and where."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [(node["html"][:110], node["failureSummary"][:200]) for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("languages", ["en", "zh", "both"])
def test_axe_finds_no_barrier(opened, languages, theme):
    assert barriers(opened(a_sheet(show_keys=True), languages, theme=theme)) == []


def test_axe_finds_no_barrier_while_points_are_held_back(opened):
    assert barriers(opened(a_sheet(held=Held(until=None)))) == []


def test_what_a_student_or_a_marker_wrote_never_runs_and_no_request_leaves(opened, context):
    before = len(context.strangers)
    asked = []
    rows = tuple(a_row(name, text=HOSTILE, comment=f"“press” {HOSTILE}", marker=HOSTILE) for name in POINTS)
    sheet = a_sheet(rows=rows, name=HOSTILE)
    page = opened(sheet)
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert page.evaluate("() => window.ran") is None
    assert page.locator("script, img, iframe, main svg:not(.line), main style").count() == 0
    assert page.get_by_text("<script>window.ran = 1</script>").first.is_visible()
    assert [one for one in asked if not one.startswith("file:")] == []
    assert len(context.strangers) == before


def test_even_a_script_that_got_into_the_file_would_not_run(opened, tmp_path):
    page = opened(a_sheet())
    file = tmp_path / "reflection.html"
    file.write_text(file.read_text("utf-8").replace("</main>", "<script>window.ran = 1</script></main>"), "utf-8")
    page.reload()
    assert page.locator("script").count() == 1
    assert page.evaluate("() => window.ran") is None


def test_a_reference_leads_by_keyboard_from_the_comment_to_the_sentence_and_back(opened):
    page = opened(a_sheet())
    page.locator("#row-measures-said-a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#row-measures-a")
    assert page.locator("mark:target").inner_text() == TEXTS["measures"].split(". ")[0] + "."
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#row-measures-said-a"


@pytest.mark.parametrize("languages", ["en", "zh"])
def test_a_narrow_screen_needs_no_sideways_scrolling(opened, languages):
    rows = (*(a_row(name) for name in POINTS if name != "standpoint"), a_row("standpoint", text="x" * 3000))
    page = opened(a_sheet(rows=rows, show_keys=True), languages, width=320)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_on_paper_the_table_of_numbers_is_open_and_ink_is_black(opened):
    page = opened(a_sheet(), theme="dark")
    page.emulate_media(media="print", color_scheme="light")
    assert page.locator("details table").first.is_visible()
    assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_text_from_right_to_left_stands_to_the_right(opened):
    page = opened(a_sheet(rows=(a_row("measures", text="مرحبا بالعالم", comment=""),)))
    assert page.evaluate("() => getComputedStyle(document.querySelector('.text p')).direction") == "rtl"
