"""A small vocabulary, so that tests read as stories."""

import tomllib
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from medialit import article, curriculum, datasets
from medialit.article import quotation
from medialit.i18n import Language
from medialit.responses import Action, Kind, MemorySink, Record, Response

LESSON = "01-who-moved"
MONDAY = datetime(2025, 1, 13, 9, 0, tzinfo=UTC)
COMMIT = {"answer": 40, "certainty": 60, "reason": "friends stayed"}


def a_response(prompt="L1-C1", action=Action.COMMIT, value=None, *, kind=Kind.COMMIT_REVEAL, minute=0, **more):
    """One response; by default a valid commit to L1-C1 on a Monday morning."""
    values = {
        "lesson": LESSON,
        "prompt": prompt,
        "kind": kind,
        "action": action,
        "value": dict(COMMIT) if value is None else value,
        "lang": "en",
        "author": "a1b2c3d4",
        "t": MONDAY + timedelta(minutes=minute),
    }
    return Response(**values | more)


def a_text(text="hello", *, prompt="L1-D1", minute=0, **more):
    """A saved text."""
    return a_response(prompt, Action.SAVE, {"text": text}, kind=Kind.TEXT, minute=minute, **more)


@cache
def the_example():
    """A lesson with one prompt, or more, of each kind that lesson 1 does not have."""
    file = Path(__file__).with_name("example_lesson.toml")
    return curriculum.load.plan_of(tomllib.loads(file.read_text("utf-8")), file.name, curriculum.reference)


def the_lesson_of(prompt_id):
    """The lesson that asks a prompt, ours or the example."""
    every = (*curriculum.lessons(), the_example())
    return next(one for one in every if any(prompt.id == prompt_id for prompt in one.prompts))


def the_past():
    """Two committed answers of lesson 1: one given in English and again later, one in Chinese."""
    from medialit.widgets.then_now import Earlier, Past, Told

    def earlier(prompt, question, language, *told):
        first, again = [Told(lines=lines, when=MONDAY, certainty=sure) for lines, sure in told] + [None] * (
            2 - len(told)
        )
        return Earlier(
            lesson=LESSON, key="L1", title="Who moved?", prompt=prompt, question=question, language=language,
            first=first, again=again,
        )  # fmt: skip

    number = earlier("L1-C1", "What share stayed?", Language.EN, (("40%", "friends<br>stayed"), 60), (("32%",), None))
    choice = earlier("L1-C2", "哪个最有说服力？", Language.ZH, (("3月仍在发帖的人", "两个时间点"), 50))
    return Past((number, choice), ("one line could not be read",))


def the_facts():
    """What the checks of a draft may know of somebody who committed to L1-C1."""
    from medialit.drafts import Answer, Context

    rows = ({"claim": "a", "source": "", "verdict": "holds", "certainty": "70"},)
    return Context(answers=(Answer(prompt="L1-C1", texts=("40",)),), rows=rows)


def an_invented_lookup(text):
    """Looks quotations up in an invented article of one sentence."""
    return quotation(text, ["I moved there because my cat wanted company."])


COPY: dict[int, str] = {}
"""Paragraphs of the person's own copy of the (invented) article; a test puts some in."""


def the_companion(prompt):
    """What is known of the invented article, for a prompt of the example; of the real one for a prompt of ours."""
    from tests.unit.article.invented import CLAIMS

    from medialit.widgets.annotation import Companion

    known = CLAIMS if prompt.id.startswith("EX") else article.claims()
    return Companion(paragraphs=dict(COPY), claims=known, work=curriculum.reference)


def an_earlier_map():
    """The map of opinions of lesson 1, of somebody who voted on one statement."""
    statements = [{"id": "L1-O1", "text": "It was a joke."}, {"id": "L1-O2", "text": "It was a visit."}]
    return {"title": "L1 · Who moved?", "statements": statements, "votes": {"L1-O2": "agree"}, "class": None}


def given_to(kind, sink, prompt):
    """What the classroom hands to a kind of prompt that needs it."""
    supply = {
        "earlier": the_past,
        "rubric": lambda: the_lesson_of(prompt.id).rubric,
        "drafts": lambda: the_facts,
        "article": lambda: the_companion(prompt),
        "rows": lambda: datasets.load(prompt.content["dataset"]["name"]).rows if "dataset" in prompt.content else None,
        "tables": lambda: lambda name: datasets.load(name).rows,
        "quotation": lambda: an_invented_lookup,
        "record": lambda: lambda: Record.of(sink.responses()),
        "author": lambda: "a1b2c3d4",
        "beside": lambda: an_earlier_map() if "beside" in prompt.content else None,
    }
    return {name: supply[name]() for name in kind.needs}


def a_widget(prompt_id, *, language=Language.EN, sink=None, results=None):
    """The widget of a prompt of any lesson, and the sink it saves into."""
    from medialit.widgets import BY_KIND

    kept = sink or MemorySink()
    lesson = the_lesson_of(prompt_id)
    prompt = lesson.prompt(prompt_id)

    def save(asked, kind, action, value):
        minute = len(kept.responses())
        response = a_response(asked, action, value, kind=kind, minute=minute, lang=language.value, lesson=lesson.id)
        kept.save(response)
        return response

    kind = BY_KIND[prompt.kind]
    given, record = given_to(kind, kept, prompt), Record.of(kept.responses())
    made = kind(prompt, language=language, record=record, save=save, results=results, given=given)
    return made, kept


def a_message(action, value=None, *, seq=1, **more):
    """What a browser sends."""
    return {"seq": seq, "action": action, **({} if value is None else {"value": value}), **more}


TRACE_ALL = {"verdicts": {f"N{n}": "nobody" for n in range(1, 8)}, "pair": ["N1", "N7"], "words": [], "note": "N5"}
COMMITS = {
    "L1-C1": dict(COMMIT),
    "L1-C2": {"answer": "posting", "certainty": 50, "reason": "two moments"},
    "L1-B1": {"places": {"N1": "accounts"}, "certainty": None},
    "L1-R1": {
        "order": ["views", "rank", "downloads", "signups", "dau", "posting60"],
        "why_first": "",
        "why_last": "",
        "certainty": None,
    },
    "L1-S1": TRACE_ALL | {"certainty": 40},
}
SAVES = {"L1-P1": {"first": None, "second": None, "passed": True, "change": ""}}
"""What earns the completion points of lesson 1, but for the boxes."""
