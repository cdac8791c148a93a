"""How a check speaks: what it looked at, how it went, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check found, and its remedy (empty where nothing is to be done).

    What a student may see has a `key` too: the words for it are in the catalogue under `finding.<key>`, in both
    languages, with `values` for their placeholders.
    """

    level: Level
    what: str
    remedy: str = ""
    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
