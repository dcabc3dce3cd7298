"""Values that are right in more than one form: sparse matrices, eigenvectors."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_DENSE = 4_000_000
"""Most entries of the dense form of a sparse matrix that is looked at: 2000 rows and columns."""

RESIDUAL = 1e-4  # lets float32 pass; wrong vectors miss it by far in the cases that we make


def sparse_to_dense(value: Any) -> NDArray[Any] | str | None:
    """The numbers of a SciPy sparse matrix; a word for one that is not looked at; None for others.

    Entries that stand twice at one place are added up, as SciPy does. Only SciPy's own classes
    count: a subclass could answer what it likes.
    """
    sparse = sys.modules.get("scipy.sparse")
    kind = type(value)
    if sparse is None or getattr(sparse, kind.__name__, None) is not kind:
        return None
    if not sparse.issparse(value):
        return None
    try:
        return _dense(value)
    except Exception:  # by now its arrays can be anything
        return f"damaged {kind.__name__}"


def _dense(value: Any) -> NDArray[Any] | str:
    kind = type(value)
    if hasattr(kind, "check_format"):  # SciPy's compiled code trusts the indices
        kind.check_format(value, full_check=True)
    table = kind.tocoo(value)
    if table.ndim != 2 or table.data.dtype.kind not in "biuf":
        return f"sparse {kind.__name__} of dtype {table.data.dtype}"
    height, width = table.shape
    if height * width > MAX_DENSE:
        return f"sparse matrix of shape {(height, width)}, too large to look at"
    if min(table.row.min(initial=0), table.col.min(initial=0)) < 0:
        raise IndexError("a negative index would count from the end")
    dense = np.zeros((height, width), table.data.dtype)
    np.add.at(dense, (table.row, table.col), table.data)
    return dense


def same_direction(a: NDArray[Any], b: NDArray[Any], tolerance: float = 1e-4) -> bool:
    """Whether two vectors are equal up to sign and scale."""
    a, b = _scaled(a), _scaled(b)
    length = float(np.linalg.norm(a) * np.linalg.norm(b))
    if not 0 < length < np.inf:
        return bool(np.array_equal(a, b))
    return 1 - abs(float(a @ b)) / length < tolerance**2 / 2 + 1e-12


def eigenvector_fault(weights: Any, want: NDArray[Any], got: NDArray[Any]) -> str:
    """What is wrong with y of (D - W) y = lambda D y; empty if nothing is.

    Judged by its residual and by its Rayleigh quotient, so that sign and scale are free.

    Parameters
    ----------
    weights : (N, N) array, or a pack's ``{"$make": "csr", "dense": …}``.
    want, got : (N,) the reference's vector, whose Rayleigh quotient is right, and the student's.
    """
    table = np.asarray(weights["dense"] if isinstance(weights, dict) else weights, float)
    degree = table.sum(axis=1)
    got = _scaled(got)
    if not np.isfinite(got).all():
        return "holds NaN or infinity, and no eigenvector does"
    size = float(np.linalg.norm(degree * got))
    if size == 0:
        return "is 0 everywhere, and no eigenvector is"
    right, value = (rayleigh(table, np.asarray(y, float)) for y in (want, got))
    residual = float(np.linalg.norm(degree * got - table @ got - value * degree * got)) / size
    if not residual <= RESIDUAL:  # NaN is not small
        return (
            "is no eigenvector of (D − W) y = λ D y: with the best λ, the two sides differ by "
            f"{residual:.2g} of the length of D y"
        )
    if not abs(value - right) <= 1e-3 * max(right, 1e-3):
        return f"is an eigenvector, but of λ = {value:.4g}; the second smallest is {right:.4g}"
    return ""


def _scaled(vector: NDArray[Any]) -> NDArray[np.float64]:
    """A vector with 1 as its largest size, so that no product of huge numbers is infinite."""
    vector = np.asarray(vector, float)
    largest = float(np.abs(vector).max(initial=0.0))
    return vector / largest if 0 < largest < np.inf else vector


def rayleigh(table: NDArray[np.float64], vector: NDArray[np.float64]) -> float:
    """y^T (D - W) y / y^T D y."""
    degree = table.sum(axis=1)
    product = degree * vector - table @ vector
    return float(vector @ product / (vector @ (degree * vector)))
