"""nbgrader's own server extension, in a Jupyter server of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request


@contextlib.contextmanager
def serving(folder):
    """Start formgrader in a course, without a password; yield its address, which may not answer yet."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", f"--ServerApp.port={port}",
        "--IdentityProvider.token=", "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
    ]  # fmt: skip
    nothing = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=folder, stdout=nothing, stderr=nothing, start_new_session=True)
    try:
        yield f"http://127.0.0.1:{port}/formgrader"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def answer_of(url, patience_s=60):
    """Return what an address answers, as soon as it does."""
    until = time.monotonic() + patience_s
    while True:
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310  # our own server
                return answer.read()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
