"""Judges: does the outcome of a call fit what the case expects, and if not, in which words?

A judge sees plain data only (`Plain`), so the same lines judge in a student's kernel and in the
grader. It says the first thing that is wrong, coarse before fine: nothing returned, wrong kind of
object, wrong number of values, wrong shape, wrong kind of numbers, NaN, wrong values.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from course_lib.checks.free_form import partition_fault, renumbered, trajectory_fault
from course_lib.checks.plain import Plain, to_plain
from course_lib.checks.probe import Outcome
from course_lib.checks.properties import PROPERTIES
from course_lib.checks.regions import region_fault, regions_in_order
from course_lib.checks.structures import eigenvector_fault, same_direction

_KINDS = {"b": "booleans", "i": "integers", "u": "integers", "f": "floats", "c": "complex numbers"}


@dataclass(frozen=True)
class Verdict:
    """What a judge says of one case.

    Attributes
    ----------
    ok : bool
    reason : str
        What is wrong, in one sentence; empty when `ok`.
    kind : str
        ``"ok"``, ``"stub"``, ``"timeout"``, ``"forbidden"``, ``"raised"``, ``"form"`` (shape, type,
        kind of numbers), ``"changed"``, ``"values"`` or ``"property"``.
    where : int
        Which output is wrong, for a function of several.
    failed : tuple of str
        Names of properties that do not hold.
    """

    ok: bool
    reason: str = ""
    kind: str = "ok"
    where: int = 0
    failed: tuple[str, ...] = ()


def judge_case(exercise: dict[str, Any], case: dict[str, Any], outcomes: list[Outcome]) -> Verdict:
    """Judge the outcomes of one case.

    Parameters
    ----------
    exercise, case : dict
        Records of a pack.
    outcomes : list of Outcome
        What `run_case` brought back.
    """
    last = outcomes[-1]
    if "raises" in case:
        return _judge_raise(exercise, case, outcomes)
    ended = _judge_end(exercise, last)
    if ended is not None:
        return ended
    if "properties" in case:
        verdict = _judge_properties(exercise, case, outcomes)
    else:
        verdict = _judge_values(exercise, case["expected"], case, last.value)
    changed = next((outcome.changed for outcome in outcomes if outcome.changed), ())
    if verdict.ok and changed:
        names = " and ".join(f"`{name}`" for name in changed)
        return Verdict(
            False,
            f"The values are right, but the function changed its input {names}. "
            "Work on a copy, or the caller's data are gone.",
            "changed",
        )
    return verdict


def _judge_end(exercise: dict[str, Any], outcome: Outcome) -> Verdict | None:
    """A verdict for calls that did not return; None for one that did."""
    name = exercise["name"]
    if outcome.status == "returned":
        return None
    if outcome.status == "stub":
        return Verdict(False, f"{name} is not written yet.", "stub")
    if outcome.status == "timeout":
        return Verdict(
            False,
            f"{name} did not finish in time (stopped after {outcome.seconds:.0f} s). "
            "Is there a loop that never ends?",
            "timeout",
        )
    if outcome.status == "forbidden":
        return Verdict(False, outcome.message, "forbidden")
    if outcome.status == "exited":
        return Verdict(False, f"{name} raised {outcome.error}: it must return, not exit.", "raised")
    if outcome.status == "crashed":
        return Verdict(
            False,
            f"{name} ended the whole process: by an exit, a crash of compiled code or too much "
            "memory.",
            "raised",
        )
    if outcome.error == "NotImplementedError":
        return Verdict(
            False, f"{name} calls {outcome.message}, which is not written yet.", "raised"
        )
    text = f": {outcome.message}" if outcome.message else "."
    return Verdict(False, f"{name} raised {outcome.error}{text}", "raised")


def _judge_raise(
    exercise: dict[str, Any], case: dict[str, Any], outcomes: list[Outcome]
) -> Verdict:
    wanted = case["raises"]
    for outcome in outcomes:
        if outcome.status == "raised" and wanted in outcome.error_kinds:
            continue
        if outcome.status == "returned":
            return Verdict(
                False, f"{exercise['name']} should raise {wanted} here, but it returned.", "raised"
            )
        ended = _judge_end(exercise, outcome)
        assert ended is not None
        if ended.kind == "raised":
            reason = f"{exercise['name']} should raise {wanted} here, but raised {outcome.error}."
            return replace(ended, reason=reason)
        return ended
    return Verdict(True)


def _judge_properties(
    exercise: dict[str, Any], case: dict[str, Any], outcomes: list[Outcome]
) -> Verdict:
    values = []
    for outcome in outcomes:
        ended = _judge_end(exercise, outcome)
        if ended is not None:
            return ended
        assert outcome.value is not None
        form = _form(exercise["returns"][0], case["expected"], outcome.value)
        if form is not None:
            return form
        values.append(np.asarray(outcome.value.array, float))
    failed, reason = [], ""
    for spec in case["properties"]:
        sentence = PROPERTIES[spec["name"]](values, case, **spec.get("args", {}))
        if sentence:
            failed.append(spec["name"])
            reason = reason or sentence
    if failed:
        return Verdict(False, reason, "property", failed=tuple(failed))
    return Verdict(True)


def _judge_values(
    exercise: dict[str, Any], expected: Any, case: dict[str, Any], value: Plain | None
) -> Verdict:
    assert value is not None
    names = exercise["returns"]
    wanted = expected if isinstance(expected, tuple) else (expected,)
    given = (value,)
    if len(wanted) > 1:
        if value.kind == "none":
            return _nothing()
        if value.kind != "sequence" or len(value.items) != len(wanted):
            found = f"{len(value.items)} values" if value.kind == "sequence" else _a(value)
            return Verdict(
                False, f"Return {len(wanted)} values, ({', '.join(names)}); got {found}.", "form"
            )
        given = value.items
    judge = case.get("judge", {}).get("name")
    if judge == "trajectory":
        fault = _length(names[0], np.asarray(wanted[0]), value, case)
        if fault is not None:
            return fault
    if judge == "partition":
        return _judge_partition(names, wanted, given, case)
    for index, (name, want, got) in enumerate(zip(names, wanted, given, strict=True)):
        want = np.asarray(want)
        form = _form(name, want, got, exact_kind=case.get("judge", {}).get("name") != "rounded")
        if form is not None:
            return replace(form, where=index)
        assert got.array is not None
        if case.get("judge", {}).get("name") == "sparse" and got.type_name != "sparse matrix":
            wish = f"`{name}` should be a SciPy sparse matrix, got {_a(got)}."
            return Verdict(False, wish, "form", index)
        reason = _values(name, want, got.array, case)
        if reason:
            return Verdict(False, reason, "values", index)
    return Verdict(True)


def _judge_partition(
    names: list[str], wanted: tuple[Any, ...], given: tuple[Plain, ...], case: dict[str, Any]
) -> Verdict:
    """Labels in any numbering, then centres in the order of these labels."""
    for index, (name, want, got) in enumerate(zip(names, wanted, given, strict=True)):
        form = _form(name, np.asarray(want), got)
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


def _nothing() -> Verdict:
    return Verdict(False, "The function returned None. Did you forget to return?", "form")


def _a(value: Plain) -> str:
    if value.kind == "array" and value.array is not None and value.array.ndim:
        return f"an array of shape {value.array.shape}"
    article = "an" if value.type_name[:1].lower() in "aeiou" else "a"
    return f"{article} {value.type_name}"


def _form(name: str, want: np.ndarray, got: Plain, exact_kind: bool = True) -> Verdict | None:
    """What is wrong with type, shape, kind of numbers or NaN; None if nothing is."""
    shape = want.shape
    if got.kind == "none":
        return _nothing()
    if got.kind == "sequence" or got.kind == "other" and got.type_name in ("list", "tuple"):
        hint = f"np.array({name})" if shape else "the number itself"
        wish = f"a NumPy array of shape {shape}" if shape else "one number"
        return Verdict(False, f"`{name}` should be {wish}, got {_a(got)}: return {hint}.", "form")
    if got.kind == "other" or got.array is None:
        wish = f"a NumPy array of numbers of shape {shape}" if shape else "one number"
        return Verdict(False, f"`{name}` should be {wish}, got {_a(got)}.", "form")
    array = got.array
    if array.shape != shape:
        wish = f"should have shape {shape}" if shape else "should be one number"
        found = f"got {array.shape}" if array.shape else f"got one number, {array.item()}"
        return Verdict(False, f"`{name}` {wish}, {found}.", "form")
    if array.dtype.kind in "fc":
        bad = ~np.isfinite(array)
        if want.dtype.kind in "fc":
            bad &= np.isfinite(want)
        if bad.any():
            word = "NaN" if np.isnan(array[bad]).any() else "infinite values"
            at = f", first at {_index(bad)}" if shape else ""
            return Verdict(False, f"`{name}` contains {word}{at}.", "form")
    wanted_kind, kind = _KINDS[want.dtype.kind], _KINDS[array.dtype.kind]
    # An integer is a fine float where one number is asked for: 5 for 5.0.
    lenient = not shape and wanted_kind == "floats" and kind == "integers"
    if exact_kind and kind != wanted_kind and not lenient:
        return Verdict(False, f"`{name}` should hold {wanted_kind}, got {array.dtype}.", "form")
    if not exact_kind and kind != "integers":
        return Verdict(
            False, f"`{name}` should be a uint8 picture, got {array.dtype}: round, then convert.",
            "form",
        )  # fmt: skip
    return None


def _values(name: str, want: np.ndarray, got: np.ndarray, case: dict[str, Any]) -> str:
    """A sentence that says how wrong the values are; empty if they are right."""
    if case.get("judge", {}).get("name") == "eigenvector":
        fault = eigenvector_fault(case["inputs"]["weights"], want, got)
        return f"`{name}` {fault}." if fault else ""
    wrong = ~close(want, got, case.get("judge", {}))
    if not wrong.any():
        return ""
    if not want.shape:
        return f"`{name}` is {_short(got.item())}, expected {_short(want.item())}."
    if case.get("judge", {}).get("name") == "regions":
        return f"`{name}` {region_fault(want, got)}."
    count, total = int(wrong.sum()), want.size
    text = f"`{name}` is wrong at {count} of {total} entries, first at {_index(wrong)}"
    if want.dtype.kind in "fc" or case.get("judge", {}).get("name") == "rounded":
        gap = float(np.max(np.abs(want.astype(float) - got.astype(float))[wrong]))
        text += f"; the largest difference is {_short(gap)}"
    return text + "."


def close(want: np.ndarray, got: np.ndarray, judge: dict[str, Any]) -> np.ndarray:
    """Which entries of two arrays of one shape agree, under a judge's tolerances."""
    if judge.get("name") == "rounded":  # want holds the exact colours, before rounding
        return np.abs(want - got.astype(float)) <= 0.5 + 1e-6
    if judge.get("name") == "eigenvector":
        return np.full(want.shape, same_direction(want, got))
    if judge.get("name") == "regions" and want.shape:
        return np.asarray(regions_in_order(want) == regions_in_order(got))
    if want.dtype.kind in "fc":
        rtol, atol = judge.get("rtol", 1e-5), judge.get("atol", 1e-4)
        return np.isclose(got.astype(float), want, rtol=rtol, atol=atol, equal_nan=True)
    return np.asarray(got == want)


def same_outcome(record: dict[str, Any], outcome: Outcome, judge: dict[str, Any]) -> bool:
    """Whether an outcome is what a known wrong implementation gave on the same case."""
    if record["status"] != outcome.status:
        return False
    if outcome.status == "raised":
        return record["error"] == outcome.error
    if outcome.status != "returned":
        return True
    assert outcome.value is not None
    if judge.get("name") == "partition":
        return _same_partition(record["value"], outcome.value, judge)
    return _same_value(record["value"], outcome.value, judge)


def _same_partition(want: Any, got: Plain, judge: dict[str, Any]) -> bool:
    """Whether two answers, labels alone or labels and centres, agree but for the numbering."""
    given = numbers(got)
    if isinstance(want, str) or isinstance(given, str):
        return _same_value(want, got, judge)
    wants, gives = (v if isinstance(v, tuple) else (v,) for v in (want, given))
    if isinstance(want, tuple) != isinstance(given, tuple) or len(wants) != len(gives):
        return False
    if any(isinstance(item, (str, tuple)) for item in (*wants, *gives)):
        return _same_value(want, got, judge)
    pairs = zip(renumbered(wants), renumbered(gives), strict=True)
    return all(_same_value(w, to_plain(g), judge) for w, g in pairs)


def _same_value(want: Any, got: Plain, judge: dict[str, Any]) -> bool:
    if isinstance(want, str):  # a kind of value that is no number: "none", "list"
        return want == value_word(got)
    if isinstance(want, tuple):
        if got.kind != "sequence" or len(got.items) != len(want):
            return False
        return all(_same_value(w, g, judge) for w, g in zip(want, got.items, strict=True))
    want = np.asarray(want)
    if got.array is None or got.array.shape != want.shape:
        return False
    if _KINDS[got.array.dtype.kind] != _KINDS[want.dtype.kind]:
        return False
    if judge.get("name") == "rounded":  # a record holds what was returned, rounded already
        judge = {key: value for key, value in judge.items() if key != "name"}
    return bool(close(want, got.array, judge).all())


def value_word(value: Plain) -> str:
    """The word under which a value that holds no numbers is kept in a pack."""
    return "none" if value.kind == "none" else value.type_name


def record_outcome(outcome: Outcome) -> dict[str, Any]:
    """An outcome as a pack keeps it."""
    record: dict[str, Any] = {"status": outcome.status}
    if outcome.status == "raised":
        record["error"] = outcome.error
    if outcome.status == "returned":
        assert outcome.value is not None
        record["value"] = numbers(outcome.value)
    return record


def numbers(value: Plain) -> Any:
    """The arrays of a plain value: an array, a tuple of them, or a word for what is none."""
    if value.kind == "array":
        return value.array
    if value.kind == "sequence" and value.items:
        return tuple(numbers(item) for item in value.items)
    return value_word(value)


def as_plain(expected: Any) -> Plain:
    """Expected outputs in the form of a returned value, so that both are shown alike."""
    return to_plain(expected)


def _index(mask: np.ndarray) -> str:
    index = np.unravel_index(int(np.argmax(mask)), mask.shape)
    return "[" + ", ".join(str(int(i)) for i in index) + "]"


def _short(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
