"""How a check speaks: what it looked at, how it went, and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check found, and its remedy (empty where nothing is to be done)."""

    level: Level
    what: str
    remedy: str = ""
