"""The TOML files that are packed with the curriculum."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from medialit.errors import BadContent


@cache
def read(name: str) -> dict[str, Any]:
    """Return what the file `name` of this package holds; it is read once.

    Raises
    ------
    BadContent
        It is no valid TOML.
    """
    try:
        return tomllib.loads((files("medialit.curriculum") / name).read_text("utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise BadContent(f"{name} is no valid TOML: {problem}", "correct that line") from None
