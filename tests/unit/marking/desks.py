"""A small class to be marked, with a gradebook that behaves like nbgrader's."""

import json

from medialit import course, curriculum
from medialit.errors import NotSaved
from medialit.grading import boxes
from medialit.grading.nbgrader import Given
from medialit.marking import Desk

LESSON = "01-who-moved"
ROWS = curriculum.lesson(LESSON).rubric
CRITERIA = [one.id for one in ROWS]


class FakeBook:
    """Keeps what nbgrader's gradebook keeps for the answer boxes, and flags what nbgrader flags."""

    def __init__(self):
        self.rows, self.is_shut = {}, False

    def given(self, students=None):
        self._open()
        return {key: given for key, given in self.rows.items() if students is None or key[0] in students}

    def write(self, changes):
        self._open()
        wanted = dict(changes)
        for key in wanted.keys() & self.rows.keys():
            change, auto = wanted[key], self.rows[key].auto
            self.rows[key] = Given(
                points=change.points,
                comment=change.comment,
                auto=0.0 if change.is_blank else auto,
                waiting=change.waiting,
            )
        return tuple(key for key in wanted if key not in self.rows)

    def autograde(self, student, texts):
        """Grade one student as nbgrader does: flag every score of a person, and what has none."""
        for criterion in CRITERIA:
            old = self.rows.get((student, criterion))
            points = old.points if old else None
            auto = 0.0 if texts.get(criterion, boxes.STUB) == boxes.STUB else None
            self.rows[student, criterion] = Given(
                points=points, comment=old.comment if old else "", auto=auto, waiting=points is not None or auto is None
            )

    def in_formgrader(self, student, criterion, points, comment=""):
        """Give points by hand, past the desk."""
        old = self.rows[student, criterion]
        self.rows[student, criterion] = Given(points=points, comment=comment, auto=old.auto, waiting=False)

    def _open(self):
        if self.is_shut:
            raise NotSaved("the gradebook is locked", "close formgrader")


class Class:
    """A course with students who wrote something, and its gradebook."""

    def __init__(self, folder, students=6):
        self.course, self.book, self.home = course.new(folder / "course"), FakeBook(), folder / "home"
        for number in range(students):
            self.hand_in(f"invented-{number}", f"Invented text {number}.")

    def hand_in(self, student, text, **texts):
        """Let a student hand in, and grade it: `text` in every box, or what `texts` says."""
        every = {one: texts.get(one.replace("-", "_"), text) for one in CRITERIA}
        self.write_notebook(student, every)
        self.book.autograde(student, every)

    def write_notebook(self, student, texts):
        place = self.course.folder / "autograded" / student / LESSON
        place.mkdir(parents=True, exist_ok=True)
        cells = [
            {"cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": name}}, "source": text}
            for name, text in texts.items()
        ]
        new = place / "reflection.ipynb.new"
        new.write_text(json.dumps({"cells": cells}), "utf-8")
        new.replace(place / "reflection.ipynb")

    def desk(self, marker="ada"):
        return Desk(self.course, LESSON, marker, home=self.home, book=self.book)

    def marks(self, criterion="measures"):
        """Points and flag in the gradebook, by student."""
        return {who: (one.points, one.waiting) for (who, row), one in self.book.rows.items() if row == criterion}
