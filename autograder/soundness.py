"""Proves a course sound: right answers pass, wrong ones are refused and named, texts agree."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from autograder.exercise import Exercise
from autograder.packs import compile_exercise, load_exercises
from course_lib.checks.check import run_exercise
from course_lib.checks.judgement import Judgement
from course_lib.checks.pack import PackError, read_pack
from course_lib.units import UNITS, find_unit

PROJECT = Path(__file__).resolve().parents[1]
LEAST_MISCONCEPTIONS = 4
LEAST_RIGHT_ANSWERS = 2


def check_course(units: Iterable[str] | None = None) -> list[str]:
    """Check units and return every problem in a sentence; an empty list means sound.

    Parameters
    ----------
    units : iterable of str, optional
        Names of units; default every unit that is built.
    """
    names = [find_unit(u).name for u in units] if units else [u.name for u in UNITS if u.built]
    return [problem for name in names for problem in check_unit(name)]


def check_unit(unit: str) -> list[str]:
    """Every problem of one unit: its exercises, its packs on disk and its notebook."""
    items = load_exercises(unit)
    problems: list[str] = []
    compiled: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for name, item in items.items():
        try:
            compiled[name] = (
                compile_exercise(item, hidden=False),
                compile_exercise(item, hidden=True),
            )
        except ValueError as error:
            problems.append(f"{unit}.{name}: {error}.")
    for name, (public, hidden) in compiled.items():
        problems += [f"{unit}.{name}: {p}" for p in check_exercise(items[name], public, hidden)]
    if not problems:
        problems += _check_packs(unit, compiled)
    return problems + _check_notebook(unit, items, compiled)


def check_exercise(item: Exercise, public: dict[str, Any], hidden: dict[str, Any]) -> list[str]:
    """Every problem of one exercise, given its compiled public and hidden records.

    Parameters
    ----------
    item : Exercise
    public, hidden : dict
        What `compile_exercise` made of it.
    """
    problems = []
    if len(item.misconceptions) < LEAST_MISCONCEPTIONS:
        problems.append(f"has {len(item.misconceptions)} misconceptions, at least 4 are needed.")
    if len(item.right_answers) < LEAST_RIGHT_ANSWERS:
        problems.append(
            f"has {len(item.right_answers)} other right answers, at least 2 are needed."
        )
    if not hidden["cases"]:
        problems.append("has no hidden case.")
    for label, record in (("public", public), ("hidden", hidden)):
        answers = {"the reference": item.reference, **item.right_answers}
        for name, function in answers.items():
            judged = run_exercise(function, record)
            if not judged.passed:
                problems.append(f"{name} fails {label} cases: {_first_reason(judged)}")
    for wrong in item.misconceptions:
        judged = run_exercise(wrong.function, public, seconds=1.0)
        if judged.passed:
            problems.append(f"the misconception {wrong.name} passes every public case.")
            continue
        if judged.points >= item.points:
            problems.append(f"the misconception {wrong.name} gets full marks.")
        named = judged.misconception["name"] if judged.misconception else "nothing"
        if named != wrong.name:
            problems.append(f"the misconception {wrong.name} is diagnosed as {named}.")
    return problems + _same_outputs(public)


def _first_reason(judged: Judgement) -> str:
    for result in judged.results:
        if not result.verdict.ok:
            return f"{result.case['name']}: {result.verdict.reason}"
    return "not every case ran."


def _same_outputs(record: dict[str, Any]) -> list[str]:
    seen: dict[str, str] = {}
    problems = []
    for wrong in record["misconceptions"]:
        key = repr(_frozen(wrong["outcomes"]))
        if key in seen:
            problems.append(
                f"the misconceptions {seen[key]} and {wrong['name']} give the same outputs on the "
                "public cases: add a case that tells them apart."
            )
        seen.setdefault(key, wrong["name"])
    return problems


def _frozen(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        rounded = np.round(value.astype(float), 6) if value.dtype.kind in "biuf" else value
        return (value.dtype.kind, value.shape, rounded.tobytes())
    if isinstance(value, dict):
        return tuple((key, _frozen(item)) for key, item in sorted(value.items()))
    if isinstance(value, (list, tuple)):
        return tuple(_frozen(item) for item in value)
    return value


def _check_packs(
    unit: str, compiled: dict[str, tuple[dict[str, Any], dict[str, Any]]]
) -> list[str]:
    problems = []
    for index, kind in enumerate(("public", "hidden")):
        path = PROJECT / "assets" / "references" / kind / f"{unit}.npz"
        try:
            stored = read_pack(path).exercises
        except PackError:
            problems.append(f"{unit}: {path} cannot be read; run autograder build-references.")
            continue
        fresh = {name: records[index] for name, records in compiled.items()}
        if not same_tree(stored, fresh):
            problems.append(
                f"{unit}: the {kind} pack is not what the exercises give; "
                "run autograder build-references."
            )
    return problems


def same_tree(a: Any, b: Any) -> bool:
    """Whether two records hold the same data: arrays to 1e-9, all else exactly."""
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        a, b = np.asarray(a), np.asarray(b)
        if a.shape != b.shape or a.dtype.kind != b.dtype.kind:
            return False
        return bool(np.allclose(a, b, rtol=1e-9, atol=1e-9, equal_nan=True))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same_tree(a[k], b[k]) for k in a)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(same_tree(x, y) for x, y in zip(a, b, strict=True))
    return a == b


def _check_notebook(
    unit: str,
    items: dict[str, Exercise],
    compiled: dict[str, tuple[dict[str, Any], dict[str, Any]]],
) -> list[str]:
    path = PROJECT / "notebooks" / find_unit(unit).folder / f"{unit}.ipynb"
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError) as error:
        return [f"{unit}: the notebook {path} cannot be read ({type(error).__name__})."]
    graded = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell
        for cell in cells
        if "nbgrader" in cell["metadata"]
    }
    problems = []
    for name, item in items.items():
        where = f"{unit}.{name}: "
        answer, test = graded.get(name), graded.get(f"check_{name}")
        if answer is None or test is None:
            problems.append(where + "the notebook lacks its answer cell or its test cell.")
            continue
        points = test["metadata"]["nbgrader"].get("points")
        if points != item.points:
            problems.append(where + f"the notebook gives {points} points, the spec {item.points}.")
        if source(test).strip() != f"check({name})":
            problems.append(where + f"the test cell must be exactly check({name}).")
    extra = {n[6:] for n in graded if n.startswith("check_")} - set(items)
    problems += [f"{unit}.{name}: the notebook grades it, but it has no spec." for name in extra]
    try:
        model, stubs = notebook_functions(cells, False), notebook_functions(cells, True)
    except Exception as error:  # whatever an author's cell raises
        problems.append(f"{unit}: the answer cells do not run: {type(error).__name__}: {error}.")
        return problems
    for name, records in compiled.items():
        for record in records:
            if name in model:
                judged = run_exercise(model[name], record)
                if not judged.passed:
                    problems.append(
                        f"{unit}.{name}: the notebook's model answer fails: {_first_reason(judged)}"
                    )
            if name in stubs:
                judged = run_exercise(stubs[name], record)
                if judged.points or judged.results[0].verdict.kind != "stub":
                    problems.append(f"{unit}.{name}: the stub is not seen as unwritten.")
    return problems


def notebook_functions(cells: list[dict[str, Any]], stubs: bool) -> dict[str, Callable[..., Any]]:
    """The functions that a notebook's answer cells define, as model answers or as stubs.

    Parameters
    ----------
    cells : list of dict
        Cells of the instructor's notebook.
    stubs : bool
        Whether to put the released stub in place of each solution region.
    """
    namespace: dict[str, Any] = {}
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        text = source(cell)
        if _only_imports(text):
            exec(compile(text, "<imports>", "exec"), namespace)
        elif cell["metadata"].get("nbgrader", {}).get("solution"):
            exec(compile(stub_of(text) if stubs else text, "<answer>", "exec"), namespace)
    return {name: value for name, value in namespace.items() if callable(value)}


def stub_of(text: str) -> str:
    """An answer cell as a student gets it: nbgrader's stub in place of every solution region."""
    lines, inside = [], False
    for line in text.splitlines():
        if "### BEGIN SOLUTION" in line:
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + "# YOUR CODE HERE", indent + "raise NotImplementedError()"]
        elif "### END SOLUTION" in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


def source(cell: dict[str, Any]) -> str:
    """A cell's text, whether stored as one string or as lines."""
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def _only_imports(text: str) -> bool:
    try:
        body = ast.parse(text).body
    except SyntaxError:  # a magic, for example
        return False
    return bool(body) and all(isinstance(node, (ast.Import, ast.ImportFrom)) for node in body)
