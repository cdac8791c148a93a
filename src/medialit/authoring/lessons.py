"""ML3xx and ML8xx, a lesson and its curriculum file; and the datasets."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from medialit import curriculum, datasets
from medialit.authoring.model import Found, LessonFiles, Subject
from medialit.curriculum import LessonPlan, Prompt, model_answers
from medialit.errors import UnknownReference, UnknownTerm
from medialit.finding import Level
from medialit.i18n import Language

_HAN = re.compile(r"[\u4e00-\u9fff]")


def _plans(subject: Subject) -> Iterator[tuple[LessonFiles, LessonPlan]]:
    return ((one, one.plan) for one in subject.lessons if one.plan is not None)


def broken_curriculum(subject: Subject) -> Iterator[Found]:
    """Yield curriculum files that cannot be used, and plans that name prompts which do not exist."""
    for one in subject.lessons:
        if one.problem:
            yield Found(one.file, "", one.problem)
        elif one.plan is not None:
            ids = {prompt.id for prompt in one.plan.prompts}
            for step in one.plan.steps:
                for name in sorted(set(step.prompts) - ids):
                    yield Found(one.file, name, "the plan names this prompt, and there is none of this id")


def not_asked(subject: Subject) -> Iterator[Found]:
    """Yield prompts of the plan that a notebook does not ask once, in their order."""
    for files, plan in _plans(subject):
        wanted = [prompt for step in plan.steps for prompt in step.prompts]
        for notebook in files.notebooks.values():
            code = "\n".join(cell.source for cell in notebook.cells if cell.kind == "code")
            asked = re.findall(r"\.ask\(\s*[\"']([^\"']+)[\"']", code)
            if asked != wanted:
                missing = [one for one in wanted if one not in asked]
                strange = [one for one in asked if one not in wanted]
                twice = sorted({one for one in asked if asked.count(one) > 1})
                told = [
                    f"{how}: {', '.join(which)}"
                    for how, which in (("not asked", missing), ("not in the plan", strange), ("asked twice", twice))
                    if which
                ]
                yield Found(notebook.name, "", "; ".join(told) or f"asked in another order: {', '.join(asked)}")


def minute_plan(subject: Subject) -> Iterator[Found]:
    """Yield plans with gaps or overlaps, and stretches without their heading in the notebook."""
    for files, plan in _plans(subject):
        edges = [edge for stretch in plan.plan for edge in stretch.minutes]
        if edges[0] != 0 or edges[-1] != plan.minutes or edges[1:-1:2] != edges[2:-1:2]:
            yield Found(files.file, "plan", f"the stretches do not fill 0 to {plan.minutes} minutes one after another")
        for language, notebook in files.notebooks.items():
            prose = "\n".join(cell.source for cell in notebook.cells if cell.is_markdown)
            for stretch in plan.plan:
                title = stretch.title[language]
                wanted = f"{stretch.minutes[0]}–{stretch.minutes[1]}"
                minutes = rf"\b{stretch.minutes[0]}[–～-]{stretch.minutes[1]}\D"
                lines = [line for line in prose.splitlines() if line.startswith("## ") and re.search(minutes, line)]
                if not any(title in line for line in lines):
                    yield Found(notebook.name, wanted, f"no heading says {wanted} and {title!r}")
            if plan.after and f"## {plan.after.heading(language)}" not in prose.splitlines():
                yield Found(notebook.name, "after", f"no heading says {plan.after.heading(language)!r}")


def unknown_references(subject: Subject) -> Iterator[Found]:
    """Yield keys that no bibliography has."""
    for files, plan in _plans(subject):
        named = [("lesson.references", plan.references), *((one.id, tuple(one.cites())) for one in plan.prompts)]
        for place, keys in named:
            for key in sorted(set(keys)):
                try:
                    plan.lookup(key)
                except UnknownReference as problem:
                    yield Found(files.file, place, problem.what)


def references_hidden(subject: Subject) -> Iterator[Found]:
    """Yield notebooks of lessons that rest on works and do not show their list."""
    for files, plan in _plans(subject):
        if plan.cites():
            for notebook in files.notebooks.values():
                if not any(re.search(r"\.references\(", one.source) for one in notebook.cells if one.kind == "code"):
                    yield Found(notebook.name, "", "no cell calls here.references()")


def unknown_terms(subject: Subject) -> Iterator[Found]:
    """Yield terms that a notebook wants to show and the glossary does not have."""
    for notebook in subject.sound():
        for cell in notebook.cells:
            for call in re.findall(r"\.terms\(([^)]*)\)", cell.source) if cell.kind == "code" else ():
                for name in re.findall(r"[\"']([^\"']*)[\"']", call):
                    try:
                        curriculum.term(name)
                    except UnknownTerm as problem:
                        yield Found(notebook.name, cell.id, problem.what)


def instructor_seen(subject: Subject) -> Iterator[Found]:
    """Yield instructor notes and model answers that stand in a notebook for students."""
    for files, plan in _plans(subject):
        answers = [(one.title, text) for one in model_answers(plan.id) for _, text in one.parts]
        hidden = [*((step.title, step.instructor) for step in plan.steps), *answers]
        for language, notebook in files.notebooks.items():
            prose = "\n".join(cell.source for cell in notebook.cells)
            for title, text in hidden:
                if text[language].strip() and text[language] in prose:
                    yield Found(notebook.name, title[language], "a text for teachers stands in this notebook")


def texts(data: Any, place: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield every `{"en": …, "zh": …}` pair of texts in JSON data: where it is, the English, the Chinese.

    A pair of numbers, such as a length that is asked for, is no text; of a pair of lists each word is.
    """
    if isinstance(data, Mapping):
        if set(data) == {"en", "zh"}:
            english, chinese = (_as_text(data[one]) for one in ("en", "zh"))
            if english is not None and chinese is not None:
                yield place, english, chinese
        else:
            for key, value in data.items():
                yield from texts(value, f"{place}.{key}" if place else str(key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            name = value.get("id", number) if isinstance(value, Mapping) else number
            yield from texts(value, f"{place}.{name}")


def _as_text(value: Any) -> str | None:
    """Return a text, or a list of texts as one; None for anything else."""
    words = value if isinstance(value, list) else [value]
    return "\n".join(words) if all(isinstance(one, str) for one in words) else None


def prompt_texts(prompt: Prompt) -> Iterator[tuple[str, str, str]]:
    """Yield every pair of texts of a prompt: where it is, the English, the Chinese."""
    yield "text", prompt.text.en, prompt.text.zh
    yield from texts(prompt.content, "content")
    yield from texts(prompt.reveal_content or {}, "reveal")


def untranslated(subject: Subject) -> Iterator[Found]:
    """Yield texts whose Chinese is the English."""
    for files, plan in _plans(subject):
        for prompt in plan.prompts:
            for place, english, chinese in prompt_texts(prompt):
                if english == chinese and len(english.split()) > 2 and not _HAN.search(chinese):
                    yield Found(files.file, f"{prompt.id}.{place}", f"the Chinese is the English: {english[:60]!r}")


def unread(subject: Subject) -> Iterator[Found]:
    """Yield lessons whose Chinese no native reader has read."""
    for files, plan in _plans(subject):
        if Language.ZH in files.notebooks and not plan.zh_read_by:
            yield Found(files.file, "lesson.zh_read_by", "no native reader has read the Chinese; students are told so")


def broken_datasets(subject: Subject) -> Iterator[Found]:
    """Yield what `medialit data verify` finds."""
    for folder in subject.datasets:
        for one in datasets.verify(folder.name, folder):
            if one.level is not Level.OK:
                yield Found(f"data/{folder.name}", "", one.what)
