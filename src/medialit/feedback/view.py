"""A sheet in one language, and how points, places and titles are written on its page."""

from dataclasses import dataclass

from medialit.curriculum import Criterion
from medialit.elements import section
from medialit.feedback.model import Sheet
from medialit.i18n import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A sheet in one language; `prefix` begins the ids of this version of the page."""

    sheet: Sheet
    say: Words
    prefix: str = ""

    def points(self, value: float) -> str:
        """Return points as text, to a hundredth."""
        return self.say.number(round(value, 2))

    def of(self, points: float, most: float) -> str:
        """Return `3.5 of 4 points` in words."""
        return self.say("feedback.points", points=self.points(points), most=self.points(most))

    def anchor(self, name: str) -> str:
        """Return an id for a place on the page."""
        return f"{self.prefix}{''.join(one if one.isalnum() else '-' for one in name)}"

    def section(self, name: str, *parts: str) -> str:
        """Return a section under its title."""
        return section(self.anchor(name), self.say(f"feedback.{name}"), parts)

    def title(self, criterion: Criterion) -> str:
        """Return the name of a criterion."""
        return criterion.title[self.say.language]
