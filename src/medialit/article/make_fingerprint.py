"""Write fingerprint.json from a copy of the article: `python -m medialit.article.make_fingerprint FILE`.

The copy is a saved page or plain text; it stays where it is and is never part of this package.
"""

import sys
from pathlib import Path

from medialit.article.extract import paragraphs_in
from medialit.article.fingerprint import taken_of, written

SALT = "the newest thing, 2025"
PARAGRAPHS = 17
_END = "responses to"


def body(blocks: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paragraphs of the article: blocks of twenty words and more, up to the comments below it."""
    ends = [place for place, one in enumerate(blocks) if _END in one and len(one.split()) < 20]
    return tuple(one for one in blocks[: min(ends, default=len(blocks))] if len(one.split()) >= 20)


def main(file: Path, target: Path) -> None:
    """Write the fingerprint of the article in `file` to `target`.

    Raises
    ------
    ValueError
        The file has another number of paragraphs than the article.
    """
    found = body(paragraphs_in(file))
    if len(found) != PARAGRAPHS:
        raise ValueError(f"{file} has {len(found)} paragraphs, the article {PARAGRAPHS}")
    target.write_text(written(taken_of(found, SALT)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent / "fingerprint.json")
