"""Starting JupyterLab for a student: on this machine only, without news, updates or a teacher's panels."""

import json
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path

import click

from medialit import settings
from medialit.errors import MissingProgram, NotSaved
from medialit.i18n import Language
from medialit.loopback import HOST, free_port, say_where, stopped_by_signals

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
    free, token = free_port(port), secrets.token_hex(24)
    with stopped_by_signals():
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
            address = f"http://{HOST}:{free}/lab/tree/START.{language.value}.ipynb?token={token}"
            say_where(address, "JupyterLab", browser=browser)
            assert server.stderr is not None  # noqa: S101  # PIPE
            for _ in server.stderr:  # keep the pipe empty; nothing in it is for a student
                pass
            return server.wait()
        except KeyboardInterrupt:
            click.echo("\nJupyterLab stops. Your answers are saved.", err=True)
            return 0
        finally:
            _stop(server)


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
