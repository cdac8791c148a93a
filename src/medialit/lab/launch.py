"""Starting JupyterLab for a student: on this machine only, without news, updates or a teacher's panels."""

import contextlib
import json
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from collections.abc import Iterator
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from types import FrameType

import click

from medialit import settings
from medialit.errors import MissingProgram, NotSaved
from medialit.i18n import Language

HOST = "127.0.0.1"
PATIENCE_S = 90
STOP_S = 10


def run(folder: Path, language: Language, *, port: int = 8888, browser: bool = True) -> int:
    """Start JupyterLab in `folder`, open START, wait until it ends, and return its exit code.

    Parameters
    ----------
    language
        The language of JupyterLab's menus and of the START page that opens.
    port
        The first port to try.
    browser
        Open a browser; otherwise the address is printed on stdout.

    Raises
    ------
    MissingProgram
        JupyterLab is not installed, did not start, or would let everybody in.
    NotSaved
        Its settings cannot be written.
    """
    home = settings.read().home / "lab" / language.value
    try:
        config = _config(home, language)
    except OSError as problem:
        raise NotSaved(
            f"JupyterLab's settings cannot be written to {home}: {problem.strerror or problem}",
            "name a folder that you may write in with the variable MEDIALIT_HOME",
        ) from problem
    free, token = _free_port(port), secrets.token_hex(24)
    with _stopped_by_signals():
        server = subprocess.Popen(
            _command(folder, language, free),
            env=settings.for_lab(home, config, language, token),
            cwd=home,  # JupyterLab would also read a configuration that lies where it is started
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        try:
            _wait(server, free, token)
            _say_where(f"http://{HOST}:{free}/lab/tree/START.{language.value}.ipynb?token={token}", browser=browser)
            assert server.stderr is not None  # noqa: S101  # PIPE
            for _ in server.stderr:  # keep the pipe empty; nothing in it is for a student
                pass
            return server.wait()
        except KeyboardInterrupt:
            click.echo("\nJupyterLab stops. Your answers are saved.", err=True)
            return 0
        finally:
            _stop(server)


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Treat being ended, or a closed terminal, like Ctrl+C: no server is left behind."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    ends = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    main = threading.current_thread() is threading.main_thread()  # no other thread may set handlers
    before = {one: signal.signal(one, stop) for one in ends if main}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _say_where(address: str, *, browser: bool) -> None:
    """Open the address, or print it on stdout."""
    if browser and webbrowser.open(address):
        click.echo(f"JupyterLab is open in your browser. Stop it with Ctrl+C.\n{address}", err=True)
    else:
        click.echo(address)
        click.echo("Open this address in a browser. Stop JupyterLab with Ctrl+C.", err=True)


def _command(folder: Path, language: Language, port: int) -> list[str]:
    """Return the command that starts JupyterLab."""
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder.resolve()}",
        f"--LabApp.default_url=/lab/tree/START.{language.value}.ipynb",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        "--ServerApp.log_level=ERROR",
    ]


def _config(home: Path, language: Language) -> Path:
    """Write JupyterLab's configuration for this language and return its folder."""
    shipped = files("medialit.lab") / "config"
    labconfig = home / "config" / "labconfig"
    labconfig.mkdir(parents=True, exist_ok=True)
    overrides = json.loads((shipped / "default_setting_overrides.json").read_text("utf-8"))
    overrides["@jupyterlab/translation-extension:plugin"] = {"locale": language.jupyter}
    (labconfig / "default_setting_overrides.json").write_text(json.dumps(overrides, indent=1), "utf-8")
    (labconfig / "page_config.json").write_text((shipped / "page_config.json").read_text("utf-8"), "utf-8")
    return home / "config"


def _free_port(first: int) -> int:
    """Return the first free port from `first` on, or any free one."""
    for port in [*range(first, min(first + 50, 65536)), 0]:
        with contextlib.closing(socket.socket()) as one:
            if sys.platform != "win32":
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind((HOST, port))
            except OSError:
                continue
            return int(one.getsockname()[1])
    raise MissingProgram("no port is free on this machine", "close some programs and try again")


def _wait(server: "subprocess.Popen[bytes]", port: int, token: str) -> None:
    """Wait until the server answers those who have the token, and nobody else; say why if it does not."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if server.poll() is not None:
            said = server.stderr.read().decode(errors="replace") if server.stderr else ""
            last = next((line for line in reversed(said.splitlines()) if line.strip()), "it said nothing")
            raise MissingProgram(f"JupyterLab did not start: {last.strip()}", "see what is missing: medialit doctor")
        if _answers(port, f"?token={token}"):
            if _answers(port, ""):
                raise MissingProgram(
                    "Jupyter's configuration on this machine lets everybody in, without a token",
                    "take the empty token out of the files in the folders that `jupyter --paths` lists",
                )
            return
        time.sleep(0.1)
    raise MissingProgram(f"JupyterLab did not answer within {PATIENCE_S} s", "try again; see medialit doctor")


def _answers(port: int, query: str) -> bool:
    """Return whether the server tells its state to whoever asks like this."""
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # this machine needs no proxy
    try:
        with straight.open(f"http://{HOST}:{port}/api/status{query}", timeout=2) as reply:
            return bool(reply.status == HTTPStatus.OK)
    except OSError:  # every refusal is one: urllib.error.URLError
        return False


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """End the server and its kernels."""
    if server.poll() is None:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(STOP_S)
        except subprocess.TimeoutExpired:
            server.kill()
