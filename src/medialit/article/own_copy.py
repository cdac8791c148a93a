"""A person's own lawful copy of the article: kept in the folder of medialit's settings, never in a course."""

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from medialit import schema
from medialit.article.claim_list import claims
from medialit.article.extract import paragraphs_in
from medialit.article.fingerprint import of_the_article
from medialit.article.words_of import words_of
from medialit.errors import BadCopy

_FILE = "article.json"
WHOLE_SHARE, WHOLE_WORDS = 0.97, 0.03
PART_SHARE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Which of the article's paragraphs a file holds.

    Attributes
    ----------
    whole
        Paragraphs that are there word for word, or nearly: their text by number.
    partly
        Paragraphs of which a good part is there, with other words or without an end; their text by number.
    missing
        The numbers of the others.
    """

    whole: Mapping[int, str]
    partly: Mapping[int, str]
    missing: tuple[int, ...]

    @property
    def paragraphs(self) -> Mapping[int, str]:
        """Everything that was found, by number."""
        return dict(sorted([*self.whole.items(), *self.partly.items()]))


def match(blocks: Sequence[str]) -> Match:
    """Return which paragraphs of the article stand among these blocks of text.

    A block is paragraph N if it holds one of that paragraph's anchors and enough of its four-word sequences are those
    of the article.
    """
    lengths = of_the_article().paragraph_words
    plain = [(block, words_of(block)) for block in blocks]
    whole: dict[int, str] = {}
    partly: dict[int, str] = {}
    for number, length in enumerate(lengths, start=1):
        for block, words in plain:
            share = of_the_article().share(block) if _names(number, words) else 0.0
            if share >= WHOLE_SHARE and abs(len(words) / length - 1) <= WHOLE_WORDS:
                whole[number] = block
                partly.pop(number, None)
                break
            if share >= PART_SHARE:
                partly.setdefault(number, block)
    missing = tuple(one for one in range(1, len(lengths) + 1) if one not in whole and one not in partly)
    return Match(whole=whole, partly=partly, missing=missing)


def _names(number: int, words: Sequence[str]) -> bool:
    """Return whether these words hold an anchor of paragraph `number`."""
    line = f" {' '.join(words)} "
    anchors = (one.anchor.exact for one in claims() if one.paragraph == number)
    return any(f" {' '.join(words_of(anchor))} " in line for anchor in anchors)


def look(file: Path) -> Match:
    """Return which paragraphs of the article `file` holds, and write nothing.

    Raises
    ------
    BadCopy
        The file cannot be used, or is another text.
    """
    found = match(paragraphs_in(file))
    if not found.paragraphs:
        raise BadCopy(
            f"{file.name} does not look like the article: none of its {len(found.missing)} paragraphs was found",
            "save the page of the article itself, with its text, and add that file",
        )
    return found


def file_in(home: Path) -> Path:
    """Return where the copy is kept, whether there is one or not."""
    return home / _FILE


def add(file: Path, home: Path) -> Match:
    """Keep the paragraphs of the article that `file` holds, in the folder `home`; an earlier copy is replaced.

    Nothing else of the file is kept.

    Raises
    ------
    BadCopy
        The file cannot be used, is another text, or `home` cannot be written.
    """
    found = look(file)
    data = {"paragraphs": {str(number): text for number, text in found.paragraphs.items()}}
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=home, prefix=_FILE)  # readable by this user only
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            json.dump(data, stream, ensure_ascii=False, indent=1)
        Path(name).replace(file_in(home))
    except OSError as problem:
        what = f"the copy cannot be kept in {home}: {problem.strerror or problem}"
        raise BadCopy(what, "check that you may write there, or set MEDIALIT_HOME to another folder") from None
    return found


def kept(home: Path) -> Match | None:
    """Return what was kept in `home`; None if nothing was.

    Raises
    ------
    BadCopy
        What is there is damaged.
    """
    try:
        data = json.loads(file_in(home).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as problem:
        raise BadCopy(
            f"{file_in(home)} cannot be read: {problem}", "run `medialit article remove`, then add it"
        ) from None
    schema.check(data, schema.load("medialit.article", "own_copy"), what=_FILE, error=BadCopy)
    return match(list(data["paragraphs"].values()))


def paragraphs(home: Path) -> Mapping[int, str]:
    """Return the paragraphs of the copy in `home`, by number; none where there is no copy.

    A damaged copy counts as none: `medialit article status` says what is wrong with it.
    """
    with suppress(BadCopy):
        found = kept(home)
        return found.paragraphs if found else {}
    return {}


def remove(home: Path) -> bool:
    """Delete the copy in `home`; return whether there was one.

    Raises
    ------
    BadCopy
        It cannot be deleted.
    """
    try:
        file_in(home).unlink()
    except FileNotFoundError:
        return False
    except OSError as problem:
        what = f"{file_in(home)} cannot be deleted: {problem.strerror or problem}"
        raise BadCopy(what, "delete that file by hand") from None
    return True
