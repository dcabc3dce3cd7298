"""The cheapest cut of all, wherever it is: what favours small isolated groups."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from course_lib.graphs.arguments import Weights, check_weights
from course_lib.graphs.cuts import cut_value, degrees
from course_lib.graphs.flow import MinCut, merge_vertices

MOST_VERTICES = 20_000


def global_min_cut(weights: Weights) -> MinCut:
    """Cheapest cut into two sides that are not empty.

    Parameters
    ----------
    weights : (N, N) symmetric, dense or sparse, not negative; N from 2 to 20,000.

    Returns
    -------
    MinCut
        True on the side with fewer vertices (on that without vertex 0 when both have as many).

    Raises
    ------
    TypeError, ValueError
        When `weights` is not what is said above.

    Notes
    -----
    M. Stoer and F. Wagner, "A simple min-cut algorithm", J. ACM 1997: in a maximum adjacency order
    the last vertex alone is a cheapest cut between it and the one before it, so those two may be
    merged. The same holds for each vertex and the one before it within the vertices up to them (H.
    Nagamochi and T. Ibaraki, 1992); so all pairs that are joined at least as strongly as the best
    cut so far costs are merged in one round, and few rounds are needed.

    Examples
    --------
    >>> cut = global_min_cut([[0, 3, 1], [3, 0, 2], [1, 2, 0]])
    >>> cut.side, cut.cost
    (array([False, False,  True]), 3.0)
    """
    matrix = check_weights(weights)
    size = matrix.shape[0]
    if not 2 <= size <= MOST_VERTICES:
        raise ValueError(f"weights must join 2 to {MOST_VERTICES} vertices, got {size}")
    group = np.arange(size)
    graph = merge_vertices(matrix, group, size)
    best, side = np.inf, np.zeros(size, dtype=bool)
    while graph.shape[0] > 1:
        degree = degrees(graph)
        lonely = int(degree.argmin())
        if degree[lonely] < best:
            best, side = float(degree[lonely]), group == lonely
        parts, part = csgraph.connected_components(graph, directed=False)
        if parts > 1:
            best, side = 0.0, part[group] == part[0]
            break
        left, right = _strong_pairs(graph, best)
        pairs = sparse.coo_array((np.ones(len(left)), (left, right)), shape=graph.shape)
        groups, merged = csgraph.connected_components(pairs, directed=False)
        group, graph = merged[group], merge_vertices(graph, merged, groups)
    if 2 * side.sum() > size or (2 * side.sum() == size and side[0]):
        side = ~side
    return MinCut(side, cut_value(matrix, side), 0.0)


def _strong_pairs(
    graph: sparse.csr_array, best: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs that no cut cheaper than `best` parts; at least one.

    `best` is at most the least degree, so that the last pair of the order is always among them.
    """
    rows = np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr))
    heavy = graph.data >= best
    left, right = [rows[heavy]], [graph.indices[heavy]]
    # Maximum adjacency order: next comes the vertex that is joined most strongly to those before.
    joined = np.zeros(graph.shape[0])
    starts, columns, data = graph.indptr.tolist(), graph.indices, graph.data
    vertex, previous = 0, -1
    before, after = [], []
    for _ in range(graph.shape[0]):
        if previous >= 0 and joined[vertex] >= best:
            before.append(previous)
            after.append(vertex)
        pair = previous, vertex
        previous = vertex
        joined[vertex] = -np.inf
        near = slice(starts[vertex], starts[vertex + 1])
        joined[columns[near]] += data[near]
        vertex = int(joined.argmax())
    # The last pair is in by right; rounding may have put its sum a hair below the degree.
    left.append(np.array([*before, pair[0]]))
    right.append(np.array([*after, pair[1]]))
    return np.concatenate(left), np.concatenate(right)
