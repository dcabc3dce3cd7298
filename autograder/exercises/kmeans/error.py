"""What k-means makes smaller: within_cluster_error."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.kmeans.common import FORBID
from autograder.exercises.kmeans.halves import update_means


@exercise(points=1, minutes=10, returns=["error"], core=False, forbid=FORBID)
def within_cluster_error(features, labels, means):
    differences = features - means[labels]
    return np.sum(differences**2)


@within_cluster_error.case("three points, two clusters")
def _():
    features = np.array([[0, 0], [3, 4], [10, 5]], float)
    return dict(
        features=features, labels=np.array([0, 0, 1]), means=np.array([[0, 1], [10, 2]], float)
    )


@within_cluster_error.case("labels that are not the nearest mean's")
def _():
    features = np.array([[1.0], [2.0], [9.0]])
    return dict(features=features, labels=np.array([1, 0, 0]), means=np.array([[2.0], [8.0]]))


@within_cluster_error.case("four clusters, fractions")
def _():
    features = np.array([[0.25, 1.5], [7.75, 2.0], [3.0, 0.125], [9.5, 4.0], [0.5, 0.5]])
    means = np.array([[0.0, 1.0], [8.0, 2.5], [3.5, 0.5], [9.0, 3.0]])
    return dict(features=features, labels=np.array([0, 1, 2, 3, 0]), means=means)


@within_cluster_error.case("every point on its mean")
def _():
    features = np.array([[4.0, 5.0], [6.0, 7.0]])
    return dict(features=features, labels=np.array([0, 1]), means=features.copy())


@within_cluster_error.case("random clusters", hidden=True)
def _(rng):
    return dict(
        features=rng.uniform(0, 255, (90, 4)),
        labels=rng.integers(0, 6, 90),
        means=rng.uniform(0, 255, (6, 4)),
    )


@within_cluster_error.case("random features between 0 and 1", hidden=True)
def _(rng):
    return dict(
        features=rng.uniform(0, 1, (30, 3)),
        labels=rng.integers(0, 4, 30),
        means=rng.uniform(0, 1, (4, 3)),
    )


@within_cluster_error.misconception("You summed distances. The error sums squared distances.")
def unsquared(features, labels, means):
    return np.sqrt(((features - means[labels]) ** 2).sum(axis=1)).sum()


@within_cluster_error.misconception("This is the average over the points. The error is the sum.")
def averaged(features, labels, means):
    return within_cluster_error.reference(features, labels, means) / len(features)


@within_cluster_error.misconception(
    "You added up each cluster's average. Add up all squared distances; do not divide."
)
def averaged_a_cluster(features, labels, means):
    squares = ((features - means[labels]) ** 2).sum(axis=1)
    return sum(squares[labels == j].mean() for j in np.unique(labels))


@within_cluster_error.misconception(
    "You divided by the number of points and of features, as np.mean does. The error is the sum."
)
def averaged_over_all(features, labels, means):
    return np.mean((features - means[labels]) ** 2)


@within_cluster_error.misconception(
    "This measures to the mean of all points. Measure each point to the mean of its own cluster: "
    "means[labels]."
)
def to_the_global_mean(features, labels, means):
    return np.sum((features - features.mean(axis=0)) ** 2)


@within_cluster_error.misconception("You took the square root of the sum. The error has no root.")
def rooted(features, labels, means):
    return np.sqrt(within_cluster_error.reference(features, labels, means))


@within_cluster_error.misconception(
    "You measured each point to its nearest mean. Use the labels that you were given."
)
def ignores_labels(features, labels, means):
    return ((features[:, None] - means[None]) ** 2).sum(axis=2).min(axis=1).sum()


@within_cluster_error.misconception("You took absolute differences (L1). Square them.")
def absolute(features, labels, means):
    return np.abs(features - means[labels]).sum()


@within_cluster_error.misconception(
    "You measured to freshly computed cluster means. Use the means that you were given."
)
def ignores_means(features, labels, means):
    new = update_means.reference(features, labels, means)
    return within_cluster_error.reference(features, labels, new)


@within_cluster_error.right_answer
def error_with_loop(features, labels, means):
    total = 0.0
    for feature, label in zip(features, labels, strict=True):
        total += float(((feature - means[label]) ** 2).sum())
    return total


@within_cluster_error.right_answer
def error_by_cluster(features, labels, means):
    parts = [np.linalg.norm(features[labels == j] - means[j]) ** 2 for j in range(len(means))]
    return np.float32(sum(parts))
