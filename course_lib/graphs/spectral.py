"""The eigenvectors of the normalised cut: (D - W) y = lambda D y, smallest lambda first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import linalg, sparse
from scipy.sparse.linalg import splu

from course_lib.graphs.arguments import Weights, check_integer, check_order, check_weights
from course_lib.graphs.cuts import degrees
from course_lib.graphs.krylov import smallest_eigenvectors

LARGEST_RESIDUAL = 1e-8  # what is promised
TOLERANCE = 3e-9  # what is aimed at
SHIFT = 1e-6  # makes the singular matrix positive definite
DENSE = 300  # vertices; for fewer all eigenvectors at once are faster
MOST_DENSE = 4000


@dataclass(frozen=True)
class Spectrum:
    """Second and later eigenvectors of (D - W) y = lambda D y.

    Attributes
    ----------
    values : (count,) float64, lambda, ascending, 0 to 2; the first, 0 of the constant vector, is
        left out.
    vectors : (N, count) float64, y, scaled to y^T D y = 1; the first entry above half of the
        largest is positive. 0 for vertices without edges.
    residuals : (count,) float64, |(D - W) y - lambda D y| / |D y|, at most 1e-8.
    """

    values: NDArray[np.float64]
    vectors: NDArray[np.float64]
    residuals: NDArray[np.float64]


def ncut_eigenvectors(
    weights: Weights, count: int = 1, *, order: ArrayLike | None = None
) -> Spectrum:
    """Second to (count + 1)-th generalised eigenvector of a graph.

    With z = D^1/2 y this is an ordinary eigenproblem of L = I - D^-1/2 W D^-1/2. L plus a small
    multiple of I is factorised once (SuperLU, symmetric mode); block Lanczos on its inverse finds
    the smallest eigenvalues in a few steps. The first eigenvector is known, D^1/2 times ones, and
    kept out. Small or full graphs are solved densely.

    Parameters
    ----------
    weights : (N, N) symmetric, dense or sparse, not negative. An edge on the diagonal counts in the
        degree.
    count : how many, 1 to N' - 1 with N' the number of vertices that have an edge.
    order : (N,) the vertices in order of elimination, such as `pixel_order` for a picture: faster,
        same result. None: minimum degree.

    Returns
    -------
    Spectrum

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.
    ArithmeticError
        When a residual is above 1e-8; then weights differ too much in size for float64.

    Notes
    -----
    J. Shi and J. Malik, "Normalized cuts and image segmentation", PAMI 2000, equations 6 to 9. In a
    graph of several parts that no edge joins, 0 comes again once for each further part.

    Examples
    --------
    >>> spectrum = ncut_eigenvectors([[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    >>> spectrum.values.round(6), (spectrum.vectors[:, 0] > 0)
    (array([1.]), array([ True, False, False]))
    """
    matrix = check_weights(weights)
    count = check_integer(count, "count", 1)
    if order is not None:
        order = check_order(order, matrix.shape[0])
    degree = degrees(matrix)
    joined = degree > 0
    if count >= joined.sum():
        raise ValueError(
            f"count must be less than the number of vertices with an edge, {joined.sum()}, got "
            f"{count}"
        )
    if joined.all():
        return _connected(matrix, degree, count, order)
    # A vertex without edges has 0 = lambda 0 for its row, so that 0 is right there.
    if order is not None:
        order = (np.cumsum(joined) - 1)[order[joined[order]]]
    part = _connected(matrix[joined][:, joined], degree[joined], count, order)
    vectors = np.zeros((matrix.shape[0], count))
    vectors[joined] = part.vectors
    return Spectrum(part.values, vectors, part.residuals)


def _connected(
    matrix: sparse.csr_array,
    degree: NDArray[np.float64],
    count: int,
    order: NDArray[np.int64] | None,
) -> Spectrum:
    """The same where every vertex has an edge."""
    size = matrix.shape[0]
    full = size <= MOST_DENSE and matrix.nnz > size * size / 8
    if size <= DENSE or full or size < 8 * (count + 1):
        vectors = _dense(matrix, degree, count)
    else:
        vectors = _sparse(matrix, degree, count, order)
    vectors /= np.sqrt(degree)[:, None]
    vectors /= np.sqrt((vectors**2 * degree[:, None]).sum(axis=0))
    # Not the largest entry itself: a wave has two, equal but for sign and rounding.
    large = (np.abs(vectors) > np.abs(vectors).max(axis=0) / 2).argmax(axis=0)
    vectors *= np.where(vectors[large, range(count)] < 0, -1.0, 1.0)
    product = degree[:, None] * vectors - matrix @ vectors
    values = np.clip((vectors * product).sum(axis=0), 0, 2)
    ascending = np.argsort(values, kind="stable")
    values, vectors, product = values[ascending], vectors[:, ascending], product[:, ascending]
    weighted = degree[:, None] * vectors
    residuals = np.linalg.norm(product - values * weighted, axis=0)
    residuals /= np.linalg.norm(weighted, axis=0)
    if not (residuals <= LARGEST_RESIDUAL).all():
        raise ArithmeticError(
            f"weights must not differ so much in size: an eigenvector's residual is "
            f"{residuals.max():.1e}, above {LARGEST_RESIDUAL:g}; a floor under the weights helps"
        )
    return Spectrum(values, vectors, residuals)


def _dense(
    matrix: sparse.csr_array, degree: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    """All entries of L at hand: LAPACK. The known vector is lifted out of the way, to 3."""
    scale = 1 / np.sqrt(degree)
    known = np.sqrt(degree) / np.sqrt(degree.sum())
    laplacian = np.eye(len(degree)) - scale[:, None] * matrix.toarray() * scale
    laplacian += 3 * np.outer(known, known)
    return linalg.eigh(laplacian, subset_by_index=[0, count - 1])[1]


def _sparse(
    matrix: sparse.csr_array,
    degree: NDArray[np.float64],
    count: int,
    order: NDArray[np.int64] | None,
) -> NDArray[np.float64]:
    """Factorise L + shift I and iterate, with the vertices in order of elimination."""
    size = matrix.shape[0]
    rows = np.repeat(np.arange(size, dtype=np.int32), np.diff(matrix.indptr))
    columns = matrix.indices
    scale = 1 / np.sqrt(degree)
    entries = -(matrix.data * scale[rows]) * scale[columns]
    if order is None:
        spec, order = "MMD_AT_PLUS_A", np.arange(size)
    else:
        spec = "NATURAL"
    rank = np.empty(size, dtype=np.int32)
    rank[order] = np.arange(size, dtype=np.int32)
    shifted = sparse.coo_array((entries, (rank[rows], rank[columns])), shape=(size, size))
    shifted = shifted.tocsc() + (1 + SHIFT) * sparse.eye_array(size, format="csc")
    # Panel and relaxation stay as they are: in SciPy 1.17 a panel_size of 30 writes past the end of
    # SuperLU's work space.
    factors = splu(
        shifted,
        permc_spec=spec,
        diag_pivot_thresh=0,
        options={"SymmetricMode": True},
    )
    root = np.sqrt(degree[order])
    known = root / np.linalg.norm(root)

    def solve(block: NDArray[np.float64]) -> NDArray[np.float64]:
        answer = factors.solve(block)
        return answer - known[:, None] * (known @ answer)

    rowwise = shifted.T  # symmetric: the transpose is the same matrix as CSR

    def multiply(block: NDArray[np.float64]) -> NDArray[np.float64]:
        return rowwise @ block - SHIFT * block

    # With y = z / root, (D - W) y - lambda D y is root times what L z - lambda z is.
    _, found = smallest_eigenvectors(multiply, solve, known, count, TOLERANCE, root)
    vectors = np.empty_like(found)
    vectors[order] = found
    return vectors
