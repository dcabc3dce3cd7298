"""A submission's functions are asked: public cases first, then hidden ones.

Words of public cases are shown to the student, so no process that has ever met a hidden input may
say them: all public cases are asked first (`Session.ahead`). Where one has to be asked later, all
that the submission has started is ended, and its cells run again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.sandbox.asking import Asked, PublicAnswer, ask_cases, goes_on
from autograder.sandbox.inside.wire import Closed, WireError
from autograder.sandbox.jail import Jail
from autograder.sandbox.keepers import Caller, Found
from autograder.sandbox.limits import Limits
from autograder.sandbox.states import CellRun, States
from autograder.sandbox.steps import Cell
from autograder.sandbox.watch import Exceeded, Watch
from course_lib.checks.judgement import Judgement
from course_lib.checks.probe import Outcome

Judge = Callable[[dict[str, Any], list[list[Outcome]]], Judgement]
Helpers = Callable[[dict[str, Any], set[str]], tuple[str, ...]]
_Key = tuple[str, tuple[str, ...]]


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
    judgement : Judgement or None
        Of the public ones, where it was made already.
    trouble : str
        What went wrong between the grader and the submission, or empty.
    seconds : float
    """

    found: bool = False
    problem: str = ""
    note: str = ""
    public: list[list[Outcome]] = field(default_factory=list)
    hidden: list[list[Outcome]] = field(default_factory=list)
    judgement: Judgement | None = None
    trouble: str = ""
    seconds: float = 0.0


class Session:
    """A conversation with a submission.

    Parameters
    ----------
    jail : Jail
        A worker that runs nothing else meanwhile.
    limits : Limits
    """

    def __init__(self, jail: Jail, limits: Limits) -> None:
        self._states = States(jail, limits)
        self._public: dict[_Key, PublicAnswer] = {}
        self._company: dict[str, bool] = {}
        self._ahead = False

    @property
    def watch(self) -> Watch:
        """What looks at its memory."""
        return self._states.watch

    @property
    def ended(self) -> str:
        """Why cells do not count, in a sentence, or empty."""
        return self._states.ended

    @property
    def forged(self) -> str:
        """What it has sent that is no answer, in a sentence, or empty."""
        return self._states.forged

    def run(self, cells: Sequence[Cell], files: dict[str, bytes]) -> list[CellRun | None]:
        """Run the cells; see `States.run`."""
        return self._states.run(cells, files)

    def shared(self, name: str) -> bool:
        """Whether calls for other exercises came before this one's last in the same process."""
        return self._company.get(name, False)

    def close(self) -> None:
        """End everything that the submission started; see `States.close`."""
        self._states.close()

    def ahead(self, exercises: Iterable[dict[str, Any]], judge: Judge, helpers: Helpers) -> None:
        """Ask every function the public cases, before any hidden input is sent.

        What it brings is kept and given by `ask`. A function that fails beside others is asked
        again in a process of its own, and with stand-ins for the helpers that failed.

        Parameters
        ----------
        exercises : iterable of dict
            The public pack's records, in the notebook's order.
        judge : callable
            Takes a record and outcomes.
        helpers : callable
            Takes a record and the exercises that pass; those that a stand-in is needed for.
        """
        self._ahead = True
        right: set[str] = set()
        for exercise in exercises:
            name = exercise["name"]
            if not self._states.reached(name):
                continue
            good, failed = self._settle(exercise, (), judge), helpers(exercise, right)
            if good:
                right |= set() if failed else {name}
                continue
            done = self._public[name, ()].outcomes
            if failed and done and not _stub(done) and done[-1][-1].status != "forbidden":
                self._settle(exercise, failed, judge)

    def _settle(self, exercise: dict[str, Any], stand_ins: tuple[str, ...], judge: Judge) -> bool:
        cases, name = exercise["cases"], exercise["name"]
        answer = self._ask_public(exercise, cases, stand_ins, fresh=False)
        judged = judge(exercise, answer.outcomes)
        endless = bool(answer.trouble and answer.outcomes)  # once is enough of it
        if not judged.passed and not endless and not _stub(answer.outcomes) and self.shared(name):
            answer = self._ask_public(exercise, cases, stand_ins, fresh=True)
            judged = judge(exercise, answer.outcomes)
        self._public[name, stand_ins] = replace(answer, judgement=judged)
        return judged.passed

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
        if not self._states.reached(exercise["name"]):
            return Answer(trouble=self.ended or "Its test cell was not reached.")
        key = exercise["name"], tuple(stand_ins)
        begin = time.monotonic()
        first = self._public.get(key)
        asked_before = first is not None and (first.settled or not fresh)
        if not asked_before:
            if self._states.told and self._ahead:
                self._states.run_again()
            first = self._public[key] = self._ask_public(exercise, public, key[1], fresh=fresh)
        assert first is not None
        asked = Asked()
        trouble = first.trouble
        if first.goes_on and hidden:

            def talk(caller: Caller) -> str:
                self._states.told = True
                asked.forget()
                return ask_cases(caller, exercise, hidden, key[1], asked)

            # What is wrong already would be asked again on its own: at once, then.
            alone = fresh or first.alone or first.wrong
            trouble = self._talk(key, alone, talk)
        return Answer(
            first.found.found,
            first.found.problem,
            first.found.note,
            first.outcomes,
            asked.outcomes,
            first.judgement,
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
        asked = Asked()

        def talk(caller: Caller) -> str:
            asked.forget()
            return ask_cases(caller, exercise, cases, stand_ins, asked)

        trouble = self._talk((exercise["name"], tuple(stand_ins)), fresh, talk)
        found, done = asked.found or Found(), asked.outcomes
        more = found.found and not found.problem and not trouble and goes_on(cases, done)
        return PublicAnswer(found, done, trouble, more, fresh, seconds=time.monotonic() - begin)

    def _talk(self, key: _Key, alone: bool, talk: Callable[[Caller], str]) -> str:
        """Have a conversation with the state that an exercise was kept in; what went wrong.

        Parameters
        ----------
        key : (str, tuple of str)
            The exercise and the stand-ins that it is asked with.
        alone : bool
            Whether in a process that is asked for nothing else.
        talk : callable
        """
        trouble, began = self._try_to_talk(key, alone, talk)
        while trouble and self._states.run_less(began):
            trouble, began = self._try_to_talk(key, alone, talk)
        return trouble

    def _try_to_talk(
        self, key: _Key, alone: bool, talk: Callable[[Caller], str]
    ) -> tuple[str, bool]:
        """What went wrong; whether the function was found before."""
        states, name = self._states, key[0]
        keeper = states.keeper(name)
        if keeper is None:
            return "Its process was gone.", False
        caller = keeper.caller(key if alone else None)
        try:
            trouble = talk(caller)
        except Closed:
            trouble = "Its process was gone."
        except TimeoutError:
            trouble = "Its process did not answer in time."
        except WireError as error:
            states.forged = trouble = f"Its process sent the grader {error}."
        except Exceeded as error:
            trouble = str(error)
            states.end()
        self._company[name] = bool(caller.names - {name})
        if trouble or (not caller.running and states.crowded()):
            keeper.close()
        return trouble, caller.asked == name


def _stub(outcomes: list[list[Outcome]]) -> bool:
    """Whether a function is not written yet: no call before it is to blame for that."""
    return bool(outcomes) and outcomes[-1][-1].status == "stub"
