"""The eigenvector approximation: second_eigenvector and recursive_ncut."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.graph_cuts.common import FORBID, csr, graph, on_a_line
from autograder.exercises.graph_cuts.costs import ncut_cost
from autograder.exercises.graph_cuts.search import best_split


@exercise(points=3, minutes=30, returns=["y"], forbid=FORBID, judge={"name": "eigenvector"})
def second_eigenvector(weights):
    table = weights if isinstance(weights, np.ndarray) else weights.toarray()
    degrees = table.sum(axis=1)
    scale = 1 / np.sqrt(degrees)
    laplacian = scale[:, None] * (np.diag(degrees) - table) * scale
    values, vectors = np.linalg.eigh(laplacian)  # ascending
    return _fixed(scale * vectors[:, 1])


def _fixed(vector):
    """One sign and length of a vector, so that packs are the same everywhere."""
    return vector / vector[np.argmax(np.abs(vector))]


_UNEVEN = graph(5, [(0, 1, 3), (1, 2, 0.4), (2, 3, 5), (3, 4, 2), (0, 2, 0.2), (2, 4, 1)])
_GROUPS = on_a_line([5.0, 0.0, 0.4, 5.6, 1.1, 6.9, 5.3, 1.5])


@second_eigenvector.case("five vertices of very different degree")
def _():
    return dict(weights=_UNEVEN)


@second_eigenvector.case("two groups, mixed")
def _():
    return dict(weights=_GROUPS)


@second_eigenvector.case("a path, sparse")
def _():
    return dict(weights=csr(graph(6, [(i, i + 1, 1 + i * i) for i in range(5)])))


@second_eigenvector.case("two random groups", hidden=True)
def _(rng):
    places = np.concatenate([rng.uniform(0, 2, 8), rng.uniform(4, 5, 5)])
    return dict(weights=on_a_line(rng.permutation(places)))


@second_eigenvector.case("a random path, sparse", hidden=True)
def _(rng):
    edges = [(i, i + 1, weight) for i, weight in enumerate(rng.uniform(0.5, 3, 8))]
    return dict(weights=csr(graph(9, edges)))


def _parts(weights):
    table = weights if isinstance(weights, np.ndarray) else weights.toarray()
    return table, table.sum(axis=1)


def _normalised(weights):
    table, degrees = _parts(weights)
    scale = 1 / np.sqrt(degrees)
    return np.eye(len(table)) - scale[:, None] * table * scale, scale


@second_eigenvector.right_answer
def generalised(weights):
    from scipy.linalg import eigh

    table, degrees = _parts(weights)
    return -3 * eigh(np.diag(degrees) - table, np.diag(degrees))[1][:, 1]


@second_eigenvector.right_answer
def sorted_eig(weights):
    table, degrees = _parts(weights)
    values, vectors = np.linalg.eig(np.eye(len(table)) - table / degrees[:, None])
    return vectors[:, np.argsort(values.real)[1]].real


@second_eigenvector.misconception(
    "That is the eigenvector of the smallest λ, 0: it is constant and parts nothing. Take the next."
)
def smallest(weights):
    return np.ones(weights.shape[0])


@second_eigenvector.misconception(
    "You have z, the eigenvector of the symmetric matrix. Go back to y = D^(−½) z."
)
def not_back(weights):
    return _fixed(np.linalg.eigh(_normalised(weights)[0])[1][:, 1])


@second_eigenvector.misconception(
    "Your eigenvalues are not in the order you think: this is the second largest. Sort by λ."
)
def from_the_other_end(weights):
    laplacian, scale = _normalised(weights)
    return _fixed(scale * np.linalg.eigh(laplacian)[1][:, -2])


@second_eigenvector.misconception(
    "This is an eigenvector of D − W alone. D stands on the right-hand side as well."
)
def unnormalised(weights):
    table, degrees = _parts(weights)
    return _fixed(np.linalg.eigh(np.diag(degrees) - table)[1][:, 1])


@second_eigenvector.misconception(
    "This is the third smallest. Count from 0: the second is column 1."
)
def third(weights):
    laplacian, scale = _normalised(weights)
    return _fixed(scale * np.linalg.eigh(laplacian)[1][:, 2])


@second_eigenvector.misconception("You went back with D^(−1). z and y differ by D^(−½).")
def back_twice(weights):
    laplacian, scale = _normalised(weights)
    return _fixed(scale**2 * np.linalg.eigh(laplacian)[1][:, 1])


@exercise(
    points=3,
    minutes=30,
    core=False,
    returns=["labels"],
    uses=["second_eigenvector", "best_split", "ncut_cost"],
    forbid=FORBID,
    judge={"name": "partition"},
)
def recursive_ncut(weights, max_ncut, min_size):
    labels = np.zeros(weights.shape[0], np.int64)
    parts, count = [np.arange(weights.shape[0])], 0
    while parts:
        part = parts.pop()
        halves = _halves(weights[part][:, part], max_ncut, min_size)
        if halves is None:
            labels[part] = count
            count += 1
        else:
            parts += [part[half] for half in halves]
    return labels


def _halves(inner, max_ncut, min_size):
    """The two sides of a graph's best split, or None where it is not to be split."""
    if inner.shape[0] < 2:
        return None
    side = best_split.reference(inner, second_eigenvector.reference(inner))
    small = min(side.sum(), (~side).sum()) < min_size
    return None if small or ncut_cost.reference(inner, side) >= max_ncut else (side, ~side)


_FOUR = np.array([0, 12.0, 4.5, 0.3, 12.4, 4.9, 17.0, 0.7, 12.6, 5.2, 17.3, 17.7])
_TRIO = np.array([9.0, 0, 0.3, 9.2, 4.5, 0.7, 9.5, 4.9, 5.2, 0.1])


@recursive_ncut.case("four groups, mixed")
def _():
    return dict(weights=on_a_line(_FOUR), max_ncut=0.4, min_size=1)


@recursive_ncut.case("four groups, only the best split is cheap enough")
def _():
    return dict(weights=on_a_line(_FOUR), max_ncut=0.005, min_size=1)


@recursive_ncut.case("three groups, sparse")
def _():
    return dict(weights=csr(on_a_line(_TRIO)), max_ncut=0.4, min_size=2)


@recursive_ncut.case("groups too small to be parted")
def _():
    return dict(weights=on_a_line([0, 0.2, 0.5, 0.7, 5.0, 5.3, 10, 10.2]), max_ncut=0.4, min_size=3)


@recursive_ncut.case("four random groups", hidden=True)
def _(rng):
    places = np.repeat([0, 5, 12, 17], 4) + rng.uniform(0, 0.8, 16)
    return dict(weights=on_a_line(rng.permutation(places)), max_ncut=0.4, min_size=1)


@recursive_ncut.right_answer
def recursive(weights, max_ncut, min_size):
    halves = _halves(weights, max_ncut, min_size)
    labels = np.zeros(weights.shape[0], int)
    if halves is not None:
        for half in halves:
            part = recursive(weights[half][:, half], max_ncut, min_size)
            labels[half] = part + labels.max() + 1
    return labels


@recursive_ncut.right_answer
def other_numbers(weights, max_ncut, min_size):
    return 50 - 7 * recursive_ncut.reference(weights, max_ncut, min_size)


@recursive_ncut.misconception(
    "Labels of deeper splits land on the wrong vertices: a part's indices count inside the part. "
    "Map them back to the whole graph."
)
def local_indices(weights, max_ncut, min_size):
    labels = np.zeros(weights.shape[0], np.int64)
    parts, count = [np.arange(weights.shape[0])], 0
    graphs = [weights]
    while parts:
        part, inner = parts.pop(), graphs.pop()
        halves = _halves(inner, max_ncut, min_size)
        if halves is None:
            labels[part] = count
            count += 1
        else:
            parts += [np.flatnonzero(half) for half in halves]
            graphs += [inner[half][:, half] for half in halves]
    return labels


def _walk(weights, max_ncut, min_size, follow):
    """Splits again only those halves that `follow` takes of (first, second)."""
    halves = _halves(weights, max_ncut, min_size)
    labels = np.zeros(weights.shape[0], int)
    if halves is not None:
        for number, half in enumerate(halves):
            inner = weights[half][:, half]
            own = _walk(inner, max_ncut, min_size, follow) if number in follow else 0
            labels[half] = own + labels.max() + 1
    return labels


@recursive_ncut.misconception("You go on with one side of each split only. Both may split again.")
def one_side(weights, max_ncut, min_size):
    return _walk(weights, max_ncut, min_size, (0,))


@recursive_ncut.misconception("You split once. Each side is to be split again while that is cheap.")
def once(weights, max_ncut, min_size):
    return _walk(weights, max_ncut, min_size, ())


@recursive_ncut.misconception("You do not look at min_size: both sides must have so many vertices.")
def any_size(weights, max_ncut, min_size):
    return _walk(weights, max_ncut, 1, (0, 1))


@recursive_ncut.misconception("You do not look at max_ncut: a part whose best split is dear stays.")
def any_cost(weights, max_ncut, min_size):
    return _walk(weights, np.inf, min_size, (0, 1))


@recursive_ncut.misconception("You never split: a split is made when its NCut is BELOW max_ncut.")
def never(weights, max_ncut, min_size):
    return np.zeros(weights.shape[0], int)
