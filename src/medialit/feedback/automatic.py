"""What no person read: every automatic point with the fact that it was given for."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from medialit.curriculum import Prompt
from medialit.elements import table, tag, wrap
from medialit.errors import UnknownPrompt
from medialit.feedback.model import Automatic
from medialit.feedback.view import View
from medialit.grading.facts import Answered, Done


def automatic(view: View) -> str:
    """Return what was checked by machine: each fact with its points, the answers of the skill task, other cells."""
    sheet, say = view.sheet, view.say
    parts = [tag("p", say("feedback.automatic_lead"), klass="quiet")]
    if sheet.completion:
        parts += [tag("h3", say("feedback.completion")), _cell(view, "completion"), _completion(view)]
    if sheet.skill:
        parts += [tag("h3", say("feedback.skill")), _cell(view, "skill"), *_skill(view)]
    known = {name for name, facts in (("completion", sheet.completion), ("skill", sheet.skill)) if facts}
    for name in [one for one in sheet.cells if one not in known]:
        parts += [tag("h3", say("feedback.other_cell", name=name)), _cell(view, name)]
    return view.section("automatic", *parts) if len(parts) > 1 else ""


def _cell(view: View, name: str) -> str:
    """Return the points of a test cell, and a note where a person changed them or the facts make another sum."""
    cell = view.sheet.cells.get(name)
    if cell is None or cell.points is None:
        return tag("p", view.say("feedback.not_graded"))
    if view.sheet.held:
        return tag("p", view.say("feedback.held_here"), klass="quiet")
    why = [tag("span", view.say("feedback.by_person"))] if cell.by_person else _differs(view, cell)
    return wrap("p", [tag("strong", view.of(cell.points, cell.most)), *why])


def _differs(view: View, cell: Automatic) -> list[str]:
    sheet = view.sheet
    facts = {
        "completion": [one.worth for one in sheet.completion if one.is_done],
        "skill": [one.worth for one in sheet.skill if one.is_right],
    }
    sums = facts.get(cell.name)
    is_same = sums is None or abs(float(sum(sums)) - (cell.points or 0.0)) < 0.01
    return [] if is_same else [tag("span", view.say("feedback.differs"))]


def _completion(view: View) -> str:
    say, held = view.say, view.sheet.held is not None
    columns = [say("feedback.thing"), say("feedback.looked_for"), say("feedback.found")]
    rows = []
    for one in view.sheet.completion:
        points = [] if held else [view.points(float(one.worth) if one.is_done else 0.0)]
        done = say("feedback.yes" if one.is_done else "feedback.no")
        rows.append((_thing(view, one), _looked_for(view, one), done, *points))
    columns += [] if held else [say("feedback.points_column")]
    return table(columns, rows, caption=say("feedback.completion"), klass="facts")


def _thing(view: View, one: Done) -> str:
    """Return what a fact is about: a prompt with its question, or a box by the name of its criterion."""
    if one.is_box:
        titles = {row.id: row.title[view.say.language] for row in view.sheet.plan.rubric}
        return view.say("feedback.box", criterion=titles.get(one.about, one.about))
    prompt = _prompt(view, one.about)
    return f"{one.about} · {prompt.text[view.say.language]}" if prompt else one.about


def _looked_for(view: View, one: Done) -> str:
    if one.is_box:
        return view.say("feedback.for_box")
    prompt = _prompt(view, one.about)
    sides = prompt is not None and prompt.kind == "perspective"
    return view.say("feedback.for_sides" if sides else "feedback.for_answer")


def _prompt(view: View, name: str) -> Prompt | None:
    try:
        return view.sheet.plan.prompt(name)
    except UnknownPrompt:
        return None


def _skill(view: View) -> Iterator[str]:
    """Yield a table for each skill item: the questions with the answers, and with the keys where they are given out."""
    sheet, say = view.sheet, view.say
    prompt = _prompt(view, sheet.plan.assignment.skill)
    if prompt is None:
        return
    content, keys = prompt.localised(say.language), sheet.show_keys and sheet.held is None
    items = {one["id"]: one for one in content["items"]}
    questions = {one["id"]: one for one in content["questions"]}
    yield tag("p", say("feedback.keys_shown" if keys else "feedback.keys_hidden"), klass="quiet")
    for item, group in groupby(sheet.skill, key=lambda one: one.item):
        rows = [_answer(view, one, questions.get(one.question, {}), keys=keys) for one in group]
        columns = [say("feedback.question"), say("feedback.your_answer")]
        columns += [say("feedback.key"), say("feedback.points_column")] if keys else []
        yield table(columns, rows, caption=f"{item} · {items.get(item, {}).get('text', '')}")
        why = sheet.skill_why.get(item)
        if keys and why:
            yield tag("p", say("feedback.why", text=why[say.language]))


def _answer(view: View, one: Answered, question: Mapping[str, Any], *, keys: bool) -> tuple[str, ...]:
    names = {option["id"]: option["text"] for option in question.get("options", ())}
    said = names.get(one.said, one.said) if one.said else view.say("feedback.unanswered")
    row = (str(question.get("text", one.question)), str(said))
    if not keys:
        return row
    return (*row, str(names.get(one.key, one.key)), view.points(float(one.worth) if one.is_right else 0.0))
