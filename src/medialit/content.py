"""Where lessons and assignments lie: inside the installed package, or beside `src/` in a checkout."""

from importlib.resources import files
from pathlib import Path

from medialit.errors import BadContent


def folder(name: str) -> Path:
    """Return the folder `lessons` or `assignments` that belongs to this installation.

    Raises
    ------
    BadContent
        The installation lacks it.
    """
    package = Path(str(files("medialit")))
    for place in (package / "_content" / name, package.parent.parent / name):
        if place.is_dir():
            return place
    raise BadContent(
        f"this installation of medialit has no folder {name!r}",
        "install medialit again: pip install --force-reinstall medialit",
    )
