"""Ledger, Then/Now and studio in a real JupyterLab, in a lesson that lies beside lesson 1."""

import json
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from journey import SAVED, once_more, prompt, says
from jupyterlab import open_notebook, run_all, save, show_everything, use_theme
from tests.builders import COMMITS, LESSON, a_response, the_example

from medialit.responses import Action, JournalSink, path_for, read, receipt

PROMPTS = [prompt.id for prompt in the_example().prompts]


def a_notebook(language):
    cells = [f"from medialit import lesson\nhere = lesson('example', '{language}')"]
    cells += [f"here.ask('{prompt}')" for prompt in PROMPTS]
    made = [
        {"cell_type": "code", "id": f"c{number}", "metadata": {}, "source": one, "outputs": [], "execution_count": None}
        for number, one in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def place(lab, request):
    """A folder with the example lesson and, beside it, the journal of lesson 1."""
    home = lab.folder / request.node.name.replace("[", "-").replace("]", "")
    for name in ("example", LESSON):
        (home / name).mkdir(parents=True)
    shutil.copy(request.config.rootpath / "tests" / "example_lesson.toml", home / "example" / "lesson.toml")
    for language in ("en", "zh"):
        (home / "example" / f"example.{language}.ipynb").write_text(json.dumps(a_notebook(language)), "utf-8")
    again = a_response(action=Action.AGAIN, value=COMMITS["L1-C1"] | {"answer": 32}, minute=3)
    sink = JournalSink(path_for(home / LESSON, LESSON))
    sink.save_all([a_response(), again, a_response("L1-C2", value=COMMITS["L1-C2"], lang="zh", minute=5)])
    return home / "example"


def write(page, saved):
    """Fill a row, look back on an answer, and have a draft checked."""
    ledger, then, studio = (prompt(page, one) for one in ("EX-notes", "EX-then", "EX-studio"))
    ledger.get_by_test_id("cell-1-seen").fill("a cat | 猫\nand a link")
    says(ledger, saved)
    then.get_by_test_id("pick-early").select_option(index=1)
    assert "40%" in then.get_by_test_id("first").inner_text()
    assert "32%" in then.get_by_test_id("second").inner_text()
    then.get_by_test_id("early-now").fill("32%")
    says(then, saved)
    studio.get_by_test_id("text-thinking").fill("L1-C1: 40")
    studio.get_by_test_id("check-thinking").click()
    studio.get_by_test_id("found").wait_for()
    assert "L1-C1" in studio.get_by_test_id("found").inner_text(), "the check knows the journal beside this lesson"
    says(studio, saved)


@pytest.mark.parametrize(("language", "dark"), [once_more("en", False), ("zh", True)])
def test_rows_looking_back_and_a_checked_draft_are_kept_beside_the_lesson(page, context, lab, place, language, dark):
    said = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    notebook = f"example.{language}.ipynb"
    open_notebook(page, lab, f"{place.parent.name}/example/{notebook}")
    use_theme(page, dark)
    run_all(page)
    write(page, SAVED[language])
    page.locator(".jp-RenderedMarkdown table").first.wait_for()
    show_everything(page)
    found = Axe().run(page, context=".jp-OutputArea", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]] == []
    save(page)
    kept = {one.prompt: one.value for one in read(path_for(place, "example")).responses}
    assert kept["EX-notes"] == {"rows": [{"cells": {"seen": "a cat | 猫\nand a link"}}]}
    assert kept["EX-then"]["choices"] == {"early": {"lesson": LESSON, "prompt": "L1-C1"}}
    assert kept["EX-studio"] == {"texts": {"thinking": "L1-C1: 40"}}
    assert {one.prompt for one in receipt.find(place / notebook, "example")} == {"EX-notes", "EX-then", "EX-studio"}
    assert said == [], "no widget of another lesson may reach the browser"
    assert context.strangers == []
