"""Find the browser that the tests drive, or install it where that needs no question.

The environment variable COURSE_CHROMIUM names another one by its path.
"""

import os
import shutil
from pathlib import Path

from debian import install_debian, is_ci
from trouble import Trouble, say

BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge",
)  # fmt: skip
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def find_chromium():
    """Path of a Chromium or Chrome, or None.

    Raises
    ------
    Trouble
        If COURSE_CHROMIUM names a file that is not there.
    """
    named = os.environ.get("COURSE_CHROMIUM", "").strip()
    if named:
        found = shutil.which(named)
        if not found:
            raise Trouble(f"COURSE_CHROMIUM must be a browser's path, {named!r} does not run.")
        return found
    names = [shutil.which(name) for name in BROWSERS]
    names += [place for place in BROWSER_PLACES if Path(place).exists()]
    return next((name for name in names if name), None)


def ensure_chromium() -> None:
    """Install Debian's Chromium if it can be done without asking; else say what will be skipped.

    Raises
    ------
    Trouble
        If there is none at the end and CI=true: there, nothing may be skipped in silence.
    """
    if find_chromium():
        return
    install_debian(["chromium"], "The browser tests need Chromium")
    if find_chromium():
        return
    how = (
        "No Chromium was found (Debian: `sudo apt-get install chromium`; elsewhere install Chrome "
        "or Chromium, or set COURSE_CHROMIUM to its path)"
    )
    if is_ci():
        raise Trouble(how + ", and with CI=true the browser tests may not be skipped.")
    say(how + ": THE BROWSER TESTS WILL BE SKIPPED.")
