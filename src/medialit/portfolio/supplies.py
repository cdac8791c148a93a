"""What a kind of prompt `needs` beyond its own texts and answers: a widget is handed its data and opens no file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medialit import article, curriculum, datasets
from medialit.article import quotation
from medialit.curriculum import LessonPlan, Prompt
from medialit.i18n import Words
from medialit.portfolio.draft_facts import draft_facts
from medialit.portfolio.earlier import Open, map_beside, past
from medialit.responses import Record, Response

if TYPE_CHECKING:
    from medialit.widgets.annotation import Companion


SHARED = frozenset({"rubric", "rows", "quotation", "article", "tables"})
"""What is the same for everybody; the rest is made of one student's own answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Where one student sits.

    Attributes
    ----------
    folder, plan
        The lesson: where it lies, and its plan.
    said
        Returns what was said in it, as it is now.
    opened
        Makes the widgets of another lesson, which know how to tell an answer in words.
    words
        The words of the notebook's language.
    home
        Where the student's copy of the article lies, if that may be looked at.
    author
        The random id that stands for the student; None where the seat is nobody's.
    """

    folder: Path
    plan: LessonPlan
    said: Callable[[], tuple[Response, ...]]
    opened: Open
    words: Words
    home: Path | None = None
    author: str | None = None


def supplies(needs: tuple[str, ...], prompt: Prompt, seat: Seat) -> dict[str, Any]:
    """Return what a widget of `prompt` needs, by name."""
    suppliers: Mapping[str, Callable[[], Any]] = {
        "earlier": lambda: past(seat.folder, seat.plan, seat.said(), seat.opened, seat.words),
        "rubric": lambda: seat.plan.rubric,
        "drafts": lambda: lambda: draft_facts(seat.folder, seat.plan, seat.said(), seat.words.language),
        "rows": lambda: _rows(prompt, seat.folder),
        "quotation": lambda: quotation,
        "article": lambda: _companion(seat.home),
        "record": lambda: lambda: Record.of(seat.said()),
        "tables": lambda: lambda name: datasets.load(name, beside=seat.folder).rows,
        "author": lambda: seat.author,
        "beside": lambda: map_beside(prompt, seat.folder, seat.plan, seat.opened, seat.words.language),
    }
    return {name: suppliers[name]() for name in needs}


def shared(needs: tuple[str, ...], prompt: Prompt, plan: LessonPlan, folder: Path, say: Words) -> dict[str, Any]:
    """Return what of it is `SHARED`: for a worksheet, or to tell an answer outside of its notebook."""
    seat = Seat(folder=folder, plan=plan, said=tuple, opened=_of_nobody, words=say)
    return supplies(tuple(one for one in needs if one in SHARED), prompt, seat)


def _of_nobody(*_: object) -> Any:
    raise AssertionError("what is the same for everybody opens no lesson of one student's")


def _rows(prompt: Prompt, folder: Path) -> tuple[Mapping[str, Any], ...] | None:
    """Return the rows of the dataset that a prompt names, or None; one beside the lesson is taken first."""
    named = prompt.content.get("dataset")
    return datasets.load(named["name"], beside=folder).rows if named else None


def _companion(home: Path | None) -> "Companion":
    """Return what is known of the article: the person's own copy, the claims, and the bibliography."""
    from medialit.widgets.annotation import Companion

    paragraphs = article.paragraphs(home) if home else {}
    return Companion(paragraphs=paragraphs, claims=article.claims(), work=curriculum.reference)
