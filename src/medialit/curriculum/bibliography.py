"""The works that the lessons rest on."""

import html
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from medialit import schema
from medialit.curriculum.model import Reference
from medialit.curriculum.packed import read
from medialit.errors import BadContent, UnknownReference
from medialit.i18n import Language, Text, words

_FILE = "references.toml"


@cache
def references() -> Mapping[str, Reference]:
    """Return the whole bibliography by key, in the order of the keys.

    Raises
    ------
    BadContent
        Its file breaks the schema.
    """
    data = read(_FILE)
    schema.check(data, schema.load("medialit.curriculum", "references"), what=_FILE, error=BadContent)
    return {key: entry(key, data[key]) for key in sorted(data)}


def entry(key: str, data: Mapping[str, Any]) -> Reference:
    """Return an entry of a bibliography as its file holds it, checked before."""
    why = {"no_url": Text(**data["no_url"])} if "no_url" in data else {}
    return Reference(key=key, **{**data, **why})


def reference(key: str) -> Reference:
    """Return one entry of the bibliography.

    Raises
    ------
    UnknownReference
        It has no such key.
    """
    found = references().get(key)
    if found is None:
        raise UnknownReference(f"the bibliography has no entry {key!r}", f"add it to {_FILE}, or correct the key")
    return found


def works_list(works: Iterable[Reference], language: Language) -> dict[str, Any]:
    """Return a list of works to display: each with its address, or why there is none; in the order of their texts.

    What was not seen says “to be verified” in the reader's language.
    """
    say, items, lines = words(language), [], []
    for work in sorted(works, key=lambda one: one.text.casefold()):
        reason = work.no_url[language] if work.no_url else ""
        unseen = "" if work.seen else say("term.unseen")
        address = f'<a href="{html.escape(work.url)}">{html.escape(work.url)}</a>' if work.url else html.escape(reason)
        marked = f" <strong>{html.escape(unseen)}</strong>" if unseen else ""
        items.append(f"<li><div>{html.escape(work.text)}{marked}</div><div>{address}</div></li>")
        lines.append(f"- {work.text} {work.url or reason}" + (f" {unseen}" if unseen else ""))
    return {
        "text/html": f'<ul lang="{language.html}" style="overflow-wrap: anywhere">{"".join(items)}</ul>',
        "text/plain": "\n".join(lines),
    }
