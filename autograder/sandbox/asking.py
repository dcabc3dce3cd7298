"""The conversation with a kept state: a function is called on cases, outcomes come back.

The other side is the student's. A frame that is not what was asked for raises `WireError`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from autograder.sandbox.inside.outcomes import from_tree, one_line
from autograder.sandbox.inside.wire import Channel, WireError
from autograder.sandbox.limits import Limits
from course_lib.checks.probe import Outcome

SLACK = 1.5  # seconds after a limit until a process that does not stop by itself is given up
PING = 5.0  # seconds that a kept state may take to say that it is there
_ALARMS = (14, 27)  # SIGALRM, SIGPROF
_LAST = ("stub", "timeout", "forbidden")  # after these no further case is asked


@dataclass(frozen=True)
class Found:
    """What stands behind a name: a callable or none, why it cannot be called, a remark."""

    found: bool = False
    problem: str = ""
    note: str = ""


@dataclass(frozen=True)
class PublicAnswer:
    """What a function did on the public cases.

    Attributes
    ----------
    found : Found
    outcomes : list of list of Outcome
        As far as they ran.
    trouble : str
        What went wrong between the grader and the submission, or empty.
    goes_on : bool
        Whether hidden cases may follow.
    settled : bool
        Whether asking again in a process of its own would give the same.
    seconds : float
    """

    found: Found = Found()
    outcomes: list[list[Outcome]] = field(default_factory=list)
    trouble: str = ""
    goes_on: bool = False
    settled: bool = False
    seconds: float = 0.0


class Keeper:
    """A kept state, and the process, if any, that it has forked for calls.

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
        os.set_blocking(channel.fd, False)
        self.channel, self.limits = channel, limits
        self._until, self._look = until, look
        self.running = False
        self.names: set[str] = set()
        self.asked: tuple[str, tuple[str, ...]] = ("", ())

    @property
    def gone(self) -> bool:
        """Whether nothing can be asked of it any more."""
        return self.channel.fd < 0

    def receive(self, seconds: float) -> dict[str, Any]:
        """One frame, which must be a table."""
        frame = self.channel.receive(self._until(seconds), self._look)
        if not isinstance(frame, dict):
            raise WireError("an answer that is none")
        return frame

    def send(self, tree: Any) -> None:
        """Send a frame; it may not be taken at once."""
        self.channel.send(tree, self._until(self._patience))

    def ping(self) -> None:
        """Return when it has answered that it is there; no process that is killed does."""
        self.send({"ping": True})
        if self.receive(PING) != {"pong": True}:
            raise WireError("an answer that is none")

    @property
    def _patience(self) -> float:
        return self.limits.call_seconds + SLACK

    def begin(self, exercise: dict[str, Any], stand_ins: Sequence[str]) -> Found:
        """Have a process for calls of a function."""
        if not self.running:
            self.send({"fork": True})
            self.running, self.names = True, set()
        self.asked = "", ()
        wanted = {key: exercise[key] for key in ("name", "parameters", "forbid")}
        self.send({"exercise": wanted, "stand_ins": list(stand_ins)})
        self.names.add(exercise["name"])
        frame = self.receive(self._patience)
        found, problem, note = frame.get("found"), frame.get("problem"), frame.get("note")
        texts = isinstance(problem, str) and isinstance(note, str)
        if type(found) is not bool or not texts:
            raise WireError("an answer with wrong fields")
        self.asked = exercise["name"], tuple(stand_ins)
        return Found(found, one_line(problem), one_line(note))

    def finish(self) -> None:
        """End the process for calls."""
        if self.running:
            self.send({"end": True})
            self.receive(self._patience)
            self.running = False

    def call(self, exercise: dict[str, Any], case: dict[str, Any]) -> list[Outcome]:
        """Call the function that `begin` named on a case.

        Raises
        ------
        TimeoutError
            If the call neither ends nor lets itself be ended.
        """
        seconds = self.limits.call_seconds
        self.send({key: case[key] for key in ("inputs", "seeds") if key in case})
        begin = time.monotonic()
        frame = self.receive(seconds + SLACK + 1)
        spent = time.monotonic() - begin
        if "ended" in frame:
            self.running = False
            ended = frame["ended"]  # a number, or whatever the submission likes
            late = (type(ended) is int and ended in _ALARMS) or spent >= min(
                seconds, self.limits.call_cpu_seconds
            )
            return [Outcome("timeout" if late else "crashed", seconds=spent)]
        done = _outcomes(frame.get("outcomes"), exercise, case)
        if done[-1].status == "timeout":  # its thread may still compute
            self.finish()
        return done


def ask_cases(
    keeper: Keeper,
    exercise: dict[str, Any],
    cases: Sequence[dict[str, Any]],
    stand_ins: Sequence[str],
    done: list[list[Outcome]],
) -> str:
    """Call a function on cases until one that ends the asking; `done` gets their outcomes.

    Returns
    -------
    str
        Why no more can be asked; empty if all is well.
    """
    for case in cases:
        if not keeper.running or keeper.asked != (exercise["name"], tuple(stand_ins)):
            found = keeper.begin(exercise, stand_ins)
            if not found.found or found.problem:
                return "It could not be called any more."
        begin = time.monotonic()
        try:
            outcomes = keeper.call(exercise, case)
        except TimeoutError:  # it ignores the alarm: nothing more can be asked of this state
            done.append([Outcome("timeout", seconds=time.monotonic() - begin)])
            return "A call did not end in time and could not be stopped."
        done.append(outcomes)
        if outcomes[-1].status in _LAST:
            break
    return ""


def goes_on(cases: Sequence[dict[str, Any]], done: list[list[Outcome]]) -> bool:
    """Whether all cases were called and none ended the asking."""
    return len(done) == len(cases) and (not done or done[-1][-1].status not in _LAST)


def _outcomes(trees: Any, exercise: dict[str, Any], case: dict[str, Any]) -> list[Outcome]:
    most = len(case.get("seeds", [0]))
    if not isinstance(trees, list) or not 0 < len(trees) <= most:
        raise WireError("an answer with wrong outcomes")
    parameters = [p["name"] for p in exercise["parameters"]]
    read = [_outcome(tree, case, parameters) for tree in trees]
    if len(read) < most and read[-1].status not in _LAST:
        raise WireError("an answer with too few outcomes")
    return read


def _outcome(tree: Any, case: dict[str, Any], parameters: list[str]) -> Outcome:
    after = tree.pop("after", None) if isinstance(tree, dict) else None
    if not isinstance(after, dict):
        raise WireError("an outcome without its inputs")
    outcome = from_tree(tree, parameters)
    changed = [
        name
        for name, value in case["inputs"].items()
        if isinstance(value, np.ndarray) and not _same(value, after.get(name))
    ]
    return replace(outcome, changed=tuple(changed))


def _same(before: np.ndarray, after: Any) -> bool:
    return (
        isinstance(after, np.ndarray)
        and after.dtype == before.dtype
        and after.shape == before.shape
        and after.tobytes() == before.tobytes()
    )
