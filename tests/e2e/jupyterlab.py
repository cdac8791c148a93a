"""Drive a real JupyterLab, started by `medialit lab`, in a real Chromium.

Cells are run through the application's own model, not through the page: cells that are out of sight may not be drawn.
"""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlparse

from find_browser import find_or_install
from playwright.sync_api import BrowserContext, Page, sync_playwright

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE_MS = 60_000
CURRENT = "window.jupyterapp.shell.currentWidget"


class Lab:
    """One JupyterLab on this machine, with a home of its own."""

    def __init__(self, home: Path, folder: Path, language: str, *, page_config: str = "{}") -> None:
        self.folder = folder
        config = home / "config"
        config.mkdir(parents=True, exist_ok=True)
        # Lets a test look at the notebook's own model; nothing else differs from a student's JupyterLab.
        (config / "jupyter_lab_config.py").write_text("c.LabApp.expose_app_in_browser = True\n", "utf-8")
        (config / "labconfig").mkdir(exist_ok=True)
        (config / "labconfig" / "page_config.json").write_text(page_config, "utf-8")
        env = os.environ | {
            "HOME": str(home),
            "MEDIALIT_HOME": str(home / "medialit"),
            "JUPYTER_CONFIG_PATH": str(config),
            "JUPYTER_RUNTIME_DIR": str(home / "run"),
            "JUPYTER_DATA_DIR": str(home / "data"),
            "IPYTHONDIR": str(home / "ipython"),
        }
        command = [
            sys.executable,
            "-m",
            "medialit",
            "lab",
            str(folder),
            "--language",
            language,
            "--no-browser",
            "--port",  # two runs of these tests at once do not race for the same one
            str(9000 + os.getpid() % 1000),
        ]
        self._log = (home / "lab.log").open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            command, env=env, stdout=subprocess.PIPE, stderr=self._log, text=True, start_new_session=True
        )
        assert self._process.stdout is not None
        self.url = next((line.strip() for line in self._process.stdout if "http://" in line), "")
        self.url = self.url[self.url.find("http://") :].split()[0] if self.url else ""
        assert self.url, (home / "lab.log").read_text("utf-8")

    def address(self, path: str) -> str:
        """Return the address that opens the notebook at `path` in the folder."""
        parts = urlparse(self.url)
        return f"{parts.scheme}://{parts.netloc}/lab/tree/{path}?{parts.query}&reset"

    def stop(self) -> None:
        """Stop the server and the kernels it started."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGINT)
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.stdout.close()
        self._log.close()


@contextlib.contextmanager
def a_browser(**context):
    """Yield a browser context that lists every request to another host in `.strangers`."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(find_or_install()), args=CHROMIUM_FLAGS)
        made: BrowserContext = chromium.new_context(viewport={"width": 1280, "height": 1000}, **context)
        made.strangers = []
        made.on("request", lambda request: _note(made.strangers, request.url))
        try:
            yield made
        finally:
            chromium.close()


def _note(strangers: list[str], url: str) -> None:
    parts = urlparse(url)
    if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in {"127.0.0.1", "localhost"}:
        strangers.append(url)


def open_notebook(page: Page, lab: Lab, path: str) -> None:
    """Open a notebook and wait until its kernel can answer."""
    page.goto(lab.address(path))
    page.wait_for_selector(".jp-NotebookPanel:visible .jp-Cell", timeout=PATIENCE_MS)
    page.wait_for_selector("#jupyterlab-splash", state="detached", timeout=PATIENCE_MS)
    page.wait_for_function(
        f"() => window.jupyterapp && {CURRENT} && {CURRENT}.context && {CURRENT}.context.isReady",
        timeout=PATIENCE_MS,
    )
    wait_for_the_kernel(page)


def wait_for_the_kernel(page: Page) -> None:
    """Wait until the kernel of the open notebook is idle."""
    page.evaluate(
        f"""async () => {{
            const panel = {CURRENT};
            await panel.context.ready; await panel.sessionContext.ready;
            const kernel = panel.sessionContext.session.kernel; await kernel.info;
            for (let i = 0; i < 400 && kernel.status !== 'idle'; i++) await new Promise((go) => setTimeout(go, 50));
        }}"""
    )


def run_all(page: Page) -> None:
    """Run every cell and wait until the last one is done."""
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.wait_for_function(
        f"""() => {{
            const panel = {CURRENT};
            return Array.from(panel.content.model.cells)
                .filter((cell) => cell.type === 'code' && cell.sharedModel.source.trim())
                .every((cell) => cell.executionCount !== null && cell.executionState !== 'running')
                && panel.sessionContext.session.kernel.status === 'idle';
        }}""",
        timeout=PATIENCE_MS,
    )


def run_first(page: Page, cells: int) -> None:
    """Run the first cells, one after the other."""
    page.evaluate(
        f"""async (cells) => {{
            for (let i = 0; i < cells; i++) {{
                {CURRENT}.content.activeCellIndex = i;
                await window.jupyterapp.commands.execute('notebook:run-cell');
            }}
        }}""",
        cells,
    )


def restart_kernel(page: Page) -> None:
    """Restart the kernel without running anything."""
    page.evaluate(f"async () => {{ await {CURRENT}.sessionContext.session.kernel.restart(); }}")
    wait_for_the_kernel(page)


def save(page: Page) -> None:
    """Save the notebook to disk."""
    page.evaluate(f"async () => {{ await {CURRENT}.context.save(); }}")


def use_theme(page: Page, dark: bool) -> None:
    """Switch JupyterLab to its dark or light theme."""
    name = "JupyterLab Dark" if dark else "JupyterLab Light"
    page.evaluate(
        f"async () => {{ await window.jupyterapp.commands.execute('apputils:change-theme', {{theme: '{name}'}}); }}"
    )
    wanted = f"body[data-jp-theme-light='{str(not dark).lower()}']"
    page.wait_for_selector(wanted, state="attached", timeout=PATIENCE_MS)  # the body has no height of its own


def show_everything(page: Page) -> None:
    """Undo the overflow rules that hide outputs from the accessibility checker."""
    page.add_style_tag(
        content="html, body { overflow: visible !important; height: 100vh !important }"
        ".jp-LabShell { overflow: visible !important }"
    )
