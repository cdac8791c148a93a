"""Workers: processes that each do one thing at a time, so that a lost one costs one task and is known by it.

A worker has a pipe of its own to the process that hands out the tasks. There is no lock that a killed worker could
take with it, and no queue that grows: a task is read only when a worker is free.
"""

import contextlib
import os
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from medialit.grading import preload

T = TypeVar("T")
R = TypeVar("R")

TRIES = 2
"""How often a task is begun whose worker was lost."""
START_S = 600.0
"""How long a worker may take to get ready, in seconds; this does not count for its first task."""


class Lost(StrEnum):
    """Why there is no result."""

    WORKER = "worker"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Done(Generic[T, R]):
    """A task, and its result or why there is none."""

    task: T
    result: R | None
    lost: Lost | None = None


@dataclass(frozen=True, slots=True)
class _Ready:
    """A worker has begun."""


@dataclass(frozen=True, slots=True)
class _Broken:
    """A worker could not begin, and why."""

    why: str


@dataclass(slots=True)
class _Worker(Generic[T]):
    process: Any
    pipe: Connection
    task: T | None = None
    until: float = 0.0
    is_ready: bool = False


class _Shift(Generic[T]):
    """Who works, what is to be done, and what is to be done again."""

    def __init__(self, tasks: Iterator[T]) -> None:
        self.crew: list[_Worker[T]] = []
        self._tasks, self._again = tasks, list[T]()
        self._begun: list[T] = []

    def next(self) -> T | None:
        """Return the next task; None when there is none left."""
        return self._again.pop() if self._again else next(self._tasks, None)

    def takes_again(self, task: T) -> bool:
        """Tell whether a task whose worker was lost is tried again."""
        self._begun.append(task)
        if sum(one is task for one in self._begun) >= TRIES:
            return False
        self._again.append(task)
        return True

    def dismiss(self, worker: _Worker[T]) -> None:
        """End a worker for good."""
        self.crew.remove(worker)
        _end(worker)


class Pool(Generic[T, R]):
    """A number of workers.

    Parameters
    ----------
    begin, arguments
        Called once in each worker, with these arguments.
    do
        Called with each task; a module-level function, as `begin`.
    workers
        How many processes.
    wall_s
        How long a task may take, in seconds, before its worker is killed.
    """

    def __init__(  # what is done, and with what
        self,
        begin: Callable[..., None],
        arguments: tuple[Any, ...],
        do: Callable[[T], R],
        *,
        workers: int,
        wall_s: float,
    ) -> None:
        self._made_with = (begin, arguments, do)
        self._workers, self._wall_s = workers, wall_s
        self._context = preload.context()

    def map(self, tasks: Iterable[T]) -> Iterator[Done[T, R]]:
        """Yield every task with its result, in the order in which they end; workers end with the iterator.

        Raises
        ------
        RuntimeError
            `begin` raised an error in a worker.
        """
        shift = _Shift[T](iter(tasks))
        try:
            while True:
                self._hand_out(shift)
                busy = [one for one in shift.crew if one.task is not None]
                if not busy:
                    return
                for worker in self._ready(busy):
                    done = self._result(worker)
                    if done is None:
                        continue
                    if done.lost:
                        shift.dismiss(worker)
                    if not (done.lost is Lost.WORKER and shift.takes_again(done.task)):
                        yield done
        finally:
            for one in shift.crew:
                _end(one)

    def _hand_out(self, shift: "_Shift[T]") -> None:
        """Give every free worker a task, and make workers while there are tasks."""
        while True:
            free = next((one for one in shift.crew if one.task is None), None)
            if free is None and len(shift.crew) >= self._workers:
                return
            task = shift.next()
            if task is None:
                return
            if free is None:
                free = self._start()
                shift.crew.append(free)
            self._hand(free, task)

    def _start(self) -> _Worker[T]:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_work, args=(there, *self._made_with), daemon=False)
        process.start()
        there.close()
        return _Worker(process, here)

    def _hand(self, worker: _Worker[T], task: T) -> None:
        worker.task = task
        worker.until = time.monotonic() + (self._wall_s if worker.is_ready else START_S)
        with contextlib.suppress(OSError):  # it died; its end of the pipe says so
            worker.pipe.send(task)

    def _ready(self, busy: list[_Worker[T]]) -> list[_Worker[T]]:
        """Wait until a worker has something to say, or none has been heard of for too long; return those."""
        by_pipe: dict[Any, _Worker[T]] = {one.pipe: one for one in busy}
        until = min(one.until for one in busy)
        heard = wait(list(by_pipe), timeout=max(0.0, until - time.monotonic()))
        if heard:
            return [by_pipe[one] for one in heard]
        return [one for one in busy if time.monotonic() >= one.until]

    def _result(self, worker: _Worker[T]) -> Done[T, R] | None:
        """Return what became of a worker's task; None if it only said that it is ready."""
        task = worker.task
        if task is None:
            raise RuntimeError("a worker was heard that had nothing to do")
        if not worker.pipe.poll():
            return Done(task, None, Lost.TIME)
        try:
            result = worker.pipe.recv()
        except (EOFError, OSError):
            return Done(task, None, Lost.WORKER)
        if isinstance(result, _Ready):
            worker.is_ready, worker.until = True, time.monotonic() + self._wall_s
            return None
        worker.task = None
        if isinstance(result, _Broken):
            raise RuntimeError(f"a worker could not begin:\n{result.why}")  # noqa: TRY004  # no type is wrong
        return Done(task, result)


def _work(pipe: Connection, begin: Callable[..., None], arguments: tuple[Any, ...], do: Callable[[Any], Any]) -> None:
    """Be a worker until the other end of the pipe is closed; what is printed meanwhile is nobody's to read."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    try:
        begin(*arguments)
    except Exception:  # noqa: BLE001  # it concerns every task: the one who waits for results raises it
        pipe.send(_Broken(traceback.format_exc()))
        return
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        pipe.send(_Ready())
        while True:
            pipe.send(do(pipe.recv()))


def _end(worker: _Worker[Any]) -> None:
    """End a worker that has nothing to do by closing its pipe, another by a kill."""
    worker.pipe.close()
    if worker.task is not None or not worker.process.is_alive():
        worker.process.kill()
    worker.process.join(5)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()
