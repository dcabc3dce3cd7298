"""Outcomes as a pack keeps them, and whether a new outcome is what a known mistake gave."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from course_lib.checks.free_form import renumbered
from course_lib.checks.plain import Plain, to_plain
from course_lib.checks.probe import Outcome
from course_lib.checks.rim import with_rim_of
from course_lib.checks.values import close
from course_lib.checks.verdict import KINDS, Verdict


def same_outcome(
    record: dict[str, Any], outcome: Outcome, judge: dict[str, Any], expected: Any = None
) -> bool:
    """Whether an outcome is what a known wrong implementation gave on the same case.

    Parameters
    ----------
    record : dict
        As `record_outcome` made it.
    outcome : Outcome
    judge : dict
        The case's.
    expected : array or tuple of arrays, optional
        What the case expects; the judge "inside" has its rim from it.
    """
    if record["status"] != outcome.status:
        return False
    if outcome.status == "raised":
        return record["error"] == outcome.error
    if outcome.status != "returned":
        return True
    assert outcome.value is not None
    if judge.get("name") == "partition":
        return _same_partition(record["value"], outcome.value, judge)
    if judge.get("name") == "inside":
        return _same_inside(record["value"], outcome.value, judge, expected)
    return _same_value(record["value"], outcome.value, judge)


def _same_inside(want: Any, got: Plain, judge: dict[str, Any], expected: Any) -> bool:
    """Whether two pictures agree but for the rim of the expected one.

    A wrong picture's own rim would not do: one with holes everywhere has nothing else.
    """
    if isinstance(want, np.ndarray) and got.array is not None and isinstance(expected, np.ndarray):
        want = with_rim_of(expected, want)
        got = replace(got, array=with_rim_of(expected, got.array))
    return _same_value(want, got, {key: value for key, value in judge.items() if key != "name"})


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
    kinds = {KINDS[got.array.dtype.kind], KINDS[want.dtype.kind]}
    # One number may be 0 or 0.0, as the judge takes both; in an array the kind is part of it.
    if len(kinds) > 1 and (want.shape or kinds != {"integers", "floats"}):
        return False
    if judge.get("name") == "rounded":  # a record holds what was returned, rounded already
        judge = {key: value for key, value in judge.items() if key != "name"}
    return bool(close(want, got.array, judge).all())


def how_it_failed(verdict: Verdict, outcomes: list[Outcome]) -> str:
    """What tells two failures of a case of properties apart beside the properties themselves.

    The kind of exception, but not its text and line, in which every answer differs; the sentence
    about a wrong form; nothing otherwise.
    """
    if verdict.kind == "raised":
        return next(o.error for o in outcomes if o.status != "returned")
    return verdict.reason if verdict.kind == "form" else ""


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
