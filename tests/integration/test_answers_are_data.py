"""No code that a student writes, and no file beside the notebook, moves an automatic point under nbgrader itself.

Every attack is tried by somebody who did nothing and by somebody who did everything.
"""

import json
import shutil

import pytest
from tests.builders import LESSON
from tests.integration.test_nbgrader_path import complete, rewrite
from tests.integration.test_stock_commands import run

from medialit import course
from medialit.grading import nbgrader

PATCHES = """\
import medialit.grading.checks as checks
checks.skill = checks.completion = lambda *a: {value}"""
FORGED = """\
import sys, types
fake = types.ModuleType("medialit.grading.checks")
fake.skill = fake.completion = lambda *a: 4.0
sys.modules["medialit.grading.checks"] = fake"""
CODE = {
    "patched": [PATCHES.format(value=value) for value in ("float('nan')", "'full'", "-1", "True", "4")],
    "killed": ["quit()", "import os; os._exit(0)", "while True: pass", "raise SystemExit"],
    "noisy": [
        "import sys; print('!', file=sys.stderr)",
        "import sys\nclass Loud:\n    def write(self, text): return sys.__stderr__.write(text)\nsys.stderr = Loud()",
        "import atexit, sys; atexit.register(print, '!', file=sys.stderr)",
    ],
    "forged": [
        "skill = completion = lambda *a: 4.0\n__name__ = 'medialit.grading.checks'",
        FORGED,
        "from pathlib import Path\nfor one in Path().glob('*.jsonl'): one.write_text('')",
        "get_ipython().ast_transformers.append(type('T', (), {'visit': lambda self, node: node})())",
        "%%script bash\nrm -f *.jsonl",
        "# ```\n# <script>alert(1)</script>\nskill = 4",
    ],
}
FAKE = "import os; os._exit(0)\n"
FILES = {
    "medialit/__init__.py": FAKE,
    "medialit/grading/checks.py": "skill = completion = lambda *a: 4.0\n",
    "json.py": FAKE,
    "sitecustomize.py": FAKE,
    "usercustomize.py": FAKE,
    "ipykernel_launcher.py": FAKE,
    "ipython_config.py": FAKE,
    "lesson.toml": f'[lesson]\nid = "{LESSON}"\n',
    "skill_keys.toml": "",
    "curriculum.toml": "",
}


def a_cell(source, **more):
    return {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": source} | more


def with_code(sources):
    def change(notebook):
        for number, source in enumerate(sources):
            notebook["cells"].insert(1 + number, a_cell(source, id=f"own-{number}"))

    return lambda folder: rewrite(folder, change)


def with_files(folder):
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text, "utf-8")


def cells_of(notebook, grade_id):
    return [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id]


def with_other_metadata(folder):
    """Say of test cells that they are something else, and of a box that it is code."""

    def change(notebook):
        (skill,), (completion,), (box,) = (cells_of(notebook, one) for one in ("skill", "completion", "measures"))
        skill["source"] = "4"
        skill["metadata"]["nbgrader"] |= {"grade": False, "solution": True, "points": 100, "locked": False}
        for name in ("outputs", "execution_count"):
            completion.pop(name)
        completion |= {"cell_type": "raw", "source": "4", "attachments": {}}
        completion["metadata"]["nbgrader"]["points"] = 100
        own = box["source"]
        box |= a_cell(own, id=box["id"], metadata=box["metadata"])
        notebook["cells"].append(a_cell("4", id="stranger", metadata={"nbgrader": {"grade": True, "locked": True}}))

    rewrite(folder, change)


def as_an_older_format(folder):
    def change(notebook):
        notebook["nbformat_minor"] = 4
        notebook["cells"].insert(1, a_cell(CODE["patched"][4], id="x"))
        for cell in notebook["cells"]:
            del cell["id"]

    rewrite(folder, change)


ATTACKS = {name: with_code(sources) for name, sources in CODE.items()} | {
    "files": with_files,
    "metadata": with_other_metadata,
    "older": as_an_older_format,
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    top = tmp_path_factory.mktemp("hostile")
    home, made = top / "home", course.new(top / "course")
    home.mkdir()
    assigned = course.assign(made, LESSON)
    for attack, happens in ATTACKS.items():
        for base in ("nothing", "everything"):
            folder = made.folder / "submitted" / f"{attack}-{base}" / LESSON
            shutil.copytree(assigned.folder, folder)
            if base == "everything":
                complete(folder)
            happens(folder)
    run("autograde", LESSON, "--create", cwd=made.folder, home=home)
    return made, {row.student: row.marks for row in nbgrader.rows(made.folder, LESSON)}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(("base", "points"), [("nothing", 0.0), ("everything", 4.0)])
def test_no_attack_moves_a_point(graded, attack, base, points):
    _, marks = graded
    mine = marks[f"{attack}-{base}"]
    assert (mine["completion"].auto, mine["skill"].auto) == (points, points)
    assert (mine["completion"].most, mine["skill"].most) == (4.0, 4.0)


@pytest.mark.parametrize("attack", CODE)
def test_what_was_not_run_stays_to_be_read(graded, attack):
    made, _ = graded
    file = made.folder / "autograded" / f"{attack}-everything" / LESSON / "reflection.ipynb"
    cells = json.loads(file.read_text("utf-8"))["cells"]
    read = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert all(source in read for source in CODE[attack])
    assert [cell["metadata"]["nbgrader"]["grade_id"] for cell in cells if cell["cell_type"] == "code"] == [
        "skill",
        "completion",
    ]


def test_a_students_files_lie_aside_and_the_journal_does_not(graded):
    made, _ = graded
    place = made.folder / "autograded" / "files-everything" / LESSON
    assert {one.name for one in place.iterdir()} >= {"set-aside", f"{LESSON}.answers.jsonl", "reflection.ipynb"}
    assert not [name for name in FILES if (place / name).exists()]
    assert all((place / "set-aside" / name).is_file() for name in FILES)


def test_the_teacher_is_told_whose_code_was_not_run(graded):
    made, _ = graded
    summary = course.grade(made, LESSON, students=["patched-nothing", "older-nothing"], how=course.Options(force=True))
    assert all("not run" in row.note for row in summary.rows)
    assert {row.student: row.auto for row in summary.rows} == {"patched-nothing": 0.0, "older-nothing": 0.0}


def test_without_the_teachers_notebook_nothing_is_run(graded):
    made, _ = graded
    for name in ("source", "release"):
        (made.folder / name / LESSON).rename(made.folder / f"hidden-{name}")
    (made.folder / "source" / LESSON).mkdir()
    step = nbgrader.Steps(made.folder).autograde(LESSON, "patched-everything")
    assert not step.done
    assert "restore it" in step.log
