"""Values that pass between the process of a student's code and the one that judges it: data, never code.

A value is JSON. Numbers, texts and lists are themselves; everything else is an object whose `t` says what it is. Only
the exact kinds below are copied, of a class derived from one of them its plain content; whatever is none of them stays
where it is, and a number stands for it. Nothing is ever unpickled, and no name that arrives is imported.
"""

import base64
import collections
import datetime as dt
import decimal
import fractions
import json
import pathlib
import socket
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from medialit.grading.shell import tables

LARGEST = 32 << 20
"""The largest message, in bytes."""
_MIB = 1 << 20


Inner = Callable[[Any], Any]
_ITSELF = frozenset({type(None), bool, int, float, str})
"""What JSON says as it is."""


class _Kind(NamedTuple):
    """How values of one class are said, and made again; `inner` does so for what is in them."""

    say: Callable[[Any, Inner], Any]
    make: Callable[[Any, Inner], Any]


def _bounds(value: Any, inner: Inner) -> list[Any]:
    return [inner(one) for one in (value.start, value.stop, value.step)]


def _listed(value: Any, inner: Inner) -> list[Any]:
    return [inner(one) for one in value]


def _pairs(value: Any, inner: Inner) -> list[Any]:
    return [[inner(key), inner(one)] for key, one in value.items()]


def _mapping(said: Any, inner: Inner) -> dict[Any, Any]:
    return {inner(key): inner(one) for key, one in said}


def _text(value: Any, _: Inner) -> str:
    return str(value)


def _date(value: Any, _: Inner) -> str:
    return str(value.isoformat())


def _base64(value: Any, _: Inner) -> str:
    return base64.b64encode(value).decode("ascii")


_KINDS: Mapping[type, _Kind] = {
    tuple: _Kind(_listed, lambda said, inner: tuple(inner(said))),
    set: _Kind(_listed, lambda said, inner: set(inner(said))),
    frozenset: _Kind(_listed, lambda said, inner: frozenset(inner(said))),
    dict: _Kind(_pairs, _mapping),
    collections.OrderedDict: _Kind(_pairs, lambda said, inner: collections.OrderedDict(_mapping(said, inner))),
    collections.Counter: _Kind(_pairs, lambda said, inner: collections.Counter(_mapping(said, inner))),
    collections.deque: _Kind(
        lambda value, inner: [value.maxlen, _listed(value, inner)],
        lambda said, inner: collections.deque(inner(said[1]), said[0]),
    ),
    bytes: _Kind(_base64, lambda said, _: base64.b64decode(said)),
    bytearray: _Kind(_base64, lambda said, _: bytearray(base64.b64decode(said))),
    range: _Kind(_bounds, lambda said, _: range(*said)),
    slice: _Kind(_bounds, lambda said, inner: slice(*inner(said))),
    complex: _Kind(_text, lambda said, _: complex(said)),
    decimal.Decimal: _Kind(_text, lambda said, _: decimal.Decimal(said)),
    type(pathlib.Path()): _Kind(_text, lambda said, _: pathlib.Path(said)),
    fractions.Fraction: _Kind(
        lambda value, _: [value.numerator, value.denominator], lambda said, _: fractions.Fraction(*said)
    ),
    dt.date: _Kind(_date, lambda said, _: dt.date.fromisoformat(said)),
    dt.time: _Kind(_date, lambda said, _: dt.time.fromisoformat(said)),
    dt.datetime: _Kind(_date, lambda said, _: dt.datetime.fromisoformat(said)),
    dt.timedelta: _Kind(
        lambda value, _: [value.days, value.seconds, value.microseconds], lambda said, _: dt.timedelta(*said)
    ),
    type(...): _Kind(lambda _, __: None, lambda _, __: ...),
}
_BY_NAME = {kind.__name__: how for kind, how in _KINDS.items()}


class CannotSay(Exception):
    """A value is no data, and cannot be shown as such."""


class Gone(Exception):
    """The other end does not answer, or not in a way that can be read."""


def encoded(value: Any, keep: Callable[[Any], Mapping[str, Any]]) -> Any:
    """Return a value as JSON.

    Parameters
    ----------
    keep
        Called for what is no data; returns what stands for it, or raises `CannotSay`.
    """
    kind = type(value)
    if kind in _ITSELF:
        return value
    if kind is list:
        return value if _ITSELF.issuperset(map(type, value)) else [encoded(one, keep) for one in value]
    if kind in _KINDS:
        return {"t": kind.__name__, "v": _KINDS[kind].say(value, lambda one: encoded(one, keep))}
    found = tables.encoded(value, lambda one: encoded(one, keep))
    if found is None and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        content = [encoded(one, keep) for one in tuple.__getitem__(value, slice(None))]
        found = {"t": "namedtuple", "v": content, "fields": list(map(str, kind._fields))}
    if found is None:
        plain = _plain_content(value, kind)
        return keep(value) if plain is None else encoded(plain, keep)
    return found


def _plain_content(value: Any, kind: type) -> Any:
    """Return what an object of a class derived from a plain one holds, whatever its class says of itself."""
    if issubclass(kind, tuple):
        return tuple.__getitem__(value, slice(None))
    for base, content in _CONTENT.items():
        if issubclass(kind, base):
            return content(value)
    return None


_CONTENT: Mapping[type, Callable[[Any], Any]] = {
    int: int.__int__,
    float: float.__float__,
    str: str.__str__,
    bytes: lambda value: bytes.__getitem__(value, slice(None)),
    list: lambda value: list.__getitem__(value, slice(None)),
    dict: lambda value: dict(dict.items(value)),
    set: set.copy,
    frozenset: frozenset.copy,
}


def decoded(data: Any, stands_for: Callable[[Mapping[str, Any]], Any]) -> Any:
    """Return the value that JSON says.

    Parameters
    ----------
    stands_for
        Called for what stands for a value that stayed on the other side.

    Raises
    ------
    Gone
        It says no value.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _decoded(data, stands_for)
    except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError, ImportError, AttributeError) as problem:
        raise Gone(f"{type(problem).__name__}: {problem}") from None


def _decoded(data: Any, stands_for: Callable[[Mapping[str, Any]], Any]) -> Any:
    if isinstance(data, list):
        return data if _ITSELF.issuperset(map(type, data)) else [_decoded(one, stands_for) for one in data]
    if not isinstance(data, dict):
        return data
    kind, value = data["t"], data.get("v", ())
    if kind in _BY_NAME:
        return _BY_NAME[kind].make(value, lambda one: _decoded(one, stands_for))
    if kind == "namedtuple":
        return collections.namedtuple("Row", data["fields"], rename=True)(*_decoded(value, stands_for))  # noqa: PYI024
    made = tables.DECODED.get(kind)
    return made(data, lambda one: _decoded(one, stands_for)) if made else stands_for(data)


class Line:
    """One end of a connection over which each message is a length and JSON."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    def send(self, message: Mapping[str, Any]) -> None:
        """Send a message.

        Raises
        ------
        CannotSay
            It is too large, or holds what JSON cannot say.
        Gone
            The other end is closed, or takes too long to read.
        """
        try:
            body = json.dumps(message).encode("ascii")
        except (ValueError, TypeError, RecursionError) as problem:
            raise CannotSay(f"{type(problem).__name__}: {problem}") from None
        if len(body) > LARGEST:
            raise CannotSay(f"{len(body) / _MIB:.0f} MiB")
        try:
            self.sock.sendall(len(body).to_bytes(4, "big") + body)
        except OSError as problem:
            raise Gone(str(problem)) from None

    def receive(self) -> Mapping[str, Any]:
        """Return the next message.

        Raises
        ------
        Gone
            The other end is closed, silent for too long, or sent no message.
        """
        length = int.from_bytes(self._exactly(4), "big")
        if length > LARGEST:
            raise Gone(f"a message of {length} bytes")
        try:
            said = json.loads(self._exactly(length))
        except (ValueError, RecursionError) as problem:
            raise Gone(f"{type(problem).__name__}: {problem}") from None
        if not isinstance(said, dict):
            raise Gone("a message that is none")
        return said

    def ask(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send a message, and return the answer."""
        self.send(message)
        return self.receive()

    def _exactly(self, count: int) -> bytes:
        held = bytearray()
        while len(held) < count:
            try:
                piece = self.sock.recv(min(1 << 20, count - len(held)))
            except OSError as problem:
                raise Gone(str(problem) or type(problem).__name__) from None
            if not piece:
                raise Gone("it has ended")
            held += piece
        return bytes(held)


def names_of(classes: Sequence[type]) -> list[str]:
    """Return the names of those classes that are built in."""
    return [one.__name__ for one in classes if one.__module__ == "builtins"]
