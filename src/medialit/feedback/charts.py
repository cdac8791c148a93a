"""The figures of a reflection on a page: sentence, drawing, table; and what plotly draws each from."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from medialit import figures
from medialit.elements import details, section, table, tag, wrap
from medialit.feedback.handed import MOST, Handed, known
from medialit.feedback.view import View
from medialit.figures import foreign, offline
from medialit.grading.boxes import NOTEBOOK, SIZE_LIMIT
from medialit.page import Scripts

_SHOWN = re.compile(r"\.show\(\s*[\"']([\w-]{1,60})[\"']")


def named(folder: Path) -> tuple[str, ...]:
    """Return the names of our figures that the reflection in `folder` shows, in its order, each once."""
    try:
        file = folder / NOTEBOOK
        if file.stat().st_size > SIZE_LIMIT:
            return ()
        cells = json.loads(file.read_text("utf-8-sig"))["cells"]
        code = "\n".join("".join(one["source"]) for one in cells if one["cell_type"] == "code")
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()
    return tuple(one for one in dict.fromkeys(_SHOWN.findall(code)) if one in figures.names())


def charts(view: View) -> str:
    """Return the figures that were handed in, drawn, and those of the reflection that were not, in words."""
    say, sheet = view.say, view.sheet
    there = {one.name for one in sheet.handed.drawn}
    drawn = [_handed(view, one, place) for place, one in enumerate(sheet.handed.drawn, start=1)]
    drawn += [_ours(view, name, is_drawn=False) for name in sheet.figures if name not in there]
    if sheet.handed.more:
        drawn.append(tag("p", say("feedback.figures_more", most=MOST, count=sheet.handed.more), role="note"))
    lead = [tag("p", say("feedback.figures_lead"), klass="quiet")]
    if specifications([view]):
        lead.append(wrap("noscript", [tag("p", say("feedback.figures_no_script"), klass="note")]))
    there_is = [one for one in drawn if one]
    return section(view.anchor("figures"), say("feedback.figures"), [*lead, *there_is]) if there_is else ""


def specifications(views: Sequence[View]) -> Mapping[str, str]:
    """Return the JSON of every drawing on a page by its id; a student's own figure serves both languages."""
    found: dict[str, str] = {}
    for view in views:
        for place, one in enumerate(view.sheet.handed.drawn, start=1):
            chart = known(one.name, view.say.language) if one.name else None
            if chart:
                found[_id(view, one, place)] = _json(offline.specification(chart))
            elif one.own and one.own.drawing:
                found[_id(view, one, place)] = _json(one.own.drawing)
    return found


def scripts(view: View) -> Scripts:
    """Return plotly.js and what draws with it; our own charts are all lines and shapes, without pictures."""
    makes_pictures = any(one.own and one.own.has_pictures for one in view.sheet.handed.drawn)
    return Scripts(code=_code(), makes_pictures=makes_pictures)


@cache
def _code() -> tuple[str, ...]:
    return offline.library(), (files("medialit.feedback") / "figures.js").read_text("utf-8")


def _json(drawing: Mapping[str, object]) -> str:
    return json.dumps(drawing, allow_nan=False).replace("<", "\\u003c")


def _id(view: View, one: Handed, place: int) -> str:
    return f"spec-{view.say.language.value}-{one.name}" if one.name else f"spec-{place}"


def _handed(view: View, one: Handed, place: int) -> str:
    if one.own:
        return _own(view, one.own, place)
    return _ours(view, one.name, is_drawn=True)


def _ours(view: View, name: str, *, is_drawn: bool) -> str:
    chart, say = known(name, view.say.language), view.say
    if chart is None:
        return ""
    caption = wrap("figcaption", [tag("h3", chart.title), tag("p", chart.finding)])
    region = {"klass": "scroll", "tabindex": "0", "role": "region", "aria-label": chart.title}
    behind = wrap("div", [figures.as_table(chart)], **region)
    plot = (
        _plot(view, _id(view, Handed(name=name), 0), chart.alt)
        if is_drawn
        else [tag("p", say("feedback.figure_not_handed_in"), klass="quiet")]
    )
    return wrap("figure", [caption, *plot, details(say("figure.table", rows=len(chart.rows)), behind)])


def _own(view: View, one: foreign.Foreign, place: int) -> str:
    say = view.say
    title = one.title or say("feedback.figure_own", place=place)
    sentences = [say("feedback.figure_own_finding")]
    if one.values:
        names = say("feedback.comma").join(one.series[:10]) + (" …" if one.series[10:] else "")
        sentences.append(say("feedback.figure_own_series", count=len(one.series), names=names, values=one.values))
    if one.unfit:
        most = say.number(foreign.SIZE_LIMIT // 1000)
        plot = [tag("p", say(f"feedback.figure_{one.unfit}", most=most), klass="note", role="note")]
    else:
        plot = list(_plot(view, _id(view, Handed(own=one), place), " ".join([f"{title}.", *sentences])))
    caption = wrap("figcaption", [tag("h3", title, dir="auto"), *(tag("p", told) for told in sentences)])
    return wrap("figure", [caption, *plot, *_values(view, one, title)])


def _plot(view: View, spec: str, alt: str) -> Iterator[str]:
    """Yield the place of a drawing, and what stands there where the browser could not draw it."""
    yield tag("div", "", **{"klass": "drawing", "role": "img", "aria-label": alt, "data-spec": spec})
    yield tag("p", view.say("feedback.figure_failed"), klass="note", role="note", hidden="hidden")


def _values(view: View, one: foreign.Foreign, title: str) -> Iterator[str]:
    if one.rows:
        first, *others = one.columns
        columns = [first or view.say("feedback.figure_series"), *others]
        summary = view.say("feedback.figure_values", shown=len(one.rows), all=one.values)
        yield details(summary, table(columns, one.rows, caption=title))
