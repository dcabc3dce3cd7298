"""The nearest mean of every point, fast and exact, again and again while the means move.

Three ideas make it fast:

- **Low precision decides the clear cases.** Squared distances to all means come from one float32
  matrix product. The number of the mean replaces the lowest bits of each distance, so that a
  minimum carries its label along. Whatever is closer than the rounding errors is decided again in
  float64 by the formula of the textbook, so labels are exact: lowest index on ties.
- **Most points need no look at all** (Hamerly 2010, "Making k-means even faster"). Each point keeps
  a lower bound of *distance to the second nearest mean - distance to its own mean*. When the means
  move, the bound shrinks by at most the way of its own mean plus the longest way of any other. As
  long as it stays positive the label cannot change.
- **Parts that fit the cache**, shared out to the processor's cores.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from course_lib.clustering.product import ROUND, Product

CHUNK = 32768  # points worked on at a time: what is made of them stays in the processor's cache
MOST_THREADS = 8
THREADS_PAY = 2**18  # points; numpy's short calls on fewer hold each other up
MOST_PACKED = 1024  # more means than this leave too few bits for the distance
FAR = 1e5  # means this many times farther out than any point are left to float64

Change = tuple[NDArray[np.int64], NDArray[np.float64]]  # of counts and of sums


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
    block = max(1, 2**17 // means.size)
    for start in range(0, count, block):
        part = slice(start, start + block)
        squares = columns[:, None, part] - means.T[:, :, None]
        squares *= squares
        labels[part] = squares.sum(axis=0).argmin(axis=0)
    return labels


class Assigner:
    """Labels of fixed points for means that move, with the sums that the next means need.

    Parameters
    ----------
    points : (N, d) float64, finite.
    share : `map` or what works like it, for example that of `threads`.

    Attributes
    ----------
    labels : (N,) int64, valid after the first `assign`; changed in place by the next.
    counts : (k,) int64, points of each cluster.
    sums : (k, d) float64, sum of the points of each cluster.
    """

    def __init__(self, points: NDArray[np.float64], share: Callable = map) -> None:
        self._share = share
        self.labels = np.zeros(len(points), np.int64)
        self.means: NDArray[np.float64] | None = None
        parts = [slice(start, start + CHUNK) for start in range(0, len(points), CHUNK)]
        self._parts = list(self._share(lambda part: _Part(points[part], self.labels[part]), parts))
        low = np.min([part.low for part in self._parts], axis=0)
        high = np.max([part.high for part in self._parts], axis=0)
        # In float32 the points are centred and scaled to [-1, 1], for the sake of precision.
        self._middle = (low + high) / 2
        self._scale = float((high - low).max()) / 2 or 1.0
        squares = self._share(lambda part: part.scale(self._middle, self._scale), self._parts)
        self._spread = sum(squares) * self._scale**2
        self._bounds_hold = False
        self._local = threading.local()

    def assign(self, means: NDArray[np.float64]) -> NDArray[np.int64]:
        """Label every point with its nearest mean; keep `counts` and `sums` up to date."""
        k, d = means.shape
        centred = (means - self._middle) / self._scale
        reach = float(np.sqrt(d) + np.sqrt((centred * centred).sum(axis=1).max()))
        product = Product(centred, reach) if k <= MOST_PACKED and reach < FAR else None
        first = self.means is None or len(self.means) != k
        if first:
            self.counts, self.sums = np.zeros(k, np.int64), np.zeros((k, d))
        drop = None
        if product is not None and self._bounds_hold and not first:
            drop = self._drop(means, reach)

        def work(part: _Part) -> Change | None:
            return part.assign(means, product, drop, first, self._buffer(product))

        for change in self._share(work, self._parts):
            if change is not None:
                self.counts += change[0]
                self.sums += change[1]
        # The second of two equal means was left out, so nothing is known about its distance.
        self._bounds_hold = product is not None and not product.repeats
        self.means = means.copy()
        return self.labels

    def recount(self) -> None:
        """Sum the clusters afresh: sums kept up by differences gather rounding errors."""
        k = len(self.counts)
        changes = list(self._share(lambda part: part.total(k), self._parts))
        self.counts = sum(counts for counts, _ in changes)
        self.sums = sum(sums for _, sums in changes)

    def error(self) -> float:
        """Within-cluster squared error of the labels and the means that they belong to.

        With everything centred it is sum |x|^2 - 2 sum_j s_j . m_j + sum_j n_j |m_j|^2: no look at
        the points. Where hardly anything is left after the differences, the points are asked.
        """
        counts, means = self.counts[:, None], self.means - self._middle
        sums = self.sums - counts * self._middle
        error = self._spread - 2 * float((sums * means).sum()) + float((counts * means**2).sum())
        offset = float(np.abs(self._middle).max())
        if error > 1e-4 * self._spread + 1e-6 * len(self.labels) * offset * self._scale:
            return error
        return sum(squared_error_of(part.columns, part.labels, self.means) for part in self._parts)

    def _drop(self, means: NDArray[np.float64], reach: float) -> NDArray[np.float32]:
        """(k,): how much the bound of a point shrinks, by its label."""
        way = np.sqrt(((means - self.means) ** 2).sum(axis=1)) / self._scale
        longest = way.argmax()
        others = np.full(len(way), way[longest])
        others[longest] = np.delete(way, longest).max(initial=0.0)
        return ((way + others) * (1 + 1e-6) + 4 * ROUND * reach).astype(np.float32)

    def _buffer(self, product: Product | None) -> NDArray[np.float32]:
        """Room for one part's distances, one a thread: new memory each time would be slow."""
        size = 0 if product is None else 2 * product.rows * min(CHUNK, len(self.labels))
        buffer = getattr(self._local, "buffer", None)
        if buffer is None or buffer.size < size:
            buffer = self._local.buffer = np.empty(size, np.float32)
        return buffer


class _Part:
    """Some of the points: float64 for exact answers, float32 for fast ones, labels and bounds."""

    def __init__(self, points: NDArray[np.float64], labels: NDArray[np.int64]) -> None:
        self.columns = np.ascontiguousarray(points.T)
        self.labels = labels
        self.low, self.high = self.columns.min(axis=1), self.columns.max(axis=1)

    def scale(self, middle: NDArray[np.float64], scale: float) -> float:
        """Make `matrix` (d + 2, n): x, then |x|^2 and 1; return the sum of |x|^2."""
        d, count = self.columns.shape
        self.matrix = np.ones((d + 2, count), np.float32)
        self.gap = np.empty(count, np.float32)
        square = np.zeros(count)
        for row, column, centre in zip(self.matrix, self.columns, middle, strict=False):
            centred = column - centre
            centred /= scale
            row[:] = centred
            centred *= centred
            square += centred
        self.matrix[d] = square
        return float(square.sum())

    def assign(
        self,
        means: NDArray[np.float64],
        product: Product | None,
        drop: NDArray[np.float32] | None,
        first: bool,
        buffer: NDArray[np.float32],
    ) -> Change | None:
        """Renew labels and bounds; what that changes in the clusters, or None."""
        if product is None:
            return self._record(None, nearest_exact(self.columns, means), len(means), first)
        chosen = None
        if drop is not None:
            self.gap -= drop.take(self.labels)
            chosen = np.flatnonzero(self.gap <= product.margin)
            if len(chosen) == 0:
                return None
            if len(chosen) > 0.6 * len(self.labels):
                chosen = None  # taking them out would cost more than it saves
        matrix = self.matrix if chosen is None else self.matrix.take(chosen, axis=1)
        new, gap = product.nearest(matrix, buffer)
        close = np.flatnonzero(gap <= product.margin)
        if len(close):
            where = close if chosen is None else chosen.take(close)
            new[close] = nearest_exact(self.columns.take(where, axis=1), means)
        self.gap[slice(None) if chosen is None else chosen] = gap
        return self._record(chosen, new, len(means), first)

    def total(self, k: int) -> Change:
        """Counts and sums of the clusters."""
        return np.bincount(self.labels, minlength=k), sum_by_label(self.columns, self.labels, k)

    def _record(
        self, chosen: NDArray[np.intp] | None, new: NDArray[np.int64], k: int, first: bool
    ) -> Change | None:
        """Write labels; the points that changed move from one count and sum to another."""
        if first:
            self.labels[:] = new
            return self.total(k)
        old = self.labels if chosen is None else self.labels.take(chosen)
        changed = np.flatnonzero(old != new)
        if len(changed) == 0:
            return None
        old, new = old.take(changed), new.take(changed)
        where = changed if chosen is None else chosen.take(changed)
        self.labels[where] = new
        columns = self.columns.take(where, axis=1)
        return (
            np.bincount(new, minlength=k) - np.bincount(old, minlength=k),
            sum_by_label(columns, new, k) - sum_by_label(columns, old, k),
        )


@contextmanager
def threads(points: int) -> Iterator[Callable]:
    """A `map` on as many threads as there are cores; plain `map` where waking them would not pay.

    The threads end with the block: one kept alive would not survive a fork.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    count = min(cores or 1, MOST_THREADS)
    if count == 1 or points < THREADS_PAY:
        yield map
        return
    with ThreadPoolExecutor(count) as pool:
        yield pool.map


def sum_by_label(
    columns: NDArray[np.float64], labels: NDArray[np.int64], k: int
) -> NDArray[np.float64]:
    """Sum of the points of each label: columns (d, N), labels (N,) -> (k, d)."""
    d = len(columns)
    bins = labels + k * np.arange(d)[:, None]
    return np.bincount(bins.ravel(), columns.ravel(), minlength=k * d).reshape(d, k).T


def squared_error_of(
    columns: NDArray[np.float64], labels: NDArray[np.int64], means: NDArray[np.float64]
) -> float:
    """Sum of squared distances of the points, columns (d, N), to the means of their labels."""
    total = 0.0
    for column, values in zip(columns, means.T, strict=True):
        difference = column - values.take(labels)
        difference *= difference
        total += float(difference.sum())
    return total
