"""Take pictures of every widget and every lesson, in both languages and themes, for people to look at; not a test.

Widgets are drawn on the stage: as they stand at first, and once an invented student of the demo has answered; wide, and
as narrow as a phone held upright. Lessons run in a real JupyterLab, page by page.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from harness.stage import Stage
from jupyterlab import Lab, a_browser, open_notebook, run_all, use_theme
from playwright.sync_api import BrowserContext, Page

from medialit import curriculum
from medialit.curriculum import LessonPlan, Prompt
from medialit.demo.answers import Mind, steps
from medialit.demo.roster import Writing
from medialit.demo.texts import Pen
from medialit.i18n import Language

LOOKS = [(language, theme) for language in ("en", "zh") for theme in ("light", "dark")]
WIDE, NARROW = 1000, 500
PAGE = 2000
"""Pixels of a lesson in one picture."""


def widgets(context: BrowserContext, plans: list[LessonPlan], wanted: str, to: Path) -> Iterator[Path]:
    """Take every prompt of the lessons, open and answered."""
    stage, page = Stage(), context.new_page()
    try:
        for prompt in (one for plan in plans for one in plan.prompts if one.id.startswith(wanted)):
            for language, theme in LOOKS:
                for width in (WIDE, NARROW) if theme == "light" else (WIDE,):
                    stage.reset()
                    name = f"{prompt.id}.{language}.{theme}.{width}"
                    yield _widget(page, stage.address(prompt.id, language, theme), width, to / f"{name}.open.png")
                    _answer(stage, prompt, Language.of(language))
                    yield _widget(page, stage.address(prompt.id, language, theme), width, to / f"{name}.done.png")
    finally:
        page.close()
        stage.stop()


def _widget(page: Page, address: str, width: int, file: Path) -> Path:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.wait_for_selector("body[data-ready]")
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.locator("main").screenshot(path=file)
    return file


def _answer(stage: Stage, prompt: Prompt, language: Language) -> None:
    """Answer a prompt as an invented student does."""
    dice = random.Random(prompt.id)
    mind = Mind(rng=dice, pen=Pen(Writing(language.value), dice), key={}, skill=0.5)
    widget = stage.make(prompt.id, language.value)
    for number, step in enumerate(steps(widget, mind)):
        widget.receive({"seq": number, "action": step.action, "prompt": step.prompt, "value": step.value})


def lessons(context: BrowserContext, plans: list[LessonPlan], to: Path) -> Iterator[Path]:
    """Take every lesson as it stands after Run All Cells."""
    home = Path(tempfile.mkdtemp(prefix="screenshots-"))
    lab, page = Lab(home, home / "lessons", "both"), context.new_page()
    page.set_viewport_size({"width": 1280, "height": PAGE})
    try:
        for plan in plans:
            for language, theme in LOOKS:
                open_notebook(page, lab, f"{plan.id}/{plan.id}.{language}.ipynb")
                use_theme(page, dark=theme == "dark")
                run_all(page)
                yield from _pages(page, to / f"{plan.id}.{language}.{theme}")
    finally:
        page.close()
        lab.stop()


def _pages(page: Page, stem: Path) -> Iterator[Path]:
    """Scroll through the open notebook, and take each page of it."""
    panel = page.locator(".jp-NotebookPanel:visible .jp-WindowedPanel-outer")
    at = """(one, top) => {
        one.scrollTop = top;
        const last = [...one.querySelectorAll(".jp-Cell")].at(-1).getBoundingClientRect().bottom;
        return [one.scrollTop, one.clientHeight, one.scrollTop + last - one.getBoundingClientRect().top];
    }"""
    number, top = 1, 0
    while True:
        panel.evaluate(at, top)
        page.wait_for_timeout(700)  # cells that come into sight are drawn then
        reached, height, whole = panel.evaluate(at, top)
        file = stem.with_name(f"{stem.name}.{number:02}.png")
        page.screenshot(path=file)
        yield file
        if reached + height >= whole - 2:
            return
        number, top = number + 1, top + height - 100


def main() -> None:
    """Take what is asked for, and say how much."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wanted", nargs="?", default="", help="a lesson (01-who-moved), or the beginning of prompt ids")
    parser.add_argument("--to", type=Path, default=Path("screenshots"), help="the folder; by default screenshots/")
    parser.add_argument("--no-lab", action="store_true", help="leave the lessons in JupyterLab out")
    asked = parser.parse_args()
    plans = list(curriculum.lessons())
    whole = [plan for plan in plans if plan.id == asked.wanted]
    for name in ("widgets", "lessons"):
        (asked.to / name).mkdir(parents=True, exist_ok=True)
    with a_browser() as context:
        count = sum(1 for _ in widgets(context, whole or plans, "" if whole else asked.wanted, asked.to / "widgets"))
        if not asked.no_lab and (whole or not asked.wanted):
            count += sum(1 for _ in lessons(context, whole or plans, asked.to / "lessons"))
    sys.stdout.write(f"{count} pictures in {asked.to}\n")


if __name__ == "__main__":
    main()
