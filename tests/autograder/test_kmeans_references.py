"""The references of unit 02 against scikit-learn, the library's engine and hypothesis."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.cluster import KMeans
from sklearn.metrics import pairwise_distances_argmin

from autograder.exercises import kmeans as unit
from course_lib.clustering import cluster_means, nearest_means, run_kmeans, squared_error

FINE = st.floats(0, 255, allow_subnormal=False).map(lambda value: round(value, 3))


@st.composite
def problems(draw):
    n, d = draw(st.integers(1, 25)), draw(st.integers(1, 5))
    k = draw(st.integers(1, n))
    values = FINE if draw(st.booleans()) else st.integers(0, 3).map(float)  # the latter: ties
    features = draw(hnp.arrays(np.float64, (n, d), elements=values))
    means = draw(hnp.arrays(np.float64, (k, d), elements=values))
    return features, means


@settings(max_examples=200)
@given(problems())
def test_half_steps_agree_with_the_engine(problem):
    features, means = problem
    labels = unit.assign_labels(features, means)
    assert np.array_equal(labels, nearest_means(features, means))
    new = unit.update_means(features, labels, means)
    np.testing.assert_allclose(new, cluster_means(features, labels, means), atol=1e-9)
    error = unit.within_cluster_error(features, labels, new)
    assert error == pytest.approx(squared_error(features, labels, new), abs=1e-6)
    assert error <= unit.within_cluster_error(features, labels, means) + 1e-6


@settings(max_examples=100)
@given(problems())
def test_the_loop_agrees_with_the_engine(problem):
    features, means = problem
    labels, final, steps = unit.kmeans(features, means)
    result = run_kmeans(features, means)
    assert np.array_equal(labels, result.labels) and steps == result.steps
    np.testing.assert_allclose(final, result.means, atol=1e-9)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("dimension", [1, 3, 5])
def test_the_loop_agrees_with_scikit_learn(seed, dimension):
    rng = np.random.default_rng(seed)
    features = rng.uniform(0, 255, (200, dimension))
    start = features[rng.choice(200, 4, replace=False)]
    for steps in (1, 3, 7):
        labels, means, used = unit.kmeans(features, start, epsilon=0.0, max_iter=steps)
        peer = KMeans(4, init=start, n_init=1, tol=0, max_iter=steps, algorithm="lloyd")
        peer.fit(features)
        assert used == steps
        if peer.n_iter_ == steps:  # scikit-learn stops when no label changes
            np.testing.assert_allclose(means, peer.cluster_centers_, atol=1e-9)
            assert np.array_equal(labels, peer.labels_)


def test_labels_and_error_agree_with_scikit_learn():
    rng = np.random.default_rng(3)
    features, means = rng.uniform(0, 255, (300, 5)), rng.uniform(0, 255, (9, 5))
    labels = unit.assign_labels(features, means)
    assert np.array_equal(labels, pairwise_distances_argmin(features, means))
    peer = KMeans(9, init=means, n_init=1, max_iter=1).fit(features)
    final = unit.update_means(features, labels, means)
    again = unit.assign_labels(features, final)
    error = unit.within_cluster_error(features, again, final)
    assert error == pytest.approx(peer.inertia_, rel=1e-9)


def test_features_are_row_major_and_positions_are_x_then_y():
    image = np.arange(2 * 300 * 3).reshape(2, 300, 3).astype(np.uint8)
    features = unit.pixel_features(image, 2.0)
    assert features.dtype == np.float64 and features.shape == (600, 5)
    row, column = 1, 299
    assert features[row * 300 + column].tolist() == [*image[row, column].tolist(), 598.0, 2.0]
    assert unit.pixel_features(image).shape == (600, 3)


@settings(max_examples=60)
@given(st.integers(0, 2**31), st.integers(1, 6))
def test_random_starts_are_different_rows_far_apart(seed, k):
    rng = np.random.default_rng(seed)
    features = rng.uniform(0, 255, (30, 3))
    means = unit.init_random(features, k, 10.0, rng)
    assert all((features == mean).all(axis=1).any() for mean in means)
    gaps = np.linalg.norm(means[:, None] - means, axis=2)[~np.eye(k, dtype=bool)]
    assert (gaps >= 10.0).all()
    with pytest.raises(ValueError, match="1000"):
        unit.init_random(features, 2, 1000.0, rng)


def test_uniform_start_on_the_diagonal():
    features = np.array([[0.0, 10.0], [8.0, 30.0], [3.0, 11.0]])
    expected = [[1.0, 12.5], [3.0, 17.5], [5.0, 22.5], [7.0, 27.5]]
    assert unit.init_uniform(features, 4).tolist() == expected


def test_subset_start_of_everything_is_kmeans():
    rng = np.random.default_rng(0)
    features = np.concatenate([rng.normal(40, 2, (50, 3)), rng.normal(200, 2, (50, 3))])
    means = unit.init_subset(features, 2, 1.0, rng)
    peer = KMeans(2, init=means, n_init=1).fit(features)
    np.testing.assert_allclose(means, peer.cluster_centers_, atol=0.5)


def test_pictures_of_mean_colours_are_rounded():
    image = np.zeros((2, 2, 3), np.uint8)
    means = np.array([[0.4, 0.6, 254.7, 9, 9], [1.2, 99.9, 7.0, 300, 2]])
    picture = unit.segment_image(image, np.array([0, 1, 1, 0]), means)
    assert picture.dtype == np.uint8
    assert picture[0].tolist() == [[0, 1, 255], [1, 100, 7]]
