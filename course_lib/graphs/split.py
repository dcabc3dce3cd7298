"""From an eigenvector to two sides: the threshold with the least normalised cut."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from course_lib.graphs.arguments import (
    Weights,
    check_integer,
    check_values,
    check_weights,
)
from course_lib.graphs.cuts import degrees, multiway_value


@dataclass(frozen=True)
class Split:
    """Two sides of a graph by a threshold.

    Attributes
    ----------
    side : (N,) bool, True where the vector is above the threshold.
    ncut : the normalised cut's value; inf when no threshold leaves two sides.
    threshold : the one taken, the first of the best.
    thresholds : (T,) float64, all that were tried, ascending.
    curve : (T,) float64, the normalised cut of each; inf where a side's association is 0, or where
        a side has too few vertices.
    """

    side: NDArray[np.bool_]
    ncut: float
    threshold: float
    thresholds: NDArray[np.float64]
    curve: NDArray[np.float64]


def threshold_split(
    weights: Weights,
    vector: ArrayLike,
    *,
    thresholds: int = 20,
    min_size: int = 1,
) -> Split:
    """Try thresholds on a vector and take the one with the least normalised cut.

    Parameters
    ----------
    weights : (N, N) symmetric, dense or sparse, not negative.
    vector : (N,) one number a vertex, such as the second eigenvector.
    thresholds : how many; evenly between the least and the largest number, without these two.
    min_size : fewest vertices of a side, at least 1.

    Returns
    -------
    Split

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.

    Examples
    --------
    >>> path = [[0, 3, 0], [3, 0, 1], [0, 1, 0]]
    >>> split = threshold_split(path, [0.0, 0.2, 1.0], thresholds=3)
    >>> split.threshold, round(split.ncut, 3), split.side
    (0.25, 1.143, array([False, False,  True]))
    """
    matrix = check_weights(weights)
    vector = check_values(vector, matrix.shape[0], "vector")
    count = check_integer(thresholds, "thresholds", 1)
    least = check_integer(min_size, "min_size", 1)
    tried = np.linspace(vector.min(), vector.max(), count + 2)[1:-1]
    curve = ncut_curve(matrix, vector, tried, least)
    best = int(curve.argmin())
    side = vector > tried[best]
    # The curve adds and subtracts; the value that is handed on is added up by itself.
    ncut = multiway_value(matrix, side.astype(np.int64), 2) if curve[best] < np.inf else np.inf
    return Split(side, float(ncut), float(tried[best]), tried, curve)


def ncut_curve(
    matrix: sparse.csr_array,
    vector: NDArray[np.float64],
    thresholds: NDArray[np.float64],
    least: int = 1,
) -> NDArray[np.float64]:
    """Normalised cut of every threshold in one pass over the edges."""
    count = len(thresholds)
    # How many thresholds lie below each vertex's number: it is on the upper side of so many.
    above = np.searchsorted(thresholds, vector, side="left")
    rows = np.repeat(above, np.diff(matrix.indptr))
    columns = above[matrix.indices]
    crossing = rows < columns  # cut by thresholds number rows to columns - 1; each edge once
    data = matrix.data[crossing]
    change = np.bincount(rows[crossing], data, minlength=count + 1)
    change -= np.bincount(columns[crossing], data, minlength=count + 1)
    cut = np.maximum(np.cumsum(change[:count]), 0)
    lower = np.cumsum(np.bincount(above, degrees(matrix), minlength=count + 1))
    below = np.cumsum(np.bincount(above, minlength=count + 1))
    total, size = lower[-1], below[-1]
    lower, below = lower[:count], below[:count]
    upper = total - lower
    right = (lower > 0) & (upper > 1e-12 * total) & (below >= least) & (size - below >= least)
    curve = np.full(count, np.inf)
    curve[right] = cut[right] / lower[right] + cut[right] / upper[right]
    return curve
