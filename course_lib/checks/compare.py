"""Judges: does the outcome of a call fit what the case expects, and if not, in which words?

A judge sees plain data only (`Plain`), so the same lines judge in a student's kernel and in the
grader. It says the first thing that is wrong, coarse before fine: nothing returned, wrong kind of
object, wrong number of values, wrong shape, wrong kind of numbers, NaN, wrong values.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from course_lib.checks.probe import Outcome
from course_lib.checks.properties import PROPERTIES
from course_lib.checks.values import judge_values
from course_lib.checks.verdict import Verdict, form_fault


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
        assert last.value is not None
        verdict = judge_values(exercise, case["expected"], case, last.value)
    changed = next((outcome.changed for outcome in outcomes if outcome.changed), ())
    if verdict.ok and changed:
        names = " and ".join(f"`{name}`" for name in changed)
        return Verdict(
            False,
            f"The values are right, but the function changed its input {names}. "
            "Work on a copy, or the caller's data are gone.",
            "changed",
        )
    if changed and verdict.kind == "values":
        names = " and ".join(f"`{name}`" for name in changed)
        return replace(verdict, reason=f"{verdict.reason} It also changed its input {names}.")
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
    if outcome.error == "NotImplementedError" and outcome.message.isidentifier():
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
        form = form_fault(exercise["returns"][0], case["expected"], outcome.value)
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
