"""From features to weights: affinity."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.graph_cuts.common import FORBID

_SMALL = {"rtol": 1e-5, "atol": 1e-6}


@exercise(points=1, minutes=10, returns=["weights"], forbid=FORBID, judge=_SMALL)
def affinity(features, sigma):
    n = len(features)
    weights = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            distance = np.sqrt(np.sum((features[i] - features[j]) ** 2))
            weights[i, j] = np.exp(-distance / (2 * sigma**2))
    return weights


@affinity.case("four brightnesses, sigma 1.5")
def _():
    return dict(features=np.array([[0.0], [1.0], [3.0], [7.0]]), sigma=1.5)


@affinity.case("three colours, sigma 8")
def _():
    features = np.array([[200, 40, 30], [230, 130, 40], [240, 210, 60]], float)
    return dict(features=features, sigma=8.0)


@affinity.case("two equal vertices, sigma 0.6")
def _():
    return dict(features=np.array([[0.2, 0.4], [0.2, 0.4], [0.9, 0.1]]), sigma=0.6)


@affinity.case("five features, the last one counts most")
def _():
    features = np.array(
        [[0.1, 0, 0, 0, 0], [0, 0.2, 0, 0.5, 1], [0, 0, 0.3, 1, 0.5], [0, 0, 0, 0, 2]]
    )
    return dict(features=features, sigma=0.7)


@affinity.case("random features", hidden=True)
def _(rng):
    return dict(features=rng.uniform(0, 255, (15, 3)), sigma=float(rng.uniform(5, 9)))


@affinity.case("random features between 0 and 1", hidden=True)
def _(rng):
    return dict(features=rng.uniform(0, 1, (12, 5)), sigma=float(rng.uniform(0.4, 0.8)))


def _distances(features):
    return np.sqrt(((features[:, None] - features[None]) ** 2).sum(axis=2))


@affinity.right_answer
def broadcast(features, sigma):
    return np.exp(-_distances(features) / (2 * sigma**2))


@affinity.right_answer
def upper_half_twice(features, sigma):
    weights = np.eye(len(features))
    for i in range(len(features)):
        for j in range(i):
            distance = np.linalg.norm(features[i] - features[j])
            weights[i, j] = weights[j, i] = np.exp(-0.5 * distance / sigma / sigma)
    return weights


@affinity.misconception(
    "You squared S. Shi and Malik do; the lecture's formula, which is asked for here, does not."
)
def squared(features, sigma):
    return np.exp(-(_distances(features) ** 2) / (2 * sigma**2))


@affinity.misconception("You divide by 2σ. The formula has σ squared below the line.")
def sigma_not_squared(features, sigma):
    return np.exp(-_distances(features) / (2 * sigma))


@affinity.misconception(
    "Your weights grow with the distance: the minus sign in the exponent is lost."
)
def sign_lost(features, sigma):
    return np.exp(_distances(features) / (2 * sigma**2))


@affinity.misconception("You divide by σ alone. The formula has 2σ² below the line.")
def only_sigma(features, sigma):
    return np.exp(-_distances(features) / sigma)


@affinity.misconception("You squared the whole of 2σ. Only σ is squared: 2σ², not (2σ)².")
def two_squared_as_well(features, sigma):
    return np.exp(-_distances(features) / (2 * sigma) ** 2)


@affinity.misconception(
    "That is the formula of radius_graph, S² over σ². Here S is not squared, and there is a 2."
)
def as_in_radius_graph(features, sigma):
    return np.exp(-(_distances(features) ** 2) / sigma**2)


@affinity.misconception(
    "You fill one half of the matrix. The affinity of j to i is that of i to j: both halves."
)
def upper_half_only(features, sigma):
    return np.triu(broadcast(features, sigma))


@affinity.misconception("The 2 is missing: the exponent is divided by 2σ², not by σ².")
def two_missing(features, sigma):
    return np.exp(-_distances(features) / sigma**2)


@affinity.misconception(
    "You divide by 2 and then multiply by σ²: put brackets around what stands below the line."
)
def brackets_missing(features, sigma):
    return np.exp(-_distances(features) / 2 * sigma**2)


@affinity.misconception(
    "Your S adds up absolute differences. It is the L2 distance: square, add up, take the root."
)
def city_block(features, sigma):
    return np.exp(-np.abs(features[:, None] - features[None]).sum(axis=2) / (2 * sigma**2))


@affinity.misconception(
    "Your diagonal is 0. By this formula a vertex has affinity 1 to itself; only radius_graph "
    "leaves the diagonal empty."
)
def empty_diagonal(features, sigma):
    return broadcast(features, sigma) - np.eye(len(features))
