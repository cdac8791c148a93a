"""The grade guard finds faults that were put into test cells on purpose, and nothing in sound assignments."""

import json

import pytest
from tests.builders import LESSON

from medialit import authoring, content
from medialit.guard import Guard

GRADE = {"grade": True, "locked": True, "solution": False, "points": 2, "schema_version": 3, "task": False}
SOLVE = {"grade": False, "locked": False, "solution": True, "schema_version": 3, "task": False}
SOLUTION = "def double(n):\n    ### BEGIN SOLUTION\n    return 2 * n\n    ### END SOLUTION"
SOUND = {
    "asserts": "assert double(3) == 6",
    "part": "float(2 if double(3) == 6 and double(4) == 8 else 0)",
}
FAULTS = {
    "is-nan": ("float('nan')", {"ML911", "ML913"}),
    "is-true": ("double(3) == 6", {"ML913"}),
    "is-text": ("'full'", {"ML911", "ML913"}),
    "is-negative": ("-1", {"ML911", "ML913"}),
    "is-loud": ("import sys\nprint('!', file=sys.stderr)\n2.0 if double(3) == 6 else 0.0", {"ML912", "ML913"}),
    "is-free": ("2", {"ML911"}),
    "is-trusting": ("2.0 if 'double' not in dir() or double(3) == 6 else 0.0", {"ML915"}),
    "is-wrong": ("assert double(3) == 7", {"ML912"}),
}
"""By grade id: a test cell with a fault, and the rules that name it."""


def a_code_cell(cell_id, source, graded):
    metadata = {"nbgrader": graded | {"grade_id": cell_id}} if graded else {}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": metadata,
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def an_assignment(folder, tests):
    folder.mkdir()
    cells = [a_code_cell("double", SOLUTION, SOLVE), *(a_code_cell(name, one, GRADE) for name, one in tests.items())]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "doubling.ipynb").write_text(json.dumps(notebook), "utf-8")


def a_data_assignment(folder, **sources):
    folder.mkdir()
    shipped = content.folder("assignments") / "source" / LESSON / "reflection.ipynb"
    notebook = json.loads(shipped.read_text("utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = sources.get(cell["id"], cell["source"])
    (folder / "reflection.ipynb").write_text(json.dumps(notebook), "utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What `medialit check` finds in three assignments, as (file, cell) to the rules that name it."""
    top = tmp_path_factory.mktemp("sources")
    an_assignment(top / "faulty", SOUND | {name: source for name, (source, _) in FAULTS.items()})
    an_assignment(top / "too-much", {"is-more": "3.0"})
    nan = f'from medialit.grading.checks import completion\ncompletion("{LESSON}") * float("nan")'
    a_data_assignment(top / "data", skill="4", completion=nan)
    guarding = Guard().rules()
    findings = authoring.check([top], rules=(*authoring.RULES, *guarding))
    named = {}
    for one in findings:
        if one.key.startswith("ML91") or one.key == "ML902":
            named.setdefault((one.values["file"], one.values["place"]), set()).add(one.key)
    return named, findings


@pytest.mark.parametrize("cell", SOUND)
def test_a_sound_test_cell_of_a_teachers_own_breaks_no_rule(found, cell):
    named, _ = found
    assert ("faulty/doubling.ipynb", cell) not in named


@pytest.mark.parametrize("cell", FAULTS)
def test_each_fault_is_named_by_its_rules(found, cell):
    named, _ = found
    assert named[("faulty/doubling.ipynb", cell)] == FAULTS[cell][1]


def test_a_cell_that_gives_more_than_its_points_is_named(found):
    named, _ = found
    assert {rule for (file, _), rules in named.items() if file.startswith("too-much/") for rule in rules}


def test_a_test_cell_that_asks_no_check_is_named_though_answers_are_data(found):
    named, findings = found
    assert named[("data/reflection.ipynb", "skill")] >= {"ML902", "ML911", "ML914"}
    assert "ML913" in named[("data/reflection.ipynb", "completion")]
    told = [one.what for one in findings if one.key == "ML914" and one.values["place"] == "skill"]
    assert any("some was done: 1 points were expected, 4 came" in one for one in told), told
