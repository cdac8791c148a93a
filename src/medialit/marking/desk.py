"""One marker at work on one lesson: what to read, a mark given or taken back, and how far it is."""

import statistics
from collections.abc import Collection, Mapping
from pathlib import Path

from medialit import curriculum, settings
from medialit.course import Course
from medialit.curriculum import Criterion
from medialit.errors import BadMark, NotSaved, TextChanged
from medialit.finding import Finding, Level
from medialit.grading.nbgrader import Given, Key
from medialit.i18n import Language
from medialit.marking import bank, levels, quotes, setup
from medialit.marking.answers import OWN_THINKING, told
from medialit.marking.bank_files import BankEntry
from medialit.marking.book import Book, NbgraderBook
from medialit.marking.fold import State, as_mark
from medialit.marking.log import Do, Log
from medialit.marking.model import Item, Mark, Progress, Split, Told
from medialit.marking.moderation import splits_in
from medialit.marking.pseudonyms import key, pseudonyms
from medialit.marking.queue import Queue
from medialit.marking.settling import Case, boxes_of, reconcile
from medialit.marking.texts import Text, Texts

LONGEST_SECONDS = 600.0
"""A mark that took longer was left lying; its time is cut to this."""
_COUNTS = ("marked", "waiting", "blank", "changed", "elsewhere", "others")


class Desk:
    """The marking desk of one marker; opening it writes everything into the gradebook that is missing there.

    Parameters
    ----------
    marker
        Who marks: letters, digits, `-` and `_`.
    home
        The user's own folder, which keeps the key of the pseudonyms; from the settings if None.
    book
        Where marks end up; the gradebook of the course if None.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadCourse
        The rubric changed after marking had begun, or the settings of marking cannot be read.
    BadMark
        The name of the marker cannot be used.
    NotSaved
        Nothing can be written here.
    """

    def __init__(
        self, course: Course, lesson: str, marker: str, *, home: Path | None = None, book: Book | None = None
    ) -> None:
        self.course, self.plan, self.marker = course, curriculum.lesson(lesson), setup.valid_marker(marker)
        self.setup = setup.begin(course, lesson, marker)
        self._secret = key(home or settings.read().home)
        self._texts, self._log = Texts(course.folder, lesson), Log(setup.folder_of(course, lesson))
        self._book = book or NbgraderBook(course.folder, lesson)
        self._told: dict[tuple[str, str], tuple[Told, ...]] = {}
        self._pending: set[Key] = set()
        self._trouble = ""
        self._seen = State(())
        self._named: tuple[tuple[str, ...], dict[str, str]] = ((), {})
        self._settle(self._boxes())

    # What there is to read

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The rows of the rubric, as they were when marking began."""
        return self.setup.rubric

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What could not be read, by pseudonym, and marks that the gradebook has not got yet."""
        names = self._names()
        unread = [names[student] for student in self._texts.students() if not self._texts.of(student)]
        pending = [str(len(self._pending))] if self._pending else []
        return (*self._log.findings, *map(_unreadable, unread), *(_waits(one, self._trouble) for one in pending))

    def items(self, criterion: str) -> tuple[Item, ...]:
        """Return the boxes of one criterion that this marker reads or has read, in this marker's order.

        Blank boxes are left out, unless a text stood there that was marked; so are boxes that another marker marked
        and that are not to be read twice.

        Raises
        ------
        BadMark
            The rubric has no such criterion.
        """
        return self._queue().items(self._criterion(criterion).id)

    def answers(self, pseudonym: str) -> tuple[Told, ...]:
        """Return the student's own committed answers of the lesson, first and second; nothing where there are none.

        Raises
        ------
        BadMark
            Nobody has this pseudonym.
        """
        student = self._student(pseudonym)
        own = self._texts.of(student).get(OWN_THINKING)
        known = (student, own.digest if own else "")
        if known not in self._told:
            self._told[known] = told(self.plan, self._texts.place(student), own.text if own else "")
        return self._told[known]

    def progress(self) -> Progress:
        """Return how far this marker is."""
        queue = self._queue()
        counts = {one.id: queue.count(one.id) for one in self.criteria}
        standing = [one.data.get("seconds") for one in queue.case.state.standing if one.marker == self.marker]
        spent = [float(one) for one in standing if one is not None]
        median = statistics.median(spent) if spent else None
        total = {name: sum(getattr(one, name) for one in counts.values()) for name in _COUNTS}
        left = None if median is None else median * total["waiting"]
        return Progress(**total, criteria=counts, median_seconds=median, seconds_left=left)

    def comments(self, criterion: str, points: float) -> tuple[BankEntry, ...]:
        """Return the comments of the course's bank for a criterion, those that fit `points` best first.

        Raises
        ------
        BadMark
            The rubric has no such criterion, or does not allow these points.
        BadContent
            The bank of the course cannot be used.
        """
        row = self._criterion(criterion)
        return bank.fitting(bank.load(self.course), self.plan.id, row, levels.checked(row, points))

    def remember(self, criterion: str, points: float, comment: str, language: Language) -> BankEntry:
        """Put a comment into the bank of the course, for this criterion and level, and return its entry.

        Raises
        ------
        BadMark
            As for `comments`, or there is nothing in the comment.
        BadContent, NotSaved
            The bank of the course cannot be used or written.
        """
        row = self._criterion(criterion)
        entry = bank.own(self.plan.id, row, levels.checked(row, points), comment, language)
        bank.take_in(self.course, [entry])
        return entry

    def splits(self) -> tuple[Split, ...]:
        """Return the boxes to which two markers gave different points, the widest first."""
        return splits_in(self._case(), self._boxes(), self._names())

    # What a marker does

    def mark(
        self,
        pseudonym: str,
        criterion: str,
        points: float,
        comment: str = "",
        *,
        digest: str | None = None,
        seconds: float | None = None,
    ) -> Mark:
        """Give points and a comment to a box, and return the mark: it is on disk, in the log, and in the gradebook.

        Parameters
        ----------
        digest
            Of the text that was read; the text as it is now if None.
        seconds
            How long it took.

        Raises
        ------
        BadMark
            There is no such box, these points cannot be given, or the comment repeats too much of the answer.
        TextChanged
            The text is no longer the one that was read.
        NotSaved
            The mark could not be written; nothing was.
        """
        box, text = self._read(pseudonym, criterion, digest)
        return self._put(Do.MARK, box, text, (points, comment, seconds))

    def decide(
        self, pseudonym: str, criterion: str, points: float, comment: str = "", *, digest: str | None = None
    ) -> Mark:
        """Decide between the marks of two markers: this one counts from now on, until the text changes.

        Raises
        ------
        BadMark
            Fewer than two markers marked this text, or as for `mark`.
        TextChanged
            The text is no longer the one that was read.
        NotSaved
            The decision could not be written; nothing was.
        """
        box, text = self._read(pseudonym, criterion, digest)
        if len(self._state().markers_of(box, text.digest)) < 2:
            raise BadMark(f"only one marker marked {criterion} of {pseudonym}", "mark it; there is nothing to decide")
        return self._put(Do.DECIDE, box, text, (points, comment, None))

    def undo(self) -> Mark | None:
        """Take back what this marker did last and return it; None where nothing is left to take back.

        Raises
        ------
        NotSaved
            It could not be written; nothing was taken back.
        """
        entry = self._state().last(self.marker)
        if entry is None:
            return None
        self._log.append(self.marker, Do.UNDO, {"of": entry.id})
        taken = as_mark(entry)
        self._renew((taken.student, taken.criterion))
        return taken

    # Behind them

    def _put(self, do: Do, box: Key, text: Text, said: tuple[float, str, float | None]) -> Mark:
        """Check a mark or a decision, log it, and write what follows from it into the gradebook."""
        points, comment, seconds = said
        value, words = levels.checked(self._criterion(box[1]), points), comment.replace("\0", "").strip()
        if bank.QUOTE in words:
            raise BadMark(f"the comment still has {bank.QUOTE} in it", "put a phrase of the answer there")
        quotes.check(words, text.text)
        given = self._given([box[0]])
        over = self._case().elsewhere(box, given.get(box))
        data = {
            "student": box[0],
            "criterion": box[1],
            "points": value,
            "comment": words,
            "digest": text.digest,
            "seconds": None if seconds is None else round(min(max(float(seconds), 0.0), LONGEST_SECONDS), 1),
            "rubric": self.setup.digest,
            "over": {"points": over.points, "comment": over.comment} if over else None,
        }
        entry = self._log.append(self.marker, do, data)
        self._renew(box, given)
        return as_mark(entry)

    def _renew(self, box: Key, given: Mapping[Key, Given] | None = None) -> None:
        """Write what follows for one box, of which `given` is known, and for those that could not be written before."""
        keys = self._pending | {box}
        boxes = self._boxes({student for student, _ in keys})
        self._settle({one: boxes[one] for one in keys if one in boxes}, None if self._pending else given or None)

    def _settle(self, boxes: Mapping[Key, Text], given: Mapping[Key, Given] | None = None) -> None:
        """Write what follows from the logs for `boxes`; if that fails, remember them: the marks are in the log."""
        try:
            reconcile(self._book, self._case(), boxes, given=given)
        except NotSaved as problem:
            self._trouble = problem.what
            self._pending |= {box for box in boxes if box in self._state().ours}
        else:
            self._pending -= set(boxes)

    def _queue(self) -> Queue:
        boxes = self._boxes()
        return Queue(self.marker, self.setup, self._case(), boxes, self._given(None), self._names())

    def _case(self) -> Case:
        return Case(criteria={one.id: one for one in self.criteria}, rubric=self.setup.digest, state=self._state())

    def _state(self) -> State:
        """Return what was done so far; the same object as long as nothing is added."""
        entries = self._log.entries()
        if entries is not self._seen.entries:
            self._seen = State(entries)
        return self._seen

    def _boxes(self, students: Collection[str] | None = None) -> dict[Key, Text]:
        return boxes_of([one.id for one in self.criteria], self._texts, students)

    def _given(self, students: Collection[str] | None) -> Mapping[Key, Given]:
        """Return what the gradebook has; nothing where it cannot be read just now."""
        try:
            return self._book.given(students)
        except NotSaved:
            return {}

    def _names(self) -> dict[str, str]:
        students = self._texts.students()
        if students != self._named[0]:
            self._named = (students, pseudonyms(students, self.plan.id, self._secret))
        return self._named[1]

    def _student(self, pseudonym: str) -> str:
        found = next((student for student, name in self._names().items() if name == pseudonym), None)
        if found is None:
            raise BadMark(f"nobody in this class is called {pseudonym!r}", "reload the page")
        return found

    def _criterion(self, criterion: str) -> Criterion:
        found = next((one for one in self.criteria if one.id == criterion), None)
        if found is None:
            known = ", ".join(one.id for one in self.criteria)
            raise BadMark(f"the rubric of {self.plan.id} has no criterion {criterion!r}", f"use one of: {known}")
        return found

    def _read(self, pseudonym: str, criterion: str, digest: str | None) -> tuple[Key, Text]:
        """Return a box and its text, if it is still the text that was read."""
        box = (self._student(pseudonym), self._criterion(criterion).id)
        boxes = self._boxes([box[0]])
        if box not in boxes:
            raise BadMark(f"the notebook of {pseudonym} cannot be read", "ask for it again, and mark it then")
        if digest is not None and digest != boxes[box].digest:
            raise TextChanged(f"the text of {pseudonym} changed while it was read", "read it again, then mark it")
        return box, boxes[box]


def _unreadable(name: str) -> Finding:
    return Finding(
        level=Level.WARNING,
        what=f"the notebook of {name} cannot be read",
        remedy="ask for it again; the rest of the class goes on",
        key="marking_unreadable",
        values={"name": name},
    )


def _waits(count: str, why: str) -> Finding:
    return Finding(
        level=Level.WARNING,
        what=f"{count} marks are kept, but not yet in the gradebook: {why}",
        remedy="mark on; they are written with the next mark",
        key="marking_pending",
        values={"count": count},
    )
