"""The first start, rows of the data: init_random."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.kmeans.common import FORBID, SPIRAL, blobs


@exercise(
    points=2,
    minutes=20,
    returns=["means"],
    core=False,
    forbid=FORBID,
    groups={"rows of the data": 2.0, "far enough apart": 2.0, "gives up": 1.0},
)
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        means = features[rng.choice(len(features), size=k, replace=False)]
        gaps = np.sqrt(((means[:, None] - means[None]) ** 2).sum(axis=2))
        others = ~np.eye(k, dtype=bool)
        if np.all(gaps[others] >= min_distance):
            return means
    raise ValueError(f"no {k} rows at least {min_distance} apart in 100 draws")


@init_random.case(
    "four rows, no distance asked",
    seeds=8,
    properties=["rows_of_features", "repeatable", "varies"],
)
def _():
    return dict(features=SPIRAL, k=4, min_distance=0.0)


@init_random.case(
    "as many means as rows", seeds=6, properties=["rows_of_features", "different_rows"]
)
def _():
    return dict(features=SPIRAL, k=12, min_distance=0.0)


@init_random.case("one mean only", seeds=8, properties=["rows_of_features", "varies"])
def _():
    return dict(features=SPIRAL, k=1, min_distance=10.0)


@init_random.case(
    "every part of the data is drawn",
    seeds=24,
    properties=["rows_of_features", ("covers", {"column": 2, "low": 12.5, "high": 42.5})],
)
def _():
    return dict(features=SPIRAL, k=2, min_distance=0.0)


@init_random.case(
    "a far row is not always drawn",
    seeds=12,
    properties=["rows_of_features", ("not_always", {"row": [900.0, 900.0]})],
)
def _():
    near = np.stack([np.arange(11.0), 3 * np.arange(11.0) % 11], axis=1)
    return dict(features=np.vstack([near, [[900.0, 900.0]]]), k=2, min_distance=0.0)


@init_random.case(
    "one row far from all others",
    group="far enough apart",
    seeds=8,
    properties=["rows_of_features", ("far_apart", {"distance": 90.0})],
)
def _():
    features = np.array([[0, 0], [1, 0], [0, 1], [2, 2], [1, 1], [2, 0], [100, 101]], float)
    return dict(features=features, k=2, min_distance=90.0)


def _groups(corners):
    """Three rows about each corner, group after group; no two of a group are 50 apart in L2.

    About one draw of four rows in six takes one of each of four groups. So 100 draws suffice,
    ten often do not, and a run of neighbouring rows never does.
    """
    offsets = np.array([[0, 0], [28, 30], [4, 26]], float)
    return (np.asarray(corners, float)[:, None] + offsets).reshape(-1, 2)


@init_random.case(
    "four means in four groups of three rows",
    group="far enough apart",
    seeds=32,
    properties=["rows_of_features", ("far_apart", {"distance": 50.0})],
)
def _():
    corners = [[0, 0], [200, 0], [0, 200], [200, 200]]
    return dict(features=_groups(corners), k=4, min_distance=50.0)


@init_random.case(
    "rows exactly min_distance apart are far enough",
    group="far enough apart",
    seeds=8,
    properties=["rows_of_features", ("far_apart", {"distance": 5.0})],
)
def _():
    return dict(features=np.array([[0, 0], [3, 4]], float), k=2, min_distance=5.0)


@init_random.case("no such rows: ValueError", group="gives up", seeds=3, raises="ValueError")
def _():
    return dict(features=SPIRAL, k=3, min_distance=1000.0)


@init_random.case(
    "random data",
    hidden=True,
    seeds=8,
    properties=["rows_of_features", "different_rows", "repeatable", "varies"],
)
def _(rng):
    return dict(features=rng.uniform(0, 255, (9, 5)), k=7, min_distance=0.0)


@init_random.case(
    "random data far apart",
    group="far enough apart",
    hidden=True,
    seeds=8,
    properties=["rows_of_features", ("far_apart", {"distance": 120.0})],
)
def _(rng):
    return dict(
        features=blobs(rng, [[20, 20], [25, 26], [30, 21], [22, 32], [220, 30]], 4, 3.0),
        k=2,
        min_distance=120.0,
    )


@init_random.case(
    "random groups of rows",
    group="far enough apart",
    hidden=True,
    seeds=24,
    properties=["rows_of_features", ("far_apart", {"distance": 50.0})],
)
def _(rng):
    corners = np.array([[0, 0], [110, 0], [0, 110], [110, 110]]) + rng.uniform(0, 20, (4, 2))
    rows = _groups(rng.permutation(corners))
    # Two rows more, so that a generator's draws differ from those of the public case.
    features = np.insert(rows, [3, 6], rows[[0, 3]] + 1.0, axis=0)
    return dict(features=features, k=4, min_distance=50.0)


@init_random.case(
    "random rows exactly min_distance apart",
    group="far enough apart",
    hidden=True,
    seeds=8,
    properties=["rows_of_features", ("far_apart", {"distance": 25.0})],
)
def _(rng):
    corner = rng.integers(0, 200, 2).astype(float)
    return dict(features=np.array([corner, corner + [7.0, 24.0]]), k=2, min_distance=25.0)


@init_random.case(
    "random data, too far", group="gives up", hidden=True, seeds=3, raises="ValueError"
)
def _(rng):
    return dict(features=rng.uniform(0, 99, (30, 2)), k=4, min_distance=400.0)


@init_random.misconception(
    "These are no points of the data: you drew random numbers. Draw row indices, then take "
    "features[indices]."
)
def invents_points(features, k, min_distance, rng):
    low, high = features.min(axis=0), features.max(axis=0)
    for _ in range(100):
        means = rng.uniform(low, high, (k, features.shape[1]))
        gaps = np.sqrt(((means[:, None] - means[None]) ** 2).sum(axis=2))
        if np.all(gaps[~np.eye(k, dtype=bool)] >= min_distance):
            return means
    raise ValueError("no draw")


@init_random.misconception(
    "It accepts the first draw. If two means are closer than min_distance, draw again, and raise "
    "ValueError after 100 failed draws."
)
def never_draws_again(features, k, min_distance, rng):
    return features[rng.choice(len(features), k, replace=False)]


@init_random.misconception("The same row can be drawn twice: pass replace=False to rng.choice.")
def draws_with_replacement(features, k, min_distance, rng):
    for _ in range(100):
        chosen = rng.integers(0, len(features), k)
        means = features[chosen]
        gaps = np.sqrt(((means[:, None] - means[None]) ** 2).sum(axis=2))
        if np.all(gaps[~np.eye(k, dtype=bool)] >= min_distance):
            return means
    raise ValueError("no draw")


@init_random.misconception(
    "Every generator gives the same rows. Do you take the first ones, or draw from a generator of "
    "your own with a fixed seed? Draw with the rng that you are given."
)
def first_rows(features, k, min_distance, rng):
    chosen = [features[0]]
    for row in features[1:]:
        if len(chosen) < k and all(np.linalg.norm(row - m) >= min_distance for m in chosen):
            chosen.append(row)
    if len(chosen) < k:
        raise ValueError("not enough rows")
    return np.array(chosen)


@init_random.misconception(
    "It takes the first k rows and looks at no distance. Draw rows with rng, and draw again if two "
    "are closer than min_distance."
)
def just_the_first_k(features, k, min_distance, rng):
    return features[:k]


@init_random.misconception(
    "It draws from NumPy's global generator, so nobody can repeat the result. Use the rng that "
    "you are given."
)
def ignores_rng(features, k, min_distance, rng):
    return init_random.reference(features, k, min_distance, np.random.default_rng())


@init_random.misconception(
    "Two things: the same row can be drawn twice (pass replace=False), and a draw that is too "
    "close is kept (draw again)."
)
def replaces_and_never_draws_again(features, k, min_distance, rng):
    return features[rng.integers(0, len(features), k)]


@init_random.misconception(
    "Two things: it draws from NumPy's global generator (use rng), and a draw that is too close "
    "is kept (draw again)."
)
def global_and_never_draws_again(features, k, min_distance, rng):
    return features[np.random.default_rng().choice(len(features), k, replace=False)]


@init_random.misconception(
    "It draws for ever when no draw can succeed. Give up with a ValueError after 100 failed draws."
)
def never_gives_up(features, k, min_distance, rng):
    while True:
        means = features[rng.choice(len(features), k, replace=False)]
        gaps = np.sqrt(((means[:, None] - means[None]) ** 2).sum(axis=2))
        if np.all(gaps[~np.eye(k, dtype=bool)] >= min_distance):
            return means


@init_random.misconception(
    "After 100 failed draws it returns the last one. Raise ValueError, so that nobody goes on with "
    "means that are too close."
)
def returns_a_failed_draw(features, k, min_distance, rng):
    try:
        return init_random.reference(features, k, min_distance, rng)
    except ValueError:
        return features[rng.choice(len(features), k, replace=False)]


@init_random.misconception(
    "After 100 failed draws it returns None. Raise ValueError with a sentence that says what was "
    "asked."
)
def none_after_failing(features, k, min_distance, rng):
    try:
        return init_random.reference(features, k, min_distance, rng)
    except ValueError:
        return None


@init_random.misconception(
    "Only the first mean is drawn; the others are the rows farthest from it. Draw all k rows with "
    "rng, and draw again if two are too close."
)
def takes_the_farthest(features, k, min_distance, rng):
    chosen = [features[rng.integers(len(features))]]
    while len(chosen) < k:
        gaps = [np.sqrt(((features - mean) ** 2).sum(axis=1)) for mean in chosen]
        nearest = np.min(gaps, axis=0)
        if nearest.max() < min_distance:
            raise ValueError("no row is far enough")
        chosen.append(features[np.argmax(nearest)])
    return np.array(chosen)


@init_random.misconception(
    "It refuses rows that are exactly min_distance apart. At least means >=, so draw again only "
    "if <."
)
def strictly_farther(features, k, min_distance, rng):
    for _ in range(100):
        means = features[rng.choice(len(features), k, replace=False)]
        gaps = np.sqrt(((means[:, None] - means[None]) ** 2).sum(axis=2))
        if np.all(gaps[~np.eye(k, dtype=bool)] > min_distance):
            return means
    raise ValueError("no draw")


@init_random.misconception(
    "Some means are still too close. Any two must be min_distance apart in L2: compare every pair, "
    "not only those that follow each other, and not their average."
)
def compares_neighbours_only(features, k, min_distance, rng):
    for _ in range(100):
        means = features[rng.choice(len(features), k, replace=False)]
        if np.all(np.sqrt(((means[1:] - means[:-1]) ** 2).sum(axis=1)) >= min_distance):
            return means
    raise ValueError("no draw")


@init_random.misconception("It compares squared distances with min_distance. Take the root first.")
def compares_squares(features, k, min_distance, rng):
    for _ in range(100):
        means = features[rng.choice(len(features), k, replace=False)]
        gaps = ((means[:, None] - means[None]) ** 2).sum(axis=2)
        if np.all(gaps[~np.eye(k, dtype=bool)] >= min_distance):
            return means
    raise ValueError("no draw")


@init_random.misconception("These are the indices of the rows. Return the rows: features[indices].")
def returns_indices(features, k, min_distance, rng):
    return rng.choice(len(features), k, replace=False)


@init_random.right_answer
def by_permutation(features, k, min_distance, rng):
    for _ in range(100):
        means = features[rng.permutation(len(features))[:k]]
        pairs = [(i, j) for i in range(k) for j in range(i)]
        if all(np.linalg.norm(means[i] - means[j]) >= min_distance for i, j in pairs):
            return means
    raise ValueError("the means stay too close")


@init_random.right_answer
def one_row_at_a_time(features, k, min_distance, rng):
    chosen, failed = [], 0
    while len(chosen) < k:
        i = int(rng.integers(len(features)))
        close = [np.sqrt(((features[i] - features[j]) ** 2).sum()) < min_distance for j in chosen]
        if i not in chosen and not any(close):
            chosen.append(i)
        elif i not in chosen:
            failed += 1
            if failed == 100:
                raise ValueError("100 draws were too close")
    return features[chosen].astype(np.float32)
