"""A table in a text file of somebody else's: read whatever wrote it, and changed in single cells only.

The standard library's csv reads such files, too, but does not say where in the file a cell stands; a file that goes
back to where it came from must keep every byte that was not asked to change.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from medialit.errors import BadTable

SIZE_LIMIT = 50 << 20
"""The largest file, in bytes, that is read."""
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DELIMITERS = ",;\t|"
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its value, and where its raw text stands in the text of the file."""

    value: str
    start: int
    end: int
    quoted: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table.

    Attributes
    ----------
    name
        Of the file, for messages.
    text
        The file's text, without a byte order mark.
    encoding, mark
        How `text` becomes bytes again; `mark` is the byte order mark, empty where there is none.
    """

    name: str
    text: str
    encoding: str
    mark: bytes
    delimiter: str

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """All rows, the heading first; empty lines are no rows.

        Raises
        ------
        BadTable
            A quotation mark is never closed.
        """
        return _rows(self.name, self.text, self.delimiter)

    @property
    def heading(self) -> tuple[str, ...]:
        """The names of the columns, without spaces around them."""
        return tuple(cell.value.strip() for cell in self.rows[0]) if self.rows else ()

    def line(self, row: int) -> int:
        """Return the line of the file, from 1, on which a row begins."""
        return len(_LINE_END.findall(self.text, 0, self.rows[row][0].start)) + 1

    def filled(self, values: Mapping[tuple[int, int], str]) -> bytes:
        """Return the bytes of the file with other values in some cells, each given by row and column from 0."""
        pieces, at = [], 0
        for row, column in sorted(values):
            cell = self.rows[row][column]
            pieces += [self.text[at : cell.start], self._written(values[row, column], quoted=cell.quoted)]
            at = cell.end
        return self.mark + "".join((*pieces, self.text[at:])).encode(self.encoding)

    def _written(self, value: str, *, quoted: bool) -> str:
        needed = value != value.strip() or any(one in value for one in (self.delimiter, '"', "\r", "\n"))
        return '"' + value.replace('"', '""') + '"' if quoted or needed else value


def read(path: Path, encoding: str | None = None) -> Sheet:
    """Read a table from a file with commas, semicolons, tabs or bars between its cells.

    Parameters
    ----------
    encoding
        Any that Python knows. If None: what a byte order mark says, or UTF-8, or UTF-16 and GB18030 where the bytes
        leave no doubt.

    Raises
    ------
    BadTable
        The file cannot be read, is larger than 50 MB or empty, or its encoding is in doubt.
    """
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise BadTable(f"{path} is larger than 50 MB", "name the file that the course was exported to")
        data = path.read_bytes()
    except OSError as problem:
        raise BadTable(f"{path} cannot be read: {problem.strerror}", "name a file that you may read") from None
    return of_bytes(data, path.name, encoding)


def of_bytes(data: bytes, name: str, encoding: str | None = None) -> Sheet:
    """Return the table in the bytes of a file; see `read`."""
    mark, found = next(((mark, known) for mark, known in _MARKS if data.startswith(mark)), (b"", None))
    body = data[len(mark) :]
    used = found or encoding or _guessed(body, name)
    try:
        text = body.decode(used)
        whole = text.encode(used) == body
    except (UnicodeError, LookupError) as problem:
        raise BadTable(f"{name} is not in {used}: {problem}", "name the right encoding: --encoding gb18030") from None
    if not whole:
        raise BadTable(f"{name} would not stay the same in {used}", "save it as UTF-8 and use that file")
    if not text.strip():
        raise BadTable(f"{name} is empty", "export it again")
    if "\0" in text:
        raise BadTable(f"{name} is no text file", "export it as CSV, not as a workbook")
    return Sheet(name, text, used, mark, _delimiter(text))


def _guessed(body: bytes, name: str) -> str:
    """Return an encoding of which the bytes leave no doubt.

    GB2312 has both bytes of a character at 0xA1 and above, and most of any Chinese text is in it. In Western
    encodings a letter with an accent mostly stands between letters without, so that such pairs are rare.
    """
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8" if b"\0" not in body else _wide(body)
    high = sum(byte >= 0x80 for byte in body)
    paired = 2 * len(re.findall(rb"[\xa1-\xf7][\xa1-\xfe]", body))
    try:
        body.decode("gb18030")
    except UnicodeDecodeError:
        paired = 0
    if paired >= 0.8 * high:
        return "gb18030"
    if b"\0" in body:
        return _wide(body)
    raise BadTable(
        f"it is not clear in which encoding {name} is: not UTF-8, and not plainly Chinese",
        "name it, such as --encoding cp1252 (Western Windows) or --encoding gb18030 (Chinese), "
        "and look at the names with --dry-run",
    )


def _wide(body: bytes) -> str:
    """Return UTF-16 with the byte order in which line ends and delimiters are zero in one half."""
    return "utf-16-le" if body[1::2].count(0) >= body[::2].count(0) else "utf-16-be"


def _delimiter(text: str) -> str:
    """Return what stands between the cells of the heading: whatever makes most of them, else a comma."""
    return max(_DELIMITERS, key=lambda one: len(_rows_of_heading(text, one)))


def _rows_of_heading(text: str, delimiter: str) -> tuple[Cell, ...]:
    start = len(text) - len(text.lstrip("\r\n"))
    return _row(text, start, _pattern(delimiter), delimiter)[0]


def _pattern(delimiter: str) -> re.Pattern[str]:
    plain = rf"[^{re.escape(delimiter)}\r\n]*"
    return re.compile(rf'"((?:[^"]|"")*)"({plain})|({plain})')


def _rows(name: str, text: str, delimiter: str) -> tuple[tuple[Cell, ...], ...]:
    pattern, at, found = _pattern(delimiter), 0, []
    while at < len(text):
        row, end = _row(text, at, pattern, delimiter)
        for cell in row:
            if not cell.quoted and cell.value.startswith('"'):
                line = len(_LINE_END.findall(text, 0, cell.start)) + 1
                raise BadTable(f"{name}, line {line}: a quotation mark is never closed", "export the file again")
        if len(row) > 1 or row[0].value:
            found.append(row)
        ending = _LINE_END.match(text, end)
        at = ending.end() if ending else len(text)
    return tuple(found)


def _row(text: str, at: int, pattern: re.Pattern[str], delimiter: str) -> tuple[tuple[Cell, ...], int]:
    """Return the cells of the row that begins at `at`, and where it ends."""
    cells: list[Cell] = []
    while match := pattern.match(text, at):  # always: its last alternative matches anything, also nothing
        quoted, rest, plain = match.groups()
        value = plain if quoted is None else quoted.replace('""', '"') + rest
        cells.append(Cell(value, match.start(), match.end(), quoted is not None))
        at = match.end()
        if not text.startswith(delimiter, at):
            break
        at += 1
    return tuple(cells), at
