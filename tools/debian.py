"""Installs Debian's packages where that needs no question."""

import os
import shutil
import subprocess

from trouble import say


def install_debian(packages: list, why: str) -> bool:
    """Install packages as root or with a sudo that asks nothing; whether that was tried."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    sudo = [] if root else ["sudo", "-n"]
    if not shutil.which("apt-get") or not (root or _runs(["sudo", "-n", "true"])):
        return False
    names = ", ".join(f"`{name}`" for name in packages)
    say(f"{why}; installing Debian's package{'s' * (len(packages) > 1)} {names} …")
    quiet = sudo + ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run(quiet + ["update"])
    subprocess.run(quiet + ["install", "-y", "--no-install-recommends"] + packages)
    return True


def is_ci() -> bool:
    """Whether this runs in a CI service, where a skipped test would be a lie."""
    return os.environ.get("CI", "").strip().lower() in ("1", "true", "yes")


def _runs(command: list) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=20).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False
