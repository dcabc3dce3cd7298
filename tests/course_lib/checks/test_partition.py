"""Labels compared up to their numbers."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib.checks.partition import partition_fault, region_fault, renumbered

LABELS = arrays(np.int64, st.integers(1, 12), elements=st.integers(-2, 4))


def together(labels: np.ndarray) -> np.ndarray:
    return labels[:, None] == labels


def test_partitions_are_equal_up_to_numbers():
    np.testing.assert_array_equal(renumbered(np.array([5, 5, -1, 3])), [0, 0, 1, 2])
    side = np.array([True, False, True])
    np.testing.assert_array_equal(renumbered(side), renumbered(~side))


@given(LABELS)
def test_renumbering_keeps_the_groups(labels):
    np.testing.assert_array_equal(together(labels), together(renumbered(labels)))
    kept = renumbered(labels, background=True)
    np.testing.assert_array_equal(together(labels), together(kept))
    np.testing.assert_array_equal(labels == 0, kept == 0)
    np.testing.assert_array_equal(renumbered(3 * labels + 7), renumbered(labels))


@given(st.data())
def test_the_pair_that_is_named_is_wrong(data):
    want = data.draw(LABELS)
    got = data.draw(arrays(np.int64, len(want), elements=st.integers(0, 4)))
    if np.array_equal(together(want), together(got)):
        return
    said = partition_fault("labels", want, got)
    i, j = map(int, re.findall(r"\d+", said)[:2])
    assert together(want)[i, j] != together(got)[i, j]
    wish = "one group" if together(want)[i, j] else "different groups"
    assert f"belong in {wish}" in said


def test_faults_of_region_maps():
    want = np.array([[0, 1, 1], [0, 0, 2]])
    assert region_fault(want, np.array([[0, 9, 9], [0, 0, 4]])) == ""
    assert "mixes up background" in region_fault(want, want + 1)
    assert "different labels" in region_fault(want, np.array([[0, 1, 3], [0, 0, 2]]))
    assert "separate regions one label" in region_fault(want, np.array([[0, 1, 1], [0, 0, 1]]))
