"""The folder in which a notebook runs: what was handed in and the teacher's files, and no test that is hidden."""

from pathlib import Path

from medialit.grading.intake import take_in
from medialit.grading.nbgrader.kit import lay


def lay_out(graded: Path, handed_in: Path, released: Path, work: Path) -> None:
    """Copy the files of a hand-in into `work`.

    The teacher's notebooks are there as they were released: what is graded has its hidden tests back. Other notebooks
    are as they were handed in.
    """
    notebooks = {
        name: content
        for folder in (handed_in, released)
        for name, content in take_in(folder).files.items()
        if _is_notebook(name)
    }
    others = {name: content for name, content in take_in(graded).files.items() if not _is_notebook(name)}
    lay(notebooks | others, work)


def bring_back(work: Path, graded: Path) -> None:
    """Copy what notebooks made in `work` to the graded hand-in; nothing but regular files, and no notebook."""
    for name, content in take_in(work).files.items():
        if not _is_notebook(name):
            target = graded / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            target.write_bytes(content)


def _is_notebook(name: str) -> bool:
    return name.endswith(".ipynb") and "/" not in name
