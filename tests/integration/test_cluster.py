"""Grading on a Dask cluster: the same rows, also when a worker is lost, and a plain word when there is no cluster."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from distributed import Client
from tests.builders import LESSON
from tests.integration import code_course
from tests.integration.test_engine import SOME, a_class, differing, graded, rows

from medialit.errors import NoCluster
from medialit.grading import cluster, engine, ledger, sandbox
from medialit.grading.model import Delta, Doubt, Route, Task


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A scheduler and two workers as programs of their own, as a site would start them."""
    place = tmp_path_factory.mktemp("dask")
    file = place / "scheduler.json"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    log = (place / "log").open("wb")
    scheduler = subprocess.Popen([*dask, "--no-dashboard", "--scheduler-file", str(file)], stdout=log, stderr=log)
    started = [scheduler]
    for _ in range(200):
        if file.exists() and file.stat().st_size:
            break
        time.sleep(0.1)
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file), "--nthreads", "1"]
    quiet = ["--no-dashboard", "--local-directory", str(place)]
    started += [subprocess.Popen([*worker, *quiet], stdout=log, stderr=log) for _ in range(2)]
    yield json.loads(file.read_text("utf-8"))["address"]
    for one in reversed(started):
        one.terminate()
        one.wait(30)
    log.close()


def test_a_cluster_gives_nbgraders_rows_too(tmp_path, address):
    made = a_class(tmp_path / "课程")
    outcomes = graded(made, scheduler=address)
    assert set(outcomes) == set(SOME)
    assert outcomes["complete"].route is Route.DATA
    assert (made.folder / "autograded" / "complete" / LESSON / "reflection.ipynb").is_file()
    assert differing(made) == {}


def test_a_worker_that_is_killed_costs_a_retry_and_no_points(tmp_path, address):
    made = a_class(tmp_path / "course", [f"invented-{number}" for number in range(8)])
    with Client(address, set_as_default=False) as client, ThreadPoolExecutor(1) as beside:
        pids = client.run(os.getpid)
        running = beside.submit(graded, made, scheduler=address, stock=True)
        time.sleep(3)
        assert not running.done()
        os.kill(next(iter(pids.values())), signal.SIGKILL)
        outcomes = running.result()
    assert not any(one.lost for one in outcomes.values())
    before = rows(made)
    assert differing(made) == {}
    graded(made, force=True)
    assert rows(made) == before


def test_a_worker_of_the_cluster_puts_code_behind_walls_of_its_own(tmp_path, address):
    folder = code_course.build(tmp_path / "course")
    code_course.hand_in(folder, "one")
    [outcome] = engine.grade_all(folder, code_course.NAME, ["one"], engine.Options(scheduler=address))
    assert outcome.step.done, outcome.step.log
    assert outcome.route is Route.SHELL
    assert ledger.last(folder, code_course.NAME)["one"]["level"] == sandbox.probe().level.value


def test_where_no_scheduler_answers_it_is_said_and_nothing_is_graded(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "WAIT_S", 2)
    made = a_class(tmp_path / "course", ("complete",))
    with pytest.raises(NoCluster, match="no Dask scheduler answers at tcp"):
        graded(made, scheduler="tcp://127.0.0.1:9")
    assert rows(made) == {}


def test_what_travels_is_json_and_arrives_whole():
    files = {"a/b.bin": bytes(range(256)), "回答.txt": "答".encode()}
    task = Task(student="姓名", files=files, rows={"timestamp": None}, stock=True)
    assert cluster.unpack_task(cluster.pack(task)) == task
    delta = Delta(
        student="s", done=True, log="\ud800", rows=None, files=files, route=Route.STOCK, doubt=Doubt.NOISY, seconds=0.1
    )
    assert cluster.unpack_delta(cluster.pack(delta)) == delta
