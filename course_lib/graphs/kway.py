"""Many regions at once, from several eigenvectors."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import linalg

from course_lib.graphs.arguments import (
    Weights,
    check_integer,
    check_order,
    check_weights,
)
from course_lib.graphs.cuts import degrees
from course_lib.graphs.spectral import ncut_eigenvectors


def kway_labels(weights: Weights, k: int, *, order: ArrayLike | None = None) -> NDArray[np.int64]:
    """Split a graph into k regions by its first k eigenvectors.

    Each vertex is a point whose coordinates are its entries in the eigenvectors z = D^1/2 y. With
    clear regions the points lie on k lines that stand at right angles. k points that stand for the
    lines are picked by QR with pivoting, the picture is turned so that the lines become axes, and
    every vertex goes to its nearest axis. No random start, no steps.

    Parameters
    ----------
    weights : (N, N) symmetric, dense or sparse, not negative.
    k : regions, 1 to the number of vertices with an edge. A region may stay empty.
    order : as in `ncut_eigenvectors`.

    Returns
    -------
    (N,) int64, numbered in the order of first vertices.

    Raises
    ------
    TypeError, ValueError, ArithmeticError
        As in `ncut_eigenvectors`.

    Notes
    -----
    S. Yu and J. Shi, "Multiclass spectral clustering", ICCV 2003, for what is sought; A. Damle, V.
    Minden and L. Ying, "Simple, direct and efficient multi-way spectral clustering", Information
    and Inference 2019, for how.

    Examples
    --------
    >>> blocks = np.kron(np.eye(3), np.ones((2, 2))) + 0.01
    >>> kway_labels(blocks, 3)
    array([0, 0, 1, 1, 2, 2])
    """
    matrix = check_weights(weights)
    k = check_integer(k, "k", 1)
    if order is not None:
        check_order(order, matrix.shape[0])
    degree = degrees(matrix)
    joined = int((degree > 0).sum())
    if k > max(joined, 1):
        raise ValueError(
            f"k must be at most the number of vertices with an edge, {joined}, got {k}"
        )
    if k == 1:
        return np.zeros(matrix.shape[0], dtype=np.int64)
    later = ncut_eigenvectors(matrix, k - 1, order=order).vectors
    first = np.full(matrix.shape[0], 1 / np.sqrt(degree.sum()))
    points = np.column_stack([first, later]) * np.sqrt(degree)[:, None]
    _, picked = linalg.qr(points.T, mode="r", pivoting=True)
    left, _, right = linalg.svd(points[picked[:k]].T)
    labels = np.abs(points @ (left @ right)).argmax(axis=1)
    return renumber(labels)


def renumber(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same regions, numbered from 0 in the order in which they first come up."""
    _, first, numbers = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[numbers]
