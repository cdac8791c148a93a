"""Arrays, tables and figures as JSON, and back: their content, never a pickle of them.

What is asked of numpy, pandas and plotly is asked only where a notebook has loaded them.
"""

import base64
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

_PLAIN = "biufcmMSU"
"""numpy's kinds of data that are bytes, and no objects."""
Inner = Callable[[Any], Any]


def encoded(value: Any, inner: Inner) -> Any:
    """Return an array, a table or a figure as JSON; None for anything else. `inner` does so for what is in it."""
    top = (type(value).__module__ or "").partition(".")[0]
    if top == "numpy":
        return _of_numpy(value, inner)
    if top == "pandas":
        return _of_pandas(value, inner)
    if top == "plotly" and hasattr(value, "to_json"):
        return {"t": "figure", "v": value.to_json()}
    return None


def _of_numpy(value: Any, inner: Inner) -> Any:
    numpy = sys.modules["numpy"]
    if isinstance(value, numpy.generic) and type(value).__module__ == "numpy":
        return {**_array(numpy.asarray(value)), "t": "scalar"} if value.dtype.kind in _PLAIN else None
    if type(value) is not numpy.ndarray:
        return None
    if value.dtype.kind in _PLAIN:
        return _array(value)
    return {"t": "objects", "shape": list(value.shape), "v": [inner(one) for one in value.ravel().tolist()]}


def _array(value: Any) -> Mapping[str, Any]:
    data = base64.b64encode(value.tobytes()).decode("ascii")
    return {"t": "array", "dtype": value.dtype.str, "shape": list(value.shape), "v": data}


def _of_pandas(value: Any, inner: Inner) -> Any:
    pandas = sys.modules["pandas"]
    kind = type(value)
    if kind is pandas.Series:
        about = {"dtype": str(value.dtype), "index": inner(value.index), "name": inner(value.name)}
        return {"t": "series", "v": _column(value, inner), **about}
    if kind is pandas.DataFrame:
        columns = [_column(value.iloc[:, place], inner) for place in range(value.shape[1])]
        about = {"index": inner(value.index), "columns": inner(value.columns)}
        return {"t": "frame", "v": columns, "dtypes": [str(one) for one in value.dtypes], **about}
    if isinstance(value, pandas.RangeIndex):
        return {"t": "rangeindex", "v": [value.start, value.stop, value.step], "name": inner(value.name)}
    if isinstance(value, pandas.Index):
        about = {"names": inner(list(value.names)), "dtype": str(value.dtype)}
        return {"t": "index", "v": inner(list(value)), "many": isinstance(value, pandas.MultiIndex), **about}
    if value is pandas.NaT or value is pandas.NA:
        return {"t": "NaT" if value is pandas.NaT else "NA"}
    return {"t": kind.__name__, "v": value.isoformat()} if kind in {pandas.Timestamp, pandas.Timedelta} else None


def _column(series: Any, inner: Inner) -> Any:
    """Return the content of a column: bytes where they are numbers, else a list."""
    is_plain = series.dtype.__class__.__module__.startswith("numpy") and series.dtype.kind in "biufc"
    return _array(series.to_numpy()) if is_plain else inner(series.array.tolist())


def _from_array(data: Mapping[str, Any], _: Inner) -> Any:
    numpy = import_module("numpy")
    made = numpy.frombuffer(base64.b64decode(data["v"]), dtype=numpy.dtype(str(data["dtype"])))
    return made.reshape([int(one) for one in data["shape"]]).copy()


def _from_objects(data: Mapping[str, Any], inner: Inner) -> Any:
    made = import_module("numpy").empty(len(data["v"]), dtype=object)
    made[:] = inner(data["v"])
    return made.reshape([int(one) for one in data["shape"]])


def _series(data: Mapping[str, Any], inner: Inner) -> Any:
    index, name = inner(data["index"]), inner(data["name"])
    return import_module("pandas").Series(inner(data["v"]), index, data["dtype"], name)


def _frame(data: Mapping[str, Any], inner: Inner) -> Any:
    pandas, index = import_module("pandas"), inner(data["index"])
    every = enumerate(zip(data["v"], data["dtypes"], strict=True))
    columns = {
        place: inner(one) if isinstance(one, dict) else pandas.array(inner(one), kind) for place, (one, kind) in every
    }
    made = pandas.DataFrame(columns, index)
    made.columns = inner(data["columns"])
    return made


def _index(data: Mapping[str, Any], inner: Inner) -> Any:
    pandas, values, names = import_module("pandas"), inner(data["v"]), inner(data["names"])
    if data["many"]:
        return pandas.MultiIndex.from_tuples(values, names=names)
    return pandas.Index(values, dtype=data["dtype"], name=names[0])


def _range_index(data: Mapping[str, Any], inner: Inner) -> Any:
    return import_module("pandas").RangeIndex(*data["v"], name=inner(data["name"]))


def _moment(data: Mapping[str, Any], _: Inner) -> Any:
    found = getattr(import_module("pandas"), data["t"])
    return found(data["v"]) if "v" in data else found


DECODED: Mapping[str, Callable[[Mapping[str, Any], Inner], Any]] = {
    "array": _from_array,
    "scalar": lambda data, inner: _from_array(data, inner)[()],
    "objects": _from_objects,
    "series": _series,
    "frame": _frame,
    "rangeindex": _range_index,
    "index": _index,
    "figure": lambda data, _: import_module("plotly.io").from_json(data["v"]),
    **dict.fromkeys(("Timestamp", "Timedelta", "NaT", "NA"), _moment),
}
"""How each kind is made again."""
