"""Which datasets there are, and loading one by name."""

from importlib.resources import files
from pathlib import Path

from medialit.datasets.descriptor import read
from medialit.datasets.model import Table
from medialit.errors import UnknownDataset


def names() -> tuple[str, ...]:
    """Return the names of all datasets, sorted."""
    return tuple(sorted(one.name for one in _home().iterdir() if (one / "datapackage.json").is_file()))


def folder(name: str) -> Path:
    """Return the folder of a dataset.

    Raises
    ------
    UnknownDataset
        No dataset has this name.
    """
    if name not in names():
        raise UnknownDataset(f"there is no dataset named {name!r}", f"use one of: {', '.join(names())}")
    return _home() / name


def load(name: str, *, beside: Path | None = None) -> Table:
    """Return dataset `name`, one row per observation; each call reads it anew, so a caller may change its copy.

    Parameters
    ----------
    beside
        A lesson folder; a dataset in its `data/` is taken first.

    Raises
    ------
    UnknownDataset
        No dataset has this name.
    BadContent
        Its files are damaged.

    Examples
    --------
    >>> from medialit import datasets
    >>> [row["id"] for row in datasets.load("numbers-seen").rows]
    ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7']
    """
    own = beside / "data" / name if beside and name == Path(name).name else None
    return read(own if own and (own / "datapackage.json").is_file() else folder(name))


def _home() -> Path:
    return Path(str(files("medialit.datasets") / "data"))
