"""From cells to steps: where the state of a submission has to be kept as a whole.

At a test cell its state is kept for the calls to come. If the cells that follow only define
functions and classes or import well-known libraries, or are the instructor's own and call nothing
of the student's, the names of that moment are all that can differ later, and keeping them is
enough; a copy of the whole process is kept only before a cell
that could change more. (This is for fairness, no wall: code that wants to change what its own
earlier answers do may do so.)
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One code cell to run, or, with an exercise's name, a place to keep the state at.

    Attributes
    ----------
    source, exercise : str
    harmless : bool
        Whether it is known to do nothing that an answer could meet, but for names.
    """

    source: str
    exercise: str = ""
    harmless: bool = False


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
        if pending and not cell.harmless and not only_defines(cell.source):
            steps.append(Step("state"))
            group, pending = group + 1, False
        steps.append(Step("run", number, cell.source))
    return steps


LIBRARIES = sys.stdlib_module_names | {
    "PIL", "course_lib", "cv2", "matplotlib", "mpl_toolkits", "numba", "numpy", "pandas", "scipy",
    "skimage", "sklearn", "torch", "torchvision",
}  # fmt: skip
"""Importing them gives names and changes nothing else that an answer could meet."""

SLOW = frozenset((
    "cv2", "pandas", "scipy.cluster.vq", "scipy.ndimage", "scipy.optimize", "scipy.signal",
    "scipy.sparse.linalg", "scipy.spatial", "scipy.spatial.distance", "scipy.stats", "seaborn",
    "skimage.color", "skimage.measure", "skimage.segmentation", "skimage.transform", "sklearn",
    "sklearn.cluster", "sklearn.metrics", "sklearn.metrics.pairwise", "sklearn.neighbors",
    "sklearn.preprocessing", "torch.nn.functional", "torchvision",
))  # fmt: skip
"""What students like to import and what takes long to; a worker does it once, when it is first
wanted. Whole names, so that no notebook makes a worker import anything else."""


def slow_imports(sources: Iterable[str]) -> list[str]:
    """Modules of `SLOW` that cells import.

    Parameters
    ----------
    sources : iterable of str
    """
    wanted: set[str] = set()
    for source in sources:
        body = _parsed(source) if "import" in source else None
        for node in ast.walk(ast.Module(body or [], [])):
            if isinstance(node, ast.Import):
                wanted |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                wanted |= {node.module, *(f"{node.module}.{part.name}" for part in node.names)}
    return sorted(SLOW & wanted)


LONGEST = 50_000
"""Characters of a cell that are parsed; a parser makes a hundred times as much of a text."""


def only_defines(source: str) -> bool:
    """Whether a cell does no more than give functions and constants a name."""
    body = _parsed(source)
    return body is not None and all(_defines(node) for node in body)


def _parsed(source: str) -> list[ast.stmt] | None:
    """A cell's statements; None if it is none of Python's, or too long."""
    if len(source) > LONGEST:
        return None
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None  # a magic, perhaps


def _defines(node: ast.stmt) -> bool:
    match node:
        case ast.FunctionDef():
            return _function(node)
        case ast.ClassDef(decorator_list=[], keywords=[]):
            bases = all(isinstance(base, (ast.Name, ast.Attribute)) for base in node.bases)
            return bases and all(_defines(part) for part in node.body)
        case ast.Assign():
            names = all(isinstance(target, ast.Name) for target in node.targets)
            return names and _constant(node.value)
        case ast.Import():
            return all(_known(name.name) for name in node.names)
        case ast.ImportFrom(module=str(), level=0):
            return _known(node.module) and all(name.name != "*" for name in node.names)
    return isinstance(node, ast.Pass) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def _function(node: ast.FunctionDef) -> bool:
    arguments = node.args
    parts = [*arguments.defaults, *filter(None, arguments.kw_defaults)]
    notes = [a.annotation for a in ast.walk(arguments) if isinstance(a, ast.arg)]
    notes.append(node.returns)
    return (
        not node.decorator_list
        and all(_constant(part) for part in parts)
        and all(_quiet(note) for note in notes)
    )


def _constant(node: ast.expr) -> bool:
    """Whether an expression is a number, a text or a tuple of them."""
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    if isinstance(node, ast.Tuple):
        return all(map(_constant, node.elts))
    return isinstance(node, ast.Constant)


def _known(module: str) -> bool:
    return module.partition(".")[0] in LIBRARIES


def _quiet(note: ast.expr | None) -> bool:
    return note is None or all(
        isinstance(part, (ast.Constant, ast.Name, ast.Attribute, ast.expr_context))
        for part in ast.walk(note)
    )
