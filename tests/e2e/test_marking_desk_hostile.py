"""What a student typed never runs in the marker's browser, never loads anything, and never leads anywhere."""

from urllib.parse import urlparse

import pytest
from tests.unit.marking.desks import CRITERIA, Class
from tests.unit.markingdesk.served import Served

SING = "fetch('/canary');parent.postMessage('canary','*');top.postMessage('canary','*');console.log('canary')"
AWAY = "http://canary.example"
HOSTILE = {
    "script": f"<script>{SING}</script>",
    "onerror": f'<img src=x onerror="{SING}">',
    "javascript link": f'[a](javascript:{SING.replace(" ", "")}) and <a href="javascript:{SING}">b</a>',
    "data link": f"[a](data:text/html,<script>{SING}</script>)",
    "svg": f'<svg onload="{SING}"><script>{SING}</script><image href="{AWAY}/i.png"/></svg>',
    "meta refresh": f'<meta http-equiv="refresh" content="0;url={AWAY}/refresh">',
    "base": f'<base href="{AWAY}/"><img src="base.png">',
    "form": f'<form action="{AWAY}/form"><input autofocus onfocus="{SING}"><button>send</button></form>',
    "style": f"<style>@import url({AWAY}/x.css); body {{ background: url({AWAY}/bg.png) }}</style>",
    "style attribute": f'<p style="background:url({AWAY}/p.png)">p</p>',
    "link": f'<link rel="stylesheet" href="{AWAY}/y.css"><link rel="preload" as="image" href="{AWAY}/z.png">',
    "comment": f"<!--><script>{SING}</script>--> <!-- --!><img src=x onerror={SING}>",
    "iframe": f'<iframe src="{AWAY}/frame"></iframe><iframe srcdoc="<script>{SING}</script>"></iframe>',
    "object": f'<object data="{AWAY}/o"></object><embed src="{AWAY}/e"><video src="{AWAY}/v"></video>',
    "picture": f"![a]({AWAY}/picture.png) ![b](attachment:b.png)",
    "math": f"<math><mtext><table><mglyph><style><img src=x onerror={SING}>",
    "closing": f"</style></body></html><script>{SING}</script>",
    "endless line": "x" * 60_000 + f"<script>{SING}</script>",
    "nul": f"a\0<scr\0ipt>{SING}</script>",
    "direction": f"\u202e<script>{SING}</script>\u202c\u2066אבג",
    "template": f"{{{{constructor.constructor('{SING}')()}}}} ${{{SING}}} </textarea><script>{SING}</script>",
}


def listen(page):
    """Return a list that fills with every sign that something ran or was asked for where it should not."""
    signs = []
    page.on("request", lambda asked: signs.append(asked.url) if is_foreign(asked.url) else None)
    page.on("console", lambda said: signs.append(said.text) if "canary" in said.text else None)
    page.on("popup", lambda _: signs.append("a window was opened"))
    page.on("dialog", lambda one: (signs.append("a dialog was opened"), one.dismiss()))
    page.on("download", lambda _: signs.append("a download began"))
    return signs


def is_foreign(url):
    parts = urlparse(url)
    return parts.hostname != "127.0.0.1" or "canary" in parts.path


@pytest.fixture
def served(tmp_path):
    class_ = Class(tmp_path, students=0)
    for number, text in enumerate(HOSTILE.values()):
        class_.hand_in(f"invented-{number:02}", text)
    running = Served(class_.desk("ada"))
    yield running
    running.stop()


def test_nothing_that_students_typed_runs_or_loads_in_any_view(page, served):
    signs = listen(page)
    page.add_init_script("addEventListener('message', (event) => { window.heard = event.data; });")
    page.goto(served.address)
    page.locator("body[data-ready]").wait_for()
    order = served.json(f"/queue?criterion={CRITERIA[0]}")["order"]
    assert len(order) == len(HOSTILE)
    for place in range(len(order)):
        page.get_by_test_id("place").filter(has_text=f"{place + 1} of").wait_for()
        frame = page.frame_locator("[data-testid=frame]")
        frame.locator("body").wait_for()
        assert page.get_by_test_id("frame").get_attribute("sandbox") == ""
        assert frame.locator("script, img, svg, iframe, object, embed, form, a, link, base, math, video").count() == 0
        page.keyboard.press("t")
        page.get_by_test_id("plain").wait_for()
        assert page.get_by_test_id("plain").locator("*").count() == 0
        page.keyboard.press("t")
        page.keyboard.press("Enter")
    assert page.evaluate("window.heard ?? null") is None
    assert page.url == f"http://127.0.0.1:{served.port}/"
    assert signs == []


def test_an_answer_opened_by_itself_runs_nothing_either(page, served):
    signs = listen(page)
    for one in served.json(f"/queue?criterion={CRITERIA[0]}")["order"]:
        item = served.json(f"/item?criterion={CRITERIA[0]}&pseudonym={one['pseudonym']}")["item"]
        page.goto(f"http://127.0.0.1:{served.port}{item['frame']}")
        assert page.url.startswith(f"http://127.0.0.1:{served.port}/answer?")
    assert signs == []


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("script", "console"),
        ("onerror", "console"),
        ("svg", "console"),
        ("meta refresh", "request"),
        ("style", "request"),
    ],
)
def test_the_canary_would_be_heard_if_a_text_ran(context, name, sign):
    """The seeded fault: the same texts, written into a page as they are."""
    alone = context.browser.new_context()  # its requests are no strangers of the others
    try:
        page = alone.new_page()
        page.route("**/*", lambda route: route.abort())
        with page.expect_event(sign, lambda one: "canary" in (one.text if sign == "console" else one.url)):
            page.set_content(f"<!doctype html><body>{HOSTILE[name]}", wait_until="commit")
    finally:
        alone.close()
