"""Region maps judged by overlap, and warped pictures judged inside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from course_lib.checks.compare import judge_case
from course_lib.checks.matching import matching_fault
from course_lib.checks.probe import run_case
from course_lib.checks.records import record_outcome, same_outcome
from course_lib.checks.rim import with_rim_of


def judged(value, expected, **judge):
    case = {"inputs": {}, "expected": expected, "judge": judge}
    outcomes = run_case(lambda: value, case)
    return judge_case({"name": "f", "returns": ["picture"]}, case, outcomes), outcomes[0]


maps = st.integers(1, 12).flatmap(
    lambda n: st.tuples(*[arrays(np.int64, n, elements=st.integers(0, 3)) for _ in range(2)])
)


@given(maps, st.floats(0.51, 1))
def test_every_region_has_one_partner(pair, least):
    """Against the definition, region by region with Python's sets."""
    want, got = pair

    def regions(labels):
        return [set(np.flatnonzero(labels == i)) for i in np.unique(labels) if i]

    mine, theirs = regions(want), regions(got)
    partners = [sum(len(a & b) >= least * len(a | b) for b in theirs) for a in mine]
    right = partners == [1] * len(mine) and len(mine) == len(theirs)
    assert (matching_fault(want, got, least) == "") == right


WANT = np.zeros((8, 14), np.int64)
WANT[1:7, 1:6], WANT[1:7, 8:13] = 1, 2


def changed(change):
    labels = WANT.copy()
    change(labels)
    return labels


@pytest.mark.parametrize(
    "got, words",
    [
        (np.where(WANT, 1, 0), "2 separate regions one label, first at [1, 1]"),
        (changed(lambda a: a.__setitem__((slice(1, 7), slice(1, 3)), 3)), "tears one region into"),
        (np.where(WANT == 2, 0, WANT), "misses a region of 30 pixels, first at [1, 8]"),
        (changed(lambda a: a.__setitem__((0, 0), 7)), "region of 1 pixels where none is expected"),
        (changed(lambda a: a.__setitem__((slice(1, 3), slice(1, 6)), 0)), "over union 0.67"),
        (np.ones_like(WANT), "2 separate regions one label"),
    ],
)
def test_what_is_wrong_with_a_map_is_said(got, words):
    verdict, _ = judged(got, WANT, name="matched", least=0.8)
    assert not verdict.ok and words in verdict.reason


def test_edges_and_numbers_are_free():
    got = np.where(WANT == 1, 9, np.where(WANT == 2, 4, 0))
    got[1, 1] = 0
    got[0, 8] = 4
    verdict, outcome = judged(got, WANT, name="matched", least=0.9)
    assert verdict.ok
    record = {"status": "returned", "value": WANT}
    assert same_outcome(record, outcome, {"name": "matched", "least": 0.9})
    verdict, _ = judged(got.astype(float), WANT, name="matched", least=0.9)
    assert "should hold integers" in verdict.reason
    with pytest.raises(ValueError, match="above 0.5"):
        matching_fault(WANT, WANT, 0.5)


PICTURE = np.arange(42.0).reshape(6, 7)
PICTURE[:, :2] = np.nan


@pytest.mark.parametrize("value", [np.nan, 1e6, 0.0])
def test_the_rim_is_not_judged(value):
    got = PICTURE.copy()
    got[0, 1:], got[-1, 1:], got[:, -1], got[:, 1:3] = value, value, value, value
    verdict, outcome = judged(got, PICTURE, name="inside")
    assert verdict.ok
    assert same_outcome(record_outcome(outcome), outcome, {"name": "inside"})


def test_a_known_mistake_with_holes_is_not_like_everything():
    holes = PICTURE.copy()
    holes[::2, ::2] = np.nan
    record = {"status": "returned", "value": holes}
    outcome = judged(PICTURE + 1, PICTURE, name="inside")[1]
    assert not same_outcome(record, outcome, {"name": "inside"}, PICTURE)
    other = holes.copy()
    other[0, 2:] = -1.0  # on the rim of what is expected
    outcome = judged(other, PICTURE, name="inside")[1]
    assert same_outcome(record, outcome, {"name": "inside"}, PICTURE)


def test_what_is_inside_is_judged():
    for place, value in (((2, 4), 0.0), ((2, 0), 3.0), ((2, 4), np.nan)):
        got = PICTURE.copy()
        got[place] = value
        verdict, _ = judged(got, PICTURE, name="inside")
        assert verdict.kind in ("values", "form") and str(list(place)) in verdict.reason
    verdict, _ = judged(np.zeros((6, 7), int), PICTURE, name="inside")
    assert "should hold floats" in verdict.reason
    verdict, _ = judged(PICTURE.astype(np.float32), PICTURE, name="inside")
    assert verdict.ok


@given(arrays(float, array_shapes(min_dims=2, max_dims=3, max_side=6), elements=st.floats(0, 9)))
def test_the_rim_by_its_definition(values):
    rng = np.random.default_rng(values.size)
    nothing = rng.random(values.shape[:2]) < 0.3
    want = values.copy()
    want[nothing] = np.nan
    found = with_rim_of(want, np.full(want.shape, -1.0)) != -1
    height, width = nothing.shape
    for row in range(height):
        for column in range(width):
            around = [
                not (0 <= r < height and 0 <= c < width) or nothing[r, c]
                for r in range(row - 1, row + 2)
                for c in range(column - 1, column + 2)
            ]
            assert found[row, column].all() == (any(around) and not all(around))
