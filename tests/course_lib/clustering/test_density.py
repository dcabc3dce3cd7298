"""Densities against SciPy's and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gaussian_kde, norm

from course_lib.clustering import density, density_surface, hill_height
from course_lib.images import photo


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(1, 4), st.sampled_from([7, 2**20]))
def test_surface_is_the_definitions(seed, d, block):
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(30, d)).round(1)
    points = np.vstack([points, points[:5]])  # repeats count twice
    axes = [np.linspace(-3, 3, 4 + number) for number in range(d)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(density, "BLOCK", block)
        found = density_surface(points, axes, 0.7)
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, d)
    plain = np.exp(-((grid[:, None] - points) ** 2).sum(axis=2) / 0.98).mean(axis=1)
    plain /= (2 * np.pi * 0.49) ** (d / 2)
    np.testing.assert_allclose(found.ravel(), plain, rtol=1e-10, atol=1e-300)
    assert found.shape == tuple(len(axis) for axis in axes)


def test_surface_in_one_dimension_is_scipys():
    values = photo("camera", (32, 32))[..., 0].ravel().astype(float)
    axis = np.linspace(0, 255, 64)
    peer = gaussian_kde(values, bw_method=12 / values.std(ddof=1))
    np.testing.assert_allclose(density_surface(values[:, None], [axis], 12), peer(axis), rtol=1e-9)


@pytest.mark.parametrize("d", [2, 3])
def test_surface_of_white_points_is_scipys(d):
    """SciPy's Gaussian has the covariance of the points: theirs is made the identity."""
    points = np.random.default_rng(d).normal(size=(100, d))
    points = np.linalg.solve(np.linalg.cholesky(np.cov(points.T)), points.T).T
    axes = [np.linspace(-2, 2, 9)] * d
    grid = np.stack(np.meshgrid(*axes, indexing="ij")).reshape(d, -1)
    peer = gaussian_kde(points.T, bw_method=0.4)(grid)
    np.testing.assert_allclose(density_surface(points, axes, 0.4).ravel(), peer, rtol=1e-9)


def test_one_point_is_a_normal_distribution_and_all_integrates_to_one():
    axis = np.linspace(-9, 11, 401)
    np.testing.assert_allclose(density_surface([[1.0]], [axis], 2), norm.pdf(axis, 1, 2))
    surface = density_surface([[0.0, 1.0], [2.0, 2.0]], [axis, axis], 1.0)
    assert surface.sum() * (axis[1] - axis[0]) ** 2 == pytest.approx(1, abs=1e-6)


def test_far_away_there_is_no_density():
    assert density_surface([[0.0]], [[1e130]], 1e-30) == [0]
    assert hill_height([[0.0]], [[1e130]], 1e-130) == [0]


def test_heights_in_closed_form():
    points = [[0.0, 0.0], [3.0, 4.0]]
    np.testing.assert_allclose(hill_height(points, points, 10.0), [0.875, 0.875])
    np.testing.assert_array_equal(hill_height(points, [[9.0, 9.0]], 1.0), [0])
    assert hill_height([[5.0]] * 7, [[5.0]], 2) == [1]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: density_surface([[0.0]], [[0.0], [1.0]], 1), "axes must be 1 lists"),
        (lambda: density_surface([[0.0]], 3, 1), "axes must be a list with the places"),
        (lambda: density_surface([[0.0]], [[[0.0]]], 1), "axes[0] must be (n,)"),
        (lambda: density_surface([[0.0]], [["a"]], 1), "axes[0] must be a (n,) array of real"),
        (lambda: density_surface([[0.0]], [[0.0]], 0), "bandwidth must be finite, at least 1e-40"),
        (lambda: density_surface([[0.0] * 3], [range(300)] * 3, 1), "axes must have at most"),
        (lambda: hill_height([[0.0]], [[0.0, 1.0]], 1), "places must be (M, 1) to match 1"),
        (lambda: hill_height([[0.0]], [[0.0]], 0), "radius must be finite"),
    ],
)
def test_wrong_arguments_are_named_in_one_sentence(call, words):
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    assert str(caught.value).startswith(words) and "got" in str(caught.value)
