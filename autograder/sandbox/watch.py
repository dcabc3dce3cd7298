"""Looks, from outside, at what all processes of a submission hold together."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

import psutil

from autograder.sandbox.limits import MIB, Limits

EVERY = 0.1  # seconds between two looks


DESCRIPTORS = 1024
"""Open files and sockets of all processes; what is queued in sockets counts as nobody's memory."""

MANY = 4  # processes; fewer cannot have so many, each has a limit of its own

_MEMORY = ("RssAnon", "RssShmem", "VmPTE")


class Exceeded(Exception):
    """A submission holds more than it may; the message is a sentence for the student.

    It does not say how much: a number that code chooses may carry something out.
    """


def children_of(pid: int) -> list[int]:
    """Processes whose parent is `pid`."""
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    except FileNotFoundError:
        # gone meanwhile, or a kernel without this file
        with contextlib.suppress(psutil.Error):
            found = [child.pid for child in psutil.Process(pid).children()]
    except (OSError, ValueError):
        pass
    return found


def descendants_of(pid: int, most: int = 10_000) -> list[int]:
    """All processes below `pid`."""
    found, todo = [], [pid]
    while todo and len(found) < most:
        below = children_of(todo.pop())
        found += below
        todo += below
    return found


def _kilobytes(pid: int, file: str, fields: tuple[str, ...]) -> int:
    total = 0
    for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
        if line.startswith(fields):
            total += int(line.split()[1])
    return total


def private_memory(pid: int) -> int:
    """Bytes of a process that are no file's; pages shared since a fork count in full.

    The tables that find its pages count too: they alone can fill a machine.
    """
    with contextlib.suppress(OSError, ValueError):
        return _kilobytes(pid, "status", _MEMORY) << 10
    return 0


def shared_out_memory(pid: int) -> int:
    """The same, pages shared by n processes counting an n-th each. Slower to ask for."""
    with contextlib.suppress(OSError, ValueError):
        tables = _kilobytes(pid, "status", ("VmPTE",))
        return (_kilobytes(pid, "smaps_rollup", ("Pss_Anon", "Pss_Shmem")) + tables) << 10
    return private_memory(pid)


def descriptors(pid: int) -> int:
    """How many files and sockets a process has open."""
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0


def open_things(pids: Iterable[int]) -> int:
    """How many files and sockets processes have open, what a fork has inherited once."""
    found: set[str] = set()
    for pid in pids:
        with contextlib.suppress(OSError):
            for entry in os.scandir(f"/proc/{pid}/fd"):
                with contextlib.suppress(OSError):
                    found.add(os.readlink(entry.path))
    return len(found)


class Watch:
    """Watches the processes that a worker starts.

    Parameters
    ----------
    worker : int
        Process id of the worker.
    limits : Limits
    """

    def __init__(self, worker: int, limits: Limits) -> None:
        self.worker = worker
        self.limits = limits
        self.base = 0
        self.measure()
        self.peak = 0
        self._next = time.monotonic() + EVERY / 2

    def measure(self) -> None:
        """See what the worker itself holds; a fork shares it, and it is not the submission's."""
        self.base = private_memory(self.worker)

    def look(self) -> None:
        """Look, if it is time to.

        Raises
        ------
        Exceeded
            If the submission holds too much memory or too many processes.
        """
        if time.monotonic() < self._next:
            return
        family = descendants_of(self.worker, most=4 * self.limits.processes)
        held = sum(max(0, private_memory(pid) - self.base) for pid in family)
        if held > self.limits.memory:
            held = sum(map(shared_out_memory, family))
        self.peak = max(self.peak, held)
        self._next = time.monotonic() + EVERY
        if held > self.limits.memory:
            raise Exceeded(
                f"It held more than the {self.limits.memory // MIB:,} MiB of memory that are "
                "allowed at once."
            )
        if len(family) > self.limits.processes + 64:
            raise Exceeded(
                f"It had more than the {self.limits.processes} processes that are allowed at once."
            )
        many = len(family) > MANY and sum(map(descriptors, family)) > DESCRIPTORS
        if many and open_things(family) > DESCRIPTORS:
            raise Exceeded(
                f"It had more than the {DESCRIPTORS:,} files and connections that are allowed at "
                "once."
            )
