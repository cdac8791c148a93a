"""The beginning and the end of a student's page: who read what, one next move, how to appeal."""

from collections.abc import Iterator
from datetime import UTC

from medialit.elements import fill, link, tag, wrap
from medialit.feedback import text
from medialit.feedback.advice import next_move
from medialit.feedback.model import Reading
from medialit.feedback.view import View


def about(view: View) -> str:
    """Return what this page is, who read what, and the total or until when it is held back."""
    sheet, say = view.sheet, view.say
    lines = [tag("p", say("feedback.for", name=sheet.name), klass="quiet", dir="auto")]
    if sheet.submitted:
        when = say.moment(sheet.submitted.astimezone(UTC))
        lines.append(tag("p", say("feedback.handed_in", when=when), klass="quiet"))
    if sheet.problem:
        lines.append(tag("p", say(f"feedback.problem_{sheet.problem}"), klass="note", role="note"))
    for key, values in sheet.told:
        words = say(key.replace("desk.rebuilt_", "feedback.rebuilt_"), **values)
        lines.append(tag("p", words, klass="note", role="note", dir="auto"))
    lines.append(tag("p", _who(view)))
    if sheet.cells:
        automatic = view.points(sum(one.most for one in sheet.cells.values()))
        lines.append(tag("p", say("feedback.machine") if sheet.held else say("feedback.machine_n", points=automatic)))
    return "\n".join([*lines, *_total(view)])


def _who(view: View) -> str:
    """Return how many texts a person read, and who."""
    sheet, say = view.sheet, view.say
    read, everything = sheet.count(Reading.READ), len(sheet.rows)
    if not read:
        return say("feedback.nobody")
    known = say("feedback.comma").join(sheet.markers) or say("feedback.formgrader")
    return say("feedback.people", read=read, all=everything, who=known)


def _total(view: View) -> Iterator[str]:
    sheet, say = view.sheet, view.say
    if sheet.held:
        until = sheet.held.until
        when = until and say.moment(until.astimezone(UTC))
        yield tag(
            "p", say("feedback.held", when=when) if when else say("feedback.held_open"), klass="total", role="note"
        )
        return
    if not sheet.cells and not any(one.points is not None for one in sheet.rows):
        return
    yield tag("p", view.of(sheet.points, sheet.most), klass="total")
    if not sheet.is_complete:
        waiting = sheet.count(Reading.WAITING, Reading.AGAIN, Reading.UNREADABLE)
        yield tag("p", say("feedback.so_far", count=waiting), klass="quiet")
    if sheet.penalty:
        yield tag("p", say("feedback.penalty", points=view.points(sheet.penalty)), klass="quiet")


def move(view: View) -> str:
    """Return the one next move, or nothing where nobody wrote a comment."""
    sheet, say = view.sheet, view.say
    chosen = next_move(sheet.rows, by_points=sheet.held is None)
    if chosen is None:
        return ""
    where = link(view.anchor(f"row-{chosen.row.criterion.id}"), view.title(chosen.row.criterion))
    key = "feedback.move_room" if chosen.has_most_room else "feedback.move_first"
    words = wrap("blockquote", [text.said(chosen.words, (), "", "")], klass="move")
    return view.section("next", words, wrap("p", [fill(say(key), criterion=where)], klass="quiet"))


def appeal(view: View) -> str:
    """Return how a mark is appealed: to the text."""
    return view.section("appeal", tag("p", view.say("feedback.appeal_text")), tag("p", view.say("feedback.limits")))
