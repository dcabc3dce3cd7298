"""The preferred start, k-means on a sample: init_subset."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.kmeans.common import FORBID, SPIRAL, blobs
from autograder.exercises.kmeans.loop import kmeans
from autograder.exercises.kmeans.starts import init_random


@exercise(
    points=2,
    minutes=20,
    returns=["means"],
    core=False,
    uses=["init_random", "kmeans"],
    forbid=FORBID,
    groups={"k-means on a sample": 2.0, "a random sample": 2.0},
)
def init_subset(features, k, fraction, rng):
    count = max(k, round(fraction * len(features)))
    subset = features[rng.choice(len(features), size=count, replace=False)]
    start = init_random.reference(subset, k, 0.0, rng)
    labels, means, steps = kmeans.reference(subset, start)
    return means


_TWO_HEAPS = np.concatenate(
    [np.linspace(0, 6, 40), np.linspace(200, 206, 40)]
)[:, None] * np.array([[1.0, 0.5]])  # fmt: skip


@init_subset.case(
    "two heaps, a quarter of the points",
    seeds=10,
    properties=[
        ("near_points", {"points": np.array([[3.0, 1.5], [203.0, 101.5]]), "distance": 3.4}),
        "repeatable",
    ],
)
def _():
    return dict(features=_TWO_HEAPS, k=2, fraction=0.25)


@init_subset.case(
    "all points: k-means on all of them",
    seeds=3,
    properties=[
        ("near_points", {"points": np.array([[3.0, 1.5], [203.0, 101.5]]), "distance": 1e-3})
    ],
)
def _():
    return dict(features=_TWO_HEAPS, k=2, fraction=1.0)


@init_subset.case(
    "powers of two: which rows were drawn",
    group="a random sample",
    seeds=8,
    properties=[("mean_of_distinct_powers", {"count": 5}), "varies"],
)
def _():
    return dict(features=2.0 ** np.arange(15)[:, None], k=1, fraction=0.34)


@init_subset.case(
    "the number of rows is rounded to the nearest",
    group="a random sample",
    seeds=8,
    properties=[("mean_of_distinct_powers", {"count": 6}), "varies"],
)
def _():
    return dict(features=2.0 ** np.arange(15)[:, None], k=1, fraction=0.38)


@init_subset.case(
    "a tiny fraction still gives k rows",
    group="a random sample",
    seeds=8,
    properties=["rows_of_features", "different_rows", "repeatable", "varies"],
)
def _():
    return dict(features=SPIRAL, k=3, fraction=0.01)


@init_subset.case(
    "all points: the start is drawn",
    group="a random sample",
    seeds=8,
    properties=["repeatable", "varies"],
)
def _():
    return dict(features=SPIRAL, k=4, fraction=1.0)


@init_subset.case(
    "random heaps",
    hidden=True,
    seeds=8,
    properties=[
        ("near_points", {"points": np.array([[30.0, 60.0], [180.0, 20.0]]), "distance": 8.0}),
        "repeatable",
    ],
)
def _(rng):
    return dict(features=blobs(rng, [[30, 60], [180, 20]], 60, 5.0), k=2, fraction=0.3)


@init_subset.case(
    "a tiny fraction of random data",
    group="a random sample",
    hidden=True,
    seeds=8,
    properties=["rows_of_features", "different_rows", "repeatable", "varies"],
)
def _(rng):
    return dict(features=40.0 * rng.permutation(15)[:, None], k=4, fraction=0.02)


@init_subset.case(
    "random order of powers",
    group="a random sample",
    hidden=True,
    seeds=8,
    properties=[("mean_of_distinct_powers", {"count": 6}), "varies"],
)
def _(rng):
    return dict(features=2.0 ** rng.permutation(16)[:, None], k=1, fraction=0.36)


@init_subset.case(
    "all points in random order",
    group="a random sample",
    hidden=True,
    seeds=8,
    properties=["repeatable", "varies"],
)
def _(rng):
    return dict(features=40.0 * rng.permutation(15)[:, None], k=5, fraction=1.0)


@init_subset.misconception(
    "The sample is the first rows, not a random one. In a picture these are the top rows, often "
    "only sky: draw with rng."
)
def first_rows_as_sample(features, k, fraction, rng):
    subset = features[: max(k, round(fraction * len(features)))]
    return kmeans.reference(subset, init_random.reference(subset, k, 0.0, rng))[1]


@init_subset.misconception(
    "Every generator gives the same sample: every n-th row, or rows from a generator of your own. "
    "Draw it with the rng that you are given."
)
def every_nth_row(features, k, fraction, rng):
    count = max(k, round(fraction * len(features)))
    subset = features[np.linspace(0, len(features) - 1, count).astype(int)]
    return kmeans.reference(subset, init_random.reference(subset, k, 0.0, rng))[1]


@init_subset.misconception(
    "min gives the smaller number of rows, never more than k. Take max(k, round(fraction·N))."
)
def min_for_max(features, k, fraction, rng):
    count = min(k, round(fraction * len(features)))
    subset = features[rng.choice(len(features), count, replace=False)]
    return kmeans.reference(subset, init_random.reference(subset, k, 0.0, rng))[1]


@init_subset.misconception(
    "You returned the labels. kmeans gives (labels, means, steps): return the means."
)
def returns_labels(features, k, fraction, rng):
    count = max(k, round(fraction * len(features)))
    subset = features[rng.choice(len(features), count, replace=False)]
    return kmeans.reference(subset, init_random.reference(subset, k, 0.0, rng))[0]


@init_subset.misconception(
    "k-means ran on all points. The idea is to save time: run it on round(fraction·N) of them."
)
def uses_all_rows(features, k, fraction, rng):
    return kmeans.reference(features, init_random.reference(features, k, 0.0, rng))[1]


@init_subset.misconception(
    "These means are points that were drawn, as the random start gives them. Run kmeans from it on "
    "the sample, which has max(k, round(fraction·N)) rows, and return the means that it finds."
)
def no_kmeans(features, k, fraction, rng):
    count = max(k, round(fraction * len(features)))
    subset = features[rng.choice(len(features), count, replace=False)]
    return init_random.reference(subset, k, 0.0, rng)


@init_subset.misconception("The sample holds rows twice: draw without replacement, replace=False.")
def with_replacement(features, k, fraction, rng):
    count = max(k, round(fraction * len(features)))
    subset = features[rng.integers(0, len(features), count)]
    return kmeans.reference(subset, init_random.reference(subset, k, 0.0, rng))[1]


@init_subset.misconception(
    "k-means starts from the same rows every time if the sample is all rows. Draw the start too: "
    "init_random(subset, k, 0, rng)."
)
def starts_at_the_first_rows(features, k, fraction, rng):
    count = max(k, round(fraction * len(features)))
    subset = features[np.sort(rng.choice(len(features), count, replace=False))]
    return kmeans.reference(subset, subset[:k])[1]


@init_subset.misconception(
    "A small fraction gives fewer rows than means: take max(k, round(fraction·N)) rows."
)
def may_be_too_few(features, k, fraction, rng):
    count = round(fraction * len(features))
    subset = features[rng.choice(len(features), count, replace=False)]
    return kmeans.reference(subset, init_random.reference(subset, k, 0.0, rng))[1]


def _with_count(features, k, rng, count):
    subset = features[rng.choice(len(features), count, replace=False)]
    return kmeans.reference(subset, init_random.reference(subset, k, 0.0, rng))[1]


@init_subset.misconception(
    "The number of rows is cut, not rounded: int(5.7) is 5. Use round(fraction * len(features))."
)
def cuts_the_count(features, k, fraction, rng):
    return _with_count(features, k, rng, max(k, int(fraction * len(features))))


@init_subset.misconception("The number of rows is rounded up. Use round(fraction * len(features)).")
def rounds_the_count_up(features, k, fraction, rng):
    return _with_count(features, k, rng, max(k, int(np.ceil(fraction * len(features)))))


@init_subset.misconception(
    "You returned everything that kmeans gives. Return the means only: kmeans(…)[1]."
)
def returns_all(features, k, fraction, rng):
    count = max(k, round(fraction * len(features)))
    subset = features[rng.choice(len(features), count, replace=False)]
    return kmeans.reference(subset, init_random.reference(subset, k, 0.0, rng))


@init_subset.right_answer
def subset_by_permutation(features, k, fraction, rng):
    count = max(k, int(round(fraction * len(features))))
    subset = features[rng.permutation(len(features))[:count]]
    means = init_random.reference(subset, k, 0, rng)
    return kmeans.reference(subset, means, epsilon=0.5, max_iter=100)[1].astype(np.float32)


@init_subset.right_answer
def subset_by_shuffled_indices(features, k, fraction, rng):
    indices = list(range(len(features)))
    rng.shuffle(indices)
    subset = np.array([features[i] for i in indices[: max(k, round(len(features) * fraction))]])
    _, means, _ = kmeans.reference(subset, init_random.reference(subset, k, 0.0, rng))
    return means
