"""Importing medialit is quick and quiet; its files are where it says."""

import importlib.metadata
import json
import re
import subprocess
import sys

import pytest

import medialit
from medialit import content
from medialit.errors import BadContent

HEAVY = (
    "pandas",
    "nbgrader",
    "jupyterlab",
    "jsonschema",
    "numpy",
    "plotly",
    "anywidget",
    "ipywidgets",
    "babel",
)


def modules_after(code):
    script = f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_import_medialit_loads_nothing_heavy():
    assert not modules_after("import medialit") & set(HEAVY)


def test_a_lesson_needs_neither_nbgrader_nor_pandas_nor_jupyterlab():
    loaded = modules_after("import medialit; medialit.lesson")
    assert not loaded & {"pandas", "nbgrader", "jupyterlab", "jsonschema", "numpy", "click"}


BROWSER_PYTHON = """
import sys
LACKING = set("{lacking}".split())
class Lacking:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in LACKING:
            raise ModuleNotFoundError(f"a browser Python has no {{name}}", name=name)
sys.meta_path.insert(0, Lacking())
from medialit import classroom, datasets, start_page
from medialit.responses import MemorySink
here = classroom.lesson("01-who-moved", "zh", sink=MemorySink())
for prompt in here.plan.prompts:
    here.ask(prompt.id)
    assert here.widget(prompt.id).receive({{"action": "ping"}})["status"] == "alive"
for figure in ("seven_numbers", "how_many_moved", "daily_users", "law_time_line"):
    here.show(figure)
here.hand_in()
start_page.start("en")
print("done")
"""


def test_a_lesson_needs_nothing_that_a_browser_python_lacks():
    lacking = (
        "click jupyterlab jupyter_server jupyter_client jupyter_core nbgrader nbconvert nbformat sqlalchemy alembic "
        "numpy pandas jsonschema zmq tornado"
    )
    script = BROWSER_PYTHON.format(lacking=lacking)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == "done\n", done.stderr


def test_what_a_class_needs_besides_comes_by_a_marker():
    needed = importlib.metadata.requires("medialit")
    core = {re.match(r"[\w-]+", one).group().lower() for one in needed if not re.search("emscripten|extra ==", one)}
    assert core == {"ipywidgets", "anywidget", "plotly", "babel", "fastjsonschema"}


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="lesso"):
        _ = medialit.lesso


def test_the_lessons_travel_with_the_installation():
    assert (content.folder("lessons") / "START.en.ipynb").is_file()
    assert (content.folder("assignments") / "source" / "01-who-moved" / "reflection.ipynb").is_file()


def test_a_missing_folder_says_how_to_get_it_back():
    with pytest.raises(BadContent, match="install medialit again"):
        content.folder("no-such-folder")
