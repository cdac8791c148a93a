"""The gradebook says what the logs say: after every mark, and again after the autograder ran.

What the gradebook is to have follows from logs and texts alone. So it does not matter when a process was killed, how
often this runs, or whether the gradebook was lost in between.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from medialit import course as desk
from medialit import curriculum
from medialit.course import Course
from medialit.curriculum import Criterion
from medialit.grading.nbgrader import Change, Given, Key
from medialit.marking import levels, setup
from medialit.marking.book import Book, NbgraderBook
from medialit.marking.fold import HALF_LEVEL, State, gap
from medialit.marking.log import Log
from medialit.marking.model import Elsewhere, Mark, Settled
from medialit.marking.texts import Text, Texts
from medialit.marking.texts import of as text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that decides what the gradebook is to have: criteria by id, their rubric's digest, what was done."""

    criteria: Mapping[str, Criterion]
    rubric: str
    state: State

    def needs_decision(self, key: Key, digest: str) -> bool:
        """Tell whether two markers lie more than half a level apart, and nobody decided."""
        if self.state.decision(key, digest):
            return False
        return gap(self.state.marks_of(key, digest)) > HALF_LEVEL * levels.step(self.criteria[key[1]])

    def counting(self, key: Key, digest: str) -> Mark | None:
        """Return the mark that counts for a box with this text, if its points still exist."""
        mark = self.state.counting(key, digest)
        return mark if mark and mark.points in levels.allowed(self.criteria[key[1]]) else None

    def wanted(self, key: Key, text: Text) -> Change | None:
        """Return what the gradebook is to have for a box; None where it may have what it has."""
        mark = self.counting(key, text.digest)
        if mark:
            waits = mark.rubric != self.rubric or self.needs_decision(key, text.digest)
            return Change(points=mark.points, comment=mark.comment, waiting=waits)
        old = self.state.by_key.get(key, ())
        if old and old[-1].points <= levels.allowed(self.criteria[key[1]])[-1]:
            return Change(points=old[-1].points, comment=old[-1].comment, waiting=True)
        if text.is_blank:
            return Change(points=None, is_blank=True)
        return Change(points=None, waiting=True) if key in self.state.ours else None

    def elsewhere(self, key: Key, given: Given | None) -> Elsewhere | None:
        """Return points in the gradebook that are none of ours."""
        if given is None or given.points is None:
            return None
        if (given.points, given.comment) in self.state.ours.get(key, ()):
            return None
        return Elsewhere(points=given.points, comment=given.comment, waiting=given.waiting)


def reconcile(
    book: Book, case: Case, boxes: Mapping[Key, Text], *, given: Mapping[Key, Given] | None = None
) -> Settled:
    """Write into the gradebook what it is to have for `boxes`; points from elsewhere are left alone.

    Parameters
    ----------
    given
        What the gradebook has for them, if it was read just now.

    Raises
    ------
    NotSaved
        The gradebook cannot be read or written.
    """
    given = book.given({student for student, _ in boxes}) if given is None else given
    elsewhere = tuple(key for key in boxes if case.elsewhere(key, given.get(key)))
    wanted = {key: change for key, text in boxes.items() if (change := case.wanted(key, text)) and key not in elsewhere}
    missing = tuple(key for key, change in wanted.items() if key not in given and change.points is not None)
    differs = {key: change for key, change in wanted.items() if key in given and not _is_so(change, given[key])}
    if differs:
        book.write(differs.items())
    marked = [key for key, change in wanted.items() if change.points is not None and key in given]
    return Settled(
        written=tuple(differs),
        kept=sum(key not in differs for key in marked),
        changed=tuple(key for key, text in boxes.items() if _is_changed(case, key, text)),
        elsewhere=elsewhere,
        missing=missing,
    )


def settle(course: Course, lesson: str, *, book: Book | None = None) -> Settled:
    """Write the marks of all markers into the gradebook again, and clear nbgrader's flag where the text is unchanged.

    To be called after any run of the autograder; calling it more often changes nothing.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadCourse
        The settings of its marking cannot be read.
    NotSaved
        The gradebook cannot be read or written.
    """
    texts, log = Texts(course.folder, lesson), Log(setup.folder_of(course, lesson))
    case = case_of(course, lesson, log)
    done = reconcile(book or NbgraderBook(course.folder, lesson), case, boxes_of(case.criteria, texts))
    findings = (*log.findings, *texts.unreadable())
    return replace(done, findings=findings)


def final(course: Course, lesson: str) -> Mapping[Key, Mark]:
    """Return the mark that counts for each box, by student and criterion.

    Left out are boxes that wait: unmarked, changed since, for a second look, or split without a decision.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadCourse
        The settings of its marking cannot be read.
    """
    texts, log = Texts(course.folder, lesson), Log(setup.folder_of(course, lesson))
    case = case_of(course, lesson, log)
    return dict(_final(case, boxes_of(case.criteria, texts)))


def _final(case: Case, boxes: Mapping[Key, Text]) -> Iterator[tuple[Key, Mark]]:
    for key, text in boxes.items():
        mark = case.counting(key, text.digest)
        if mark and mark.rubric == case.rubric and not case.needs_decision(key, text.digest):
            yield key, mark


def case_of(course: Course, lesson: str, log: Log) -> Case:
    """Return what decides, as the logs are now; by the rubric of the course where marking has not begun."""
    curriculum.lesson(lesson)
    begun = setup.read(course, lesson)
    rubric = begun.rubric if begun else desk.rubric(course, lesson)
    return Case(criteria={one.id: one for one in rubric}, rubric=levels.digest(rubric), state=State.of(log.entries()))


def boxes_of(criteria: Iterable[str], texts: Texts, students: Iterable[str] | None = None) -> dict[Key, Text]:
    """Return the text of every box that can be read; a cell that a readable notebook lacks is a blank one."""
    found: dict[Key, Text] = {}
    for student in texts.students() if students is None else students:
        if mine := texts.of(student):
            found |= {(student, criterion): mine.get(criterion) or text_of("") for criterion in criteria}
    return found


def _is_changed(case: Case, key: Key, text: Text) -> bool:
    return key in case.state.by_key and case.state.counting(key, text.digest) is None


def _is_so(change: Change, given: Given) -> bool:
    """Tell whether the gradebook has it already."""
    if change.is_blank:
        return given.points is None and given.auto is not None and not given.waiting
    return (given.points, given.comment, given.waiting) == (change.points, change.comment, change.waiting)
