"""From the outcomes of all cases to points and a diagnosis.

Cases are in groups. The first group is what the exercise is about: while one of its cases fails,
there are no points. Then each group whose cases all pass earns its share of the weights. A wrong
answer's outcomes are compared with those of every known misconception on the same cases; one that
fits names the mistake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.checks.compare import judge_case
from course_lib.checks.probe import Outcome
from course_lib.checks.records import how_it_failed, numbers, same_outcome
from course_lib.checks.verdict import Verdict


@dataclass(frozen=True)
class CaseResult:
    """One case with what the function did on it and what the judge says."""

    case: dict[str, Any]
    outcomes: list[Outcome]
    verdict: Verdict


@dataclass(frozen=True)
class Judgement:
    """The verdict on one answer.

    Attributes
    ----------
    exercise : dict
        The exercise's record.
    results : tuple of CaseResult
        In the order of the cases; a run may stop early, and what did not run did not pass.
    points : float
        Between 0 and the exercise's points, rounded to a hundredth.
    passed : bool
        Whether every case passed.
    misconception : dict or None
        The known mistake that gives these outcomes: ``name``, ``hint``.
    """

    exercise: dict[str, Any]
    results: tuple[CaseResult, ...]
    points: float
    passed: bool
    misconception: dict[str, Any] | None


def judge_exercise(
    exercise: dict[str, Any],
    outcomes: Sequence[list[Outcome]],
    known: tuple[CaseResult, ...] = (),
) -> Judgement:
    """Judge the outcomes of an exercise's first cases, in their order.

    Parameters
    ----------
    exercise : dict
        A pack's record.
    outcomes : sequence of list of Outcome
        What `run_case` brought back, a list a case; may be shorter than the cases.
    known : tuple of CaseResult, optional
        Results of the first of these, which were judged before.
    """
    begin = len(known)
    with np.errstate(all="ignore"):  # infinite numbers are an answer's, and only wrong
        results = tuple(
            CaseResult(case, list(done), judge_case(exercise, case, list(done)))
            for case, done in zip(exercise["cases"][begin:], outcomes[begin:], strict=False)
        )
    return sum_up(exercise, known + results)


def sum_up(exercise: dict[str, Any], results: tuple[CaseResult, ...]) -> Judgement:
    """Points and diagnosis from the results of an exercise's first cases, in their order."""
    passed = len(results) == len(exercise["cases"]) and all(r.verdict.ok for r in results)
    found = None if passed else diagnose(exercise, results)
    return Judgement(exercise, results, _points(exercise, results, passed), passed, found)


def _points(exercise: dict[str, Any], results: Sequence[CaseResult], passed: bool) -> float:
    if passed:
        return float(exercise["points"])
    right: dict[str, list[bool]] = {}
    for index, case in enumerate(exercise["cases"]):
        ok = index < len(results) and results[index].verdict.ok
        right.setdefault(case["group"], []).append(ok)
    weights = {group: exercise["groups"].get(group, 1.0) for group in right}
    gate = next(iter(right))
    if not all(right[gate]):
        return 0.0
    earned = sum(weights[group] for group, oks in right.items() if all(oks))
    return round(exercise["points"] * earned / sum(weights.values()), 2)


def diagnose(exercise: dict[str, Any], results: Sequence[CaseResult]) -> dict[str, Any] | None:
    """The misconception whose outcomes these are, or None.

    A misconception fits if the answer does what it does on every case that ran where it is wrong,
    and passes where it is right. If none fits wholly, the answer may have a second mistake of its
    own: then the one is taken that explains the first failure and most of the others, at least one,
    and would fail no case that the answer passes.
    """
    failed = {i for i, result in enumerate(results) if not result.verdict.ok}
    if not failed or any(results[i].verdict.kind in ("stub", "forbidden") for i in failed):
        return None
    best: tuple[int, dict[str, Any] | None] = (1, None)
    for misconception in exercise["misconceptions"]:
        records = misconception["outcomes"][: len(results)]
        wrong = {i for i, record in enumerate(records) if not record["ok"]}
        if not wrong or not wrong <= failed:
            continue
        fitting = {i for i in wrong if _fits(exercise, results[i], records[i])}
        if fitting == failed:
            return misconception
        if min(failed) in fitting and len(fitting) > best[0]:
            best = (len(fitting), misconception)
    return best[1]


def _fits(exercise: dict[str, Any], result: CaseResult, record: dict[str, Any]) -> bool:
    verdict = result.verdict
    if "failed" in record:  # a case of properties: the same ones fail, in the same way
        reason = how_it_failed(verdict, result.outcomes)
        return (list(verdict.failed), verdict.kind, reason) == (
            list(record["failed"]),
            record["kind"],
            record["reason"],
        )
    if "raises" in result.case:
        return same_end(record, result.outcomes[-1])
    case = result.case
    return same_outcome(record, result.outcomes[0], case.get("judge", {}), case["expected"])


def same_end(record: dict[str, Any], outcome: Outcome) -> bool:
    """Whether a call ended in the same way: returned numbers or none, or raised the same kind."""
    if record["status"] != outcome.status:
        return False
    if outcome.status == "returned":
        assert outcome.value is not None
        word = numbers(outcome.value)
        return record["value"] == (word if isinstance(word, str) else "numbers")
    return outcome.status != "raised" or record["error"] == outcome.error
