"""The sandbox: what is outside stays out of reach, limits hold, and without walls every detector fires."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

import medialit
from medialit.errors import NoSandbox
from medialit.grading import sandbox
from medialit.grading.sandbox import Level, Limits, Probed, Tried, Watch

INSIDE = """\
import os, pathlib, sys
from medialit.grading.sandbox import Level, Limits, enter
enter(Level({level!r}), pathlib.Path({work!r}), Limits(**{limits!r}))
print("inside", flush=True)
{code}
"""
SYSTEM_PYTHON = "/usr/bin/python3"


@pytest.fixture
def work():
    """A folder for a confined program, with one for its temporary files beside it."""
    place = Path(tempfile.mkdtemp(prefix="medialit-test-"))
    made = place / "work"
    for folder in (made, sandbox.temporary(made)):
        folder.mkdir()
    yield made
    shutil.rmtree(place)


def inside(level, work, code, **limits):
    """Run code in the sandbox in a process of its own."""
    source = INSIDE.format(level=level.value, work=str(work), limits=limits, code=code)
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TMPDIR": str(sandbox.temporary(work))}
    command = [sys.executable, "-c", source]
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd="/", timeout=60, check=False)


def test_this_machine_has_a_sandbox_and_nothing_that_is_tried_gets_out(level):
    assert [one for one in sandbox.attempt(level) if not one.is_refused] == []


def test_one_level_at_least_was_tested_here():
    """Without it nothing in this file has shown anything."""
    assert sys.platform != "linux" or sandbox.probe().level in {Level.A, Level.B}


def test_without_walls_every_detector_fires():
    """What is refused outside of the sandbox, too, because of whom we are, proves nothing: it is not counted."""
    refused = {one.what for one in sandbox.attempt(Level.NONE) if one.is_refused}
    assert refused <= {"become another user", "mount", "make a namespace", "trace another process", "work inside"}


@pytest.mark.slow
def test_an_ordinary_user_has_it_too():
    """Root gives its rights away to try; another user's probe is the same program."""
    user = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] if os.getuid() == 0 else []
    python = SYSTEM_PYTHON if os.getuid() == 0 else sys.executable
    place = Path(tempfile.mkdtemp(prefix="medialit-user-"))
    shutil.copytree(Path(medialit.__file__).parent, place / "medialit", ignore=shutil.ignore_patterns("_content"))
    for one in (place, *place.rglob("*")):
        one.chmod(0o755 if one.is_dir() else 0o644)
    paths = [str(place), *(one for one in sys.path if one.endswith("-packages"))]
    code = "from medialit.grading.sandbox import probe; print(probe().level.value)"
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(paths), "HOME": str(place)}
    command = [*user, python, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd="/", timeout=120, check=False)
    shutil.rmtree(place)
    assert done.stdout.strip() in {"A", "B"}, done.stderr


def test_what_is_written_in_the_work_folder_is_there_afterwards(level, work):
    done = inside(
        level, work, "pathlib.Path('made.txt').write_text('x'); import shutil; shutil.copy('made.txt', 'two')"
    )
    assert done.returncode == 0, done.stderr
    assert {one.name for one in work.iterdir()} == {"made.txt", "two"}


def test_nothing_of_the_callers_is_left_open(level, work, tmp_path):
    (tmp_path / "open").write_text("secret", "utf-8")
    code = "print(sorted(os.listdir('/proc/self/fd'))[:9])"
    source = INSIDE.format(level=level.value, work=str(work), limits={}, code=code)
    with (tmp_path / "open").open() as held:
        os.set_inheritable(held.fileno(), True)
        env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-c", source]
        done = subprocess.run(command, capture_output=True, text=True, env=env, close_fds=False, check=False, cwd="/")
    assert done.stdout.splitlines()[1] == "['0', '1', '2', '3']", done.stderr


@pytest.mark.parametrize(
    ("code", "limits"),
    [
        ("bytearray(3 << 30)", {"memory_mib": 2048}),
        ("open('big', 'wb').write(bytes(3 << 20))", {"file_mib": 2}),
        ("[open('/dev/null') for _ in range(200)]", {"open_files": 64}),
    ],
    ids=["memory", "file", "handles"],
)
def test_a_limit_ends_what_goes_beyond_it(level, work, code, limits):
    assert inside(level, work, "pass", **limits).returncode == 0
    assert inside(level, work, code, **limits).returncode != 0


def test_processor_time_is_limited(level, work):
    begun = time.monotonic()
    assert inside(level, work, "while True: pass", cpu_s=1).returncode != 0
    assert time.monotonic() - begun < 30


DAEMON = """\
import os, time
for _ in range(2):
    os.setsid()
    os.fork() and os._exit(0)
while True:
    with open("alive", "w") as file:
        file.write(str(time.time()))
    time.sleep(0.05)
"""


def test_killing_the_outer_process_ends_all_that_was_started_inside(level, work):
    """Also what has left its session and its parent."""
    code = f"import subprocess, time\nsubprocess.Popen([sys.executable, '-c', {DAEMON!r}])\ntime.sleep(600)"
    source = INSIDE.format(level=level.value, work=str(work), limits={}, code=code)
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    outer = subprocess.Popen([sys.executable, "-c", source], env=env, cwd="/", stdout=subprocess.DEVNULL)
    try:
        alive = work / "alive"
        for _ in range(200):
            if alive.exists() and alive.read_text():
                break
            time.sleep(0.05)
        assert alive.exists()
        outer.terminate()
        outer.wait(10)
    finally:
        outer.kill()
        outer.wait()
    time.sleep(0.2)
    before = alive.read_text()
    time.sleep(0.5)
    assert alive.read_text() == before


def test_no_walls_are_no_sandbox(work):
    """Level C has no walls to enter: to ask for it is an error, and not a program without walls."""
    source = INSIDE.format(level="C", work=str(work), limits={}, code="open('ran', 'w')")
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode != 0
    assert not (work / "ran").exists()


def test_where_there_is_no_sandbox_it_is_said_with_what_to_do():
    nothing = Probed(level=Level.NONE, tried=(Tried(level=Level.A, what="enter", is_refused=False, said="EPERM"),))
    with pytest.raises(NoSandbox, match="enter \\(EPERM\\)"):
        sandbox.require(nothing)


def test_limits_are_those_that_were_asked_for(level, work):
    code = "from resource import *; print(getrlimit(RLIMIT_AS)[0] >> 20, getrlimit(RLIMIT_CORE)[0])"
    done = inside(level, work, code, memory_mib=1234)
    assert done.stdout.splitlines()[1:] == [f"{Limits(memory_mib=1234).memory_mib} 0"], done.stderr


def test_what_all_processes_use_together_is_looked_after(tmp_path):
    """Each of the two is within the limit, and both are not."""
    grow = "held = b'x' * (60 << 20); import sys; print('grown', flush=True); sys.stdin.read()"
    both = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {grow!r}]).wait()"
    with subprocess.Popen(
        [sys.executable, "-c", both], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as outer:
        assert outer.stdout.readline() == "grown\n"
        assert Watch(outer.pid, tmp_path, Limits(memory_mib=60)).exceeded() == "memory_mib"
        assert Watch(outer.pid, tmp_path, Limits(memory_mib=4000)).exceeded() == ""
        assert Watch(outer.pid, tmp_path, Limits(wall_s=-1.0)).exceeded() == "wall_s"
        (tmp_path / "big").write_bytes(b"x" * (3 << 20))
        assert Watch(outer.pid, tmp_path, Limits(work_mib=2)).exceeded() == "work_mib"
        outer.stdin.close()
