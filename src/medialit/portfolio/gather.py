"""Everything a student wrote in a folder of lessons: journals, receipts where a journal is missing, reflections."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from medialit import curriculum
from medialit.curriculum import LessonPlan, Prompt
from medialit.errors import MedialitError
from medialit.finding import Finding
from medialit.grading import boxes
from medialit.i18n import Language, Words, words
from medialit.responses import Action, Record, Response, path_for, read, receipt
from medialit.responses.journal import SUFFIX

BREAK = "\ue000"
"""Stands for a line break of the student's while widgets, which write one line, turn an answer into words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was said to one prompt.

    Attributes
    ----------
    language
        The language in which it was last answered; question and answers are in it.
    said
        The answers in Markdown, every text of the student's made plain, with `BREAK` for its line breaks.
    last
        When it was last written; None where the file does not say.
    """

    id: str
    language: Language
    question: str
    said: str
    last: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One lesson: its title and essential question, the answers in order of its plan, and what could not be read."""

    id: str
    title: str
    question: str
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def sites(folder: Path) -> tuple[tuple[str, Path], ...]:
    """Return every lesson that left something in `folder` or in a folder right inside it: its id and where.

    A lesson is known by its journal, or by a notebook of its name. Hidden folders and links are left out.
    """
    found: dict[tuple[str, Path], None] = {}
    try:
        inside = sorted(one for one in folder.iterdir() if one.is_dir() and not one.is_symlink())
    except OSError:
        inside = []
    known = {plan.id for plan in curriculum.lessons()}
    for place in (folder, *(one for one in inside if not one.name.startswith("."))):
        journals = {one.name.removesuffix(SUFFIX) for one in place.glob(f"[!.]*{SUFFIX}")}
        notebooks = {one.name.split(".")[0] for one in place.glob("*.ipynb")} & known
        own = {place.name} & known if (place / boxes.NOTEBOOK).is_file() else set()
        for lesson_id in sorted(journals | notebooks | own):
            found[lesson_id, place] = None
    return tuple(sorted(found))


def gather(folder: Path, language: Language) -> tuple[Chapter, ...]:
    """Return what was written in each lesson of `folder`; lessons without a word of the student's are left out.

    Parameters
    ----------
    language
        Of titles, and of answers that do not say theirs.
    """
    chapters = (_chapter(lesson_id, place, language) for lesson_id, place in sites(folder))
    return tuple(one for one in chapters if one.entries or one.findings)


def _chapter(lesson_id: str, place: Path, language: Language) -> Chapter:
    reading = read(path_for(place, lesson_id), lesson_id)
    found = reading.responses or from_receipts(place, lesson_id)
    said = [dataclasses.replace(one, value=marked(one.value)) for one in found]
    try:
        plan = curriculum.find(lesson_id, place)
    except MedialitError:
        plan = None
    told = list(_by_prompt(plan, place, said)) if plan else []
    heard = {id(one) for _, understood in told for one in understood}
    rest = _rest(one for one in Record.of(said).counting() if id(one) not in heard)
    entries = [*(entry for entry, _ in told), *rest, *_boxes(plan, place, language)]
    return Chapter(
        id=lesson_id,
        title=plan.title[language] if plan else lesson_id,
        question=plan.question[language] if plan else "",
        entries=tuple(entries),
        findings=reading.findings,
    )


def from_receipts(place: Path, lesson_id: str) -> tuple[Response, ...]:
    """Return what the notebooks' receipts hold, oldest first, each response once."""
    every = [one for notebook in sorted(place.glob("*.ipynb")) for one in receipt.find(notebook, lesson_id)]
    unique = {(one.prompt, one.action, one.t): one for one in every}
    return tuple(sorted(unique.values(), key=lambda one: one.t))


Told = tuple[Entry, tuple[Response, ...]]
"""What was said to one prompt, and the responses in it."""


def _by_prompt(plan: LessonPlan, place: Path, said: Iterable[Response]) -> Iterator[Told]:
    """Yield an entry for each prompt with answers that it understands, and those answers."""
    record = Record.of(said)
    for prompt in plan.prompts:
        if found := _of_prompt(prompt, record, plan, place):
            yield found


def _of_prompt(prompt: Prompt, record: Record, plan: LessonPlan, place: Path) -> Told | None:
    """Return what was said to one prompt, in the language of its last answer."""
    from medialit.portfolio.supplies import shared
    from medialit.widgets import BY_KIND

    counting = [one for one in record.counting() if one.prompt.startswith(prompt.id)]
    language = Language.of(counting[-1].lang) if counting else Language.EN
    kind, say = BY_KIND[prompt.kind], words(language)
    given = shared(kind.needs, prompt, plan, place, say)
    widget = kind(prompt, language=language, record=record, save=None, given=given)
    heard = widget.said
    if not heard:
        return None
    draft = record.latest(prompt.id, Action.DRAFT)
    parts = [widget.text_record()]
    if draft in heard and draft is heard[-1]:
        parts.append(_draft(draft, widget.lines, say))
    said = "\n\n".join(part for part in parts if part)
    return Entry(id=prompt.id, language=language, question=prompt.text[language], said=said, last=heard[-1].t), heard


def _draft(draft: Response, lines: Callable[[Mapping[str, Any]], list[str]], say: Words) -> str:
    """Return a draft that was not committed; what is half filled in is given as it is."""
    try:
        said = lines(draft.value)
    except (KeyError, TypeError, ValueError):
        said = raw(draft.value)
    head = say("portfolio.draft", when=say.moment(draft.t.astimezone()))
    return f"**{head}**  \n" + "  \n".join(said)


def _rest(said: Iterable[Response]) -> Iterator[Entry]:
    """Yield answers that this version of the lesson does not ask for or understand, as they lie in the journal."""
    for one in said:
        language = Language.of(one.lang)
        say = words(language)
        key = "portfolio.draft" if one.action is Action.DRAFT else f"record.{one.action.value}"
        text = f"**{say(key, when=say.moment(one.t.astimezone()))}**  \n" + "  \n".join(raw(one.value))
        yield Entry(id=one.prompt, language=language, question="", said=text, last=one.t)


def _boxes(plan: LessonPlan | None, place: Path, language: Language) -> Iterator[Entry]:
    """Yield what stands in the boxes of the graded reflection beside the lesson."""
    from medialit.widgets._base import plain

    criteria = {one.id: one.title for one in plan.rubric} if plan else {}
    for name, text in boxes.read(place).items():
        if name in criteria and boxes.is_filled(text):
            said = plain(text.replace("\n", BREAK))
            yield Entry(id=name, language=language, question=criteria[name][language], said=said, last=None)


def marked(value: Any) -> Any:
    """Return JSON data with every line break in it replaced by `BREAK`."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\n", BREAK)
    if isinstance(value, Mapping):
        return {key: marked(one) for key, one in value.items()}
    return [marked(one) for one in value] if isinstance(value, list) else value


def raw(value: Any, name: str = "") -> list[str]:
    """Return JSON data as lines of Markdown, `name: value`, every text made plain."""
    from medialit.widgets._base import plain

    if isinstance(value, Mapping):
        return [line for key, one in value.items() for line in raw(one, str(key))]
    if isinstance(value, list):
        return [line for one in value for line in raw(one, name)]
    return [f"{plain(name)}: {plain(value)}" if name else plain(value)] if value not in (None, "") else []
