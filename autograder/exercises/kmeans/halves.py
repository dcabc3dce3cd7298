"""The half steps of k-means: assign_labels, update_means."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.kmeans.common import FORBID, clear_cut


@exercise(
    points=2,
    minutes=20,
    returns=["labels"],
    forbid=FORBID,
    groups={"nearest mean": 3.0, "ties": 1.0},
)
def assign_labels(features, means):
    labels = np.zeros(len(features), dtype=np.int64)
    for i, feature in enumerate(features):
        distances = np.sqrt(((means - feature) ** 2).sum(axis=1))
        labels[i] = np.argmin(distances)
    return labels


@assign_labels.case("six points on a line, three means")
def _():
    features = np.array([[8.0], [55.0], [90.0], [62.0], [1.0], [99.0]])
    return dict(features=features, means=np.array([[60.0], [10.0], [95.0]]))


@assign_labels.case("colours that differ in every channel")
def _():
    features = np.array(
        [[10, 200, 30], [12, 20, 220], [240, 30, 20], [10, 30, 210], [200, 60, 40], [20, 180, 60]],
        float,
    )
    return dict(
        features=features, means=np.array([[200, 20, 20], [20, 220, 20], [0, 0, 255]], float)
    )


@assign_labels.case("far in one feature or a little in all")
def _():
    features = np.array([[0, 0, 0, 0, 0], [9, 9, 9, 9, 9], [0, 0, 0, 0, 26]], float)
    return dict(features=features, means=np.array([[0, 0, 0, 0, 19], [8, 8, 8, 8, 8]], float))


@assign_labels.case("six means, features between 0 and 1")
def _():
    means = np.array([[0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.8], [0.5, 0.5], [0.6, 0.95]])
    features = means[[5, 4, 3, 2, 1, 0, 5, 3]] + np.array([0.06, -0.05])
    return dict(features=features, means=means)


@assign_labels.case("near in one feature or in all five")
def _():
    features = np.array([[0, 0, 0, 0, 0], [6, 4, 4, -9, -9], [7, 7, 7, 6, 6]], float)
    return dict(features=features, means=np.array([[12, 0, 0, 0, 0], [7, 7, 7, 7, 7]], float))


@assign_labels.case("one mean only")
def _():
    return dict(features=np.array([[1.0, 2.0], [3.0, 4.0]]), means=np.array([[9.0, 9.0]]))


@assign_labels.case("points halfway between two means", group="ties")
def _():
    features = np.array([[5.0, 0.0], [0.0, 0.0], [5.0, 5.0], [15.0, 0.0]])
    return dict(features=features, means=np.array([[0, 0], [10, 0], [20, 0]], float))


@assign_labels.case("two equal means", group="ties")
def _():
    means = np.array([[90, 0, 0], [7, 7, 7], [7, 7, 7], [200, 0, 0]], float)
    return dict(features=np.array([[7, 7, 7], [90, 1, 0], [8, 6, 7]], float), means=means)


@assign_labels.case("random colours, eight means", hidden=True)
def _(rng):
    means = rng.uniform(0, 255, (8, 3))
    return dict(features=clear_cut(rng.uniform(0, 255, (200, 3)), means), means=means)


@assign_labels.case("random five-dimensional features", hidden=True)
def _(rng):
    means = rng.uniform(0, 255, (5, 5))
    return dict(features=clear_cut(rng.uniform(0, 255, (150, 5)), means), means=means)


@assign_labels.case("random features between 0 and 1", hidden=True)
def _(rng):
    # Whoever cuts features to whole numbers, or keeps them in uint8, has nothing left here.
    means = rng.uniform(0, 1, (4, 3))
    features = clear_cut(rng.uniform(0, 1, (120, 3)), means, margin=0.01)
    return dict(features=features, means=means)


@assign_labels.case("random points far from every mean", hidden=True)
def _(rng):
    # A "very large" number to start the smallest distance from is never large enough.
    means = rng.uniform(0, 255, (5, 4))
    directions = rng.normal(size=(80, 4))
    far = 6000 * directions / np.linalg.norm(directions, axis=1)[:, None]
    return dict(features=clear_cut(far, means, margin=5.0), means=means)


@assign_labels.case("random ties", group="ties", hidden=True)
def _(rng):
    means = 2.0 * rng.permutation(20)[:6]
    line = np.sort(means)
    halfway = np.repeat((line[1:] + line[:-1]) / 2, 4)
    features = rng.permutation(np.concatenate([rng.integers(0, 40, 40), halfway]))
    return dict(features=features[:, None] * np.ones((1, 2)), means=means[:, None] * np.ones(2))


@assign_labels.misconception(
    "The loop over the means keeps the last one that beat the first: remember the smallest "
    "distance so far and lower it each time you find a smaller one."
)
def never_lowers_the_best(features, means):
    labels = np.zeros(len(features), dtype=np.int64)
    for i, feature in enumerate(features):
        best = np.sum((feature - means[0]) ** 2)
        for j in range(1, len(means)):
            if np.sum((feature - means[j]) ** 2) < best:
                labels[i] = j
    return labels


@assign_labels.misconception(
    "The loop compares each mean with the one before it only. The nearest mean must beat all."
)
def compares_with_the_previous(features, means):
    labels = np.zeros(len(features), dtype=np.int64)
    for i, feature in enumerate(features):
        for j in range(1, len(means)):
            here, before = (np.sum((feature - means[m]) ** 2) for m in (j, j - 1))
            if here < before:
                labels[i] = j
    return labels


@assign_labels.misconception(
    "Every point ends with the last mean: the smallest distance so far is never lowered. Store "
    "the new distance each time it is smaller."
)
def always_the_last(features, means):
    return np.full(len(features), len(means) - 1)


@assign_labels.misconception(
    "The argmin runs over the points. Take it over the means: one label a point (axis=1)."
)
def wrong_axis(features, means):
    return np.argmin(((features[:, None] - means[None]) ** 2).sum(axis=2), axis=0)


@assign_labels.misconception(
    "You took the farthest mean. The smaller the distance, the more similar."
)
def farthest(features, means):
    return np.argmax(((features[:, None] - means[None]) ** 2).sum(axis=2), axis=1)


@assign_labels.misconception(
    "On a tie the last of the nearest means wins here. The rule is the lowest index: use < and "
    "not <=, or np.argmin."
)
def last_on_ties(features, means):
    distances = ((features[:, None] - means[None]) ** 2).sum(axis=2)
    return len(means) - 1 - np.argmin(distances[:, ::-1], axis=1)


@assign_labels.misconception(
    "Only the first feature is compared. Sum the squared differences over all features (axis=2)."
)
def first_feature_only(features, means):
    return np.argmin(np.abs(features[:, None, 0] - means[None, :, 0]), axis=1)


@assign_labels.misconception(
    "Only the first three features are compared. A feature may hold positions too: use all of them."
)
def first_three_only(features, means):
    return assign_labels.reference(features[:, :3], means[:, :3])


@assign_labels.misconception(
    "This takes the largest difference of one feature. The nearest mean is the nearest in L2: "
    "square the differences and sum them."
)
def nearest_by_the_largest(features, means):
    return np.abs(features[:, None] - means[None]).max(axis=2).argmin(axis=1)


@assign_labels.misconception(
    "This takes the L1 distance. The nearest mean is the nearest in L2: square the differences."
)
def nearest_in_l1(features, means):
    return np.argmin(np.abs(features[:, None] - means[None]).sum(axis=2), axis=1)


@assign_labels.misconception("Your labels start at 1. Clusters are numbered from 0.")
def labels_from_one(features, means):
    return assign_labels.reference(features, means) + 1


@assign_labels.misconception(
    "You summed the differences before squaring, so a plus and a minus cancel. Square first."
)
def signed_differences(features, means):
    return np.argmin(np.abs((features[:, None] - means[None]).sum(axis=2)), axis=1)


@assign_labels.misconception(
    "You returned the distance to the nearest mean, not its index: argmin, not min."
)
def returns_distances(features, means):
    return np.sqrt(((features[:, None] - means[None]) ** 2).sum(axis=2)).min(axis=1)


@assign_labels.right_answer
def labels_at_once(features, means):
    return np.argmin(((features[:, None] - means[None]) ** 2).sum(axis=2), axis=1)


@assign_labels.right_answer
def labels_by_expansion(features, means):
    squared = (means**2).sum(axis=1) - 2 * features @ means.T
    return np.argmin(squared, axis=1).astype(np.int32)


@assign_labels.right_answer
def labels_by_torch(features, means):
    import torch

    return torch.cdist(torch.tensor(features), torch.tensor(means)).argmin(dim=1)


@assign_labels.right_answer
def labels_in_pure_python(features, means):
    labels = []
    for feature in features.tolist():
        best, best_distance = 0, float("inf")
        for j, mean in enumerate(means.tolist()):
            distance = sum((a - b) ** 2 for a, b in zip(feature, mean, strict=True))
            if distance < best_distance:
                best, best_distance = j, distance
        labels.append(best)
    return np.array(labels)


@exercise(
    points=2,
    minutes=20,
    returns=["means"],
    forbid=FORBID,
    groups={"means of clusters": 3.0, "empty clusters": 1.0},
)
def update_means(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        members = features[labels == j]
        if len(members) > 0:
            new[j] = members.mean(axis=0)
    return new


@update_means.case("two clusters of two features")
def _():
    features = np.array([[0, 10], [2, 30], [100, 50], [104, 51], [105, 58]], float)
    return dict(
        features=features,
        labels=np.array([0, 0, 1, 1, 1]),
        means=np.array([[9, 9], [99, 9]], float),
    )


@update_means.case("three clusters of colours, mixed order")
def _():
    features = np.array(
        [[10, 20, 30], [200, 100, 0], [20, 41, 33], [90, 91, 97], [210, 130, 5], [33, 30, 30]],
        float,
    )
    return dict(
        features=features,
        labels=np.array([1, 0, 1, 2, 0, 1]),
        means=np.zeros((3, 3)) + [[1], [2], [3]],
    )


@update_means.case("one point a cluster")
def _():
    features = np.array([[1.5, 2.5], [3.25, 4.0]])
    return dict(features=features, labels=np.array([1, 0]), means=np.array([[8, 8], [9, 9]], float))


@update_means.case("an empty cluster in the middle", group="empty clusters")
def _():
    features = np.array([[0, 1], [2, 4], [50, 60]], float)
    means = np.array([[1, 1], [77, 88], [40, 50]], float)
    return dict(features=features, labels=np.array([0, 0, 2]), means=means)


@update_means.case("all points in the first of three clusters", group="empty clusters")
def _():
    features = np.array([[10.0], [13.0], [20.0]])
    return dict(
        features=features, labels=np.zeros(3, np.int64), means=np.array([[5.0], [6.0], [250.0]])
    )


@update_means.case("random clusters of five features", hidden=True)
def _(rng):
    labels = rng.permutation(np.arange(121) % 7)
    return dict(
        features=rng.uniform(0, 255, (121, 5)), labels=labels, means=rng.uniform(0, 255, (7, 5))
    )


@update_means.case("random clusters, some empty", group="empty clusters", hidden=True)
def _(rng):
    labels = rng.choice([1, 2, 4, 7], 80)
    return dict(
        features=rng.uniform(0, 255, (80, 3)), labels=labels, means=rng.uniform(0, 255, (9, 3))
    )


@update_means.misconception(
    "An empty cluster became NaN: the mean of nothing is 0/0. A cluster without points keeps "
    "its mean."
)
def nan_when_empty(features, labels, means):
    new = np.full(means.shape, np.nan)
    for j in range(len(means)):
        if np.any(labels == j):
            new[j] = features[labels == j].mean(axis=0)
    return new


@update_means.misconception(
    "All features of a cluster got one common value: average over the points only, with "
    "mean(axis=0)."
)
def axis_forgotten(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        if np.any(labels == j):
            new[j] = features[labels == j].mean()
    return new


@update_means.misconception("This is the median of each cluster. k-means takes the mean.")
def median(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        if np.any(labels == j):
            new[j] = np.median(features[labels == j], axis=0)
    return new


@update_means.misconception(
    "The means were cut to whole numbers. Means are float64: do not store them in an integer array."
)
def truncated(features, labels, means):
    return np.trunc(update_means.reference(features, labels, means))


@update_means.misconception("The means were rounded to whole numbers. Keep them as they are.")
def rounded(features, labels, means):
    return np.round(update_means.reference(features, labels, means))


@update_means.misconception(
    "One number a cluster came back: average over the points only, with mean(axis=0)."
)
def one_number_a_cluster(features, labels, means):
    return np.array([features[labels == j].mean() for j in range(len(means))])


@update_means.misconception(
    "An integer array came back. Means are float64: make the new array from means.copy()."
)
def integer_means(features, labels, means):
    return update_means.reference(features, labels, means).astype(np.int64)


@update_means.misconception(
    "An empty cluster became 0, which drags it to black. A cluster without points keeps its mean: "
    "start from means.copy(), not from zeros."
)
def zero_when_empty(features, labels, means):
    new = np.zeros_like(means)
    for j in range(len(means)):
        if np.any(labels == j):
            new[j] = features[labels == j].mean(axis=0)
    return new


@update_means.misconception(
    "Each sum is divided by the number of all points. Divide by the number of points in the "
    "cluster."
)
def divides_by_all(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        if np.any(labels == j):
            new[j] = features[labels == j].sum(axis=0) / len(features)
    return new


@update_means.misconception(
    "This is the sum of each cluster: divide it by the number of its points."
)
def sums(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        if np.any(labels == j):
            new[j] = features[labels == j].sum(axis=0)
    return new


@update_means.misconception(
    "Empty clusters are missing from the result. There are always k means, in their old order: "
    "loop over range(len(means)), not over the labels that occur."
)
def drops_empty(features, labels, means):
    return np.array([features[labels == j].mean(axis=0) for j in np.unique(labels)])


@update_means.misconception(
    "The clusters after the highest label are missing. There are always k means: loop over "
    "range(len(means))."
)
def as_many_as_the_highest_label(features, labels, means):
    return update_means.reference(features, labels, means)[: labels.max() + 1]


@update_means.misconception(
    "An empty cluster got the mean of all points. A cluster without points keeps its mean."
)
def mean_of_all_when_empty(features, labels, means):
    new = update_means.reference(features, labels, means)
    new[np.bincount(labels, minlength=len(means)) == 0] = features.mean(axis=0)
    return new


@update_means.misconception(
    "The old mean was averaged in as if it were one more point. Only the points count."
)
def old_mean_counts(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        if np.any(labels == j):
            new[j] = np.vstack([features[labels == j], means[j : j + 1]]).mean(axis=0)
    return new


@update_means.right_answer
def means_by_add_at(features, labels, means):
    sums = np.zeros_like(means)
    np.add.at(sums, labels, features)
    counts = np.bincount(labels, minlength=len(means))
    return np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], means)


@update_means.right_answer
def means_in_float32(features, labels, means):
    import torch

    new = torch.tensor(means, dtype=torch.float32)
    for j in range(len(means)):
        members = torch.tensor(features, dtype=torch.float32)[torch.tensor(labels == j)]
        if len(members):
            new[j] = members.mean(dim=0)
    return new


@update_means.right_answer
def means_with_loops(features, labels, means):
    new = []
    for j in range(len(means)):
        members = [f for f, label in zip(features, labels, strict=True) if label == j]
        new.append(sum(members) / len(members) if members else means[j])
    return np.array(new)
