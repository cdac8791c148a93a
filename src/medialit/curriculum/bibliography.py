"""The works that the lessons rest on."""

from collections.abc import Mapping
from functools import cache

from medialit import schema
from medialit.curriculum.model import Reference
from medialit.curriculum.packed import read
from medialit.errors import BadContent, UnknownReference

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
    return {key: Reference(key=key, **data[key]) for key in sorted(data)}


def reference(key: str) -> Reference:
    """Return one entry of the bibliography.

    Raises
    ------
    UnknownReference
        It has no such key.
    """
    entry = references().get(key)
    if entry is None:
        raise UnknownReference(f"the bibliography has no entry {key!r}", f"add it to {_FILE}, or correct the key")
    return entry
