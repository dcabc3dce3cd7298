"""What the graph functions accept: a check returns the clean value or raises one sentence."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from course_lib.clustering.arguments import check_integer, check_number

__all__ = [
    "Weights",
    "check_features",
    "check_integer",
    "check_labels",
    "check_number",
    "check_order",
    "check_side",
    "check_sigma",
    "check_values",
    "check_vertices",
    "check_weights",
]

Weights = ArrayLike | sparse.sparray | sparse.spmatrix

LARGEST = 1e140  # squares of larger numbers, summed, could overflow float64
ALIKE = 1e-9  # w(i, j) and w(j, i) may differ by this part of the largest weight


def check_weights(weights: Weights, name: str = "weights") -> sparse.csr_array:
    """Return symmetric, finite, non-negative `weights` as canonical float64 CSR, or raise."""
    if not sparse.issparse(weights):
        try:
            weights = np.asarray(weights)
        except (TypeError, ValueError) as error:
            raise TypeError(
                f"{name} must be an (N, N) array or sparse matrix of numbers"
            ) from error
    if weights.dtype.kind not in "buif":
        raise TypeError(
            f"{name} must be an (N, N) array or sparse matrix of real numbers, got dtype "
            f"{weights.dtype}"
        )
    if weights.ndim != 2 or weights.shape[0] != weights.shape[1] or weights.shape[0] == 0:
        raise ValueError(
            f"{name} must be (N, N) with at least one vertex, got shape {weights.shape}"
        )
    matrix = sparse.csr_array(weights, dtype=np.float64)
    if not matrix.has_canonical_format:
        matrix = matrix.copy()
        matrix.sum_duplicates()
    if matrix.nnz == 0:
        return matrix
    low, high = matrix.data.min(), matrix.data.max()
    if not (low >= 0 and high <= LARGEST):
        what = "NaN" if np.isnan(low) else f"{low if low < 0 else high:g}"
        raise ValueError(f"{name} must be finite and not negative, got {what}")
    mirror = matrix.T.tocsr()
    if np.array_equal(mirror.indptr, matrix.indptr) and np.array_equal(
        mirror.indices, matrix.indices
    ):
        difference = np.abs(mirror.data - matrix.data).max()
    else:
        difference = np.abs((mirror - matrix).data).max(initial=0)
    if difference > ALIKE * high:
        raise ValueError(
            f"{name} must be symmetric, got w(i, j) and w(j, i) that differ by {difference:.3g}"
        )
    return matrix


def check_side(side: ArrayLike, vertices: int) -> NDArray[np.bool_]:
    """Return `side` as bool (vertices,), or raise; a picture-shaped mask is read row by row."""
    array = np.asarray(side)
    if array.dtype != np.bool_:
        raise TypeError(f"side must be an array of True and False, got dtype {array.dtype}")
    if array.size != vertices:
        raise ValueError(
            f"side must say True or False for each of {vertices} vertices, got shape {array.shape}"
        )
    return array.ravel()


def check_labels(labels: ArrayLike, vertices: int) -> NDArray[np.int64]:
    """Return `labels` as int64 (vertices,), or raise; a picture is read row by row."""
    array = np.asarray(labels)
    if array.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, got dtype {array.dtype}")
    if array.size != vertices:
        raise ValueError(f"labels must number {vertices} vertices, got shape {array.shape}")
    return array.ravel().astype(np.int64, copy=False)


def check_vertices(value: ArrayLike, vertices: int, name: str) -> NDArray[np.int64]:
    """Return one or more different vertex numbers as int64 (n,), or raise."""
    array = np.atleast_1d(np.asarray(value))
    if array.dtype.kind not in "iu":
        raise TypeError(f"{name} must be a vertex number or a list of them, got {value!r}")
    if array.ndim != 1 or array.size == 0:
        raise ValueError(
            f"{name} must be a vertex number or a list of them, got shape {array.shape}"
        )
    low, high = int(array.min()), int(array.max())
    if low < 0 or high >= vertices:
        raise ValueError(
            f"{name} must lie from 0 to {vertices - 1}, got {low if low < 0 else high}"
        )
    return np.unique(array).astype(np.int64)


def check_values(values: ArrayLike, vertices: int, name: str) -> NDArray[np.float64]:
    """Return one finite float64 number a vertex, or raise."""
    array = np.asarray(values)
    if array.dtype.kind not in "buif":
        raise TypeError(f"{name} must be an array of real numbers, got dtype {array.dtype}")
    if array.size != vertices:
        raise ValueError(
            f"{name} must hold one number for each of {vertices} vertices, got shape {array.shape}"
        )
    array = array.ravel().astype(np.float64)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must hold finite numbers, got NaN or infinity")
    return array


def check_order(order: ArrayLike, vertices: int) -> NDArray[np.int64]:
    """Return a permutation of the vertices as int64, or raise."""
    array = np.asarray(order)
    if array.dtype.kind not in "iu":
        raise TypeError(f"order must be integers, got dtype {array.dtype}")
    array = array.astype(np.int64, copy=False)
    right = array.shape == (vertices,) and array.min() >= 0 and array.max() < vertices
    if not right or (np.bincount(array, minlength=vertices) != 1).any():
        raise ValueError(
            f"order must hold each number from 0 to {vertices - 1} once, got shape {array.shape}"
        )
    return array


def check_features(features: ArrayLike, dimensions: tuple[int, ...]) -> NDArray[np.float64]:
    """Return finite float64 features of 2 or 3 dimensions as (..., d), or raise.

    `dimensions` are the numbers of axes allowed; one axis fewer than the largest means that every
    vertex has one feature.
    """
    shape = "(H, W) or (H, W, d)" if max(dimensions) == 3 else "(N,) or (N, d)"
    try:
        array = np.asarray(features)
    except (TypeError, ValueError) as error:
        raise TypeError(f"features must be a {shape} array of numbers") from error
    if array.dtype.kind not in "buif":
        raise TypeError(
            f"features must be a {shape} array of real numbers, got dtype {array.dtype}"
        )
    if array.ndim not in dimensions or array.size == 0:
        raise ValueError(f"features must be {shape} and not empty, got shape {array.shape}")
    array = array.astype(np.float64)
    largest = max(-array.min(), array.max())
    if not largest <= LARGEST:
        what = "NaN" if np.isnan(largest) else f"{largest:g}"
        raise ValueError(f"features must hold finite numbers up to {LARGEST:g}, got {what}")
    return array[..., None] if array.ndim < max(dimensions) else array


def check_sigma(sigma: float, name: str = "sigma", least: float = 1e-6) -> float:
    """Return a width as float, finite and at least `least`, or raise."""
    return check_number(sigma, name, least)
