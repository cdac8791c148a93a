"""The nouns of the draft checks: what a check is told, and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Occurs = Callable[[str], bool]
"""Tells whether every run of four words in a passage stands in the article."""
Span = tuple[int, int]
"""Where in the draft something begins and ends, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An earlier answer of the student's own: its prompt's id, and the texts by which it can be recognised."""

    prompt: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a check may know besides the draft; what is left out makes a check say that it does not apply.

    Attributes
    ----------
    starter
        The text that stood in the box before the student wrote.
    words
        The length that is asked for, in words; None where none is.
    in_han
        Whether lengths are told in Chinese characters instead of words.
    answers
        What the student committed to earlier.
    sources
        The texts of source cards, by title.
    occurs
        Looks a passage up in the article; None where the article's fingerprints are not at hand.
    rows
        The rows of the evidence ledger: `source`, `verdict`, `certainty`, each as text.
    standpoints
        The texts written from each standpoint; None where the prompt has no standpoints.
    passed
        Whether the student chose to pass.
    definition
        The three things that a definition settles: `actor`, `scope`, `mechanism`.
    disclosure
        What the student says of the tools they used; None where the prompt does not ask.
    """

    starter: str = ""
    words: int | None = None
    in_han: bool = False
    answers: tuple[Answer, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    occurs: Occurs | None = None
    rows: tuple[Mapping[str, str], ...] = ()
    standpoints: tuple[str, ...] | None = None
    passed: bool = False
    definition: Mapping[str, str] | None = None
    disclosure: str | None = None


class Outcome(StrEnum):
    """How a check went; none of these is a mark."""

    CLEAR = "clear"
    POINTS = "points"
    ASKS = "asks"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to show: the key of its words under `draft.<check>.`, their values, and where in the draft."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found in one draft; it is shown, and neither kept nor counted.

    Attributes
    ----------
    points
        What the student may want to look at.
    found
        What the check was looking for and found, as spans of the draft.
    """

    check: str
    outcome: Outcome
    points: tuple[Point, ...] = ()
    found: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its id, and the function that runs it. Its name and rule are words, under `draft.<id>.`.

    Attributes
    ----------
    is_on
        Whether students are offered it; the audit decides.
    """

    id: str
    run: Callable[[str, Context], Result]
    is_on: bool = True
