"""Squared distances of many points to some means from one float32 matrix product, errors known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Multiplications up to which OpenBLAS wakes no threads; here they would get in each other's way.
ONE_THREAD = 2**18
ROUND = 2.0**-24  # largest relative rounding error of float32


class Product:
    """One float32 matrix product that gives all squared distances, and what is known of its errors.

    Distances are in units of the scale; `reach` bounds the distance of any point to any mean.
    """

    def __init__(self, means: NDArray[np.float64], reach: float) -> None:
        k, d = means.shape
        self.reach = reach
        bits = max(1, (k - 1).bit_length())
        self.rows = 1 << bits
        # Rounding of the d + 2 products, of their sum and of both factors, and twice that.
        self.error = np.float32(2 * (d + 4) * ROUND * reach**2)
        # What the label in the lowest bits takes away or adds, relative to the distance.
        self.packing = np.float32(2.0 ** (bits - 23))
        self.margin = np.float32(8 * ROUND * reach)
        self.number = np.int32(self.rows - 1)
        self.factors = np.zeros((self.rows, d + 2), np.float32)
        self.factors[:k, :d] = -2 * means
        self.factors[:k, d] = 1
        # The error is added so that no sum is negative: then bits order as numbers do.
        self.factors[:k, d + 1] = (means * means).sum(axis=1) + self.error
        # A mean that equals an earlier one never wins; neither do the rows that fill up.
        lost = np.append(repeated(means), np.arange(k, self.rows))
        self.repeats = len(lost) > self.rows - k
        self.factors[lost] = 0
        self.factors[lost, d + 1] = 16 * reach**2
        self.numbers = np.arange(self.rows, dtype=np.int32)[:, None]

    def nearest(
        self, matrix: NDArray[np.float32], buffer: NDArray[np.float32]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Labels, and lower bounds of second distance - first distance, of the columns."""
        count, half = matrix.shape[1], self.rows // 2
        size = self.rows * count
        squares = buffer[:size].reshape(self.rows, count)
        step = max(64, ONE_THREAD // self.factors.size)
        for start in range(0, count, step):
            part = slice(start, start + step)
            np.matmul(self.factors, matrix[:, part], out=squares[:, part])
        bits = squares.view(np.int32)
        bits &= ~self.number
        bits |= self.numbers
        # A tournament: losers keep the second smallest alive until the final.
        worse = buffer[size : size + half * count].view(np.int32).reshape(half, count)
        rest = buffer[size + half * count :].view(np.int32)
        spare = rest[: half // 2 * count].reshape(half // 2, count)
        np.maximum(bits[:half], bits[half:], out=worse)
        best = np.minimum(bits[:half], bits[half:], out=bits[:half])
        while half > 1:
            half //= 2
            left, right = best[:half], best[half : 2 * half]
            loser = np.maximum(left, right, out=spare[:half])
            best = np.minimum(left, right, out=left)
            second = np.minimum(worse[:half], worse[half : 2 * half], out=worse[:half])
            worse = np.minimum(second, loser, out=second)
        first, second = best[0], worse[0]
        labels = (first & self.number).astype(np.int64)
        first &= ~self.number
        second &= ~self.number
        upper, lower = first.view(np.float32), second.view(np.float32)
        upper *= 1 + self.packing
        np.sqrt(upper, out=upper)
        lower -= 2 * self.error
        np.maximum(lower, 0, out=lower)
        np.sqrt(lower, out=lower)
        return labels, lower - upper


def repeated(table: NDArray[np.float64]) -> NDArray[np.intp]:
    """Numbers of the rows that equal an earlier one."""
    order = np.lexsort(table.T)
    ranked = table[order]
    same = (ranked[1:] == ranked[:-1]).all(axis=1)
    # lexsort is stable, so the first of equal rows is the earliest.
    return order[1:][same]
