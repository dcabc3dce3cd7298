"""The three ways to start."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.clustering import start_random, start_subset, start_uniform
from course_lib.images import photo

POINTS = photo("coffee", (48, 48)).reshape(-1, 3).astype(float)


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 6), st.sampled_from([0.0, 5.0, 30.0]))
def test_random_means_are_points_apart(seed, k, min_distance):
    means = start_random(POINTS, k, min_distance=min_distance, rng=np.random.default_rng(seed))
    assert means.shape == (k, 3)
    away = np.sqrt(((means[:, None] - means) ** 2).sum(-1))[np.triu_indices(k, 1)]
    assert (away >= min_distance).all()
    assert all((mean == POINTS).all(axis=1).any() for mean in means)


def test_random_takes_each_row_once_and_the_seed_decides():
    points = np.arange(12.0).reshape(6, 2)
    means = start_random(points, 6, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(np.sort(means, axis=0), points)
    again = start_random(points, 6, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(means, again)


def test_random_gives_up_with_a_sentence():
    with pytest.raises(ValueError, match="min_distance must let 3 points .* got 900: 100 draws"):
        start_random(POINTS, 3, min_distance=900, rng=np.random.default_rng(0))


def test_uniform_stands_in_the_middle_of_equal_parts():
    means = start_uniform([[10.0, 0.0], [50.0, 8.0]], 4)
    np.testing.assert_allclose(means, [[15, 1], [25, 3], [35, 5], [45, 7]])


def test_subset_gives_means_near_the_points():
    means = start_subset(POINTS, 8, rng=np.random.default_rng(0))
    assert means.shape == (8, 3)
    assert (means >= POINTS.min(0)).all() and (means <= POINTS.max(0)).all()
    few = start_subset(POINTS[:9], 8, fraction=0.01, rng=np.random.default_rng(0))
    assert few.shape == (8, 3)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda r: start_random(POINTS, 0, rng=r), ValueError, "k must be at least 1, got 0"),
        (lambda r: start_random(POINTS[:2], 3, rng=r), ValueError, "k must be at most .* 2, got 3"),
        (lambda r: start_random(POINTS, 2.0, rng=r), TypeError, "k must be an integer, got 2.0"),
        (lambda r: start_random(POINTS, 2, rng=7), TypeError, "rng must be a numpy Generator"),
        (lambda r: start_random(POINTS, 2, min_distance=-1, rng=r), ValueError, "min_distance"),
        (lambda r: start_subset(POINTS, 2, fraction=0, rng=r), ValueError, "fraction.*got 0"),
        (lambda r: start_subset(POINTS, 2, fraction=1.5, rng=r), ValueError, "fraction.*got 1.5"),
        (lambda r: start_uniform(POINTS, True), TypeError, "k must be an integer, got True"),
    ],
)
def test_bad_arguments_get_one_sentence(call, error, words):
    with pytest.raises(error, match=words):
        call(np.random.default_rng(0))
