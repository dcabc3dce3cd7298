"""k-means: the two half steps, the error they lower, and a fast engine that runs to the end.

Lloyd's algorithm as in the lecture: assign every point to its nearest mean, move every mean to the
mean of its points, until all means move less than epsilon. Points are rows of numbers of any
dimension: colours, colours with positions, depth, texture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.clustering.arguments import (
    check_integer,
    check_labels,
    check_means,
    check_number,
    check_table,
)
from course_lib.clustering.nearest import (
    Assigner,
    nearest_exact,
    squared_error_of,
    sum_by_label,
    threads,
)

SMALL = 2**16  # distances (points x means); for fewer the plain formula is faster


@dataclass(frozen=True)
class KMeansResult:
    """What `run_kmeans` found.

    Attributes
    ----------
    labels : (N,) int64, the assignment to the returned means.
    means : (k, d) float64.
    steps : int, number of updates, the last one included.
    errors : (steps + 1,) float64, within-cluster squared error after each assignment; the last one
        belongs to `labels` and `means`.
    converged : bool, False when `max_steps` ended the run.
    """

    labels: NDArray[np.int64]
    means: NDArray[np.float64]
    steps: int
    errors: NDArray[np.float64]
    converged: bool


def nearest_means(points: ArrayLike, means: ArrayLike) -> NDArray[np.int64]:
    """Number of the nearest mean of every point, in L2; the lowest on ties.

    Parameters
    ----------
    points : (N, d) real numbers.
    means : (k, d) real numbers.

    Returns
    -------
    (N,) int64

    Raises
    ------
    TypeError, ValueError
        When an argument is not a table of finite numbers, or the features do not match.

    Examples
    --------
    >>> nearest_means([[0.0], [2.0], [5.0]], [[0.0], [4.0]])
    array([0, 0, 1])
    """
    points = check_table(points, "points")
    means = check_means(means, points.shape[1])
    if len(points) * len(means) <= SMALL:
        return nearest_exact(np.ascontiguousarray(points.T), means)
    with threads(len(points)) as share:
        return Assigner(points, share).assign(means)


def cluster_means(points: ArrayLike, labels: ArrayLike, means: ArrayLike) -> NDArray[np.float64]:
    """Mean of the points of each cluster; an empty cluster keeps its mean.

    Parameters
    ----------
    points : (N, d) real numbers.
    labels : (N,) integers from 0 to k - 1.
    means : (k, d) real numbers, what empty clusters keep.

    Returns
    -------
    (k, d) float64

    Examples
    --------
    >>> cluster_means([[0.0], [2.0]], [0, 0], [[9.0], [7.0]])
    array([[1.],
           [7.]])
    """
    points = check_table(points, "points")
    means = check_means(means, points.shape[1])
    labels = check_labels(labels, len(points), len(means))
    counts = np.bincount(labels, minlength=len(means))
    return _divide(sum_by_label(points.T, labels, len(means)), counts, means)


def squared_error(points: ArrayLike, labels: ArrayLike, means: ArrayLike) -> float:
    """Within-cluster squared error: the sum of squared distances of points to their means.

    Parameters
    ----------
    points : (N, d) real numbers.
    labels : (N,) integers from 0 to k - 1.
    means : (k, d) real numbers.

    Examples
    --------
    >>> squared_error([[0.0], [2.0]], [0, 0], [[1.0]])
    2.0
    """
    points = check_table(points, "points")
    means = check_means(means, points.shape[1])
    labels = check_labels(labels, len(points), len(means))
    return squared_error_of(points.T, labels, means)


def run_kmeans(
    points: ArrayLike, means: ArrayLike, *, epsilon: float = 0.5, max_steps: int = 100
) -> KMeansResult:
    """Assign and update until every mean moved less than epsilon.

    Parameters
    ----------
    points : (N, d) real numbers.
    means : (k, d) real numbers, where to start.
    epsilon : in the unit of the features (grey levels for colours); the run ends when every mean
        moved less than this in L2. With 0 it runs to `max_steps`.
    max_steps : most updates, at least 1.

    Returns
    -------
    KMeansResult

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.

    Notes
    -----
    S. Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory, 1982.
    The lecture's pseudocode stops one assignment earlier; here labels belong to the returned means.

    Examples
    --------
    >>> result = run_kmeans([[0.0], [1.0], [9.0]], [[0.0], [1.0]])
    >>> result.means.ravel(), result.labels, result.steps
    (array([0.5, 9. ]), array([0, 0, 1]), 3)
    """
    points = check_table(points, "points")
    means = check_means(means, points.shape[1]).copy()
    epsilon = check_number(epsilon, "epsilon")
    max_steps = check_integer(max_steps, "max_steps", 1)
    with threads(len(points)) as share:
        return _run(Assigner(points, share), means, epsilon, max_steps)


def _run(
    assigner: Assigner, means: NDArray[np.float64], epsilon: float, max_steps: int
) -> KMeansResult:
    errors = []
    steps, converged = 0, False
    while True:
        assigner.assign(means)
        errors.append(assigner.error())
        if converged or steps == max_steps:
            break
        new = _divide(assigner.sums, assigner.counts, means)
        converged = bool(_moved(new, means) < epsilon)
        steps += 1
        if converged or steps == max_steps:
            # What is returned shall not carry the rounding errors of many steps.
            assigner.recount()
            new = _divide(assigner.sums, assigner.counts, means)
        means = new
    return KMeansResult(assigner.labels, means, steps, np.array(errors), converged)


def _divide(
    sums: NDArray[np.float64], counts: NDArray[np.int64], means: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Means from sums, where there is something to divide."""
    full = counts[:, None] > 0
    return np.where(full, sums / np.maximum(counts, 1)[:, None], means)


def _moved(new: NDArray[np.float64], old: NDArray[np.float64]) -> float:
    """Longest way of any mean, in L2."""
    return float(np.sqrt(((new - old) ** 2).sum(axis=1)).max())
