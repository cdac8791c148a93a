"""The doctor names what is missing, and the remedy."""

import importlib.metadata
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from medialit import content, doctor
from medialit.errors import BadContent
from medialit.finding import Level


@pytest.fixture
def examined(tmp_path):
    """Examine a folder that may be written, and return the findings that are not fine."""

    def examine(folder=tmp_path):
        return {one.level: one for one in doctor.examine(folder) if one.level is not Level.OK}

    return examine


def _missing(name):
    real = importlib.metadata.version

    def version(asked):
        if asked == name:
            raise importlib.metadata.PackageNotFoundError(name)
        return real(asked)

    return version


def test_a_missing_package_is_a_problem_with_the_command_that_installs_it(monkeypatch, examined):
    monkeypatch.setattr(importlib.metadata, "version", _missing("jupyterlab-language-pack-zh-CN"))
    found = examined()[Level.PROBLEM]
    assert "JupyterLab in Chinese" in found.what
    assert found.remedy == "pip install jupyterlab-language-pack-zh-CN"


def test_a_missing_alembic_is_a_problem(monkeypatch, examined):
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "alembic" else f"/bin/{name}")
    assert "alembic is missing" in examined()[Level.PROBLEM].what


def test_an_installation_without_its_lessons_is_a_problem(monkeypatch, examined):
    def folder(_name):
        raise BadContent("no folder", "install it again")

    monkeypatch.setattr(content, "folder", folder)
    assert examined()[Level.PROBLEM].remedy == "install it again"


def test_a_slow_disk_is_a_warning(monkeypatch, examined):
    monkeypatch.setattr(doctor, "SLOW_SAVE_MS", -1)
    assert "network drive" in examined()[Level.WARNING].remedy


def test_a_formgrader_that_is_off_is_a_warning(monkeypatch, examined, tmp_path):
    monkeypatch.setattr("jupyter_core.paths.jupyter_config_path", lambda: [str(tmp_path)])
    assert "Formgrader is not switched on" in examined()[Level.WARNING].what


def test_a_machine_without_a_chinese_font_gets_a_note(monkeypatch, examined):
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_more: SimpleNamespace(stdout=b"\n"))
    assert "Noto Sans CJK" in examined()[Level.NOTE].remedy


def test_a_machine_without_a_browser_gets_a_note(monkeypatch, examined):
    real = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name in doctor._BROWSERS else real(name))
    assert "--no-browser" in examined()[Level.NOTE].remedy


def test_a_machine_without_a_sandbox_is_told_with_what_to_do(monkeypatch, examined):
    from medialit.grading import sandbox

    nothing, require = sandbox.Probed(level=sandbox.Level.NONE, tried=()), sandbox.require
    monkeypatch.setattr(sandbox, "require", lambda: require(nothing))
    found = examined()[Level.NOTE]
    assert "cannot be walled off" in found.what
    assert "--unsandboxed" in found.remedy
