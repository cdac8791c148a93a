"""ML902: an assignment that declares its answers to be data keeps that promise in its own cells."""

import ast
from collections.abc import Iterator, Mapping

from medialit.authoring.model import Cell, Found, Subject

CHECKS = "medialit.grading.checks"


def broken(subject: Subject) -> Iterator[Found]:
    """Yield cells of a data assignment that do more than call a check, or that would need a student's code."""
    for one in subject.sound():
        said = (one.data or {}).get("metadata", {}).get("medialit", {})
        if not one.is_assignment or not isinstance(said, Mapping) or said.get("tests") != "data":
            continue
        for cell in one.cells:
            if (why := _why(cell)) is not None:
                yield Found(one.name, cell.id, why)


def _why(cell: Cell) -> str | None:
    """Return how a cell breaks the promise; None where it keeps it."""
    graded = cell.metadata.get("nbgrader")
    if cell.kind != "code" or not isinstance(graded, Mapping):
        return None
    if graded.get("solution"):
        return "students would write code into this cell, and it would not be run"
    return _beside_checks(cell.source) if graded.get("grade") else None


def _beside_checks(source: str) -> str | None:
    """Return what a test cell does beside importing a check and ending in one call of it."""
    try:
        body = ast.parse(source).body
    except SyntaxError as problem:
        return f"it is no Python: {problem.msg}"
    *imports, last = body or [ast.Pass()]
    for one in imports:
        if not (isinstance(one, ast.ImportFrom) and one.module == CHECKS):
            return f"it does more than import from {CHECKS}: {ast.unparse(one)}"
    names = {alias.asname or alias.name for one in imports if isinstance(one, ast.ImportFrom) for alias in one.names}
    call = last.value if isinstance(last, ast.Expr) else None
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in names:
        return None if all(isinstance(one, ast.Constant) for one in call.args) and not call.keywords else _ends(last)
    return _ends(last)


def _ends(statement: ast.stmt) -> str:
    return f"it does not end in one call of a check with the lesson's id: {ast.unparse(statement)}"
