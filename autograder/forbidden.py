"""A static look: does an answer mention what its exercise forbids?

While a function is called, forbidden names refuse to work (`course_lib.checks.forbid`); code that
wants to can get round that. It cannot hide from a reader, and this says whom a person should read.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from autograder.submission import Plan

ROUNDABOUT = {
    "importlib", "__import__", "eval", "exec", "compile", "sys.modules", "ctypes", "gc", "inspect",
    "globals", "vars", "__builtins__", "builtins", "pickle", "subprocess",
}  # fmt: skip
"""Ways to a name that does not stand in the text. An answer to an exercise here needs none."""

PARTS = 8
"""Most parts of a forbidden name; ``sklearn.cluster.KMeans`` has three."""


def forbidden_names(plan: Plan, exercise: str, forbid: list[str]) -> list[str]:
    """Forbidden names that the answer, or a cell of the student's that it leans on, mentions.

    Parameters
    ----------
    plan : Plan
    exercise : str
    forbid : list of str
        Dotted names.
    """
    forbid = [*forbid, *sorted(ROUNDABOUT)]
    answer = _facts(plan.answers.get(exercise, ""))
    found = _among(answer, forbid)
    for cell in plan.notebook["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] != "code" or mark.get("locked") or mark.get("grade_id") == exercise:
            continue
        if mark.get("grade_id") in plan.answers:
            continue  # another exercise; it is looked at by itself
        facts = _facts(cell["source"])
        if facts.bound & answer.loaded:
            found += _among(facts, forbid)
    return list(dict.fromkeys(found))


def loaded_names(text: str) -> set[str]:
    """Names that a cell mentions, without those that are its functions' own variables."""
    facts = _facts(text)
    return set(facts.loaded - facts.local)


@dataclass(frozen=True)
class _Facts:
    """What a cell's text tells: dotted names and texts in it and what stands before their dots,
    names it mentions, names it gives, variables of its functions."""

    mentioned: frozenset[str] = frozenset()
    loaded: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=64)  # every exercise asks for the same few cells
def _facts(text: str) -> _Facts:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _Facts()
    mentioned: set[str] = set()
    loaded: set[str] = set()
    bound: set[str] = set()
    dotted: set[str] = set()
    aliases: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            loaded.add(node.id)
            if isinstance(node.ctx, ast.Store):
                bound.add(node.id)
        elif isinstance(node, ast.Attribute):
            dotted.add(_dotted(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            mentioned.add(node.value[:80])
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            above = f"{node.module}." if isinstance(node, ast.ImportFrom) and node.module else ""
            for alias in node.names:
                mentioned.add(above + alias.name)
                head = alias.asname or alias.name.split(".")[0]
                aliases[head] = above + alias.name
                bound.add(head)
    for name in (dotted | loaded) - {""}:
        head, _, rest = name.partition(".")
        mentioned |= {name, ".".join(filter(None, (aliases.get(head, head), rest)))}
    # Only as far as a forbidden name goes: a student's may have thousands of dots.
    above = {
        name
        for whole in mentioned
        for name in accumulate(whole.split(".", PARTS)[:PARTS], "{}.{}".format)
    }
    local = frozenset(_variables(tree))
    return _Facts(frozenset(above), frozenset(loaded), frozenset(bound), local)


def _variables(tree: ast.AST) -> Iterator[str]:
    """Parameters and variables of all functions in a tree."""
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)]
    while waiting:
        node, inside = waiting.pop()
        named = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        if isinstance(node, ast.arg):
            yield node.arg
        elif inside and named:
            yield node.name
        elif inside and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        within = inside or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        waiting += [(child, within) for child in ast.iter_child_nodes(node)]


def _among(facts: _Facts, forbid: list[str]) -> list[str]:
    """Which of the forbidden names a cell mentions, or names below them."""
    return [name for name in forbid if name in facts.mentioned]


def _dotted(node: ast.AST) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not parts or not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])
