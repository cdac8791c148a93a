"""Who may talk to the desk: the person who started it, from this machine, through the page that it serves itself.

Cookies are not used, so that no other page can make a browser act for that person: the token travels in a header that
only the desk's own page sets. It reaches the page behind the `#` of the address, which no browser sends anywhere.
"""

import hmac
import os
import secrets
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from medialit.errors import NotSaved

TOKEN_HOURS = 12
HEADER = "X-Desk-Token"
_FILE = "marking-desk.token"


def token(home: Path) -> str:
    """Return the token that is kept in `home` for twelve hours, for its owner only; a new one where there is none.

    A page that is open goes on when the desk is stopped and started again.

    Raises
    ------
    NotSaved
        It cannot be written.
    """
    place = home / _FILE
    try:
        if time.time() - place.stat().st_mtime < TOKEN_HOURS * 3600 and len(kept := place.read_text("ascii")) == 64:
            return kept
    except (OSError, ValueError):
        pass
    made = secrets.token_hex(32)
    try:
        home.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
            stream.write(made)
    except OSError as problem:
        raise NotSaved(
            f"the marking desk cannot keep its token in {home}: {problem.strerror or problem}",
            "name a folder that you may write in with the variable MEDIALIT_HOME",
        ) from problem
    return made


def is_token(given: str | None, token: str) -> bool:
    """Tell whether somebody has the token; it takes the same time whatever they have."""
    return hmac.compare_digest((given or "").encode(), token.encode())


def key(token: str, *names: str) -> str:
    """Return what opens one answer as a page of its own, since a frame cannot send the token."""
    return hmac.new(token.encode(), "\0".join(names).encode("utf-8", "replace"), sha256).hexdigest()


def is_here(headers: Mapping[str, str], port: int) -> bool:
    """Tell whether a request names this machine: a name that only leads to it (DNS rebinding) is refused."""
    return headers.get("Host", "") in {f"127.0.0.1:{port}", f"localhost:{port}"}


def is_ours(headers: Mapping[str, str], port: int, *, writes: bool) -> bool:
    """Tell whether a request comes from the desk's own page or an address typed by hand, and from no other page."""
    host, origin = headers.get("Host", ""), headers.get("Origin")
    if not is_here(headers, port) or headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        return False
    return origin == f"http://{host}" if writes else origin in {None, f"http://{host}"}
