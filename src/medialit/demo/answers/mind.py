"""What decides an invented student's answers, and what one answer is."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from medialit.demo.texts import Pen

Value = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing a student does in a widget."""

    prompt: str
    action: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Mind:
    """What decides an invented student's answers.

    Parameters
    ----------
    rng
        Their dice.
    pen
        Their way of writing.
    key
        The key of the skill task: item to question to option.
    skill
        How often they find the key, from 0 to 1.
    """

    rng: Random
    pen: Pen
    key: Mapping[str, Mapping[str, str]]
    skill: float

    def certainty(self, content: Mapping[str, Any]) -> int | None:
        """Return how sure they are, in steps of five, None where the prompt does not ask."""
        return self.sure() if content.get("asks_certainty", True) else None

    def sure(self) -> int:
        """Return a certainty from 20 to 95, in steps of five."""
        return self.rng.randrange(20, 96, 5)

    def happens(self, share: float) -> bool:
        """Tell whether something happens that this share (0 to 1) of students do."""
        return self.rng.random() < share

    def one_of(self, things: Any) -> str:
        """Return the id of one of `[{"id": …}, …]`."""
        return str(self.rng.choice(list(things))["id"])
