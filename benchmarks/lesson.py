"""How long lesson 1 takes top to bottom in a clean kernel, beside an empty notebook (in turn, medians of three)."""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

import nbclient
import nbformat

from medialit import content

LESSON = "01-who-moved"


def seconds(notebook, folder):
    begun = time.perf_counter()
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return time.perf_counter() - begun


def main():
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top) / LESSON
        shutil.copytree(content.folder("lessons") / LESSON, folder)
        taken = {"empty": [], "lesson": []}
        for _ in range(3):
            empty = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("pass")])
            taken["empty"].append(seconds(empty, folder))
            taken["lesson"].append(seconds(nbformat.read(folder / f"{LESSON}.en.ipynb", as_version=4), folder))
        lesson, empty = (statistics.median(taken[name]) for name in ("lesson", "empty"))
        print(f"lesson 1: {lesson:.1f} s   an empty notebook: {empty:.1f} s   {lesson / empty:.1f} ×")


if __name__ == "__main__":
    main()
