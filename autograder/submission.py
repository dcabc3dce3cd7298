"""From what was handed in to what is run: reads a notebook and puts the instructor's cells back.

Nothing of a submission's metadata is believed. A cell is known by its grade id; locked cells get
the instructor's text again, missing ones come back, whatever else is there is the student's.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.reading import Unreadable
from autograder.sandbox.steps import Cell
from autograder.soundness import source

NOT_RUN = {"explore", "train"}
CHECK = "check_"


@dataclass(frozen=True)
class Plan:
    """A submission made ready to run.

    Attributes
    ----------
    notebook : dict
        The notebook as nbformat 4, restored, without outputs.
    cells : list of Cell
        What to run, in order.
    places : list of int
        Index in the notebook of each.
    checks : dict of str to int
        Index of each exercise's test cell.
    answers : dict of str to str
        Source of the answer cells, by exercise.
    notes : tuple of str
        What was repaired, a sentence each.
    """

    notebook: dict[str, Any]
    cells: list[Cell]
    places: list[int]
    checks: dict[str, int]
    answers: dict[str, str]
    notes: tuple[str, ...] = ()


def plan(tree: dict[str, Any], original: dict[str, Any], exercises: Sequence[str]) -> Plan:
    """Put the instructor's cells back and say what to run.

    Parameters
    ----------
    tree : dict
        The submission, from `read_notebook`.
    original : dict
        The instructor's notebook.
    exercises : sequence of str
        The unit's exercises.

    Raises
    ------
    Unreadable
        If no cell of the unit is in it.
    """
    known = {_grade_id(cell): cell for cell in original["cells"] if _grade_id(cell)}
    notes: list[str] = []
    cells = [dict(cell) for cell in tree["cells"]]
    if not any(_grade_id(cell) in known for cell in cells):
        raise Unreadable("No cell of this unit is in the notebook: is it another unit's?")
    _keep_last_of_doubles(cells, known, notes)
    changed = []
    for cell in cells:
        name = _grade_id(cell)
        if name and _restore(cell, known[name]):
            changed.append(name)
    if changed:
        notes.append(
            f"Cells that are not the student's to change had been changed and are as they were: "
            f"{', '.join(changed)}."
        )
    _put_back(cells, original["cells"], notes)
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    notebook = {
        "cells": cells,
        "metadata": {
            key: original["metadata"][key]
            for key in ("kernelspec", "language_info")
            if key in original["metadata"]
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    given = _harmless(original["cells"], exercises)
    return _to_run(notebook, known, exercises, given, tuple(notes))


def _grade_id(cell: dict[str, Any]) -> str:
    mark = cell["metadata"].get("nbgrader")
    name = mark.get("grade_id") if isinstance(mark, dict) else None
    return name if isinstance(name, str) else ""


def _keep_last_of_doubles(
    cells: list[dict[str, Any]], known: dict[str, dict[str, Any]], notes: list[str]
) -> None:
    """Leave every grade id on one cell; the others are cells of the student's like any."""
    seen: set[str] = set()
    doubles: list[str] = []
    for cell in reversed(cells):
        name = _grade_id(cell)
        if name and name in seen:
            doubles.append(name)
        if name not in known or name in seen:
            cell["metadata"] = {}
        seen.add(name)
    if doubles:
        names = ", ".join(dict.fromkeys(reversed(doubles)))
        notes.append(f"Cells that are there more than once: {names}; the last of each counts.")


def _restore(cell: dict[str, Any], original: dict[str, Any]) -> bool:
    """Give a known cell the instructor's metadata and, if locked, text; True if that differed."""
    mark = dict(original["metadata"]["nbgrader"])
    before = cell["source"]
    tags = original["metadata"].get("tags")
    cell["metadata"] = {"nbgrader": mark} | ({"tags": tags} if tags else {})
    if cell["cell_type"] != original["cell_type"]:
        cell.pop("attachments", None)
        cell["cell_type"] = original["cell_type"]
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
        else:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
    if mark.get("locked"):
        cell["source"] = source(original)
        return cell["source"].strip() != before.strip()
    return False


def _put_back(
    cells: list[dict[str, Any]], originals: Sequence[dict[str, Any]], notes: list[str]
) -> None:
    """Add missing cells of the instructor's behind the one that stands before them."""
    missing = []
    at = -1
    there = [_grade_id(cell) for cell in cells]
    for original in originals:
        name = _grade_id(original)
        if not name:
            continue
        if name in there:
            at = max(at, there.index(name))
            continue
        mark = original["metadata"]["nbgrader"]
        if mark.get("solution") and not mark.get("grade"):
            missing.append(name)  # the student's own text; there is nothing to put back
            continue
        new: dict[str, Any] = {"cell_type": original["cell_type"], "metadata": {}, "source": ""}
        if original["cell_type"] == "code":
            new.update(outputs=[], execution_count=None)
        else:
            new["source"] = "YOUR ANSWER HERE"
        new["metadata"] = {"nbgrader": dict(mark)}
        _restore(new, original)
        at += 1
        cells.insert(at, new)
        there.insert(at, name)
        missing.append(name)
    if missing:
        notes.append(f"Cells that were missing: {', '.join(missing)}.")


def _harmless(originals: Sequence[dict[str, Any]], exercises: Sequence[str]) -> frozenset[str]:
    """Texts of the instructor's own cells that do nothing with what students write.

    Nor do they use the functions and objects of other cells that call it.
    """
    cells = [cell for cell in originals if cell["cell_type"] == "code"]
    solved = [bool(cell["metadata"].get("nbgrader", {}).get("solution")) for cell in cells]
    texts = tuple(source(cell).strip() for cell in cells)
    return _harmless_texts(texts, tuple(solved), tuple(exercises))


@functools.lru_cache(maxsize=32)  # every submission of a unit asks for the same
def _harmless_texts(
    texts: tuple[str, ...], solved: tuple[bool, ...], exercises: tuple[str, ...]
) -> frozenset[str]:
    trees = {text: tree for text in texts if (tree := _tree(text))}
    names = set(exercises)
    while (more := names.union(*(_made_with(names, tree) for tree in trees.values()))) != names:
        names = more
    return frozenset(
        text
        for text, solution in zip(texts, solved, strict=True)
        if not solution
        and not any(name in text for name in exercises)
        and text in trees
        and not _mentions(trees[text], names)
    )


def _tree(text: str) -> ast.Module | None:
    """A cell's syntax tree; None for a magic, for example."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _mentions(node: ast.AST, names: set[str]) -> bool:
    return any(isinstance(part, ast.Name) and part.id in names for part in ast.walk(node))


def _made_with(names: set[str], tree: ast.Module) -> set[str]:
    """Functions, classes and results of calls in a cell that mention one of the names."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and _mentions(node, names):
            found.add(node.name)
        elif (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and _mentions(node.value, names)
        ):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def _to_run(
    notebook: dict[str, Any],
    known: dict[str, dict[str, Any]],
    exercises: Sequence[str],
    given: frozenset[str],
    notes: tuple[str, ...],
) -> Plan:
    cells = notebook["cells"]
    place = {_grade_id(cell): index for index, cell in enumerate(cells) if _grade_id(cell)}
    checks = {name: place[CHECK + name] for name in exercises if CHECK + name in place}
    # A test cell that was moved before its answer asks after it. Where the answer cell is gone, a
    # cell that nbgrader does not know may hold the answer.
    after: dict[int, list[str]] = {}
    for name, index in checks.items():
        answer = place[name] if name in place else _elsewhere(cells, name)
        after.setdefault(max(index, answer), []).append(name)
    run: list[Cell] = []
    places: list[int] = []
    for index, cell in enumerate(cells):
        name = _grade_id(cell)
        tags = set(known[name]["metadata"].get("tags", [])) if name else set()
        is_check = name.startswith(CHECK) and name[len(CHECK) :] in checks
        if cell["cell_type"] == "code" and not is_check and not tags & NOT_RUN:
            run.append(Cell(cell["source"], harmless=cell["source"].strip() in given))
            places.append(index)
        for exercise in after.get(index, []):
            run.append(Cell("", exercise))
            places.append(index)
    answers = {name: cells[place[name]]["source"] for name in exercises if name in place}
    return Plan(notebook, run, places, checks, answers, notes)


def _elsewhere(cells: Sequence[dict[str, Any]], name: str) -> int:
    """Index of the first cell without a grade id that defines a function, or -1."""
    own = ((i, cell["source"]) for i, cell in enumerate(cells)
           if cell["cell_type"] == "code" and not _grade_id(cell))  # fmt: skip
    return next((i for i, text in own if name in text and name in defined_names(text)), -1)


def defined_names(text: str) -> list[str]:
    """Functions and classes that a cell defines at its top level; empty if it does not parse."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [node.name for node in body if isinstance(node, kinds)]
