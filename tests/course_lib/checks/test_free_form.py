"""Partitions in any numbering and trajectories: what is right, and what is said of the rest."""

import numpy as np
import pytest

from course_lib.checks.compare import judge_case
from course_lib.checks.free_form import partition_fault, renumbered
from course_lib.checks.probe import run_case
from course_lib.checks.records import record_outcome, same_outcome


def judged(value, expected, name, returns=("labels", "centres")):
    case = {"inputs": {}, "expected": expected, "judge": {"name": name}}
    outcomes = run_case(lambda: value, case)
    return judge_case({"name": "f", "returns": list(returns)}, case, outcomes), outcomes[0]


LABELS, CENTRES = np.array([0, 0, 1, 2]), np.array([[1.0, 2], [3, 4], [5, 6]])


def test_any_numbering_is_right():
    order = np.array([2, 0, 1])
    verdict, _ = judged((order[LABELS], CENTRES[np.argsort(order)]), (LABELS, CENTRES), "partition")
    assert verdict.ok
    verdict, _ = judged(np.array([9, 9, -4, 7]), LABELS, "partition", ["labels"])
    assert verdict.ok


@pytest.mark.parametrize(
    "labels, centres, words",
    [
        ([0, 0, 0, 1], CENTRES[:2], "entries 0 and 2 have one label"),
        ([0, 3, 1, 2], np.ones((4, 2)), "entries 0 and 1 have two labels"),
        ([1, 1, 0, 2], CENTRES, "`centres` is wrong"),
        ([1, 1, 2, 3], CENTRES, "numbers of the rows"),
        ([0.0, 0.0, 1.0, 2.0], CENTRES, "should hold integers"),
        ([[0, 0, 1, 2]], CENTRES, "should have shape (4,)"),
    ],
)
def test_what_is_wrong_is_said(labels, centres, words):
    verdict, _ = judged((np.array(labels), centres), (LABELS, CENTRES), "partition")
    assert not verdict.ok and words in verdict.reason


@pytest.mark.parametrize("value", [None, 3, "a", (None, None), ([0, 0, 1, 2], CENTRES), ()])
def test_what_is_no_partition_is_refused(value):
    verdict, outcome = judged(value, (LABELS, CENTRES), "partition")
    assert not verdict.ok and verdict.reason
    record = {"status": "returned", "value": (LABELS, CENTRES)}
    assert not same_outcome(record, outcome, {"name": "partition"})


def test_a_known_mistake_is_known_in_any_numbering():
    _, outcome = judged((np.array([0, 1, 1]), np.eye(2)), (LABELS, CENTRES), "partition")
    _, other = judged((np.array([1, 0, 0]), np.eye(2)[::-1]), (LABELS, CENTRES), "partition")
    assert same_outcome(record_outcome(outcome), other, {"name": "partition"})
    _, third = judged((np.array([1, 1, 0]), np.eye(2)), (LABELS, CENTRES), "partition")
    assert not same_outcome(record_outcome(outcome), third, {"name": "partition"})


def test_fault_agrees_with_pairs():
    rng = np.random.default_rng(0)
    for _ in range(300):
        want, got = rng.integers(0, 3, (2, 5))
        same = np.array_equal(want[:, None] == want, got[:, None] == got)
        assert (partition_fault(want, got, "labels") == "") == same
        assert np.array_equal(renumbered((got,))[0][:, None] == renumbered((got,))[0],
                              got[:, None] == got)  # fmt: skip


WAY = np.array([[0.0, 0], [1, 0], [2, 1], [2, 1]])


@pytest.mark.parametrize(
    "way, words",
    [
        (WAY[:3], "has 3 rows, 4 are expected: the first 3 are right, but it stops too early"),
        (np.vstack([WAY, WAY[-1:]]), "it goes on too long"),
        (WAY[1:], "the first row is already another one"),
        (WAY[[0, 1, 1]], "the first 2 are right, row 2 is not"),
        (WAY + [[0], [0], [0], [1]], "wrong at 2 of 8 entries"),
        (WAY[-1], "should have shape (4, 2)"),
        (WAY[:0], "should have shape"),
        (None, "returned None"),
    ],
)
def test_trajectories(way, words):
    verdict, _ = judged(way, WAY, "trajectory", ["trajectory"])
    assert not verdict.ok and words in verdict.reason
    assert judged(WAY.copy(), WAY, "trajectory", ["trajectory"])[0].ok


def test_an_array_of_numbers_stands_for_as_many_numbers():
    exercise = {"name": "f", "returns": ["dy", "dx"]}
    case = {"inputs": {}, "expected": (np.int64(3), np.int64(-2))}
    for value, ok in (
        ((3, -2), True),
        (np.array([3, -2]), True),
        (np.array([3, 2]), False),
        (np.array([[3, -2]]), False),
        (np.array([3, -2, 0]), False),
    ):
        outcomes = run_case(lambda value=value: value, case)
        assert judge_case(exercise, case, outcomes).ok == ok, value
