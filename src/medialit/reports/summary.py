"""The top of the class report: five numbers and what the teacher does next."""

from collections.abc import Sequence
from typing import Any

from medialit import elements
from medialit.course import Status
from medialit.i18n import Words
from medialit.reports import sections
from medialit.reports.model import ClassView


def section(view: ClassView, skill_rows: Sequence[dict[str, Any]], names: Sequence[str], words: Words) -> str:
    """Return the summary with its tiles, the next steps, and links to the sections of these names."""
    parts = [
        _tiles(view, words),
        _next(view, skill_rows, words),
        _contents(names, words),
    ]
    return elements.section("summary", words("report.summary"), parts)


def _tiles(view: ClassView, words: Words) -> str:
    numbers = (
        (len(view.came), words("report.tile_came", all=len(view.hand_ins))),
        (sum(one.is_late for one in view.came), words("report.tile_late")),
        (len(view.graded), words("report.tile_graded")),
        (_count(view, Status.FAILED), words("report.tile_failed")),
        (sum(len(one.waiting) for one in view.graded), words("report.tile_waiting")),
    )[: None if view.is_graded else 1]
    tiles = (
        elements.wrap("div", [elements.tag("dt", label), elements.tag("dd", words.number(number))])
        for number, label in numbers
    )
    return elements.wrap("dl", tiles, klass="tiles")


def _next(view: ClassView, rows: Sequence[dict[str, Any]], words: Words) -> str:
    steps = [elements.wrap("li", [step]) for step in _steps(view, rows, words)]
    return elements.wrap("div", [elements.tag("h3", words("report.next")), elements.wrap("ol", steps)], klass="next")


def _steps(view: ClassView, rows: Sequence[dict[str, Any]], words: Words) -> list[str]:
    """Return the next steps as HTML: first what blocks grading, then marking, then teaching."""
    look = elements.link("look", words("report.section_look"))
    steps = [] if view.is_graded else [elements.tag("span", words("report.nothing_graded"))]
    if failed := _count(view, Status.FAILED):
        steps.append(elements.fill(words("report.next_failed"), count=str(failed), link=look))
    if absent := _count(view, Status.MISSING):
        steps.append(elements.fill(words("report.next_absent"), count=str(absent)))
    waiting = [one for one in view.graded if one.waiting]
    if waiting:
        boxes, each = sum(len(one.waiting) for one in waiting), words.number(sections.by_hand_points(view))
        mark = elements.tag("code", f"medialit mark {view.lesson_id}")
        steps.append(
            elements.fill(
                words("report.next_mark"), boxes=str(boxes), points=each, count=str(len(waiting)), command=mark
            )
        )
        again = elements.tag("code", f"medialit feedback {view.lesson_id}")
        steps.append(elements.fill(words("report.next_feedback"), command=again))
    elif view.graded:
        steps.append(elements.tag("span", words("report.next_marked")))
    answered = [row for row in rows if row["key"] + row["other"]]
    if answered:
        hardest = min(answered, key=lambda row: (row["key"], row["label"]))
        link = elements.link("skill", words("report.section_skill"))
        steps.append(elements.fill(words("report.next_teach"), label=elements.tag("span", hardest["label"]), link=link))
    return steps or [elements.tag("span", words("report.nothing"))]


def _contents(names: Sequence[str], words: Words) -> str:
    links = (
        elements.wrap("li", [elements.link(name.replace("_", "-"), words(f"report.section_{name}"))]) for name in names
    )
    return elements.wrap("nav", [elements.wrap("ul", links)], **{"aria-label": words("report.contents")})


def _count(view: ClassView, state: Status) -> int:
    return sum(one.state is state for one in view.hand_ins)
