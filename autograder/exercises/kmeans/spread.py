"""Means spread over the range of the features: init_uniform."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.kmeans.common import FORBID


@exercise(points=1, minutes=15, returns=["means"], core=False, forbid=FORBID)
def init_uniform(features, k):
    low, high = features.min(axis=0), features.max(axis=0)
    fractions = (np.arange(k) + 0.5) / k
    return low + fractions[:, None] * (high - low)


@init_uniform.case("four means on a line")
def _():
    return dict(features=np.array([[20.0], [30.0], [100.0], [31.0]]), k=4)


@init_uniform.case("three means among colours")
def _():
    features = np.array([[10, 200, 90], [40, 20, 90], [30, 30, 90], [11, 60, 90]], float)
    return dict(features=features, k=3)


@init_uniform.case("one mean: the middle of the box")
def _():
    return dict(features=np.array([[0, 5], [8, 6], [2, 25]], float), k=1)


@init_uniform.case("random features", hidden=True)
def _(rng):
    return dict(features=rng.uniform(20, 200, (40, 5)), k=int(rng.integers(5, 9)))


@init_uniform.case("random features below 0 and above 255", hidden=True)
def _(rng):
    return dict(features=rng.uniform([-90, 300], [-20, 900], (25, 2)), k=4)


def _diagonal(features, fractions):
    low, high = features.min(axis=0), features.max(axis=0)
    return low + np.asarray(fractions)[:, None] * (high - low)


@init_uniform.misconception(
    "The means are spread over 0 to 255. Spread them over the range of these features: from their "
    "minimum to their maximum."
)
def over_all_grey_levels(features, k):
    return np.repeat(255.0 * (np.arange(k)[:, None] + 0.5) / k, features.shape[1], axis=1)


@init_uniform.misconception(
    "The first and last mean sit in the corners of the box, as np.linspace(low, high, k) gives "
    "them. Put them in the middle of k equal pieces: (i + ½)/k."
)
def includes_the_corners(features, k):
    return _diagonal(features, np.linspace(0, 1, k))


@init_uniform.misconception(
    "These are quantiles of the sorted features. Spread evenly over the range, however many points "
    "lie where."
)
def quantiles(features, k):
    return np.quantile(features, (np.arange(k) + 0.5) / k, axis=0)


@init_uniform.misconception(
    "These are values of the sorted features. Spread evenly over the range, however many points "
    "lie where."
)
def sorted_rows(features, k):
    chosen = ((np.arange(k) + 0.5) / k * len(features)).astype(int)
    return np.sort(features, axis=0)[chosen]


@init_uniform.misconception(
    "The fractions are (i + 1)/(k + 1). The lecture's are (i + ½)/k, the middles of k equal pieces."
)
def inner_points(features, k):
    return _diagonal(features, (np.arange(k) + 1) / (k + 1))


@init_uniform.misconception("The fractions start at i/k. Add the half: (i + ½)/k.")
def forgets_the_half(features, k):
    return _diagonal(features, np.arange(k) / k)


@init_uniform.misconception(
    "One range is used for all features. Each feature has its own minimum and maximum: axis=0."
)
def one_range_for_all(features, k):
    low, high = features.min(), features.max()
    values = low + (np.arange(k) + 0.5) / k * (high - low)
    return np.repeat(values[:, None], features.shape[1], axis=1)


@init_uniform.misconception(
    "The means are spread over 0 to 255, corners included. Spread them over the range of these "
    "features, at (i + ½)/k."
)
def all_grey_levels_with_corners(features, k):
    return np.repeat(np.linspace(0, 255, k)[:, None], features.shape[1], axis=1)


@init_uniform.misconception(
    "The fractions end at 1, as (i + 1)/k does. The lecture's are (i + ½)/k."
)
def reaches_the_end(features, k):
    return _diagonal(features, (np.arange(k) + 1) / k)


@init_uniform.misconception(
    "The means are spread from 0 to the maximum. The box starts at the minimum of each feature."
)
def from_zero_to_the_maximum(features, k):
    return (np.arange(k)[:, None] + 0.5) / k * features.max(axis=0)


@init_uniform.misconception("The box starts at its minimum, not at 0: add low to every mean.")
def starts_at_zero(features, k):
    high = features.max(axis=0)
    low = features.min(axis=0)
    return ((np.arange(k) + 0.5) / k)[:, None] * (high - low)


@init_uniform.right_answer
def uniform_with_loop(features, k):
    means = np.empty((k, features.shape[1]))
    for i in range(k):
        for c in range(features.shape[1]):
            column = features[:, c]
            means[i, c] = min(column) + (max(column) - min(column)) * (i + 0.5) / k
    return means


@init_uniform.right_answer
def uniform_by_linspace(features, k):
    low, high = features.min(axis=0), features.max(axis=0)
    half = (high - low) / (2 * k)
    return np.linspace(low + half, high - half, k).astype(np.float32)
