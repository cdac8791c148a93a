"""A kernel of its own inside the sandbox: for what a fork might do differently, and for other people's kernels."""

import asyncio
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest
from jupyter_client.manager import AsyncKernelManager
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
from tests.integration.code_course import NAME, build, hand_in
from traitlets.config import Config

from medialit import course as desk
from medialit.errors import NoSandbox
from medialit.grading import engine
from medialit.grading.intake import take_in
from medialit.grading.model import Doubt, Route, Task, Walls
from medialit.grading.nbgrader import kit, worker
from medialit.grading.sandbox import Level, Probed, provisioner

ASKS = """
import os, socket, subprocess, sys
from pathlib import Path
said = {}
for what, do in {
    "reads": lambda: Path(OUTSIDE).read_text(),
    "connects": lambda: socket.create_connection(("127.0.0.1", PORT), 2),
    "asks a program by its socket": lambda: socket.socket(socket.AF_UNIX).connect(DOOR),
    "asks one without a file": lambda: socket.socket(socket.AF_UNIX).connect(ABSTRACT),
    "sends without being asked": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"x", ABSTRACT),
    "signals": lambda: os.kill(PID, 0),
}.items():
    try:
        do()
        said[what] = "done"
    except OSError as problem:
        said[what] = type(problem).__name__
try:
    Path(OUTSIDE).with_name("made").write_text("x")  # if it can be, then in a folder that only looks like the real one
except OSError:
    pass
Path("made.txt").write_text("here")
subprocess.Popen(["setsid", "sleep", "87654"])
print(said, 6 * 7)
"""


@contextlib.contextmanager
def unix_server(name):
    """A server that would answer whoever connects, for as long as it is asked for."""
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(name)
        made.listen()
        yield


STRIP = """
import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)
get_ipython().ast_transformers.append(Strip())
"""


async def run_in_a_kernel(folder, code, kernel="python3", level=""):
    """Run code in a kernel whose kernelspec names the provisioner; return what it printed and the reply."""
    manager = AsyncKernelManager(kernel_name=kernel, config=Config(SandboxProvisioner={"level": level}))
    manager.kernel_spec.metadata = {"kernel_provisioner": {"provisioner_name": provisioner.NAME}}
    await manager.start_kernel(cwd=str(folder))
    client = manager.client()
    client.start_channels()
    said = []
    try:
        await client.wait_for_ready(timeout=60)
        reply = await client.execute_interactive(code, timeout=60, output_hook=lambda one: said.append(one["content"]))
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
    return "".join(one.get("text", "") for one in said), reply["content"]["status"]


def test_a_kernel_with_our_provisioner_computes_and_reaches_nobody(tmp_path, level):
    work = tmp_path / "work"
    work.mkdir()
    outside = tmp_path / "secret.txt"
    outside.write_text("out of reach", "utf-8")
    before = set(Path(tempfile.gettempdir()).glob("mlk-*"))
    door = tempfile.mkdtemp(prefix="mlt-")
    with socket.create_server(("127.0.0.1", 0)) as listener, unix_server(f"{door}/s"), unix_server(f"\0{door}"):
        there = (str(outside), listener.getsockname()[1], os.getpid(), f"{door}/s", f"\0{door}")
        names = f"OUTSIDE, PORT, PID, DOOR, ABSTRACT = {there!r}\n"
        said, status = asyncio.run(run_in_a_kernel(work, names + ASKS, level=level.value))
    shutil.rmtree(door)
    assert status == "ok"
    assert "42" in said
    assert "done" not in said, said
    assert not (tmp_path / "made").exists()
    assert (work / "made.txt").read_text("utf-8") == "here"
    assert (work / "made.txt").stat().st_uid == os.getuid()
    assert not [one for one in psutil.process_iter(["cmdline"]) if "87654" in (one.info["cmdline"] or [])]
    assert set(Path(tempfile.gettempdir()).glob("mlk-*")) <= before


def test_a_kernel_that_is_not_pythons_runs_inside_too(tmp_path, monkeypatch, level_a):
    specs = tmp_path / "jupyter" / "kernels" / "bash"
    specs.mkdir(parents=True)
    argv = [sys.executable, "-m", "bash_kernel", "-f", "{connection_file}"]
    about = {"kernel_provisioner": {"provisioner_name": provisioner.NAME}}
    spec = {"argv": argv, "display_name": "Bash", "language": "bash", "metadata": about, "env": {"PS1": "$"}}
    (specs / "kernel.json").write_text(json.dumps(spec), "utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    (tmp_path / "secret.txt").write_text("out of reach", "utf-8")
    (tmp_path / "work").mkdir()
    code = f"echo $((6 * 7)); cat {tmp_path / 'secret.txt'} || echo refused"
    said, status = asyncio.run(run_in_a_kernel(tmp_path / "work", code, "bash", level_a.value))
    assert status == "ok"
    assert said.split()[0] == "42"
    assert "out of reach" not in said
    assert "refused" in said


def test_without_walls_no_kernel_is_started(tmp_path, monkeypatch):
    monkeypatch.setattr(provisioner, "probe", lambda: Probed(level=Level.NONE, tried=()))
    with pytest.raises(NoSandbox, match="a kernel of its own cannot be walled off"):
        asyncio.run(run_in_a_kernel(tmp_path, "1"))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = build(tmp_path_factory.mktemp("kernels"))
    hand_in(folder, "loops", extra=["while True:\n    pass"])
    hand_in(folder, "kills", extra=["import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"])
    hand_in(folder, "shadows", change=lambda _, place: (place / "csv.py").write_text("raise ImportError('mine')"))
    hand_in(folder, "quits", extra=["quit()"])
    return folder


def graded(folder, student, place, *, stock=False, **walls):
    room = worker.Room(kit.pack(folder, NAME), place, Walls(**walls))
    files = take_in(folder / "submitted" / student / NAME).files
    try:
        return worker.grade_in(room, Task(student=student, files=files, stock=stock))
    finally:
        room.close()


@pytest.mark.parametrize(
    ("student", "doubt"),
    [
        pytest.param("loops", Doubt.TIMEOUT, marks=pytest.mark.long),
        ("kills", Doubt.DIED),
        ("shadows", Doubt.SHADOWS),
    ],
)
def test_where_a_fork_might_differ_the_points_are_a_kernels(course, tmp_path, monkeypatch, student, doubt, level):
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
    ours = graded(course, student, tmp_path, level=level.value)
    stock = graded(course, student, tmp_path, is_open=True, stock=True)
    assert (ours.route, ours.level, ours.doubt) == (Route.STOCK, level.value, doubt)
    assert ours.done is stock.done
    assert ours.rows == stock.rows


def test_who_calls_quit_is_graded_with_a_kernel_and_said_to_be(course, tmp_path, level):
    ours = graded(course, "quits", tmp_path, level=level.value)
    assert (ours.route, ours.level, ours.doubt) == (Route.STOCK, level.value, Doubt.QUIT)


OTHERS = ("LimitOutput", "SaveAutoGrades", "AssignLatePenalties", "CheckCellMetadata")
OWN = """
from nbgrader.preprocessors import NbGraderPreprocessor


class Greets(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        nb.metadata["greeting"] = "a step of the teacher's own"
        return nb, resources
"""


def test_a_course_with_steps_of_its_own_is_judged_twice_too(tmp_path, level):
    folder = build(tmp_path / "course")
    (folder / "own_step.py").write_text(OWN, "utf-8")
    steps = ["own_step.Greets", *(f"nbgrader.preprocessors.{one}" for one in ("Execute", *OTHERS))]
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write("import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n")
        file.write(f"c.Autograde.autograde_preprocessors = {steps}\n")
    hand_in(folder, "sly", "    return x", extra=[STRIP])
    hand_in(folder, "right")
    sly, right = (graded(folder, one, tmp_path, level=level.value) for one in ("sly", "right"))
    assert (right.route, right.level, right.doubt) == (Route.STOCK, level.value, Doubt.PREPROCESSOR), right.log
    assert not right.held
    assert right.rows["notebooks"]["one"]["grades"]["test_double"][0] == 2.0
    assert "one/test_double" in sly.held
    assert sly.rows["notebooks"]["one"]["grades"]["test_double"] == [0.0, None, None, True]
    kept = json.loads(sly.files["one.ipynb"])
    assert kept["metadata"]["greeting"]
    assert "This test is held" in json.dumps(kept["cells"])


def test_a_test_that_passes_inside_only_is_held_with_a_kernel_too(tmp_path, level_a):
    folder = build(tmp_path / "course")
    strip = (
        "import ast\nclass Strip(ast.NodeTransformer):\n    def visit_Assert(self, node):\n        return ast.Pass()\n"
    )
    sly = f"{strip}get_ipython().ast_transformers.append(Strip())"
    hand_in(folder, "sly", "    return x", extra=[sly], change=lambda _, place: (place / "csv.py").write_text("x = 1"))
    [outcome] = engine.grade_all(folder, NAME, ["sly"], engine.Options())
    assert outcome.doubt is Doubt.SHADOWS
    assert "one/test_double" in outcome.held


WALLED = {"Execute": "medialit.grading.nbgrader.execute.WalledExecute"}
BUTTON = {one: f"medialit.grading.nbgrader.button.{one}" for one in ("Execute", "SaveAutoGrades")}


@pytest.mark.long  # every day the button itself is pressed: tests/e2e/test_formgrader.py
@pytest.mark.parametrize("ours", [WALLED, BUTTON], ids=["walled", "engine"])
def test_nbgraders_own_command_grades_inside_with_one_line_of_configuration(tmp_path, ours, level_a):
    folder = build(tmp_path / "course")
    steps = [ours.get(one, f"nbgrader.preprocessors.{one}") for one in ("Execute", *OTHERS)]
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(f"c.Autograde.autograde_preprocessors = {steps}\n")
    tests = "import glob\nprint('HIDDEN', [one for one in glob.glob('*.ipynb') if 'CAN' 'ARY' in open(one).read()])"
    hand_in(folder, "one", extra=[tests, f"print(open({str(folder / 'nbgrader_config.py')!r}).read())"])
    hand_in(folder, "sly", "    return x", extra=[STRIP])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", NAME, "--create"],
        cwd=folder, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    notebook = json.loads((folder / "autograded" / "one" / NAME / "one.ipynb").read_text("utf-8"))
    shown = json.dumps([cell.get("outputs", []) for cell in notebook["cells"]])
    assert "HIDDEN []" in shown
    assert "FileNotFoundError" in shown
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as opened:
        assert opened.find_submission(NAME, "one").score == 6.0
        sly = opened.find_grade("test_double", "one", NAME, "sly")
        assert (sly.auto_score, sly.needs_manual_grade) == ((0.0, True) if ours is BUTTON else (2.0, False))
    [again] = engine.grade_all(folder, NAME, ["one"], engine.Options())
    assert (again.route, again.doubt) == (Route.SHELL, None)


def test_a_kernel_that_is_not_the_one_that_is_forked_is_graded_inside(tmp_path, monkeypatch, level):
    specs = tmp_path / "jupyter" / "kernels" / "other"
    specs.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "Other", "language": "python"}
    (specs / "kernel.json").write_text(json.dumps(spec), "utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    named = {"name": "other", "display_name": "Other", "language": "python"}
    folder = build(tmp_path / "course", kernel=named)
    hand_in(folder, "one", extra=[new_code_cell("1 + 1").source])
    delta = graded(folder, "one", tmp_path, level=level.value)
    assert (delta.done, delta.route, delta.doubt) == (True, Route.STOCK, Doubt.KERNEL), delta.log
    assert delta.level == level.value
    assert delta.rows["notebooks"]["one"]["grades"]["test_double"][0] == 2.0


def test_whoever_quits_is_told_that_it_is_their_own_doing(course, level_a):
    [row] = desk.grade(desk.open_any(course), NAME, students=["quits"]).rows
    assert row.status is desk.Status.GRADED or "quit()" in row.note
    assert row.doubt == "quit"
