"""The one door to the invented texts: whatever comes out of it carries the mark."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random

from medialit.demo.roster import Writing
from medialit.i18n import Language

_FILES = ("texts.toml", "boxes.toml")
#: What every invented text begins with.
MARKS = {Language.EN: "[Invented]", Language.ZH: "［虚构］"}


@cache
def pools() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the pools of texts: purpose, language, texts."""
    here = files("medialit.demo")
    raw = {name: pool for file in _FILES for name, pool in tomllib.loads((here / file).read_text("utf-8")).items()}
    return {purpose: {tag: tuple(texts) for tag, texts in by_language.items()} for purpose, by_language in raw.items()}


def is_marked(text: str) -> bool:
    """Return whether `text` says of itself that it is invented."""
    return text.startswith(tuple(MARKS.values()))


class Pen:
    """Writes as one invented student does: in their language, no line twice while the pool lasts."""

    def __init__(self, writing: Writing, rng: Random) -> None:
        self._writing = writing
        self._rng = rng
        self._written: set[str] = set()

    def write(self, *purposes: str, **values: object) -> str:
        """Return a marked text for the first of `purposes` that has any; without `values`, one that needs none."""
        language = self._language()
        purpose = next(one for one in purposes if one in pools())
        pool = [text for text in pools()[purpose][language] if values or "{" not in text]
        fresh = [text for text in pool if text not in self._written]
        text = self._rng.choice(fresh or pool)
        self._written.add(text)
        gap = " " if language is Language.EN else ""
        return f"{MARKS[language]}{gap}{text.format(**values)}"

    def _language(self) -> Language:
        if self._writing is Writing.BOTH:
            return self._rng.choice((Language.EN, Language.ZH))
        return Language(self._writing.value)
