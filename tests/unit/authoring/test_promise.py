"""Who declares that answers are data keeps to it: test cells call a check, and nobody writes code for points."""

import json

import pytest
from click.testing import CliRunner

from medialit import authoring
from medialit.cli import main

GOOD = '# what was done\nfrom medialit.grading.checks import completion\n\ncompletion("01-who-moved")'


def an_assignment(folder, source=GOOD, *, solution=False, tests="data"):
    graded = {"grade": True, "grade_id": "done", "locked": not solution, "points": 4, "solution": solution}
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "done",
        "metadata": {"nbgrader": graded},
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }
    metadata = {"medialit": {"lesson": "01-who-moved", "tests": tests}}
    notebook = {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    (folder / "reflection.ipynb").write_text(json.dumps(notebook), "utf-8")
    return [one for one in authoring.check([folder]) if one.key == "ML902"]


def test_a_cell_that_imports_a_check_and_ends_in_one_call_keeps_the_promise(tmp_path):
    assert an_assignment(tmp_path) == []


@pytest.mark.parametrize(
    "source",
    [
        "4",
        "",
        "completion(",
        'completion("01-who-moved")',
        GOOD + " + 1",
        GOOD + "\n4",
        "import os\n" + GOOD,
        "from medialit.grading.checks import completion\ncompletion(lesson)",
        "from medialit.grading.checks import completion\ncompletion(lesson='x')",
        "from medialit.grading.checks import completion\ncompletion = len\ncompletion('four')",
        "from checks import completion\ncompletion('x')",
    ],
)
def test_a_cell_that_does_anything_else_breaks_it(tmp_path, source):
    (found,) = an_assignment(tmp_path, source)
    assert found.values["place"] == "done"


def test_a_cell_into_which_students_write_code_breaks_it(tmp_path):
    (found,) = an_assignment(tmp_path, "x = 1", solution=True)
    assert "would not be run" in found.what


def test_without_the_declaration_a_test_cell_may_do_what_it_likes(tmp_path):
    assert an_assignment(tmp_path, "4", tests="code") == []


def test_a_quick_look_says_what_it_left_out(tmp_path):
    an_assignment(tmp_path)
    result = CliRunner().invoke(main, ["check", "--no-grading", str(tmp_path)])
    assert "not graded (ML910 to ML915)" in result.stderr
