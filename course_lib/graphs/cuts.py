"""What a cut costs: cut, association, and the normalised cut of Shi and Malik."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from course_lib.graphs.arguments import Weights, check_labels, check_side, check_weights


def degrees(matrix: sparse.csr_array) -> NDArray[np.float64]:
    """Sum of each row of a CSR matrix."""
    return np.asarray(matrix @ np.ones(matrix.shape[0]))


def cut_value(weights: Weights, side: ArrayLike) -> float:
    """Sum of the weights of the edges between the two sides, each edge once.

    Parameters
    ----------
    weights : (N, N) symmetric, dense or sparse, not negative.
    side : (N,) bool, or a mask of N pixels.

    Examples
    --------
    >>> cut_value([[0, 2, 1], [2, 0, 0], [1, 0, 0]], [True, False, False])
    3.0
    """
    matrix = check_weights(weights)
    side = check_side(side, matrix.shape[0])
    return float((matrix @ (~side).astype(np.float64))[side].sum())


def association(weights: Weights, side: ArrayLike) -> float:
    """assoc(A, V): the sum of the degrees of the vertices of A; an edge inside A counts twice.

    Parameters
    ----------
    weights : (N, N) symmetric, dense or sparse, not negative.
    side : (N,) bool, True for A.

    Examples
    --------
    >>> association([[0, 2, 1], [2, 0, 0], [1, 0, 0]], [True, True, False])
    5.0
    """
    matrix = check_weights(weights)
    side = check_side(side, matrix.shape[0])
    return float(degrees(matrix)[side].sum())


def ncut_value(weights: Weights, side: ArrayLike) -> float:
    """cut(A, B) / assoc(A, V) + cut(A, B) / assoc(B, V); inf where an association is 0.

    Parameters
    ----------
    weights : (N, N) symmetric, dense or sparse, not negative.
    side : (N,) bool, True for A.

    Returns
    -------
    float, 0 to 2 or inf.

    Notes
    -----
    J. Shi and J. Malik, "Normalized cuts and image segmentation", PAMI 2000, equation 2.

    Examples
    --------
    >>> ncut_value([[0, 2, 1], [2, 0, 0], [1, 0, 0]], [True, True, False])
    1.2
    """
    matrix = check_weights(weights)
    side = check_side(side, matrix.shape[0])
    return multiway_value(matrix, side.astype(np.int64), 2)


def multiway_ncut_value(weights: Weights, labels: ArrayLike) -> float:
    """Sum over the groups of cut(A, rest) / assoc(A, V); inf where an association is 0.

    Parameters
    ----------
    weights : (N, N) symmetric, dense or sparse, not negative.
    labels : (N,) integers, any numbering; a number that does not occur is no group.

    Returns
    -------
    float, at most the number of groups, or inf.

    Examples
    --------
    >>> multiway_ncut_value([[0, 2, 1], [2, 0, 0], [1, 0, 0]], [7, 7, 9])
    1.2
    """
    matrix = check_weights(weights)
    names, numbers = np.unique(check_labels(labels, matrix.shape[0]), return_inverse=True)
    return multiway_value(matrix, numbers, len(names))


def multiway_value(matrix: sparse.csr_array, labels: NDArray[np.int64], groups: int) -> float:
    """The same for a checked matrix and labels from 0 to groups - 1."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    between = labels[rows] != labels[matrix.indices]
    cut = np.bincount(labels[rows[between]], matrix.data[between], minlength=groups)
    total = np.bincount(labels, degrees(matrix), minlength=groups)
    if not (total > 0).all():
        return float("inf")
    return float((cut / total).sum())
