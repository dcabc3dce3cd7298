"""The nearest mean of every point, fast and exact, again and again while the means move.

Two ideas make it fast:

- **Low precision decides the clear cases.** Squared distances to all means come from one float32
  matrix product. The number of the mean replaces the lowest bits of each distance, so that a
  minimum carries its label along. Whatever is closer than the rounding errors is decided again in
  float64 by the formula of the textbook, so labels are exact: lowest index on ties.
- **Most points need no look at all** (Hamerly 2010, "Making k-means even faster"). Each point keeps
  a lower bound of *distance to the second nearest mean - distance to its own mean*. When the means
  move, the bound shrinks by at most the way of its own mean plus the longest way of any other. As
  long as it stays positive the label cannot change.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CHUNK = 32768  # points worked on at a time: what is made of them stays in the processor's cache
MOST_PACKED = 1024  # more means than this leave too few bits for the distance
FAR = 1e5  # means this many times farther out than any point are left to float64
ROUND = 2.0**-24  # largest relative rounding error of float32


def nearest_exact(columns: NDArray[np.float64], means: NDArray[np.float64]) -> NDArray[np.int64]:
    """Nearest mean by the plain formula in float64, lowest index on ties.

    Parameters
    ----------
    columns : (d, N) float64, one row a feature.
    means : (k, d) float64.

    Returns
    -------
    (N,) int64
    """
    count = columns.shape[1]
    labels = np.empty(count, np.int64)
    block = max(1, 2**17 // len(means))
    for start in range(0, count, block):
        part = slice(start, start + block)
        total = np.zeros((len(means), len(labels[part])))
        for column, values in zip(columns, means.T, strict=True):
            difference = column[part] - values[:, None]
            difference *= difference
            total += difference
        labels[part] = total.argmin(axis=0)
    return labels


class Assigner:
    """Labels of fixed points for means that move, with the sums that the next means need.

    Parameters
    ----------
    points : (N, d) float64, finite.

    Attributes
    ----------
    labels : (N,) int64, valid after the first `assign`; changed in place by the next.
    counts : (k,) int64, points of each cluster.
    sums : (k, d) float64, sum of the points of each cluster.
    """

    def __init__(self, points: NDArray[np.float64]) -> None:
        self.columns = np.ascontiguousarray(points.T)
        d, count = self.columns.shape
        self.labels = np.zeros(count, np.int64)
        self.means: NDArray[np.float64] | None = None
        self._gap = np.empty(count, np.float32)
        self._bounds_hold = False
        # In float32 the points are centred and scaled to [-1, 1], for the sake of precision.
        self._middle = (self.columns.min(axis=1) + self.columns.max(axis=1)) / 2
        self._scale = float(np.abs(self.columns - self._middle[:, None]).max()) or 1.0
        # Row d holds |x|^2 and row d + 1 is 1, so that one product gives |x|^2 - 2 x.m + |m|^2.
        self._matrix = np.ones((d + 2, count), np.float32)
        square = np.zeros(count)
        for row, column, middle in zip(self._matrix, self.columns, self._middle, strict=False):
            centred = (column - middle) / self._scale
            row[:] = centred
            square += centred * centred
        self._matrix[d] = square
        self._buffer = np.empty(0, np.float32)

    def assign(self, means: NDArray[np.float64]) -> NDArray[np.int64]:
        """Label every point with its nearest mean; keep `counts` and `sums` up to date."""
        k = len(means)
        first = self.means is None or len(self.means) != k
        if first:
            self.counts, self.sums = np.zeros(k, np.int64), np.zeros((k, len(self.columns)))
            self._bounds_hold = False
        centred = (means - self._middle) / self._scale
        reach = np.sqrt(len(self.columns)) + np.sqrt((centred * centred).sum(axis=1).max())
        packed = k <= MOST_PACKED and reach < FAR
        if packed:
            product = _Product(centred, reach)
            need = self._shrink_bounds(means, product) if self._bounds_hold else None
            size = product.rows * min(CHUNK, len(self.labels))
            if self._buffer.size < size:
                self._buffer = np.empty(2 * size, np.float32)
        for start in range(0, len(self.labels), CHUNK):
            part = slice(start, start + CHUNK)
            chosen = None
            if packed and need is not None:
                chosen = np.flatnonzero(need[part])
                if len(chosen) == 0:
                    continue
                if len(chosen) > 0.6 * len(self.labels[part]):
                    chosen = None  # taking them out would cost more than it saves
            if packed:
                self._assign_packed(part, chosen, means, product, first)
            else:
                new = nearest_exact(self.columns[:, part], means)
                self._record(part, chosen, new, first)
        # The second of two equal means was left out, so nothing is known about its distance.
        self._bounds_hold = packed and not product.repeats
        self.means = means.copy()
        return self.labels

    def recount(self) -> None:
        """Sum the clusters afresh: sums kept up by differences gather rounding errors."""
        k = len(self.counts)
        self.counts = np.bincount(self.labels, minlength=k)
        self.sums = sum_by_label(self.columns, self.labels, k)

    def _shrink_bounds(self, means: NDArray[np.float64], product: _Product) -> NDArray[np.bool_]:
        """Take the movement of the means off the bounds; True where a label may change."""
        way = np.sqrt(((means - self.means) ** 2).sum(axis=1)) / self._scale
        longest = way.argmax()
        others = np.full(len(way), way[longest])
        others[longest] = np.delete(way, longest).max(initial=0.0)
        drop = (way + others) * (1 + 1e-6) + 4 * ROUND * product.reach
        self._gap -= drop.astype(np.float32).take(self.labels)
        return self._gap <= product.margin

    def _assign_packed(
        self,
        part: slice,
        chosen: NDArray[np.intp] | None,
        means: NDArray[np.float64],
        product: _Product,
        first: bool,
    ) -> None:
        matrix = self._matrix[:, part]
        if chosen is not None:
            matrix = matrix.take(chosen, axis=1)
        new, gap = product.nearest(matrix, self._buffer)
        close = np.flatnonzero(gap <= product.margin)
        if len(close):
            columns = self.columns[:, part].take(close if chosen is None else chosen[close], axis=1)
            new[close] = nearest_exact(columns, means)
        if chosen is None:
            self._gap[part] = gap
        else:
            self._gap[part][chosen] = gap
        self._record(part, chosen, new, first)

    def _record(
        self, part: slice, chosen: NDArray[np.intp] | None, new: NDArray[np.int64], first: bool
    ) -> None:
        """Write labels, and move the points that changed from one sum to another."""
        labels, columns, k = self.labels[part], self.columns[:, part], len(self.counts)
        if first:
            labels[:] = new
            self.counts += np.bincount(new, minlength=k)
            self.sums += sum_by_label(columns, new, k)
            return
        old = labels if chosen is None else labels.take(chosen)
        changed = np.flatnonzero(old != new)
        if len(changed) == 0:
            return
        old, new = old.take(changed), new.take(changed)
        where = changed if chosen is None else chosen.take(changed)
        labels[where] = new
        columns = columns.take(where, axis=1)
        self.counts += np.bincount(new, minlength=k) - np.bincount(old, minlength=k)
        self.sums += sum_by_label(columns, new, k) - sum_by_label(columns, old, k)


class _Product:
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
        lost = np.ones(self.rows, bool)
        lost[:k] = (np.tril(np.ones((k, k), bool), -1) & _equal_rows(means)).any(axis=1)
        self.repeats = bool(lost[:k].any())
        self.factors[lost] = 0
        self.factors[lost, d + 1] = 16 * reach**2
        self.numbers = np.arange(self.rows, dtype=np.int32)[:, None]

    def nearest(
        self, matrix: NDArray[np.float32], buffer: NDArray[np.float32]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Labels, and lower bounds of second distance - first distance, of the columns."""
        count, half = matrix.shape[1], self.rows // 2
        size = self.rows * count
        squares = np.matmul(self.factors, matrix, out=buffer[:size].reshape(self.rows, count))
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


def sum_by_label(
    columns: NDArray[np.float64], labels: NDArray[np.int64], k: int
) -> NDArray[np.float64]:
    """Sum of the points of each label: columns (d, N), labels (N,) -> (k, d)."""
    return np.stack([np.bincount(labels, column, minlength=k) for column in columns], axis=1)


def _equal_rows(table: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which rows equal which: (k, d) -> (k, k)."""
    equal = np.ones((len(table), len(table)), bool)
    for column in table.T:
        equal &= column[:, None] == column
    return equal
