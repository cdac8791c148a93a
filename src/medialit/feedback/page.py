"""A student's page as a whole: one file that loads nothing, in one language or in both; only figures need a script."""

from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files

import medialit
from medialit import page
from medialit.elements import link, tag, wrap
from medialit.feedback.answers import answers
from medialit.feedback.automatic import automatic
from medialit.feedback.charts import charts, scripts, specifications
from medialit.feedback.model import Sheet
from medialit.feedback.rows import texts
from medialit.feedback.text import shown
from medialit.feedback.top import about, appeal, move
from medialit.feedback.view import View
from medialit.i18n import Language, words

MARK = "medialit feedback"


def render(sheet: Sheet, languages: Sequence[Language]) -> str:
    """Return the page of one student as HTML.

    Parameters
    ----------
    languages
        One, or both: then the page has everything twice, the first language first.
    """
    views = [
        View(sheet=sheet, say=words(one), prefix="" if len(languages) == 1 else f"{one.value}-") for one in languages
    ]
    jump = [_jump(views)] if len(views) > 1 else []
    body = "\n".join([*jump, *(_version(one, is_alone=len(views) == 1) for one in views)])
    title = f"{views[0].say('feedback.title')} · {sheet.plan.title[views[0].say.language]}"
    drawings = specifications(views)
    data = [f'<script type="application/json" id="{name}">{one}</script>' for name, one in drawings.items()]
    return page.page(
        shown(title),
        "\n".join([shown(body), *data]),
        languages[0],
        generator=MARK,
        style=_style(),
        scripts=scripts(views[0]) if drawings else None,
    )


def pointer(language: Language) -> str:
    """Return the page that stands for a notebook without feedback of its own, such as the lesson's."""
    say = words(language)
    body = tag("p", say("feedback.pointer")) + wrap("p", [f'<a href="reflection.html">{escape("reflection.html")}</a>'])
    return page.page(say("feedback.title"), body, language, generator=MARK)


def _version(view: View, *, is_alone: bool) -> str:
    say, plan = view.say, view.sheet.plan
    small = tag("small", say("feedback.title"))
    parts = [f'<h1 id="{view.anchor("top")}">{escape(plan.title[say.language])} {small}</h1>']
    if view.sheet.invented:
        parts.append(tag("p", say("feedback.invented"), klass="note", role="note"))
    parts += [about(view), move(view), texts(view), automatic(view), answers(view), charts(view), appeal(view)]
    parts.append(tag("p", say("feedback.colophon", version=medialit.__version__), klass="quiet"))
    inside = [one for one in parts if one]
    return "\n".join(inside) if is_alone else wrap("div", inside, lang=say.language.html, klass="version")


def _jump(views: Sequence[View]) -> str:
    names = {Language.EN: "English", Language.ZH: "中文"}
    links = (
        wrap("li", [link(view.anchor("top"), names[view.say.language])], lang=view.say.language.html) for view in views
    )
    return wrap("nav", [wrap("ul", links)], **{"aria-label": views[0].say("feedback.languages")})


@cache
def _style() -> str:
    return (files("medialit.feedback") / "feedback.css").read_text("utf-8")
