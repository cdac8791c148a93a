"""The first version of a lesson's two notebooks, from its curriculum file: to be gone on from by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from medialit import curriculum
from medialit.authoring.form import canonical
from medialit.authoring.pairs import RECORD, digest
from medialit.curriculum import LessonPlan
from medialit.errors import AlreadyExists, NotSaved
from medialit.i18n import Language, words

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def notebooks(folder: Path) -> tuple[Path, ...]:
    """Write `<id>.en.ipynb` and `<id>.zh.ipynb` from `folder/lesson.toml`; return them.

    Each step of the plan becomes a heading and asks its prompts; the datasets in `data/` follow the first stretch as
    tables; the last cells hand in and show the works that the lesson rests on.

    Raises
    ------
    BadContent
        The curriculum file cannot be used.
    AlreadyExists
        A notebook of that name is there; nothing was written.
    NotSaved
        The folder cannot be written.
    """
    plan = curriculum.own(folder)
    tables = sorted(one.parent.name for one in folder.glob("data/*/datapackage.json"))
    files = {language: folder / f"{plan.id}.{language.value}.ipynb" for language in Language}
    for file in files.values():
        if file.exists():
            raise AlreadyExists(f"{file} is there already", "go on from it, or move it away first")
    english = list(_cells(plan, tables, Language.EN))
    record = {one["id"]: digest(one["source"]) for one in english if one["cell_type"] == "markdown"}
    try:
        for language, file in files.items():
            metadata: dict[str, Any] = {"kernelspec": KERNEL}
            if language is Language.ZH:
                metadata["medialit"] = {RECORD: record}
            cells = list(_cells(plan, tables, language))
            file.write_bytes(canonical({"cells": cells, "metadata": metadata}).encode())
    except OSError as problem:
        raise NotSaved(
            f"the notebooks cannot be written to {folder}: {problem.strerror or problem}",
            "name a folder that you may write in",
        ) from problem
    return tuple(files.values())


def _cells(plan: LessonPlan, tables: list[str], language: Language) -> Iterator[dict[str, Any]]:
    say = words(language)
    outcomes = "\n".join(f"{number}. {one[language]}" for number, one in enumerate(plan.outcomes, start=1))
    head = say("lesson.title", title=plan.title[language], minutes=plan.minutes)
    yield prose("title", f"# {head}\n\n*{plan.question[language]}*\n\n{say('scaffold.outcomes')}\n\n{outcomes}")
    yield code("open-lesson", f'from medialit import lesson\n\nhere = lesson("{plan.id}", "{language.value}")')
    for number, step in enumerate(plan.steps):
        cell_id = f"m{step.minutes[0]:02}-{step.minutes[1]:02}" if step.minutes else "after-class"
        yield prose(cell_id, f"## {step.heading(language)}")
        for prompt in step.prompts:
            yield code(f"ask-{prompt.lower()}", f'here.ask("{prompt}")')
        for table in tables if number == 0 else ():
            yield code(f"table-{table}", f'here.table("{table}")')
    yield prose("hand-in-text", f"## {say('scaffold.hand_in')}\n\n{say('scaffold.run_last')}")
    yield code("hand-in", "here.hand_in()")
    if plan.cites():
        yield prose("references", f"## {say('scaffold.references')}")
        yield code("show-references", "here.references()")


def prose(cell_id: str, source: str) -> dict[str, Any]:
    """Return a cell of Markdown."""
    return {"cell_type": "markdown", "id": cell_id, "metadata": {}, "source": source}


def code(cell_id: str, source: str) -> dict[str, Any]:
    """Return a cell of code."""
    return {"cell_type": "code", "id": cell_id, "metadata": {}, "source": source}
