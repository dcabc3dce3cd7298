"""The hills themselves: kernel_density."""

from __future__ import annotations

import numpy as np
from scipy.spatial.distance import cdist
from scipy.stats import multivariate_normal

from autograder.exercise import exercise
from autograder.exercises.mean_shift.common import FORBID


@exercise(
    points=2,
    minutes=20,
    returns=["density"],
    core=False,
    forbid=FORBID,
    judge={"rtol": 1e-5, "atol": 1e-9},
)
def kernel_density(features, points, bandwidth):
    n, d = features.shape
    density = np.zeros(len(points))
    for m, point in enumerate(points):
        squared = ((features - point) ** 2).sum(axis=1)
        density[m] = np.exp(-squared / (2 * bandwidth**2)).sum()
    return density / (n * (2 * np.pi * bandwidth**2) ** (d / 2))


@kernel_density.case("one feature at 0, bandwidth 1")
def _():
    return dict(features=np.zeros((1, 1)), points=np.array([[0.0], [1], [2]]), bandwidth=1.0)


@kernel_density.case("two hills on a line")
def _():
    features = np.array([[0.0], [1], [2], [6], [7]])
    return dict(features=features, points=np.array([[1.0], [4], [6.5]]), bandwidth=1.5)


@kernel_density.case("in the plane, a narrow window")
def _():
    features = np.array([[0.0, 0], [1, 0], [0, 1], [3, 3]])
    points = np.array([[0.0, 0], [0.5, 0.5], [3, 3], [2, 2]])
    return dict(features=features, points=points, bandwidth=0.5)


@kernel_density.case("three features")
def _():
    features = np.array([[0.0, 0, 0], [2, 1, 0], [1, 1, 3]])
    return dict(features=features, points=np.array([[1.0, 1, 1], [0, 0, 0]]), bandwidth=1.2)


@kernel_density.case("random features", hidden=True)
def _(rng):
    features, points = rng.uniform(0, 4, (30, 2)), rng.uniform(0, 4, (9, 2))
    return dict(features=features, points=points, bandwidth=float(rng.uniform(0.4, 0.9)))


@kernel_density.case("random features of five dimensions", hidden=True)
def _(rng):
    features, points = rng.uniform(0, 3, (20, 5)), rng.uniform(0, 3, (6, 5))
    return dict(features=features, points=points, bandwidth=float(rng.uniform(1.2, 1.8)))


@kernel_density.right_answer
def by_outer_differences(features, points, bandwidth):
    u = cdist(points, features) / bandwidth
    gaussian = np.exp(-0.5 * u**2) / (2 * np.pi) ** (features.shape[1] / 2)
    return gaussian.mean(axis=1) / bandwidth ** features.shape[1]


@kernel_density.right_answer
def by_normal_densities(features, points, bandwidth):
    d = features.shape[1]
    normal = multivariate_normal(np.zeros(d), bandwidth**2 * np.eye(d))
    return np.array([np.mean(normal.pdf(features - point)) for point in points])


def _height(features, points, exponent, factor):
    distances = cdist(points, features)
    return factor * np.exp(-exponent(distances)).sum(axis=1)


def _factor(features, h):
    return 1 / (len(features) * (2 * np.pi * h**2) ** (features.shape[1] / 2))


@kernel_density.misconception(
    "The width of the window is missing in front: a Gaussian that is wider is lower. With d "
    "features, divide by h to the power d."
)
def no_power_of_h(features, points, bandwidth):
    return kernel_density.reference(features, points, bandwidth) * bandwidth ** features.shape[1]


@kernel_density.misconception(
    "In the exponent stands the square of the bandwidth; yours is the bandwidth itself."
)
def h_is_not_squared(features, points, bandwidth):
    factor = _factor(features, bandwidth)
    return _height(features, points, lambda r: r**2 / (2 * bandwidth), factor)


@kernel_density.misconception(
    "In front, too, stands the square of the bandwidth: the volume is 2πh² to the power d/2."
)
def h_is_not_squared_in_front(features, points, bandwidth):
    return kernel_density.reference(features, points, bandwidth) * bandwidth ** (
        features.shape[1] / 2
    )


@kernel_density.misconception(
    "You write the bandwidth where its square stands, both in the exponent and in front."
)
def h_is_never_squared(features, points, bandwidth):
    factor = _factor(features, np.sqrt(bandwidth))
    return _height(features, points, lambda r: r**2 / (2 * bandwidth), factor)


@kernel_density.misconception(
    "The factor in front is missing: without it the hills do not have volume 1. Divide by 2πh² to "
    "the power d/2."
)
def no_factor(features, points, bandwidth):
    return _height(features, points, lambda r: r**2 / (2 * bandwidth**2), 1 / len(features))


@kernel_density.misconception(
    "Your factor has h to the power d, but the root of 2π once only. Every feature brings both."
)
def one_root_of_two_pi(features, points, bandwidth):
    density = kernel_density.reference(features, points, bandwidth)
    return density * np.sqrt(2 * np.pi) ** (features.shape[1] - 1)


@kernel_density.misconception("Your factor has the power d, not d/2: 2πh² is a square already.")
def power_d(features, points, bandwidth):
    density = kernel_density.reference(features, points, bandwidth)
    return density / (2 * np.pi * bandwidth**2) ** (features.shape[1] / 2)


@kernel_density.misconception(
    "Features and points are swapped: return one density a point, averaged over the features."
)
def features_for_points(features, points, bandwidth):
    return kernel_density.reference(points, features, bandwidth)


@kernel_density.misconception(
    "You divide by the number of points asked for. The average goes over the features."
)
def divided_by_points(features, points, bandwidth):
    density = kernel_density.reference(features, points, bandwidth)
    return density * len(features) / len(points)


@kernel_density.misconception(
    "You added the Gaussians up. A density integrates to 1: divide by the number of features."
)
def not_divided_by_n(features, points, bandwidth):
    return kernel_density.reference(features, points, bandwidth) * len(features)


@kernel_density.misconception("The 2 in the exponent is missing: it is the square over 2h².")
def no_two_in_the_exponent(features, points, bandwidth):
    factor = _factor(features, bandwidth)
    return _height(features, points, lambda r: r**2 / bandwidth**2, factor)


@kernel_density.misconception(
    "Your factor is that of one dimension. With d features every one brings a root of 2π and an h."
)
def factor_of_one_dimension(features, points, bandwidth):
    factor = 1 / (len(features) * np.sqrt(2 * np.pi) * bandwidth)
    return _height(features, points, lambda r: r**2 / (2 * bandwidth**2), factor)


@kernel_density.misconception(
    "The distance in the exponent is not squared: without the square it is no Gaussian."
)
def distance_is_not_squared(features, points, bandwidth):
    factor = _factor(features, bandwidth)
    return _height(features, points, lambda r: r / (2 * bandwidth**2), factor)


@kernel_density.misconception(
    "Your densities add up to 1 over the points asked for. They must integrate to 1 over the whole "
    "space, whatever points are asked for."
)
def sums_to_one(features, points, bandwidth):
    density = kernel_density.reference(features, points, bandwidth)
    return density / density.sum()
