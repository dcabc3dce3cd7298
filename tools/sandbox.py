"""See to what the grader's sandbox needs of the system: bubblewrap and libseccomp, on Linux."""

import ctypes.util
import platform
import shutil

from debian import install_debian, is_ci
from trouble import Trouble, say


def has_sandbox() -> bool:
    """Whether both are there."""
    return bool(shutil.which("bwrap") and ctypes.util.find_library("seccomp"))


def ensure_sandbox() -> None:
    """Install Debian's packages if it can be done without asking; else say what is missing.

    Raises
    ------
    Trouble
        If they are missing at the end and CI=true: there, nothing may be skipped in silence.
    """
    if has_sandbox() or platform.system() != "Linux":
        return
    install_debian(["bubblewrap", "libseccomp2"], "Grading runs students' code in bubblewrap")
    if has_sandbox():
        return
    how = (
        "bubblewrap or libseccomp is missing (Debian, Ubuntu: `sudo apt-get install bubblewrap "
        "libseccomp2`; Fedora: `sudo dnf install bubblewrap libseccomp`)"
    )
    if is_ci():
        raise Trouble(how + ", and with CI=true the grader's tests may not be skipped.")
    say(how + ": THE GRADER'S TESTS WILL BE SKIPPED, and `autograder grade` refuses to work.")
