"""The teacher's notes of a lesson, from its curriculum file: what students must not read before they are asked."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from medialit import curriculum, page
from medialit.curriculum import LessonPlan, Prompt
from medialit.errors import BadContent, UnknownReference
from medialit.i18n import Language, Words, words
from medialit.page import Block, Bullets, Grid, Heading, Paragraph

MARK = "medialit teacher's notes"


def write(plan: LessonPlan, folder: Path) -> tuple[Path, ...]:
    """Write `teacher-notes.en.html`, `.en.md`, `.zh.html` and `.zh.md` into `folder`, anew each time; return them.

    Raises
    ------
    NotSaved
        They cannot be written.
    """
    written = []
    for language in Language:
        blocks = notes(plan, language)
        title = f"{plan.title[language]} · {words(language)('notes.title')}"
        texts = {
            "html": page.page(title, page.as_html(blocks), language, generator=MARK),
            "md": f"<!-- {MARK} -->\n\n{page.as_markdown(blocks)}",
        }
        written += page.write(folder, f"teacher-notes.{language.value}", texts)
    return tuple(written)


def notes(plan: LessonPlan, language: Language) -> tuple[Block, ...]:
    """Return the notes of a lesson: plan, each prompt with its purpose, feedback and sources, key and rubric."""
    say = words(language)
    return (
        Heading(1, f"{plan.title[language]} · {say('notes.title')}"),
        Paragraph(say("notes.keep")),
        *([Paragraph(say("lesson.unread"))] if not plan.zh_read_by else []),
        Paragraph(plan.question[language]),
        Bullets(tuple(one[language] for one in plan.outcomes)),
        Heading(2, say("notes.plan")),
        Grid(
            (say("notes.minutes"), say("notes.step"), say("notes.prompts"), say("notes.you")),
            tuple(
                (
                    one.when(language),
                    one.title[language],
                    ", ".join(one.prompts),
                    one.instructor[language],
                )
                for one in plan.steps
            ),
        ),
        Heading(2, say("notes.prompts")),
        *(block for prompt in plan.prompts for block in _prompt(prompt, say)),
        *_rubric(plan, say),
        *_model_answers(plan, say),
    )


def _prompt(prompt: Prompt, say: Words) -> Iterator[Block]:
    """Yield one prompt: purpose, question, what is in it, what comes after the commit, key, sources."""
    language = say.language
    yield Heading(3, f"{prompt.id} · {prompt.text[language]}")
    yield Paragraph(say("notes.purpose", purpose=prompt.purpose))
    if lines := tuple(_lines(prompt.content, language)):
        yield Paragraph(say("notes.shown"))
        yield Bullets(lines)
    if lines := tuple(_lines(prompt.reveal_content or {}, language)):
        yield Paragraph(say("notes.after"))
        yield Bullets(lines)
    if feedback := (prompt.reveal(language) or {}).get("feedback"):
        yield Paragraph(say("notes.feedback"))
        yield Bullets(tuple(_feedback(one, say) for one in feedback))
    if key := tuple(_key(prompt)):
        yield Paragraph(say("notes.key"))
        yield Bullets(key)
    if sources := tuple(_sources(prompt, say)):
        yield Paragraph(say("notes.sources"))
        yield Bullets(sources)


def _lines(data: Any, language: Language) -> Iterator[str]:
    """Yield the texts in a prompt's content: those of one card, option or row on one line, after its id."""
    for owner, found in groupby(_texts(data, language), key=lambda one: one[0]):
        said = " · ".join(text for _, text in found)
        yield f"{owner}: {said}" if owner else said


def _texts(data: Any, language: Language, owner: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of JSON data with the id that it belongs to; `place` is said too, as it is a column's id."""
    if isinstance(data, list):
        for one in data:
            yield from _texts(one, language, owner)
    elif isinstance(data, Mapping) and set(data) == {"en", "zh"}:
        yield owner, str(data[language.value])
    elif isinstance(data, Mapping):
        own = str(data.get("id", owner))
        if "place" in data:
            yield own, f"→ {data['place']}"
        for key in [key for key in data if key not in {"id", "place", "sources", "feedback"}]:
            inside = data[key] if key == "cards" and isinstance(data[key], Mapping) else {own: data[key]}
            for name, value in inside.items():
                yield from _texts(value, language, str(name))


def _feedback(entry: Mapping[str, Any], say: Words) -> str:
    answer = str(entry["option"]) if "option" in entry else f"{entry['from']:+.0f} … {entry['to']:+.0f}"
    return say(f"notes.{entry['status']}", answer=answer, text=entry["text"])


def _key(prompt: Prompt) -> Iterator[str]:
    """Yield the key of the skill items, which only grading reads besides."""
    if prompt.kind != "classify":
        return
    try:
        keys = curriculum.skill_key(tuple(one["id"] for one in prompt.content["items"]))
    except BadContent:
        return
    for item, choices in keys.items():
        yield f"{item}: {', '.join(choices.values())}"


def _sources(prompt: Prompt, say: Words) -> Iterator[str]:
    for key in prompt.sources:
        try:
            one = prompt.lookup(key)
        except UnknownReference:
            continue
        seen = "" if one.seen else f" [{say('notes.unseen')}]"
        yield " ".join(part for part in (f"{key}: {one.text}{seen}", one.url, one.note) if part)


def _rubric(plan: LessonPlan, say: Words) -> Iterator[Block]:
    if plan.rubric:
        yield Heading(2, say("notes.rubric"))
    for row in plan.rubric:
        yield Heading(3, row.title[say.language])
        levels = tuple((str(points), text[say.language]) for points, text in row.levels)
        yield Grid((say("notes.points"), say("notes.criterion")), levels)


def _model_answers(plan: LessonPlan, say: Words) -> Iterator[Block]:
    """Yield the invented answers of a lesson, each with its marks."""
    answers, rows = curriculum.model_answers(plan.id), {row.id: row.title[say.language] for row in plan.rubric}
    if answers:
        yield Heading(2, say("notes.models"))
        yield Paragraph(say("notes.models_why"))
    for one in answers:
        yield Heading(3, one.title[say.language])
        yield Bullets(tuple(f"{part[say.language]}: {text[say.language]}" for part, text in one.parts))
        marks = ((rows.get(row, row), str(points), said[say.language]) for row, (points, said) in one.marks.items())
        yield Grid((say("notes.criterion"), say("notes.points"), say("notes.comment")), tuple(marks))
        yield Paragraph(one.total[say.language])
