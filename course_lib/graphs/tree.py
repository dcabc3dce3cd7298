"""Recursive two-way normalised cuts, as a tree of splits that can be looked at and pruned."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse import csgraph

from course_lib.graphs.arguments import (
    Weights,
    check_integer,
    check_number,
    check_order,
    check_weights,
)
from course_lib.graphs.cuts import degrees
from course_lib.graphs.spectral import ncut_eigenvectors
from course_lib.graphs.split import Split, threshold_split


@dataclass
class SplitNode:
    """A region, and the best split of it that was found.

    Attributes
    ----------
    number : place in `SplitTree.nodes`; 0 is the whole graph.
    parent : number of the region it was split off, None for the whole.
    depth : splits above it.
    vertices : (n,) int64, ascending.
    value : second eigenvalue of the region's own graph, None where nothing can be split. In a
        region of several parts that no edge joins, 0 or that of the largest part.
    vector : (n,) float64, its eigenvector, in the order of `vertices`; None likewise.
    split : the best threshold on it, None likewise.
    children : numbers of the lower and the upper side; empty for a leaf.
    """

    number: int
    parent: int | None
    depth: int
    vertices: NDArray[np.int64]
    value: float | None = None
    vector: NDArray[np.float64] | None = None
    split: Split | None = None
    children: tuple[int, ...] = ()

    @property
    def ncut(self) -> float:
        """Normalised cut of the best split, inf where there is none."""
        return np.inf if self.split is None else self.split.ncut


@dataclass
class SplitTree:
    """All splits of a graph.

    Attributes
    ----------
    size : number of vertices.
    nodes : list of SplitNode, parents before children, in the order in which they were made.
    """

    size: int
    nodes: list[SplitNode] = field(default_factory=list)

    def leaves(self, max_ncut: float = np.inf) -> list[SplitNode]:
        """Regions that remain when only splits below `max_ncut` are made."""
        found, waiting = [], [0]
        while waiting:
            node = self.nodes[waiting.pop()]
            if node.children and node.ncut < max_ncut:
                waiting += node.children
            else:
                found.append(node)
        return sorted(found, key=lambda node: int(node.vertices[0]))

    def labels(self, max_ncut: float = np.inf) -> NDArray[np.int64]:
        """(N,) int64: 0 for the region of vertex 0, and on in the order of first vertices."""
        labels = np.empty(self.size, dtype=np.int64)
        for number, node in enumerate(self.leaves(max_ncut)):
            labels[node.vertices] = number
        return labels


def split_tree(
    weights: Weights,
    *,
    max_ncut: float = 0.1,
    min_size: int = 16,
    max_regions: int = 16,
    thresholds: int = 20,
    order: ArrayLike | None = None,
) -> SplitTree:
    """Split in two again and again, the cheapest split first.

    Degrees are those of the region's own graph. A region is split while its best split costs less
    than `max_ncut` and both sides have `min_size` vertices.

    Parameters
    ----------
    weights : (N, N) symmetric, dense or sparse, not negative.
    max_ncut : a split must cost less, at least 0.
    min_size : fewest vertices of a side, at least 1. Thresholds that leave fewer are not looked at.
    max_regions : stop at so many regions, at least 1.
    thresholds : how many are tried on each eigenvector.
    order : as in `ncut_eigenvectors`.

    Returns
    -------
    SplitTree

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.
    ArithmeticError
        As in `ncut_eigenvectors`.

    Examples
    --------
    >>> blocks = np.kron(np.eye(2), np.ones((3, 3))) + 0.01
    >>> split_tree(blocks, min_size=1).labels()
    array([0, 0, 0, 1, 1, 1])
    """
    *_, tree = growing_tree(
        weights,
        max_ncut=max_ncut,
        min_size=min_size,
        max_regions=max_regions,
        thresholds=thresholds,
        order=order,
    )
    return tree


def growing_tree(
    weights: Weights,
    *,
    max_ncut: float = 0.1,
    min_size: int = 16,
    max_regions: int = 16,
    thresholds: int = 20,
    order: ArrayLike | None = None,
) -> Iterator[SplitTree]:
    """The tree of `split_tree`, one split at a time: for those who show it as it grows.

    Parameters
    ----------
    weights, max_ncut, min_size, max_regions, thresholds, order : as in `split_tree`.

    Yields
    ------
    SplitTree
        The same one each time: first with the whole graph alone, then with two nodes more.

    Raises
    ------
    TypeError, ValueError, ArithmeticError
        As in `split_tree`, when the first tree is asked for.
    """
    matrix = check_weights(weights)
    max_ncut = check_number(max_ncut, "max_ncut")
    min_size = check_integer(min_size, "min_size", 1)
    max_regions = check_integer(max_regions, "max_regions", 1)
    thresholds = check_integer(thresholds, "thresholds", 1)
    size = matrix.shape[0]
    rank = np.empty(size, dtype=np.int64)
    rank[np.arange(size) if order is None else check_order(order, size)] = np.arange(size)

    def look(number: int, parent: int | None, depth: int, vertices: NDArray) -> SplitNode:
        node = SplitNode(number, parent, depth, vertices)
        if len(vertices) < max(2, 2 * min_size):
            return node
        part = matrix if len(vertices) == size else matrix[vertices][:, vertices]
        own = None if order is None else np.argsort(rank[vertices])
        node.value, node.vector = _best_vector(part, own, min_size)
        if node.vector is not None:
            node.split = threshold_split(
                part, node.vector, thresholds=thresholds, min_size=min_size
            )
        return node

    tree = SplitTree(size, [look(0, None, 0, np.arange(size))])
    yield tree
    waiting = [(tree.nodes[0].ncut, 0)]
    regions = 1
    while waiting and regions < max_regions:
        ncut, number = heapq.heappop(waiting)
        if not ncut < max_ncut:
            break
        node = tree.nodes[number]
        side = node.split.side
        for vertices in (node.vertices[~side], node.vertices[side]):
            child = look(len(tree.nodes), number, node.depth + 1, vertices)
            tree.nodes.append(child)
            node.children += (child.number,)
            heapq.heappush(waiting, (child.ncut, child.number))
        regions += 1
        yield tree


def _best_vector(
    part: sparse.csr_array, order: NDArray[np.int64] | None, min_size: int
) -> tuple[float | None, NDArray[np.float64] | None]:
    """An eigenvalue and vector of a region's graph: the second, where the graph hangs together.

    Where it does not, 0 comes several times. The largest part against the rest is then taken, if
    that is a split, and else the largest part's own second vector with 0 for the rest: the few
    pixels of small parts shall not keep a large one from being split.
    """
    parts, labels = csgraph.connected_components(part, directed=False)
    if parts == 1:
        spectrum = ncut_eigenvectors(part, 1, order=order)
        return float(spectrum.values[0]), spectrum.vectors[:, 0]
    inside = labels == np.bincount(labels).argmax()
    if min(inside.sum(), (~inside).sum()) >= min_size and degrees(part)[~inside].sum() > 0:
        return 0.0, inside.astype(np.float64)
    if inside.sum() < 2:
        return None, None  # no edges at all
    if order is not None:
        order = (np.cumsum(inside) - 1)[order[inside[order]]]
    spectrum = ncut_eigenvectors(part[inside][:, inside], 1, order=order)
    vector = np.zeros(part.shape[0])
    vector[inside] = spectrum.vectors[:, 0]
    return float(spectrum.values[0]), vector
