"""What a student sees when `medialit lab` opens: START in the chosen language, and nothing that asks for anything."""

import json

import pytest
from journey import once_more
from jupyterlab import PATIENCE_MS, Lab, open_notebook, run_all

from medialit import curriculum

MENUS = {
    "en": ["File", "Edit", "View", "Run", "Kernel", "Tabs", "Settings", "Help"],
    "zh": ["文件", "编辑", "查看", "运行", "内核", "标签页", "设置", "帮助"],
}
TITLE = {"en": "START", "zh": "从这里开始"}
PROGRESS = {"en": "Who moved?", "zh": "谁搬家了？"}
LATE_POP_UPS_MS = 3_000


@pytest.fixture(params=[once_more("en"), "zh"])
def alone(request, tmp_path):
    """A JupyterLab that was started in one language, and that language."""
    running = Lab(tmp_path, tmp_path / "lessons", request.param)
    yield running, request.param
    running.stop()


@pytest.fixture
def without_widgets(tmp_path):
    """A JupyterLab that cannot draw a widget."""
    off = json.dumps({"disabledExtensions": {"@jupyter-widgets/jupyterlab-manager": True}})
    running = Lab(tmp_path, tmp_path / "lessons", "en", page_config=off)
    yield running
    running.stop()


# The JupyterLab is asked for before the page: fixtures end in reverse, and a page must not outlive its server.


def test_start_opens_in_the_chosen_language_and_nothing_pops_up(alone, page, context):
    lab, language = alone
    before = len(context.strangers)
    page.goto(lab.url)
    page.get_by_role("heading", name=TITLE[language]).first.wait_for(timeout=PATIENCE_MS)
    page.wait_for_timeout(LATE_POP_UPS_MS)
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    assert page.locator(".lm-MenuBar-itemLabel").all_inner_texts() == MENUS[language]
    plugins = page.evaluate("() => window.jupyterapp.listPlugins()")
    assert "@jupyterlab/notebook-extension:tracker" in plugins
    assert not [name for name in plugins if "nbgrader" in name or name.endswith(":announcements")]
    run_all(page)
    page.locator(".jp-OutputArea").get_by_text(PROGRESS[language]).first.wait_for(timeout=PATIENCE_MS)
    assert context.strangers[before:] == []
    assert not list(lab.folder.glob(f"**/*.{'zh' if language == 'en' else 'en'}.ipynb"))


def test_where_no_widget_can_be_drawn_every_prompt_is_there_for_a_pen(without_widgets, page):
    open_notebook(page, without_widgets, "01-who-moved/01-who-moved.en.ipynb")
    run_all(page)
    page.get_by_role("heading", name="L1-X1 · 55–60 min").wait_for(timeout=PATIENCE_MS)
    assert page.locator("section.medialit").count() == 0
    asked = sum(len(step.prompts) for step in curriculum.lesson("01-who-moved").steps)
    assert page.locator(".jp-OutputArea h3").filter(has_text="L1-").count() == asked
