"""ML502, the article: it belongs to its author, so at most 15 words in a row of it stand in what is shipped."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from medialit.article import long_runs
from medialit.authoring.catalogues import texts_of
from medialit.authoring.model import Found, Subject

Texts = list[tuple[str, str]]
_SUFFIXES = frozenset({".md", ".csv", ".json"})


def too_long(subject: Subject) -> Iterator[Found]:
    """Yield every run of the article's words that is longer than a quotation may be."""
    for name, texts in _files(subject):
        for run in long_runs(texts):
            what = f"{run.words} words in a row of the article, beginning “{run.begins} …”"
            yield Found(name, run.place, what)


def _files(subject: Subject) -> Iterator[tuple[str, Texts]]:
    """Yield every file with its texts in order; a curriculum file once for each language."""
    for one in subject.sound():
        yield one.name, [(cell.id, cell.source) for cell in one.cells]
    for file in _curriculum_files(subject):
        every = list(_strings(_toml(file)))
        for chinese in (False, True):
            yield file.name, [(place, text) for place, text in every if place.endswith(".zh") is chinese]
    yield from texts_of(subject)
    for file in (*subject.pages, *_of_datasets(subject)):
        yield file.name, [("", _text(file))]


def _curriculum_files(subject: Subject) -> Iterator[Path]:
    """Yield the curriculum files: a teacher's own beside the notebooks, ours in the package."""
    ours = Path(str(files("medialit.curriculum")))
    if subject.catalogues is not None:
        yield from (*sorted(ours.glob("*.toml")), ours.parent / "article" / "claims.toml")
        return
    for one in subject.lessons:
        own = sorted(one.folder.glob("*.toml")) if (one.folder / one.file).is_file() else [ours / one.file]
        yield from own


def _of_datasets(subject: Subject) -> Iterator[Path]:
    for folder in subject.datasets:
        yield from sorted(one for one in folder.iterdir() if one.suffix in _SUFFIXES)


def _toml(file: Path) -> dict[str, Any]:
    """Return what a file holds; of a broken one nothing: another rule names it."""
    try:
        return tomllib.loads(_text(file))
    except tomllib.TOMLDecodeError:
        return {}


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _strings(data: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in TOML data with its place; a list's entries are named by their id where they have one."""
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _strings(value, f"{place}.{key}" if place else key)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            name = value.get("id", number) if isinstance(value, dict) else number
            yield from _strings(value, f"{place}.{name}")
