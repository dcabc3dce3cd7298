"""The window and one shift: in_window, shift."""

from __future__ import annotations

import numpy as np
from scipy.spatial.distance import cdist

from autograder.exercise import exercise
from autograder.exercises.mean_shift.common import COLOURS, FORBID, LINE, hills


@exercise(points=1, minutes=10, returns=["inside"], forbid=FORBID)
def in_window(features, mean, radius):
    distances = np.sqrt(((features - mean) ** 2).sum(axis=1))
    return distances <= radius


@in_window.case("points on a line, one on the border")
def _():
    return dict(features=LINE, mean=np.array([2.0]), radius=2.0)


@in_window.case("points in the plane, radius 5")
def _():
    points = [[3, 4], [4, 4], [5, 0], [5, 5], [0, -5], [1, 1], [0, 1], [2, 0], [0, 2.4], [9, -9]]
    return dict(features=np.array(points, float), mean=np.array([0.0, 0.0]), radius=5.0)


@in_window.case("a window smaller than 1")
def _():
    features = np.array([[10, 10], [10.3, 10], [10.6, 10], [10, 10.2], [9.1, 10]])
    return dict(features=features, mean=np.array([10.0, 10.0]), radius=0.5)


@in_window.case("colours, radius 21")
def _():
    return dict(features=COLOURS, mean=np.array([12.0, 12.0, 10.0]), radius=21.0)


@in_window.case("an empty window")
def _():
    return dict(features=LINE, mean=np.array([12.0]), radius=5.0)


@in_window.case("five features, of which the last tell")
def _():
    features = [
        [0, 0, 0, 0, 0], [1, 1, 1, 1, 1], [1, 0, 2, 0, 0], [0, 1, 0, 4, 0], [0, 0, 0, 0, 4],
        [1, 0, 0, 2, 2], [0, 0, 0, 3, 3], [2, 2, 0, 0, 1], [0, 0, 4, 0, 1],
    ]  # fmt: skip
    return dict(features=np.array(features, float), mean=np.array([0.0, 0, 0, 0, 1]), radius=3.0)


@in_window.case("random points of five features on a grid", hidden=True)
def _(rng):
    features = rng.integers(-4, 5, (60, 5)).astype(float)
    return dict(features=features, mean=rng.integers(-1, 2, 5).astype(float), radius=6.0)


@in_window.case("random points on a grid", hidden=True)
def _(rng):
    features = rng.integers(-8, 9, (60, 2)).astype(float)
    return dict(features=features, mean=np.array([0.0, 0.0]), radius=5.0)


@in_window.case("random features", hidden=True)
def _(rng):
    return dict(features=hills(rng, 3, 5), mean=np.full(5, 25.0), radius=float(rng.uniform(30, 60)))


@in_window.right_answer
def window_with_a_loop(features, mean, radius):
    inside = []
    for feature in features:
        squared = sum((a - b) ** 2 for a, b in zip(feature, mean, strict=True))
        inside.append(bool(squared**0.5 <= radius))
    return np.array(inside)


@in_window.right_answer
def window_of_squares(features, mean, radius):
    moved = features - mean
    return np.einsum("nd,nd->n", moved, moved) <= radius**2


@in_window.right_answer
def window_by_cdist(features, mean, radius):
    return cdist(features, mean[None])[:, 0] <= radius


@in_window.misconception(
    "Your window is a square (a cube): each coordinate alone is compared with the radius. The "
    "window is a ball: compare the L2 distance."
)
def square_window(features, mean, radius):
    return np.abs(features - mean).max(axis=1) <= radius


@in_window.misconception("A point at exactly the radius is inside: compare with <=, not with <.")
def border_is_outside(features, mean, radius):
    return np.sqrt(((features - mean) ** 2).sum(axis=1)) < radius


@in_window.misconception(
    "You compare the squared distance with the radius. Take the root, or square both sides."
)
def squared_against_radius(features, mean, radius):
    return ((features - mean) ** 2).sum(axis=1) <= radius


@in_window.misconception(
    "You added up absolute differences, the L1 distance: its window is a diamond. Take the L2 "
    "distance."
)
def diamond_window(features, mean, radius):
    return np.abs(features - mean).sum(axis=1) <= radius


@in_window.misconception(
    "Your window is half as wide as it should be: `radius` goes from the middle to the border, "
    "not from border to border."
)
def radius_as_diameter(features, mean, radius):
    return np.sqrt(((features - mean) ** 2).sum(axis=1)) <= radius / 2


@in_window.misconception(
    "You squared the radius, but not the distance: the root is taken already. Compare the distance "
    "with the radius."
)
def only_the_radius_squared(features, mean, radius):
    return np.sqrt(((features - mean) ** 2).sum(axis=1)) <= radius**2


@in_window.misconception("You mark the points outside. True is for those inside the window.")
def inside_out(features, mean, radius):
    return np.sqrt(((features - mean) ** 2).sum(axis=1)) > radius


@in_window.misconception("You look at the first feature only. The distance goes over all features.")
def first_feature(features, mean, radius):
    return np.abs(features[:, 0] - mean[0]) <= radius


@in_window.misconception(
    "You look at the first two features only. The distance goes over all features, however many."
)
def first_two_features(features, mean, radius):
    return in_window.reference(features[:, :2], mean[:2], radius)


@in_window.misconception(
    "You look at the first three features only. The distance goes over all features, however many."
)
def first_three_features(features, mean, radius):
    return in_window.reference(features[:, :3], mean[:3], radius)


@in_window.misconception(
    "You averaged the squares. The L2 distance is the root of their sum: with d features yours is "
    "too small by the root of d."
)
def mean_of_squares(features, mean, radius):
    return np.sqrt(((features - mean) ** 2).mean(axis=1)) <= radius


@in_window.misconception(
    "Your window lies at the origin: take the distance to `mean`, not the length of the feature."
)
def window_at_the_origin(features, mean, radius):
    return np.sqrt((features**2).sum(axis=1)) <= radius


@in_window.misconception(
    "You return the points in the window. Return one True or False a point, for all of them."
)
def returns_the_points(features, mean, radius):
    return features[in_window.reference(features, mean, radius)]


@in_window.misconception(
    "You return the numbers of the points in the window. Return one True or False a point."
)
def returns_indices(features, mean, radius):
    return np.flatnonzero(in_window.reference(features, mean, radius))


@exercise(
    points=2,
    minutes=15,
    returns=["new_mean"],
    uses=["in_window"],
    forbid=FORBID,
    groups={"centroid of the window": 3.0, "empty window": 1.0},
)
def shift(features, mean, radius):
    window = features[in_window.reference(features, mean, radius)]
    return window.mean(axis=0) if len(window) else mean


@shift.case("a line, the window moves to the right")
def _():
    return dict(features=LINE, mean=np.array([1.0]), radius=3.0)


@shift.case("points in the plane")
def _():
    points = [[0, 0], [1, 0], [3, 1], [2, 5], [40, 40], [43, 40], [3, 4]]
    return dict(features=np.array(points, float), mean=np.array([0.0, 0.0]), radius=5.0)


@shift.case("colours, radius 21")
def _():
    return dict(features=COLOURS, mean=np.array([200.0, 190.0, 180.0]), radius=21.0)


@shift.case("one point in the window")
def _():
    return dict(features=LINE, mean=np.array([26.0]), radius=2.5)


@shift.case("a feature that is there three times")
def _():
    return dict(features=np.array([[0.0], [9], [0], [3], [0]]), mean=np.array([1.0]), radius=2.0)


@shift.case("a window without points", group="empty window")
def _():
    return dict(features=LINE, mean=np.array([12.5]), radius=5.0)


@shift.case("random features", hidden=True)
def _(rng):
    features = hills(rng, 3, 4)
    return dict(features=features, mean=features[0], radius=20.0)


@shift.case("random points on a grid, some of them twice", hidden=True)
def _(rng):
    features = rng.integers(-6, 8, (50, 2)).astype(float)
    features[0] = features[1] = [3, 4]
    return dict(features=features, mean=np.zeros(2), radius=5.0)


@shift.case("a random empty window", group="empty window", hidden=True)
def _(rng):
    return dict(features=hills(rng, 2, 3), mean=rng.uniform(300, 400, 3), radius=20.0)


@shift.right_answer
def shift_with_a_loop(features, mean, radius):
    total, count = np.zeros(len(mean)), 0
    for feature in features:
        if np.sqrt(((feature - mean) ** 2).sum()) <= radius:
            total, count = total + feature, count + 1
    return total / count if count else mean.copy()


@shift.right_answer
def shift_by_weights(features, mean, radius):
    weights = in_window.reference(features, mean, radius).astype(float)
    return np.average(features, axis=0, weights=weights) if weights.any() else mean


@shift.misconception(
    "Your mean is NaN where the window is empty: 0 points have no average. Then the mean stays "
    "where it is."
)
def nan_when_empty(features, mean, radius):
    return features[in_window.reference(features, mean, radius)].mean(axis=0)


@shift.misconception("Where the window is empty the mean stays where it is; yours goes to 0.")
def zero_when_empty(features, mean, radius):
    window = features[in_window.reference(features, mean, radius)]
    return window.sum(axis=0) / max(len(window), 1)


@shift.misconception(
    "You went twice as far as the centroid: the new mean is the centroid itself, which is the old "
    "mean plus the shift once."
)
def shift_added_twice(features, mean, radius):
    return mean + 2 * (shift.reference(features, mean, radius) - mean)


@shift.misconception(
    "You return how far the window moves. Return where it is afterwards, the centroid."
)
def returns_the_shift(features, mean, radius):
    return shift.reference(features, mean, radius) - mean


@shift.misconception(
    "You weight the points by their distance. The window is flat: each point in it counts the same."
)
def weighted_by_distance(features, mean, radius):
    distances = np.sqrt(((features - mean) ** 2).sum(axis=1))
    weights = np.where(distances <= radius, distances, 0.0)
    return (weights @ features) / weights.sum() if weights.any() else mean


@shift.misconception(
    "You weight near points more. The window is flat: each point in it counts the same."
)
def near_points_count_more(features, mean, radius):
    distances = np.sqrt(((features - mean) ** 2).sum(axis=1))
    weights = np.maximum(1 - distances / radius, 0.0)
    return (weights @ features) / weights.sum() if weights.any() else mean


@shift.misconception(
    "You weight the points by a Gaussian. The window is flat: each point in it counts the same."
)
def gaussian_in_the_window(features, mean, radius):
    squared = ((features - mean) ** 2).sum(axis=1)
    weights = np.exp(-squared / (2 * radius**2)) * (squared <= radius**2)
    return (weights @ features) / weights.sum() if weights.any() else mean


@shift.misconception(
    "You weight all points by a Gaussian. Only those in the window count, each the same."
)
def gaussian_of_all(features, mean, radius):
    weights = np.exp(-((features - mean) ** 2).sum(axis=1) / (2 * radius**2))
    return (weights @ features) / weights.sum()


@shift.misconception(
    "You added the centroid to the old mean. The centroid is a place, not a step: it is the new "
    "mean."
)
def centroid_is_added(features, mean, radius):
    window = features[in_window.reference(features, mean, radius)]
    return mean + window.mean(axis=0) if len(window) else mean


@shift.misconception("You added the points up. Divide by how many points are in the window.")
def sum_of_the_window(features, mean, radius):
    window = features[in_window.reference(features, mean, radius)]
    return window.sum(axis=0) if len(window) else mean


@shift.misconception(
    "You divide by the number of all points. Divide by how many are in the window."
)
def divided_by_all(features, mean, radius):
    window = features[in_window.reference(features, mean, radius)]
    return window.sum(axis=0) / len(features) if len(window) else mean


@shift.misconception(
    "You average each different feature once. A feature that is there three times counts three "
    "times."
)
def equal_features_count_once(features, mean, radius):
    window = features[in_window.reference(features, mean, radius)]
    return np.unique(window, axis=0).mean(axis=0) if len(window) else mean


@shift.misconception(
    "You leave out points at exactly the radius. They are in the window: <=, as in in_window."
)
def border_left_out(features, mean, radius):
    window = features[np.sqrt(((features - mean) ** 2).sum(axis=1)) < radius]
    return window.mean(axis=0) if len(window) else mean


@shift.misconception(
    "You go to the nearest point where the window is empty. Then the mean stays where it is."
)
def nearest_when_empty(features, mean, radius):
    window = features[in_window.reference(features, mean, radius)]
    nearest = features[((features - mean) ** 2).sum(axis=1).argmin()]
    return window.mean(axis=0) if len(window) else nearest


@shift.misconception("You averaged all points. Average those in the window alone.")
def average_of_all(features, mean, radius):
    return features.mean(axis=0)


@shift.misconception(
    "You counted the old mean as one of the points. The centroid is the average of the features "
    "in the window and of nothing else."
)
def old_mean_is_counted(features, mean, radius):
    window = features[in_window.reference(features, mean, radius)]
    return np.vstack([window, mean[None]]).mean(axis=0)


@shift.misconception("You took the median of the window. The centroid is its average.")
def median_of_the_window(features, mean, radius):
    window = features[in_window.reference(features, mean, radius)]
    return np.median(window, axis=0) if len(window) else mean
