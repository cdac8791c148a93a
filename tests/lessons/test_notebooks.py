"""Notebooks are canonical, thin, the same in both languages, and run without the network."""

import json
import re
import shutil
import time
from pathlib import Path

import nbclient
import nbformat
import pytest

from medialit import content, curriculum

LESSONS = content.folder("lessons")
ASSIGNMENTS = content.folder("assignments")
NOTEBOOKS = sorted(
    file for home in (LESSONS, ASSIGNMENTS) for file in home.rglob("*.ipynb") if ".ipynb_checkpoints" not in file.parts
)
PAIRS = sorted(file for file in NOTEBOOKS if file.name.endswith(".en.ipynb"))
KEYS = {"cell_type", "execution_count", "id", "metadata", "outputs", "source"}

NO_NETWORK = """
import socket
def refuse(self, address, *rest):
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "localhost", "::1"):
        raise OSError(f"the network is off, and this asked for {address}")
    return real(self, address, *rest)
real, socket.socket.connect = socket.socket.connect, refuse
def nothing(*_, **__):
    raise OSError("the network is off")
socket.create_connection = nothing
"""


def load(file):
    return json.loads(file.read_text("utf-8"))


def code(notebook):
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def short(file):
    return file.relative_to(file.parents[2]).as_posix()


@pytest.mark.parametrize("file", NOTEBOOKS, ids=short)
def test_a_notebook_is_in_canonical_form(file):
    text, notebook = file.read_text("utf-8"), load(file)
    assert text == json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert set(notebook["metadata"]) <= {"kernelspec", "language_info", "medialit"}
    assert notebook["metadata"]["language_info"] == {"name": "python"}
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(ids) == len(set(ids))
    for cell in notebook["cells"]:
        assert set(cell) <= KEYS
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
        assert set(cell["metadata"]) <= {"nbgrader"}
        assert "".join(cell["source"]).strip(), f"{cell['id']} is empty"


@pytest.mark.parametrize("file", NOTEBOOKS, ids=short)
def test_code_cells_are_thin(file):
    for source in code(load(file)):
        assert len(source.splitlines()) <= 10
        assert not re.search(r"^\s*(def|class|for|while|if)\b", source, re.MULTILINE)


@pytest.mark.parametrize("file", PAIRS, ids=short)
def test_both_languages_have_the_same_cells_and_the_same_code(file):
    english, chinese = load(file), load(Path(str(file).replace(".en.ipynb", ".zh.ipynb")))
    assert [cell["id"] for cell in english["cells"]] == [cell["id"] for cell in chinese["cells"]]
    assert [cell["cell_type"] for cell in english["cells"]] == [cell["cell_type"] for cell in chinese["cells"]]
    assert code(english) == [source.replace('"zh")', '"en")') for source in code(chinese)]


@pytest.mark.parametrize("file", PAIRS, ids=short)
def test_the_chinese_text_is_chinese_and_the_english_one_is_not(file):
    han = re.compile(r"[\u4e00-\u9fff]")
    for language in ("en", "zh"):
        for cell in load(Path(str(file).replace(".en.", f".{language}.")))["cells"]:
            text = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                assert bool(han.search(text)) == (language == "zh"), cell["id"]


@pytest.mark.parametrize("plan", curriculum.lessons(), ids=lambda plan: plan.id)
def test_a_lesson_asks_every_prompt_of_its_plan_once_and_in_order(plan):
    notebook = load(LESSONS / plan.id / f"{plan.id}.en.ipynb")
    asked = [prompt for source in code(notebook) for prompt in re.findall(r'here\.ask\("([^"]+)"\)', source)]
    assert asked == [prompt for stretch in plan.plan for prompt in stretch.prompts]
    assert {*asked, plan.assignment.skill} == {prompt.id for prompt in plan.prompts}


@pytest.mark.parametrize("plan", curriculum.lessons(), ids=lambda plan: plan.id)
def test_the_minute_plan_stands_in_the_notebook_and_fills_the_hour(plan):
    edges = [minute for stretch in plan.plan for minute in stretch.minutes]
    assert edges[0] == 0
    assert edges[-1] == plan.minutes
    assert edges[1:-1:2] == edges[2:-1:2]
    text = (LESSONS / plan.id / f"{plan.id}.en.ipynb").read_text("utf-8")
    assert all(f"## {one.minutes[0]}–{one.minutes[1]} min · {one.title.en}" in text for one in plan.plan)


@pytest.mark.parametrize("plan", curriculum.lessons(), ids=lambda plan: plan.id)
def test_the_instructors_column_stays_out_of_the_students_notebook(plan):
    for language in ("en", "zh"):
        text = (LESSONS / plan.id / f"{plan.id}.{language}.ipynb").read_text("utf-8")
        assert not [one for one in plan.plan if getattr(one.instructor, language) in text]


def test_what_rests_on_a_summary_says_that_it_is_to_be_verified():
    for language, words in (("en", "to be verified"), ("zh", "待核实")):
        for cell in load(LESSONS / "01-who-moved" / f"01-who-moved.{language}.ipynb")["cells"]:
            text = "".join(cell["source"])
            if "7,542" in text or "7542" in text:
                assert words in text


@pytest.mark.parametrize("file", [one for one in NOTEBOOKS if one.name != "reflection.ipynb"], ids=short)
def test_a_lesson_runs_top_to_bottom_in_a_clean_kernel_with_the_network_off(file, tmp_path, capsys):
    folder = tmp_path / file.parent.name
    shutil.copytree(file.parent, folder, ignore=shutil.ignore_patterns(".*", "*.jsonl"))
    notebook = nbformat.read(file, as_version=4)
    guard = nbformat.v4.new_code_cell(NO_NETWORK)
    heavy = nbformat.v4.new_code_cell(
        "import sys; print(sorted({'numpy', 'pandas', 'nbgrader', 'jsonschema'} & set(sys.modules)))"
    )
    notebook.cells = [guard, *notebook.cells, heavy]
    begun = time.perf_counter()
    nbclient.NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(folder)}}).execute()
    with capsys.disabled():
        print(f"\n  {file.name}: {time.perf_counter() - begun:.1f} s in a clean kernel")  # noqa: T201  # shown, not asserted
    assert notebook.cells[-1].outputs[0]["text"] == "[]\n"
