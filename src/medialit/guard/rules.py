"""ML91x: what automatic points must be, whatever is handed in."""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from math import isclose

from medialit.authoring.model import Found, Notebook, Rule, Subject
from medialit.guard.model import NEAR, Assignment, Cell, Outcome, Sort, Trial
from medialit.guard.run import Tell, graded, trials

_ALL = (
    "A student whose notebook nbgrader cannot grade gets no points and no reason. This rule and those after it grade "
    "invented hand-ins with nbgrader, in a folder of their own."
)
_PLAIN = (
    "nbgrader gives full marks to a test cell that ends in NaN, a text, True or a negative number, and none to one "
    "that prints to stderr."
)


class Guard:
    """Grades every assignment that a run of `medialit check` looks at, once, and holds the points to the rules.

    Parameters
    ----------
    tell
        Is told how far it is.
    """

    def __init__(self, tell: Tell | None = None) -> None:
        self._tell = tell
        self._graded: tuple[Subject, list[_Graded]] | None = None

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules; the first that runs does the grading for all of them."""
        return tuple(
            Rule(id=name, title=title, reason=why, fix=fix, run=self._of(find))
            for name, title, why, fix, find in _RULES
        )

    def _of(self, find: Callable[["_Graded"], Iterator[Found]]) -> Callable[[Subject], Iterator[Found]]:
        def run(subject: Subject) -> Iterator[Found]:
            for one in self._outcomes(subject):
                yield from find(one)

        return run

    def _outcomes(self, subject: Subject) -> list["_Graded"]:
        if self._graded is None or self._graded[0] is not subject:
            found = list(assignments(subject))
            done = graded(found, self._tell) if found else {}
            self._graded = subject, [_Graded(one, done[str(one.folder)]) for one in found]
        return self._graded[1]


def assignments(subject: Subject) -> Iterator[Assignment]:
    """Yield the sources of assignments among what is looked at; what nbgrader made of one is none."""
    sources = [one for one in subject.sound() if one.is_assignment and not _is_made(one)]
    for folder, books in groupby(sorted(sources, key=lambda one: one.path), key=lambda one: one.path.parent):
        notebooks = tuple(books)
        lesson = next(filter(None, map(_lesson, notebooks)), "")
        yield Assignment(folder=folder, name=lesson or "assignment", notebooks=notebooks, lesson=lesson)


def _is_made(notebook: Notebook) -> bool:
    graded = (cell.metadata.get("nbgrader") for cell in notebook.cells)
    return any(isinstance(one, Mapping) and "checksum" in one for one in graded)


def _lesson(notebook: Notebook) -> str:
    """Return the lesson whose answers the points depend on; nothing where they depend on code."""
    said = (notebook.data or {}).get("metadata", {}).get("medialit", {})
    is_data = isinstance(said, Mapping) and said.get("tests") == "data"
    return str(said.get("lesson", "")) if is_data else ""


class _Graded:
    """An assignment with what became of its hand-ins."""

    def __init__(self, assignment: Assignment, outcomes: Sequence[Outcome]) -> None:
        self.name = assignment.notebooks[0].name
        self._names = {one.path.name: one.name for one in assignment.notebooks}
        self._by_id = {one.trial: one for one in outcomes}
        self._trials = () if "" in self._by_id else tuple(trials(assignment))
        self.checks = {
            (one.path.name, str(cell.metadata["nbgrader"].get("grade_id"))): _called(cell.source)
            for one in assignment.notebooks
            for cell in one.cells
            if isinstance(cell.metadata.get("nbgrader"), Mapping)
        }

    def all(self) -> Iterator[tuple[Trial, Outcome]]:
        """Yield each hand-in with its outcome."""
        return ((one, self._by_id[one.id]) for one in self._trials if one.id in self._by_id)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Yield who could not be graded (`the assignment`, or what was handed in), and why."""
        told = {"": "the assignment itself"} | {one.id: one.told for one in self._trials}
        return ((told.get(one.trial, one.trial), one.problem) for one in self._by_id.values() if one.problem)

    def found(self, cell: Cell, what: str) -> Found:
        """Return a breach in one cell."""
        return Found(self._names.get(cell.file, cell.file), cell.grade_id, what)

    def blank(self) -> dict[tuple[str, str], float]:
        """Return the points of the blank hand-in by file and cell."""
        return {
            (cell.file, cell.grade_id): cell.points
            for trial, outcome in self.all()
            if trial.sort is Sort.BLANK
            for cell in outcome.cells
        }


def _called(source: str) -> str:
    """Return the name of the function whose value ends a cell; nothing where it ends otherwise."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return ""
    last = body[-1] if body else None
    call = last.value if isinstance(last, ast.Expr) else None
    function = call.func if isinstance(call, ast.Call) else None
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _ungradable(one: _Graded) -> Iterator[Found]:
    for told, problem in one.problems():
        yield Found(one.name, "", f"{told}: nbgrader could not grade it: {problem}")


def _blank(one: _Graded) -> Iterator[Found]:
    for trial, cell in _cells(one, Sort.BLANK):
        if not isclose(cell.points, 0.0, abs_tol=NEAR):
            yield one.found(cell, f"{trial.told}: 0 points were expected, {cell.points:g} came")


def _perfect(one: _Graded) -> Iterator[Found]:
    for trial, cell in _cells(one, Sort.PERFECT):
        if not isclose(cell.points, cell.most, abs_tol=NEAR):
            yield one.found(cell, f"{trial.told}: {cell.most:g} points were expected, {cell.points:g} came")


def _endings(one: _Graded) -> Iterator[Found]:
    told: dict[tuple[str, str, str], tuple[Cell, list[str]]] = {}
    for trial, outcome in one.all():
        for cell in outcome.cells:
            if cell.ending:
                _, names = told.setdefault((cell.file, cell.grade_id, cell.ending), (cell, []))
                names.append(trial.told)
    for cell, names in told.values():
        more = f", and {len(names) - 1} more" if len(names) > 1 else ""
        yield one.found(cell, f"{cell.ending} ({names[0]}{more})")


def _unexpected(one: _Graded) -> Iterator[Found]:
    for trial, outcome in one.all():
        if outcome.problem or trial.sort in {Sort.BLANK, Sort.PERFECT}:
            continue
        for cell in outcome.cells:
            wanted = _wanted(one, trial, cell)
            if wanted is not None and not isclose(cell.points, wanted, abs_tol=NEAR):
                told = f"{trial.told}: {float(wanted):.4g} points were expected, {cell.points:.4g} came"
                yield one.found(cell, told)
    yield from _unread(one)


def _unread(one: _Graded) -> Iterator[Found]:
    """Yield boxes that should wait for a person and do not, or the other way round."""
    for trial, outcome in one.all():
        if trial.filled is not None and not outcome.problem and outcome.waiting != trial.filled:
            boxes = ", ".join(sorted(outcome.waiting ^ trial.filled))
            yield Found(one.name, boxes, f"{trial.told}: what is filled must wait for a person, and nothing else")


def _wanted(one: _Graded, trial: Trial, cell: Cell) -> Fraction | None:
    """Return the points that a cell must give: by the check that it calls, else by its id."""
    called = one.checks.get((cell.file, cell.grade_id), "")
    return trial.expected.get(called, trial.expected.get(cell.grade_id))


def _above_blank(one: _Graded) -> Iterator[Found]:
    least = one.blank()
    for trial, cell in _cells(one, Sort.NOT_ABOVE_BLANK):
        if cell.points > least.get((cell.file, cell.grade_id), 0.0) + NEAR:
            yield one.found(cell, f"{trial.told} earned {cell.points:g} points, more than a blank hand-in")


def _cells(one: _Graded, sort: Sort) -> Iterator[tuple[Trial, Cell]]:
    """Yield the test cells of every hand-in of one sort."""
    return ((trial, cell) for trial, outcome in one.all() if trial.sort is sort for cell in outcome.cells)


_RULES = (
    (
        "ML910",
        "Every hand-in can be graded",
        _ALL,
        "Mend what the message names; nbgrader generate_assignment and autograde show more of it.",
        _ungradable,
    ),
    (
        "ML911",
        "A blank hand-in earns nothing",
        "Points for nothing take their worth from everybody's.",
        "Let the test cell end in the points that were earned: medialit.grading.checks, or an assertion that fails.",
        _blank,
    ),
    (
        "ML912",
        "The solution earns everything",
        "If the best answer cannot earn all points, nobody can.",
        "Correct the test cell, its points, or the solution.",
        _perfect,
    ),
    (
        "ML913",
        "A test cell ends in a plain number, and silently",
        _PLAIN,
        "Let it end in a number from 0 to its points, such as a call of medialit.grading.checks, and print nothing.",
        _endings,
    ),
    (
        "ML914",
        "Automatic points are those of the curriculum",
        "Partial, damaged, foreign, forged and hostile hand-ins must earn what was really done, and no more.",
        "Call medialit.grading.checks in the test cell; where it is called, the curriculum file and it disagree.",
        _unexpected,
    ),
    (
        "ML915",
        "Garbage earns no more than nothing",
        "A student's cell that fails, ends in NaN, -1, a text or True, or prints to stderr, must not raise points.",
        "Let the test cell check the type and the range of what it is given before it gives points.",
        _above_blank,
    ),
)
