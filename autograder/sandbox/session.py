"""One submission in a jail, seen from outside: run its cells, then ask its functions.

What comes back is plain data and is believed as little as possible: a message that is not one ends
the submission's say, never the grader's run.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from autograder.sandbox.inside.outcomes import from_tree
from autograder.sandbox.inside.wire import Channel, Closed, WireError
from autograder.sandbox.jail import Jail
from autograder.sandbox.limits import Limits
from autograder.sandbox.steps import Cell, Step, plan_steps
from autograder.sandbox.watch import Exceeded, Watch
from course_lib.checks.probe import Outcome

SLACK = 1.5  # seconds after a limit until a process that does not stop by itself is given up
START = 20.0
RUNS = 3  # a submission that ends itself is run again up to there, so often at most
_ALARM = 14


@dataclass(frozen=True)
class CellRun:
    """What a cell did: the exception's class, if any, and its outputs as a notebook keeps them."""

    error: str = ""
    outputs: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True)
class Answer:
    """What a function did on the cases.

    Attributes
    ----------
    found : bool
        Whether there is something callable of that name.
    problem, note : str
        Why it cannot be called as the exercise says; a remark on its parameters' names.
    public, hidden : list of list of Outcome
        As far as they ran.
    trouble : str
        What went wrong between the grader and the submission, or empty.
    seconds : float
    """

    found: bool = False
    problem: str = ""
    note: str = ""
    public: list[list[Outcome]] = field(default_factory=list)
    hidden: list[list[Outcome]] = field(default_factory=list)
    trouble: str = ""
    seconds: float = 0.0


class Session:
    """A submission's run.

    Parameters
    ----------
    jail : Jail
        A worker that runs nothing else meanwhile.
    limits : Limits
    """

    def __init__(self, jail: Jail, limits: Limits) -> None:
        self.jail = jail
        self.limits = limits
        self.watch = Watch(jail.worker, limits)
        self.end_at = time.monotonic() + limits.submission_seconds
        self.ended = ""
        self.forged = ""
        self._keepers: list[_Keeper] = []
        self._group: dict[str, int] = {}
        self._open = False

    def run(self, cells: Sequence[Cell], files: dict[str, bytes]) -> list[CellRun | None]:
        """Run cells in order and keep the state at every test cell.

        Parameters
        ----------
        cells : sequence of Cell
        files : dict of str to bytes
            Files that lie beside the notebook, by relative path.

        Returns
        -------
        list of CellRun or None
            None for test cells and for cells that were not reached; `ended` says why.
        """
        stop, why = len(cells), ""
        for _ in range(RUNS):
            runs, at, ended = self._run_once(cells[:stop], files)
            if not ended:
                break
            # All its processes are gone, also those that kept a state: once more, up to there.
            why, stop = why or ended, at
            self._close()
        self.ended = why
        return runs + [None] * (len(cells) - len(runs))

    def _run_once(
        self, cells: Sequence[Cell], files: dict[str, bytes]
    ) -> tuple[list[CellRun | None], int, str]:
        """The cells' runs; the cell that ended it all and a sentence why, if one did."""
        runs: list[CellRun | None] = [None] * len(cells)
        steps = plan_steps(cells)
        channel = self._begin(steps, files)
        number, ended = 0, ""
        try:
            channel.receive(self._until(START), self.watch.look)
            for index, step in enumerate(steps):
                if step.do == "run":
                    number = step.cell
                    seconds = self.limits.cell_seconds + SLACK
                    frame = channel.receive(self._until(seconds), self.watch.look)
                    runs[number] = _cell_run(frame, index)
            channel.receive(self._until(START), self.watch.look)
        except Closed:
            ended = (
                "A cell ended the whole process (an exit, a crash of compiled code, or too much "
                "memory)"
            )
        except TimeoutError:
            ended = "A cell did not end in time and could not be interrupted"
        except WireError as error:
            self.forged = f"Its process sent the grader {error}."
            ended = "A cell sent the grader something that is no answer"
        except Exceeded as error:
            ended = str(error).rstrip(".")
        finally:
            channel.close()
        return runs, number, ended and f"{ended}; it and the cells after it do not count."

    def _begin(self, steps: Sequence[Step], files: dict[str, bytes]) -> Channel:
        self._group = {step.exercise: step.group for step in steps if step.do == "names"}
        pairs = [socket.socketpair() for _ in range(max(self._group.values(), default=-1) + 1)]
        mine, theirs = socket.socketpair()
        limits = self.limits
        try:
            self.jail.begin(theirs, limits)
            self._open = True
            socket.send_fds(mine, [b"p"], [there.fileno() for _, there in pairs])
            channel = Channel(mine.detach(), limits.frame, limits.frames)
            orders = [{"do": s.do, "source": s.source, "exercise": s.exercise} for s in steps]
            channel.send(
                {"steps": orders, "files": files, "limits": limits.as_dict()}, self._until(START)
            )
        finally:
            theirs.close()
            for _, there in pairs:
                there.close()
        self._keepers = [
            _Keeper(self, Channel(here.detach(), limits.frame, limits.frames)) for here, _ in pairs
        ]
        os.set_blocking(channel.fd, False)
        return channel

    def ask(
        self,
        exercise: dict[str, Any],
        public: Sequence[dict[str, Any]],
        hidden: Sequence[dict[str, Any]],
        stand_ins: Sequence[str] = (),
        *,
        fresh: bool = False,
    ) -> Answer:
        """Call a function, as it was at its test cell, on cases.

        Parameters
        ----------
        exercise : dict
            The pack's record.
        public, hidden : sequence of dict
            Cases; only their inputs and seeds are sent.
        stand_ins : sequence of str
            Exercises whose right versions take the place of the student's.
        fresh : bool
            Whether no call for another exercise may have come before in the same process.
        """
        if exercise["name"] not in self._group or not self._keepers:
            return Answer(trouble=self.ended or "Its test cell was not reached.")
        keeper = self._keepers[self._group[exercise["name"]]]
        if keeper.channel.fd < 0:
            return Answer(trouble="Its process was gone.")
        begin = time.monotonic()
        asking = _Asking(keeper, exercise, list(stand_ins))
        try:
            if fresh:
                keeper.finish()
            asking.go(public, hidden)
        except Closed:
            asking.trouble = "Its process was gone."
        except TimeoutError:
            asking.trouble = "Its process did not answer in time."
        except WireError as error:
            self.forged = asking.trouble = f"Its process sent the grader {error}."
        except Exceeded as error:
            asking.trouble = str(error)
            self._close()
        if asking.trouble:
            keeper.channel.close()
        return replace(asking.answer(), seconds=time.monotonic() - begin)

    def shared(self, name: str) -> bool:
        """Whether the next call for an exercise would follow others in the same process."""
        at = self._group.get(name, -1)
        return 0 <= at < len(self._keepers) and self._keepers[at].answered > 1

    def close(self) -> None:
        """End everything that the submission started.

        Raises
        ------
        JailBroken
            If that cannot be made sure; the jail is to be killed then.
        """
        self._close()

    def _close(self) -> None:
        for keeper in self._keepers:
            keeper.channel.close()
        self._keepers = []
        if self._open:
            self._open = False
            self.jail.end()

    def _until(self, seconds: float) -> float:
        return min(self.end_at, time.monotonic() + seconds)


class _Keeper:
    """A kept state, and the process, if any, that it has forked for calls."""

    def __init__(self, session: Session, channel: Channel) -> None:
        os.set_blocking(channel.fd, False)
        self.session, self.channel = session, channel
        self.running = False
        self.answered = 0

    def receive(self, seconds: float) -> dict[str, Any]:
        until = self.session._until(seconds)
        frame = self.channel.receive(until, self.session.watch.look)
        if not isinstance(frame, dict):
            raise WireError("an answer that is none")
        return frame

    def send(self, tree: Any) -> None:
        self.channel.send(tree, self.session._until(START))

    def fork(self) -> None:
        """Have a process for calls."""
        if not self.running:
            self.send({"fork": True})
            self.running, self.answered = True, 0

    def finish(self) -> None:
        """End the process for calls."""
        if self.running:
            self.send({"end": True})
            self.receive(START)
            self.running = False


class _Asking:
    """The conversation about one function."""

    def __init__(self, keeper: _Keeper, exercise: dict[str, Any], stand_ins: list[str]) -> None:
        self.keeper, self.exercise, self.stand_ins = keeper, exercise, stand_ins
        self.parameters = [p["name"] for p in exercise["parameters"]]
        self.found: dict[str, Any] = {"found": False, "problem": "", "note": ""}
        self.done: dict[str, list[list[Outcome]]] = {"public": [], "hidden": []}
        self.trouble = ""

    def answer(self) -> Answer:
        return Answer(
            self.found["found"], self.found["problem"], self.found["note"],
            self.done["public"], self.done["hidden"], self.trouble,
        )  # fmt: skip

    def go(self, public: Sequence[dict[str, Any]], hidden: Sequence[dict[str, Any]]) -> None:
        self._start()
        if not self.found["found"] or self.found["problem"]:
            return
        for kind, cases in (("public", public), ("hidden", hidden)):
            for case in cases:
                if not self.keeper.running:
                    self._start()
                outcomes = self._case(case)
                self.done[kind].append(outcomes)
                if self.trouble or outcomes[-1].status in ("stub", "timeout", "forbidden"):
                    return

    def _start(self) -> None:
        self.keeper.fork()
        exercise = {key: self.exercise[key] for key in ("name", "parameters", "forbid")}
        self.keeper.send({"exercise": exercise, "stand_ins": self.stand_ins})
        self.keeper.answered += 1
        frame = self.keeper.receive(START)
        texts = [frame.get("problem"), frame.get("note")]
        if type(frame.get("found")) is not bool or not all(isinstance(t, str) for t in texts):
            raise WireError("an answer with wrong fields")
        self.found = {
            "found": frame["found"],
            "problem": frame["problem"][:400],
            "note": frame["note"][:400],
        }

    def _case(self, case: dict[str, Any]) -> list[Outcome]:
        seconds = self.keeper.session.limits.call_seconds
        self.keeper.send({key: case[key] for key in ("inputs", "seeds") if key in case})
        begin = time.monotonic()
        try:
            frame = self.keeper.receive(seconds + SLACK + 1)
        except TimeoutError:  # it ignores the alarm: nothing more can be asked of this state
            self.trouble = "A call did not end in time and could not be stopped."
            return [Outcome("timeout", seconds=time.monotonic() - begin)]
        spent = time.monotonic() - begin
        if "ended" in frame:
            self.keeper.running = False
            late = frame["ended"] == _ALARM or spent >= seconds
            return [Outcome("timeout" if late else "crashed", seconds=spent)]
        outcomes = frame.get("outcomes")
        most = len(case.get("seeds", [0]))
        if not isinstance(outcomes, list) or not 0 < len(outcomes) <= most:
            raise WireError("an answer with wrong outcomes")
        read = [self._outcome(tree, case) for tree in outcomes]
        whole = len(read) == most
        if not whole and read[-1].status not in ("stub", "timeout", "forbidden"):
            raise WireError("an answer with too few outcomes")
        return read

    def _outcome(self, tree: Any, case: dict[str, Any]) -> Outcome:
        after = tree.pop("after", None) if isinstance(tree, dict) else None
        if not isinstance(after, dict):
            raise WireError("an outcome without its inputs")
        outcome = from_tree(tree, self.parameters)
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


def _cell_run(frame: Any, number: int) -> CellRun:
    good = (
        isinstance(frame, dict)
        and frame.get("step") == number
        and isinstance(frame.get("error"), str)
        and isinstance(frame.get("outputs"), list)
        and isinstance(frame.get("seconds"), (int, float))
    )
    if not good:
        raise WireError("a cell's result that is none")
    return CellRun(frame["error"][:200], frame["outputs"], float(frame["seconds"]))
