"""Region maps compared up to their numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib.checks.regions import region_fault, regions_in_order


@given(arrays(np.int64, st.integers(1, 12), elements=st.integers(-2, 4)))
def test_renumbering_keeps_regions_and_background(labels):
    kept = regions_in_order(labels)
    np.testing.assert_array_equal(labels[:, None] == labels, kept[:, None] == kept)
    np.testing.assert_array_equal(labels == 0, kept == 0)


def test_faults_of_region_maps():
    want = np.array([[0, 1, 1], [0, 0, 2]])
    assert region_fault(want, np.array([[0, 9, 9], [0, 0, 4]])) == ""
    assert "mixes up background" in region_fault(want, want + 1)
    assert "different labels" in region_fault(want, np.array([[0, 1, 3], [0, 0, 2]]))
    assert "separate regions one label" in region_fault(want, np.array([[0, 1, 1], [0, 0, 1]]))
