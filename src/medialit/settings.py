"""Settings, read once from the environment: this is the only file that looks at it.

``MEDIALIT_LANGUAGE``
    ``en`` or ``zh``: the language of widgets and messages. By default the system's.
``MEDIALIT_AUTHOR``
    The author id that is written into the journal. By default a random one per user.
``MEDIALIT_HOME``
    The folder that keeps the author id, the settings of `medialit lab`, a copy of the article that you added, and the
    key of the pseudonyms under which you mark. By default ``~/.medialit``.
"""

import locale
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from medialit.i18n import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment says, in one frozen value; `grading` is set where nbgrader runs the notebook."""

    language: Language
    author: str | None
    home: Path
    grading: bool = False


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of this process.

    Parameters
    ----------
    environ
        The environment to read; the process's own if None.

    Raises
    ------
    UnknownLanguage
        `MEDIALIT_LANGUAGE` is neither English nor Simplified Chinese.
    """
    env = os.environ if environ is None else environ
    named = env.get("MEDIALIT_LANGUAGE")
    home = env.get("MEDIALIT_HOME")
    return Settings(
        language=Language.of(named) if named else _system_language(env),
        author=env.get("MEDIALIT_AUTHOR") or None,
        home=Path(home) if home else Path.home() / ".medialit",
        grading=env.get("NBGRADER_EXECUTION") == "autograde",
    )


def for_lab(home: Path, config: Path, language: Language, token: str) -> dict[str, str]:
    """Return the environment for JupyterLab: its settings under `home`, the student's own neither changed nor read.

    A configuration made for another purpose (an empty token, another address) would break or open this server; what
    `JUPYTER_CONFIG_PATH` names was put there on purpose and still counts.
    The token travels here and not on the command line, which everybody on the machine can read.
    """
    paths = [str(config), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    own = {
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(paths),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "JUPYTER_TOKEN": token,
        "MEDIALIT_LANGUAGE": language.value,
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    return dict(os.environ) | own


def environment() -> dict[str, str]:
    """Return this process's environment, for a worker that is to have the same."""
    return dict(os.environ)


def put_environment(environment: Mapping[str, str]) -> None:
    """Give this process, a worker, the environment of the one that it works for."""
    os.environ.clear()
    os.environ.update(environment)


def put_programs_on_path() -> None:
    """Put this interpreter's own folder on PATH: nbgrader calls `alembic` by name, and nobody activated anything."""
    own = str(Path(sys.executable).parent)
    if own not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = own + os.pathsep + os.environ.get("PATH", "")


def _system_language(env: Mapping[str, str]) -> Language:
    """Return Chinese where the system speaks Chinese, English anywhere else."""
    spoken = next((env[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE") if env.get(key)), "")
    spoken = spoken or (locale.getlocale()[0] or "")
    return Language.ZH if spoken.lower().startswith(("zh", "chinese")) else Language.EN
