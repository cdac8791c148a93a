"""Invented sheets: what a page is made of, without a course."""

import json
from fractions import Fraction

from tests.builders import LESSON, MONDAY

from medialit import curriculum, datasets, figures
from medialit.feedback.model import Automatic, Reading, Row, Sheet
from medialit.feedback.numbers import Pair
from medialit.figures.outputs import MIME
from medialit.grading.facts import Answered, Done
from medialit.i18n import Language, words
from medialit.widgets.then_now import Earlier, Told

PLAN = curriculum.lesson(LESSON)
TEXTS = {
    "measures": "Seven hundred thousand is a count of accounts. It says nothing of people who stayed.",
    "comparison": "离开推特的学者是另一种情况。他们有自己的名单！",
    "standpoint": "I chose the word guest.\n\nA guest leaves again.",
    "own-thinking": "I said 60 and now I say 40.",
}
COMMENTS = {
    "measures": "You write “a count of accounts”, which names the unit. It lacks a base. Try: of how many?",
    "comparison": "你写道「他们有自己的名单」，这是一个锚定。下一步：再说说推力。",
    "standpoint": "",
    "own-thinking": "Next: what would change your mind?",
}
POINTS = {"measures": 3.5, "comparison": 2.0, "standpoint": 1.0, "own-thinking": 4.0}


def a_row(criterion, **more):
    """One criterion of lesson 1, read by ana; `more` replaces what differs."""
    row = next(one for one in PLAN.rubric if one.id == criterion)
    values = {
        "criterion": row,
        "text": TEXTS[criterion],
        "reading": Reading.READ,
        "points": POINTS[criterion],
        "comment": COMMENTS[criterion],
        "marker": "ana",
    }
    return Row(**values | more)


def an_answer():
    """A first and a second answer in numbers."""
    told = [
        Told(lines=(f"{value}%", "friends<br>stayed"), when=MONDAY, certainty=sure)
        for value, sure in ((60, 70), (40, 55))
    ]
    return Earlier(
        lesson=LESSON, key="L1", title="Who moved?", prompt="L1-C1", question="What share stayed?",
        language=Language.EN, first=told[0], again=told[1],
    )  # fmt: skip


def a_sheet(points=None, cells=(2.5, 3.0), **more):
    """A sheet of lesson 1 with everything in it.

    Parameters
    ----------
    points
        By criterion; None for one that nobody read.
    cells
        What completion and skill earned.
    """
    given = POINTS if points is None else points
    rows = tuple(a_row(name, points=one) for name, one in given.items())
    items = curriculum.skill_key(("L1-Q1",))["L1-Q1"]
    values = {
        "student": "s1",
        "name": "s1",
        "plan": PLAN,
        "invented": True,
        "submitted": MONDAY,
        "problem": "",
        "rows": rows,
        "cells": {
            name: Automatic(name=name, points=one, most=4.0, by_person=False)
            for name, one in zip(("completion", "skill"), cells, strict=True)
        },
        "completion": (
            Done(about="L1-C1", is_box=False, worth=Fraction(1, 2), is_done=True),
            Done(about="L1-P1", is_box=False, worth=Fraction(1), is_done=False),
            Done(about="measures", is_box=True, worth=Fraction(1, 4), is_done=True),
        ),
        "skill": tuple(
            Answered(item="L1-Q1", question=question, said=key if place else None, key=key, worth=Fraction(1, 3))
            for place, (question, key) in enumerate(items.items())
        ),
        "answers": (an_answer(),),
        "numbers": {"L1-C1": Pair(first=60, again=40, low=0, high=100, unit="%")},
        "penalty": 0.0,
        "held": None,
        "show_keys": False,
        "skill_why": curriculum.skill_why(("L1-Q1",)),
    }
    return Sheet(**values | more)


def a_reflection(folder, *bundles):
    """A folder with a reflection in which these stand as outputs, one after the other."""
    outputs = [{"output_type": "display_data", "metadata": {}, "data": one} for one in bundles]
    cells = [{"cell_type": "markdown", "source": "Invented."}, {"cell_type": "code", "source": "", "outputs": outputs}]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "reflection.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    return folder


def our_figure(name="seven_numbers", language=Language.EN):
    """What `here.show` leaves in a notebook."""
    say = words(language)
    return figures.as_outputs(figures.draw(name, datasets.load, say), say)


def own_figure(*data, **layout):
    """What a plotly figure of a student's own leaves in a notebook: bars, unless `data` says otherwise."""
    bars = {"type": "bar", "x": ["RedNote", "TikTok"], "y": [3, 5], "name": "Accounts"}
    return {
        MIME: {"data": list(data) or [bars], "layout": layout, "config": {"editable": True}},
        "text/plain": "Figure",
    }
