"""The fingerprint of the article: truncated, salted hashes of its four-word sequences, without order.

It tells whether a quotation occurs, without the text. What it protects and what not: docs/explanation/fingerprint.md.
"""

import base64
import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files

from medialit import schema
from medialit.article.words_of import words_of
from medialit.errors import BadContent

WORDS, BITS = 4, 14
_SIZE = 1 << BITS
_PACKAGE, _FILE = "medialit.article", "fingerprint.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is kept of a text.

    Attributes
    ----------
    paragraph_words
        How many words each paragraph has.
    hashes
        The distinct hashes of all four-word sequences within paragraphs, each below 2 to the power of `BITS`.
    """

    salt: str
    paragraph_words: tuple[int, ...]
    hashes: frozenset[int]

    def holds(self, sequence: Sequence[str]) -> bool:
        """Return whether these four words, as `words_of` returns them, may stand in the text in this order."""
        return _hash(self.salt, sequence) in self.hashes

    def share(self, text: str) -> float:
        """Return which share (0 to 1) of the four-word sequences of `text` the article holds; 0 if it has none."""
        known = [self.holds(one) for one in sequences(words_of(text))]
        return sum(known) / len(known) if known else 0.0

    @property
    def chance(self) -> float:
        """The probability that four words that do not stand in the text are taken for words of it."""
        return len(self.hashes) / _SIZE


def sequences(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield every run of four words."""
    for start in range(len(words) - WORDS + 1):
        yield words[start : start + WORDS]


def taken_of(paragraphs: Iterable[str], salt: str) -> Fingerprint:
    """Return the fingerprint of a text in paragraphs."""
    listed = [words_of(one) for one in paragraphs]
    hashes = frozenset(_hash(salt, one) for words in listed for one in sequences(words))
    return Fingerprint(salt=salt, paragraph_words=tuple(map(len, listed)), hashes=hashes)


def written(fingerprint: Fingerprint) -> str:
    """Return the fingerprint as the text of its file; the hashes are sorted, so that their order tells nothing."""
    packed = b"".join(struct.pack(">H", one) for one in sorted(fingerprint.hashes))
    data = {
        "words": WORDS,
        "bits": BITS,
        "salt": fingerprint.salt,
        "paragraph_words": list(fingerprint.paragraph_words),
        "hashes": base64.b64encode(packed).decode("ascii"),
    }
    return json.dumps(data, indent=1) + "\n"


def read(text: str) -> Fingerprint:
    """Return the fingerprint that a file holds.

    Raises
    ------
    BadContent
        The file is damaged.
    """
    try:
        data = json.loads(text)
        schema.check(data, schema.load(_PACKAGE, "fingerprint"), what=_FILE, error=BadContent)
        packed = base64.b64decode(data["hashes"], validate=True)
        hashes = frozenset(one for (one,) in struct.iter_unpack(">H", packed))
    except (ValueError, struct.error) as problem:
        raise BadContent(f"{_FILE} is damaged: {problem}", "install medialit again") from None
    return Fingerprint(salt=data["salt"], paragraph_words=tuple(data["paragraph_words"]), hashes=hashes)


@cache
def of_the_article() -> Fingerprint:
    """Return the fingerprint that the package ships."""
    return read((files(_PACKAGE) / _FILE).read_text("utf-8"))


def _hash(salt: str, sequence: Sequence[str]) -> int:
    digest = blake2b(" ".join(sequence).encode(), digest_size=2, key=salt.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest, "big") & (_SIZE - 1)
