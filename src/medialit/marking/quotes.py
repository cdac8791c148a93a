"""How much of an answer a comment may repeat: enough to point at a place, not to copy it."""

from medialit.drafts.text import Token, tokens
from medialit.errors import BadMark

WORDS = 8
"""Words of the answer that a comment may repeat in a row."""
CHARACTERS = 12
"""Han characters of the answer that a comment may repeat in a row; mixed runs count in proportion."""


def longest(comment: str, answer: str) -> str:
    """Return the longest run of words that a comment shares with an answer, as the comment has it."""
    said, read = tokens(comment), [one.text for one in tokens(answer)]
    places: dict[str, list[int]] = {}
    for at, word in enumerate(read):
        places.setdefault(word, []).append(at)
    best: list[Token] = []
    lengths: dict[int, int] = {}
    for end, token in enumerate(said):  # lengths of shared runs that end here, by where they end in the answer
        lengths = {at: lengths.get(at - 1, 0) + 1 for at in places.get(token.text, ())}
        run = said[end + 1 - max(lengths.values(), default=0) : end + 1]
        if _size(run) > _size(best):
            best = run
    return comment[best[0].start : best[-1].end] if best else ""


def check(comment: str, answer: str) -> None:
    """Raise `BadMark` where a comment repeats more than 8 words, or 12 Han characters, of the answer in a row."""
    run = longest(comment, answer)
    if _size(tokens(run)) > 1:
        raise BadMark(
            f"the comment repeats more than {WORDS} words ({CHARACTERS} Han characters) of the answer in a row: {run}",
            "shorten the quotation to the words that matter",
        )


def _size(run: list[Token]) -> float:
    """Return the length of a run as a share of what is allowed."""
    han = sum(one.is_han for one in run)
    return (len(run) - han) / WORDS + han / CHARACTERS
