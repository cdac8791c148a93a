"""The figures that stand as outputs in the reflection that a student handed in."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from medialit import datasets, figures
from medialit.errors import MedialitError
from medialit.feedback.text import shown
from medialit.figures import foreign
from medialit.figures.outputs import MIME
from medialit.grading.boxes import NOTEBOOK, SIZE_LIMIT
from medialit.i18n import Language, words

MOST = 5
"""Figures that one page draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One figure: the name of one of ours, or what can be shown of one that the student made."""

    name: str = ""
    own: foreign.Foreign | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The first figures of a reflection, in its order, and how many more there are."""

    drawn: tuple[Handed, ...] = ()
    more: int = 0


def handed_in(*folders: Path) -> Figures:
    """Return the figures of the reflection in the first of `folders` that has one.

    One of ours is known by the words that it stands with, and is drawn anew from our data: in the language of the page,
    and whatever else the notebook says of it.
    """
    place = next((one / NOTEBOOK for one in folders if (one / NOTEBOOK).is_file()), None)
    if place is None:
        return Figures()
    found: list[tuple[str, object]] = []
    for bundle in _outputs(place):
        name = _ours().get(_joined(bundle.get("text/plain")), "")
        if not name or all(name != other for other, _ in found):
            found.append((name, bundle[MIME]))
    drawn = (Handed(name=name, own=None if name else foreign.read(one, shown)) for name, one in found[:MOST])
    return Figures(drawn=tuple(drawn), more=len(found[MOST:]))


def known(name: str, language: Language) -> figures.Chart | None:
    """Return one of our charts, drawn once for the whole class; None where its data cannot be had."""
    return _known(name, language)


@cache
def _known(name: str, language: Language) -> figures.Chart | None:
    try:
        return figures.draw(name, datasets.load, words(language))
    except MedialitError:
        return None


@cache
def _ours() -> Mapping[str, str]:
    """Return the name of each of our charts by the words that stand for it in a notebook, in every language."""
    charts = (known(name, language) for language in Language for name in figures.names())
    return {one.alt: one.name for one in charts if one}


def _joined(text: object) -> str:
    return "".join(map(str, text)) if isinstance(text, list) else str(text)


def _outputs(notebook: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the bundle of every output with a plotly figure; nothing of a notebook that cannot be read."""
    try:
        if notebook.stat().st_size > SIZE_LIMIT:
            return
        whole = json.loads(notebook.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return
    for cell in _within(whole, "cells"):
        for output in _within(cell, "outputs"):
            bundle = output.get("data") if isinstance(output, dict) else None
            if isinstance(bundle, dict) and MIME in bundle:
                yield bundle


def _within(whole: object, key: str) -> Sequence[object]:
    found = whole.get(key) if isinstance(whole, dict) else None
    return found if isinstance(found, list) else ()
