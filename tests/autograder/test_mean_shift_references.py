"""The references of unit 03 against scikit-learn, SciPy, the library's engine and hypothesis."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.stats import gaussian_kde
from sklearn.cluster._mean_shift import _mean_shift_single_seed
from sklearn.metrics import rand_score
from sklearn.neighbors import KernelDensity, NearestNeighbors

from autograder.exercises import mean_shift as unit
from course_lib.clustering import ClimbHistory, run_mean_shift


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("dimension", [1, 3, 5])
def test_climbs_end_where_scikit_learns_end(seed, dimension):
    rng = np.random.default_rng(seed)
    features = rng.uniform(0, 255, (80, dimension))
    radius = 40.0 * dimension**0.5
    neighbours = NearestNeighbors(radius=radius).fit(features)
    modes = unit.find_modes(features, radius, 1e-3 * radius)
    for feature, mode in zip(features, modes, strict=True):
        peer = _mean_shift_single_seed(feature, features, neighbours, 300)[0]
        # Both stop at shifts below a thousandth of the radius; a flat window then rests exactly.
        np.testing.assert_allclose(mode, peer, atol=1e-2 * radius)


@pytest.mark.parametrize("seed", range(4))
def test_modes_are_fixed_points_and_the_way_is_the_engines(seed):
    rng = np.random.default_rng(seed)
    features = rng.integers(0, 60, (70, 2)).astype(float)
    path = unit.climb(features, features[0], 11.5, 1e-9)
    history = ClimbHistory(features, features[0], 11.5, epsilon=1e-9)
    history.go(500)
    np.testing.assert_allclose(path, history.path, atol=1e-9)
    np.testing.assert_allclose(unit.shift(features, path[-1], 11.5), path[-1], atol=1e-9)
    labels, centres = unit.merge_modes(unit.find_modes(features, 11.5, 1e-3), 11.5)
    result = run_mean_shift(features, 11.5)
    assert rand_score(labels, result.labels) == 1.0
    assert len(centres) == len(result.centres)


@settings(max_examples=100)
@given(
    hnp.arrays(np.float64, st.tuples(st.integers(2, 20), st.integers(1, 3)),
               elements=st.integers(0, 30).map(float)),
    st.integers(1, 20),
)  # fmt: skip
def test_merging_is_single_linkage(modes, radius):
    labels, centres = unit.merge_modes(modes, radius + 0.1)
    peer = fcluster(linkage(modes, "single"), (radius + 0.1) / 2, "distance")
    assert rand_score(labels, peer) == 1.0
    for j, centre in enumerate(centres):
        np.testing.assert_allclose(centre, modes[labels == j].mean(axis=0))


@settings(max_examples=100)
@given(hnp.arrays(np.float64, (12, 2), elements=st.integers(-9, 9).map(float)), st.integers(1, 12))
def test_the_window_is_a_ball(features, radius):
    inside = unit.in_window(features, np.zeros(2), radius)
    assert inside.tolist() == [x * x + y * y <= radius * radius for x, y in features]
    new = unit.shift(features, np.zeros(2), radius)
    expected = features[inside].mean(axis=0) if inside.any() else np.zeros(2)
    np.testing.assert_allclose(new, expected)


@pytest.mark.parametrize("dimension", [1, 2, 3, 5])
def test_density_agrees_with_scikit_learn(dimension):
    rng = np.random.default_rng(dimension)
    features, points = rng.uniform(0, 3, (40, dimension)), rng.uniform(0, 3, (15, dimension))
    peer = np.exp(KernelDensity(bandwidth=0.7).fit(features).score_samples(points))
    np.testing.assert_allclose(unit.kernel_density(features, points, 0.7), peer, rtol=1e-9)


def test_density_agrees_with_scipy_and_integrates_to_one():
    features = np.random.default_rng(1).normal(0, 1, (30, 1))
    axis = np.linspace(-9, 9, 2001)
    density = unit.kernel_density(features, axis[:, None], 0.5)
    peer = gaussian_kde(features.T, bw_method=0.5 / features.std(ddof=1))
    np.testing.assert_allclose(density, peer(axis), rtol=1e-9, atol=1e-15)
    assert np.trapezoid(density, axis) == pytest.approx(1.0, abs=1e-6)


def test_segments_are_those_of_the_joint_space():
    image = np.random.default_rng(0).integers(0, 256, (7, 9, 3)).astype(np.uint8)
    features = [[x / 4.3, y / 4.3, *(image[y, x] / 90.0)] for y in range(7) for x in range(9)]
    peer = run_mean_shift(features, 1.0).labels
    assert rand_score(unit.mean_shift_segment(image, 4.3, 90.0), peer) == 1.0
