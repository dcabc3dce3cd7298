"""The conversation with a kept state: a function is called on cases, outcomes come back.

The other side is the student's. A frame that is not what was asked for raises `WireError`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from autograder.sandbox.inside.outcomes import ends, from_tree, one_line
from autograder.sandbox.inside.wire import Channel, WireError
from autograder.sandbox.limits import Limits
from course_lib.checks.probe import Outcome

SLACK = 1.5  # seconds after a limit until a process that does not stop by itself is given up
PING = 5.0  # seconds that a kept state may take to say that it is there
_ALARMS = (14, 26, 27)  # SIGALRM, SIGVTALRM, SIGPROF


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
    settled, good : bool
        Whether asking again in a process of its own would give the same; whether all is right.
    seconds : float
    """

    found: Found = Found()
    outcomes: list[list[Outcome]] = field(default_factory=list)
    trouble: str = ""
    goes_on: bool = False
    settled: bool = False
    good: bool = False
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
        self.channel, self.limits = channel, limits
        self._until, self._look = until, look
        self.running = False
        self.names: set[str] = set()
        self.asked = ""  # the exercise whose function is known to be there

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

    def begin(
        self, exercise: dict[str, Any], stand_ins: Sequence[str], cases: Sequence[dict[str, Any]]
    ) -> Found:
        """Have a process call a function on cases, one after the other; `outcomes` gets each's."""
        if not self.running:
            self.send({"fork": True})
            self.running, self.names = True, set()
        self.asked = ""
        wanted = {key: exercise[key] for key in ("name", "parameters", "forbid")}
        inputs = [{key: case[key] for key in ("inputs", "seeds") if key in case} for case in cases]
        self.send({"exercise": wanted, "stand_ins": list(stand_ins), "cases": inputs})
        self.names.add(exercise["name"])
        frame = self.receive(self._patience)
        found, problem, note = frame.get("found"), frame.get("problem"), frame.get("note")
        texts = isinstance(problem, str) and isinstance(note, str)
        if type(found) is not bool or not texts:
            raise WireError("an answer with wrong fields")
        self.asked = exercise["name"]
        return Found(found, one_line(problem), one_line(note))

    def finish(self) -> None:
        """End the process for calls."""
        if self.running:
            self.send({"end": True})
            self.receive(self._patience)
            self.running = False

    def outcomes(self, exercise: dict[str, Any], case: dict[str, Any]) -> list[Outcome]:
        """What the next call gave, one outcome a seed.

        Raises
        ------
        TimeoutError
            If the call neither ends nor lets itself be ended.
        """
        seconds = self.limits.call_seconds
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
        if done[-1].status == "timeout":  # something of it may still compute
            self.finish()
        return done


@dataclass
class Asked:
    """What was learned so far: what stands behind the name, and the cases' outcomes."""

    found: Found | None = None
    outcomes: list[list[Outcome]] = field(default_factory=list)

    def forget(self) -> None:
        """Start anew, as cells that ran again do."""
        self.found, self.outcomes = None, []


def ask_cases(
    keeper: Keeper,
    exercise: dict[str, Any],
    cases: Sequence[dict[str, Any]],
    stand_ins: Sequence[str],
    asked: Asked,
) -> str:
    """Call a function on cases until one that ends the asking.

    Parameters
    ----------
    keeper : Keeper
    exercise : dict
    cases : sequence of dict
    stand_ins : sequence of str
    asked : Asked
        Gets what comes back, as it comes: whatever is raised, it is kept.

    Returns
    -------
    str
        Why no more can be asked; empty if all is well.
    """
    done = asked.outcomes
    while asked.found is None or len(done) < len(cases):
        left = cases[len(done) :]
        again, found = asked.found is not None, keeper.begin(exercise, stand_ins, left)
        asked.found = asked.found or found
        if not found.found or found.problem:
            return "It could not be called any more." if again else ""
        for case in left:
            begin = time.monotonic()
            try:
                outcomes = keeper.outcomes(exercise, case)
            except TimeoutError:  # it ignores the alarm: nothing more can be asked of this state
                done.append([Outcome("timeout", seconds=time.monotonic() - begin)])
                return "A call did not end in time and could not be stopped."
            done.append(outcomes)
            if ends(outcomes):
                return ""
            if not keeper.running:  # the call has ended its process; another one goes on
                break
    return ""


def goes_on(cases: Sequence[dict[str, Any]], done: list[list[Outcome]]) -> bool:
    """Whether all cases were called and none ended the asking."""
    return len(done) == len(cases) and (not done or not ends(done[-1]))


def _outcomes(trees: Any, exercise: dict[str, Any], case: dict[str, Any]) -> list[Outcome]:
    most = len(case.get("seeds", [0]))
    if not isinstance(trees, list) or not 0 < len(trees) <= most:
        raise WireError("an answer with wrong outcomes")
    parameters = [p["name"] for p in exercise["parameters"]]
    read = [_outcome(tree, case, parameters) for tree in trees]
    if len(read) < most and not ends(read):
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
