"""Judging what a call returned against what a case expects, each judge in its own way.

A case names its judge and the judge's tolerances: ``{"name": "matched", "least": 0.9}``. Without a
name, arrays are compared entry by entry.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from course_lib.checks.free_form import partition_fault, renumbered, trajectory_fault
from course_lib.checks.matching import matching_fault
from course_lib.checks.plain import Plain, to_plain
from course_lib.checks.regions import region_fault, regions_in_order
from course_lib.checks.rim import with_rim_of
from course_lib.checks.structures import eigenvector_fault, same_direction
from course_lib.checks.verdict import Verdict, described, form_fault, index_text, nothing, short


def judge_values(
    exercise: dict[str, Any], expected: Any, case: dict[str, Any], value: Plain
) -> Verdict:
    """Judge a returned value.

    Parameters
    ----------
    exercise, case : dict
        Records of a pack.
    expected : array, or tuple of arrays
    value : Plain
    """
    names, judge = exercise["returns"], case.get("judge", {}).get("name")
    wanted = expected if isinstance(expected, tuple) else (expected,)
    given = (value,)
    if len(wanted) > 1:
        if value.kind == "none":
            return nothing()
        if (
            value.array is not None
            and value.array.shape == (len(wanted),)
            and not any(map(np.ndim, wanted))
        ):
            value = to_plain(tuple(value.array))  # an array of numbers unpacks like a tuple of them
        if value.kind != "sequence" or len(value.items) != len(wanted):
            found = f"{len(value.items)} values" if value.kind == "sequence" else described(value)
            return Verdict(
                False, f"Return {len(wanted)} values, ({', '.join(names)}); got {found}.", "form"
            )
        given = value.items
    if judge == "trajectory":
        fault = _length(names[0], np.asarray(wanted[0]), value, case)
        if fault is not None:
            return fault
    if judge == "partition":
        return _judge_partition(names, wanted, given, case)
    for index, (name, want, got) in enumerate(zip(names, wanted, given, strict=True)):
        verdict = _judge_one(name, np.asarray(want), got, case)
        if not verdict.ok:
            return replace(verdict, where=index)
    return Verdict(True)


def _judge_one(name: str, want: np.ndarray, got: Plain, case: dict[str, Any]) -> Verdict:
    """One of the values that a call returned."""
    judge = case.get("judge", {}).get("name")
    if judge == "inside" and got.array is not None and got.array.shape == want.shape:
        got = replace(got, array=with_rim_of(want, got.array))
    form = form_fault(name, want, got, exact_kind=judge != "rounded")
    if form is not None:
        return form
    assert got.array is not None
    if (judge == "sparse") != (got.type_name == "sparse matrix"):
        array = "a NumPy array: return it with .toarray()"
        wish = "a SciPy sparse matrix" if judge == "sparse" else array
        return Verdict(False, f"`{name}` should be {wish}, got {described(got)}.", "form")
    reason = _values(name, want, got.array, case)
    return Verdict(False, reason, "values") if reason else Verdict(True)


def _judge_partition(
    names: list[str], wanted: tuple[Any, ...], given: tuple[Plain, ...], case: dict[str, Any]
) -> Verdict:
    """Labels in any numbering, then centres in the order of these labels."""
    for index, (name, want, got) in enumerate(zip(names, wanted, given, strict=True)):
        form = form_fault(name, np.asarray(want), got)
        if form is not None:
            fault = ""
            if index and given[0].array is not None:  # which labels are wrong says more than k
                fault = partition_fault(np.asarray(wanted[0]), given[0].array, names[0])
            return Verdict(False, fault, "values", 0) if fault else replace(form, where=index)
    arrays = tuple(got.array for got in given if got.array is not None)
    reason = partition_fault(np.asarray(wanted[0]), arrays[0], names[0])
    if reason or len(wanted) == 1:
        return Verdict(False, reason, "values") if reason else Verdict(True)
    if np.ndim(wanted[1]) != 2:  # no centres: a count, a cost
        for index, (name, want) in enumerate(zip(names[1:], wanted[1:], strict=True), start=1):
            reason = _values(name, np.asarray(want), arrays[index], case)
            if reason:
                return Verdict(False, reason, "values", index)
        return Verdict(True)
    if not np.array_equal(np.unique(arrays[0]), np.arange(len(wanted[1]))):
        return Verdict(
            False,
            f"`{names[0]}` must be the numbers of the rows of `{names[1]}`, "
            f"0 to {len(wanted[1]) - 1}.",
            "values",
        )
    reason = _values(names[1], renumbered(wanted)[1], renumbered(arrays)[1], case)
    return Verdict(False, reason, "values", 1) if reason else Verdict(True)


def _length(name: str, want: np.ndarray, got: Plain, case: dict[str, Any]) -> Verdict | None:
    """What is wrong with a trajectory that has another number of rows; None if nothing is."""
    array = got.array
    if array is None or array.ndim != 2 or array.shape[1:] != want.shape[1:]:
        return None
    if not len(array) or array.dtype.kind not in "fiu":
        return None
    both = min(len(want), len(array))
    same = close(want[:both], array[:both], case["judge"])
    reason = trajectory_fault(want, array, same)
    return Verdict(False, f"`{name}` {reason}", "values") if reason else None


def _values(name: str, want: np.ndarray, got: np.ndarray, case: dict[str, Any]) -> str:
    """A sentence that says how wrong the values are; empty if they are right."""
    judge = case.get("judge", {})
    kind = judge.get("name")
    if kind == "eigenvector":
        fault = eigenvector_fault(case["inputs"]["weights"], want, got)
        return f"`{name}` {fault}." if fault else ""
    if kind == "matched":
        fault = matching_fault(want, got, judge["least"])
        return f"`{name}` {fault}." if fault else ""
    wrong = ~close(want, got, judge)
    if not wrong.any():
        return ""
    if not want.shape:
        return f"`{name}` is {short(got.item())}, expected {short(want.item())}."
    if kind == "regions":
        return f"`{name}` {region_fault(want, got)}."
    count, total = int(wrong.sum()), want.size
    text = f"`{name}` is wrong at {count} of {total} entries, first at {index_text(wrong)}"
    if want.dtype.kind in "fc" or kind == "rounded":
        gaps = np.abs(want.astype(float) - got.astype(float))[wrong]
        if np.isfinite(gaps).any():  # NaN where a number stands for nothing, or nothing for one
            text += f"; the largest difference is {short(float(np.nanmax(gaps)))}"
    return text + "."


def close(want: np.ndarray, got: np.ndarray, judge: dict[str, Any]) -> np.ndarray:
    """Which entries of two arrays of one shape agree, under a judge's tolerances."""
    kind = judge.get("name")
    if kind == "rounded":  # want holds the exact colours, before rounding
        return np.abs(want - got.astype(float)) <= 0.5 + 1e-6
    if kind == "eigenvector":
        return np.full(want.shape, same_direction(want, got))
    if kind == "matched":
        return np.full(want.shape, not matching_fault(want, got, judge["least"]))
    if kind == "regions" and want.shape:
        return np.asarray(regions_in_order(want) == regions_in_order(got))
    if want.dtype.kind in "fc":
        rtol, atol = judge.get("rtol", 1e-5), judge.get("atol", 1e-4)
        return np.isclose(got.astype(float), want, rtol=rtol, atol=atol, equal_nan=True)
    return np.asarray(got == want)
