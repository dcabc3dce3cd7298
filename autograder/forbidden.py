"""A static look: does an answer mention what its exercise forbids?

While a function is called, forbidden names refuse to work (`course_lib.checks.forbid`); code that
wants to can get round that. It cannot hide from a reader, and this says whom a person should read.
"""

from __future__ import annotations

import ast

from autograder.submission import Plan

ROUNDABOUT = {
    "importlib", "__import__", "eval", "exec", "compile", "sys.modules", "ctypes", "gc", "inspect",
    "globals", "vars", "__builtins__", "builtins", "pickle", "subprocess",
}  # fmt: skip
"""Ways to a name that does not stand in the text. An answer to an exercise here needs none."""


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
    answer = plan.answers.get(exercise, "")
    found = _mentions(answer, forbid)
    used = loaded_names(answer)
    for cell in plan.notebook["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] != "code" or mark.get("locked") or mark.get("grade_id") == exercise:
            continue
        if mark.get("grade_id") in plan.answers:
            continue  # another exercise; it is looked at by itself
        mentioned = _mentions(cell["source"], forbid)
        if mentioned and _bound(cell["source"]) & used:
            found += mentioned
    return list(dict.fromkeys(found))


def _tree(text: str) -> ast.AST | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _mentions(text: str, forbid: list[str]) -> list[str]:
    """Forbidden dotted names in imports, attributes and texts."""
    tree = _tree(text)
    if tree is None:
        return []
    names: set[str] = set()
    aliases: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names.add(alias.name)
                aliases[alias.asname or alias.name.split(".")[0]] = alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names.add(f"{node.module}.{alias.name}")
                aliases[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.add(node.value[:80])
        elif isinstance(node, ast.Name):
            names.add(node.id)
    for node in ast.walk(tree):
        dotted = _dotted(node)
        if dotted:
            head, _, rest = dotted.partition(".")
            names.add(dotted)
            names.add(".".join(filter(None, (aliases.get(head, head), rest))))
    return [
        name
        for name in forbid
        if any(other == name or other.startswith(name + ".") for other in names)
    ]


def _dotted(node: ast.AST) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not parts or not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])


def loaded_names(text: str) -> set[str]:
    """Names that a cell mentions."""
    tree = _tree(text)
    if tree is None:
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _bound(text: str) -> set[str]:
    """Names that a cell gives a value at its top level."""
    tree = _tree(text)
    names: set[str] = set()
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names
