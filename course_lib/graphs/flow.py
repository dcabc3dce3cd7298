"""The cheapest cut between two given sets of vertices, by maximum flow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse import csgraph

from course_lib.graphs.arguments import Weights, check_vertices, check_weights
from course_lib.graphs.cuts import cut_value

LARGEST_CAPACITY = 2**30 - 1  # SciPy's flows are int32, and a residual is up to twice a capacity


@dataclass(frozen=True)
class MinCut:
    """A cheapest cut.

    Attributes
    ----------
    side : (N,) bool, True on the side of the source, or on the smaller side where none was given.
    cost : sum of the weights between the sides, each edge once.
    error : the cheapest cut costs at least cost - error. Above 0 only where weights had to be
        rounded to whole capacities.
    """

    side: NDArray[np.bool_]
    cost: float
    error: float


def min_cut(weights: Weights, source: ArrayLike, sink: ArrayLike) -> MinCut:
    """Cheapest cut that has all of `source` on one side and all of `sink` on the other.

    Parameters
    ----------
    weights : (N, N) symmetric, dense or sparse, not negative.
    source, sink : a vertex, or several such as the pixels under a stroke; without a common one.

    Returns
    -------
    MinCut
        Its side holds the vertices that the source still reaches when the flow is largest: the
        smallest of the cheapest sides.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.

    Notes
    -----
    L. Ford and D. Fulkerson, "Maximal flow through a network", 1956. Several vertices are merged
    into one. SciPy wants whole capacities: weights that are whole already stay as they are; others
    are scaled up and rounded.

    Examples
    --------
    >>> cut = min_cut([[0, 3, 0], [3, 0, 1], [0, 1, 0]], 0, 2)
    >>> cut.side, cut.cost, cut.error
    (array([ True,  True, False]), 1.0, 0.0)
    """
    matrix = check_weights(weights)
    size = matrix.shape[0]
    source = check_vertices(source, size, "source")
    sink = check_vertices(sink, size, "sink")
    both = np.intersect1d(source, sink)
    if both.size:
        raise ValueError(f"sink must not hold a vertex of source, got {both[0]} in both")
    group = np.full(size, -1)
    group[source], group[sink] = 0, 1
    free = group < 0
    group[free] = 2 + np.arange(free.sum())
    merged = merge_vertices(matrix, group, 2 + int(free.sum()))
    capacities, scale = _capacities(merged)
    flow = csgraph.maximum_flow(capacities, 0, 1).flow
    left = (sparse.csr_array(capacities) - sparse.csr_array(flow)).tocsr()
    left.data[left.data < 0] = 0
    left.eliminate_zeros()
    reached = csgraph.breadth_first_order(left, 0, return_predecessors=False)
    side = np.isin(group, reached)
    # Each weight was moved by at most half a unit, and so was each of the two cuts compared.
    error = 0.0 if scale == 1 else sparse.triu(merged, 1).nnz / scale
    return MinCut(side, cut_value(matrix, side), error)


def merge_vertices(
    matrix: sparse.csr_array, group: NDArray[np.int64], groups: int
) -> sparse.csr_array:
    """The graph of groups of vertices: weights between two groups added, those inside dropped."""
    rows = group[np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))]
    columns = group[matrix.indices]
    between = (rows != columns) & (matrix.data > 0)
    entries = (matrix.data[between], (rows[between], columns[between]))
    return sparse.coo_array(entries, shape=(groups, groups)).tocsr()


def _capacities(merged: sparse.csr_array) -> tuple[sparse.csr_array, float]:
    """Weights as whole int32 capacities, and what they were multiplied by."""
    data = merged.data
    whole = data.size == 0 or (data.max() <= LARGEST_CAPACITY and (data == np.rint(data)).all())
    scale = 1.0
    if not whole:
        # No more can flow than leaves the source or enters the sink; cutting weights down to that
        # changes no cheapest cut, and leaves more digits for the small ones.
        most = max(min(merged[[0]].sum(), merged[[1]].sum()), np.finfo(float).tiny)
        data = np.minimum(data, most)
        scale = float(LARGEST_CAPACITY / data.max())
    capacities = np.rint(data * scale).astype(np.int32)
    return sparse.csr_array((capacities, merged.indices, merged.indptr), merged.shape), scale
