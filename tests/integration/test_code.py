"""Points that depend on code: in the sandbox they are nbgrader's, and nothing of the class's is within reach."""

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.integration.code_course import NAME, build, hand_in

from medialit.errors import NoSandbox
from medialit.grading import engine, ledger, sandbox
from medialit.grading.intake import take_in
from medialit.grading.model import Doubt, Route, Task, Walls
from medialit.grading.nbgrader import book, kit, worker
from medialit.grading.sandbox import Level, Probed

BODIES = {
    "right": "    return 2 * x",
    "wrong": "    return x",
    "raises": "    raise ValueError('no')",
    "no-python": "    return return",
    "stderr": "    import sys\n    print('!', file=sys.stderr)\n    return 2 * x",
    "warns": "    import warnings\n    warnings.warn('!')\n    return 2 * x",
    "exits": "    import sys\n    sys.exit(3)",
    "asks": "    return input('word? ')",
    "deep": "    return double(x)",
    "text": "    return str(x) * 2",
    "nan": "    return float('nan')",
}
WAIT = "\nimport time\ntime.sleep(0.5)"  # a kernel's thread reads what goes past Python, and may lose what comes last
CELLS = (
    "1 + 1",
    "_, __, In[-1], len(Out)",
    "print('a', end=''); print('b')",
    f"import os\nos.write(1, b'raw 1\\n')\nos.write(2, b'raw 2\\n'){WAIT}",
    "!echo shell",
    "%%bash\necho bash",
    "%who_ls",
    "import asyncio\nawait asyncio.sleep(0.01)\n'awaited'",
    "import threading\nt = threading.Thread(target=print, args=('thread',))\nt.start()\nt.join()",
    "from concurrent.futures import ThreadPoolExecutor\nlist(ThreadPoolExecutor(2).map(abs, [-1, 2]))",
    f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'print(1)'], check=True){WAIT}",
    "from IPython.display import HTML, display\nh = display(HTML('a'), display_id='x')\nh.update(HTML('b'))",
    "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('there')",
    "import ipywidgets\nout = ipywidgets.Output()\nwith out:\n    print('in a widget')\nout",
    "undefined_name",
    "raise KeyboardInterrupt",
    "import warnings\nwarnings.warn('twice')\nwarnings.warn('twice')",
    "import logging\nlogging.warning('logged')",
    "__name__, sys.argv[:1] == [''] , sys.flags.dev_mode",
    "?len",
    "1 + 1;",
    "from pathlib import Path\nPath('made.txt').write_text('made')",
)


def rows(url):
    with kit.connected(url) as connection:
        return book.read(connection, NAME, sorted(book.students(connection, NAME)))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with every sort of answer, and the rows that nbgrader's own autograder gives."""
    folder = build(tmp_path_factory.mktemp("code") / "课程")
    for name, body in BODIES.items():
        hand_in(folder, name, body)
    hand_in(folder, "cells", extra=CELLS)
    packed = kit.pack(folder, NAME)
    room = worker.Room(packed, tmp_path_factory.mktemp("stock"), Walls(is_open=True))
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("PYTEST_CURRENT_TEST", raising=False)  # ipykernel looks for it, and then hears no descriptors
        stock = {one: graded(room, folder, one, stock=True) for one in (*BODIES, "cells")}
    room.close()
    return folder, packed, stock


@pytest.fixture
def a_room(tmp_path):
    """Make rooms that are closed at the end."""
    made = []

    def a_room(packed, **walls):
        made.append(worker.Room(packed, tmp_path, Walls(**walls)))
        return made[-1]

    yield a_room
    for one in made:
        one.close()


def graded(room, folder, student, *, stock=False):
    files = take_in(folder / "submitted" / student / NAME).files
    return worker.grade_in(room, Task(student=student, files=files, stock=stock))


def outputs(delta, name="one.ipynb"):
    """What each cell showed, with streams put together and without what differs from run to run."""
    notebook = json.loads(delta.files[name])
    shown = []
    for cell in notebook["cells"]:
        streams: dict = {}
        other = []
        for one in cell.get("outputs", []):
            if one["output_type"] == "stream":
                streams[one["name"]] = streams.get(one["name"], "") + "".join(one["text"])
            else:
                kept = {name: one.get(name) for name in ("output_type", "ename", "evalue")}
                other.append(kept | {"data": sorted(one.get("data", {}))})
        said = {
            name: sorted(line.split("ipykernel_")[0] for line in text.splitlines()) for name, text in streams.items()
        }
        shown.append((said, other, cell.get("execution_count")))
    return shown


def test_every_row_is_nbgraders_own_at_each_level(course, level, a_room):
    folder, packed, stock = course
    room = a_room(packed, level=level.value)
    for student, theirs in stock.items():
        ours = graded(room, folder, student)
        assert (ours.done, ours.route, ours.level, ours.doubt) == (True, Route.SHELL, level.value, None), ours.log
        assert book.differences(ours.rows, theirs.rows) == (), student


def test_every_cell_shows_what_it_shows_in_a_kernel(course, a_room):
    folder, packed, stock = course
    room = a_room(packed, is_open=True)
    for student, theirs in stock.items():
        ours = graded(room, folder, student)
        for number, (one, other) in enumerate(zip(outputs(ours), outputs(theirs), strict=True)):
            assert one == other, (student, number, json.loads(ours.files["one.ipynb"])["cells"][number]["source"])


def test_what_a_notebook_made_is_in_the_graded_hand_in(course, a_room):
    folder, packed, _ = course
    delta = graded(a_room(packed, level=sandbox.require().value), folder, "cells")
    assert delta.files["made.txt"] == b"made"
    assert delta.files["left.txt"] == b"by one"


THEFT = """\
import os, pathlib, socket, subprocess, sys
found = []
for top in ("/", "/root", "/home", "/tmp", "..", "../..", os.path.expanduser("~"), "/proc"):
    for base, folders, files in os.walk(top):
        folders[:] = [one for one in folders if one not in ("usr", "lib", "sys", "site-packages", "python3.11", "dev")]
        for name in files:
            try:
                text = open(os.path.join(base, name), "rb").read(1 << 16)
            except OSError:
                continue
            found += [base + "/" + name] if b"CANARY" in text else []
        if len(found) > 20:
            break
print("STOLEN", [one for one in found if not os.path.abspath(one).startswith(os.getcwd()) and "/proc/" not in one])
print("ENV", [name for name in os.environ if "CANARY" in os.environ[name]])
"""
OUT = """\
import socket
for family, kind in ((socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET, socket.SOCK_DGRAM)):
    try:
        s = socket.socket(family, kind); s.connect(("127.0.0.1", {port})); s.send(b"out"); print("SENT")
    except OSError as problem:
        print("refused", type(problem).__name__)
"""


def skip_tests(notebook, _):
    """The test cells are tagged so that nbclient would not run them: full points, with no code at all."""
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution"]


def copy_a_test(notebook, _):
    notebook["cells"].append(notebook["cells"][1] | {"id": "copy"})


def old_metadata(notebook, _):
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["schema_version"] = 1


def another_kernel(notebook, _):
    notebook["metadata"]["kernelspec"] = {"name": "theirs", "display_name": "theirs", "language": "bash"}


def a_module_by_the_name_of_a_library(_, folder):
    (folder / "csv.py").write_text("raise SystemExit\n", "utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A class in which some are up to something; a listener counts what comes out."""
    place = tmp_path_factory.mktemp("hostile")
    folder = build(place / "course")
    (place / "secret.txt").write_text("CANARY of the teacher's", "utf-8")
    listener = socket.create_server(("127.0.0.1", 0))
    heard = []
    threading.Thread(target=lambda: heard.append(listener.accept()), daemon=True).start()
    hand_in(folder, "a-first")
    hand_in(folder, "b-thief", "    return x", extra=[THEFT])
    hand_in(folder, "c-sender", "    return x", extra=[OUT.format(port=listener.getsockname()[1])])
    hand_in(folder, "d-skips", "    return x", change=skip_tests)
    hand_in(folder, "e-loops", "    return x", extra=["while True:\n    pass"])
    hand_in(folder, "f-bomb", "    return x", extra=["import os\nwhile True:\n    os.fork()"])
    hand_in(folder, "g-memory", "    return x", extra=["held = []\nwhile True:\n    held.append(bytes(1 << 26))"])
    fill = "for n in range(20):\n    open(f'fill{n}', 'wb').write(bytes(40 << 20))\nimport time\ntime.sleep(2)"
    hand_in(folder, "g-disk", "    return x", extra=[fill])
    hand_in(folder, "h-quits", extra=["quit()"])
    hand_in(folder, "i-copies", change=copy_a_test)
    hand_in(folder, "j-old", change=old_metadata)
    hand_in(folder, "k-kernel", change=another_kernel)
    hand_in(folder, "l-shadows", change=a_module_by_the_name_of_a_library)
    hand_in(folder, "m-kills", "    return x", extra=["import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"])
    daemon = "import subprocess\nsubprocess.Popen(['setsid', 'sleep', '98765'])"
    hand_in(folder, "n-stays", "    return x", extra=[daemon])
    hand_in(folder, "z-last")
    students = sorted(one.name for one in (folder / "submitted").iterdir())
    outcomes = {one.student: one for one in engine.grade_all(folder, NAME, students, engine.Options())}
    return folder, outcomes, rows(f"sqlite:///{folder / 'gradebook.db'}"), heard


ALL_POINTS = ("a-first", "z-last", "i-copies", "j-old", "k-kernel")


def points(found, student):
    notebooks = found[student]["notebooks"].values() if student in found else ()
    return sum(said[0] or 0 for one in notebooks for said in one["grades"].values())


def test_the_batch_ends_and_the_others_have_all_their_points(hostile):
    _, outcomes, found, _ = hostile
    assert len(outcomes) == 16
    assert {one: points(found, one) for one in ALL_POINTS} == dict.fromkeys(ALL_POINTS, 6.0)


@pytest.mark.parametrize(
    "student",
    ["b-thief", "c-sender", "d-skips", "e-loops", "f-bomb", "g-memory", "g-disk", "m-kills", "n-stays"],
)
def test_nobody_has_more_than_an_honest_score(hostile, student):
    assert points(hostile[2], student) <= 2.0


def shown(folder, student):
    """Everything that the cells of a graded notebook showed, as one text."""
    notebook = json.loads((folder / "autograded" / student / NAME / "one.ipynb").read_text("utf-8"))
    return json.dumps([cell.get("outputs", []) for cell in notebook["cells"]])


def test_no_secret_was_read_and_nothing_was_sent(hostile):
    folder, _, _, heard = hostile
    assert "STOLEN []" in shown(folder, "b-thief")
    assert "ENV []" in shown(folder, "b-thief")
    assert shown(folder, "c-sender").count("refused PermissionError") == 2
    assert heard == []


def test_nothing_goes_on_after_the_batch(hostile):
    assert hostile[1]["n-stays"].step.done
    running = [one for one in Path("/proc").glob("[0-9]*/cmdline") if b"98765" in read(one)]
    assert running == []


def read(file):
    try:
        return file.read_bytes()
    except OSError:
        return b""


def test_what_cannot_be_shown_to_be_nbgraders_is_said(hostile):
    doubts = {student: one.doubt for student, one in hostile[1].items() if one.doubt}
    assert doubts["h-quits"] is Doubt.QUIT
    assert doubts["e-loops"] is Doubt.TIMEOUT
    assert doubts["m-kills"] is Doubt.DIED
    assert doubts["l-shadows"] is Doubt.SHADOWS
    assert doubts["g-disk"] is Doubt.LIMIT
    assert not {"a-first", "z-last", "b-thief", "c-sender", "d-skips"} & set(doubts)


def test_the_level_is_written_with_every_score(hostile):
    entries = ledger.last(hostile[0], NAME)
    assert {one["level"] for one in entries.values() if one["done"]} == {sandbox.probe().level.value}


def test_without_a_sandbox_no_code_is_run(tmp_path, monkeypatch, a_room):
    folder = build(tmp_path / "course")
    hand_in(folder, "one", extra=["open('/tmp/medialit-ran', 'w')"])
    nothing, require = Probed(level=Level.NONE, tried=()), sandbox.require
    monkeypatch.setattr(sandbox, "require", lambda: require(nothing))
    with pytest.raises(NoSandbox):
        list(engine.grade_all(folder, NAME, ["one"], engine.Options()))
    assert rows(f"sqlite:///{folder / 'gradebook.db'}") == {}
    delta = graded(a_room(kit.pack(folder, NAME)), folder, "one")
    assert not delta.done
    assert "without walls" in delta.log
    [outcome] = engine.grade_all(folder, NAME, ["one"], engine.Options(is_open=True))
    assert outcome.step.done
    assert ledger.last(folder, NAME)["one"]["level"] == "none"


def test_grading_ends_in_time_though_somebody_loops(hostile):
    assert hostile[1]["e-loops"].seconds < 60


def medialit(*words):
    command = [sys.executable, "-m", "medialit", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)


def test_the_command_grades_any_nbgrader_course_and_lets_nbgrader_verify_it(tmp_path):
    folder = build(tmp_path / "course")
    hand_in(folder, "one")
    hand_in(folder, "two", "    return x")
    done = medialit("grade", NAME, "--course", folder, "--json")
    graded = {row["student"]: (row["status"], row["route"], row["auto"]) for row in json.loads(done.stdout)}
    assert graded == {"one": ("graded", "shell", 6.0), "two": ("graded", "shell", 2.0)}, done.stderr
    agreed = medialit("grade", NAME, "--course", folder, "--verify", 2, "--unsandboxed")
    assert agreed.returncode == 0, agreed.stderr
    assert agreed.stderr.count("nothing differs") == 2
    assert "2 left as they were" in agreed.stdout


def test_nbgraders_own_kernels_verify_inside_the_walls(tmp_path, level_a):
    folder = build(tmp_path / "course")
    hand_in(folder, "one")
    list(engine.grade_all(folder, NAME, ["one"], engine.Options()))
    assert level_a is Level.A
    assert list(engine.verify(folder, NAME, ["one"], engine.Options(workers=1))) == [("one", ())]


def test_how_long_each_cell_took_is_shown_on_request(hostile):
    folder, _, _, _ = hostile
    done = medialit("grade", NAME, "--course", folder, "--student", "a-first", "--student", "z-last", "--timings")
    rows = [line.split() for line in done.stderr.splitlines() if line.startswith("one/")]
    assert {row[0] for row in rows} >= {"one/double", "one/test_double", "one/test_partial"}
    assert all(row[1] == "2" and 0 <= float(row[2]) <= float(row[3]) < 60 for row in rows)
    assert all(float(row[2]) > 0 for row in rows if row[0].startswith("one/test_"))
