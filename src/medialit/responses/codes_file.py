"""The file in which one coder hands codes to a partner: written by one student, read by another, believed by nobody.

It holds codes and notes, and no name: `coder` is a digest of the author's random id and the prompt, so that a student
who opens their own file is told so. A file that comes from somebody else may hold anything: it is measured, parsed,
checked against `schema/codes_file.json` and compared with the prompt before a word of it is shown.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from medialit import schema
from medialit.errors import BadRecord
from medialit.finding import Finding, Level

SIZE_LIMIT = 200_000
"""Characters. A file with 100 items, four variables and a note of 500 characters for each has about 60,000."""
NOTE_LIMIT = 2_000
"""Characters of a note that a file takes along; the schema refuses longer ones."""
_MARK, _VERSION = "field codes", 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesFile:
    """What one coder gave: for each item an option by variable, and notes."""

    coder: str
    codes: Mapping[str, Mapping[str, str]]
    notes: Mapping[str, str]


def digest(author: str, prompt: str) -> str:
    """Return what stands for a coder in the file of one prompt; it differs from prompt to prompt."""
    return sha256(f"{author} {prompt}".encode()).hexdigest()[:8]


def write(prompt: str, author: str, value: Mapping[str, Any], *, second_round: bool) -> str:
    """Return the text of the file for a partner; notes are cut to the length that a file takes."""
    data = {
        "medialit": _MARK,
        "v": _VERSION,
        "prompt": prompt,
        "coder": digest(author, prompt),
        "round": 2 if second_round else 1,
        "codes": value["codes"],
        "notes": {item: note[:NOTE_LIMIT] for item, note in value["notes"].items() if note.strip()},
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def read(text: str, prompt: str) -> CodesFile | Finding:
    """Return what the file of a partner holds, or why it cannot be used.

    Parameters
    ----------
    text
        The whole file.
    prompt
        The id of the prompt that the codes must be about.
    """
    data = _opened(text)
    if isinstance(data, Finding):
        return data
    try:
        schema.check(data, schema.load("medialit.responses", "codes_file"), what="codes")
    except BadRecord:
        return _unusable("codes_damaged", "the file breaks its schema")
    if data["prompt"] != prompt:
        return _unusable("codes_other", "the file is about another prompt", theirs=data["prompt"], ours=prompt)
    notes = {item: _clean(note) for item, note in data["notes"].items()}
    return CodesFile(coder=data["coder"], codes=data["codes"], notes=notes)


def _opened(text: str) -> dict[str, Any] | Finding:
    """Return the object in the text if it says that it holds codes in a form that we know."""
    if len(text) > SIZE_LIMIT:
        return _unusable("codes_large", "the file is too large for codes")
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return _unusable("codes_damaged", "the file is not JSON")
    if not isinstance(data, dict) or data.get("medialit") != _MARK:
        return _unusable("codes_foreign", "the file holds no codes")
    version = data.get("v")
    if isinstance(version, int) and not isinstance(version, bool) and version > _VERSION:
        return _unusable("codes_newer", "the file was written by a newer medialit")
    return data


def _clean(note: str) -> str:
    """Return a note without halves of characters, which no connection carries, and without control characters."""
    whole = note.encode("utf-8", "replace").decode("utf-8")
    return "".join(one for one in whole if one.isprintable() or one in "\n\t")


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a JSON number")


def _unusable(key: str, what: str, **values: object) -> Finding:
    return Finding(level=Level.WARNING, what=what, remedy="ask for the file again", key=key, values=values)
