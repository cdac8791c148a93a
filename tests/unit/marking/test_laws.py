"""No sequence of marks, undos, decisions, re-grades and accidents loses a mark or changes another student's."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.unit.marking.desks import LESSON, Class

from medialit.errors import BadMark
from medialit.grading import boxes
from medialit.marking import allowed, settle
from medialit.marking.log import Log

pytestmark = pytest.mark.slow

STUDENTS = ["invented-0", "invented-1", "invented-2"]
BOXES = ["measures", "standpoint"]
TEXTS = ["first text", "second text", boxes.STUB]
POINTS = st.sampled_from([0, 0.5, 2, 3, 3.5, 4])
MARKERS = st.sampled_from(["ada", "ben"])
KEYS = st.tuples(st.sampled_from(STUDENTS), st.sampled_from(BOXES))


class Marking(RuleBasedStateMachine):
    """Two markers and a class, against a list of what was done and not taken back."""

    @initialize(folder=st.none())
    def begin(self, folder):
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        self.class_ = Class(Path(self.folder.name), students=0)
        self.texts = dict.fromkeys(STUDENTS, "first text")
        self.done, self.by_hand, self.visits = [], {}, 0
        for student, text in self.texts.items():
            self.class_.hand_in(student, text)
        for marker in ("ada", "ben"):
            self.class_.desk(marker)
        self.restart()

    def teardown(self):
        if hasattr(self, "folder"):
            self.folder.cleanup()

    @rule()
    def restart(self):
        """Both programs end, whatever they were doing, and begin again."""
        self.desks = {marker: self.class_.desk(marker) for marker in ("ada", "ben")}

    def act(self, do, key, *, changes=True):
        """Do something to one box; whatever else the gradebook has must stay as it is."""
        self.class_.book.is_shut or settle(self.class_.course, LESSON, book=self.class_.book)
        for desk in self.desks.values():
            desk._pending.clear()
        before = dict(self.class_.book.rows)
        do()
        after = self.class_.book.rows
        assert {one for one in before if before[one] != after[one]} <= ({key} if changes else set())

    @rule(marker=MARKERS, key=KEYS, points=POINTS)
    def mark(self, marker, key, points):
        desk = self.desks[marker]
        name = desk._names()[key[0]]
        self.act(lambda: desk.mark(name, key[1], points, f"{marker} {len(self.done)}"), key)
        self.note(marker, key, points, "mark")
        self.seen(key)

    @rule(marker=MARKERS, key=KEYS, points=POINTS)
    def decide(self, marker, key, points):
        desk = self.desks[marker]
        name = desk._names()[key[0]]
        try:
            self.act(lambda: desk.decide(name, key[1], points, f"{marker} {len(self.done)}"), key)
        except BadMark:
            assert len({one["marker"] for one in self.standing(key) if one["do"] == "mark"}) < 2
        else:
            self.note(marker, key, points, "decide")
            self.seen(key)

    @rule(marker=MARKERS)
    def undo(self, marker):
        last = next((one for one in reversed(self.done) if one["marker"] == marker and not one["undone"]), None)
        key = last["key"] if last else None
        taken = []
        self.act(lambda: taken.append(self.desks[marker].undo()), key)
        if last:
            last["undone"] = True
            assert ((taken[0].student, taken[0].criterion), taken[0].points) == (key, last["points"])
        else:
            assert taken == [None]

    @rule(student=st.sampled_from(STUDENTS), text=st.sampled_from(TEXTS))
    def hand_in(self, student, text):
        """The student hands in again, or the teacher grades again: nbgrader flags every score of a person."""
        self.texts[student] = text
        self.class_.hand_in(student, text)

    @rule()
    def lose_the_gradebook(self):
        self.class_.book.rows.clear()
        self.by_hand.clear()
        for student, text in self.texts.items():
            self.class_.hand_in(student, text)

    @rule()
    def lock_or_unlock(self):
        self.class_.book.is_shut = not self.class_.book.is_shut

    @precondition(lambda self: not self.class_.book.is_shut)
    @rule(key=KEYS)
    def in_formgrader(self, key):
        settle(self.class_.course, LESSON, book=self.class_.book)
        self.visits += 1  # another comment each time: what a log knows already cannot be told from our own
        self.class_.book.in_formgrader(*key, 1.5, f"from formgrader {self.visits}")
        self.by_hand[key] = 1.5

    def seen(self, key):
        """A mark replaces points from formgrader only if the marker could see them."""
        if not self.class_.book.is_shut:
            self.by_hand.pop(key, None)

    def note(self, marker, key, points, do):
        self.done.append(
            {"marker": marker, "key": key, "points": points, "do": do, "text": self.texts[key[0]], "undone": False}
        )

    def standing(self, key, *, any_text=False):
        return [
            one
            for one in self.done
            if one["key"] == key and not one["undone"] and (any_text or one["text"] == self.texts[key[0]])
        ]

    def expected(self, key):
        """Points and flag that the gradebook must have: by reading the list from its beginning."""
        if key in self.by_hand:
            return self.by_hand[key], None
        standing = self.standing(key)
        decisions = [one for one in standing if one["do"] == "decide"]
        if decisions:
            return decisions[-1]["points"], False
        marks = [one for one in standing if one["do"] == "mark"]
        if marks:
            last = {one["marker"]: one["points"] for one in marks}
            return last[marks[0]["marker"]], max(last.values()) - min(last.values()) > 0.5
        older = self.standing(key, any_text=True)
        if older:
            return older[-1]["points"], True
        return None, self.texts[key[0]] != boxes.STUB

    @invariant()
    def settling_brings_the_gradebook_to_what_the_markers_did(self):
        if not hasattr(self, "class_") or self.class_.book.is_shut:
            return
        settle(self.class_.course, LESSON, book=self.class_.book)
        most = allowed(self.desks["ada"].criteria[0])[-1]
        for student in STUDENTS:
            for box in BOXES:
                row = self.class_.book.rows[student, box]
                points, waiting = self.expected((student, box))
                assert row.points == points
                assert waiting is None or row.waiting == waiting
                assert row.points is None or 0 <= row.points <= most

    @invariant()
    def no_action_is_ever_missing_from_the_log(self):
        if hasattr(self, "class_"):
            entries = Log(self.class_.course.folder / "marking" / LESSON).entries()
            assert sum(one.do in {"mark", "decide"} for one in entries) == len(self.done)


Marking.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestMarking = Marking.TestCase
