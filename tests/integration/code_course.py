"""A small course whose points depend on code, in plain nbgrader: two notebooks, hidden tests, partial credit, files."""

import json
import shutil
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from medialit.grading import nbgrader

NAME = "ps1"
CONFIG = """\
from pathlib import Path
c = get_config()
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "code101"
c.Execute.timeout = 7
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"]
c.Execute.shutdown_kernel = "immediate"
"""
DOUBLE = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
HIDDEN = "### BEGIN HIDDEN TESTS\nassert double('CANARY') == 'CANARY' * 2\n### END HIDDEN TESTS"
TEST = f"assert double(2) == 4\n{HIDDEN}"
PARTIAL = "sum(double(n) == 2 * n for n in (1, 2, 3)) / 3 * 2"
TOTAL = "import csv\ntotal = sum(int(row['n']) for row in csv.DictReader(open('data/numbers.csv')))\nassert total == 6"


def a_cell(cell, name="", **said):
    if name:
        about = {
            "schema_version": 3,
            "grade_id": name,
            "grade": False,
            "solution": False,
            "locked": False,
            "task": False,
        }
        cell.metadata["nbgrader"] = about | said
    return cell


def notebooks(kernel=None):
    """The teacher's two notebooks by name."""
    test = {"grade": True, "locked": True}
    one = [
        a_cell(new_code_cell(DOUBLE), "double", solution=True),
        a_cell(new_code_cell(TEST), "test_double", points=2, **test),
        a_cell(new_code_cell(PARTIAL), "test_partial", points=2, **test),
        a_cell(new_markdown_cell("Why?"), "why", grade=True, solution=True, points=3),
    ]
    two = [
        a_cell(new_code_cell(TOTAL), "test_total", points=1, **test),
        a_cell(new_code_cell("assert open('left.txt').read() == 'by one'"), "test_left", points=1, **test),
    ]
    kernel = kernel or {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = {"one": new_notebook(cells=one), "two": new_notebook(cells=two)}
    for notebook in made.values():
        notebook.metadata["kernelspec"] = kernel
    return made


def build(folder, kernel=None):
    """Make the course, and the student version; return the folder."""
    source = folder / "source" / NAME
    (source / "data").mkdir(parents=True)
    (source / "data" / "numbers.csv").write_text("n\n1\n2\n3\n", "utf-8")
    for name, notebook in notebooks(kernel).items():
        (source / f"{name}.ipynb").write_text(json.dumps(notebook), "utf-8")
    (folder / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    step = nbgrader.Steps(folder).generate(NAME)
    assert step.done, step.log
    return folder


def hand_in(folder, student, body="    return 2 * x", extra=(), change=None):
    """Hand in with `double` filled in, cells of one's own after it, and a change to the first notebook's JSON."""
    target = folder / "submitted" / student / NAME
    shutil.copytree(folder / "release" / NAME, target)
    file = target / "one.ipynb"
    notebook = json.loads(file.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "double":
            cell["source"] = f"def double(x):\n{body}\nopen('left.txt', 'w').write('by one')"
    mine = [{**new_code_cell(source), "id": f"mine-{number}"} for number, source in enumerate(extra)]
    notebook["cells"][1:1] = mine
    if change:
        change(notebook, Path(target))
    file.write_text(json.dumps(notebook), "utf-8")
