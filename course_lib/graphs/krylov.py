"""Block Lanczos on an inverse: the few smallest eigenvectors of a matrix that was factorised once.

A block as wide as the number of wanted vectors finds eigenvalues that occur several times, as those
of a constant square picture do; a single start vector finds one of each kind only.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LONGEST = 96  # vectors kept, at least; then a restart with the best half
MOST_BLOCKS = 400


def smallest_eigenvectors(
    multiply: Callable[[Array], Array],
    solve: Callable[[Array], Array],
    known: Array,
    count: int,
    tolerance: float,
    scale: Array,
) -> tuple[Array, Array]:
    """Smallest eigenvalues of a symmetric matrix A, beside one that is known.

    Parameters
    ----------
    multiply : A times a block (N, b).
    solve : (A + shift I)^-1 times a block, positive definite.
    known : (N,) unit eigenvector that is kept out ("deflated").
    count : how many, far fewer than N.
    tolerance : |A z - lambda z| of each unit vector z must come below this.
    scale : (N,) positive; also |S (A z - lambda z)| / |S z| must, with S of these on its diagonal.

    Returns
    -------
    (count,) float64 ascending, (N, count) float64 orthonormal: the best found, also where the
    tolerance was not reached; the caller looks at residuals anyway.

    Notes
    -----
    G. Golub and R. Underwood, "The block Lanczos method for computing eigenvalues", 1977; every
    vector is made orthogonal to all others twice, and restarts keep the best Ritz vectors (K. Wu
    and H. Simon, "Thick-restart Lanczos method", SIAM J. Matrix Anal. Appl. 2000).
    """
    size = len(known)
    longest = max(LONGEST, 4 * count)
    basis = np.empty((size, longest + count), order="F")
    inner = np.zeros((longest + count, longest + count))  # basis^T (A + shift I)^-1 basis
    rng = np.random.default_rng(0)
    block = _orthonormal(rng.standard_normal((size, count)), known, basis[:, :0], rng)
    filled, values, vectors = 0, np.zeros(count), block
    for _ in range(MOST_BLOCKS):
        new = slice(filled, filled + count)
        basis[:, new] = block
        answer = solve(block)
        filled += count
        # Columns for the new block are computed against the whole basis, so that nothing has to be
        # known of its structure after a restart.
        columns = basis[:, :filled].T @ answer
        inner[:filled, new], inner[new, :filled] = columns, columns.T
        answer -= basis[:, :filled] @ columns
        ritz, rotation = np.linalg.eigh(inner[:filled, :filled])
        best = np.argsort(-ritz)
        chosen = rotation[:, best[:count]]
        # (A + shift I)^-1 y - theta y, in units of theta: a few times the residual that counts, and
        # cheap. It knows only of the newest block, but a restart carries no other remainder.
        left = np.linalg.norm(answer @ chosen[new], axis=0) / np.abs(ritz[best[:count]])
        full = filled + count > longest
        if full or (left < 100 * tolerance).all():
            vectors = basis[:, :filled] @ chosen
            product = multiply(vectors)
            values = (vectors * product).sum(axis=0)
            product -= vectors * values
            plain = np.linalg.norm(product, axis=0)
            scaled = np.linalg.norm(scale[:, None] * product, axis=0)
            scaled /= np.linalg.norm(scale[:, None] * vectors, axis=0)
            if max(plain.max(), scaled.max()) < tolerance:
                break
        if full:
            keep = best[: longest // 2]
            block = _orthonormal(answer, known, basis[:, :filled], rng)
            basis[:, : len(keep)] = basis[:, :filled] @ rotation[:, keep]
            filled = len(keep)
            inner[:] = 0
            inner[range(filled), range(filled)] = ritz[keep]
        else:
            block = _orthonormal(answer, known, basis[:, :filled], rng)
    order = np.argsort(values)
    return values[order], vectors[:, order]


def _orthonormal(block: Array, known: Array, basis: Array, rng: np.random.Generator) -> Array:
    """Orthonormal columns, orthogonal to `known` and to `basis`; spent ones are drawn anew."""
    for _ in range(4):
        block, _ = np.linalg.qr(block)
        block -= known[:, None] * (known @ block)
        block -= basis @ (basis.T @ block)
        block, factor = np.linalg.qr(block)
        # A column that was all rounding lost much of itself to what it must be orthogonal to.
        spent = np.abs(np.diagonal(factor)) < 0.5
        if not spent.any():
            break
        block[:, spent] = rng.standard_normal((len(block), int(spent.sum())))
    return block
