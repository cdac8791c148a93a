"""The graded reflection of a lesson, written from its curriculum file; ML9xx holds the two together.

Everything that a student reads in it comes from the curriculum and the catalogues of words. What stands in the boxes,
the model answers between nbgrader's marks, lives in the notebook alone and is kept.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from medialit.authoring.form import canonical, first_difference
from medialit.authoring.model import Found, Notebook, Subject
from medialit.authoring.scaffold import KERNEL, code, prose
from medialit.curriculum import COMPLETION_POINTS, SKILL_POINTS, Assignment, Criterion, LessonPlan, lesson
from medialit.errors import AlreadyExists, BadContent, NotSaved, UnknownLesson
from medialit.i18n import Language, Text, words

FILE = "reflection.ipynb"
_BEGIN, _END = "### BEGIN SOLUTION", "### END SOLUTION"
_EN, _ZH = words(Language.EN), words(Language.ZH)


def write_reflection(lesson_id: str, folder: Path) -> Path:
    """Write `reflection.ipynb` of a lesson into `folder` and return it; what stands in the boxes of an older one stays.

    A box that was not there before gets an empty model answer, to be written by hand.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadContent
        It has no graded reflection, or the older notebook cannot be read.
    AlreadyExists
        The older notebook has cells that would be lost; nothing was changed.
    NotSaved
        The folder cannot be written.
    """
    plan, file = lesson(lesson_id), folder / FILE
    if plan.assignment.task is None:
        raise BadContent(
            f"{lesson_id} has no graded reflection", "add an [assignment] with a task to its curriculum file"
        )
    text = reflection(plan, _kept(file, plan) if file.exists() else {})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    except OSError as problem:
        raise NotSaved(
            f"{file} cannot be written: {problem.strerror or problem}", "name a folder that you may write in"
        ) from problem
    return file


def reflection(plan: LessonPlan, boxes: Mapping[str, str]) -> str:
    """Return the text of the notebook file.

    Parameters
    ----------
    boxes
        What stands in each box, by the id of its rubric row; an empty model answer where nothing is given.
    """
    metadata = {"kernelspec": KERNEL, "medialit": {"lesson": plan.id, "tests": "data"}}
    return canonical({"cells": list(_cells(plan, boxes)), "metadata": metadata})


def differs(subject: Subject) -> Iterator[Found]:
    """Yield graded reflections that do not say what their curriculum says; what stands in the boxes is free."""
    for one in subject.sound():
        plan = _plan(one)
        if plan is not None and (wanted := reflection(plan, _boxes(one))) != one.text:
            line = first_difference(one.text, wanted)
            yield Found(one.name, f"line {line}", "it is not what its curriculum file says")


def _plan(one: Notebook) -> LessonPlan | None:
    """Return the lesson whose source notebook this is; None for one that nbgrader has made of it, and for any other."""
    said = (one.data or {}).get("metadata", {}).get("medialit", {})
    if not one.is_assignment or not isinstance(said, dict) or any("checksum" in cell for cell in _graded(one)):
        return None
    try:
        plan = lesson(str(said.get("lesson")))
    except (UnknownLesson, BadContent):
        return None
    return plan if plan.assignment.task is not None else None


def _graded(one: Notebook) -> Iterator[Mapping[str, Any]]:
    return (cell.metadata["nbgrader"] for cell in one.cells if isinstance(cell.metadata.get("nbgrader"), dict))


def _boxes(one: Notebook) -> dict[str, str]:
    return {cell.id: cell.source for cell in one.cells if cell.is_markdown and "nbgrader" in cell.metadata}


def _kept(file: Path, plan: LessonPlan) -> dict[str, str]:
    """Return the boxes of an older notebook; refuse one with cells that a new one would not have."""
    old = Notebook.read(file, file.name)
    if old.data is None:
        raise BadContent(f"{file} cannot be read as a notebook", "move it away, or restore it")
    ours = {str(cell["id"]) for cell in json.loads(reflection(plan, {}))["cells"]}
    if lost := [cell.id for cell in old.cells if cell.id not in ours]:
        raise AlreadyExists(
            f"{file} has cells that are not in the curriculum: {', '.join(lost)}",
            "take them out, or move the file away",
        )
    return _boxes(old)


def _cells(plan: LessonPlan, boxes: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    said = plan.assignment
    yield prose("title", _title(plan))
    yield code("open-lesson", f'from medialit import lesson\n\nhere = lesson("{plan.id}")')
    if said.skill and said.skill_title:
        yield prose("skill-text", _skill_text(plan, said.skill_title))
        yield code("skill-items", f'here.ask("{said.skill}")')
        yield _check("skill", _both_short("reflection.skill_comment"), plan.id, SKILL_POINTS)
    yield prose("reflection-text", _task(plan))
    for row in plan.rubric:
        yield prose(f"{row.id}-rubric", _rubric(said, row))
        empty = "\n\n".join((_BEGIN + "\n" + _EN("reflection.model"), _ZH("reflection.model") + "\n" + _END))
        yield _nbgrader(prose(row.id, boxes.get(row.id, empty)), points=row.most, locked=False)
    if said.completion:
        yield prose("completion-text", _done(said))
        yield _check("completion", _both_short("reflection.done_comment"), plan.id, COMPLETION_POINTS)
    yield prose("hand-in-text", f"## {_both('reflection.hand_in')}\n\n{_both_short('reflection.run_last')}")
    yield code("hand-in", "here.hand_in()")
    yield prose("licence", f"*CC BY 4.0, {_both_short('reflection.licence')}.*")


def _title(plan: LessonPlan) -> str:
    said, number = plan.assignment, plan.key.removeprefix("L")
    key = "reflection.number" if number.isdigit() else "reflection.capstone"
    head = " / ".join(say(key, number=number, points=plan.points) for say in (_EN, _ZH))
    intro = []
    for say in (_EN, _ZH):
        skill = said.skill_title[say.language] if said.skill_title else ""
        by = "reflection.automatic" if said.automatic else "reflection.by_person"
        gap = " " if say.language is Language.EN else ""
        intro.append(say("reflection.intro") + gap + say(by, points=said.automatic, skill=skill))
    return "\n\n".join((f"# {_pair(plan.title)}", f"**{head}**", *intro, _both_short("reflection.keep")))


def _skill_text(plan: LessonPlan, title: Text) -> str:
    content = plan.prompt(plan.assignment.skill).content
    answers = len(content["items"]) * len(content["questions"])
    told = [say("reflection.skill", answers=answers, points=SKILL_POINTS) for say in (_EN, _ZH)]
    return "\n\n".join((f"## {_pair(title)} ({SKILL_POINTS})", *told))


def _task(plan: LessonPlan) -> str:
    said = plan.assignment
    heading = _both("reflection.heading" if said.automatic else "reflection.work")
    most = sum(row.most for row in plan.rubric)
    parts = [f"## {heading} ({most})"]
    for say in (_EN, _ZH):
        task = said.task[say.language] if said.task else ""
        dash = "–" if say is _EN else "～"
        lengths = {language: f"{least}{dash}{longest}" for language, (least, longest) in said.words.items()}
        parts += [task, say("reflection.boxes", **lengths) if lengths else say("reflection.each")]
    return "\n\n".join(parts)


def _rubric(said: Assignment, row: Criterion) -> str:
    """Return what a box asks, how long its answer is, and the row of the rubric that it is read by."""
    box = next(one for one in said.boxes if one.criterion == row.id)
    asked = [box.text.en, box.text.zh]
    if box.words:
        for place, say in enumerate((_EN, _ZH)):
            least, most = box.words[say.language.value]
            length = say("reflection.length", least=least, most=most)
            asked[place] += f" *({length})*" if say is _EN else f"*（{length}）*"
    head = f"| {_EN('reflection.points')} · {_ZH('reflection.points')} | English | 中文 |\n|---|---|---|"
    levels = [(points, text.en, text.zh) for points, text in row.levels]
    if not any(points == 0 for points, _, _ in levels):
        levels.append((0, _EN("reflection.none"), _ZH("reflection.none")))
    table = "\n".join((head, *(f"| {points} | {en} | {zh} |" for points, en, zh in levels)))
    return "\n\n".join((f"### {_pair(row.title)} ({row.most})", *asked, table))


def _done(said: Assignment) -> str:
    lines = "\n".join(f"- {', '.join(group)}" for group in said.completion)
    told = [say("reflection.done_text") for say in (_EN, _ZH)]
    boxes = _both_short("reflection.done_boxes")
    return "\n\n".join((f"## {_both('reflection.done')} ({COMPLETION_POINTS})", *told, f"{lines}\n- {boxes}"))


def _check(name: str, comment: str, lesson_id: str, points: int) -> dict[str, Any]:
    source = f'# {comment}\nfrom medialit.grading.checks import {name}\n\n{name}("{lesson_id}")'
    return _nbgrader(code(name, source), points=points, locked=True)


def _nbgrader(cell: dict[str, Any], *, points: int, locked: bool) -> dict[str, Any]:
    graded = {"grade": True, "grade_id": cell["id"], "locked": locked, "points": points}
    return cell | {"metadata": {"nbgrader": graded | {"schema_version": 3, "solution": not locked, "task": False}}}


def _pair(text: Text) -> str:
    return f"{text.en} · {text.zh}"


def _both(key: str) -> str:
    return f"{_EN(key)} · {_ZH(key)}"


def _both_short(key: str) -> str:
    return f"{_EN(key)} / {_ZH(key)}"
