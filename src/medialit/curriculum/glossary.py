"""The words that the lessons use: characters, pinyin, a definition in each language, and what it rests on."""

from collections.abc import Mapping
from functools import cache

from medialit import schema
from medialit.curriculum.bibliography import reference
from medialit.curriculum.model import Basis, Term
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
    lines = [f"**{_marked(one.characters, Language.ZH)}** · {latin}", one.definition[language]]
    lines.append(_marked(one.definition[other], other))
    works = [
        (f"[{work.text}]({work.url})" if work.url else work.text) + ("" if work.seen else f" ({say('term.unseen')})")
        for work in one.sources
    ]
    rests = [say("term.sources", works=" · ".join(works))] if works else []
    if one.basis is not Basis.SOURCE:
        rests.append(say(f"term.{one.basis}"))
    return "\n\n".join((*lines, " ".join(rests)))


def _marked(text: str, language: Language) -> str:
    """Return the text with its language named, for those who hear it."""
    return f'<span lang="{language.html}">{text}</span>'
