"""The top of the class report: five numbers and what the teacher does next."""

from collections.abc import Sequence
from typing import Any

from medialit.course import Status
from medialit.i18n import Words
from medialit.reports import page, sections
from medialit.reports.model import ClassView


def section(view: ClassView, skill_rows: Sequence[dict[str, Any]], names: Sequence[str], words: Words) -> str:
    """Return the summary with its tiles, the next steps, and links to the sections of these names."""
    parts = [
        _tiles(view, words),
        _next(view, skill_rows, words),
        _contents(names, words),
    ]
    return page.section("summary", words("report.summary"), parts)


def _tiles(view: ClassView, words: Words) -> str:
    numbers = (
        (len(view.came), words("report.tile_came", all=len(view.hand_ins))),
        (sum(one.is_late for one in view.came), words("report.tile_late")),
        (len(view.graded), words("report.tile_graded")),
        (_count(view, Status.FAILED), words("report.tile_failed")),
        (sum(len(one.waiting) for one in view.graded), words("report.tile_waiting")),
    )[: None if view.is_graded else 1]
    tiles = (
        page.wrap("div", [page.tag("dt", label), page.tag("dd", words.number(number))]) for number, label in numbers
    )
    return page.wrap("dl", tiles, klass="tiles")


def _next(view: ClassView, rows: Sequence[dict[str, Any]], words: Words) -> str:
    steps = [page.wrap("li", [step]) for step in _steps(view, rows, words)]
    return page.wrap("div", [page.tag("h3", words("report.next")), page.wrap("ol", steps)], klass="next")


def _steps(view: ClassView, rows: Sequence[dict[str, Any]], words: Words) -> list[str]:
    """Return the next steps as HTML: first what blocks grading, then marking, then teaching."""
    look = page.link("look", words("report.section_look"))
    steps = [] if view.is_graded else [page.tag("span", words("report.nothing_graded"))]
    if failed := _count(view, Status.FAILED):
        steps.append(page.fill(words("report.next_failed"), count=str(failed), link=look))
    if absent := _count(view, Status.MISSING):
        steps.append(page.fill(words("report.next_absent"), count=str(absent)))
    waiting = [one for one in view.graded if one.waiting]
    if waiting:
        boxes, each = sum(len(one.waiting) for one in waiting), words.number(sections.by_hand_points(view))
        lab = page.tag("code", "jupyter lab")
        steps.append(
            page.fill(words("report.next_mark"), boxes=str(boxes), points=each, count=str(len(waiting)), command=lab)
        )
        again = page.tag("code", f"medialit feedback {view.lesson_id}")
        steps.append(page.fill(words("report.next_feedback"), command=again))
    elif view.graded:
        steps.append(page.tag("span", words("report.next_marked")))
    answered = [row for row in rows if row["key"] + row["other"]]
    if answered:
        hardest = min(answered, key=lambda row: (row["key"], row["label"]))
        link = page.link("skill", words("report.section_skill"))
        steps.append(page.fill(words("report.next_teach"), label=page.tag("span", hardest["label"]), link=link))
    return steps or [page.tag("span", words("report.nothing"))]


def _contents(names: Sequence[str], words: Words) -> str:
    links = (page.wrap("li", [page.link(name.replace("_", "-"), words(f"report.section_{name}"))]) for name in names)
    return page.wrap("nav", [page.wrap("ul", links)], **{"aria-label": words("report.contents")})


def _count(view: ClassView, state: Status) -> int:
    return sum(one.state is state for one in view.hand_ins)
