"""The loop: kmeans."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.kmeans.common import FORBID, blobs
from autograder.exercises.kmeans.halves import assign_labels, update_means


@exercise(
    points=3,
    minutes=30,
    returns=["labels", "means", "steps"],
    uses=["assign_labels", "update_means"],
    forbid=FORBID,
    groups={"runs until the means rest": 3.0, "stops when it should": 2.0, "empty clusters": 1.0},
)
def kmeans(features, means, epsilon=0.5, max_iter=100):
    for steps in range(1, max_iter + 1):
        old = means
        means = update_means.reference(features, assign_labels.reference(features, old), old)
        moved = np.sqrt(((means - old) ** 2).sum(axis=1))
        if np.all(moved < epsilon):
            break
    return assign_labels.reference(features, means), means, steps


_LINE = np.array([0, 1, 2, 10, 11, 12, 30, 31, 35], float)[:, None]


@kmeans.case("nine points on a line, three means")
def _():
    return dict(features=_LINE, means=np.array([[0.0], [1.0], [2.0]]))


@kmeans.case("two colours, start far away")
def _():
    features = np.array(
        [
            [10, 10, 12],
            [12, 10, 10],
            [11, 14, 10],
            [200, 190, 180],
            [210, 196, 180],
            [205, 190, 189],
        ],
        float,
    )
    return dict(features=features, means=np.array([[90, 90, 90], [100, 100, 100]], float))


@kmeans.case("one mean moves, three rest", group="stops when it should")
def _():
    features = np.array([[0], [100], [200], [300], [301.1], [303.4]], float)
    means = np.array([[0], [100], [200], [300]], float)
    return dict(features=features, means=means, epsilon=0.6, max_iter=100)


@kmeans.case("stop at once with a large epsilon", group="stops when it should")
def _():
    return dict(features=_LINE, means=np.array([[0.0], [3.0], [40.0]]), epsilon=20.0, max_iter=100)


@kmeans.case("a small epsilon goes on", group="stops when it should")
def _():
    features = np.array([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 9], float)[:, None]
    return dict(features=features, means=np.array([[0.1], [0.4]]), epsilon=0.01, max_iter=100)


@kmeans.case("points close together, a tiny epsilon", group="stops when it should")
def _():
    means = np.array([[0.0], [0.001], [0.002]])
    return dict(features=_LINE / 1000, means=means, epsilon=0.0005, max_iter=100)


@kmeans.case("no more than max_iter updates", group="stops when it should")
def _():
    return dict(features=_LINE, means=np.array([[0.0], [1.0], [2.0]]), epsilon=0.001, max_iter=2)


@kmeans.case("a move of 0.4 in each of three features", group="stops when it should")
def _():
    features = np.array([[10, 10, 10], [12, 14, 16], [90, 90, 90], [94, 92, 90]], float)
    means = np.array([[11, 12, 13], [92, 91, 90]], float) - 0.4
    return dict(features=features, means=means)


@kmeans.case("a move of 0.25 in each of three features", group="stops when it should")
def _():
    features = np.array([[10, 10, 10], [12, 14, 16], [90, 90, 90], [94, 92, 90]], float)
    means = np.array([[11, 12, 13], [92, 91, 90]], float) + 0.25
    return dict(features=features, means=means)


@kmeans.case("four means move 0.4 each", group="stops when it should")
def _():
    centers = np.array([0, 50, 100, 150], float)
    features = np.concatenate([centers - 2, centers + 2])[:, None]
    return dict(features=features, means=centers[:, None] + 0.4)


@kmeans.case("two means move exactly epsilon", group="stops when it should")
def _():
    features = np.array([[10], [14], [20], [27.5]])
    return dict(features=features, means=np.array([[11.5], [24.25]]), epsilon=0.5, max_iter=100)


@kmeans.case("a mean that no point is near", group="empty clusters")
def _():
    return dict(features=_LINE, means=np.array([[0.0], [30.0], [1000.0]]))


@kmeans.case("random blobs", hidden=True)
def _(rng):
    centers = 30 + 60.0 * np.stack([rng.permutation(4), rng.permutation(4), rng.permutation(4)], 1)
    features = blobs(rng, centers, 15, 12.0)
    return dict(features=features, means=features[:4] + 0.3)


@kmeans.case("random blobs, few steps", group="stops when it should", hidden=True)
def _(rng):
    features = np.cumsum(rng.uniform(1, 3, 60))[:, None] * np.array([[1.0, 0.5]])
    means = features[[0, 1, 2]] + 0.1
    return dict(features=features, means=means, epsilon=0.01, max_iter=int(rng.integers(3, 5)))


@kmeans.case("random blobs, large epsilon", group="stops when it should", hidden=True)
def _(rng):
    features = np.cumsum(rng.uniform(1, 3, 60))[:, None] * np.array([[1.0, 0.5]])
    return dict(features=features, means=features[[0, 1, 2]] + 0.1, epsilon=9.0, max_iter=100)


@kmeans.case("small random moves of many means", group="stops when it should", hidden=True)
def _(rng):
    centers = 40.0 * rng.permutation(6)[:, None]
    return dict(features=np.concatenate([centers - 2, centers + 2]), means=centers + 0.4)


@kmeans.case("small random moves in many features", group="stops when it should", hidden=True)
def _(rng):
    centers = 40.0 * np.stack([rng.permutation(3) for _ in range(4)], axis=1)
    return dict(features=np.concatenate([centers - 2, centers + 2]), means=centers - 0.4)


@kmeans.case("smaller random moves in many features", group="stops when it should", hidden=True)
def _(rng):
    centers = 40.0 * np.stack([rng.permutation(3) for _ in range(4)], axis=1)
    moves = rng.uniform(0.15, 0.24, centers.shape)
    return dict(features=np.concatenate([centers - 2, centers + 2]), means=centers + moves)


@kmeans.case("random moves of exactly epsilon", group="stops when it should", hidden=True)
def _(rng):
    centers = 32.0 * rng.permutation(4)[:, None]
    means = centers + 0.25 * rng.choice([-1, 1], (4, 1))
    return dict(
        features=np.concatenate([centers - 3, centers + 3]), means=means, epsilon=0.25, max_iter=100
    )


@kmeans.case("many steps", group="stops when it should", hidden=True)
def _(rng):
    # Six means start at one end of a line: some twenty steps, so a smaller default of max_iter
    # shows.
    features = np.cumsum(rng.uniform(20, 60, 60))[:, None] * np.array([[1.0, 0.5]])
    return dict(features=features, means=features[:6] + 1.0)


@kmeans.case("random blobs with an empty cluster", group="empty clusters", hidden=True)
def _(rng):
    features = blobs(rng, [[20, 20], [120, 40], [60, 200]], 12, 10.0)
    return dict(features=features, means=np.vstack([features[:3], [[900.0, 900.0]]]))


def _run(features, means, epsilon, max_iter, stop, labels_of="new"):
    """k-means with another rule to stop, from which most mistakes are made."""
    labels = None
    for steps in range(1, max_iter + 1):
        old = means
        labels = assign_labels.reference(features, old)
        means = update_means.reference(features, labels, old)
        if stop(np.sqrt(((means - old) ** 2).sum(axis=1))):
            break
    if labels_of == "new":
        labels = assign_labels.reference(features, means)
    return labels, means, steps


@kmeans.misconception(
    "It stops when the means moved less than epsilon on average. Every single mean must have moved "
    "less: np.all(moved < epsilon)."
)
def stops_on_average(features, means, epsilon=0.5, max_iter=100):
    return _run(features, means, epsilon, max_iter, lambda moved: moved.mean() < epsilon)


@kmeans.misconception(
    "It stops as soon as one mean has come to rest. All of them must have moved less than epsilon."
)
def stops_on_any(features, means, epsilon=0.5, max_iter=100):
    return _run(features, means, epsilon, max_iter, lambda moved: np.any(moved < epsilon))


@kmeans.misconception(
    "It always stops after the first update: `old = means` gives one array two names, so the means "
    "never seem to move. Keep a copy: old = means.copy()."
)
def aliases_the_means(features, means, epsilon=0.5, max_iter=100):
    means = means.copy()
    for steps in range(1, max_iter + 1):
        old = means
        means[:] = update_means.reference(features, assign_labels.reference(features, means), means)
        if np.all(np.sqrt(((means - old) ** 2).sum(axis=1)) < epsilon):
            break
    return assign_labels.reference(features, means), means, steps


@kmeans.misconception(
    "It never ends. Leave the loop when every mean moved less than epsilon, and after max_iter "
    "updates in any case."
)
def never_ends(features, means, epsilon=0.5, max_iter=100):
    while True:
        means = update_means.reference(features, assign_labels.reference(features, means), means)


@kmeans.misconception(
    "It always makes max_iter updates. Stop earlier, when every mean moved less than epsilon."
)
def ignores_epsilon(features, means, epsilon=0.5, max_iter=100):
    return _run(features, means, epsilon, max_iter, lambda moved: False)


@kmeans.misconception(
    "Your labels are one step old: they belong to the means before the last update. Assign once "
    "more, to the means that you return."
)
def labels_one_step_old(features, means, epsilon=0.5, max_iter=100):
    return _run(features, means, epsilon, max_iter, lambda m: np.all(m < epsilon), "old")


@kmeans.misconception(
    "Your steps are one too few: the last update counts too. Count an update as soon as it is made."
)
def last_step_not_counted(features, means, epsilon=0.5, max_iter=100):
    labels, means, steps = kmeans.reference(features, means, epsilon, max_iter)
    return labels, means, steps - 1


@kmeans.misconception(
    "It ignores max_iter. Make at most max_iter updates, even if the means still move."
)
def ignores_max_iter(features, means, epsilon=0.5, max_iter=100):
    return kmeans.reference(features, means, epsilon, 10_000)


@kmeans.misconception(
    "It stops when nothing changes any more, labels or means. The lecture's rule is another: stop "
    "when every mean moved less than epsilon."
)
def stops_on_labels(features, means, epsilon=0.5, max_iter=100):
    before = None
    for steps in range(1, max_iter + 1):
        labels = assign_labels.reference(features, means)
        means = update_means.reference(features, labels, means)
        if before is not None and np.array_equal(labels, before):
            break
        before = labels
    return assign_labels.reference(features, means), means, steps


@kmeans.misconception(
    "It stops when the labels after an update are those before it. The lecture's rule looks at the "
    "means: stop when every mean moved less than epsilon."
)
def stops_on_labels_at_once(features, means, epsilon=0.5, max_iter=100):
    labels = assign_labels.reference(features, means)
    for steps in range(1, max_iter + 1):
        means = update_means.reference(features, labels, means)
        before, labels = labels, assign_labels.reference(features, means)
        if np.array_equal(labels, before):
            break
    return labels, means, steps


@kmeans.misconception(
    "It stops when the error falls by less than epsilon. The lecture's rule looks at the means: "
    "stop when every mean moved less than epsilon."
)
def stops_on_the_error(features, means, epsilon=0.5, max_iter=100):
    before = np.inf
    for steps in range(1, max_iter + 1):
        labels = assign_labels.reference(features, means)
        means = update_means.reference(features, labels, means)
        error = np.sum((features - means[labels]) ** 2)
        if before - error < epsilon:
            break
        before = error
    return assign_labels.reference(features, means), means, steps


@kmeans.misconception(
    "It compares the average move of all coordinates with epsilon. Every single mean must have "
    "moved less, in L2."
)
def average_of_coordinates(features, means, epsilon=0.5, max_iter=100):
    for steps in range(1, max_iter + 1):
        old = means
        means = update_means.reference(features, assign_labels.reference(features, old), old)
        if np.abs(means - old).mean() < epsilon:
            break
    return assign_labels.reference(features, means), means, steps


@kmeans.misconception(
    "It adds up the moves of a mean's coordinates. A mean's move is one L2 distance: squares, sum, "
    "root."
)
def moves_in_l1(features, means, epsilon=0.5, max_iter=100):
    for steps in range(1, max_iter + 1):
        old = means
        means = update_means.reference(features, assign_labels.reference(features, old), old)
        if np.all(np.abs(means - old).sum(axis=1) < epsilon):
            break
    return assign_labels.reference(features, means), means, steps


@kmeans.misconception("Epsilon is fixed at 0.5 in yours. Use the epsilon that the caller gives.")
def fixed_epsilon(features, means, epsilon=0.5, max_iter=100):
    return kmeans.reference(features, means, 0.5, max_iter)


@kmeans.misconception(
    "It makes one update more than max_iter allows. Count to max_iter, not to max_iter + 1."
)
def one_update_too_many(features, means, epsilon=0.5, max_iter=100):
    return kmeans.reference(features, means, epsilon, max_iter + 1)


@kmeans.misconception(
    "It makes one update less than max_iter allows. Count to max_iter, itself included."
)
def one_update_too_few(features, means, epsilon=0.5, max_iter=100):
    return kmeans.reference(features, means, epsilon, max_iter - 1)


@kmeans.misconception(
    "Your steps are one too few when the means come to rest: you leave the loop before you count "
    "the last update."
)
def leaves_before_counting(features, means, epsilon=0.5, max_iter=100):
    labels, new, steps = kmeans.reference(features, means, epsilon, max_iter)
    rests = kmeans.reference(features, means, epsilon, max_iter + 1)[2] == steps
    return labels, new, steps - rests


@kmeans.misconception("Your steps are one too many. Count the updates, nothing else.")
def one_step_too_many(features, means, epsilon=0.5, max_iter=100):
    labels, means, steps = kmeans.reference(features, means, epsilon, max_iter)
    return labels, means, steps + 1


@kmeans.misconception(
    "It leaves the loop before the last update is kept. Return the newest means, with labels "
    "assigned to them."
)
def drops_the_last_update(features, means, epsilon=0.5, max_iter=100):
    for steps in range(1, max_iter + 1):
        new = update_means.reference(features, assign_labels.reference(features, means), means)
        if np.all(np.sqrt(((new - means) ** 2).sum(axis=1)) < epsilon):
            break
        means = new
    return assign_labels.reference(features, means), means, steps


@kmeans.misconception(
    "It stops when a mean moved by exactly epsilon. Every mean must have moved less: go on while "
    "any moved >= epsilon."
)
def stops_at_exactly_epsilon(features, means, epsilon=0.5, max_iter=100):
    return _run(features, means, epsilon, max_iter, lambda moved: np.all(moved <= epsilon))


@kmeans.misconception(
    "It compares squared moves with epsilon. Take the root first: the move is the L2 distance "
    "between the old and the new mean."
)
def squared_moves(features, means, epsilon=0.5, max_iter=100):
    return _run(features, means, epsilon, max_iter, lambda moved: np.all(moved**2 < epsilon))


@kmeans.misconception(
    "It compares each coordinate's move with epsilon. A mean's move is one L2 distance over all "
    "features."
)
def moves_by_coordinate(features, means, epsilon=0.5, max_iter=100):
    for steps in range(1, max_iter + 1):
        old = means
        means = update_means.reference(features, assign_labels.reference(features, old), old)
        if np.all(np.abs(means - old) < epsilon):
            break
    return assign_labels.reference(features, means), means, steps


@kmeans.misconception(
    "It compares one number for all means together with epsilon, as np.linalg.norm(new - old) "
    "gives it. Take the norm of each mean's move: axis=1."
)
def one_norm_for_all(features, means, epsilon=0.5, max_iter=100):
    return _run(features, means, epsilon, max_iter, lambda m: np.sqrt(np.sum(m**2)) < epsilon)


@kmeans.misconception(
    "It returns the means before the last update. Return the newest ones, with labels assigned "
    "to them."
)
def returns_old_means(features, means, epsilon=0.5, max_iter=100):
    for steps in range(1, max_iter + 1):
        labels = assign_labels.reference(features, means)
        new = update_means.reference(features, labels, means)
        if np.all(np.sqrt(((new - means) ** 2).sum(axis=1)) < epsilon):
            break
        means = new
    return labels, means, steps


@kmeans.right_answer
def with_a_while_loop(features, means, epsilon=0.5, max_iter=100):
    new, moved, count = means.copy(), np.inf, 0
    while moved >= epsilon and count < max_iter:
        old = new
        distances = ((features[:, None] - old[None]) ** 2).sum(axis=2)
        new = update_means.reference(features, distances.argmin(axis=1), old)
        moved = np.linalg.norm(new - old, axis=1).max()
        count += 1
    return assign_labels.reference(features, new), new, count


@kmeans.right_answer
def carries_the_labels(features, means, epsilon=0.5, max_iter=100):
    labels = assign_labels.reference(features, means).astype(np.int32)
    steps, done = 0, False
    while not done:
        new = update_means.reference(features, labels, means).astype(np.float32)
        steps += 1
        done = bool((np.linalg.norm(new - means, axis=1) < epsilon).all()) or steps >= max_iter
        means, labels = new, assign_labels.reference(features, new)
    return [labels, means, np.int64(steps)]
