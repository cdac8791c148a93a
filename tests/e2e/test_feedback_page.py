"""A student's page in a browser: nothing of theirs runs, nothing loads, and everybody can read it, also on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.unit.feedback.sheets import POINTS, TEXTS, a_reflection, a_row, a_sheet, our_figure, own_figure

from medialit.feedback.handed import handed_in
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


@pytest.fixture
def figures_in(opened, tmp_path, context):
    """Open the page of a sheet with these outputs, when every drawing is there or is told to be missing."""

    def show(*bundles, languages="en", theme="light", width=1100):
        before = len(context.strangers)
        handed = handed_in(a_reflection(tmp_path / "submitted", *bundles))
        page = opened(a_sheet(handed=handed), languages, theme=theme, width=width)
        page.wait_for_function(
            "() => [...document.querySelectorAll('.drawing')].every((one) => 'drawn' in one.dataset || one.hidden)"
        )
        assert len(context.strangers) == before
        return page

    return show


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("languages", ["en", "both"])
def test_figures_of_ours_and_of_theirs_are_drawn_and_axe_finds_no_barrier(figures_in, languages, theme):
    page = figures_in(*our_figure(), own_figure(), languages=languages, theme=theme)
    count = 4 if languages == "both" else 2
    assert page.locator(".drawing:has(svg.main-svg)").count() == count
    assert page.locator(".drawing .barlayer path").last.bounding_box()["height"] > 20
    assert page.get_by_role("img", name="This is your own figure").count() == 1
    assert barriers(page) == []


def test_no_request_leaves_a_page_with_figures_and_nothing_of_the_policy_is_broken(figures_in):
    heat = own_figure({"type": "heatmap", "z": [[1, 2], [3, 4]]})
    said, asked = [], []
    page = figures_in(heat)
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_selector(".drawing[data-drawn] image")
    assert (
        page.evaluate("() => document.querySelector('.drawing image').href.baseVal.slice(0, 15)") == "data:image/png;"
    )
    assert said == []
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []


def test_what_is_hostile_in_a_figure_never_runs_links_or_loads(figures_in):
    remote = "https://example.invalid/a.png"
    press = "<a href='javascript:window.ran=1'>press</a> <a href='https://example.invalid/'>go</a>"
    hostile = own_figure(
        {"x": ["</script><script>window.ran = 2</script>", press], "y": [1, 2], "name": press, "type": "bar",
         "text": press,
         "texttemplate": "<%{text} href='javascript:window.ran=3'>x"},
        title={"text": "</script><script>window.ran = 4</script><img src=x onerror='window.ran=5'>"},
        images=[{"source": remote, "xref": "paper", "yref": "paper", "x": 0, "y": 1, "sizex": 1, "sizey": 1}],
        annotations=[{"text": press, "x": 0, "y": 1, "captureevents": True}],
        mapbox={"style": remote, "accesstoken": "x"},
        geo={},
        font={"family": f"x;background:url({remote})"},
        xaxis={"tickprefix": "<a href='javascript:window.ran=6'", "ticksuffix": ">", "type": "category"},
        width=90_000,
        height=90_000,
        showlegend=True,
        __proto__={"ran": 1},
    )  # fmt: skip
    page = figures_in(hostile)
    assert page.locator("svg.main-svg").count() > 0
    assert page.locator(".drawing a[*|href], .drawing image, .drawing img, .drawing script").count() == 0
    page.get_by_text("press").first.click(force=True)
    assert page.evaluate("() => [window.ran, {}.ran, Object.keys(Object.prototype)]") == [None, None, []]
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 1100


def test_a_figure_that_plotly_cannot_draw_leaves_words_and_the_table(figures_in):
    page = figures_in(own_figure({"type": "bar", "y": [1], "marker": 5}))
    assert page.locator(".drawing").is_hidden()
    assert page.get_by_text("could not be drawn in this browser").is_visible()
    assert page.get_by_text("Values as a table: 1 of 1").is_visible()


def test_a_script_that_got_into_a_page_with_figures_does_not_run_either(figures_in, tmp_path):
    page = figures_in(own_figure())
    file = tmp_path / "reflection.html"
    bad = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'></main>"
    file.write_text(file.read_text("utf-8").replace("</main>", bad), "utf-8")
    page.reload()
    page.wait_for_selector(".drawing[data-drawn]")
    assert page.evaluate("() => window.ran") is None


def test_on_a_narrow_screen_and_on_paper_a_drawing_fits(figures_in):
    page = figures_in(own_figure(), width=320)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1100, "height": 900})
    page.wait_for_function("() => document.querySelector('svg.main-svg').clientWidth > 600")
    page.emulate_media(media="print")
    assert page.locator("svg.main-svg").first.bounding_box()["width"] <= 704
    assert page.locator("figure table").first.is_visible()
