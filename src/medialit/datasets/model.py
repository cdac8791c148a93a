"""The nouns of a dataset: a table of typed rows, and what is known of each column and source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from medialit.errors import MissingProgram

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-not-found,import-untyped,unused-ignore]  # for those who have it


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column: its type, unit and meaning, and which values it may hold."""

    name: str
    type: str
    description: str
    unit: str = ""
    required: bool = False
    unique: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A dataset in memory.

    Attributes
    ----------
    rows
        One mapping per row, by column name; values are str, int, float, bool, date, or None where nothing is given.
    descriptor
        The whole `datapackage.json`.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[Mapping[str, Any], ...]
    descriptor: Mapping[str, Any]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    def to_pandas(self) -> "pd.DataFrame":
        """Return the table as a pandas DataFrame.

        Raises
        ------
        MissingProgram
            pandas is not installed; nothing in medialit needs it.
        """
        try:
            import pandas as pd
        except ImportError:
            raise MissingProgram("pandas is not installed", "pip install pandas, or use `.rows` as it is") from None
        return pd.DataFrame([dict(row) for row in self.rows], columns=list(self.columns))
