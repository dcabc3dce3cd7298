"""From points to affinities: pairwise_distances, proximity_affinity."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.gestalt.common import AFFINITY_JUDGE, FORBID


@exercise(points=1, minutes=10, returns=["distances"], forbid=FORBID)
def pairwise_distances(points):
    distances = np.zeros((len(points), len(points)))
    for i in range(len(points)):
        for j in range(len(points)):
            distances[i, j] = np.sqrt(np.sum((points[i] - points[j]) ** 2))
    return distances


@pairwise_distances.case("three points in the plane")
def _():
    return dict(points=np.array([[0, 0], [3, 4], [3, -8]], float))


@pairwise_distances.case("four features a point")
def _():
    return dict(points=np.array([[1, 2, 3, 4], [1, 2, 5, 7], [9, 0, 3, 1]], float))


@pairwise_distances.case("points on a line")
def _():
    return dict(points=np.array([[2.0], [-1.5], [10.0], [2.0]]))


@pairwise_distances.case("random points", hidden=True)
def _(rng):
    return dict(points=rng.uniform(-50, 50, (int(rng.integers(8, 14)), 5)))


@pairwise_distances.case("random points in the plane", hidden=True)
def _(rng):
    return dict(points=rng.uniform(0, 255, (12, 2)))


@pairwise_distances.misconception("These are squared distances: the square root is missing.")
def squared(points):
    return ((points[:, None] - points[None]) ** 2).sum(axis=2)


@pairwise_distances.misconception(
    "This is the L1 distance. The Euclidean distance squares the differences before summing."
)
def manhattan(points):
    return np.abs(points[:, None] - points[None]).sum(axis=2)


@pairwise_distances.misconception(
    "Only the first two columns count in yours. A point may have any number of features."
)
def first_two_columns(points):
    return pairwise_distances.reference(points[:, :2])


@pairwise_distances.misconception(
    "Only x and y, columns 0 and 1, count in yours. A point may have any number of features."
)
def x_and_y_only(points):
    x, y = points[:, 0], points[:, 1]
    return np.hypot(x[:, None] - x, y[:, None] - y)


@pairwise_distances.misconception(
    "You took the largest difference. Square the differences of all columns and sum them."
)
def largest_difference(points):
    return np.abs(points[:, None] - points[None]).max(axis=2)


@pairwise_distances.misconception(
    "Only half of the matrix is filled. The distance from j to i is that from i to j."
)
def upper_triangle(points):
    return np.triu(pairwise_distances.reference(points))


@pairwise_distances.misconception(
    "Only half of the matrix is filled, below the diagonal. The distance from i to j is that from "
    "j to i."
)
def lower_triangle(points):
    return np.tril(pairwise_distances.reference(points))


@pairwise_distances.misconception(
    "Each row gives one sum a column: sum over the features, axis=2, not over the points."
)
def sums_over_the_points(points):
    return np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=1))


@pairwise_distances.misconception(
    "These are the distances of the columns. A point is a row of `points`."
)
def between_columns(points):
    return np.linalg.norm(points.T[:, None] - points.T[None], axis=2)


@pairwise_distances.misconception(
    "You summed the differences before squaring, so a plus and a minus cancel. Square first."
)
def signed_differences(points):
    return np.abs((points[:, None] - points[None]).sum(axis=2))


@pairwise_distances.misconception(
    "You averaged over the columns. The Euclidean distance is the root of the sum."
)
def root_mean_square(points):
    return np.sqrt(((points[:, None] - points[None]) ** 2).mean(axis=2))


@pairwise_distances.right_answer
def distances_at_once(points):
    return np.linalg.norm(points[:, None] - points[None], axis=2)


@pairwise_distances.right_answer
def distances_by_expansion(points):
    squares = (points**2).sum(axis=1)
    squared = squares[:, None] + squares[None] - 2 * points @ points.T
    np.fill_diagonal(squared, 0)
    return np.sqrt(np.maximum(squared, 0))


@pairwise_distances.right_answer
def distances_in_float32(points):
    points = points.astype(np.float32)
    return np.sqrt(np.square(points[:, None] - points[None]).sum(axis=-1))


@exercise(
    points=1,
    minutes=10,
    returns=["affinity"],
    uses=["pairwise_distances"],
    forbid=FORBID,
    judge=AFFINITY_JUDGE,
)
def proximity_affinity(points, sigma):
    distances = pairwise_distances.reference(points)
    return np.exp(-(distances**2) / (2 * sigma**2))


@proximity_affinity.case("three points in the plane, sigma 3")
def _():
    return dict(points=np.array([[0, 0], [3, 4], [1, -2]], float), sigma=3.0)


@proximity_affinity.case("points close together, sigma 0.5")
def _():
    return dict(points=np.array([[0.0], [0.25], [0.75], [0.25]]), sigma=0.5)


@proximity_affinity.case("five features, sigma 1")
def _():
    points = np.array([[0, 0, 0, 0, 0], [1, 0, 0, 1, 0.5], [0, 0.5, 1, 0, 1]], float)
    return dict(points=points, sigma=1.0)


@proximity_affinity.case("random points", hidden=True)
def _(rng):
    return dict(points=rng.uniform(0, 10, (9, 3)), sigma=float(rng.uniform(3, 6)))


@proximity_affinity.case("random points, small sigma", hidden=True)
def _(rng):
    return dict(points=rng.uniform(0, 1, (11, 2)), sigma=float(rng.uniform(0.2, 0.6)))


@proximity_affinity.misconception("You divide by 2σ. The formula has 2σ²: square sigma.")
def sigma_not_squared(points, sigma):
    return np.exp(-(pairwise_distances.reference(points) ** 2) / (2 * sigma))


@proximity_affinity.misconception("The 2 is missing: divide by 2σ², not by σ².")
def without_the_two(points, sigma):
    return np.exp(-(pairwise_distances.reference(points) ** 2) / sigma**2)


@proximity_affinity.misconception("The distance is not squared in yours. The formula has d².")
def distance_not_squared(points, sigma):
    return np.exp(-pairwise_distances.reference(points) / (2 * sigma**2))


@proximity_affinity.misconception(
    "You divide by (2σ)², which is 4σ². The formula has 2σ²: square sigma alone."
)
def squares_the_two(points, sigma):
    return np.exp(-(pairwise_distances.reference(points) ** 2) / (2 * sigma) ** 2)


@proximity_affinity.misconception(
    "Two things: the formula has d², and it divides by 2σ², not by σ."
)
def distance_over_sigma(points, sigma):
    return np.exp(-pairwise_distances.reference(points) / sigma)


@proximity_affinity.misconception(
    "Two things: the formula has d², and it divides by 2σ², not by 2σ."
)
def distance_over_two_sigma(points, sigma):
    return np.exp(-pairwise_distances.reference(points) / (2 * sigma))


@proximity_affinity.misconception(
    "You divide by σ. The formula has 2σ²: square sigma and double it."
)
def squared_distance_over_sigma(points, sigma):
    return np.exp(-(pairwise_distances.reference(points) ** 2) / sigma)


@proximity_affinity.misconception("The distance is squared twice: the exponent has d², not d⁴.")
def squared_twice(points, sigma):
    return np.exp(-(pairwise_distances.reference(points) ** 4) / (2 * sigma**2))


@proximity_affinity.misconception(
    "This is one minus the affinity: it grows with the distance. The same place has affinity 1."
)
def one_minus(points, sigma):
    return 1 - proximity_affinity.reference(points, sigma)


@proximity_affinity.misconception("sigma is ignored in yours: divide by 2σ².")
def ignores_sigma(points, sigma):
    return proximity_affinity.reference(points, 1.0)


@proximity_affinity.misconception(
    "The minus sign is missing, so far points get the larger affinity."
)
def grows_with_distance(points, sigma):
    return np.exp(pairwise_distances.reference(points) ** 2 / (2 * sigma**2))


@proximity_affinity.misconception(
    "You multiply by sigma² / 2. Without brackets, / 2 * sigma**2 divides by 2 only."
)
def brackets_missing(points, sigma):
    return np.exp(-(pairwise_distances.reference(points) ** 2) / 2 * sigma**2)


@proximity_affinity.misconception(
    "You normalised as a probability density. An affinity of a point with itself is 1."
)
def as_a_density(points, sigma):
    return proximity_affinity.reference(points, sigma) / (sigma * np.sqrt(2 * np.pi))


@proximity_affinity.misconception(
    "The diagonal is 0. A point has distance 0 to itself, so its affinity is exp(0) = 1."
)
def empty_diagonal(points, sigma):
    return proximity_affinity.reference(points, sigma) * (1 - np.eye(len(points)))


@proximity_affinity.right_answer
def affinity_without_a_root(points, sigma):
    squared = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    return np.exp(-0.5 * squared / sigma / sigma)


@proximity_affinity.right_answer
def affinity_with_loops(points, sigma):
    rows = []
    for a in points:
        rows.append([np.exp(-sum((a - b) ** 2) / (2 * sigma * sigma)) for b in points])
    return np.array(rows)


@proximity_affinity.right_answer
def affinity_as_a_product(points, sigma):
    affinity = np.ones((len(points), len(points)))
    for column in points.T:
        affinity *= np.exp(-((column[:, None] - column[None]) ** 2) / (2 * sigma**2))
    return affinity
