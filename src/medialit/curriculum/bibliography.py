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

    Works that lie at one address, such as several rows from one page, stand together above it. What was not seen says
    “to be verified” in the reader's language.
    """
    say, items, lines = words(language), [], []
    together: dict[str, list[Reference]] = {}
    for work in sorted(works, key=lambda one: one.text.casefold()):
        together.setdefault(work.url or work.key, []).append(work)
    for group in together.values():
        first = group[0]
        reason = first.no_url[language] if first.no_url else ""
        address = (
            f'<a href="{html.escape(first.url)}">{html.escape(first.url)}</a>' if first.url else html.escape(reason)
        )
        unseen = ["" if work.seen else say("term.unseen") for work in group]
        texts = "".join(
            f"<div>{html.escape(work.text)}{f' <strong>{html.escape(mark)}</strong>' if mark else ''}</div>"
            for work, mark in zip(group, unseen, strict=True)
        )
        items.append(f"<li>{texts}<div>{address}</div></li>")
        told = "; ".join(" ".join(filter(None, (work.text, mark))) for work, mark in zip(group, unseen, strict=True))
        lines.append(f"- {told} {first.url or reason}".rstrip())
    return {
        "text/html": f'<ul lang="{language.html}" style="overflow-wrap: anywhere">{"".join(items)}</ul>',
        "text/plain": "\n".join(lines),
    }
