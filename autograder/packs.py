"""Compiles exercise specs to reference packs: the public ones and the hidden ones."""

from __future__ import annotations

import importlib
import types
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from autograder.exercise import Case, Exercise
from course_lib.checks.compare import judge_case
from course_lib.checks.pack import write_pack
from course_lib.checks.probe import run_case
from course_lib.checks.records import how_it_failed, numbers, record_outcome
from course_lib.units import UNITS, find_unit

REPOSITORY_SEED = 20260901
"""Seed of the repository's own hidden cases; anyone can read it, so a class takes its own."""

_MISCONCEPTION_SECONDS = 0.5  # a wrong answer that never stops is recorded as a time-out


def load_exercises(unit: str) -> dict[str, Exercise]:
    """The exercises of a unit by name, in the order of the file.

    Raises
    ------
    ValueError
        If there is no such unit.
    """
    module = importlib.import_module(f"autograder.exercises.{find_unit(unit).name}")
    return exercises_of(module)


def exercises_of(module: types.ModuleType) -> dict[str, Exercise]:
    """The exercises that a unit's package lists, by name, in the notebook's order."""
    return {name: getattr(module, name) for name in module.__all__}


def compile_exercise(
    item: Exercise, *, hidden: bool, seed: int = REPOSITORY_SEED
) -> dict[str, Any]:
    """An exercise's record as packs hold it, with the reference's and every mistake's outputs.

    Parameters
    ----------
    item : Exercise
    hidden : bool
        Whether to compile the hidden cases or the public ones.
    seed : int
        Seed of the hidden cases.

    Raises
    ------
    ValueError
        If the reference does not give what a case expects.
    """
    record: dict[str, Any] = {
        "name": item.name,
        "points": item.points,
        "minutes": item.minutes,
        "core": item.core,
        "parameters": item.parameters,
        "returns": item.returns,
        "uses": item.uses,
        "forbid": item.forbid,
        "groups": item.groups,
        "cases": [],
        "misconceptions": [],
    }
    for index, case in enumerate(item.cases):
        if case.hidden == hidden:
            rng = np.random.default_rng([seed, *item.name.encode(), index]) if hidden else None
            record["cases"].append(_compile_case(item, case, record, item.inputs(case, rng)))
    for wrong in item.misconceptions:
        outcomes = _records(record, wrong.function)
        record["misconceptions"].append(
            {"name": wrong.name, "hint": wrong.hint, "outcomes": outcomes}
        )
    return record


def _compile_case(
    item: Exercise, case: Case, record: dict[str, Any], inputs: dict[str, Any]
) -> dict[str, Any]:
    compiled: dict[str, Any] = {"name": case.name, "group": case.group, "inputs": inputs}
    if case.judge:
        compiled["judge"] = case.judge
    if case.seeds:
        # The first seed comes again at the end, so that a judge can see whether it is used.
        seeds = [7 * i + 1 for i in range(case.seeds)]
        compiled["seeds"] = seeds + seeds[:1]
    if case.properties:
        compiled["properties"] = list(case.properties)
    if case.raises:
        compiled["raises"] = case.raises
        compiled["expected"] = None
    else:
        outcomes = run_case(item.expected, compiled)
        if any(o.status != "returned" for o in outcomes):
            raise ValueError(
                f"the reference of {item.name} did not return on case {case.name!r}: "
                f"{outcomes[-1].error or outcomes[-1].status} {outcomes[-1].message}"
            )
        assert outcomes[0].value is not None
        compiled["expected"] = numbers(outcomes[0].value)
    outcomes = run_case(item.reference, compiled)
    verdict = judge_case(record, compiled, outcomes)
    if not verdict.ok:
        raise ValueError(
            f"the reference of {item.name} fails its own case {case.name!r}: {verdict.reason}"
        )
    return compiled


def _records(record: dict[str, Any], function: Callable[..., Any]) -> list[dict[str, Any]]:
    """A wrong answer's outcomes, one a case; as in a check, none runs after a time-out."""
    found: list[dict[str, Any]] = []
    for case in record["cases"]:
        if found and found[-1].get("status") == "timeout":
            found.append({"ok": False, "status": "timeout"})
        else:
            found.append(_record(record, case, function))
    return found


def _record(
    record: dict[str, Any], case: dict[str, Any], function: Callable[..., Any]
) -> dict[str, Any]:
    outcomes = run_case(function, case, seconds=_MISCONCEPTION_SECONDS)
    verdict = judge_case(record, case, outcomes)
    if "properties" in case:
        return {
            "ok": verdict.ok,
            "kind": verdict.kind,
            "failed": list(verdict.failed),
            "reason": how_it_failed(verdict, outcomes),
        }
    result = {"ok": verdict.ok, **record_outcome(outcomes[-1 if "raises" in case else 0])}
    if "raises" in case and "value" in result:
        result["value"] = result["value"] if isinstance(result["value"], str) else "numbers"
    return result


def build_references(
    units: Iterable[str] | None = None, *, seed: int | None = None, out: Path | None = None
) -> list[Path]:
    """Compile units to packs and write them.

    Parameters
    ----------
    units : iterable of str, optional
        Names of units; default every unit that is built.
    seed : int, optional
        A class's own seed: only hidden packs are written, into `out`.
    out : Path, optional
        Folder that gets ``public/`` and ``hidden/``; default the project's ``assets/references``.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    ValueError
        If a seed is given without a folder of the class's own.
    """
    if seed is not None and out is None:
        raise ValueError(
            "seed makes a class's own hidden cases, so it needs out, a folder of the class's own"
        )
    folder = out or Path(__file__).resolve().parents[1] / "assets" / "references"
    names = [find_unit(u).name for u in units] if units else [u.name for u in UNITS if u.built]
    written = []
    for unit in names:
        items = load_exercises(unit)
        for kind in ("public", "hidden") if seed is None else ("hidden",):
            records = {
                name: compile_exercise(
                    item, hidden=kind == "hidden", seed=REPOSITORY_SEED if seed is None else seed
                )
                for name, item in items.items()
            }
            path = folder / kind / f"{unit}.npz"
            write_pack(path, unit, records)
            written.append(path)
    return written
