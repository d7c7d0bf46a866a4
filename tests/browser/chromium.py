"""A Chromium to look with: the machine's own, or one that is fetched once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No graphics card is needed, nobody outside is asked, and root cannot have its sandbox.
OPTIONS = ["--disable-gpu", "--disable-background-networking", "--hide-scrollbars", "--lang=en-GB"]
OPTIONS += ["--no-sandbox"] if os.geteuid() == 0 else []
PACKAGES = ("chromium", "fonts-dejavu-core")
NONE = (
    "There is no Chromium on this machine, and none could be fetched. Install it (apt install "
    "chromium, brew install --cask chromium) and run make browser again."
)


def start(playwright: Playwright) -> Browser:
    """Start the first that runs; raises SystemExit, saying what to do, if there is none."""
    for find in (_of_the_machine, lambda: _fetched(playwright), _installed_by_apt):
        path = find()
        if path:
            return playwright.chromium.launch(executable_path=path, args=OPTIONS)
    raise SystemExit(NONE)


def _of_the_machine() -> str:
    return next(filter(None, map(shutil.which, NAMES)), "")


def _fetched(playwright: Playwright) -> str:
    path = playwright.chromium.executable_path
    if not Path(path).exists():
        _run(sys.executable, "-m", "playwright", "install", "chromium")
    return path if Path(path).exists() and _runs(playwright, path) else ""


def _runs(playwright: Playwright, path: str) -> bool:
    """Libraries that it needs may be missing."""
    try:
        playwright.chromium.launch(executable_path=path, args=OPTIONS).close()
    except Error:
        return False
    return True


def _installed_by_apt() -> str:
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        _run(apt, "update", "--quiet")
        _run(apt, "install", "--quiet", "--yes", "--no-install-recommends", *PACKAGES)
    return _of_the_machine()


def _run(*command: str) -> None:
    """Run it; whether it has helped is seen by what is there afterwards."""
    subprocess.run(command, check=False, capture_output=True, timeout=600)
