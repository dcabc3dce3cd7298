"""Each trap does what its sentence says."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.clustering import nearest_means, run_kmeans
from course_lib.metrics import label_agreement
from course_lib.scenes.colour_traps import TRAPS

AGREEMENT_FROM_TRUTH = {  # from the true mean colours: what a better start would cure
    "bad_start": (0.99, 1), "outliers": (0.99, 1), "repeated_start": (0.99, 1),
    "unequal_sizes": (0, 0.75), "shell": (0, 0.75),
}  # fmt: skip


def colours(trap):
    return trap.picture.reshape(-1, 3).astype(float)


@pytest.mark.parametrize("name", TRAPS)
def test_kmeans_fails_from_the_start_given(name):
    trap = TRAPS[name]
    assert trap.picture.shape == (64, 64, 3) and trap.picture.dtype == np.uint8
    assert trap.means.shape == (trap.k, 3)
    assert len(np.unique(trap.truth)) == trap.k
    assert trap.sentence.endswith(".") and "\n" not in trap.sentence
    result = run_kmeans(colours(trap), trap.means)
    assert result.converged
    assert label_agreement(result.labels, trap.truth.ravel()) < 0.75


@pytest.mark.parametrize("name", AGREEMENT_FROM_TRUTH)
def test_what_a_better_start_cures(name):
    trap = TRAPS[name]
    points, truth = colours(trap), trap.truth.ravel()
    means = np.array([points[truth == label].mean(axis=0) for label in range(trap.k)])
    low, high = AGREEMENT_FROM_TRUTH[name]
    assert low <= label_agreement(run_kmeans(points, means).labels, truth) <= high


def test_the_repeated_start_leaves_a_mean_without_pixels_at_first():
    trap = TRAPS["repeated_start"]
    assert not (nearest_means(colours(trap), trap.means) == 1).any()


def test_the_outliers_hold_a_mean():
    trap = TRAPS["outliers"]
    result = run_kmeans(colours(trap), trap.means)
    assert np.bincount(result.labels).min() == 9
