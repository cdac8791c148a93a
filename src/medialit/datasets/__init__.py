"""Curated tables, each a folder with its data, descriptor, card and the script that made it."""

from medialit.datasets.catalog import folder, load, names
from medialit.datasets.model import Field, Table
from medialit.datasets.verify import verify

__all__ = ["Field", "Table", "folder", "load", "names", "verify"]
