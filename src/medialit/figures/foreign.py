"""A plotly figure that somebody else made: read as data, with nothing left in it that could load, link or run."""

import base64
import binascii
import json
import math
import re
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

KINDS = frozenset(
    {"bar", "barpolar", "box", "contour", "funnel", "funnelarea", "heatmap", "histogram", "icicle", "pie", "scatter"}
    | {"scatterpolar", "sunburst", "treemap", "violin", "waterfall"}
)
"""Kinds of series that plotly draws as SVG, without a map, a picture or WebGL."""
PICTURES = frozenset({"heatmap", "contour"})
"""Those of them that it paints on a canvas first, and shows as an image with a `data:` address."""
SIZE_LIMIT = 200_000
"""Bytes of one figure as JSON."""
ROWS = 200
"""Values of a figure in its table."""
_SERIES, _PARTS, _DEPTH, _LETTERS, _HEIGHTS, _BINS, _COUNT = 50, 100, 30, 2_000, (200, 700), 1000, 100
_HEIGHT = 420
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,60}")
_LOADS = re.compile(
    r"images|(?:map|mapbox|geo|scene)\d*|geojson|accesstoken|updatemenus|sliders|frames|customdata|meta|bandwidth"
    r"|rangebreaks|minor|constructor|prototype|\w+src"
)
"""What names a picture, a map, a button, or a step so small that a browser would never end."""
_TAG = re.compile(r"</?(?:a|span)\b[^<>]*>", re.IGNORECASE)
_HALF_TAG = re.compile(r"<(?=\s*/?\s*(?:a|span)\b)", re.IGNORECASE)
_URL = re.compile(r"url\s*\(", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")
_ACROSS, _UP = ("x", "labels", "theta"), ("y", "values", "r")
_CODES = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "f4": "f", "f8": "d"}
"""plotly's names of binary columns, and those of the standard library."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """What can be shown of a figure.

    Attributes
    ----------
    drawing
        `data` and `layout` for plotly.js; empty where it is not to be drawn.
    unfit
        Why not: `malformed`, `large` or `kind`; empty where it is.
    title, series
        As plain text.
    columns, rows
        Its first values as a table of texts; the first column is the series, and is named nothing.
    values
        How many there are.
    """

    drawing: Mapping[str, Any]
    unfit: str = ""
    title: str = ""
    series: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    values: int = 0

    @property
    def has_pictures(self) -> bool:
        """Whether plotly makes images to draw it."""
        return any(one.get("type") in PICTURES for one in self.drawing.get("data", ()))


def read(figure: object, mend: Callable[[str], str] = str) -> Foreign:
    """Return what can be shown of the JSON of a figure, whatever it is; nothing here raises.

    Parameters
    ----------
    figure
        What a notebook has under plotly's MIME type.
    mend
        Makes a text fit for a page.
    """
    try:
        return _read(figure, mend)
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError, RecursionError, MemoryError):
        return Foreign(drawing={}, unfit="malformed")


def _read(figure: object, mend: Callable[[str], str]) -> Foreign:
    if not isinstance(figure, dict) or not isinstance(figure.get("data"), list):
        return Foreign(drawing={}, unfit="malformed")
    if len(json.dumps(figure)) > 4 * SIZE_LIMIT or len(figure["data"]) > _SERIES:
        return Foreign(drawing={}, unfit="large")
    cleaned = _clean({key: figure.get(key) or {} for key in ("data", "layout")}, mend)
    data, layout = cleaned["data"], cleaned["layout"]
    if not data or not all(isinstance(one, dict) for one in data) or not isinstance(layout, dict):
        return Foreign(drawing={}, unfit="malformed")
    kinds = [one.setdefault("type", "scatter") for one in data]
    drawing = {"data": data, "layout": _sized(layout)}
    unfit = "" if KINDS.issuperset(kinds) else "kind"
    if len(json.dumps(drawing)) > SIZE_LIMIT or _crowded(layout):
        unfit = "large"
    columns, rows, values = _table(data, layout)
    return Foreign(
        drawing={} if unfit else drawing,
        unfit=unfit,
        title=_plain(layout.get("title")),
        series=tuple(_series(data)),
        columns=columns,
        rows=rows,
        values=values,
    )


def _clean(value: object, mend: Callable[[str], str], key: str = "", depth: int = 0) -> Any:
    """Return a value as plain JSON, with columns written out and everything left out that could load or link."""
    if depth > _DEPTH:
        return None
    if isinstance(value, dict):
        return _column(value) if "bdata" in value else _object(value, mend, key, depth)
    if isinstance(value, list):
        return [_clean(one, mend, key, depth + 1) for one in value]
    return _text(value, mend, key) if isinstance(value, str) else _number(value, key)


def _object(value: Mapping[str, Any], mend: Callable[[str], str], key: str, depth: int) -> dict[str, Any]:
    kept = {name: one for name, one in value.items() if _KEY.fullmatch(name) and not _LOADS.fullmatch(name)}
    made = {name: _clean(one, mend, name, depth + 1) for name, one in kept.items()}
    return made if key not in {"xbins", "ybins"} or _few(made) else {}


def _number(value: Any, key: str) -> Any:
    """Return a number, truth or nothing; what no number is, such as infinity, as nothing."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    is_count = key in {"rows", "columns"} or (key.startswith("n") and key not in {"name", "notchwidth"})
    return min(value, _COUNT) if is_count and isinstance(value, int | float) else value


def _text(text: str, mend: Callable[[str], str], key: str) -> str:
    """Return a text without links and styles; other marks, such as `<b>`, plotly knows and makes elements of."""
    short = _URL.sub("url (", _TAG.sub("", mend(text[:_LETTERS])))
    # A template is put together with values in the browser, and could be a tag only then.
    return short.replace("<", "‹") if key.endswith(("template", "prefix", "suffix")) else _HALF_TAG.sub("‹", short)


def _few(bins: Mapping[str, Any]) -> bool:
    start, end, size = (bins.get(one) for one in ("start", "end", "size"))
    numbers = all(isinstance(one, int | float) for one in (start, end, size))
    return bool(numbers and size and abs((end - start) / size) <= _BINS)  # type: ignore[operator]  # they are numbers


def _column(packed: Mapping[str, Any]) -> list[Any]:
    """Return the values of a binary column, row by row where it has two dimensions.

    Raises
    ------
    ValueError
        It is no such column.
    """
    try:
        found = array(_CODES[packed["dtype"]], base64.b64decode(packed["bdata"], validate=True))
    except binascii.Error as problem:
        raise ValueError(str(problem)) from problem
    flat = [one if math.isfinite(one) else None for one in found]
    shape = [int(one) for one in str(packed.get("shape", len(flat))).split(",")]
    if len(shape) == 1:
        return flat
    rows, width = shape
    if rows * width != len(flat) or width < 1:
        raise ValueError(f"{rows} rows of {width} are not {len(flat)} values")
    return [flat[at : at + width] for at in range(0, len(flat), width)]


def _sized(layout: dict[str, Any]) -> dict[str, Any]:
    """Return a layout as wide as the page, of a height that a screen holds."""
    height = layout.get("height")
    low, high = _HEIGHTS
    tall = max(low, min(high, height if isinstance(height, int | float) else _HEIGHT))
    rest = {key: one for key, one in layout.items() if key not in {"width", "height"}}
    return rest | {"height": tall, "autosize": True}


def _crowded(layout: Mapping[str, Any]) -> bool:
    return any(isinstance(one, list) and len(one) > _PARTS for one in layout.values())


def _plain(title: object) -> str:
    """Return the words of a title, which plotly writes as text or as an object with it."""
    text = title.get("text") if isinstance(title, dict) else title
    return " ".join(_MARKUP.sub(" ", text).split())[:200] if isinstance(text, str) else ""


def _series(data: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for place, one in enumerate(data, start=1):
        yield _plain(one.get("name")) or str(place)


def _table(
    data: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], int]:
    """Return columns and the first rows of the values of all series, and how many rows there are."""
    has_z = any(isinstance(one.get("z"), list) for one in data)
    names = [_plain((layout.get(f"{one}axis") or {}).get("title")) or one for one in ("x", "y")]
    every = [(name, *row) for name, one in zip(_series(data), data, strict=True) for row in _rows(one)]
    rows = ((name, *map(_cell, row[: 3 if has_z else 2])) for name, *row in every)
    return ("", *names, *(["z"] if has_z else [])), tuple(islice(rows, ROWS)), len(every)


def _rows(series: Mapping[str, Any]) -> Iterator[tuple[object, object, object]]:
    across, up = _first(series, _ACROSS), _first(series, _UP)
    grid = series.get("z")
    if isinstance(grid, list):
        for row, values in enumerate(grid):
            for column, value in enumerate(values if isinstance(values, list) else [values]):
                yield _at(across or range(column + 1), column), _at(up or range(row + 1), row), value
        return
    if not across and series.get("type") in {"scatter", "bar"} and not {"x0", "dx"} & set(series):
        across = range(len(up))  # as plotly draws it
    for place in range(max(len(across), len(up))):
        yield _at(across, place), _at(up, place), None


def _first(series: Mapping[str, Any], keys: Sequence[str]) -> Sequence[object]:
    return next((series[one] for one in keys if isinstance(series.get(one), list)), [])


def _at(values: Sequence[object], place: int) -> object:
    return values[place] if place < len(values) else None


def _cell(value: object) -> str:
    if isinstance(value, str):
        return " ".join(_MARKUP.sub(" ", value).split())[:200]
    if isinstance(value, list):  # levels of an axis with groups
        return " · ".join(map(_cell, value[:4]))
    return "–" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)[:60]
