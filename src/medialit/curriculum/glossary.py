"""The words that the lessons use: characters, pinyin, a definition in each language, and what it rests on."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from textwrap import indent
from typing import Any

from medialit import schema
from medialit.curriculum.bibliography import reference
from medialit.curriculum.model import Basis, Reference, Term
from medialit.curriculum.packed import read
from medialit.errors import BadContent, UnknownTerm
from medialit.i18n import Language, Text, words

_FILE = "glossary.toml"


@cache
def glossary() -> Mapping[str, Term]:
    """Return all terms by id, in the order of the file, which groups them by theme.

    Raises
    ------
    BadContent
        The file breaks its schema.
    UnknownReference
        A term names a source that the bibliography does not have.
    """
    data = read(_FILE)
    schema.check(data, schema.load("medialit.curriculum", "glossary"), what=_FILE, error=BadContent)
    return {
        term_id: Term(
            id=term_id,
            characters=entry["characters"],
            pinyin=entry["pinyin"],
            english=entry["english"],
            also=entry.get("also", ""),
            definition=Text(**entry["definition"]),
            basis=Basis(entry["basis"]),
            sources=tuple(reference(key) for key in entry["sources"]),
        )
        for term_id, entry in data.items()
    }


def term(name: str) -> Term:
    """Return the term of this id, such as `duizhang`, or of these characters, such as `对账`.

    Raises
    ------
    UnknownTerm
        There is none.
    """
    found = glossary().get(name) or {one.characters: one for one in glossary().values()}.get(name)
    if found is None:
        raise UnknownTerm(f"the glossary has no term {name!r}", f"use one of: {', '.join(glossary())}")
    return found


def term_card(one: Term, language: Language) -> str:
    """Return the card of a term as Markdown: headword, both definitions (the reader's first), sources.

    What was not seen or not looked up says “to be verified” in the reader's language.
    """
    say, other = words(language), Language.EN if language is Language.ZH else Language.ZH
    latin = " · ".join(part for part in (one.pinyin, one.english, one.also) if part)
    lines = [f"**{_marked(one.characters, Language.ZH)}** · {latin}"]
    lines += [_marked(one.definition[told], told) for told in (language, other)]
    works = [_cited(work, language) for work in one.sources]
    rests = [say("term.sources", works=" · ".join(works))] if works else []
    if one.basis is not Basis.SOURCE:
        rests.append(say(f"term.{one.basis}"))
    return "\n\n".join((*lines, _marked(" ".join(rests), language)))


def term_cards(terms: Sequence[Term], language: Language) -> dict[str, Any]:
    """Return the cards of some terms to display, as a list: those who hear it are told how many there are."""
    cards = "\n\n".join("- " + indent(term_card(one, language), "  ").lstrip() for one in terms)
    return {"text/markdown": cards, "text/plain": re.sub(r"</?span[^>]*>", "", cards)}


def _cited(work: Reference, language: Language) -> str:
    """Return a work with its address, or why there is none."""
    where = f"[{work.text}]({work.url})" if work.url else f"{work.text} {work.no_url[language] if work.no_url else ''}"
    return where + ("" if work.seen else f" {words(language)('term.unseen')}")


def _marked(text: str, language: Language) -> str:
    """Return the text with its language named, for those who hear it."""
    return f'<span lang="{language.html}">{text}</span>'
