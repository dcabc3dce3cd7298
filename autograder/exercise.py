"""What an author writes: exercises with their cases, right answers and misconceptions.

All of an exercise stands in one place, ``autograder/exercises/<unit>.py``::

    @exercise(points=2, minutes=20, returns=["labels"])
    def assign_labels(features, means): ...            # the reference, textbook-plain

    @assign_labels.case("two means on a line")          # public: fixed inputs
    def _(): return dict(features=..., means=...)

    @assign_labels.case("random features", hidden=True) # hidden: takes a generator
    def _(rng): return dict(features=..., means=...)

    @assign_labels.misconception("You took the farthest mean: …")
    def farthest(features, means): ...

    @assign_labels.right_answer                         # must get full marks
    def with_loops(features, means): ...
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Case:
    """One call of the student's function.

    Attributes
    ----------
    name : str
        What the case shows, as the student reads it.
    build : callable
        Returns the inputs by parameter name; takes a generator if `hidden`.
    group : str
        The group whose points it shares; the exercise's first group is what it is about.
    hidden : bool
        Whether only the grader has it.
    seeds : int
        For functions that draw: how many generators it is called with.
    properties : tuple of dict
        What must hold of the results of a function that draws (`course_lib.checks.properties`).
    raises : str
        Name of the exception that is the right answer, or empty.
    judge : dict
        Tolerances, ``{"rtol": …, "atol": …}``, or ``{"name": "rounded"}``; or
        ``{"name": "partition"}``, for groups of any numbering, alone or with their centres,
        ``{"name": "trajectory"}`` (`course_lib.checks.free_form`), ``{"name": "regions"}``, for
        region maps with 0 as background (`course_lib.checks.regions`), ``{"name": "matched",
        "least": 0.9}``, for those whose regions may differ at their edges, by intersection over
        union (`course_lib.checks.matching`), ``{"name": "inside"}``, for pictures whose rim is not
        judged (`course_lib.checks.rim`), ``{"name": "sparse"}`` or ``{"name": "eigenvector"}``
        (`course_lib.checks.structures`).
    """

    name: str
    build: Callable[..., dict[str, Any]]
    group: str
    hidden: bool = False
    seeds: int = 0
    properties: tuple[dict[str, Any], ...] = ()
    raises: str = ""
    judge: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that students really give, with the hint that names the mistake."""

    name: str
    hint: str
    function: Callable[..., Any]


class Exercise:
    """One function that a student writes. Made by `exercise`; calling it calls the reference."""

    def __init__(self, reference: Callable[..., Any], **facts: Any) -> None:
        self.reference = reference
        self.name: str = reference.__name__
        self.points: float = facts["points"]
        self.minutes: int = facts["minutes"]
        self.core: bool = facts["core"]
        self.returns: list[str] = facts["returns"]
        self.uses: list[str] = facts["uses"]
        self.forbid: list[str] = facts["forbid"]
        self.groups: dict[str, float] = facts["groups"]
        self.judge: dict[str, Any] = facts["judge"]
        self.cases: list[Case] = []
        self.misconceptions: list[Misconception] = []
        self.right_answers: dict[str, Callable[..., Any]] = {}
        self.expected: Callable[..., Any] = reference

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.reference(*args, **kwargs)

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """Names of the parameters and whether they have defaults."""
        listed = inspect.signature(self.reference).parameters.values()
        return [{"name": p.name, "optional": p.default is not p.empty} for p in listed]

    def case(
        self,
        name: str,
        *,
        group: str | None = None,
        hidden: bool = False,
        seeds: int = 0,
        properties: Iterable[str | tuple[str, dict[str, Any]]] = (),
        raises: str = "",
        judge: dict[str, Any] | None = None,
    ) -> Callable[[Callable[..., dict[str, Any]]], Callable[..., dict[str, Any]]]:
        """Add a case; the decorated function returns the inputs."""
        group = group or next(iter(self.groups))
        if group not in self.groups:
            raise ValueError(f"group must be one of {list(self.groups)}, got {group!r}")
        if name in {case.name for case in self.cases}:
            raise ValueError(f"case names of {self.name} must differ, got {name!r} twice")
        specs = tuple(
            {"name": p, "args": {}} if isinstance(p, str) else {"name": p[0], "args": p[1]}
            for p in properties
        )
        if seeds and not (specs or raises):
            raise ValueError(f"a case of {self.name} that draws needs properties or raises")

        def add(build: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
            judged = self.judge if judge is None else judge
            self.cases.append(Case(name, build, group, hidden, seeds, specs, raises, judged))
            return build

        return add

    def misconception(self, hint: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Add a wrong answer with the hint that a student who gives it will read."""

        def add(function: Callable[..., Any]) -> Callable[..., Any]:
            self.misconceptions.append(Misconception(function.__name__, hint, function))
            return function

        return add

    def right_answer(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Add another right answer; it must get full marks."""
        self.right_answers[function.__name__] = function
        return function

    def exact(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Give the values before rounding, for exercises that are judged with ``"rounded"``."""
        self.expected = function
        return function

    def inputs(self, case: Case, rng: np.random.Generator | None = None) -> dict[str, Any]:
        """A case's inputs in the order of the parameters.

        Raises
        ------
        ValueError
            If the case gives a parameter that the exercise does not have.
        """
        built = case.build(rng) if case.hidden else case.build()
        names = [p["name"] for p in self.parameters]
        unknown = set(built) - set(names)
        if unknown:
            raise ValueError(f"case {case.name!r} of {self.name} gives unknown {sorted(unknown)}")
        return {name: built[name] for name in names if name in built}


def exercise(
    *,
    points: float,
    minutes: int,
    returns: list[str],
    core: bool = True,
    uses: Iterable[str] = (),
    forbid: Iterable[str] = (),
    groups: dict[str, float] | None = None,
    judge: dict[str, Any] | None = None,
) -> Callable[[Callable[..., Any]], Exercise]:
    """Make the decorated reference function an exercise.

    Parameters
    ----------
    points, minutes : float, int
        What it is worth and how long it takes; the notebook's heading says the same.
    returns : list of str
        Names of what it returns, for sentences.
    core : bool
        False for an extra, whose points are a bonus.
    uses, forbid : iterable of str
        Exercises it builds on; dotted names that may not be used.
    groups : dict of str to float
        Weights of the groups of cases, the main one first; default one group.
    judge : dict
        Tolerances of its cases; default rtol 1e-5, atol 1e-4.
    """

    def make(reference: Callable[..., Any]) -> Exercise:
        return Exercise(
            reference,
            points=points,
            minutes=minutes,
            core=core,
            returns=list(returns),
            uses=list(uses),
            forbid=list(forbid),
            groups=groups or {"main": 1.0},
            judge=judge or {},
        )

    return make
