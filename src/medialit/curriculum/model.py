"""The nouns of the curriculum: a lesson's plan, its prompts, its rubric, and the works it rests on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from medialit.errors import UnknownPrompt
from medialit.i18n import Language, Text, words

COMPLETION_POINTS = 4
"""One point for each group of prompts, and one for the boxes."""
SKILL_POINTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One work in the bibliography.

    Attributes
    ----------
    url
        Where it was seen, or its DOI; empty where `no_url` says why there is none.
    seen
        Whether the authors of the lesson saw the page named; if not, students are told “to be verified”.
    note
        What to beware of, for teachers.
    """

    key: str
    text: str
    url: str
    seen: bool
    no_url: Text | None = None
    note: str = ""


class Basis(StrEnum):
    """What the definition of a term rests on.

    Its sources; sources where only the word was seen; general usage that was not looked up; or this module's own
    wording.
    """

    SOURCE = "source"
    WORD = "word"
    USAGE = "usage"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of the glossary.

    Attributes
    ----------
    pinyin
        Word by word, with dictionary tones.
    also
        A Latin form that stands beside the characters; empty if there is none.
    """

    id: str
    characters: str
    pinyin: str
    english: str
    also: str
    definition: Text
    basis: Basis
    sources: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One thing a student is asked; the same id in both languages.

    Attributes
    ----------
    kind
        One of the kinds of `medialit.responses.Kind`, as text.
    content, reveal_content
        What the widget of that kind needs before, and only after, the commit: JSON data in which every text is a
        `{"en": …, "zh": …}` pair.
    sources
        Keys of the bibliography.
    """

    id: str
    kind: str
    text: Text
    purpose: str
    minutes: tuple[int, int]
    content: Mapping[str, Any]
    reveal_content: Mapping[str, Any] | None
    sources: tuple[str, ...]
    lookup: Callable[[str], Reference]

    def cites(self) -> Iterator[str]:
        """Yield every key of the bibliography that the prompt names, wherever it does."""
        yield from self.sources
        yield from _keys(self.content)
        yield from _keys(self.reveal_content or {})

    def localised(self, language: Language) -> dict[str, Any]:
        """Return the content in one language, without anything that is shown only after the commit."""
        plain: dict[str, Any] = in_language(self.content, language)
        return plain

    def reveal(self, language: Language) -> dict[str, Any] | None:
        """Return what is shown after the commit, in one language, with its sources in full; None if nothing is."""
        if self.reveal_content is None:
            return None
        plain: dict[str, Any] = in_language(self.reveal_content, language)
        plain["sources"] = [_cited(self.lookup(key)) for key in plain.get("sources", self.sources)]
        for card in plain.get("cards", {}).values():
            if "sources" in card:
                card["sources"] = [_cited(self.lookup(key)) for key in card["sources"]]
        return plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a lesson asks together; `instructor` is for teachers and stays out of a student's notebook.

    Attributes
    ----------
    minutes
        From when to when by the minute plan; None for work after class.
    """

    title: Text
    prompts: tuple[str, ...]
    instructor: Text
    minutes: tuple[int, int] | None = None

    def when(self, language: Language) -> str:
        """Return when it is done, in words: `0–6 min`, `After class`."""
        say = words(language)
        return (
            say("step.after")
            if self.minutes is None
            else say("step.minutes", first=self.minutes[0], last=self.minutes[1])
        )

    def heading(self, language: Language) -> str:
        """Return its heading, the same in notebooks, notes and worksheets: `0–6 min · Cold estimate`."""
        return f"{self.when(language)} · {self.title[language]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch(Step):
    """One stretch of the minute plan."""

    minutes: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One row of the rubric: points and what they are for, highest first."""

    id: str
    title: Text
    levels: tuple[tuple[int, Text], ...]

    @property
    def most(self) -> int:
        """The most points that it can earn."""
        return max(points for points, _ in self.levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAnswer:
    """An invented answer to a graded task, with the marks that it got: for teachers who calibrate before they mark.

    Attributes
    ----------
    parts
        What each part of it is, and its text.
    marks
        For each criterion, by id: the points, and a comment to the one who wrote it.
    total
        What is said of the whole.
    """

    id: str
    title: Text
    parts: tuple[tuple[Text, Text], ...]
    marks: Mapping[str, tuple[int, Text]]
    total: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What one box of a graded reflection asks.

    Attributes
    ----------
    words
        From how many to how many words (English) or characters (Chinese), by language; empty where nothing is said.
    """

    criterion: str
    text: Text
    words: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A lesson's graded reflection: what it asks, and what its automatic points are for.

    Attributes
    ----------
    task
        What is to be written; None where the lesson has no graded reflection.
    words
        How long all boxes are together, as in `Box`.
    boxes
        What each box asks: one for each row of the rubric.
    completion
        One group of prompts per point; each prompt of a group earns an equal share of it. Empty where no point is
        automatic.
    skill
        The prompt that holds the skill items; empty where there are none.
    skill_title
        What they are called.
    """

    task: Text | None = None
    words: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    boxes: tuple[Box, ...] = ()
    completion: tuple[tuple[str, ...], ...] = ()
    skill: str = ""
    skill_title: Text | None = None

    @property
    def automatic(self) -> int:
        """The automatic points."""
        return COMPLETION_POINTS * bool(self.completion) + SKILL_POINTS * bool(self.skill)


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPlan:
    """Everything about one lesson but its prose.

    Attributes
    ----------
    plan
        The minute plan.
    after
        What students do after class, if anything.
    zh_read_by
        Which native reader read the Chinese, as they want to be named; empty until one has.
    own_numbers
        Numbers of the lesson's own making, as written: a threshold, an invented example. They need no source.
    references
        Keys of works that the lesson's prose names.
    """

    id: str
    key: str
    minutes: int
    title: Text
    question: Text
    outcomes: tuple[Text, ...]
    plan: tuple[Stretch, ...]
    prompts: tuple[Prompt, ...]
    rubric: tuple[Criterion, ...]
    assignment: Assignment
    after: Step | None = None
    zh_read_by: str = ""
    own_numbers: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    lookup: Callable[[str], Reference]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The stretches of the minute plan, then the work after class."""
        return (*self.plan, *([self.after] if self.after else []))

    @property
    def points(self) -> int:
        """The points of its graded reflection, automatic and a person's; 0 where it has none."""
        if self.assignment.task is None:
            return 0
        return self.assignment.automatic + sum(one.most for one in self.rubric)

    def cites(self) -> tuple[str, ...]:
        """Return the keys of the lesson's bibliography, each once: what its prompts name, and its `references`."""
        return tuple(dict.fromkeys([*(key for prompt in self.prompts for key in prompt.cites()), *self.references]))

    def prompt(self, prompt_id: str) -> Prompt:
        """Return the prompt of this id.

        Raises
        ------
        UnknownPrompt
            The lesson has none.
        """
        for prompt in self.prompts:
            if prompt.id == prompt_id:
                return prompt
        known = ", ".join(prompt.id for prompt in self.prompts)
        raise UnknownPrompt(f"lesson {self.id} has no prompt {prompt_id!r}", f"use one of: {known}")


def in_language(data: Any, language: Language) -> Any:
    """Return a copy of JSON data in which every `{"en": …, "zh": …}` pair is its text in `language`."""
    if isinstance(data, Mapping):
        if set(data) == {"en", "zh"}:
            return data[language.value]
        return {key: in_language(value, language) for key, value in data.items()}
    if isinstance(data, list):
        return [in_language(one, language) for one in data]
    return data


def _keys(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping):
        for name, value in data.items():
            if name == "sources" and isinstance(value, list):
                yield from (one for one in value if isinstance(one, str))
            else:
                yield from _keys(value)
    elif isinstance(data, list):
        for one in data:
            yield from _keys(one)


def _cited(reference: Reference) -> dict[str, Any]:
    return {"key": reference.key, "text": reference.text, "url": reference.url, "seen": reference.seen}
