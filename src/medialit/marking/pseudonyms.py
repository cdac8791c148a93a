"""What a marker sees instead of a name: five signs that nobody can turn back without the key.

A keyed hash (HMAC-SHA-256) of lesson and student, in letters and digits that are hard to confuse, and without vowels,
so that no name and no word comes out of it. The key lies in the user's own folder, never in the course.
"""

import contextlib
import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from medialit.errors import NotSaved

_SIGNS = "BCDFGHJKMNPQRTVWXZ23456789"
_SHORTEST = 5
_KEY = "marking.key"


def key(home: Path) -> bytes:
    """Return the key of this user; it is made when it is first needed.

    Raises
    ------
    NotSaved
        There is none, and none can be kept.
    """
    file = home / _KEY
    try:
        home.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), file.open("x", encoding="ascii") as stream:
            file.chmod(0o600)
            stream.write(secrets.token_hex(32))
        text = file.read_text("ascii").strip()
        return bytes.fromhex(text) if len(text) == 64 else _refuse(file)
    except (OSError, ValueError) as problem:
        raise NotSaved(
            f"the key of the pseudonyms cannot be kept in {file}: {problem}",
            "make sure that you may write there, or name another folder in MEDIALIT_HOME",
        ) from None


def _refuse(file: Path) -> bytes:
    raise ValueError(f"{file.name} holds no key; delete it to get a new one")


def pseudonyms(students: Iterable[str], lesson: str, secret: bytes) -> dict[str, str]:
    """Return a pseudonym for each student of a class, no two alike.

    Where the first five signs of two students are the same, both get as many more as tell them apart.
    """
    whole = {one: _signs(one, lesson, secret) for one in students}
    given: dict[str, str] = {}
    length, open_ = _SHORTEST, whole
    while open_:
        often = Counter(signs[:length] for signs in whole.values())
        given |= {student: signs[:length] for student, signs in open_.items() if often[signs[:length]] == 1}
        open_ = {student: signs for student, signs in open_.items() if student not in given}
        length += 1
    return given


def _signs(student: str, lesson: str, secret: bytes) -> str:
    made = hmac.new(secret, f"{lesson}\0{student}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    number, signs = int.from_bytes(made, "big"), ""
    while number:
        number, place = divmod(number, len(_SIGNS))
        signs += _SIGNS[place]
    return signs
