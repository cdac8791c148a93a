"""One JupyterLab and one browser for all journeys; each journey has a folder of its own."""

import shutil
import sys
from pathlib import Path

import pytest
from tests.integration.conftest import pytest_generate_tests, pytest_terminal_summary

sys.path.insert(0, str(Path(__file__).parent))

from jupyterlab import Lab, a_browser

__all__ = ["pytest_generate_tests", "pytest_terminal_summary"]  # which tests a machine without a sandbox does not run

LESSON = "01-who-moved"
# anywidget 0.11 says this of a widget that took longer than two seconds to load, and draws it all the same.
SLOW = "[anywidget] Failed to initialize model."


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A JupyterLab started by `medialit lab`, with both languages laid out."""
    home = tmp_path_factory.mktemp("home")
    running = Lab(home, home / "medialit-lessons", "both")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def context():
    """A browser that remembers requests to other hosts."""
    with a_browser() as made:
        yield made


@pytest.fixture
def page(context):
    """A new tab that fails the test if a script fails in it."""
    tab, problems = context.new_page(), []
    tab.on("pageerror", lambda problem: problems.append(str(problem)))
    yield tab
    tab.close()
    assert [one for one in problems if SLOW not in one] == []


@pytest.fixture
def lesson(lab, request):
    """Lay the lesson that a module names into a folder of this test; return the paths of its notebooks by language."""
    name = getattr(request.module, "LESSON", LESSON)
    folder = lab.folder / request.node.name.replace("[", "-").replace("]", "")
    shutil.copytree(lab.folder / name, folder / name, ignore=shutil.ignore_patterns("*.jsonl", ".*", "*.zip"))
    return {language: f"{folder.name}/{name}/{name}.{language}.ipynb" for language in ("en", "zh")} | {
        "folder": folder / name
    }


@pytest.fixture(scope="session")
def _server():
    from harness.stage import Stage

    made = Stage()
    yield made
    made.stop()


@pytest.fixture
def stage(_server):
    """A stage on which nobody has said anything yet."""
    _server.reset()
    return _server


@pytest.fixture
def mounted(page, stage):
    """Show the widget of a prompt; called again, it shows what running the cell again would show."""

    def show(prompt, language="en", theme="light"):
        page.goto(stage.address(prompt, language, theme))
        page.wait_for_selector("body[data-ready]")
        return page.locator("section.medialit")

    return show
