"""Grading many hand-ins: workers grade, one writer keeps, and whatever happens, the same command again ends the same.

A hand-in becomes bytes, a worker makes rows and files of them, and here they are kept, a batch in one transaction.
First the files are laid ready, then the gradebook is written, then the files are put in their place, and last a line
goes into the log. A run that is killed between any two of these has no line for that batch, so the next run grades
it again, from the same bytes, to the same rows.
"""

import hashlib
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import medialit
from medialit import settings
from medialit.errors import BadCourse, NotSaved
from medialit.grading import ledger, sandbox, workplace
from medialit.grading.intake import Note, take_in
from medialit.grading.model import Delta, Doubt, Held, Integrity, Route, Task, Walls
from medialit.grading.nbgrader import book, kit, worker
from medialit.grading.nbgrader.steps import Step
from medialit.grading.pool import Done, Lost, Pool

BATCH = 16
BATCH_S = 2.0
WALL_S = 1800.0
"""How long one hand-in may take before its worker is killed, in seconds."""
TRIES = 3
"""How often a hand-in is graded anew whose rows somebody changed meanwhile."""

Tell = Callable[[int, int, str, float], None]


class Crew(Protocol):
    """Whoever grades: processes of this machine, or a cluster."""

    def map(self, tasks: Iterable[Task]) -> Iterator[Done[Task, Delta]]:
        """Yield every task with its result, in the order in which they end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to grade.

    Attributes
    ----------
    force
        Also what has not changed since it was graded.
    workers
        How many hand-ins at once; one for each core if 0.
    stock
        Everything by nbgrader's own autograder.
    is_open
        Code may run without walls, on whoever's risk says so.
    integrity
        Which verdict on code counts.
    scheduler
        The address of a Dask scheduler whose workers grade; processes of this machine if empty.
    """

    force: bool = False
    workers: int = 0
    stock: bool = False
    is_open: bool = False
    scheduler: str = ""
    integrity: Integrity = Integrity.HOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one hand-in.

    Attributes
    ----------
    is_unchanged
        It was graded before, from the same files, and was left as it is.
    lost
        Its worker was lost, or took too long.
    notes
        What was left aside of the hand-in, or why nothing of it could be read.
    held, forgeable
        Tests that passed inside only, and tests that nobody can judge from outside.
    """

    student: str
    step: Step
    is_unchanged: bool = False
    lost: Lost | None = None
    route: Route | None = None
    doubt: Doubt | None = None
    seconds: float = 0.0
    notes: tuple[Note, ...] = ()
    held: Mapping[str, Held] = field(default_factory=dict)
    forgeable: tuple[str, ...] = ()


def grade_all(
    folder: Path, assignment: str, students: Sequence[str], options: Options, tell: Tell | None = None
) -> Iterator[Outcome]:
    """Grade hand-ins of one assignment; yield what became of each, as it is kept.

    Raises
    ------
    BadCourse
        Another run grades this course, or its gradebook does not know the assignment.
    NoSandbox
        Points depend on code, and it cannot be walled off here.
    NotSaved
        The disk is full, or the gradebook cannot be written; what was kept before is kept.
    """
    with workplace.taken(folder) as place:
        run = _Run(folder.resolve(), assignment, options, place)
        begun, waiting = time.monotonic(), len(students)
        for count, outcome in enumerate(_saved(run.grade(students)), start=1):
            if tell:
                spent = time.monotonic() - begun
                tell(count, waiting, outcome.student, spent / count * (waiting - count))
            yield outcome


def _saved(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Yield outcomes; what the disk refuses is for a person to put right."""
    try:
        yield from outcomes
    except OSError as problem:
        raise NotSaved(
            f"grading ended: {problem.strerror or problem}",
            "make room, or see that you may write in the course; then run this again: what was graded is kept",
        ) from problem


def verify(
    folder: Path, assignment: str, students: Sequence[str], options: Options
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Grade hand-ins once more with nbgrader's own autograder; yield each student with the rows that differ.

    Nothing is written.

    Raises
    ------
    BadCourse
        Another run grades this course, or its gradebook does not know the assignment.
    NoSandbox
        nbgrader would run code of students', and nobody said that it may without walls.
    """
    with workplace.taken(folder) as place:
        yield from _Run(folder.resolve(), assignment, options, place).verify(students)


class _Run:
    """One run over the hand-ins of an assignment."""

    def __init__(self, folder: Path, assignment: str, options: Options, place: Path) -> None:
        self._folder, self._assignment, self._options, self._place = folder, assignment, options, place
        self._kit = kit.pack(folder, assignment)
        self._course = kit.course_directory(folder)
        self._known = ledger.last(folder, assignment)
        self._walls = self._required()
        self._queue: deque[Task] = deque()
        self._digests: dict[str, str] = {}
        self._notes: dict[str, tuple[Note, ...]] = {}
        self._tries: dict[str, int] = {}

    def _required(self) -> Walls:
        """Return inside what code may run; of an assignment on data none is run, and nothing is asked for."""
        mode = self._options.integrity
        if self._kit.is_data or self._options.is_open:
            return Walls(is_open=self._options.is_open, integrity=mode)
        return Walls(level=sandbox.require().value, integrity=mode)

    def grade(self, students: Sequence[str]) -> Iterator[Outcome]:
        """Yield what became of each hand-in, in batches as they are kept."""
        with kit.connected(self._course.db_url) as connection:
            graded = book.students(connection, self._assignment)
        pool = self._pool()
        at_once: deque[Outcome] = deque()
        coming = self._tasks(students, graded, at_once)
        while True:
            batch: list[Done[Task, Delta]] = []
            since = time.monotonic()
            for done in pool.map(coming):
                batch.append(done)
                if len(batch) >= BATCH or time.monotonic() - since >= BATCH_S:
                    yield from self._keep(batch)
                    batch, since = [], time.monotonic()
                while at_once:
                    yield at_once.popleft()
            yield from self._keep(batch)
            yield from at_once
            at_once.clear()
            if not self._queue:
                return
            coming = self._from_queue()

    def verify(self, students: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each student with the rows that nbgrader's own autograder would make others."""
        with kit.connected(self._course.db_url) as connection:
            rows = book.read(connection, self._assignment, students)
        tasks = (
            Task(student=one, files=take_in(self._submitted(one)).files, rows=rows.get(one), stock=True)
            for one in students
        )
        for done in self._pool().map(tasks):
            student = done.task.student
            theirs = done.result.rows if done.result else None
            yield student, book.differences(rows.get(student), theirs)

    def _pool(self) -> Crew:
        if self._options.scheduler:
            from medialit.grading.cluster import Cluster

            return Cluster(self._options.scheduler, self._kit, self._walls)
        arguments = (self._kit, self._place, self._walls, settings.environment())
        return Pool(
            worker.begin,
            arguments,
            worker.grade,
            workers=self._options.workers or cores(),
            wall_s=WALL_S,
        )

    def _tasks(self, students: Sequence[str], graded: frozenset[str], at_once: deque[Outcome]) -> Iterator[Task]:
        """Yield what is to be graded; what has not changed, or cannot be read, goes to `at_once`."""
        for start in range(0, len(students), BATCH):
            some = students[start : start + BATCH]
            with kit.connected(self._course.db_url) as connection:
                rows = book.read(connection, self._assignment, some)
            for student in some:
                taken = take_in(self._submitted(student))
                if taken.refused:
                    step = Step(done=False, log="")
                    at_once.append(Outcome(student=student, step=step, notes=(taken.refused,)))
                    continue
                files, self._notes[student] = taken.files, taken.notes
                digest = self._digest(files)
                if self._is_kept(student, digest) and student in graded and not self._options.force:
                    at_once.append(replace(_as_it_was(self._known[student]), notes=taken.notes))
                    continue
                self._digests[student] = digest
                yield Task(student=student, files=files, rows=rows.get(student), stock=self._options.stock)
            yield from self._from_queue()

    def _from_queue(self) -> Iterator[Task]:
        while self._queue:
            yield self._queue.popleft()

    def _digest(self, files: Mapping[str, bytes]) -> str:
        how = f"{self._options.stock} {'' if self._kit.is_data else self._options.integrity}"
        hashed = hashlib.sha256(f"{_versions()}\0{self._kit.digest}\0{how}".encode())
        kit.hash_files(hashed, files)
        return hashed.hexdigest()

    def _is_kept(self, student: str, digest: str) -> bool:
        entry = self._known.get(student)
        return bool(
            entry and entry.get("done") and entry.get("digest") == digest and self._autograded(student).is_dir()
        )

    def _submitted(self, student: str) -> Path:
        return Path(self._course.format_path(self._course.submitted_directory, student, self._assignment))

    def _autograded(self, student: str) -> Path:
        return Path(self._course.format_path(self._course.autograded_directory, student, self._assignment))

    def _keep(self, batch: Sequence[Done[Task, Delta]]) -> Iterator[Outcome]:
        """Keep what a batch of tasks gave, in one transaction; yield what became of each."""
        if not batch:
            return
        deltas = {one.task.student: one.result for one in batch if one.result is not None}
        mode = 0o664 if self._course.groupshared else 0o444
        done = [one for one in deltas.values() if one.done]
        ready = {
            one.student: workplace.lay_ready(self._folder, number, one.files, mode) for number, one in enumerate(done)
        }
        before = {one.task.student: one.task.rows for one in batch}
        after = {student: one.rows for student, one in deltas.items() if one.rows is not None}
        with kit.connected(self._course.db_url) as connection:
            changed = book.write(connection, self._assignment, after, before)
        kept = [one for one in batch if one.task.student not in changed]
        for one in kept:
            if one.task.student in after:
                workplace.put_in_place(self._folder, self._autograded(one.task.student), ready.get(one.task.student))
        ledger.write(self._folder, [self._entry(one) for one in kept])
        for one in batch:
            if one.task.student in changed:
                self._again(one.task)
            else:
                outcome = _outcome(one)
                yield replace(outcome, notes=(*self._notes.pop(one.task.student, ()), *outcome.notes))

    def _again(self, task: Task) -> None:
        """Grade a hand-in anew, over the rows as they are now."""
        self._tries[task.student] = self._tries.get(task.student, 0) + 1
        if self._tries[task.student] > TRIES:
            raise BadCourse(
                f"the marks of {task.student} change faster than they can be graded",
                "close the marking desk, run again",
            )
        with kit.connected(self._course.db_url) as connection:
            rows = book.read(connection, self._assignment, [task.student]).get(task.student)
        self._queue.append(Task(student=task.student, files=task.files, rows=rows, stock=task.stock))

    def _entry(self, done: Done[Task, Delta]) -> dict[str, object]:
        one = done.result
        return {
            "assignment": self._assignment,
            "student": done.task.student,
            "done": bool(one and one.done),
            "digest": self._digests[done.task.student],
            "route": one.route.value if one else None,
            "level": one.level if one else "",
            "doubt": one.doubt.value if one and one.doubt else None,
            "lost": done.lost.value if done.lost else None,
            "held": {cell: [found.inside, found.outside] for cell, found in one.held.items()} if one else {},
            "forgeable": list(one.forgeable) if one else [],
            "seconds": round(one.seconds, 3) if one else None,
            "cells_s": {cell: round(spent, 4) for cell, spent in one.cells_s.items()} if one else {},
        }


def cores() -> int:
    """Return how many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _outcome(done: Done[Task, Delta]) -> Outcome:
    one = done.result
    if one is None:
        return Outcome(student=done.task.student, step=Step(done=False, log=""), lost=done.lost)
    return Outcome(
        student=one.student,
        step=Step(done=one.done, log=one.log),
        route=one.route,
        doubt=one.doubt,
        seconds=one.seconds,
        held=one.held,
        forgeable=one.forgeable,
        notes=one.notes,
    )


def _as_it_was(entry: Mapping[str, Any]) -> Outcome:
    """Return what the log says of a hand-in that is left as it is."""
    held = {cell: Held(inside=one[0], outside=one[1], why="") for cell, one in entry.get("held", {}).items()}
    return Outcome(
        student=entry["student"],
        step=Step(done=True, log=""),
        is_unchanged=True,
        held=held,
        forgeable=tuple(entry.get("forgeable", ())),
    )


def _versions() -> str:
    """Return what of this environment points may depend on."""
    known = (f"{name} {version(name)}" for name in ("nbgrader", "nbconvert", "nbclient", "ipykernel", "ipython"))
    return ", ".join((sys.version, f"medialit {medialit.__version__}", *known))
