"""Charts, each with a sentence, a table and a name for screen readers; plotly is used here only."""

from collections.abc import Callable

from medialit import article
from medialit.errors import UnknownFigure
from medialit.figures.claim_cards import claim_cards
from medialit.figures.dataset_table import dataset_table
from medialit.figures.lesson_censorship import nine_of_ten, platform_measures
from medialit.figures.lesson_drift import error_specimens, source_drift
from medialit.figures.lesson_numbers import how_many_moved, seven_numbers
from medialit.figures.lesson_time import daily_users, law_time_line
from medialit.figures.lesson_voices import voices
from medialit.figures.model import Chart
from medialit.figures.outputs import as_outputs, as_table, as_text
from medialit.figures.sample_posts import daily_posts
from medialit.figures.sheet import sheet
from medialit.figures.speak import Rows
from medialit.i18n import Words

_CHARTS: dict[str, tuple[Callable[..., Chart], tuple[str, ...]]] = {
    "seven_numbers": (seven_numbers, ("numbers-seen",)),
    "how_many_moved": (how_many_moved, ("how-many-moved",)),
    "daily_users": (daily_users, ("daily-users",)),
    "law_time_line": (law_time_line, ("law-time-line",)),
    "platform_measures": (platform_measures, ("platform-measures",)),
    "nine_of_ten": (nine_of_ten, ("platform-measures", "west-definitions", "country-context")),
    "source_drift": (source_drift, ("source-drift",)),
    "error_specimens": (error_specimens, ("error-specimens",)),
    "daily_posts": (daily_posts, ("daily-posts",)),
    "voices": (lambda words: voices(article.claims(), words), ()),
}
"""Each chart: what draws it from tables and words, and the datasets whose tables it is handed, in that order."""


def names() -> tuple[str, ...]:
    """Return the names of the charts that lessons show."""
    return tuple(_CHARTS)


def draw(name: str, load: Callable[[str], Rows], words: Words) -> Chart:
    """Return the chart `name`, drawn from the datasets that `load` returns for it.

    Raises
    ------
    UnknownFigure
        There is no chart of this name.
    """
    if name not in _CHARTS:
        raise UnknownFigure(f"there is no figure named {name!r}", f"use one of: {', '.join(_CHARTS)}")
    make, datasets = _CHARTS[name]
    return make(*map(load, datasets), words)


def of(dataset: str) -> tuple[str, ...]:
    """Return the names of the charts that use a dataset, those first that use nothing else."""
    using = [(len(datasets), name) for name, (_, datasets) in _CHARTS.items() if dataset in datasets]
    return tuple(name for _, name in sorted(using))


__all__ = [
    "Chart",
    "as_outputs",
    "as_table",
    "as_text",
    "claim_cards",
    "daily_posts",
    "daily_users",
    "dataset_table",
    "draw",
    "error_specimens",
    "how_many_moved",
    "law_time_line",
    "names",
    "nine_of_ten",
    "of",
    "platform_measures",
    "seven_numbers",
    "sheet",
    "source_drift",
    "voices",
]
