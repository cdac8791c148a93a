"""The process that judges from outside: it runs the teacher's tests, and asks the student's process for data and calls.

No line of the student's runs here, and what is expected never leaves. A test sees plain values, and in place of a
function or an object something that asks for it. What such a thing cannot say of itself without being believed, whether
it equals something, whether it is true, is not judged at all: the test then cannot tell.
"""

import ast
import asyncio
import builtins
import contextlib
import io
import socket
import sys
import types
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

from medialit.grading.shell.values import CannotSay, Gone, Line, decoded, encoded

_ERRORS = {
    name: one
    for name in dir(builtins)
    if isinstance(one := getattr(builtins, name), type) and issubclass(one, Exception)
}
_ENDS_A_LOOP = {"StopIteration", "StopAsyncIteration", "GeneratorExit"}
"""Errors of a student's code that no test may see: `all(map(…))` would take one for the end, and be true."""
_OPERATORS = (
    "eq ne lt le gt ge hash contains repr str format bytes int float complex index round neg pos abs invert add radd "
    "sub rsub mul rmul matmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow and or xor lshift rshift iadd isub "
    "imul enter exit setitem delitem delattr dir reduce_ex copy deepcopy instancecheck subclasscheck"
)
_MAY_END = 5.0
"""How much longer than a cell may take its answer is waited for, in seconds."""


class CannotTell(BaseException):
    """A test asks for what only the student's process could decide."""


class Student:
    """The other process, as tests see it."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.why_not, self.used = "", set[str]()

    def begin(self) -> None:
        """Forget what the last test asked."""
        self.why_not, self.used = "", set()

    def cannot(self, why: str) -> NoReturn:
        """Note that this test cannot be judged here, whatever it makes of it, and raise."""
        self.why_not = self.why_not or why
        raise CannotTell(why)

    def run(self, source: str) -> None:
        """Let a cell be run there."""
        with contextlib.suppress(Gone, CannotSay):
            self._line.ask({"do": "cell", "source": source})

    def ask(self, do: str, **more: Any) -> Mapping[str, Any]:
        """Ask; raise an error of the student's as the built-in one that it is."""
        try:
            said = self._line.ask({"do": do, **more})
        except (Gone, CannotSay) as problem:
            self.cannot(f"no answer: {problem}")
        sys.stdout.write(str(said.get("out", "")))
        sys.stderr.write(str(said.get("err", "")))
        if "cannot" in said:
            self.cannot(str(said["cannot"]))
        if "error" in said:
            self._raise(said)
        return said

    def value(self, data: Any) -> Any:
        """Return the value that an answer says."""
        try:
            return decoded(data, self._stands_for)
        except Gone as problem:
            self.cannot(f"an unreadable value: {problem}")

    def data(self, value: Any) -> Any:
        """Return a value of a test's as it travels there."""
        try:
            return encoded(value, self._travels)
        except CannotSay as problem:
            self.cannot(str(problem))

    def _stands_for(self, data: Mapping[str, Any]) -> Any:
        if data["t"] == "module":
            self.cannot(f"the module {data['v']}, which the teacher does not import")
        if data["t"] != "own":
            raise ValueError(f"a value of the kind {data['t']}")
        kind = str(data.get("kind"))
        self.used.add(kind)
        return (_Iterator if kind == "iterator" else _Its)(self, int(data["v"]), kind, str(data.get("of")))

    def _travels(self, value: Any) -> Mapping[str, Any]:
        if type(value) in {_Its, _Iterator}:
            return {"t": "own", "v": object.__getattribute__(value, "_number")}
        raise CannotSay(f"a test hands over a {type(value).__name__}")

    def _raise(self, said: Mapping[str, Any]) -> NoReturn:
        names = [str(one) for one in said["error"]] if isinstance(said["error"], list) else []
        if _ENDS_A_LOOP & set(names):
            self.cannot("it raises what ends a loop")
        known = next((_ERRORS[one] for one in names if one in _ERRORS), Exception)
        try:
            raised = known(str(said.get("text", "")))
        except TypeError:  # a UnicodeDecodeError wants five arguments
            self.cannot(f"it raises a {known.__name__}")
        raise raised


def _not_believed(name: str) -> Any:
    def method(self: Any, *_: Any) -> None:
        object.__getattribute__(self, "_student").cannot(f"what {name} of an object says")

    return method


class _Its:
    """Something of the student's that is no data: it is asked for data, what it claims of itself is not believed."""

    __slots__ = ("_kind", "_number", "_of", "_student")
    __class__ = property(_not_believed("__class__"))  # `isinstance` looks here

    def __init__(self, student: Student, number: int, kind: str, of: str) -> None:
        for name, value in (("_student", student), ("_number", number), ("_kind", kind), ("_of", of)):
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("_ipython", "_repr_")):
            raise AttributeError(name)
        return self._student.value(self._student.ask("attribute", of=self._number, name=name)["value"])

    def __setattr__(self, name: str, value: Any) -> None:
        self._student.cannot("a test changes an object")

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        student = self._student
        args = [student.data(one) for one in arguments]
        said = student.ask("call", of=self._number, args=args, named={k: student.data(v) for k, v in named.items()})
        for place, after in said.get("changed", ()):
            _change(arguments[place], student.value(after))
        return student.value(said["value"])

    def __getitem__(self, key: Any) -> Any:
        asked = self._student.ask("item", of=self._number, key=self._student.data(key))
        return self._student.value(asked["value"])

    def __iter__(self) -> Any:
        return self._student.value(self._student.ask("iterate", of=self._number)["value"])

    def __len__(self) -> int:
        said = self._student.ask("length", of=self._number)["value"]
        return said if type(said) is int and said >= 0 else self._student.cannot("a length that is none")

    def __bool__(self) -> bool:
        return True if self._kind in {"function", "class"} else self._student.cannot("whether an object is true")

    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        return self.__getattr__("__doc__")


class _Iterator(_Its):
    """An iterator of the student's; what it yields is data."""

    __slots__ = ()

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> Any:
        said = self._student.ask("next", of=self._number)
        if said.get("end"):
            raise StopIteration
        return self._student.value(said["value"])


for _name in _OPERATORS.split():
    setattr(_Its, f"__{_name}__", _not_believed(f"__{_name}__"))


def _change(argument: Any, after: Any) -> None:
    """Do to an argument what the student's function did to its copy."""
    if (type(argument) is list and type(after) is list) or (type(argument) is bytearray and type(after) is bytearray):
        argument[:] = after
    elif type(argument) in {dict, set} and type(after) is type(argument):
        argument.clear()
        argument.update(after)


class Names(dict[str, Any]):
    """The names of a test: its own, the teacher's, those of Python, and those of the student.

    Parameters
    ----------
    imports
        What the teacher's notebook imports, as module and attribute, by the name that it gets.
    shared
        Names of the teacher's that the student's code makes or changes, too.
    """

    def __init__(self, student: Student, imports: Mapping[str, list[str]], shared: frozenset[str]) -> None:
        super().__init__(__builtins__=builtins, __name__="__main__", __doc__=None)
        self._own = frozenset(self)
        self._student, self._imports, self._shared = student, imports, shared
        self._kept: dict[str, Any] = {}
        self._asked: dict[str, Any] = {}

    def __missing__(self, name: str) -> Any:
        kept = self._kept.get(name)
        if name in self._kept and (name not in self._shared or callable(kept) or isinstance(kept, types.ModuleType)):
            return kept
        if name in self._imports and (found := self._imported(name)) is not None:
            return found
        if hasattr(builtins, name):
            raise KeyError(name)
        said = self._student.ask("get", name=name)
        if not said.get("missing"):
            # Asked once: no value changes between two looks of a test.
            self[name] = self._asked[name] = found = self._student.value(said["value"])
            return found
        if name in self._kept:
            return kept
        raise KeyError(name)

    def _imported(self, name: str) -> Any:
        module, attribute = self._imports[name]
        try:
            found = import_module(module)
            return getattr(found, attribute) if attribute else found
        except Exception:  # noqa: BLE001  # then it is the student's, or nobody's
            return None

    def settle(self) -> None:
        """Keep what a cell of the teacher's made; forget what was asked for."""
        for name in set(self) - self._own:
            value = self.pop(name)
            if name not in self._asked or self._asked[name] is not value:
                self._kept[name] = value
        self._asked.clear()


def judge(student: Student, names: Names, source: str) -> Mapping[str, Any]:
    """Run a test; return its outputs in nbformat's words, whether it could be told, and what it asked for."""
    student.begin()
    said, complained = io.StringIO(), io.StringIO()
    outputs: list[Mapping[str, Any]] = []
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
            shown = _run(source, names)
        if shown is not None:
            outputs.append({"output_type": "execute_result", "data": {"text/plain": shown}, "metadata": {}})
    except CannotTell:
        pass
    except BaseException as problem:  # noqa: BLE001  # whatever a test raises
        outputs.append(_error(problem))
    finally:
        names.settle()
    if complained.getvalue():
        outputs.insert(0, {"output_type": "stream", "name": "stderr", "text": complained.getvalue()[:1000]})
    return {"outputs": outputs, "cannot": student.why_not, "used": sorted(student.used)}


def _error(problem: BaseException) -> Mapping[str, Any]:
    try:
        text = str(problem)[:500]
    except BaseException:  # noqa: BLE001
        text = ""
    return {"output_type": "error", "ename": type(problem).__name__, "evalue": text, "traceback": []}


def _run(source: str, names: Names) -> str | None:
    """Run a cell; return how its last value is shown."""
    from IPython.core.inputtransformer2 import TransformerManager
    from IPython.lib.pretty import pretty

    tree = ast.parse(TransformerManager().transform_cell(source))
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    _finished(eval(_compiled(tree), names))  # noqa: S307  # the teacher's test
    if last is None:
        return None
    value = _finished(eval(_compiled(ast.Expression(last.value)), names))  # noqa: S307
    return None if value is None or source.rstrip().endswith(";") else pretty(value)


def _compiled(tree: Any) -> Any:
    kind = "eval" if isinstance(tree, ast.Expression) else "exec"
    return compile(tree, "<test>", kind, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


def _finished(value: Any) -> Any:
    """Return what a cell with an `await` gives in the end."""
    return asyncio.run(value) if asyncio.iscoroutine(value) else value


def _refuse_pickles(student: Student, event: str, _: Any) -> None:
    """Let nothing be unpickled that names code: a file of the student's could be one."""
    if event == "pickle.find_class":
        student.cannot("a test unpickles something")


def serve(worker: socket.socket, student: socket.socket) -> None:
    """Judge one notebook: take the cells from the worker, and send back what each test gave."""
    line, other = Line(worker), Student(Line(student))
    sys.addaudithook(partial(_refuse_pickles, other))
    asked = line.receive()
    student.settimeout(asked["seconds"] + _MAY_END)
    names = Names(other, asked["imports"], frozenset(asked["shared"]))
    found = {}
    for cell in asked["cells"]:
        if cell["kind"] != "test":
            other.run(cell["source"])
        if cell["kind"] != "student":
            line.ask({"look": True})  # what the student's code wrote is shown here now
            result = judge(other, names, cell["source"])
            if cell["kind"] == "test":
                found[cell["name"]] = result
    line.send({"found": found})


__all__ = ["CannotTell", "Names", "Student", "judge", "serve"]
