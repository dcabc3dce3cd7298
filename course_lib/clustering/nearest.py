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

from functools import cached_property

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
        count, d = points.shape
        self.labels = np.zeros(count, np.int64)
        self.means: NDArray[np.float64] | None = None
        self._gap = np.empty(count, np.float32)
        self._bounds_hold = False
        # Each part is a table of its own, because take() would first copy a piece of a larger one.
        self._parts = [slice(start, start + CHUNK) for start in range(0, count, CHUNK)]
        self._columns = [np.ascontiguousarray(points[part].T) for part in self._parts]
        low = np.min([columns.min(axis=1) for columns in self._columns], axis=0)
        high = np.max([columns.max(axis=1) for columns in self._columns], axis=0)
        # In float32 the points are centred and scaled to [-1, 1], for the sake of precision.
        self._middle = (low + high) / 2
        self._scale = float((high - low).max()) / 2 or 1.0
        self._matrices = [self._low_precision(columns) for columns in self._columns]
        self._buffer = np.empty(0, np.float32)

    def _low_precision(self, columns: NDArray[np.float64]) -> NDArray[np.float32]:
        """(d + 2, n): x, then |x|^2 and 1, so that one product gives |x|^2 - 2 x.m + |m|^2."""
        d, count = columns.shape
        matrix = np.ones((d + 2, count), np.float32)
        square = np.zeros(count)
        for row, column, middle in zip(matrix, columns, self._middle, strict=False):
            centred = column - middle
            centred /= self._scale
            row[:] = centred
            centred *= centred
            square += centred
        matrix[d] = square
        return matrix

    def assign(self, means: NDArray[np.float64]) -> NDArray[np.int64]:
        """Label every point with its nearest mean; keep `counts` and `sums` up to date."""
        k, d = means.shape
        first = self.means is None or len(self.means) != k
        if first:
            self.counts, self.sums = np.zeros(k, np.int64), np.zeros((k, d))
            self._bounds_hold = False
        centred = (means - self._middle) / self._scale
        reach = float(np.sqrt(d) + np.sqrt((centred * centred).sum(axis=1).max()))
        packed = k <= MOST_PACKED and reach < FAR
        product = need = None
        if packed:
            product = _Product(centred, reach)
            if self._bounds_hold:
                need = self._shrink_bounds(means, product)
            size = 2 * product.rows * min(CHUNK, len(self.labels))
            if self._buffer.size < size:
                self._buffer = np.empty(size, np.float32)
        for number, part in enumerate(self._parts):
            chosen = None
            if need is not None:
                chosen = np.flatnonzero(need[part])
                if len(chosen) == 0:
                    continue
                if len(chosen) > 0.6 * len(self.labels[part]):
                    chosen = None  # taking them out would cost more than it saves
            if packed:
                new = self._nearest_packed(number, chosen, means, product)
            else:
                new = nearest_exact(self._columns[number], means)
            self._record(number, chosen, new, first)
        # The second of two equal means was left out, so nothing is known about its distance.
        self._bounds_hold = packed and not product.repeats
        self.means = means.copy()
        return self.labels

    def recount(self) -> None:
        """Sum the clusters afresh: sums kept up by differences gather rounding errors."""
        k = len(self.counts)
        self.counts = np.bincount(self.labels, minlength=k)
        self.sums = sum(
            sum_by_label(columns, self.labels[part], k)
            for part, columns in zip(self._parts, self._columns, strict=True)
        )

    def error(self) -> float:
        """Within-cluster squared error of the labels and the means that they belong to.

        With everything centred it is sum |x|^2 - 2 sum_j s_j . m_j + sum_j n_j |m_j|^2: no look at
        the points. Where hardly anything is left of the first term, the points are asked.
        """
        spread = self._spread
        counts, means = self.counts[:, None], self.means - self._middle
        sums = self.sums - counts * self._middle
        error = spread - 2 * float((sums * means).sum()) + float((counts * means**2).sum())
        if error > 1e-4 * spread:
            return error
        return sum(
            squared_error_of(columns, self.labels[part], self.means)
            for part, columns in zip(self._parts, self._columns, strict=True)
        )

    @cached_property
    def _spread(self) -> float:
        """Sum of squared distances of all points to the middle."""
        centred = (c - self._middle[:, None] for c in self._columns)
        return sum(float(np.vdot(c, c)) for c in centred)

    def _shrink_bounds(self, means: NDArray[np.float64], product: _Product) -> NDArray[np.bool_]:
        """Take the movement of the means off the bounds; True where a label may change."""
        way = np.sqrt(((means - self.means) ** 2).sum(axis=1)) / self._scale
        longest = way.argmax()
        others = np.full(len(way), way[longest])
        others[longest] = np.delete(way, longest).max(initial=0.0)
        drop = (way + others) * (1 + 1e-6) + 4 * ROUND * product.reach
        self._gap -= drop.astype(np.float32).take(self.labels)
        return self._gap <= product.margin

    def _nearest_packed(
        self,
        number: int,
        chosen: NDArray[np.intp] | None,
        means: NDArray[np.float64],
        product: _Product,
    ) -> NDArray[np.int64]:
        """Labels of part `number`, or of the points chosen from it; renew their bounds."""
        matrix, columns = self._matrices[number], self._columns[number]
        if chosen is not None:
            matrix = matrix.take(chosen, axis=1)
        new, gap = product.nearest(matrix, self._buffer)
        close = np.flatnonzero(gap <= product.margin)
        if len(close):
            where = close if chosen is None else chosen.take(close)
            new[close] = nearest_exact(columns.take(where, axis=1), means)
        if chosen is None:
            self._gap[self._parts[number]] = gap
        else:
            self._gap[self._parts[number]][chosen] = gap
        return new

    def _record(
        self, number: int, chosen: NDArray[np.intp] | None, new: NDArray[np.int64], first: bool
    ) -> None:
        """Write labels, and move the points that changed from one sum to another."""
        labels, columns = self.labels[self._parts[number]], self._columns[number]
        k = len(self.counts)
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


def squared_error_of(
    columns: NDArray[np.float64], labels: NDArray[np.int64], means: NDArray[np.float64]
) -> float:
    """Sum of squared distances of the points, columns (d, N), to the means of their labels."""
    total = 0.0
    for column, values in zip(columns, means.T, strict=True):
        difference = column - values.take(labels)
        total += float(difference @ difference)
    return total


def _equal_rows(table: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which rows equal which: (k, d) -> (k, k)."""
    equal = np.ones((len(table), len(table)), bool)
    for column in table.T:
        equal &= column[:, None] == column
    return equal
