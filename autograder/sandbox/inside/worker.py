"""The warm worker: imports once, then forks one submission after the other.

It never runs a student's code itself, and its channel to the grader is closed in every fork. It
is told on its standard input, a socket: ``{"do": "run"}`` with one descriptor, the submission's
own channel; ``{"do": "end"}``, which kills what is left of it.
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

HOME = "/tmp/home"


class Worker:
    """The process at the root of every submission.

    Parameters
    ----------
    sock : socket.socket
        The grader's end is the only one that is believed.
    bare : bool
        Whether there is no jail around (``--sandbox none``).
    """

    def __init__(self, sock: socket.socket, bare: bool) -> None:
        self.sock = sock
        self.channel = Channel(os.dup(sock.fileno()))
        self.bare = bare
        self.nested = False
        self.user, self.group = os.getuid(), os.getgid()

    def warm(self, modules: list[str]) -> None:
        """Import what submissions import, and see what the kernel allows."""
        begin = time.monotonic()
        for name in modules:
            importlib.import_module(name)
        if "torch" in sys.modules:  # a fork after a pool of threads was used can hang
            sys.modules["torch"].set_num_threads(1)
        from . import runner, shell

        self.runner = runner
        self.shell = shell.Shell.instance()
        shell.warm_up(self.shell)
        self.nested = not self.bare and _can_nest()
        gc.collect()
        gc.freeze()  # so that no collection in a fork touches, and copies, these pages
        seconds = time.monotonic() - begin
        self.channel.send({"ready": True, "nested": self.nested, "seconds": seconds})

    def serve(self) -> None:
        """Run submissions until the grader goes away."""
        while True:
            _, fds, _, _ = socket.recv_fds(self.sock, 1, 1)
            if not fds:
                return
            order = self.channel.receive()
            child = system.fork_into(system.OWN_NAMESPACES) if self.nested else os.fork()
            if child == 0:
                self._submission(fds[0], order)
            os.close(fds[0])
            if not self.sock.recv(1):  # the grader says when it has what it wants, or is gone
                os._exit(0)
            _kill(child, group=self.bare)
            self.channel.send({"ended": True})

    def _submission(self, fd: int, order: dict[str, Any]) -> None:
        """In the fork: wall it in, then run it; never returns.

        Where namespaces can be nested this is the first process of its own, and all that it
        starts die with it.
        """
        try:
            self.sock.close()
            self.channel.close()
            if self.bare:
                os.setsid()
            else:
                system.die_with_parent()
                if self.nested:
                    system.map_own_user(self.user, self.group)
                    self._mounts(order["limits"])
                system.limit_resources(order["limits"])
                system.drop_capabilities()
                system.forbid_calls(order["filter"].tobytes())
            for name in ("", "/.matplotlib", "/.ipython", "/.cache"):
                Path(HOME + name).mkdir(parents=True, exist_ok=True)
            self.runner.run_submission(socket.socket(fileno=fd), self.shell)
        finally:
            os._exit(1)

    def _mounts(self, limits: dict[str, float]) -> None:
        """A scratch folder and a /proc of its own, empty but for what the machine is."""
        facts = {name: _text(f"/proc/{name}") for name in ("cpuinfo", "meminfo", "version")}
        system.private_mounts()
        system.mount_tmpfs("/tmp", int(limits["scratch"]))
        system.mount_tmpfs("/dev/shm", int(limits["scratch"]))
        system.mount_tmpfs("/proc", 1 << 20)
        for name, text in facts.items():
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


def _kill(child: int, group: bool) -> None:
    """End a submission; returns when all that is left of it is gone."""
    if group:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _text(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""


def main() -> None:
    """Entry point inside the jail."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--import", dest="modules", default="", help="modules to import first")
    parser.add_argument("--uid", type=int, help="become this user first (when started as root)")
    options = parser.parse_args()
    if options.uid:
        os.setgroups([])
        os.setresgid(options.uid, options.uid, options.uid)
        os.setresuid(options.uid, options.uid, options.uid)
        system.be_dumpable()
    sock = socket.socket(fileno=os.dup(0))
    os.set_inheritable(sock.fileno(), False)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    worker = Worker(sock, options.bare)
    try:
        worker.warm([name for name in options.modules.split(",") if name])
        worker.serve()
    except Closed:
        pass
    sys.exit(0)


if __name__ == "__main__":
    main()
