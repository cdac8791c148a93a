"""A chart and its papers: a sentence that says what it shows, a table of the same values, a name for screen readers."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart, in one language.

    Attributes
    ----------
    name
        Its identifier.
    title
        What it is about.
    finding
        One sentence that says what it shows, computed from the same values.
    figure
        The plotly figure.
    columns, rows
        The same values as a table of texts.
    """

    name: str
    title: str
    finding: str
    figure: Any
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def alt(self) -> str:
        """The accessible name: title and finding."""
        return f"{self.title}. {self.finding}"
