"""From cells to steps: where the state of a submission has to be kept as a whole.

At a test cell its state is kept for the calls to come. If the cells that follow only define
functions, the names of that moment are all that can differ later, and keeping them is enough; a
copy of the whole process is kept only before a cell that could change more.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One code cell to run, or, with an exercise's name, a place to keep the state at."""

    source: str
    exercise: str = ""


@dataclass(frozen=True)
class Step:
    """What a submission's process does next.

    Attributes
    ----------
    do : {"run", "names", "state"}
        Run a cell; keep the names for an exercise; keep a copy of the process.
    cell : int
        The cell's number; -1 for ``"state"``.
    group : int
        For ``"names"``: which kept state, counted from 0, answers for the exercise.
    """

    do: str
    cell: int = -1
    source: str = ""
    exercise: str = ""
    group: int = 0


def plan_steps(cells: Sequence[Cell]) -> list[Step]:
    """The steps of a notebook. The state after the last one answers for the last exercises."""
    steps: list[Step] = []
    group, pending = 0, False
    for number, cell in enumerate(cells):
        if cell.exercise:
            steps.append(Step("names", number, exercise=cell.exercise, group=group))
            pending = True
            continue
        if pending and not only_defines(cell.source):
            steps.append(Step("state"))
            group, pending = group + 1, False
        steps.append(Step("run", number, cell.source))
    return steps


LONGEST = 50_000
"""Characters of a cell that are parsed; a parser makes a hundred times as much of a text."""


def only_defines(source: str) -> bool:
    """Whether a cell does no more than give functions and constants a name."""
    if len(source) > LONGEST:
        return False
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False  # a magic, perhaps
    return all(_defines(node) for node in body)


def _defines(node: ast.stmt) -> bool:
    if isinstance(node, ast.FunctionDef):
        arguments = node.args
        parts = [*arguments.defaults, *filter(None, arguments.kw_defaults)]
        notes = [a.annotation for a in ast.walk(arguments) if isinstance(a, ast.arg)]
        notes.append(node.returns)
        return (
            not node.decorator_list
            and all(isinstance(part, ast.Constant) for part in parts)
            and all(_quiet(note) for note in notes)
        )
    if isinstance(node, ast.Assign):
        names = all(isinstance(target, ast.Name) for target in node.targets)
        return names and isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Pass) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def _quiet(note: ast.expr | None) -> bool:
    return note is None or all(
        isinstance(part, (ast.Constant, ast.Name, ast.Attribute, ast.expr_context))
        for part in ast.walk(note)
    )
