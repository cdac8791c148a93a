"""Reading and writing dataset folders: `data.csv` in the types that `datapackage.json` gives its columns."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from medialit import schema
from medialit.datasets.model import Field, Table
from medialit.errors import BadContent

_TRUE, _FALSE = "true", "false"


def _boolean(text: str) -> bool:
    if text not in {_TRUE, _FALSE}:
        raise ValueError(text)
    return text == _TRUE


_READ: Mapping[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": _boolean,
    "date": date.fromisoformat,
}


def read(folder: Path) -> Table:
    """Return the dataset in `folder`.

    Raises
    ------
    BadContent
        A file is missing or damaged, or a value does not have its column's type.
    """
    descriptor = _descriptor(folder)
    fields = tuple(_field(one) for one in descriptor["resources"][0]["schema"]["fields"])
    try:
        text = (folder / "data.csv").read_bytes().decode()  # bytes: a line break inside a cell stays as it is
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise BadContent(f"{folder.name}/data.csv cannot be read: {problem}", "install medialit again") from None
    if not lines or lines[0] != [field.name for field in fields]:
        raise BadContent(f"{folder.name}/data.csv has other columns than its descriptor", "run its make.py")
    rows = tuple(_row(folder.name, number, line, fields) for number, line in enumerate(lines[1:], start=1))
    return Table(name=folder.name, title=descriptor["title"], fields=fields, rows=rows, descriptor=descriptor)


def write(folder: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write `data.csv` from `rows`, and its size and hash into `datapackage.json`; each make.py ends here."""
    descriptor = _descriptor(folder)
    resource = descriptor["resources"][0]
    names = [one["name"] for one in resource["schema"]["fields"]]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    data = stream.getvalue().encode()
    (folder / "data.csv").write_bytes(data)
    resource["bytes"], resource["hash"] = len(data), f"sha256:{hashlib.sha256(data).hexdigest()}"
    text = json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_bytes(text.encode())


def _descriptor(folder: Path) -> dict[str, Any]:
    what = f"{folder.name}/datapackage.json"
    try:
        described: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise BadContent(f"{what} cannot be read: {problem}", "restore that file") from None
    schema.check(described, schema.load("medialit.datasets", "datapackage"), what=what, error=BadContent)
    return described


def _field(data: Mapping[str, Any]) -> Field:
    limits = data.get("constraints", {})
    return Field(
        name=data["name"],
        type=data["type"],
        description=data["description"],
        unit=data.get("unit", ""),
        required=limits.get("required", False),
        unique=limits.get("unique", False),
        allowed=tuple(limits.get("enum", ())),
    )


def _row(name: str, number: int, cells: list[str], fields: tuple[Field, ...]) -> dict[str, Any]:
    if len(cells) != len(fields):
        raise BadContent(f"{name}/data.csv, row {number}: {len(cells)} cells, not {len(fields)}", "run its make.py")
    return {
        field.name: _value(f"{name}/data.csv, row {number}", field, cell)
        for field, cell in zip(fields, cells, strict=True)
    }


def _value(place: str, field: Field, cell: str) -> Any:
    try:
        return None if cell == "" else _READ[field.type](cell)
    except ValueError:
        what = f"{place}: {cell!r} in column {field.name} is no {field.type}"
        raise BadContent(what, "correct that value in make.py and run it") from None


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if "\r" in str(value):
        raise ValueError(f"a cell holds a carriage return, which csv does not quote: {value!r}")
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    return str(value)
