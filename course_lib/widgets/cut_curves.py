"""All cuts of a graph by a threshold on an eigenvector."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from course_lib.graphs import threshold_split
from course_lib.graphs.cuts import degrees
from course_lib.widgets.cut_functions import CutFunctions

DOTS = 20  # thresholds at which a student's own cost is shown


@dataclass(frozen=True)
class Curve:
    """An eigenvector and all cuts by a threshold on it.

    Attributes
    ----------
    vector : (N,) float32.
    value : lambda, or the Rayleigh quotient of a student's vector.
    cut, volume : (N,) float32; entry m - 1 is for the m smallest entries of the vector on one
        side: the weight of the edges to the rest, and the sum of the m vertices' degrees.
    threshold : of the side that was taken; None where no threshold gives this side.
    ncut : what it costs, inf where a side is empty.
    side : (N,) bool.
    dots : (threshold, cost) by a student's own cost function; empty without one.
    """

    vector: NDArray[np.float32]
    value: float
    cut: NDArray[np.float32]
    volume: NDArray[np.float32]
    threshold: float | None
    ncut: float
    side: NDArray[np.bool_]
    dots: tuple[tuple[float, float], ...] = ()


def library_curve(matrix: sparse.csr_array, vector: NDArray[np.float64], value: float) -> Curve:
    """The curve of a vector (N,), split by the course's engine."""
    short = vector.astype(np.float32)
    cut, volume = prefix_cuts(matrix, short)
    split = threshold_split(matrix, short)
    return Curve(short, value, cut, volume, split.threshold, split.ncut, split.side)


def own_curve(
    matrix: sparse.csr_array, vector: NDArray[np.float64], value: float, functions: CutFunctions
) -> Curve:
    """The curve of a vector (N,), split and measured by the student's functions."""
    short = vector.astype(np.float32)
    cut, volume = prefix_cuts(matrix, short)
    dots: list[tuple[float, float]] = []
    if "ncut" in functions.names:
        for threshold in np.linspace(short.min(), short.max(), DOTS + 2)[1:-1]:
            dots.append((float(threshold), functions.ncut(matrix, short > threshold)))
    if "split" in functions.names:
        side = functions.side(matrix, vector)
        above, below = short[side].min(initial=np.inf), short[~side].max(initial=-np.inf)
        threshold = float(above + below) / 2 if -np.inf < below < above < np.inf else None
    else:
        split = threshold_split(matrix, short)
        side, threshold = split.side, split.threshold
    ncut = functions.ncut(matrix, side)
    return Curve(short, value, cut, volume, threshold, ncut, side, tuple(dots))


def prefix_cuts(
    matrix: sparse.csr_array, vector: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Cost of parting the m smallest entries from the rest, and their degrees' sum, m = 1 … N."""
    size = len(vector)
    order = np.argsort(vector, kind="stable")
    rank = np.empty(size, dtype=np.int64)
    rank[order] = np.arange(size)
    rows, columns = np.repeat(rank, np.diff(matrix.indptr)), rank[matrix.indices]
    crossing = rows < columns  # each edge once: parted while m is from rows + 1 to columns
    change = np.bincount(rows[crossing], matrix.data[crossing], minlength=size)
    change -= np.bincount(columns[crossing], matrix.data[crossing], minlength=size)
    cut = np.maximum(np.cumsum(change), 0)
    cut[-1] = 0
    volume = np.cumsum(degrees(matrix)[order])
    return cut.astype(np.float32), volume.astype(np.float32)


def rayleigh_quotient(matrix: sparse.csr_array, vector: NDArray[np.float64]) -> float:
    """y^T (D - W) y / y^T D y: lambda, where y is an eigenvector; NaN for y = 0."""
    degree = degrees(matrix)
    below = float(vector @ (degree * vector))
    return float(vector @ (degree * vector - matrix @ vector)) / below if below > 0 else math.nan
