"""Kept states and the processes that they fork for calls, seen from outside.

The other side is the student's. A frame that is not what was asked for raises `WireError`.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.sandbox.inside.outcomes import digest, ends, from_tree, one_line
from autograder.sandbox.inside.wire import Channel, Closed, WireError
from autograder.sandbox.limits import Limits
from course_lib.checks.factories import build_inputs
from course_lib.checks.probe import Outcome, arrays_of

SLACK = 1.5  # seconds after a limit until a process that does not stop by itself is given up
EVERY = 0.05  # seconds between two looks whether a process has ended
PING = 5.0  # seconds that a kept state may take to say that it is there
_ALARMS = (14, 26, 27)  # SIGALRM, SIGVTALRM, SIGPROF


@dataclass(frozen=True)
class Found:
    """What stands behind a name: a callable or none, why it cannot be called, a remark."""

    found: bool = False
    problem: str = ""
    note: str = ""


class Keeper:
    """A kept state; it forks a process for calls whenever one is wanted.

    Parameters
    ----------
    channel : Channel
    limits : Limits
    until : callable
        The time of `time.monotonic` so many seconds from now, or the submission's end.
    look : callable
        Called while waiting; watches the memory.
    """

    def __init__(
        self,
        channel: Channel,
        limits: Limits,
        until: Callable[[float], float],
        look: Callable[[], None],
    ) -> None:
        self.channel, self.limits = channel, limits
        self.until, self.look = until, look
        self._callers: dict[Hashable, Caller] = {}
        self._forks = 0
        self._ended: dict[int, int] = {}

    @property
    def gone(self) -> bool:
        """Whether nothing can be asked of it any more."""
        return self.channel.fd < 0

    @property
    def running(self) -> int:
        """How many processes for calls there are."""
        return sum(caller.running for caller in self._callers.values())

    @property
    def patience(self) -> float:
        """Seconds that its processes may take to take a frame, or to answer one at once."""
        return self.limits.call_seconds + SLACK

    def caller(self, alone: Hashable = None) -> Caller:
        """The process for calls that exercises share, or one that somebody has for himself."""
        return self._callers.setdefault(alone, Caller(self))

    def ping(self) -> None:
        """Return when it has answered that it is there; no process that is killed does."""
        self.channel.send({"ping": True}, self.until(self.patience))
        frame = self._receive(PING)
        if frame.keys() != {"pong"} or frame["pong"] is not True:  # an array has no truth value
            raise WireError("an answer that is none")

    def fork(self) -> tuple[int, Channel]:
        """Have it start a process for calls: that one's number, and our end of its socket."""
        here, there = socket.socketpair()
        with here, there:
            self.channel.send({"fork": True}, self.until(self.patience))
            self.channel.send_descriptor(there.fileno())
            self._forks += 1
            return self._forks - 1, self.channel.beside(here.detach())

    def has_ended(self, number: int) -> bool:
        """Whether it has said that a process of its has ended."""
        while number not in self._ended and self.channel.readable:
            self._take(self._receive(PING))
        return number in self._ended

    def how_ended(self, number: int, seconds: float) -> int:
        """How a process ended: a signal's number or minus a status, or so it says."""
        end = self.until(seconds)
        while number not in self._ended:
            self._take(self._receive(end - time.monotonic()))
        return self._ended[number]

    def close(self) -> None:
        """Ask no more of it, nor of its processes."""
        self.channel.close()
        for caller in self._callers.values():
            caller.close()

    def _receive(self, seconds: float) -> dict[str, Any]:
        return _table(self.channel.receive(self.until(seconds), self.look))

    def _take(self, frame: dict[str, Any]) -> None:
        """Keep what it has said of its processes."""
        match frame.get("ended"):
            case [int() as number, int() as how] if (
                0 <= number < self._forks and number not in self._ended
            ):
                self._ended[number] = how
            case _:
                raise WireError("an answer that is none")


class Caller:
    """A process for calls, or the next one when it has ended.

    Parameters
    ----------
    keeper : Keeper
        The state that it is a fork of.

    Attributes
    ----------
    running : bool
    names : set of str
        The exercises that it was asked for.
    asked : str
        The exercise whose function is known to be there.
    """

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._number = -1
        self._channel: Channel | None = None
        self._next_look = 0.0
        self.names: set[str] = set()
        self.asked = ""

    @property
    def running(self) -> bool:
        """Whether there is one."""
        return self._channel is not None

    def close(self) -> None:
        """Let go of it; it ends when it notices."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None

    def finish(self) -> None:
        """End it, and wait until it has."""
        if self._channel is not None:
            self.close()
            self._keeper.how_ended(self._number, self._keeper.patience)

    def begin(
        self, exercise: dict[str, Any], stand_ins: Sequence[str], cases: Sequence[dict[str, Any]]
    ) -> Found:
        """Have it call a function on cases, one after the other; `outcomes` gets each's."""
        self.asked = ""
        if self._channel is None:
            self._number, self._channel = self._keeper.fork()
            self.names = set()
        wanted = {key: exercise[key] for key in ("name", "parameters", "forbid")}
        inputs = [{key: case[key] for key in ("inputs", "seeds") if key in case} for case in cases]
        job = {"exercise": wanted, "stand_ins": list(stand_ins), "cases": inputs}
        self._channel.send(job, self._keeper.until(self._keeper.patience))
        self.names.add(exercise["name"])
        frame = self._receive(self._keeper.patience)
        found, problem, note = frame.get("found"), frame.get("problem"), frame.get("note")
        texts = isinstance(problem, str) and isinstance(note, str)
        if type(found) is not bool or not texts:
            raise WireError("an answer with wrong fields")
        self.asked = exercise["name"]
        return Found(found, one_line(problem), one_line(note))

    def outcomes(self, case: dict[str, Any]) -> list[Outcome]:
        """What the next call gave, one outcome a seed.

        Raises
        ------
        TimeoutError
            If the call neither ends nor lets itself be ended.
        """
        limits = self._keeper.limits
        begin = time.monotonic()
        try:
            frame = self._receive(limits.call_seconds + SLACK + 1)
        except Closed:
            spent = time.monotonic() - begin
            self.close()
            ended = self._keeper.how_ended(self._number, PING)
            late = ended in _ALARMS or spent >= min(limits.call_seconds, limits.call_cpu_seconds)
            return [Outcome("timeout" if late else "crashed", seconds=spent)]
        done = _outcomes(frame.get("outcomes"), case)
        if done[-1].status == "timeout":  # something of it may still compute
            self.finish()
        return done

    def _receive(self, seconds: float) -> dict[str, Any]:
        assert self._channel is not None
        return _table(self._channel.receive(self._keeper.until(seconds), self._look))

    def _look(self) -> None:
        """Look at the memory; and whether it has ended, though a child of its holds its socket."""
        self._keeper.look()
        if time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + EVERY
        ended = self._keeper.has_ended(self._number)
        if ended and self._channel is not None and not self._channel.readable:
            raise Closed


def _table(frame: Any) -> dict[str, Any]:
    if not isinstance(frame, dict):
        raise WireError("an answer that is none")
    return frame


def _outcomes(trees: Any, case: dict[str, Any]) -> list[Outcome]:
    most = len(case.get("seeds", [0]))
    if not isinstance(trees, list) or not 0 < len(trees) <= most:
        raise WireError("an answer with wrong outcomes")
    arrays = arrays_of(build_inputs(case["inputs"]))
    marks = {name: digest(array) for name, array in arrays.items()}
    read = [from_tree(tree, marks) for tree in trees]
    if len(read) < most and not ends(read):
        raise WireError("an answer with too few outcomes")
    return read
