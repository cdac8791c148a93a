"""Charts, each with a sentence, a table and a name for screen readers; plotly is used here only."""

from collections.abc import Callable

from medialit.errors import UnknownFigure
from medialit.figures.dataset_table import dataset_table
from medialit.figures.lesson_numbers import how_many_moved, seven_numbers
from medialit.figures.lesson_time import daily_users, law_time_line
from medialit.figures.model import Chart
from medialit.figures.outputs import as_outputs, as_table, as_text
from medialit.figures.speak import Rows
from medialit.i18n import Words

_CHARTS: dict[str, tuple[Callable[[Rows, Words], Chart], str]] = {
    "seven_numbers": (seven_numbers, "numbers-seen"),
    "how_many_moved": (how_many_moved, "how-many-moved"),
    "daily_users": (daily_users, "daily-users"),
    "law_time_line": (law_time_line, "law-time-line"),
}


def names() -> tuple[str, ...]:
    """Return the names of the charts that lessons show."""
    return tuple(_CHARTS)


def draw(name: str, load: Callable[[str], Rows], words: Words) -> Chart:
    """Return the chart `name`, drawn from the dataset that `load` returns for it.

    Raises
    ------
    UnknownFigure
        There is no chart of this name.
    """
    if name not in _CHARTS:
        raise UnknownFigure(f"there is no figure named {name!r}", f"use one of: {', '.join(_CHARTS)}")
    make, dataset = _CHARTS[name]
    return make(load(dataset), words)


__all__ = [
    "Chart",
    "as_outputs",
    "as_table",
    "as_text",
    "daily_users",
    "dataset_table",
    "draw",
    "how_many_moved",
    "law_time_line",
    "names",
    "seven_numbers",
]
