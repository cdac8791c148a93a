"""Find a Chromium, or install one; print its path. Without one, say what to do and fail.

Order: `MEDIALIT_CHROMIUM`; a Chromium or Chrome on PATH; the one Playwright keeps; `apt-get` (with a
CJK font) where this is root on Debian; Playwright's own installer.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
REMEDY = """no Chromium was found and none could be installed, so the browser tests cannot run.
  Install Chromium or Chrome, or set MEDIALIT_CHROMIUM to the path of one, and run this again."""


def on_this_machine() -> Path | None:
    """Return a Chromium that is already here."""
    named = os.environ.get("MEDIALIT_CHROMIUM")
    if named:
        return Path(named) if Path(named).is_file() else None
    for name in NAMES:
        if path := shutil.which(name):
            return Path(path)
    return _playwrights_own()


def _playwrights_own() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        path = Path(p.chromium.executable_path)
    return path if path.is_file() else None


def _apt_get() -> bool:
    """Install Chromium and a CJK font from Debian, where this is root on Debian."""
    script = Path(__file__).parents[1] / "system_packages.py"
    command = [sys.executable, str(script), "chromium", "fonts-noto-cjk"]
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0


def _has_cjk_font() -> bool:
    if not shutil.which("fc-list"):
        return True  # Windows and macOS bring their own
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout
    return bool(listed.strip())


def _playwright_install() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0


def find_or_install() -> Path:
    """Return the path of a Chromium; exit with a remedy where there is none to be had."""
    found = on_this_machine()
    if found and not _has_cjk_font():
        _apt_get()  # Chinese would be drawn as boxes: try, and let the tests go on without
    for install in (_apt_get, _playwright_install):
        if found:
            break
        found = on_this_machine() if install() else None
    if not found:
        sys.exit(REMEDY)
    return found


if __name__ == "__main__":
    sys.stdout.write(f"{find_or_install()}\n")
