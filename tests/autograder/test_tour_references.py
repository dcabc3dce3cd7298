"""The references of unit 00 against scikit-image, SciPy and hypothesis; the judge of regions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import ndimage
from skimage.filters import threshold_otsu
from sklearn.metrics import jaccard_score

from autograder.exercises import tour as unit
from autograder.exercises.tour.otsu import between_class_variance
from course_lib.checks.regions import region_fault, regions_in_order

MASKS = hnp.arrays(bool, hnp.array_shapes(min_dims=2, max_dims=2, max_side=12))
PICTURES = hnp.arrays(np.uint8, hnp.array_shapes(min_dims=2, max_dims=2, max_side=9))


@settings(max_examples=100)
@given(PICTURES)
def test_otsu_is_as_good_as_scikit_image(gray):
    t = unit.otsu_threshold(gray)
    score = between_class_variance(gray, t)
    peer = between_class_variance(gray, threshold_otsu(gray))
    assert score == pytest.approx(peer, rel=1e-9, abs=1e-9)
    assert t == 0 or between_class_variance(gray, t - 1) < score  # the lowest on ties


@pytest.mark.parametrize("seed", range(5))
def test_otsu_is_scikit_images_where_no_level_is_missing(seed):
    rng = np.random.default_rng(seed)
    noise = np.clip(rng.normal(90, 30, 2000), 0, 255)
    gray = np.concatenate([np.arange(256), noise]).astype(np.uint8)[None]
    assert unit.otsu_threshold(gray) == threshold_otsu(gray)


@settings(max_examples=100)
@given(MASKS, st.sampled_from([4, 8]))
def test_regions_are_scipys(mask, connectivity):
    structure = np.ones((3, 3)) if connectivity == 8 else None
    peer, peer_count = ndimage.label(mask, structure)
    labels, count = unit.connected_components(mask, connectivity)
    assert count == peer_count and np.array_equal(regions_in_order(labels), regions_in_order(peer))
    assert region_fault(peer, labels) == ""


@settings(max_examples=100)
@given(MASKS, st.integers(0, 2**31))
def test_iou_and_threshold(a, seed):
    b = np.random.default_rng(seed).random(a.shape) < 0.5
    if (a | b).any():
        assert unit.iou(a, b) == pytest.approx(jaccard_score(a.ravel(), b.ravel()))
    assert unit.iou(a, a) == unit.iou(np.zeros_like(a), np.zeros_like(a)) == 1.0
    assert unit.iou(a, b) == unit.iou(b, a)
    assert np.array_equal(unit.threshold(a.astype(np.uint8), 0), a)


@settings(max_examples=100)
@given(hnp.arrays(np.int64, (4, 5), elements=st.integers(0, 4)), st.permutations([1, 2, 3, 4]))
def test_numbers_of_regions_do_not_matter(labels, order):
    other = np.array([0, *order])[labels] * 3
    assert region_fault(labels, other) == ""
    assert np.array_equal(regions_in_order(labels) == 0, labels == 0)


def test_faults_of_region_maps_are_named():
    want = np.array([[0, 1, 1, 0, 2, 2]])
    assert "background" in region_fault(want, np.array([[1, 1, 1, 0, 2, 2]]))
    assert "one region 2 different labels" in region_fault(want, np.array([[0, 1, 3, 0, 2, 2]]))
    assert "2 separate regions one label" in region_fault(want, np.array([[0, 1, 1, 0, 1, 1]]))
