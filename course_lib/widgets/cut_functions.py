"""What a graph is made and cut with: the course's engines, or a student's own functions."""

from __future__ import annotations

import numbers
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from course_lib.graphs import ncut_eigenvectors, ncut_value, pixel_graph, threshold_split
from course_lib.graphs.arguments import check_labels, check_side, check_values, check_weights
from course_lib.widgets.arguments import check_function
from course_lib.widgets.student_functions import StudentProblem, guarded, name_of

SIGNATURES = {
    "affinity": "(gray, sigma_intensity, sigma_space, radius)",
    "eigenvector": "(weights)",
    "split": "(weights, y)",
    "ncut": "(weights, side)",
    "recursive": "(weights, max_ncut, min_size)",
}


class CutFunctions:
    """Each part by the student's function where there is one; what it returns is checked.

    What goes wrong in a student's function is raised as StudentProblem, one sentence with the name
    of the function.

    Parameters
    ----------
    functions : role -> function or None; the roles are the keys of SIGNATURES.

    Attributes
    ----------
    names : role -> name of the student's function, for those that were given.

    Raises
    ------
    ValueError
        When something else than a function or None is given.
    """

    def __init__(self, **functions: Callable | None) -> None:
        for role, function in functions.items():
            check_function(function, role, SIGNATURES[role])
        given = {role: function for role, function in functions.items() if function is not None}
        self.names = {role: name_of(function, role) for role, function in given.items()}
        self._own = {role: guarded(function, role) for role, function in given.items()}

    def weights(
        self, gray: NDArray[np.float64], sigma_intensity: float, sigma_space: float, radius: float
    ) -> sparse.csr_array:
        """(N, N) CSR of a picture (H, W) from 0 to 1, N = H W."""
        if "affinity" not in self._own:
            return pixel_graph(
                gray, sigma_features=sigma_intensity, sigma_space=sigma_space, radius=radius
            )
        result = self._own["affinity"](gray.copy(), sigma_intensity, sigma_space, radius)
        matrix = self._checked("affinity", check_weights, result)
        if matrix.shape[0] != gray.size:
            raise StudentProblem(
                f"{self.names['affinity']} returned weights of shape {matrix.shape}: "
                f"{gray.shape[0]} × {gray.shape[1]} pixels need ({gray.size}, {gray.size})."
            )
        if matrix.nnz == 0 or matrix.data.max() == 0:
            raise StudentProblem(f"{self.names['affinity']} returned a graph without edges.")
        return matrix

    def vector(self, part: sparse.csr_array) -> NDArray[np.float64]:
        """(n,) second eigenvector of a graph."""
        if "eigenvector" not in self._own:
            return ncut_eigenvectors(part, 1).vectors[:, 0]
        result = self._own["eigenvector"](part.copy())
        return self._checked("eigenvector", check_values, result, part.shape[0], "what")

    def side(self, part: sparse.csr_array, vector: NDArray[np.float64]) -> NDArray[np.bool_]:
        """(n,) bool: the best split by a vector (n,)."""
        if "split" not in self._own:
            return threshold_split(part, vector).side
        result = self._own["split"](part.copy(), vector.copy())
        return self._checked("split", check_side, result, part.shape[0])

    def ncut(self, part: sparse.csr_array, side: NDArray[np.bool_]) -> float:
        """NCut of a side, inf where it has no value."""
        if "ncut" not in self._own:
            return ncut_value(part, side)
        return self._checked("ncut", _check_cost, self._own["ncut"](part.copy(), side.copy()))

    def regions(self, weights: sparse.csr_array, max_ncut: float, least: int) -> NDArray[np.int64]:
        """(N,) labels from the student's recursive splits, 0 for the largest region."""
        result = self._own["recursive"](weights.copy(), max_ncut, least)
        labels = self._checked("recursive", check_labels, result, weights.shape[0])
        _, labels, sizes = np.unique(labels, return_inverse=True, return_counts=True)
        return np.argsort(np.argsort(-sizes, kind="stable"))[labels.ravel()]

    def _checked(self, role: str, check: Callable, result: Any, *more: Any) -> Any:
        """The clean result, or the check's sentence with the student's name for the function."""
        try:
            return check(result, *more)
        except (TypeError, ValueError) as error:
            text = str(error).partition(" ")[2]
            raise StudentProblem(f"What {self.names[role]} returns {text}.") from None


def _check_cost(value: Any) -> float:
    """Return a cost as float, or raise; inf is one."""
    real = isinstance(value, numbers.Real | np.ndarray) and np.ndim(value) == 0
    if not real or np.isnan(value):
        raise ValueError(f"it must be a number, got {value!r}")
    return float(value)
