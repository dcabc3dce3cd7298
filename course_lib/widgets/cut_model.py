"""What the cut explorer knows and does, without any screen: graph, eigenvectors, cuts, splits."""

from __future__ import annotations

import heapq
import math
import numbers
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from course_lib.graphs import (
    MinCut,
    global_min_cut,
    ncut_eigenvectors,
    ncut_value,
    pixel_graph,
    pixel_order,
    split_tree,
    threshold_split,
)
from course_lib.graphs.arguments import check_side, check_values, check_weights
from course_lib.graphs.cuts import degrees
from course_lib.widgets.stepper_model import StudentProblem, guarded, name_of

VECTORS = 3
MOST_REGIONS = 8  # as many as there are colours that everybody tells apart
NO_LIMIT = 2.0  # no normalised cut costs more


@dataclass(frozen=True)
class CutSettings:
    """How a picture becomes a graph.

    Attributes
    ----------
    sigma_intensity : width of the brightness, which goes from 0 to 1.
    sigma_space : width of the distance, in pixels of the graph.
    radius : pixels nearer than this are joined.
    """

    sigma_intensity: float = 0.1
    sigma_space: float = 4.0
    radius: float = 5.0

    def changed(self, values: Mapping[str, Any] | None, most: float) -> CutSettings:
        """The settings with some values replaced; raises what is wrong with one as a sentence."""
        known = {**vars(self)}
        limits = {"sigma_intensity": (0.001, 10), "sigma_space": (0.1, 1000), "radius": (1.1, most)}
        for name, value in dict(values or {}).items():
            if name not in known:
                continue
            low, high = limits[name]
            real = isinstance(value, numbers.Real) and not isinstance(value, bool)
            if not real or not (math.isfinite(value) and low <= value <= high):
                raise ValueError(f"{name} must be a number from {low} to {high}, got {value!r}")
            known[name] = float(value)
        return CutSettings(**known)


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
    """

    vector: NDArray[np.float32]
    value: float
    cut: NDArray[np.float32]
    volume: NDArray[np.float32]
    threshold: float | None
    ncut: float
    side: NDArray[np.bool_]


@dataclass
class Region:
    """A node of the tree of splits: vertices, cost of its own split, and who came of it."""

    parent: int | None
    vertices: NDArray[np.int64]
    ncut: float = math.inf
    children: tuple[int, ...] = ()


@dataclass(frozen=True)
class Functions:
    """A student's own functions, guarded, and their names; None where the course's are used."""

    affinity: Callable | None = None
    eigenvector: Callable | None = None
    split: Callable | None = None

    @classmethod
    def of(cls, **functions: Callable | None) -> tuple[Functions, dict[str, str]]:
        """Guarded functions, and the names of those that were given."""
        given = {role: function for role, function in functions.items() if function is not None}
        names = {role: name_of(function, role) for role, function in given.items()}
        return cls(**{role: guarded(function, role) for role, function in given.items()}), names


class Cuts:
    """Everything about one graph, each part computed when it is first asked for.

    What goes wrong is raised: StudentProblem for a student's function.

    Parameters
    ----------
    gray : (H, W) float64, 0 to 1.
    settings : CutSettings.
    functions, names : as `Functions.of` gives them.
    """

    def __init__(
        self,
        gray: NDArray[np.float64],
        settings: CutSettings,
        functions: Functions,
        names: Mapping[str, str],
    ) -> None:
        self.gray, self.settings, self._own, self._names = gray, settings, functions, names
        self.tree_problem = ""

    @cached_property
    def weights(self) -> sparse.csr_array:
        """(N, N) CSR, N = H W."""
        s = self.settings
        if self._own.affinity is None:
            return pixel_graph(
                self.gray,
                sigma_features=s.sigma_intensity,
                sigma_space=s.sigma_space,
                radius=s.radius,
            )
        result = self._own.affinity(self.gray.copy(), s.sigma_intensity, s.sigma_space, s.radius)
        matrix = self._checked("affinity", check_weights, result)
        if matrix.shape[0] != self.gray.size:
            raise StudentProblem(
                f"{self._names['affinity']} returned weights of shape {matrix.shape}: "
                f"{self.gray.shape[0]} × {self.gray.shape[1]} pixels need ({self.gray.size}, "
                f"{self.gray.size})."
            )
        if matrix.nnz == 0 or matrix.data.max() == 0:
            raise StudentProblem(f"{self._names['affinity']} returned a graph without edges.")
        return matrix

    @cached_property
    def degrees(self) -> NDArray[np.float64]:
        """(N,) sums of the weights' rows."""
        return degrees(self.weights)

    @cached_property
    def edges(self) -> int:
        """Number of pairs of different pixels that are joined."""
        return int(sparse.triu(self.weights, 1).count_nonzero())

    def row(self, pixel: int) -> NDArray[np.float64]:
        """(N,) weights of one pixel's edges."""
        return self.weights[[pixel]].toarray().ravel()

    @cached_property
    def curves(self) -> list[Curve]:
        """Second to fourth eigenvector, fewer in a very small graph."""
        matrix = self.weights
        count = min(VECTORS, int((self.degrees > 0).sum()) - 1)
        found = ncut_eigenvectors(matrix, count, order=self._order)
        vectors = list(found.vectors.T)
        values = [float(value) for value in found.values]
        if self._own.eigenvector is not None:
            vectors[0] = self._vector(matrix)
            values[0] = rayleigh_quotient(matrix, vectors[0])
        return [
            self._curve(vector, value, number == 0)
            for number, (vector, value) in enumerate(zip(vectors, values, strict=True))
        ]

    @cached_property
    def min_cut(self) -> MinCut:
        """The cheapest cut of all."""
        return global_min_cut(self.weights)

    @cached_property
    def tree(self) -> list[Region]:
        """Splits of splits, cheapest first; split s made the nodes 2 s - 1 and 2 s."""
        least = max(2, self.gray.size // 100)
        if self._own.eigenvector is None and self._own.split is None:
            found = split_tree(
                self.weights,
                max_ncut=NO_LIMIT,
                min_size=least,
                max_regions=MOST_REGIONS,
                order=self._order,
            )
            return [Region(n.parent, n.vertices, n.ncut, n.children) for n in found.nodes]
        return self._grown(least)

    @property
    def _order(self) -> NDArray[np.int64] | None:
        height, width = self.gray.shape
        return pixel_order(height, width, self.settings.radius)

    def _curve(self, vector: NDArray[np.float64], value: float, first: bool) -> Curve:
        """All thresholds on a vector; the first one may be split by the student's function."""
        short = vector.astype(np.float32)
        cut, volume = prefix_cuts(self.weights, short)
        if first and self._own.split is not None:
            side = self._side(self.weights, vector)
            above, below = short[side].min(initial=np.inf), short[~side].max(initial=-np.inf)
            middle = float(above + below) / 2 if -np.inf < below < above < np.inf else None
            return Curve(short, value, cut, volume, middle, ncut_value(self.weights, side), side)
        split = threshold_split(self.weights, short)
        return Curve(short, value, cut, volume, split.threshold, split.ncut, split.side)

    def _grown(self, least: int) -> list[Region]:
        """The tree with a student's functions; ends with a sentence where one fails."""
        nodes: list[Region] = []
        sides: dict[int, NDArray[np.bool_]] = {}
        waiting: list[tuple[float, int]] = []

        def look(parent: int | None, vertices: NDArray[np.int64]) -> None:
            node = Region(parent, vertices)
            nodes.append(node)
            if len(vertices) < 2 * least:
                return
            part = self.weights[vertices][:, vertices]
            side = self._side(part, self._vector(part))
            if min(side.sum(), (~side).sum()) >= least:
                node.ncut = ncut_value(part, side)
                sides[len(nodes) - 1] = side
                heapq.heappush(waiting, (node.ncut, len(nodes) - 1))

        look(None, np.arange(self.gray.size))
        try:
            while waiting and (len(nodes) + 1) // 2 < MOST_REGIONS:
                _, number = heapq.heappop(waiting)
                node, side = nodes[number], sides[number]
                node.children = len(nodes), len(nodes) + 1
                for vertices in (node.vertices[~side], node.vertices[side]):
                    look(number, vertices)
        except (StudentProblem, ArithmeticError, ValueError) as problem:
            self.tree_problem = f"The splits end here. {problem}"
            if len(nodes) % 2 == 0:  # the sister of the one that failed
                parent = nodes[-1].parent
                nodes.append(Region(parent, np.setdiff1d(nodes[parent].vertices, vertices)))
        return nodes

    def _vector(self, part: sparse.csr_array) -> NDArray[np.float64]:
        if self._own.eigenvector is None:
            return ncut_eigenvectors(part, 1).vectors[:, 0]
        result = self._own.eigenvector(part.copy())
        return self._checked("eigenvector", check_values, result, part.shape[0])

    def _side(self, part: sparse.csr_array, vector: NDArray[np.float64]) -> NDArray[np.bool_]:
        if self._own.split is None:
            return threshold_split(part, vector).side
        result = self._own.split(part.copy(), vector.copy())
        return self._checked("split", check_side, result, part.shape[0])

    def _checked(self, role: str, check: Callable, result: Any, *more: int) -> Any:
        """The clean result, or the check's sentence with the student's name for the function."""
        try:
            if check is check_values:
                return check(result, *more, "what")
            return check(result, *more)
        except (TypeError, ValueError) as error:
            text = str(error).partition(" ")[2]
            raise StudentProblem(f"What {self._names[role]} returns {text}.") from None


class CutModel:
    """A picture's graph, with settings that change; whatever goes wrong is a sentence.

    Parameters
    ----------
    gray : (H, W) float64, 0 to 1, at least two pixels.
    affinity, eigenvector, split : a student's functions, or None.
    most : largest radius.
    """

    def __init__(
        self,
        gray: NDArray[np.float64],
        *,
        affinity: Callable | None = None,
        eigenvector: Callable | None = None,
        split: Callable | None = None,
        most: float = 10.0,
    ) -> None:
        self.gray, self.most = gray, most
        self._functions, self.names = Functions.of(
            affinity=affinity, eigenvector=eigenvector, split=split
        )
        self.cuts = Cuts(gray, CutSettings(), self._functions, self.names)

    def use(self, values: Mapping[str, Any] | None) -> Cuts:
        """The graph with these settings; it is kept while they stay."""
        settings = self.cuts.settings.changed(values, self.most)
        if settings != self.cuts.settings:
            self.cuts = Cuts(self.gray, settings, self._functions, self.names)
        return self.cuts

    def tried(self, action: Callable[[], Any]) -> tuple[Any, str]:
        """What the action gives and "", or None and the sentence of what went wrong."""
        try:
            return action(), ""
        except (StudentProblem, ValueError, TypeError, ArithmeticError) as problem:
            text = " ".join(str(problem).split()) or type(problem).__name__
            return None, text if text.endswith((".", "?")) else text + "."


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
