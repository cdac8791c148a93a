"""What people read: each criterion with its rubric row, the points, the text, and the words of who read it."""

from medialit.elements import tag, wrap
from medialit.feedback import text
from medialit.feedback.model import Reading, Row
from medialit.feedback.passages import links
from medialit.feedback.view import View


def texts(view: View) -> str:
    """Return every criterion: rubric, points, text and comment."""
    parts = [_row(view, one) for one in view.sheet.rows]
    return view.section("texts", tag("p", view.say("feedback.texts_lead"), klass="quiet"), *parts)


def _row(view: View, row: Row) -> str:
    say, anchor = view.say, view.anchor(f"row-{row.criterion.id}")
    found = links(row.text, row.comment)
    state = say(f"feedback.state_{row.reading.value}", who=row.marker or say("feedback.formgrader"))
    shown = [tag("strong", view.of(row.points, row.most))] if row.points is not None and not view.sheet.held else []
    inside = [tag("h3", view.title(row.criterion), id=f"{anchor}-title"), wrap("p", [tag("span", state), *shown])]
    inside.append(_rubric(view, row))
    mine = [tag("h4", say("feedback.your_text"))]
    if row.reading in {Reading.BLANK, Reading.UNREADABLE}:
        mine.append(tag("p", say(f"feedback.no_text_{row.reading.value}"), klass="quiet"))
    else:
        mine.append(text.own(row.text, found, anchor, say("feedback.to_comment")))
    theirs = []
    if row.comment:
        theirs = [tag("h4", say("feedback.comment")), text.said(row.comment, found, anchor, say("feedback.to_text"))]
    elif row.reading is Reading.READ:
        theirs = [tag("h4", say("feedback.comment")), tag("p", say("feedback.no_comment"), klass="quiet")]
    pair = [wrap("div", mine), *([wrap("div", theirs)] if theirs else [])]
    inside.append(wrap("div", pair, klass="pair"))
    return wrap("section", inside, **{"id": anchor, "aria-labelledby": f"{anchor}-title", "klass": "row"})


def _rubric(view: View, row: Row) -> str:
    """Return a row of the rubric as a table, highest level first, the chosen level marked, or between which it lies."""
    say, held = view.say, view.sheet.held is not None
    levels = [(float(points), said[say.language]) for points, said in row.criterion.levels]
    if all(points for points, _ in levels):
        levels.append((0.0, say("feedback.not_attempted")))
    given = None if held else row.points
    lines = []
    for points, said in sorted(levels, reverse=True):
        if given is not None and points < given and not any(points < other <= given for other, _ in levels):
            lines.append(_level(view, given, say("feedback.between"), chosen=True))
        lines.append(_level(view, points, said, chosen=points == given))
    top = [("feedback.level", "number")] if not held else []
    head = "".join(tag("th", say(key), scope="col", klass=klass) for key, klass in [*top, ("feedback.what_for", "")])
    caption = tag("caption", say("feedback.rubric", criterion=view.title(row.criterion)))
    return wrap("table", [caption, f"<thead><tr>{head}</tr></thead>", wrap("tbody", lines)], klass="rubric")


def _level(view: View, points: float, said: str, *, chosen: bool) -> str:
    if view.sheet.held:
        return wrap("tr", [tag("th", said, scope="row")])
    mark = [tag("strong", f" ← {view.say('feedback.chosen')}")] if chosen else []
    cells = [tag("th", view.points(points), scope="row", klass="number"), wrap("td", [tag("span", said), *mark])]
    return wrap("tr", cells, klass="chosen" if chosen else "")
