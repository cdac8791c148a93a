"""ML6xx, reading level: reported for authors, never a fault."""

import re
from collections.abc import Iterator

from medialit.authoring.model import Found, Notebook, Subject
from medialit.i18n import Language

_SENTENCE = re.compile(r"[.!?:;](?=\s|$)|[。！？；]|\n")


def flesch_kincaid(text: str) -> float:
    """Return the US school grade that a text in English asks of its reader.

    References
    ----------
    Kincaid, J. P., Fishburne, R. P., Rogers, R. L., Chissom, B. S. (1975). Derivation of new readability formulas for
    Navy enlisted personnel. Research Branch Report 8-75. https://doi.org/10.21236/ADA006655

    Examples
    --------
    >>> round(flesch_kincaid("The cat sat on the mat."), 1)
    -1.4
    """
    words = re.findall(r"[A-Za-z]+(?:['’][a-z]+)?", text)
    sentences = sum(bool(re.search(r"[A-Za-z]", one)) for one in _SENTENCE.split(text))
    if not words or not sentences:
        return 0.0
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Return about how many syllables an English word has: its groups of vowels, less a silent e."""
    low = word.lower().replace("’", "'")
    groups = len(re.findall(r"[aeiouy]+", low))
    silent = low.endswith("e") and not low.endswith(("le", "ee")) and groups > 1
    return max(groups - silent, 1)


def characters_per_sentence(text: str) -> float:
    """Return how many Han characters a sentence in Chinese has on average."""
    counts = [len(re.findall(r"[\u4e00-\u9fff]", one)) for one in _SENTENCE.split(text)]
    full = [one for one in counts if one]
    return sum(full) / len(full) if full else 0.0


def prose(notebook: Notebook) -> str:
    """Return what a student reads in a notebook: no headings, lists of references, links or marks."""
    cells = [cell.source for cell in notebook.cells if cell.is_markdown and cell.id != "references"]
    text = "\n".join(cells)
    text = re.sub(r"^#{1,6} .*$|`[^`]*`|<http[^>]*>", "", text, flags=re.MULTILINE)
    return re.sub(r"\]\([^)]*\)|[*_>#\[]", "", text)


def level(subject: Subject) -> Iterator[Found]:
    """Yield the reading level of each lesson notebook."""
    for one in subject.sound():
        if one.language is None or one.is_assignment:
            continue
        text = prose(one)
        if one.language is Language.ZH:
            told = f"{characters_per_sentence(text):.0f} characters a sentence"
        else:
            told = f"school grade {flesch_kincaid(text):.1f} (Flesch–Kincaid)"
        yield Found(one.name, "", told)
