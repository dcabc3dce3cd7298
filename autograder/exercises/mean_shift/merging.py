"""Same mode, same cluster: merge_modes."""

from __future__ import annotations

import numpy as np
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import cdist

from autograder.exercise import exercise
from autograder.exercises.mean_shift.common import FORBID


@exercise(
    points=3,
    minutes=30,
    returns=["labels", "centres"],
    forbid=FORBID,
    groups={"one label a peak": 2.0, "chains": 1.0},
    judge={"name": "partition"},
)
def merge_modes(modes, radius):
    labels = np.full(len(modes), -1)
    clusters = 0
    for i in range(len(modes)):
        if labels[i] >= 0:
            continue
        labels[i] = clusters
        waiting = [i]
        while waiting:
            distances = np.sqrt(((modes - modes[waiting.pop()]) ** 2).sum(axis=1))
            found = np.flatnonzero((distances <= radius / 2) & (labels < 0))
            labels[found] = clusters
            waiting.extend(found)
        clusters += 1
    centres = np.array([modes[labels == j].mean(axis=0) for j in range(clusters)])
    return labels, centres


@merge_modes.case("two peaks on a line, a little apart by rounding")
def _():
    modes = np.array([2.0, 20, 2.000004, 1.999997, 20.000003, 2, 20, 20, 2.1])[:, None]
    return dict(modes=modes, radius=4.0)


@merge_modes.case("peaks that agree in one feature")
def _():
    modes = [[10, 10], [10, 80], [80, 10], [10.5, 80], [80, 80], [10, 10], [80.5, 10.5]]
    return dict(modes=np.array(modes, float), radius=6.0)


@merge_modes.case("peaks between half a radius and a radius apart")
def _():
    return dict(modes=np.array([[0.0, 0], [7, 0], [0, 8], [0, 0.5], [7, 0.5]]), radius=10.0)


@merge_modes.case("a chain in order", group="chains")
def _():
    return dict(modes=np.array([[0.0], [4], [8], [12], [40], [44]]), radius=10.0)


@merge_modes.case("a chain whose ends come first", group="chains")
def _():
    modes = np.array([[0.0, 0], [12, 0], [40, 0], [4, 0], [8, 0], [40, 4]])
    return dict(modes=modes, radius=10.0)


@merge_modes.case("a short chain", group="chains")
def _():
    return dict(modes=np.array([[0.0], [4], [7], [30]]), radius=10.0)


@merge_modes.case("peaks apart along the diagonal")
def _():
    modes = [[0, 0], [3, 3], [40, 40], [44, 44], [80, 0], [83, -3], [40, 0], [36, 4]]
    return dict(modes=np.array(modes, float), radius=10.0)


@merge_modes.case("a long chain in any order", group="chains")
def _():
    places = [32, 4, 20, 0, 28, 12, 36, 8, 24, 16]
    return dict(modes=np.array([[float(p), 50.0 - p / 4] for p in places]), radius=10.0)


@merge_modes.case("random peaks along the diagonal", hidden=True)
def _(rng):
    pairs = [[0, 0], [3, 3], [40, 40], [44, 44], [80, 0], [83, -3], [40, 0], [36, 4]]
    modes = np.array(pairs) * rng.choice([-1, 1], 2) + rng.uniform(-0.1, 0.1, (8, 2))
    return dict(modes=rng.permutation(modes), radius=10.0)


@merge_modes.case("random peaks", hidden=True)
def _(rng):
    peaks = 60.0 * np.stack([rng.permutation(5), rng.permutation(5), np.zeros(5)], axis=1)
    modes = np.repeat(peaks, rng.integers(2, 7, 5), axis=0)
    return dict(modes=rng.permutation(modes + rng.uniform(-1, 1, modes.shape)), radius=20.0)


@merge_modes.case("random chains", group="chains", hidden=True)
def _(rng):
    chain = np.arange(12)[:, None] * np.array([[3.0, 2.0]])
    return dict(modes=rng.permutation(np.vstack([chain, chain + 70])), radius=10.0)


@merge_modes.right_answer
def by_components(modes, radius):
    _, labels = connected_components(cdist(modes, modes) <= radius / 2)
    return labels, np.array([modes[labels == j].mean(axis=0) for j in range(labels.max() + 1)])


@merge_modes.right_answer
def by_lowest_number(modes, radius):
    near = cdist(modes, modes) <= radius / 2
    labels = np.arange(len(modes))[::-1].copy()
    while True:
        new = np.array([labels[row].min() for row in near])
        if np.array_equal(new, labels):
            break
        labels = new
    _, labels = np.unique(labels, return_inverse=True)
    labels = labels.ravel()
    sums = np.zeros((labels.max() + 1, modes.shape[1]))
    np.add.at(sums, labels, modes)
    return labels, sums / np.bincount(labels)[:, None]


def _greedy(modes, radius, centre_of):
    groups, labels = [], []
    for mode in modes:
        gaps = [np.linalg.norm(mode - centre_of(group)) for group in groups]
        close = [j for j, gap in enumerate(gaps) if gap <= radius / 2]
        if close:
            groups[close[0]].append(mode)
            labels.append(close[0])
        else:
            groups.append([mode])
            labels.append(len(groups) - 1)
    return np.array(labels), np.array([np.mean(group, axis=0) for group in groups])


@merge_modes.misconception(
    "You take modes for one only if they are exactly equal. Climbs to one peak end a little apart: "
    "modes at most radius/2 apart are one."
)
def exactly_equal(modes, radius):
    centres, labels = np.unique(modes, axis=0, return_inverse=True)
    return labels.ravel(), centres


@merge_modes.misconception(
    "You compare one coordinate of the modes. Compare their L2 distance, over all features."
)
def first_coordinate(modes, radius):
    labels, _ = merge_modes.reference(modes[:, :1], radius)
    return labels, np.array([modes[labels == j].mean(axis=0) for j in range(labels.max() + 1)])


@merge_modes.misconception(
    "You round the modes and take equal ones together. Two modes on both sides of a rounding "
    "border may be near, and which are near depends on the radius: compare distances."
)
def rounded(modes, radius):
    centres, labels = np.unique(modes.round(), axis=0, return_inverse=True)
    return labels.ravel(), centres


def _joined(modes, near):
    _, labels = connected_components(near)
    return labels, np.array([modes[labels == j].mean(axis=0) for j in range(labels.max() + 1)])


@merge_modes.misconception(
    "You compare each coordinate alone with radius/2: your neighbourhood is a square. Compare the "
    "L2 distance."
)
def square_neighbourhood(modes, radius):
    return _joined(modes, cdist(modes, modes, "chebyshev") <= radius / 2)


@merge_modes.misconception(
    "You added up absolute differences, the L1 distance. Compare the L2 distance."
)
def l1_neighbourhood(modes, radius):
    return _joined(modes, cdist(modes, modes, "cityblock") <= radius / 2)


@merge_modes.misconception(
    "You compare the squared distance with radius/2. Take the root, or square both sides."
)
def squared_distance(modes, radius):
    return _joined(modes, cdist(modes, modes, "sqeuclidean") <= radius / 2)


@merge_modes.misconception(
    "Your result depends on the order of the modes: you compare each with the first one of a "
    "cluster, which you also return as its centre. Near modes are one over any chain, and the "
    "centre is the average of all."
)
def first_one_stands_for_all(modes, radius):
    firsts, labels = [], []
    for mode in modes:
        close = [j for j, first in enumerate(firsts) if np.linalg.norm(mode - first) <= radius / 2]
        if not close:
            firsts.append(mode)
        labels.append(close[0] if close else len(firsts) - 1)
    return np.array(labels), np.array(firsts)


def _by_number(modes, labels):
    numbers, labels = np.unique(labels, return_inverse=True)
    labels = labels.ravel()
    return labels, np.array([modes[labels == j].mean(axis=0) for j in range(len(numbers))])


@merge_modes.misconception(
    "Each mode takes the label of one near mode, and that is all: clusters that it touches as well "
    "keep labels of their own. They are one; give all their modes one label."
)
def label_of_one_neighbour(modes, radius):
    labels = np.arange(len(modes))
    for i, mode in enumerate(modes):
        before = np.flatnonzero(np.linalg.norm(modes[:i] - mode, axis=1) <= radius / 2)
        if len(before):
            labels[i] = labels[before[0]]
    return _by_number(modes, labels)


@merge_modes.misconception(
    "You label a mode by the first mode that is near it. That goes one step along a chain only: go "
    "on from mode to mode."
)
def one_step_of_a_chain(modes, radius):
    return _by_number(modes, (cdist(modes, modes) <= radius / 2).argmax(axis=1))


@merge_modes.misconception(
    "A new cluster takes away modes that have a label already. If one of its modes belongs to a "
    "cluster, the two clusters are one."
)
def later_cluster_takes_all(modes, radius):
    labels = np.full(len(modes), -1)
    for i, mode in enumerate(modes):
        if labels[i] < 0:
            labels[np.linalg.norm(modes - mode, axis=1) <= radius / 2] = i
    return _by_number(modes, labels)


@merge_modes.misconception(
    "You go along each chain for a fixed number of rounds. Go on until no label changes."
)
def three_rounds(modes, radius):
    near = cdist(modes, modes) <= radius / 2
    labels = np.arange(len(modes))
    for _ in range(3):
        labels = np.array([labels[row].min() for row in near])
    return _by_number(modes, labels)


@merge_modes.misconception(
    "Your centre is the median of each cluster. The centre is the average of its modes."
)
def median_as_centre(modes, radius):
    labels, centres = merge_modes.reference(modes, radius)
    return labels, np.array([np.median(modes[labels == j], axis=0) for j in range(len(centres))])


@merge_modes.misconception(
    "Your result depends on the order of the modes: you compare each with the first one of a "
    "cluster. If A is near B and B is near C, all three are one, whichever comes first."
)
def compared_with_the_first(modes, radius):
    return _greedy(modes, radius, lambda group: group[0])


@merge_modes.misconception(
    "Your result depends on the order of the modes: you compare each with the average of a cluster "
    "so far. If A is near B and B is near C, all three are one, whichever comes first."
)
def compared_with_the_average(modes, radius):
    return _greedy(modes, radius, lambda group: np.mean(group, axis=0))


@merge_modes.misconception(
    "A mode that is near two clusters joins them. Yours goes into one of them and leaves the "
    "other: chains that meet late stay apart."
)
def chains_never_join(modes, radius):
    groups, labels = [], []
    for mode in modes:
        near = [
            j for j, g in enumerate(groups)
            if min(np.linalg.norm(mode - other) for other in g) <= radius / 2
        ]  # fmt: skip
        if not near:
            groups.append([])
            near = [len(groups) - 1]
        groups[near[0]].append(mode)
        labels.append(near[0])
    return np.array(labels), np.array([np.mean(group, axis=0) for group in groups])


@merge_modes.misconception(
    "You merge modes up to a whole radius apart. Only those up to half a radius apart are one."
)
def whole_radius(modes, radius):
    return merge_modes.reference(modes, 2 * radius)


@merge_modes.misconception(
    "Your centre is the first mode of each cluster. The centre is the average of its modes."
)
def first_mode_as_centre(modes, radius):
    labels, centres = merge_modes.reference(modes, radius)
    return labels, np.array([modes[labels == j][0] for j in range(len(centres))])


@merge_modes.misconception(
    "Your centres average each different mode once. A mode at which many climbs ended counts as "
    "often."
)
def equal_modes_count_once(modes, radius):
    labels, centres = merge_modes.reference(modes, radius)
    members = [np.unique(modes[labels == j], axis=0) for j in range(len(centres))]
    return labels, np.array([rows.mean(axis=0) for rows in members])
