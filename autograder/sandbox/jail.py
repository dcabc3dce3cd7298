"""Starts a warm worker inside bubblewrap and speaks with it."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from autograder.sandbox.inside.wire import Channel, Closed, WireError
from autograder.sandbox.limits import MIB, Limits
from autograder.sandbox.seccomp import program
from autograder.sandbox.watch import descendants_of

ROOT = Path(__file__).resolve().parents[2]
USERS = range(60600, 61100)  # no system gives these numbers; a worker started by root is one
SCRATCH = 256 * MIB
START_SECONDS = 120.0
END_SECONDS = 2.0

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


class JailBroken(RuntimeError):
    """A worker did not do what it was told; it is killed and another one is started."""


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
    size = ["--size", str(SCRATCH)] if _knows_size(bubblewrap) else []
    for folder in ("/tmp", "/dev/shm"):
        words += ["--perms", "1777", *size, "--tmpfs", folder]
    words += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp", "--clearenv"]
    for name, value in _environment("/tmp", place_inside).items():
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


def _environment(folder: str, place: Callable[[Path], Path] = Path) -> dict[str, str]:
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


class Jail:
    """A started worker.

    Parameters
    ----------
    modules, cells : sequence of str
        What to import and to run once, before any submission; the instructor's own.
    protected : bool
        False for ``--sandbox none``: the worker runs without walls.

    Attributes
    ----------
    worker : int
        Process id of the worker, as this process sees it.
    nested : bool
        Whether a jail can hold one submission after another, each in namespaces of its own.
    broken : bool
        Whether it must not be used any more.
    """

    def __init__(
        self, modules: Sequence[str] = (), cells: Sequence[str] = (), *, protected: bool = True
    ) -> None:
        self.protected = protected
        self.nested = False
        self.broken = False
        self.bubblewrap = find_bubblewrap() if protected else ""
        self.folder = "/tmp" if protected else tempfile.mkdtemp(prefix="grader-")
        self.core, self.user = _Places.take()
        mine, theirs = socket.socketpair()
        self.sock = mine
        self.channel = Channel(os.dup(mine.fileno()), frame=1 << 20)
        with theirs, _error_file() as (errors, read_errors):
            self.process = self._start(theirs, errors)
            self._hello({"modules": list(modules), "cells": list(cells)}, read_errors)

    def _start(self, theirs: socket.socket, errors: int) -> subprocess.Popen[bytes]:
        if not self.protected:
            words = [sys.executable, "-s", "-m", "inside.worker", "--bare"]
            return subprocess.Popen(
                words, stdin=theirs, stdout=subprocess.DEVNULL, stderr=errors, cwd=self.folder,
                env=_environment(self.folder), start_new_session=True,
            )  # fmt: skip
        with _pipe_with(program(submission=False)) as filter_fd:
            return subprocess.Popen(
                command(self.bubblewrap, filter_fd, self.user),
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                pass_fds=[filter_fd],
                env={},
                cwd="/",
                start_new_session=True,
            )

    def _hello(self, warm: dict[str, list[str]], read_errors: Callable[[], str]) -> None:
        try:
            self.channel.send(warm)
            hello = self.channel.receive(time.monotonic() + START_SECONDS, self._still_there)
            self.nested = hello["nested"] is True
            self.worker = self._find_worker()
        except (Closed, WireError, TimeoutError, JailBroken, KeyError, TypeError) as error:
            self.kill()
            said = read_errors().strip().splitlines()[-1:]
            raise NoSandbox(
                f"The sandbox does not start here: {' '.join(said) or type(error).__name__}. "
                "On Ubuntu 24.04 allow bubblewrap user namespaces (an AppArmor profile), in a "
                "container allow unprivileged user namespaces; `--sandbox none` runs students' "
                "code unprotected, on your own risk."
            ) from None

    def _find_worker(self) -> int:
        """Process id of the worker: the innermost, while it has no children."""
        below = descendants_of(self.process.pid)
        return below[-1] if below else self.process.pid

    def _still_there(self) -> None:
        if self.process.poll() is not None:
            raise JailBroken("the worker ended")

    @property
    def kind(self) -> str:
        """What walls there are, in words."""
        if not self.protected:
            return "none"
        return "bubblewrap" if self.nested else "bubblewrap, one jail a submission"

    @property
    def reusable(self) -> bool:
        """Whether another submission may run in it."""
        return not self.broken and (self.nested or not self.protected)

    def begin(self, sock: socket.socket, limits: Limits) -> None:
        """Let the worker fork for a submission that speaks through `sock`.

        Raises
        ------
        JailBroken
            If the worker is gone.
        """
        try:
            socket.send_fds(self.sock, [b"r"], [sock.fileno()])
            filtered = program(submission=True) if self.protected else b""
            self.channel.send({"limits": limits.as_dict(), "filter": filtered, "core": self.core})
        except (Closed, OSError):
            raise JailBroken("the worker is gone") from None

    def end(self, seconds: float = END_SECONDS) -> None:
        """End everything that the submission started, and wait until it is gone.

        Parameters
        ----------
        seconds : float
            How long to wait; a hundred processes on a busy core take their time to die.

        Raises
        ------
        JailBroken
            If the worker does not say so in time.
        """
        try:
            self.sock.send(b"e")
            self.channel.receive(time.monotonic() + seconds, self._still_there)
        except (Closed, WireError, TimeoutError, OSError):
            raise JailBroken("the worker did not end a submission") from None

    def kill(self) -> None:
        """Kill the jail with everything in it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        self.sock.close()
        self.channel.close()
        _Places.give_back(self.core, self.user)
        if not self.protected:
            shutil.rmtree(self.folder, ignore_errors=True)


def _cores() -> list[int]:
    """Cores that this process may use; without a number where the system does not tell."""
    try:
        return sorted(os.sched_getaffinity(0))
    except AttributeError:
        return [-1]


class _Places:
    """Which core and which user's number each living worker has.

    With a core of its own a submission that computes in a hundred processes takes no time from the
    others; with a number of its own it takes none of their processes (the kernel counts by user).
    """

    _taken: ClassVar[list[tuple[int, int]]] = []
    _lock = threading.Lock()

    @classmethod
    def take(cls) -> tuple[int, int]:
        """The core with the fewest workers, and a free number."""
        with cls._lock:
            cores = [core for core, _ in cls._taken]
            core = min(_cores(), key=cores.count)
            used = {user for _, user in cls._taken}
            user = next((user for user in USERS if user not in used), USERS[-1])
            cls._taken.append((core, user))
            return core, user

    @classmethod
    def give_back(cls, core: int, user: int) -> None:
        with cls._lock, contextlib.suppress(ValueError):
            cls._taken.remove((core, user))


@contextlib.contextmanager
def _pipe_with(data: bytes) -> Iterator[int]:
    """A descriptor that `data` can be read from."""
    read, write = os.pipe()
    try:
        os.write(write, data)
        os.close(write)
        yield read
    finally:
        os.close(read)


@contextlib.contextmanager
def _error_file() -> Iterator[tuple[int, Callable[[], str]]]:
    """A descriptor for a program's complaints, and a function that reads them."""
    fd = os.memfd_create("errors")

    def read() -> str:
        return os.pread(fd, 1 << 16, 0).decode("utf-8", "replace")

    try:
        yield fd, read
    finally:
        os.close(fd)
