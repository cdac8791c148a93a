"""Test cells judged twice: inside, as nbgrader does, and outside, where no code of the student's can reach the verdict.

The teacher's own solution is judged outside first. Only where it gets all the points there does a verdict from outside
say anything; of a test that it cannot pass, one that looks into a class or an axis, the points from inside count and
can be forged, and the report says so.
"""

import ast
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from nbformat import from_dict
from nbgrader.utils import determine_grade

from medialit.grading import sandbox
from medialit.grading.model import Held, Integrity
from medialit.grading.nbgrader.kit import Kit, lay, source_of
from medialit.grading.shell import Server
from medialit.grading.shell.outside import Room, Script, judged

_ENOUGH = 1e-9
_UNLIMITED_S = 600.0
"""How long a cell may take outside where the course sets no limit."""
_HARMLESS = frozenset({"function", "iterator"})
"""Kinds of things that a student may have where the teacher has data: what they give is data, too."""


class Servers(Protocol):
    """Returns the server to fork; without libraries, for a hand-in that has a file by the name of one."""

    def __call__(self, *, is_bare: bool) -> Server:
        """Return it."""


class Examiner:
    """Judges the hand-ins of one assignment from outside.

    Parameters
    ----------
    level
        The level of the walls; empty for none.
    """

    def __init__(self, kit: Kit, mode: Integrity, servers: Servers, level: str, place: Path) -> None:
        self._kit, self.mode, self._servers = kit, mode, servers
        self._level, self._place = level, place

    def begin(self, place: Path, *, is_bare: bool) -> "Hearing":
        """Return what judges one hand-in, in folders of its own below `place`."""
        return Hearing(self, self._room(place, is_bare=is_bare))

    def tellable(self, notebook: str) -> Mapping[str, frozenset[str]]:
        """Return the tests of a notebook that can be judged outside, with the kinds of things that each may use."""
        return self._reference.get(notebook, {})

    def script(self, notebook: str, cells: Sequence[Any], seconds: float) -> Script:
        """Return what is run of a notebook."""
        return Script(
            cells=list(_script(cells)), imports=self._imports, shared=self._shared.get(notebook, ()), seconds=seconds
        )

    def _room(self, place: Path, *, is_bare: bool) -> Room:
        work, desk = place / "outside", place / "desk"
        for folder in (work, desk):
            folder.mkdir()
            sandbox.temporary(folder).mkdir()
        code, tests = self._servers(is_bare=is_bare), self._servers(is_bare=False)
        return Room(code=code, tests=tests, work=work, desk=desk, level=self._level, teachers=self._kit.source)

    @cached_property
    def _notebooks(self) -> Mapping[str, Sequence[Any]]:
        """The teacher's notebooks with their solutions; none where the course has only what was released."""
        return {name: from_dict(one).get("cells", []) for name, one in source_of(self._kit)}

    @cached_property
    def _imports(self) -> Mapping[str, tuple[str, str]]:
        found = (_trees(cells) for cells in self._notebooks.values())
        return {name: where for trees in found for _, tree in trees for name, where in _imported(tree)}

    @cached_property
    def _shared(self) -> Mapping[str, Sequence[str]]:
        """By notebook the names that cells make or change in which a student may write."""
        return {
            notebook: sorted({name for cell, tree in _trees(cells) if not _is_locked(cell) for name in _changed(tree)})
            for notebook, cells in self._notebooks.items()
        }

    @cached_property
    def _reference(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """What the teacher's own solution gets outside."""
        place = self._place / "reference"
        place.mkdir()
        try:
            room = self._room(place, is_bare=False)
            lay(self._kit.source, room.work)
            return {
                notebook: _passed(cells, judged(room, self.script(notebook, cells, _UNLIMITED_S)))
                for notebook, cells in self._notebooks.items()
            }
        finally:
            shutil.rmtree(place, ignore_errors=True)


class Hearing:
    """One hand-in while it is judged, notebook after notebook.

    Attributes
    ----------
    work
        The folder in which the student's code runs: what it may read is laid there.
    held
        What does not count as it is, by notebook and grade id.
    forgeable
        Tests for which points from inside count that could be forged.
    """

    def __init__(self, examiner: Examiner, room: Room) -> None:
        self._examiner, self._room = examiner, room
        self.work = room.work
        self.held: dict[str, Held] = {}
        self.forgeable: list[str] = []

    def points(self, held: Held) -> float:
        """Return the points of a test that passed inside only."""
        return (held.outside or 0.0) if self._examiner.mode is Integrity.OUTSIDE else 0.0

    def hear(self, notebook: str, cells: Sequence[Any], seconds: float) -> None:
        """Judge a notebook that was run; afterwards `held` and `forgeable` know what became of its tests."""
        seconds = seconds if seconds > 0 else _UNLIMITED_S
        inside = {_name(cell): determine_grade(cell)[0] for cell in cells if _is_test(cell)}
        known = self._examiner.tellable(notebook)
        won = {name: points for name, points in inside.items() if points}
        self.forgeable += [f"{notebook}/{name}" for name in sorted(won.keys() - known.keys())]
        if not known.keys() & won.keys():
            return
        script = self._examiner.script(notebook, cells, seconds)
        unsure = self._unsure(cells, judged(self._room, script), known, won)
        if unsure:  # chance, a busy machine: what is held is held twice
            unsure = self._unsure(cells, judged(self._room, script), known, {one: won[one] for one in unsure})
        self.held |= {f"{notebook}/{name}": one for name, one in unsure.items()}

    def _unsure(
        self,
        cells: Sequence[Any],
        found: Mapping[str, Any],
        known: Mapping[str, frozenset[str]],
        won: Mapping[str, float],
    ) -> dict[str, Held]:
        """Return the tests that got points inside, and outside fewer or none that can be told."""
        unsure = {}
        for cell in filter(_is_test, cells):
            name = _name(cell)
            if name in known and name in won:
                outside, why = _outside(cell, found.get(name), known[name])
                if outside is None or outside < won[name] - _ENOUGH:
                    unsure[name] = Held(inside=won[name], outside=outside, why=why)
        return unsure


def _outside(cell: Any, said: Mapping[str, Any] | None, may_use: frozenset[str]) -> tuple[float | None, str]:
    """Return the points that a test gave outside, None if it could not tell; and what it said."""
    if said is None:
        return None, "the process ended, or used more than it may"
    strange = set(said["used"]) - may_use - _HARMLESS
    if said["cannot"] or strange:
        return None, str(said["cannot"] or f"something that is no data: {', '.join(sorted(strange))}")
    judged_cell = from_dict({**cell, "outputs": [from_dict(one) for one in said["outputs"]]})
    errors = [f"{one['ename']}: {one['evalue']}" for one in said["outputs"] if one["output_type"] == "error"]
    try:
        points = determine_grade(judged_cell)[0]
    except ValueError as problem:  # more points than there are
        return None, str(problem)
    return (0.0 if points is None else float(points)), "; ".join(errors)


def _passed(cells: Sequence[Any], found: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Return the tests for which a solution got all points, with the kinds of things that they used."""
    passed = {}
    for cell in filter(_is_test, cells):
        said = found.get(_name(cell))
        if said is not None:
            used = frozenset(said["used"])
            points, _ = _outside(cell, said, used)
            if points is not None and points >= float(cell.metadata["nbgrader"]["points"]) - _ENOUGH:
                passed[_name(cell)] = used
    return passed


def _script(cells: Iterable[Any]) -> Iterator[Mapping[str, str]]:
    for cell in cells:
        if cell.cell_type == "code" and cell.source.strip():
            if _is_test(cell):
                yield {"kind": "test", "name": _name(cell), "source": cell.source}
            else:
                yield {"kind": "teacher" if _is_locked(cell) else "student", "source": cell.source}


def _about(cell: Any) -> Mapping[str, Any]:
    said = cell.get("metadata", {}).get("nbgrader", {})
    return said if isinstance(said, Mapping) else {}


def _is_test(cell: Any) -> bool:
    about = _about(cell)
    return bool(cell.cell_type == "code" and about.get("grade") and not about.get("solution") and about.get("points"))


def _is_locked(cell: Any) -> bool:
    about = _about(cell)
    return bool(about.get("locked") and not about.get("solution"))


def _name(cell: Any) -> str:
    return str(_about(cell).get("grade_id", ""))


def _trees(cells: Iterable[Any]) -> Iterator[tuple[Any, ast.Module]]:
    """Yield the code cells that are plain Python."""
    for cell in cells:
        if cell.cell_type == "code":
            lines = [line for line in cell.source.splitlines() if not line.lstrip().startswith(("%", "!", "?"))]
            try:
                yield cell, ast.parse("\n".join(lines))
            except (SyntaxError, ValueError):
                continue


def _imported(tree: ast.Module) -> Iterator[tuple[str, tuple[str, str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                top = one.name.partition(".")[0]
                yield (one.asname, (one.name, "")) if one.asname else (top, (top, ""))
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((one.asname or one.name, (node.module, one.name)) for one in node.names if one.name != "*")


def _changed(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a cell makes, or whose value it may change in place."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            yield node.id
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            yield from _root(node)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield from _root(node.value.func)


def _root(node: ast.AST) -> Iterator[str]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


__all__ = ["Examiner", "Hearing"]
