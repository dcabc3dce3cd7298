"""Splits of splits, one at a time, so that none of them keeps a reader waiting for all."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from course_lib.graphs import growing_tree
from course_lib.widgets.cut_functions import CutFunctions
from course_lib.widgets.student_functions import StudentProblem

MOST_REGIONS = 8  # as many as there are colours that everybody tells apart
NO_LIMIT = 2.0  # no normalised cut costs more


@dataclass
class Region:
    """A node of the tree of splits: vertices, cost of its own split, and who came of it."""

    parent: int | None
    vertices: NDArray[np.int64]
    ncut: float = math.inf
    children: tuple[int, ...] = ()


class Splits:
    """A tree of splits, cheapest first; split s makes the nodes 2 s - 1 and 2 s.

    Parameters
    ----------
    weights : (N, N) CSR.
    functions : CutFunctions, the student's where they are given.
    order : of elimination, for the course's engine.

    Attributes
    ----------
    nodes : list of Region, parents before children.
    done : bool, True when no more splits come.
    problem : one sentence where a student's function failed below the first split, else "".
    """

    def __init__(
        self,
        weights: sparse.csr_array,
        functions: CutFunctions,
        order: NDArray[np.int64] | None,
    ) -> None:
        self.nodes: list[Region] = []
        self.done, self.problem = False, ""
        self._failure: Exception | None = None
        self.least = max(2, weights.shape[0] // 100)  # vertices of a side
        own = {"eigenvector", "split", "ncut"} & set(functions.names)
        self._weights, self._functions = weights, functions
        self._steps = self._own_steps() if own else self._library_steps(order)

    def grow(self, splits: int = MOST_REGIONS) -> list[Region]:
        """The nodes after at least so many splits, if there are so many."""
        if self._failure is not None:
            raise self._failure
        try:
            while not self.done and len(self.nodes) < 2 * splits + 1:
                self.done = next(self._steps, None) is None
        except (StudentProblem, ArithmeticError, ValueError) as failure:
            self._failure = failure
            raise
        return self.nodes

    def labels(self) -> NDArray[np.uint8]:
        """(N,) the number of the leaf that each pixel is in."""
        labels = np.zeros(self._weights.shape[0], dtype=np.uint8)
        for number, node in enumerate(self.nodes):
            if not node.children:
                labels[node.vertices] = number
        return labels

    def _library_steps(self, order: NDArray[np.int64] | None) -> Iterator[bool]:
        trees = growing_tree(
            self._weights,
            max_ncut=NO_LIMIT,
            min_size=self.least,
            max_regions=MOST_REGIONS,
            order=order,
        )
        for tree in trees:
            self.nodes = [Region(n.parent, n.vertices, n.ncut, n.children) for n in tree.nodes]
            yield True

    def _own_steps(self) -> Iterator[bool]:
        """With a student's functions; a failure below the first split is a sentence."""
        sides: dict[int, NDArray[np.bool_]] = {}
        waiting: list[tuple[float, int]] = []
        self._look(None, np.arange(self._weights.shape[0]), sides, waiting)
        yield True
        while waiting and (len(self.nodes) + 1) // 2 < MOST_REGIONS:
            _, number = heapq.heappop(waiting)
            node, side = self.nodes[number], sides[number]
            node.children = len(self.nodes), len(self.nodes) + 1
            both = node.vertices[~side], node.vertices[side]
            try:
                for vertices in both:
                    self._look(number, vertices, sides, waiting)
            except (StudentProblem, ArithmeticError, ValueError) as problem:
                self.problem = f"The splits end here. {problem}"
                waiting.clear()
                if len(self.nodes) % 2 == 0:  # the sister of the one that failed
                    self.nodes.append(Region(number, both[1]))
            yield True

    def _look(
        self,
        parent: int | None,
        vertices: NDArray[np.int64],
        sides: dict[int, NDArray[np.bool_]],
        waiting: list[tuple[float, int]],
    ) -> None:
        """Add a region, and its best split to those that wait."""
        node = Region(parent, vertices)
        self.nodes.append(node)
        if len(vertices) < 2 * self.least:
            return
        whole = len(vertices) == self._weights.shape[0]
        part = self._weights if whole else self._weights[vertices][:, vertices]
        side = self._functions.side(part, self._functions.vector(part))
        if min(side.sum(), (~side).sum()) >= self.least:
            node.ncut = self._functions.ncut(part, side)
            number = len(self.nodes) - 1
            sides[number] = side
            heapq.heappush(waiting, (node.ncut, number))
