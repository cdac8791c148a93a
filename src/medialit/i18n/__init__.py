"""Languages and words: which languages there are, and what we say in each of them."""

from medialit.i18n.language import Language, Text
from medialit.i18n.words import Words, words

__all__ = ["Language", "Text", "Words", "words"]
