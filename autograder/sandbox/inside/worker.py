"""The warm worker: imports once, then forks one submission after the other.

It never runs a student's code itself, and its channel to the grader is closed in every fork. It
is told on its standard input, a socket: a byte with one descriptor, the submission's own channel,
and a frame with its limits and what to import before; later another byte, and it kills what is
left of the submission.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any

from . import system
from .wire import Channel, Closed

HOME = Path(os.environ.get("HOME", "/tmp/home"))
BASE = HOME.parent  # all that a submission may write is below it
KILL_SECONDS = 1.5
FACTS = ("cpuinfo", "meminfo", "version", "self/maps")
"""What a submission finds in /proc, as it was in the worker: what the machine is, and which
libraries are loaded, by which scikit-learn finds those whose threads it limits."""


class Worker:
    """The process at the root of every submission.

    Parameters
    ----------
    sock : socket.socket
        The grader's end is the only one that is believed.
    bare : bool
        Whether there is no jail around (``--sandbox none``).
    flat : bool
        Whether not even to try to nest namespaces.
    """

    def __init__(self, sock: socket.socket, bare: bool, flat: bool = False) -> None:
        self.sock = sock
        self.channel = Channel(os.dup(sock.fileno()))
        self.bare, self.flat = bare, flat
        self.nested = False
        self._missing: set[str] = set()
        self._facts: dict[str, str] = {}
        self.user, self.group = os.getuid(), os.getgid()

    def warm(self) -> None:
        """Import and run what submissions do, as the grader says; see what the kernel allows."""
        begin = time.monotonic()
        gc.disable()  # what is imported stays
        order = self.channel.receive()
        for name in order["modules"]:
            importlib.import_module(name)
        if "torch" in sys.modules:  # a fork after a pool of threads was used can hang
            sys.modules["torch"].set_num_threads(1)
        from . import runner, shell

        self.runner = runner
        self.shell = shell.Shell.instance()
        runner.seed()
        shell.warm_up(self.shell, order["cells"])
        self.nested = not (self.bare or self.flat) and _can_nest()
        if not self.nested:  # what a submission leaves behind comes back to this process
            system.adopt_orphans()
            if not self.bare:  # and must not look into it
                system.be_dumpable(False)
        self._settle()
        seconds = time.monotonic() - begin
        self.channel.send({"ready": True, "nested": self.nested, "seconds": seconds})

    def _settle(self) -> None:
        """Make what is in memory cheap to fork."""
        gc.collect()
        gc.freeze()  # so that no collection in a fork touches, and copies, these pages
        gc.enable()
        system.use_huge_pages()
        self._facts = {name: _text(f"/proc/{name}") for name in FACTS}

    def _import(self, names: list[str]) -> None:
        """Import what is new among these, and installed."""
        new = [name for name in names if name not in sys.modules and name not in self._missing]
        for name in new:
            try:
                importlib.import_module(name)
            except Exception:
                self._missing.add(name)
        if new:
            self._settle()

    def serve(self) -> None:
        """Run submissions until the grader goes away."""
        while True:
            _, fds, _, _ = socket.recv_fds(self.sock, 1, 1)
            if not fds:
                return
            order = self.channel.receive()
            if order["modules"]:
                self._import(order["modules"])
                self.channel.send({"imported": True})
            child = system.fork_into(system.OWN_NAMESPACES) if self.nested else os.fork()
            if child == 0:
                self._submission(fds[0], order)
            os.close(fds[0])
            if not self.sock.recv(1):  # the grader says when it has what it wants, or is gone
                os._exit(0)
            self._end(child)
            self.channel.send({"ended": True})

    def _end(self, child: int) -> None:
        """Kill what is left of a submission; returns when it is gone, or not at all."""
        if self.nested:  # it is the first of its own, and all others go with it
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return
        if self.bare:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        else:  # everything in this jail but this process and the jail's first
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
        _end_children(time.monotonic() + KILL_SECONDS)
        _empty([BASE] if self.bare else [BASE, Path("/dev/shm")])

    def _submission(self, fd: int, order: dict[str, Any]) -> None:
        """In the fork: wall it in, then run it; never returns.

        Where namespaces can be nested this is the first process of its own, and all that it
        starts die with it.
        """
        try:
            self.sock.close()
            self.channel.close()
            os.setsid()  # a signal to its process group must not reach the worker
            if not self.bare:
                held = system.own_memory()
                system.die_with_parent()
                system.stay_on_core(int(order["core"]))
                if self.nested:
                    system.map_own_user(self.user, self.group)
                    self._mounts(order["limits"])
                system.limit_resources(order["limits"], held)
                system.drop_capabilities()
                system.forbid_calls(order["filter"].tobytes())
            for name in (".", ".matplotlib", ".ipython", ".cache"):
                (HOME / name).mkdir(parents=True, exist_ok=True)
            self.runner.run_submission(socket.socket(fileno=fd), self.shell)
        finally:
            os._exit(1)

    def _mounts(self, limits: dict[str, float]) -> None:
        """A scratch folder and a /proc of its own, with `FACTS` in it."""
        system.private_mounts()
        system.mount_tmpfs("/tmp", int(limits["scratch"]))
        system.mount_tmpfs("/dev/shm", int(limits["scratch"]))
        system.mount_tmpfs("/proc", 1 << 20)
        Path("/proc/self").mkdir()
        for name, text in self._facts.items():
            Path("/proc", name).write_text(text)
        system.make_read_only("/proc")


def _can_nest() -> bool:
    """Whether this process may make namespaces in its own; tried in a fork."""
    user, group = os.getuid(), os.getgid()
    try:
        child = system.fork_into(system.OWN_NAMESPACES)
    except OSError:
        return False
    if child == 0:
        try:
            system.map_own_user(user, group)
            system.private_mounts()
            system.mount_tmpfs("/tmp", 1 << 20)
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def _end_children(until: float) -> None:
    """Kill and wait for all children, orphans that come to this process too."""
    while time.monotonic() < until:
        for child in system.children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.005)
    os._exit(1)  # the grader kills the whole jail then


def _empty(folders: list[Path]) -> None:
    """Take away the files of a submission, however deep and of whatever rights."""
    found = [str(path) for folder in folders for path in folder.iterdir()]
    if found:
        for words in (["chmod", "-R", "u+rwx", "--", *found], ["rm", "-rf", "--", *found]):
            os.waitpid(os.posix_spawnp(words[0], words, os.environ), 0)
    if any(path for folder in folders for path in folder.iterdir()):
        os._exit(1)


def _text(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""


def main() -> None:
    """Entry point inside the jail."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--flat", action="store_true", help="nest no namespaces")
    parser.add_argument("--uid", type=int, help="become this user first (when started as root)")
    options = parser.parse_args()
    if options.uid:
        os.setgroups([])
        os.setresgid(options.uid, options.uid, options.uid)
        os.setresuid(options.uid, options.uid, options.uid)
        system.be_dumpable(True)
    sock = socket.socket(fileno=os.dup(0))
    os.set_inheritable(sock.fileno(), False)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    worker = Worker(sock, options.bare, options.flat)
    try:
        worker.warm()
        worker.serve()
    except Closed:
        pass
    sys.exit(0)


if __name__ == "__main__":
    main()
