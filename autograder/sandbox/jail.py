"""Starts a warm worker inside bubblewrap and speaks with it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from autograder.sandbox.inside.wire import Channel, Closed, WireError
from autograder.sandbox.limits import Limits
from autograder.sandbox.seccomp import program
from autograder.sandbox.walls import NoSandbox, command, environment, find_bubblewrap
from autograder.sandbox.watch import descendants_of

USERS = range(60600, 61100)  # no system gives these numbers; a worker started by root is one
START_SECONDS = 120.0
END_SECONDS = 2.0


class JailBroken(RuntimeError):
    """A worker did not do what it was told; it is killed and another one is started."""


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
                env=environment(self.folder), start_new_session=True,
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

    def begin(self, sock: socket.socket, limits: Limits, modules: Sequence[str] = ()) -> None:
        """Let the worker fork for a submission that speaks through `sock`.

        Parameters
        ----------
        sock : socket.socket
        limits : Limits
        modules : sequence of str
            What to import before, once and for all; it is waited for, as for the worker's start.

        Raises
        ------
        JailBroken
            If the worker is gone, or does not get it done.
        """
        try:
            socket.send_fds(self.sock, [b"r"], [sock.fileno()])
            filtered = program(submission=True) if self.protected else b""
            order = {"limits": limits.as_dict(), "filter": filtered, "core": self.core}
            self.channel.send({**order, "modules": list(modules)})
            if modules:
                self.channel.receive(time.monotonic() + START_SECONDS, self._still_there)
        except TimeoutError:
            raise JailBroken("the worker did not import what a notebook wants") from None
        except (Closed, WireError, OSError):
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
