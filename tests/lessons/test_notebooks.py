"""Notebooks run top to bottom without the network; what can be read off them, `medialit check` holds."""

import json
import shutil
import time

import nbclient
import nbformat
import pytest

from medialit import content

LESSONS = content.folder("lessons")
ASSIGNMENTS = content.folder("assignments")
NOTEBOOKS = sorted(
    file for home in (LESSONS, ASSIGNMENTS) for file in home.rglob("*.ipynb") if ".ipynb_checkpoints" not in file.parts
)

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


def short(file):
    return file.relative_to(file.parents[2]).as_posix()


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
