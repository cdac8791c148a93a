"""Two repairs before nbgrader looks: a journal that did not arrive, and cells that were copied.

A missing journal is written again from the receipts of the notebooks that did arrive. Of a cell that a student
copied, nbgrader keeps the last copy and leaves the others with empty metadata, at which its own next step fails.
"""

from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from medialit.errors import NotSaved
from medialit.responses import path_for, read, receipt


def graded_folder(resources: Any) -> Path:
    """Return the folder into which nbgrader copied this hand-in and in which it runs the notebook."""
    names = resources["nbgrader"]
    submitted = Path(resources["metadata"]["path"]).parents[1]
    return submitted.parent / "autograded" / str(names["student"]) / str(names["assignment"])


class RestoreJournal(NbGraderPreprocessor):
    """Runs first, before outputs are cleared; looks at every notebook that was handed in, the lesson's too."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Leave the notebook alone; restore the journal in the folder in which it will be executed."""
        names = resources["nbgrader"]
        lesson = names["assignment"]
        handed_in = Path(resources["metadata"]["path"])
        place = graded_folder(resources)
        journal = path_for(place, lesson)
        try:
            if journal.exists() and not read(journal, lesson).responses:
                journal.rename(journal.with_suffix(".unreadable"))
            restored = receipt.restore(place, lesson, sorted(handed_in.glob("*.ipynb")))
        except (NotSaved, OSError) as problem:
            self.log.warning("the journal of %s could not be restored: %s", names["student"], problem)
        else:
            if restored:
                self.log.warning("%s answers of %s were restored from a receipt", restored.count, names["student"])
        return nb, resources


class ForgetCopies(NbGraderPreprocessor):
    """Runs after nbgrader has told copies apart: makes ordinary cells of those that it emptied."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Drop nbgrader's metadata from cells where nothing is left in it."""
        for cell in nb.cells:
            if cell.metadata.get("nbgrader") == {}:
                del cell.metadata["nbgrader"]
                self.log.warning("a copied cell of %s was set aside", resources["nbgrader"]["student"])
        return nb, resources
