"""The random id that stands for a person in the journal."""

import contextlib
import re
import secrets
from pathlib import Path

from medialit.responses.model import Response
from medialit.settings import Settings

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def author_id(settings: Settings, responses: tuple[Response, ...] = ()) -> str:
    """Return the author id to write: the setting, else the journal's own, else this user's.

    A new user gets a random one, kept in `settings.home`; where that folder cannot be written, the id is as new as
    the journal, which then gives it back.
    """
    if settings.author and _ID.fullmatch(settings.author):
        return settings.author
    if responses:
        return responses[-1].author
    file = settings.home / "author"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        kept = file.read_text("utf-8").strip()
        if _ID.fullmatch(kept):
            return kept
    made = secrets.token_hex(4)
    with contextlib.suppress(OSError):
        settings.home.mkdir(parents=True, exist_ok=True)
        _write_once(file, made)
        return file.read_text("utf-8").strip() or made
    return made


def _write_once(file: Path, text: str) -> None:
    """Write `text` unless another process was quicker."""
    with contextlib.suppress(FileExistsError), file.open("x", encoding="utf-8") as stream:
        stream.write(text)
