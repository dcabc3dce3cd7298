"""What the cut explorer knows and does, without any screen: graph, eigenvectors, cuts, splits."""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from course_lib.graphs import MinCut, global_min_cut, ncut_eigenvectors, pixel_order
from course_lib.graphs.cuts import degrees
from course_lib.widgets.cut_curves import Curve, library_curve, own_curve, rayleigh_quotient
from course_lib.widgets.cut_functions import CutFunctions
from course_lib.widgets.cut_splits import Splits
from course_lib.widgets.student_functions import StudentProblem

VECTORS = 3


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


class Cuts:
    """Everything about one graph, each part computed when it is first asked for.

    What goes wrong is raised: StudentProblem for a student's function.

    Parameters
    ----------
    gray : (H, W) float64, 0 to 1.
    settings : CutSettings.
    functions : CutFunctions.
    """

    def __init__(
        self, gray: NDArray[np.float64], settings: CutSettings, functions: CutFunctions
    ) -> None:
        self.gray, self.settings, self.functions = gray, settings, functions
        self._regions: dict[float, NDArray[np.int64]] = {}

    @cached_property
    def weights(self) -> sparse.csr_array:
        """(N, N) CSR, N = H W."""
        return self.functions.weights(self.gray, **vars(self.settings))

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
        if "eigenvector" in self.functions.names:
            vectors[0] = self.functions.vector(matrix)
            values[0] = rayleigh_quotient(matrix, vectors[0])
        first = own_curve(matrix, vectors[0], values[0], self.functions)
        rest = zip(vectors[1:], values[1:], strict=True)
        return [first, *(library_curve(matrix, vector, value) for vector, value in rest)]

    @cached_property
    def min_cut(self) -> MinCut:
        """The cheapest cut of all."""
        return global_min_cut(self.weights)

    @cached_property
    def splits(self) -> Splits:
        """The tree of splits, which grows as far as it is asked to."""
        return Splits(self.weights, self.functions, self._order)

    def regions(self, max_ncut: float) -> NDArray[np.int64]:
        """(N,) labels from the student's recursive splits."""
        if max_ncut not in self._regions:
            self._regions[max_ncut] = self.functions.regions(
                self.weights, max_ncut, self.splits.least
            )
        return self._regions[max_ncut]

    @property
    def _order(self) -> NDArray[np.int64] | None:
        height, width = self.gray.shape
        return pixel_order(height, width, self.settings.radius)


class CutModel:
    """A picture's graph, with settings that change; whatever goes wrong is a sentence.

    Parameters
    ----------
    gray : (H, W) float64, 0 to 1, at least two pixels.
    functions : CutFunctions, a student's where they are given.
    first : values of CutSettings to begin with.
    most : largest radius.

    Raises
    ------
    ValueError
        When a value to begin with is not allowed.
    """

    def __init__(
        self,
        gray: NDArray[np.float64],
        functions: CutFunctions,
        first: Mapping[str, Any] | None = None,
        *,
        most: float = 10.0,
    ) -> None:
        self.gray, self.most, self.functions = gray, most, functions
        self.first = CutSettings().changed(first, most)
        self.cuts = Cuts(gray, self.first, functions)

    def use(self, values: Mapping[str, Any] | None) -> Cuts:
        """The graph with these settings; it is kept while they stay."""
        settings = self.cuts.settings.changed(values, self.most)
        if settings != self.cuts.settings:
            self.cuts = Cuts(self.gray, settings, self.functions)
        return self.cuts

    def tried(self, action: Callable[[], Any]) -> tuple[Any, str]:
        """What the action gives and "", or None and the sentence of what went wrong."""
        try:
            return action(), ""
        except (StudentProblem, ValueError, TypeError, ArithmeticError) as problem:
            text = " ".join(str(problem).split()) or type(problem).__name__
            return None, text if text.endswith((".", "?")) else text + "."
