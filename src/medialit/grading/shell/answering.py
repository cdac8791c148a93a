"""The process of a student's code while it is judged from outside: it runs cells, and answers what is asked of names.

It is asked for values and calls only, and is never told what is expected. Whatever it answers is data to whoever asks.
"""

import asyncio
import contextlib
import copy
import io
import itertools
import signal
import socket
import sys
import types
from collections.abc import Iterator, Mapping
from typing import Any

from medialit.grading.shell.values import CannotSay, Gone, Line, decoded, encoded, names_of

_KEPT = 10_000
_MUTABLE = (list, dict, set, bytearray)
_SAID_CHARS = 1_000_000


class Answering:
    """Answers the questions about one notebook."""

    def __init__(self, shell: Any, seconds: float) -> None:
        self._shell, self._seconds = shell, seconds
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        self._kept: dict[int, Any] = {}
        self._numbers = itertools.count()
        self._ways = {
            "get": self._get,
            "call": self._call,
            "attribute": self._attribute,
            "item": self._item,
            "length": self._length,
            "iterate": self._iterate,
            "next": self._next,
        }

    def answer(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the answer to one question; an error of the student's code is an answer, too."""
        if asked["do"] == "cell":
            self._run(asked["source"])
            return {}
        said, complained = io.StringIO(), io.StringIO()
        try:
            with self._in_time(), contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
                found: Mapping[str, Any] = self._ways[asked["do"]](asked)
        except CannotSay as problem:
            return {"cannot": str(problem)}
        except BaseException as problem:  # noqa: BLE001  # whatever a student raises
            found = {"error": names_of(type(problem).__mro__), "text": _text(problem)}
        return {**found, "out": said.getvalue()[:_SAID_CHARS], "err": complained.getvalue()[:_SAID_CHARS]}

    def _run(self, source: str) -> None:
        """Run a cell as ipykernel does; what it shows goes nowhere."""
        transformed, problem = source, None
        try:
            transformed = self._shell.transform_cell(source)
        except Exception:  # noqa: BLE001  # the shell shows it
            problem = sys.exc_info()
        running = self._shell.run_cell_async(
            source, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=problem
        )
        with contextlib.suppress(BaseException), self._in_time():
            self._loop.run_until_complete(running)

    @contextlib.contextmanager
    def _in_time(self) -> Iterator[None]:
        """Interrupt what takes longer than a cell may."""
        before = signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, self._seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def _get(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        space = self._shell.user_ns
        return {"value": self._encoded(space[asked["name"]])} if asked["name"] in space else {"missing": True}

    def _call(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        called, arguments = self._kept[asked["of"]], decoded(copy.deepcopy(asked["args"]), self._own)
        named = {name: decoded(one, self._own) for name, one in asked["named"].items()}
        value = self._encoded(called(*arguments, **named))
        changed = [
            [place, after]
            for place, (one, before) in enumerate(zip(arguments, asked["args"], strict=True))
            if isinstance(one, _MUTABLE) and (after := self._encoded(one)) != before
        ]
        return {"value": value, "changed": changed}

    def _attribute(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"value": self._encoded(getattr(self._kept[asked["of"]], asked["name"]))}

    def _item(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"value": self._encoded(self._kept[asked["of"]][decoded(asked["key"], self._own)])}

    def _length(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"value": len(self._kept[asked["of"]])}

    def _iterate(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"value": self._encoded(iter(self._kept[asked["of"]]))}

    def _next(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            return {"value": self._encoded(next(self._kept[asked["of"]]))}
        except StopIteration:
            return {"end": True}

    def _encoded(self, value: Any) -> Any:
        try:
            return encoded(value, self._keep)
        except RecursionError:
            raise CannotSay("something that holds itself") from None

    def _keep(self, value: Any) -> Mapping[str, Any]:
        """Keep what is no data, and return what stands for it."""
        if isinstance(value, types.ModuleType):
            return {"t": "module", "v": value.__name__}
        if len(self._kept) >= _KEPT:
            raise CannotSay("too many objects")
        number = next(self._numbers)
        self._kept[number] = value
        return {"t": "own", "v": number, "kind": _kind(value), "of": str(type(value).__name__)}

    def _own(self, data: Mapping[str, Any]) -> Any:
        return self._kept[data["v"]]


def _kind(value: Any) -> str:
    if isinstance(value, type):
        return "class"
    if isinstance(value, types.FunctionType | types.BuiltinFunctionType | types.MethodType):
        return "function"
    return "iterator" if hasattr(type(value), "__next__") else "object"


def _text(problem: Any) -> str:
    try:
        return str(problem)[:500]
    except BaseException:  # noqa: BLE001  # a student's own exception
        return ""


def serve(app: Any, sock: socket.socket, seconds: float) -> None:
    """Answer until the other end is closed."""
    kernel = app.kernel
    kernel.shell.init_history()  # no handle of a database may be shared with a fork
    kernel.shell.init_user_ns()
    kernel._allow_stdin = False  # noqa: SLF001  # as nbclient asks for it
    kernel.shell.display_formatter.format = lambda *_, **__: ({}, {})  # nobody looks at what cells show here
    kernel.shell.InteractiveTB.set_mode("Minimal")
    kernel.io_loop = types.SimpleNamespace(call_later=lambda *_: None, stop=lambda: None)
    line, answering = Line(sock), Answering(kernel.shell, seconds)
    with contextlib.suppress(Gone):
        while True:
            found = answering.answer(line.receive())
            try:
                line.send(found)
            except CannotSay as problem:
                line.send({"cannot": str(problem)})
