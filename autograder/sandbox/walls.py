"""The walls of a jail: the command line that starts a worker inside bubblewrap."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.sandbox.limits import MIB

ROOT = Path(__file__).resolve().parents[2]
SCRATCH = 256 * MIB

_ONE_THREAD = ("OMP", "MKL", "OPENBLAS", "NUMEXPR", "NUMBA", "VECLIB_MAXIMUM", "BLIS", "RAYON")
_ENVIRONMENT = {
    "MPLBACKEND": "agg",
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONNOUSERSITE": "1",
    "PYTHONHASHSEED": "0",
    "COURSE_EXPLORERS": "static",
    **{f"{name}_NUM_THREADS": "1" for name in _ONE_THREAD},
}


class NoSandbox(RuntimeError):
    """Submissions cannot be run safely here; the message says what to install or to say."""


def find_bubblewrap() -> str:
    """Path of bubblewrap.

    Raises
    ------
    NoSandbox
        If it is not installed.
    """
    path = shutil.which("bwrap")
    if path is None:
        raise NoSandbox(
            "Students' code is run only inside bubblewrap, which is not installed: install it "
            "(Debian, Ubuntu: `sudo apt-get install bubblewrap`; Fedora: `sudo dnf install "
            "bubblewrap`), or grade on a Linux machine that has it. `--sandbox none` runs the "
            "code unprotected, on your own risk."
        )
    return path


def visible_paths() -> list[Path]:
    """What a submission can read of this machine: the system, Python, course_lib, public packs."""
    wanted = [Path(name) for name in ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")]
    wanted += [Path("/etc") / name for name in ("ld.so.cache", "ld.so.conf", "ld.so.conf.d")]
    wanted += [Path("/etc") / name for name in ("alternatives", "fonts", "localtime")]
    wanted += [Path(sys.prefix), Path(sys.base_prefix), Path(sysconfig.get_paths()["purelib"])]
    # a Python built elsewhere: its binary and library may lie behind links
    wanted += [Path(sys.executable).resolve().parents[1]]
    wanted += [ROOT / "course_lib", ROOT / "assets" / "references" / "public"]
    wanted += [Path(__file__).parent / "inside"]
    return list(dict.fromkeys(path for path in wanted if path.exists() and path != Path("/")))


def command(bubblewrap: str, filter_fd: int, user: int) -> list[str]:
    """The command line that starts a worker in its jail.

    Parameters
    ----------
    bubblewrap : str
    filter_fd : int
        Where it reads its filter of system calls.
    user : int
        Whom it becomes if root starts it.
    """
    words = [bubblewrap, "--die-with-parent", "--new-session", "--unshare-ipc", "--unshare-pid"]
    words += ["--unshare-net", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "jail"]
    as_root = os.geteuid() == 0
    if as_root:  # no user namespace: the worker changes to a user without any rights
        words += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        words += ["--unshare-user"]
    words += _shown(visible_paths()) + ["--proc", "/proc", "--dev", "/dev"]
    words += ["--dev-bind", "/dev/full", "/dev/zero"]  # reads alike, but cannot be shared memory
    size = ["--size", str(SCRATCH)] if _knows_size(bubblewrap) else []
    for folder in ("/tmp", "/dev/shm"):
        words += ["--perms", "1777", *size, "--tmpfs", folder]
    words += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp", "--clearenv"]
    for name, value in environment("/tmp", place_inside).items():
        words += ["--setenv", name, value]
    python = str(place_inside(Path(sys.executable)))
    words += ["--seccomp", str(filter_fd), "--", python, "-s", "-m", "inside.worker"]
    return words + (["--uid", str(user)] if as_root else [])


def _shown(paths: Sequence[Path]) -> list[str]:
    """Words that make paths visible, and nothing else of the project if it lies inside one."""
    outer = [p for p in paths if not any(p != q and p.is_relative_to(q) for q in paths)]
    words = _binds(outer)
    if any(ROOT.is_relative_to(path) for path in outer):
        root = str(place_inside(ROOT))
        words += ["--tmpfs", root] + _binds([p for p in paths if p.is_relative_to(ROOT)])
        words += ["--remount-ro", root]
    return words


def _binds(paths: Sequence[Path]) -> list[str]:
    words: list[str] = []
    parents = {parent for path in paths for parent in place_inside(path).parents[:-1]}
    for parent in sorted(parents):  # bubblewrap makes them for their owner only
        words += ["--perms", "0755", "--dir", str(parent)]
    for path in paths:
        if path.is_symlink():
            words += ["--symlink", os.readlink(path), str(place_inside(path))]
        else:
            words += ["--ro-bind", str(path), str(place_inside(path))]
    return words


def place_inside(path: Path) -> Path:
    """Where the jail shows a path: where it is, unless the jail has something of its own there."""
    if any(path.is_relative_to(own) for own in ("/tmp", "/dev", "/proc")):
        return Path("/elsewhere", *path.parts[1:])
    return path


@functools.cache
def _knows_size(bubblewrap: str) -> bool:
    """Whether this bubblewrap can limit a folder in memory (0.7 and later)."""
    said = subprocess.run([bubblewrap, "--help"], capture_output=True, text=True, check=False)
    return "--size" in said.stdout + said.stderr


def environment(folder: str, place: Callable[[Path], Path] = Path) -> dict[str, str]:
    """The environment of a worker whose submissions write below a folder."""
    home = {
        "HOME": f"{folder}/home",
        "MPLCONFIGDIR": f"{folder}/home/.matplotlib",
        "IPYTHONDIR": f"{folder}/home/.ipython",
        "XDG_CACHE_HOME": f"{folder}/home/.cache",
    }
    path = os.pathsep.join([str(place(Path(__file__).parent)), str(place(ROOT))])
    binaries = os.pathsep.join([str(place(Path(sys.executable).parent)), "/usr/bin", "/bin"])
    return {**_ENVIRONMENT, **home, "PYTHONPATH": path, "PATH": binaries}
