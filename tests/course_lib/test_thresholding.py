"""Between-class variance and Otsu's threshold, against scikit-image and the definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from skimage.filters import threshold_otsu

from course_lib.images import PHOTOS, photo, to_gray
from course_lib.thresholding import between_class_variance, otsu


@pytest.mark.parametrize("name", sorted(PHOTOS))
def test_it_is_scikit_images(name):
    gray = np.round(to_gray(photo(name, 128))).astype(np.uint8)
    assert otsu(gray) == threshold_otsu(gray)


@given(arrays(np.int64, st.integers(1, 12), elements=st.integers(0, 50)).filter(lambda c: c.any()))
def test_it_is_the_definition(counts):
    levels = np.repeat(np.arange(len(counts)), counts).astype(float)
    for t, found in enumerate(between_class_variance(counts)):
        low, high = levels[levels <= t], levels[levels > t]
        wanted = 0.0
        if len(low) and len(high):
            gap = low.mean() - high.mean()
            wanted = len(low) * len(high) / len(levels) ** 2 * gap**2
        assert found == pytest.approx(wanted, abs=1e-9)


def test_one_level_and_ties():
    assert otsu(np.full((3, 4), 9, np.uint8)) == 0
    assert otsu(np.array([[10, 20]], np.uint8)) == 10  # every t from 10 to 19 is as good


@pytest.mark.parametrize("counts", [[], [0, 0], [-1, 2], [np.nan], [[1, 2]]])
def test_wrong_counts(counts):
    with pytest.raises(ValueError, match="counts must be"):
        between_class_variance(counts)


@pytest.mark.parametrize("gray", [[[1]], np.zeros((2, 2)), np.zeros((0, 2), np.uint8)])
def test_wrong_pictures(gray):
    with pytest.raises(ValueError, match="gray must be"):
        otsu(gray)
