"""A student's own first and second answers, side by side and without a judgement."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from medialit.elements import details, table, tag, wrap
from medialit.feedback import numbers
from medialit.feedback.view import View
from medialit.page import of_markdown

if TYPE_CHECKING:
    from medialit.widgets.then_now import Earlier, Told


def answers(view: View) -> str:
    """Return every committed answer beside the one that was given after the evidence; nothing where there are none."""
    if not view.sheet.answers:
        return ""
    lead = tag("p", view.say("feedback.answers_lead"), klass="quiet")
    return view.section("answers", lead, *(_pair(view, one) for one in view.sheet.answers))


def _pair(view: View, one: "Earlier") -> str:
    title = " · ".join(filter(None, (one.prompt, one.question)))
    both = [_told(view, one, one.first, "feedback.first"), _told(view, one, one.again, "feedback.second")]
    return wrap(
        "section",
        [tag("h3", title, lang=one.language.html), *_figure(view, one), wrap("div", both, klass="pair even")],
        klass="row",
    )


def _told(view: View, one: "Earlier", told: "Told | None", head: str) -> str:
    say = view.say
    if told is None:
        return wrap("div", [tag("h4", say(head)), tag("p", say("feedback.no_second"), klass="quiet")])
    sure = [say("record.certainty", percent=told.certainty)] if told.certainty is not None else []
    words = of_markdown("  \n".join(told.lines))
    about = tag("p", " · ".join([_day(view, told), *sure]), klass="quiet")
    return wrap(
        "div", [tag("h4", say(head)), about, f'<blockquote lang="{one.language.html}" dir="auto">{words}</blockquote>']
    )


def _figure(view: View, one: "Earlier") -> Iterator[str]:
    """Yield two numbers on a line, where the prompt asked for a number: sentence, drawing, and the table behind it."""
    pair = view.sheet.numbers.get(one.prompt)
    if pair is None:
        return
    say, told = view.say, [("feedback.first", one.first, pair.first), ("feedback.second", one.again, pair.again)]
    rows = [
        (
            say(head),
            numbers.written(value, pair, say),
            "–" if answer.certainty is None else say.number(answer.certainty),
            _day(view, answer),
        )
        for head, answer, value in told
        if answer is not None and value is not None
    ]
    columns = [say(f"feedback.{name}") for name in ("answer", "number", "certainty", "day")]
    caption = say("feedback.numbers_of", prompt=one.prompt)
    finding = tag("figcaption", numbers.sentence(pair, say))
    behind = details(say("feedback.table"), table(columns, rows, caption=caption))
    yield wrap("figure", [finding, numbers.drawing(pair, say), behind])


def _day(view: View, told: "Told") -> str:
    return view.say.day(told.when.astimezone().date())
