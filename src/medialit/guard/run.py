"""One assignment through real nbgrader: a course in a temporary folder, every invented hand-in graded in it."""

import json
import math
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from medialit import course, curriculum
from medialit.errors import MedialitError
from medialit.grading import nbgrader
from medialit.guard import answers, code
from medialit.guard.model import Assignment, Cell, Outcome, Trial

AT_ONCE = 2
"""How many assignments are graded at the same time."""
Tell = Callable[[int, int, str, float], None]


def graded(assignments: Sequence[Assignment], tell: Tell | None = None) -> dict[str, tuple[Outcome, ...]]:
    """Return for each assignment, by its folder, what became of the hand-ins; several are graded at once."""
    done: dict[str, tuple[Outcome, ...]] = {}
    say: Tell = tell or (lambda *_: None)
    say(0, len(assignments), "", 0.0)
    workers = min(AT_ONCE, os.cpu_count() or 1, len(assignments))
    if workers < 2:
        for one in assignments:
            done[str(one.folder)] = grade(one)
            say(len(done), len(assignments), one.name, 0.0)
        return done
    # A new interpreter each: nbgrader changes the working directory, and the caller may have threads of its own.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running = {pool.submit(grade, one): one for one in assignments}
        for future in as_completed(running):
            one = running[future]
            done[str(one.folder)] = future.result()
            say(len(done), len(assignments), one.name, 0.0)
    return done


def grade(assignment: Assignment) -> tuple[Outcome, ...]:
    """Return what became of the invented hand-ins of one assignment; first what became of the assignment itself."""
    with tempfile.TemporaryDirectory(prefix="medialit-guard-") as place:
        made = course.new(Path(place) / "course")
        _lay(assignment, made.folder / "source" / assignment.name)
        steps = nbgrader.Steps(made.folder)
        step = steps.generate(assignment.name)
        if not step.done:
            return (Outcome(trial="", problem=step.reason),)
        hand_ins = tuple(trials(assignment))
        problems = {one.id: _hand_in(one, assignment, made.folder, steps) for one in hand_ins}
        rows = {row.student: row for row in nbgrader.rows(made.folder, assignment.name)}
        return tuple(
            Outcome(trial=one.id, problem=problems[one.id])
            if problems[one.id] or one.id not in rows
            else _outcome(one.id, rows[one.id], made.folder / "autograded" / one.id / assignment.name)
            for one in hand_ins
        )


def trials(assignment: Assignment) -> Iterator[Trial]:
    """Yield the invented hand-ins of an assignment: by what its points depend on."""
    try:
        plan = curriculum.lesson(assignment.lesson) if assignment.lesson else None
    except MedialitError:
        plan = None
    yield from answers.trials(plan) if plan else code.trials(assignment)


def _lay(assignment: Assignment, source: Path) -> None:
    """Copy the assignment into the course: its notebooks, and files that are nobody's answers."""
    source.mkdir(parents=True)
    for file in sorted(one for one in assignment.folder.rglob("*") if one.is_file()):
        is_other = file.suffix == ".ipynb" or file.name.endswith(".answers.jsonl")
        inside = file.relative_to(assignment.folder)
        if not is_other and not any(part.startswith(".") for part in inside.parts):
            (source / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, source / inside)
    for notebook in assignment.notebooks:
        shutil.copyfile(notebook.path, source / notebook.path.name)


def _hand_in(trial: Trial, assignment: Assignment, folder: Path, steps: nbgrader.Steps) -> str:
    """Hand in, grade, and return why that failed; nothing where it did not."""
    place = folder / "submitted" / trial.id / assignment.name
    shutil.copytree(folder / "release" / assignment.name, place)
    trial.happens(place)
    step = steps.autograde(assignment.name, trial.id)
    return "" if step.done else step.reason


def _outcome(trial: str, row: nbgrader.GradeRow, place: Path) -> Outcome:
    cells = []
    for file in sorted(place.glob("*.ipynb")):
        for cell in json.loads(file.read_text("utf-8"))["cells"]:
            said = cell["metadata"].get("nbgrader", {})
            mark = row.marks.get(str(said.get("grade_id")))
            if cell["cell_type"] == "code" and said.get("grade") and not said.get("solution") and mark:
                ending = _ending(cell.get("outputs", ()), mark.most)
                points = math.nan if mark.auto is None else mark.auto
                cells.append(
                    Cell(file=file.name, grade_id=said["grade_id"], points=points, most=mark.most, ending=ending)
                )
    waiting = frozenset(name for name, mark in row.marks.items() if mark.by_hand and mark.waiting)
    return Outcome(trial=trial, cells=tuple(cells), waiting=waiting)


def _ending(outputs: Iterable[Mapping[str, Any]], most: float) -> str:
    """Return how a test cell ended if nbgrader would misread it; an error earns nothing, and no value everything."""
    for one in outputs:
        if one["output_type"] == "stream" and one.get("name") == "stderr":
            return "it printed to stderr"
        if one["output_type"] == "execute_result":
            text = "".join(one["data"].get("text/plain", "")).strip()
            number = re.fullmatch(r"\d+(\.\d*)?([eE][+-]?\d+)?", text)
            if not number or not 0 <= float(text) <= most:
                return f"it ended in {text[:60]}"
    return ""
