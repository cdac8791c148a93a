"""Hand-ins of people who are up to something, by kind, for the course of `tests.integration.code_course`.

Each has wrong answers, worth 2 of 6 points. `TAKEN` in an output is a theft that worked; a file whose name begins with
`PLANTED` one that was written outside; a process with `STAYS_BEHIND` in its arguments one that outlived its notebook.
Whatever would use up a machine has a bound of its own besides.
"""

import json
import os
from pathlib import Path

CODE_FILE = Path(__file__).parent / "data" / "hostile.txt"


def code():
    """The cases that are code, by kind and name."""
    _, *parts = CODE_FILE.read_text("utf-8").split("=== ")
    return {name: body.rstrip("\n") for name, _, body in (part.partition("\n") for part in parts)}


def _test_cells(notebook):
    return [one for one in notebook["cells"] if one["metadata"].get("nbgrader", {}).get("grade")]


def skipped(notebook, _):
    for cell in _test_cells(notebook):
        cell["metadata"]["tags"] = ["skip-execution"]


def worth_more(notebook, _):
    for cell in _test_cells(notebook):
        cell["metadata"]["nbgrader"]["points"] = 999


def unlocked(notebook, _):
    for cell in _test_cells(notebook):
        cell["metadata"]["nbgrader"].update(locked=False, solution=True)
        cell["source"] = "pass"


def taken_out(notebook, _):
    notebook["cells"] = [one for one in notebook["cells"] if one not in _test_cells(notebook)]


def copied(notebook, _):
    notebook["cells"] += [
        {**json.loads(json.dumps(one)), "id": f"c{n}", "source": "pass"} for n, one in enumerate(_test_cells(notebook))
    ]


def claimed(notebook, _):
    result = {"output_type": "execute_result", "data": {"text/plain": "2.0"}, "metadata": {}, "execution_count": 1}
    for cell in _test_cells(notebook):
        if cell["cell_type"] == "code":
            cell["outputs"] = [result]


def another_kernel(notebook, _):
    notebook["metadata"]["kernelspec"] = {"name": "../../bash", "display_name": "x", "language": "bash"}


def first_of_all(notebook, _):
    cells = notebook["cells"]
    cells.insert(0, cells.pop(cells.index(_test_cells(notebook)[0])))


def with_a_launcher(_, folder):
    (folder / "ipykernel_launcher.py").write_text("raise SystemExit('mine')", "utf-8")


def with_links(_, folder):
    for name, target in (("notes.txt", "../../../gradebook.db"), ("root", "/"), ("loop", ".")):
        (folder / name).symlink_to(target)


def with_a_pipe(_, folder):
    os.mkfifo(folder / "pipe.csv")


def old_labels(notebook, _):
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["schema_version"] = 1


FILES = {
    f"file: {one.__name__.replace('_', ' ')}": one
    for one in (
        skipped, worth_more, unlocked, taken_out, copied, claimed, another_kernel, first_of_all, with_a_launcher,
        with_links, with_a_pipe, old_labels,
    )
}  # fmt: skip
BYTES = {
    "bytes: cut": lambda text: text[: len(text) // 2],
    "bytes: none": lambda _: b"",
    "bytes: a list": lambda _: b"[1, 2]",
    "bytes: deep": lambda _: b'{"nbformat": 4, "cells": ' + b"[" * 100_000,
    "bytes: merged": lambda text: text.replace(b'"cells": [', b'"cells": [\n<<<<<<< HEAD\n', 1),
    "bytes: zeros": lambda text: text.replace(b"return x", b"return x\\u0000"),
    "bytes: halves": lambda text: text.replace(b"return x", b"return x # \\ud800"),
    "bytes: nobody's version": lambda text: text.replace(b'"nbformat": 4', b'"nbformat": 99'),
}
SAMPLE = (
    "steal: the teacher's notebooks",
    "steal: other processes' memory",
    "send: raw",
    "write: for the next one",
    "write: by a link",
    "stay: a daemon",
    "stay: at exit",
    "forge: no asserts",
    "forge: a reply rewritten",
    "forge: verdicts on the wire",
    "forge: true and false at once",
    "use up: names of files",
    "use up: a value in a value",
    "use up: handles closed",
    "file: claimed",
    "file: with links",
    "bytes: deep",
    "bytes: halves",
)
"""What the everyday tests run: every kind, and of each what is least like the rest."""


def cases(port):
    """All names, with how each is handed in: code of its own, a change to the files, or to the notebook's bytes."""
    return (
        {name: ("code", body.replace("PORT", str(port))) for name, body in code().items()}
        | {name: ("files", change) for name, change in FILES.items()}
        | {name: ("bytes", change) for name, change in BYTES.items()}
    )
