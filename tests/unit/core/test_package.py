"""Importing medialit is quick and quiet; its files are where it says."""

import json
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


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="lesso"):
        _ = medialit.lesso


def test_the_lessons_travel_with_the_installation():
    assert (content.folder("lessons") / "START.en.ipynb").is_file()
    assert (content.folder("assignments") / "source" / "01-who-moved" / "reflection.ipynb").is_file()


def test_a_missing_folder_says_how_to_get_it_back():
    with pytest.raises(BadContent, match="install medialit again"):
        content.folder("no-such-folder")
