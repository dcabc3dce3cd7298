"""The eigenvector approximation: second_eigenvector."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.graph_cuts.common import FORBID, csr, graph, on_a_line


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


# Eleven vertices and more: on less, LOBPCG solves another, dense problem.
_UNEVEN = graph(
    11,
    [
        (0, 7, 3), (7, 3, 0.4), (3, 9, 5), (9, 4, 2), (0, 3, 0.2), (3, 4, 1), (4, 1, 6),
        (1, 8, 0.7), (8, 9, 2), (0, 10, 8), (10, 2, 3), (2, 5, 0.9), (5, 6, 4), (6, 0, 1.5),
    ],
)  # fmt: skip
_GROUPS = on_a_line([5.0, 0.0, 0.4, 5.6, 1.1, 6.9, 5.3, 1.5, 0.2, 6.3, 1.9])


@second_eigenvector.case("vertices of very different degree")
def _():
    return dict(weights=_UNEVEN)


_ON_THE_WAY = [3, 8, 0, 10, 5, 1, 6, 9, 2, 7, 4]


@second_eigenvector.case("two groups, mixed")
def _():
    return dict(weights=_GROUPS)


@second_eigenvector.case("a path, sparse")
def _():
    return dict(
        weights=csr(
            graph(11, [(_ON_THE_WAY[i], _ON_THE_WAY[i + 1], 1 + i * i % 7) for i in range(10)])
        )
    )


@second_eigenvector.case("two random groups", hidden=True)
def _(rng):
    places = np.concatenate([rng.uniform(0, 2, 8), rng.uniform(4, 5, 5)])
    return dict(weights=on_a_line(rng.permutation(places)))


@second_eigenvector.case("a random path, sparse", hidden=True)
def _(rng):
    way = rng.permutation(13)
    edges = [(way[i], way[i + 1], weight) for i, weight in enumerate(rng.uniform(0.5, 3, 12))]
    return dict(weights=csr(graph(13, edges)))


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


@second_eigenvector.misconception(
    "You multiplied with D^(½) on the way back, or took the eigenvector of a transposed matrix. "
    "From z = D^½ y follows y = D^(−½) z."
)
def other_way(weights):
    laplacian, scale = _normalised(weights)
    return _fixed(np.linalg.eigh(laplacian)[1][:, 1] / scale)


@second_eigenvector.misconception(
    "You return the signs only. The vector itself is asked for; best_split looks for a threshold."
)
def signs_only(weights):
    return _fixed(np.sign(second_eigenvector.reference(weights)))


@second_eigenvector.misconception(
    "This is the eigenvector of the largest λ. Count from the smallest: the second."
)
def largest(weights):
    laplacian, scale = _normalised(weights)
    return _fixed(scale * np.linalg.eigh(laplacian)[1][:, -1])


@second_eigenvector.misconception(
    "You subtracted the mean. With a constant added y is no eigenvector; only its length is free."
)
def shifted(weights):
    y = second_eigenvector.reference(weights)
    return _fixed(y - y.mean())


@second_eigenvector.misconception("You took absolute values. The signs tell the two sides apart.")
def absolute(weights):
    return np.abs(second_eigenvector.reference(weights))


@second_eigenvector.misconception("You went back with D^(−1). z and y differ by D^(−½).")
def back_twice(weights):
    laplacian, scale = _normalised(weights)
    return _fixed(scale**2 * np.linalg.eigh(laplacian)[1][:, 1])
