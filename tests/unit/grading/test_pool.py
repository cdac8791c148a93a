"""Workers: every task ends with one result or one reason, whatever happens to who works on it."""

import os
import signal
import time
from pathlib import Path

import pytest

from medialit.grading.pool import Lost, Pool

_KNOWN: dict = {}


def begin(folder, fails=0):
    _KNOWN.update(folder=folder, fails=fails)


def double(number):
    return number * 2


def die_once(name):
    """Be killed the first time that a task of this name is done."""
    mark = Path(_KNOWN["folder"]) / name
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return name


def die_always(name):
    if name.startswith("bad"):
        os.kill(os.getpid(), signal.SIGKILL)
    return name


def sleep(seconds):
    time.sleep(seconds)
    return seconds


def a_pool(do, folder="", *, workers=2, wall_s=60.0):
    return Pool(begin, (str(folder),), do, workers=workers, wall_s=wall_s)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 3])
def test_every_task_has_its_own_result(workers):
    found = {done.task: done.result for done in a_pool(double, workers=workers).map(range(20))}
    assert found == {number: number * 2 for number in range(20)}


@pytest.mark.slow
def test_no_task_at_all_starts_nobody_and_ends_at_once():
    assert list(a_pool(double).map([])) == []


@pytest.mark.slow
def test_a_task_whose_worker_is_killed_is_done_by_another(tmp_path):
    names = ["one", "two", "three"]
    found = [(done.task, done.result, done.lost) for done in a_pool(die_once, tmp_path).map(names)]
    assert sorted(found) == sorted((name, name, None) for name in names)


@pytest.mark.slow
def test_a_task_that_kills_every_worker_is_told_and_costs_the_others_nothing():
    done = {one.task: one for one in a_pool(die_always).map(["a", "bad", "b", "c", "bad too"])}
    assert {name for name, one in done.items() if one.lost is Lost.WORKER} == {"bad", "bad too"}
    assert {name for name, one in done.items() if one.result == name} == {"a", "b", "c"}


@pytest.mark.slow
def test_a_task_that_takes_too_long_is_ended_and_told():
    begun = time.monotonic()
    done = {one.task: one.lost for one in a_pool(sleep, workers=1, wall_s=3.0).map([0.0, 600.0, 0.1])}
    assert done == {0.0: None, 600.0: Lost.TIME, 0.1: None}
    assert time.monotonic() - begun < 60


@pytest.mark.slow
def test_tasks_are_read_only_when_a_worker_is_free():
    read = []

    def tasks():
        for number in range(50):
            read.append(number)
            yield number

    for ended, _ in enumerate(a_pool(double).map(tasks()), start=1):
        assert len(read) <= ended + 2


def fail(*_):
    raise ValueError("the course cannot be read")


@pytest.mark.slow
def test_workers_that_cannot_begin_are_an_error_with_its_reason():
    with pytest.raises(RuntimeError, match="the course cannot be read"):
        list(Pool(fail, (), double, workers=2, wall_s=60.0).map([1, 2]))
