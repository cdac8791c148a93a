"""`medialit lab` starts a JupyterLab of its own: quiet, for this person only, and gone when it is stopped.

What a browser shows of it is tested in `tests/e2e/test_lab.py`.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from urllib.error import HTTPError
from urllib.parse import urlsplit

import psutil
import pytest

from medialit import curriculum

OPEN_HOUSE = """
c.IdentityProvider.token = ""
c.ServerApp.token = ""
c.ServerApp.base_url = "/elsewhere/"
c.ServerApp.ip = "0.0.0.0"
"""


class Started:
    """A running `medialit lab`, whose owner has a Jupyter configuration for another purpose."""

    def __init__(self, home, language="en", config=OPEN_HOUSE, path_config="", port="8888"):
        self.home, self.folder = home, home / "lessons"
        for name, text in {"own": config, "named": path_config}.items():
            (home / name).mkdir(parents=True, exist_ok=True)
            (home / name / "jupyter_server_config.py").write_text(text, "utf-8")
        env = os.environ | {
            "HOME": str(home),
            "MEDIALIT_HOME": str(home / "medialit"),
            "JUPYTER_CONFIG_DIR": str(home / "own"),
            "JUPYTER_CONFIG_PATH": str(home / "named"),
            "JUPYTER_RUNTIME_DIR": str(home / "run"),
            "JUPYTER_DATA_DIR": str(home / "data"),
            "IPYTHONDIR": str(home / "ipython"),
        }
        command = [sys.executable, "-m", "medialit", "lab", str(self.folder), "--language", language, "--no-browser"]
        self.process = subprocess.Popen(
            [*command, "--port", port],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.url = self.process.stdout.readline().strip()
        self.parts = urlsplit(self.url)

    def get(self, path, *, token=True):
        """What the server answers at `path`, as text."""
        query = f"?{self.parts.query}" if token else ""
        with urllib.request.urlopen(f"http://{self.parts.netloc}{path}{query}", timeout=20) as reply:
            return reply.read().decode()

    def family(self):
        return psutil.Process(self.process.pid).children(recursive=True)

    def servers(self):
        """What it and its family listen at; some of them end while one asks."""
        found = []
        for one in self.family():
            with contextlib.suppress(psutil.NoSuchProcess):
                found += [there.laddr for there in one.net_connections("tcp") if there.status == "LISTEN"]
        return found

    def stop(self, number=signal.SIGINT):
        """End it, and return its exit code and what it said on stderr."""
        if self.process.poll() is None:
            os.kill(self.process.pid, number)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    running = Started(tmp_path_factory.mktemp("home"), "zh")
    yield running
    running.stop()


def page_config(lab):
    text = lab.get("/lab")
    return json.loads(text.split('id="jupyter-config-data" type="application/json">')[1].split("</script>")[0])


def test_it_prints_the_address_of_start_with_its_token(lab):
    assert lab.parts.hostname == "127.0.0.1"
    assert lab.parts.path == "/lab/tree/START.zh.ipynb"
    assert len(lab.parts.query) > 30


def test_nobody_gets_in_without_the_token_whatever_the_owners_own_configuration_says(lab):
    with pytest.raises(HTTPError, match="403"):
        lab.get("/api/contents", token=False)
    names = {one["name"] for one in json.loads(lab.get("/api/contents"))["content"]}
    assert names == {*(plan.id for plan in curriculum.lessons()), "START.zh.ipynb"}


def test_it_listens_on_this_machine_only(lab):
    servers = lab.servers()
    assert lab.parts.port in {one.port for one in servers}
    assert {one.ip for one in servers} == {"127.0.0.1"}


def test_news_extension_manager_and_teachers_panels_are_off(lab):
    off = page_config(lab)["disabledExtensions"]
    off = set(off) if isinstance(off, list) else {name for name, value in off.items() if value}
    assert off >= {
        "@jupyterlab/apputils-extension:announcements",
        "@jupyterlab/extensionmanager-extension",
        "@jupyter/nbgrader",
    }


def test_its_settings_are_those_of_a_student(lab):
    def setting(name):
        overrides = json.loads(
            (lab.home / "medialit/lab/zh/config/labconfig/default_setting_overrides.json").read_text()
        )
        schema = json.loads(lab.get(f"/lab/api/settings/{name}"))["schema"]["properties"]
        return {key: schema[key]["default"] for key in overrides[name]}

    assert setting("@jupyterlab/docmanager-extension:plugin") == {"autosave": True, "autosaveInterval": 20}
    assert setting("@jupyterlab/translation-extension:plugin") == {"locale": "zh_CN"}
    assert setting("@jupyterlab/notebook-extension:tracker") == {"windowingMode": "none"}
    quiet = setting("@jupyterlab/apputils-extension:notification")
    assert quiet == {"fetchNews": "false", "checkForUpdates": False}


def test_what_the_owner_has_for_jupyter_is_left_as_it_was(lab):
    assert [one.name for one in (lab.home / "own").iterdir()] == ["jupyter_server_config.py"]


def test_a_taken_port_means_the_next_one_and_ctrl_c_ends_it_all(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        running = Started(tmp_path, port=str(taken))
        assert running.parts.port not in {None, taken}
    family = running.family()
    code, said = running.stop()
    assert (code, said.strip().splitlines()[-1]) == (0, "JupyterLab stops. Your answers are saved.")
    assert family
    assert not [one for one in family if one.is_running()]


def test_no_server_is_left_behind_when_the_command_is_ended(tmp_path):
    running = Started(tmp_path)
    family = running.family()
    assert running.stop(signal.SIGTERM)[0] == 0
    assert family
    assert not [one for one in family if one.is_running()]


def test_a_configuration_that_lets_everybody_in_is_refused(tmp_path):
    running = Started(tmp_path, path_config='c.IdentityProvider.token = ""\n')
    code, said = running.stop()
    assert (code, running.url) == (1, "")
    assert "lets everybody in" in said
    assert "Traceback" not in said


def test_a_server_that_cannot_start_is_said_in_two_lines(tmp_path):
    running = Started(tmp_path, path_config='c.ServerApp.certfile = "nowhere.pem"\n')
    code, said = running.stop()
    assert code == 1
    first, second = said.strip().splitlines()[-2:]
    assert first.startswith("medialit: JupyterLab did not start: ")
    assert "medialit doctor" in second


def test_a_home_that_cannot_be_written_is_said_in_two_lines(tmp_path):
    (tmp_path / "medialit").write_text("a file where the folder should be", "utf-8")
    code, said = Started(tmp_path).stop()
    assert code == 1
    assert "MEDIALIT_HOME" in said.strip().splitlines()[-1]
