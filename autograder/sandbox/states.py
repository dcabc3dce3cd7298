"""A submission in a jail, seen from outside: its cells are run, its states at the test cells kept.

What comes back is plain data and is believed as little as possible: a message that is not one ends
the submission's say, never the grader's run.
"""

from __future__ import annotations

import math
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.sandbox.inside.outcomes import one_line
from autograder.sandbox.inside.wire import Channel, Closed, WireError
from autograder.sandbox.jail import END_SECONDS, Jail
from autograder.sandbox.keepers import SLACK, Keeper
from autograder.sandbox.limits import Limits
from autograder.sandbox.steps import Cell, Step, plan_steps, slow_imports
from autograder.sandbox.watch import Exceeded, Watch, descendants_of

START = 20.0
RUNS = 3  # a submission that ends itself is run again up to there, so often at most
CELLS = 0.4  # part of a submission's time that its cells may take, so that a second run fits in
BETWEEN = 10.0  # seconds that the processes of a run may take to die before the next
_ENDLESS = "CellTimeout"


@dataclass(frozen=True)
class CellRun:
    """What a cell did: the exception's class, if any, and its outputs as a notebook keeps them."""

    error: str = ""
    outputs: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0


class States:
    """The processes of a submission, and what each of them has kept.

    Parameters
    ----------
    jail : Jail
        A worker that runs nothing else meanwhile.
    limits : Limits

    Attributes
    ----------
    watch : Watch
    ended : str
        Why cells do not count, in a sentence, or empty.
    forged : str
        What was sent that is no answer, in a sentence, or empty.
    told : bool
        Whether its processes have met a hidden input.
    """

    def __init__(self, jail: Jail, limits: Limits) -> None:
        self.jail = jail
        self.limits = limits
        self.watch = Watch(jail.worker, limits)
        begin = time.monotonic()
        self.end_at = begin + limits.submission_seconds
        self._cells_end = begin + CELLS * limits.submission_seconds
        self.ended = ""
        self.forged = ""
        self.told = False
        self._cells: Sequence[Cell] = ()
        self._files: dict[str, bytes] = {}
        self._keepers: list[Keeper] = []
        self._group: dict[str, int] = {}
        self._open = False
        self._family = 0  # processes that there are when all cells have run
        self._whole = False  # whether cells behind the last test cell have run in its processes
        self._endless = 0  # the first cell that had to be stopped
        self._given_up = False

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
        self._files = files
        runs: list[CellRun | None] = []
        for _ in range(RUNS):
            runs, at, ended = self._run_once(cells[:stop], self._cells_end)
            if not ended:
                break
            # All its processes are gone, also those that kept a state: once more, up to there.
            why, stop = why or ended, at
            self.end(BETWEEN)
            self._cells_end = self.end_at
        self.ended = why and f"{why}; it and the cells after it do not count."
        # When cells run again, nobody needs those behind the last test cell.
        asked = [number for number, cell in enumerate(cells[:stop]) if cell.exercise]
        self._cells = cells[: max(asked, default=-1) + 1]
        self._whole = len(self._cells) < stop
        endless = (number for number, run in enumerate(runs) if run and run.error == _ENDLESS)
        self._endless = next(endless, len(cells))
        return runs + [None] * (len(cells) - len(runs))

    def _run_once(self, cells: Sequence[Cell], end: float) -> tuple[list[CellRun | None], int, str]:
        """The cells' runs; the cell that ended it all and why, if one did."""
        runs: list[CellRun | None] = [None] * len(cells)
        steps = plan_steps(cells)
        number, kept, ended = 0, 0, ""
        try:
            channel = self._begin(steps)
        except TimeoutError:
            return runs, 0, "There was no time left for it"
        try:
            channel.receive(self._until(START), self.watch.look)
            self.watch.measure()
            for index, step in enumerate(steps):
                kept += step.do == "state"
                if step.do == "run":
                    number = step.cell
                    until = min(end, self._until(self.limits.cell_seconds + SLACK))
                    frame = channel.receive(until, self.watch.look)
                    runs[number] = _cell_run(frame, index)
                    if kept:
                        self._all_there(kept)
                        channel.send({"go": True}, self._until(START))
            channel.receive(min(end, self._until(START)), self.watch.look)
            self._family = len(descendants_of(self.jail.worker))
        except Closed:
            ended = (
                "A cell ended a process of its notebook (an exit, a signal, a crash of compiled "
                "code, or too much memory)"
            )
        except TimeoutError:
            late = time.monotonic() >= end
            ended = (
                "The cells did not end within the time for all of them"
                if late
                else "A cell did not end in time and could not be interrupted"
            )
        except WireError as error:
            self.forged = f"Its process sent the grader {error}."
            ended = "A cell sent the grader something that is no answer"
        except Exceeded as error:
            ended = str(error).rstrip(".")
        finally:
            channel.close()
        return runs, number, ended

    def _all_there(self, kept: int) -> None:
        """Raise `Closed` if a cell has ended or stopped a process that keeps a state."""
        try:
            for keeper in self._keepers[:kept]:
                keeper.ping()
        except (TimeoutError, WireError):
            raise Closed from None

    def _begin(self, steps: Sequence[Step]) -> Channel:
        self._group = {step.exercise: step.group for step in steps if step.do == "names"}
        pairs = [socket.socketpair() for _ in range(max(self._group.values(), default=-1) + 1)]
        mine, theirs = socket.socketpair()
        limits = self.limits
        try:
            self.jail.begin(theirs, limits, slow_imports(step.source for step in steps))
            self._open = True
            socket.send_fds(mine, [b"p"], [there.fileno() for _, there in pairs])
            channel = Channel(mine.detach(), limits.frame, limits.frames)
            orders = [{"do": s.do, "source": s.source, "exercise": s.exercise} for s in steps]
            job = {"steps": orders, "files": self._files, "limits": limits.as_dict()}
            channel.send(job, self._until(START))
        finally:
            theirs.close()
            for _, there in pairs:
                there.close()
        self._keepers = [
            Keeper(
                Channel(here.detach(), limits.frame, limits.frames),
                limits,
                self._until,
                self.watch.look,
            )
            for here, _ in pairs
        ]
        self.told = False
        return channel

    def reached(self, name: str) -> bool:
        """Whether the test cell of an exercise was reached."""
        return name in self._group

    def keeper(self, name: str) -> Keeper | None:
        """The kept state of an exercise; all cells run again if another exercise has ended it."""
        if name not in self._group:
            return None
        at = self._group[name]
        if at >= len(self._keepers) or self._keepers[at].gone:
            self.run_again()
        return self._keepers[at] if at < len(self._keepers) else None

    def crowded(self) -> bool:
        """Whether calls have left processes behind, which would slow down the next."""
        family = len(descendants_of(self.jail.worker))
        return family > self._family + sum(keeper.running for keeper in self._keepers)

    def run_again(self) -> None:
        """End all that the submission has started, and bring it to where it was."""
        self.end(BETWEEN)
        self._whole = False
        if time.monotonic() < self.end_at and not self._given_up:
            self._given_up = bool(self._run_once(self._cells, self.end_at)[2])
            if self._given_up:
                self.end()

    def run_less(self, began: bool) -> bool:
        """Run again without cells that may have left no room for calls; False if all are needed.

        Those behind the last test cell go first; then, where not even the function was found, the
        one that had to be stopped and those behind it.
        """
        if self._whole:
            self.run_again()
        elif not began and self._endless < len(self._cells):
            self._cells = self._cells[: self._endless]
            self.run_again()
        else:
            return False
        return True

    def close(self) -> None:
        """End everything that the submission started.

        Raises
        ------
        JailBroken
            If that cannot be made sure; the jail is to be killed then.
        """
        if time.monotonic() >= self.end_at and not self.ended:
            self.ended = (
                f"It did not end within the {self.limits.submission_seconds:g} s that a submission "
                "has; what was not reached does not count."
            )
        self.end()

    def end(self, seconds: float = END_SECONDS) -> None:
        """End all that the submission has started; it may be run again."""
        for keeper in self._keepers:
            keeper.close()
        self._keepers = []
        if self._open:
            self._open = False
            self.jail.end(seconds)

    def _until(self, seconds: float) -> float:
        return min(self.end_at, time.monotonic() + seconds)


def _cell_run(frame: Any, number: int) -> CellRun:
    if not isinstance(frame, dict):
        raise WireError("a cell's result that is none")
    step, error = frame.get("step"), frame.get("error")
    outputs, seconds = frame.get("outputs"), frame.get("seconds")
    good = (
        type(step) is int
        and step == number
        and isinstance(error, str)
        and isinstance(outputs, list)
        and type(seconds) is float
        and math.isfinite(seconds)
    )
    if not good:
        raise WireError("a cell's result that is none")
    return CellRun(one_line(error, 80), outputs, seconds)
