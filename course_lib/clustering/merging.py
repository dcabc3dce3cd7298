"""Which points are the same, or near enough to be joined: both without looking at all pairs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, its bits without order: 2^64 over the golden ratio
LINES = 2**16  # distances at a time


def distinct_rows(table: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The different rows of a table.

    Parameters
    ----------
    table : (N, d) float64.

    Returns
    -------
    (n,) numbers of the first of equal rows, ascending; and (N,) which of these each row equals.
    """
    bits = np.ascontiguousarray(table + 0.0).view(np.uint64)  # + 0.0 makes -0 and 0 the same
    keys = np.zeros(len(table), np.uint64)
    for column in bits.T:
        keys ^= column
        keys *= MIX
        keys ^= keys >> np.uint64(29)
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    if not np.array_equal(bits[first[which]], bits):  # two rows with one key: hardly ever
        _, first, which = np.unique(bits, axis=0, return_index=True, return_inverse=True)
        which = which.ravel()  # numpy 2.0 gives it another shape
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return first[order], rank[which]


def joined(points: NDArray[np.float64], reach: float) -> NDArray[np.int64]:
    """Number the chains of points: two at most `reach` apart are in one, and so on from there.

    Parameters
    ----------
    points : (N, d) float64.
    reach : above 0, L2.

    Returns
    -------
    (N,) int64, from 0, in the order in which the chains first appear
    """
    d = points.shape[1]
    # Points in one cell are within reach of each other, so cells are joined in place of points.
    side = reach / np.sqrt(d) * (1 - 1e-6)
    cells = np.floor((points - points.min(axis=0)) / side)
    first, cell_of = distinct_rows(cells)
    # From the middle of a cell to the middle of the next: half a diagonal, the reach, and half one.
    pairs = cKDTree(cells[first]).query_pairs(2 * np.sqrt(d) * (1 + 1e-5), output_type="ndarray")
    pairs = pairs[np.argsort(_apart(cells[first], pairs), kind="stable")]
    # One point of each cell decides most pairs, and all pairs of cells with one point.
    chains = _chained(pairs[_apart(points[first], pairs) <= reach], len(first))
    several = np.bincount(cell_of) > 1
    pairs = pairs[(chains[pairs[:, 0]] != chains[pairs[:, 1]]) & several[pairs].any(axis=1)]
    chains = _chain_more(points, cell_of, pairs, chains, reach)
    _, first, which = np.unique(chains[cell_of], return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[which]


def _apart(points: NDArray[np.float64], pairs: NDArray[np.intp]) -> NDArray[np.float64]:
    """L2 distances of the points of each pair."""
    return np.sqrt(((points[pairs[:, 0]] - points[pairs[:, 1]]) ** 2).sum(axis=1))


def _chained(pairs: NDArray[np.intp], count: int) -> NDArray[np.int32]:
    """(count,): the number of the connected component."""
    graph = coo_array((np.ones(len(pairs), bool), tuple(pairs.T)), shape=(count, count))
    return connected_components(graph, directed=False)[1]


def _chain_more(
    points: NDArray[np.float64],
    cell_of: NDArray[np.intp],
    pairs: NDArray[np.intp],
    chains: NDArray[np.int32],
    reach: float,
) -> NDArray[np.intp]:
    """Chains of cells, after all points were asked of those pairs that are not in one chain yet."""
    order = np.argsort(cell_of, kind="stable")
    ends = np.cumsum(np.bincount(cell_of))
    parent = list(range(int(chains.max()) + 1))

    def root(chain: int) -> int:
        while parent[chain] != chain:
            parent[chain] = parent[parent[chain]]
            chain = parent[chain]
        return chain

    def members(cell: int) -> NDArray[np.float64]:
        return points[order[ends[cell - 1] if cell else 0 : ends[cell]]]

    for cell, other in pairs.tolist():
        one, two = root(chains[cell]), root(chains[other])
        if one != two and _touch(members(cell), members(other), reach):
            parent[one] = two
    return np.array([root(chain) for chain in range(len(parent))])[chains]


def _touch(some: NDArray[np.float64], others: NDArray[np.float64], reach: float) -> bool:
    """Whether any two points of two sets are at most `reach` apart."""
    step = max(1, LINES // len(others))
    for start in range(0, len(some), step):
        part = some[start : start + step]
        if np.sqrt(((part[:, None] - others) ** 2).sum(axis=2).min()) <= reach:
            return True
    return False
