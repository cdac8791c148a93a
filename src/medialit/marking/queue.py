"""Which boxes a marker reads, in which order and state; thinking only, from what was read before."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from medialit.grading.nbgrader import Given, Key
from medialit.marking import levels, order
from medialit.marking.model import Count, Item
from medialit.marking.settling import Case
from medialit.marking.setup import Setup
from medialit.marking.texts import Text


@dataclass(frozen=True)
class Queue:
    """Everything that one marker's queue follows from.

    Attributes
    ----------
    boxes
        The text of every box that can be read.
    given
        What the gradebook has for them.
    names
        The pseudonym of each student.
    """

    marker: str
    setup: Setup
    case: Case
    boxes: Mapping[Key, Text]
    given: Mapping[Key, Given]
    names: Mapping[str, str]

    def items(self, criterion: str) -> tuple[Item, ...]:
        """Return what this marker reads or has read, in this marker's order."""
        students = [one.student for one in self._every(criterion) if self._is_shown(one) and self._is_mine(one)]
        by_student = {one.student: one for one in self._every(criterion)}
        ordered = order.shuffled(students, self.setup.seed, criterion, self.marker, self.setup.markers)
        return tuple(by_student[student] for student in ordered)

    def count(self, criterion: str) -> Count:
        """Return how many boxes of one criterion are in which state for this marker."""
        every = self._every(criterion)
        shown = [one for one in every if self._is_shown(one)]
        mine = [one for one in shown if self._is_mine(one)]
        waiting = [one for one in mine if one.waits]
        return Count(
            marked=sum(one.mark is not None and not one.waits for one in mine),
            waiting=len(waiting),
            blank=len(every) - len(shown),
            changed=sum(one.earlier is not None for one in waiting),
            elsewhere=sum(one.mark is None and not one.waits for one in mine),
            others=len(shown) - len(mine),
        )

    def _every(self, criterion: str) -> tuple[Item, ...]:
        return self._by_criterion.get(criterion, ())

    @cached_property
    def _by_criterion(self) -> Mapping[str, tuple[Item, ...]]:
        found: dict[str, list[Item]] = {}
        for key, text in self.boxes.items():
            found.setdefault(key[1], []).append(self._item(key, text))
        return {criterion: tuple(items) for criterion, items in found.items()}

    @cached_property
    def _allowed(self) -> Mapping[str, tuple[float, ...]]:
        return {one.id: levels.allowed(one) for one in self.setup.rubric}

    @cached_property
    def _doubled(self) -> Mapping[str, frozenset[str]]:
        """The students whose box of each criterion two markers read; nobody's while there is one marker."""
        if len(self.setup.markers) < 2:
            return {}
        filled: dict[str, list[str]] = {}
        for (student, criterion), text in self.boxes.items():
            if not text.is_blank:
                filled.setdefault(criterion, []).append(student)
        seed, share = self.setup.seed, self.setup.double_share
        return {one: order.doubled(students, seed, one, share) for one, students in filled.items()}

    def _item(self, key: Key, text: Text) -> Item:
        state, (student, criterion) = self.case.state, key
        mark = state.of_marker(key, self.marker, text.digest)
        gone = mark is not None and mark.points not in self._allowed[criterion]
        old = mark if gone else state.earlier(key, self.marker, text.digest)
        mark = None if gone else mark
        return Item(
            student=student,
            pseudonym=self.names[student],
            criterion=criterion,
            text=text.text,
            digest=text.digest,
            is_blank=text.is_blank,
            mark=mark,
            earlier=None if mark else old,
            second_look=mark is not None and mark.rubric != self.setup.digest,
            is_double=student in self._doubled.get(criterion, ()),
            elsewhere=self.case.elsewhere(key, self.given.get(key)),
        )

    def _is_shown(self, item: Item) -> bool:
        """Tell whether there is something to read: a text, or nothing where a marked text was before."""
        return not item.is_blank or bool(self.case.state.by_key.get((item.student, item.criterion)))

    def _is_mine(self, item: Item) -> bool:
        """Tell whether this marker reads it: nobody else has, or it is to be read twice."""
        if item.mark is not None or item.is_double:
            return True
        return not set(self.case.state.markers_of((item.student, item.criterion), item.digest)) - {self.marker}
