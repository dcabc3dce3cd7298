"""One submission in a jail, seen from outside: run its cells, then ask its functions.

What comes back is plain data and is believed as little as possible: a message that is not one ends
the submission's say, never the grader's run.

Words of public cases are shown to the student, so no process that has ever met a hidden input may
say them: all public cases are asked first (`Session.ahead`). Where one has to be asked later, all
that the submission has started is ended, and its cells run again.
"""

from __future__ import annotations

import math
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.sandbox.asking import (
    SLACK,
    Found,
    Keeper,
    PublicAnswer,
    ask_cases,
    goes_on,
)
from autograder.sandbox.inside.outcomes import one_line
from autograder.sandbox.inside.wire import Channel, Closed, WireError
from autograder.sandbox.jail import END_SECONDS, Jail
from autograder.sandbox.limits import Limits
from autograder.sandbox.steps import Cell, Step, plan_steps
from autograder.sandbox.watch import Exceeded, Watch, descendants_of
from course_lib.checks.probe import Outcome

START = 20.0
RUNS = 3  # a submission that ends itself is run again up to there, so often at most
CELLS = 0.4  # part of a submission's time that its cells may take, so that a second run fits in
BETWEEN = 10.0  # seconds that the processes of a run may take to die before the next
_ENDLESS = "CellTimeout"

Passes = Callable[[dict[str, Any], list[list[Outcome]]], bool]
Helpers = Callable[[dict[str, Any], set[str]], tuple[str, ...]]


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
        begin = time.monotonic()
        self.end_at = begin + limits.submission_seconds
        self._cells_end = begin + CELLS * limits.submission_seconds
        self.ended = ""
        self.forged = ""
        self._cells: Sequence[Cell] = ()
        self._files: dict[str, bytes] = {}
        self._keepers: list[Keeper] = []
        self._group: dict[str, int] = {}
        self._public: dict[tuple[str, tuple[str, ...]], PublicAnswer] = {}
        self._open = False
        self._told = False  # whether its processes have met a hidden input
        self._ahead = False
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
            self._close(BETWEEN)
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
            self.jail.begin(theirs, limits)
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
        self._told = False
        return channel

    def ahead(self, exercises: Iterable[dict[str, Any]], passes: Passes, helpers: Helpers) -> None:
        """Ask every function the public cases, before any hidden input is sent.

        What it brings is kept and given by `ask`. A function that fails beside others is asked
        again in a process of its own, and with stand-ins for the helpers that failed.

        Parameters
        ----------
        exercises : iterable of dict
            The public pack's records, in the notebook's order.
        passes : callable
            Takes a record and outcomes; whether all is right.
        helpers : callable
            Takes a record and the exercises that pass; those that a stand-in is needed for.
        """
        self._ahead = True
        right: set[str] = set()
        for exercise in exercises:
            name = exercise["name"]
            if name not in self._group:
                continue
            if self._settle(exercise, (), passes):
                right.add(name)
                continue
            failed = helpers(exercise, right)
            done = self._public[name, ()].outcomes
            if failed and done and not _stub(done) and done[-1][-1].status != "forbidden":
                self._settle(exercise, failed, passes)

    def _settle(self, exercise: dict[str, Any], stand_ins: tuple[str, ...], passes: Passes) -> bool:
        cases, name = exercise["cases"], exercise["name"]
        answer = self._ask_public(exercise, cases, stand_ins, fresh=False)
        good = passes(exercise, answer.outcomes)
        endless = bool(answer.trouble and answer.outcomes)  # once is enough of it
        if not good and not endless and not _stub(answer.outcomes) and self.shared(name):
            answer = self._ask_public(exercise, cases, stand_ins, fresh=True)
            good = passes(exercise, answer.outcomes)
        self._public[name, stand_ins] = replace(answer, settled=True, good=good)
        return good

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
        if exercise["name"] not in self._group:
            return Answer(trouble=self.ended or "Its test cell was not reached.")
        key = exercise["name"], tuple(stand_ins)
        begin = time.monotonic()
        first = self._public.get(key)
        asked_before = first is not None and (first.settled or not fresh)
        if not asked_before:
            if self._told and self._ahead:
                self._run_again()
            first = self._public[key] = self._ask_public(exercise, public, key[1], fresh=fresh)
        assert first is not None
        done: list[list[Outcome]] = []
        trouble = first.trouble
        if first.goes_on and hidden:

            def talk(keeper: Keeper) -> str:
                self._told = True
                return ask_cases(keeper, exercise, hidden, key[1], done)[1]

            # What is wrong already would be asked again on its own: at once, then.
            alone = fresh or (first.settled and not first.good and self.shared(exercise["name"]))
            trouble = self._talk(exercise, alone and asked_before, talk)
        return Answer(
            first.found.found,
            first.found.problem,
            first.found.note,
            first.outcomes,
            done,
            trouble,
            time.monotonic() - begin + (first.seconds if asked_before else 0.0),
        )

    def _ask_public(
        self,
        exercise: dict[str, Any],
        cases: Sequence[dict[str, Any]],
        stand_ins: Sequence[str],
        fresh: bool,
    ) -> PublicAnswer:
        begin = time.monotonic()
        done: list[list[Outcome]] = []
        found = Found()

        def talk(keeper: Keeper) -> str:
            nonlocal found
            found, trouble = ask_cases(keeper, exercise, cases, stand_ins, done)
            return trouble

        trouble = self._talk(exercise, fresh, talk)
        more = found.found and not found.problem and not trouble and goes_on(cases, done)
        return PublicAnswer(found, done, trouble, more, fresh, seconds=time.monotonic() - begin)

    def _talk(self, exercise: dict[str, Any], fresh: bool, talk: Callable[[Keeper], str]) -> str:
        """Have a conversation with the state that an exercise was kept in; what went wrong."""
        trouble, began = self._try_to_talk(exercise, fresh, talk)
        # What cells have left running may leave no room: without those behind the last test cell,
        # then without the one that had to be stopped and those behind it, it may go.
        if trouble and self._whole:
            self._run_again()
            trouble, began = self._try_to_talk(exercise, fresh, talk)
        if trouble and not began and self._endless < len(self._cells):
            self._cells = self._cells[: self._endless]
            self._run_again()
            trouble, _ = self._try_to_talk(exercise, fresh, talk)
        return trouble

    def _try_to_talk(
        self, exercise: dict[str, Any], fresh: bool, talk: Callable[[Keeper], str]
    ) -> tuple[str, bool]:
        """What went wrong; whether the function was found before."""
        name = exercise["name"]
        keeper = self._keeper(name)
        if keeper is None:
            return "Its process was gone.", False
        keeper.asked = ""
        try:
            if fresh:
                keeper.finish()
            trouble = talk(keeper)
        except Closed:
            trouble = "Its process was gone."
        except TimeoutError:
            trouble = "Its process did not answer in time."
        except WireError as error:
            self.forged = trouble = f"Its process sent the grader {error}."
        except Exceeded as error:
            trouble = str(error)
            self._close()
        if trouble or (not keeper.running and self._crowded()):
            keeper.channel.close()
        return trouble, keeper.asked == name

    def _crowded(self) -> bool:
        """Whether calls have left processes behind, which would slow down the next."""
        family = len(descendants_of(self.jail.worker))
        return family > self._family + sum(keeper.running for keeper in self._keepers)

    def _keeper(self, name: str) -> Keeper | None:
        """The kept state of an exercise; all cells run again if another exercise has ended it."""
        if name not in self._group:
            return None
        at = self._group[name]
        if at >= len(self._keepers) or self._keepers[at].gone:
            self._run_again()
        return self._keepers[at] if at < len(self._keepers) else None

    def _run_again(self) -> None:
        """End all that the submission has started, and bring it to where it was."""
        self._close(BETWEEN)
        self._whole = False
        if time.monotonic() < self.end_at and not self._given_up:
            self._given_up = bool(self._run_once(self._cells, self.end_at)[2])
            if self._given_up:
                self._close()

    def shared(self, name: str) -> bool:
        """Whether calls for other exercises came before this one's in the same process."""
        at = self._group.get(name, -1)
        return 0 <= at < len(self._keepers) and bool(self._keepers[at].names - {name})

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
        self._close()

    def _close(self, seconds: float = END_SECONDS) -> None:
        for keeper in self._keepers:
            keeper.channel.close()
        self._keepers = []
        if self._open:
            self._open = False
            self.jail.end(seconds)

    def _until(self, seconds: float) -> float:
        return min(self.end_at, time.monotonic() + seconds)


def _stub(outcomes: list[list[Outcome]]) -> bool:
    """Whether a function is not written yet: no call before it is to blame for that."""
    return bool(outcomes) and outcomes[-1][-1].status == "stub"


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
