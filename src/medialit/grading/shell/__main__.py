"""The server: `python -m medialit.grading.shell HANDLE JSON`. It imports, and then does one thing only: it forks.

A fork is the kernel of a notebook, or one of the two that judge it from outside.
"""

import array
import contextlib
import gc
import importlib
import io
import json
import os
import signal
import socket
import sys
import threading
import time
import traceback
import warnings
from pathlib import Path
from typing import Any

from medialit.grading.sandbox import Level, Limits, enter
from medialit.grading.shell import answering, judging, kernel

_HANDLES = 4


def preload(modules: list[str]) -> list[str]:
    """Import modules; return those that said something, warned or failed, in which a fork would differ."""
    noisy = []
    for name in modules:
        said, streams = io.StringIO(), (sys.stdout, sys.stderr)
        sys.stdout = sys.stderr = said
        try:
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always")
                importlib.import_module(name)
        except Exception:  # noqa: BLE001  # a notebook that imports it will see the error itself
            noisy.append(name)
        else:
            if said.getvalue() or any(one.category is not DeprecationWarning for one in warned):
                noisy.append(name)
        finally:
            sys.stdout, sys.stderr = streams
    return noisy


def use_once() -> None:
    """Let libraries load what they load when they are first used, which every fork would do anew.

    Nothing is left behind: no figure that pyplot knows, no option, no number drawn.
    """
    for name, use in (("plotly", _use_plotly), ("pandas", _use_pandas), ("matplotlib", _use_matplotlib)):
        if name in sys.modules:
            with contextlib.suppress(Exception):
                use()


def _use_plotly() -> None:
    importlib.import_module("medialit.grading.lighter")
    importlib.import_module("plotly.io._renderers")
    graphs = importlib.import_module("plotly.graph_objects")
    drawn = [graphs.Figure(kind(x=["a"], y=[1])) for kind in (graphs.Bar, graphs.Scatter)]
    if "plotly.express" in sys.modules:
        express = sys.modules["plotly.express"]
        drawn += [kind(x=["a"], y=[1], title="a") for kind in (express.bar, express.scatter, express.line)]
    for one in drawn:
        one.update_layout(title_text="a", xaxis_title="a", yaxis={"rangemode": "tozero", "range": [0, 1]})
        _ = one.layout.title.text, one.layout.yaxis.range, one.data[0].type, one.to_json()


def _use_pandas() -> None:
    table = sys.modules["pandas"].read_csv(io.StringIO("name,number,other\na,1,1.5\nb,,2\n"))
    table["name"] = table["name"].str.lower()
    few = table.dropna(subset=["number"])
    few.groupby("name")["number"].mean().sort_values(ascending=False).reset_index().describe()
    table.merge(few, on="name").head()._repr_html_()
    repr(table)


def _use_matplotlib() -> None:
    figure = importlib.import_module("matplotlib.figure").Figure()
    importlib.import_module("matplotlib.backends.backend_agg").FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.plot([1, 2], label="a")
    axes.bar(["a", "b"], [1, 2])
    axes.set_title("a")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")


def forget_warnings() -> None:
    """Let every warning that is shown once be shown again in each fork."""
    for module in list(sys.modules.values()):
        registry = getattr(module, "__dict__", {}).get("__warningregistry__")
        if registry:
            registry.clear()


def begin(request: dict[str, Any], handles: list[int]) -> None:
    """Give this fork what one notebook's process has: its folder, its environment, its walls."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number, handle in enumerate((nothing, handles[1], handles[2])):
        os.dup2(handle, number)
    for handle in (nothing, handles[1], handles[2]):
        os.close(handle)
    if request["confine"]:
        walls = request["confine"]
        enter(Level(walls["level"]), Path(walls["work"]), Limits(**walls["limits"]), keep=[handles[0], *handles[3:]])
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()  # unlike `random`, its old generator is not seeded anew by a fork


def child(app: Any, request: dict[str, Any], handles: list[int]) -> int:
    """Serve one notebook; return the exit code."""
    try:
        begin(request, handles)
        sock = socket.socket(fileno=handles[0])
        if request["role"] == "kernel":
            kernel.serve(app, sock)
        elif request["role"] == "answering":
            answering.serve(app, sock, request["seconds"])
        else:
            judging.serve(sock, socket.socket(fileno=handles[3]))
    except BaseException:  # noqa: BLE001  # nothing may unwind into the server's own loop
        with contextlib.suppress(OSError):
            os.write(2, traceback.format_exc().encode("utf-8", "replace"))
        return 1
    return 0


def reap() -> None:
    """Take in the forks that ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def main() -> None:
    """Get ready, say so, and fork for each request until the other end is closed."""
    control, asked = socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2])
    begun = time.monotonic()
    sys.path[:] = [one for one in sys.path if one not in {"", "/"}]  # `-m` has put the server's own folder there
    app = kernel.built()
    noisy = preload(asked["preload"])
    use_once()
    kernel.warm_up(app)
    threads = threading.active_count()
    forget_warnings()
    gc.collect()
    gc.freeze()
    ready = {"noisy": noisy, "threads": threads, "boot_s": time.monotonic() - begun, "pid": os.getpid()}
    control.send(json.dumps(ready).encode())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        data, ancillary, _, _ = control.recvmsg(1 << 20, socket.CMSG_SPACE(_HANDLES * 4))
        reap()
        if not data:
            os._exit(0)
        handles: list[int] = []
        for level, kind, content in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                handles += list(array.array("i", content))
        process = os.fork()
        if process == 0:
            control.close()
            os._exit(child(app, json.loads(data), handles))
        for handle in handles:
            os.close(handle)
        control.send(json.dumps({"pid": process}).encode())


if __name__ == "__main__":
    main()
