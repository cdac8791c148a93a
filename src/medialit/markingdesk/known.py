"""What was read of the class last, so that one mark costs one mark, and not another reading of everybody.

A text that changed meanwhile is found all the same: `Desk.mark` looks at the text itself before it keeps a mark.
"""

import statistics
from collections.abc import Iterator
from dataclasses import replace

from medialit.marking import Count, Desk, Item, Mark, Progress


class Known:
    """The answers of every criterion, as they were when a criterion was last opened, with the marks given since."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._items: dict[str, tuple[Item, ...]] = {row.id: desk.items(row.id) for row in desk.criteria}
        self._counts = desk.progress().criteria

    def look(self, criterion: str) -> tuple[Item, ...]:
        """Read one criterion anew and return its answers.

        Raises
        ------
        BadMark
            The rubric has no such criterion.
        """
        self._items[criterion] = self._desk.items(criterion)
        self._counts = self._desk.progress().criteria
        return self._items[criterion]

    def find(self, criterion: str, pseudonym: str) -> Item | None:
        """Return one answer; None where there is none."""
        known = self._items.get(criterion) or self.look(criterion)
        return next((one for one in known if one.pseudonym == pseudonym), None)

    def marked(self, item: Item, mark: Mark) -> Item:
        """Take over a mark that was just given, and return the answer as it is with it."""
        now = replace(item, mark=mark, earlier=None, second_look=False, elsewhere=None)
        self._items[item.criterion] = tuple(now if one is item else one for one in self._items[item.criterion])
        return now

    def progress(self) -> Progress:
        """Return how far the marker is; each answer counts once, with the time that its mark took."""
        counts = {criterion: self._count(criterion) for criterion in self._items}
        spent = [one.mark.seconds for one in self._all() if one.mark and one.mark.seconds is not None]
        median = statistics.median(spent) if spent else None
        waiting = sum(one.waiting for one in counts.values())
        left = None if median is None else median * waiting
        return Progress(waiting=waiting, criteria=counts, median_seconds=median, seconds_left=left)

    def _all(self) -> Iterator[Item]:
        for items in self._items.values():
            yield from items

    def _count(self, criterion: str) -> Count:
        """Count what is known, and keep what only a look at everybody tells: who left it blank, who else marked."""
        items = self._items[criterion]
        return replace(
            self._counts[criterion],
            marked=sum(one.mark is not None and not one.second_look for one in items),
            waiting=sum(one.waits for one in items),
            changed=sum(one.waits and one.earlier is not None for one in items),
        )
