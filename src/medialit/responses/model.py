"""What one person did with one prompt at one time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

VERSION = 1


class Kind(StrEnum):
    """The kinds of prompt; each has a JSON Schema for its values in `schema/`."""

    COMMIT_REVEAL = "commit_reveal"
    RANK_SORT = "rank_sort"
    BOARD = "board"
    SOURCE_TRACE = "source_trace"
    OPINION = "opinion"
    PERSPECTIVE = "perspective"
    TEXT = "text"
    CLAIM = "claim"
    CLASSIFY = "classify"
    LEDGER = "ledger"
    THEN_NOW = "then_now"
    STUDIO = "studio"
    MATRIX = "matrix"
    TIMELINE = "timeline"
    ANNOTATE = "annotate"
    FIELD_CODE = "field_code"
    TRIPTYCH = "triptych"
    DEFINITION_DIAL = "definition_dial"
    LABEL_EXPERIMENT = "label_experiment"
    MIGRATION = "migration"


class Action(StrEnum):
    """What the person did.

    A `draft` can still change, a `commit` is locked, `again` is the second answer after the evidence, and `save` is
    for prompts that are never locked.
    """

    DRAFT = "draft"
    COMMIT = "commit"
    AGAIN = "again"
    SAVE = "save"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One line of the journal.

    Attributes
    ----------
    lesson, prompt
        Ids such as `01-who-moved` and `L1-C1`; the same in both languages.
    value
        JSON data in the shape of the kind's schema.
    lang
        `en` or `zh`: the language of the notebook in which it was given.
    author
        A random id that stands for the person; not a name.
    t
        When, in UTC.
    v
        Version of the record's format.
    """

    lesson: str
    prompt: str
    kind: Kind
    action: Action
    value: Mapping[str, Any]
    lang: str
    author: str
    t: datetime
    v: int = VERSION
