"""The conversation about an exercise: a function is called on cases, outcomes come back."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.sandbox.inside.outcomes import ends
from autograder.sandbox.keepers import Caller, Found
from course_lib.checks.judgement import Judgement
from course_lib.checks.probe import Outcome


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
    alone : bool
        Whether they were asked in a process that was asked for nothing else.
    judgement : Judgement or None
        What was made of them, if it was.
    seconds : float
    """

    found: Found = Found()
    outcomes: list[list[Outcome]] = field(default_factory=list)
    trouble: str = ""
    goes_on: bool = False
    alone: bool = False
    judgement: Judgement | None = None
    seconds: float = 0.0

    @property
    def settled(self) -> bool:
        """Whether asking again in a process of its own would give the same."""
        return self.alone or self.judgement is not None

    @property
    def wrong(self) -> bool:
        """Whether it is known that not all is right."""
        return self.judgement is not None and not self.judgement.passed


@dataclass
class Asked:
    """What was learned so far: what stands behind the name, and the cases' outcomes."""

    found: Found | None = None
    outcomes: list[list[Outcome]] = field(default_factory=list)

    def forget(self) -> None:
        """Start anew, as cells that ran again do."""
        self.found, self.outcomes = None, []


def ask_cases(
    caller: Caller,
    exercise: dict[str, Any],
    cases: Sequence[dict[str, Any]],
    stand_ins: Sequence[str],
    asked: Asked,
) -> str:
    """Call a function on cases until one that ends the asking.

    Parameters
    ----------
    caller : Caller
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
        left = cases[len(done) :] if done else cases
        again, found = asked.found is not None, caller.begin(exercise, stand_ins, left)
        asked.found = asked.found or found
        if not found.found or found.problem:
            return "It could not be called any more." if again else ""
        for case in left:
            begin = time.monotonic()
            try:
                outcomes = caller.outcomes(case)
            except TimeoutError:  # it ignores the alarm: nothing more can be asked of this state
                done.append([Outcome("timeout", seconds=time.monotonic() - begin)])
                return "A call did not end in time and could not be stopped."
            done.append(outcomes)
            if ends(outcomes):
                return ""
            if not caller.running:  # the call has ended its process; another one goes on
                break
    return ""


def goes_on(cases: Sequence[dict[str, Any]], done: list[list[Outcome]]) -> bool:
    """Whether all cases were called and none ended the asking."""
    return len(done) == len(cases) and (not done or not ends(done[-1]))
