"""Reading the curriculum files; each is checked against its schema, and each prompt against that of its kind."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from medialit import schema
from medialit.curriculum.bibliography import reference
from medialit.curriculum.model import Assignment, Box, Criterion, LessonPlan, Prompt, Reference, Step, Stretch
from medialit.curriculum.packed import read
from medialit.curriculum.slips import slips
from medialit.errors import BadContent, UnknownLesson
from medialit.i18n import Text

_PACKAGE = "medialit.curriculum"


def lessons() -> tuple[LessonPlan, ...]:
    """Return all lessons, in their order."""
    return tuple(map(lesson, ids()))


def ids() -> tuple[str, ...]:
    """Return the ids of all lessons, in their order, without reading one."""
    names = (one.name for one in files(_PACKAGE).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name[:2].isdigit() and name.endswith(".toml")))


@cache
def lesson(lesson_id: str) -> LessonPlan:
    """Return the plan of one lesson.

    Raises
    ------
    UnknownLesson
        There is none of this id.
    BadContent
        Its file breaks the schema.
    """
    if lesson_id not in ids():
        raise UnknownLesson(f"there is no lesson {lesson_id!r}", f"use one of: {', '.join(ids())}")
    name = f"{lesson_id}.toml"
    return plan_of(read(name), name, reference)


def plan_of(data: dict[str, Any], name: str, lookup: Callable[[str], Reference]) -> LessonPlan:
    """Return the plan that a curriculum file holds.

    Parameters
    ----------
    data
        What was read from the file.
    name
        The file, as messages shall name it.
    lookup
        Where references are looked up.

    Raises
    ------
    BadContent
        The file breaks the schema, or its plan names a prompt that it does not have.
    """
    schema.check(data, schema.load(_PACKAGE, "lesson"), what=name, error=BadContent)
    head = data["lesson"]
    plan = LessonPlan(
        id=head["id"],
        key=head["key"],
        minutes=head["minutes"],
        zh_read_by=head.get("zh_read_by", ""),
        own_numbers=tuple(head.get("own_numbers", ())),
        references=tuple(head.get("references", ())),
        lookup=lookup,
        title=Text(**head["title"]),
        question=Text(**head["question"]),
        outcomes=tuple(Text(**one) for one in head["outcomes"]),
        plan=tuple(Stretch(**_step(one), minutes=(one["minutes"][0], one["minutes"][1])) for one in data["plan"]),
        after=Step(**_step(data["after"])) if "after" in data else None,
        prompts=tuple(_prompt(one, name, lookup) for one in data["prompt"]),
        rubric=tuple(_criterion(one) for one in data.get("rubric", ())),
        assignment=_assignment(data) if "assignment" in data else Assignment(),
    )
    for slip in slips(plan):
        raise BadContent(f"{name}: {slip}", "correct that name or number")
    return plan


def skill_why(item_ids: tuple[str, ...]) -> dict[str, Text]:
    """Return why skill items have the key that they have, for those of which it is said."""
    keys = read("skill_keys.toml")
    return {one: Text(**keys[one]["why"]) for one in item_ids if "why" in keys.get(one, {})}


def skill_key(item_ids: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Return the key of skill items: for each item its option by question.

    Raises
    ------
    BadContent
        An item has no key.
    """
    keys = read("skill_keys.toml")
    missing = [one for one in item_ids if one not in keys]
    if missing:
        raise BadContent(f"skill_keys.toml has no key for {', '.join(missing)}", "add one for each item")
    return {one: {question: option for question, option in keys[one].items() if question != "why"} for one in item_ids}


def _step(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": Text(**data["title"]),
        "prompts": tuple(data["prompts"]),
        "instructor": Text(**data["instructor"]),
    }


def _criterion(data: dict[str, Any]) -> Criterion:
    levels = tuple((level["points"], Text(**level["text"])) for level in data["levels"])
    return Criterion(id=data["id"], title=Text(**data["title"]), levels=levels)


def _assignment(data: dict[str, Any]) -> Assignment:
    """Return the assignment of a curriculum file; a box that it does not word asks what the box of the draft asks."""
    said = data["assignment"]
    studios = [one for one in reversed(data["prompt"]) if one["kind"] == "studio"]  # the last is the whole draft
    drafts = [box for one in studios for box in one["content"]["boxes"]]
    rows = [row["id"] for row in data.get("rubric", ())]
    own = {
        one["criterion"]: Box(criterion=one["criterion"], text=Text(**one["text"]), words=_band(one.get("words", {})))
        for one in said.get("boxes", ())
    }
    found = (own.get(row) or next((_box(one) for one in drafts if one["criterion"] == row), None) for row in rows)
    return Assignment(
        task=Text(**said["task"]),
        words=_band(said.get("words", {})),
        boxes=tuple(one for one in found if one is not None),
        completion=tuple(tuple(group) for group in said.get("completion", ())),
        skill=said.get("skill", ""),
        skill_title=Text(**said["skill_title"]) if "skill_title" in said else None,
    )


def _box(draft: dict[str, Any]) -> Box:
    """Return a box of a draft as one of the graded reflection: its label and its help, as sentences."""
    said = [draft["label"], *([draft["help"]] if "help" in draft else [])]
    text = Text(
        en=" ".join(_sentence(one["en"], ".") for one in said),
        zh="".join(_sentence(one["zh"], "。") for one in said),
    )
    return Box(criterion=draft["criterion"], text=text, words=_band(draft.get("words", {})))


def _band(words: dict[str, list[int]]) -> dict[str, tuple[int, int]]:
    return {language: (least, most) for language, (least, most) in words.items()}


def _sentence(text: str, stop: str) -> str:
    return text if text.endswith(tuple(".?!。？！")) else text + stop


def _prompt(data: dict[str, Any], name: str, lookup: Callable[[str], Reference]) -> Prompt:
    where = f"{name}: {data['id']}"
    shape = {key: data[key] for key in ("kind", "content", "reveal") if key in data}
    schema.check(shape, _shape_of(data["kind"], where), what=where, error=BadContent)
    return Prompt(
        id=data["id"],
        kind=data["kind"],
        text=Text(**data["text"]),
        purpose=data["purpose"],
        minutes=(data["minutes"][0], data["minutes"][1]),
        content=data["content"],
        reveal_content=data.get("reveal"),
        sources=tuple(data.get("sources", ())),
        lookup=lookup,
    )


def _shape_of(kind: str, where: str) -> Callable[[Any], Any]:
    """Return the validator of `schema/prompt/<kind>.json`; raise `BadContent` where there is no such kind."""
    if kind not in {one.name.removesuffix(".json") for one in (files(_PACKAGE) / "schema" / "prompt").iterdir()}:
        raise BadContent(f"{where} is of kind {kind!r}, which does not exist", "use a kind of medialit.responses.Kind")
    return schema.load(_PACKAGE, f"prompt/{kind}")
