"""How many points lie in each of many balls, and their sum: fast and exact, in any dimension.

Three ideas make it fast:

- **Blocks of near points** (Moore 1991, "An introductory tutorial on kd-trees"). The points are
  halved again and again across their widest feature, down to blocks of some 16. A block that lies
  in a ball as a whole adds its sum, known beforehand; one that lies outside adds nothing.
- **Groups of near centres** share that decision (Gray and Moore 2000, "N-body problems in
  statistical learning"): centres are grouped as the points are, and only blocks that some ball of
  the group may cut are looked at point by point.
- **One matrix product gives all squared distances** of a group to these points. Whatever is closer
  to the edge than the rounding errors is decided again by the formula of the textbook, so nothing
  is counted wrongly: a point on the edge is inside.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

BLOCK = 32  # points
GROUP = 32  # centres
CHUNK = (
    2**17
)  # multiplications: what comes of them stays in the cache, and OpenBLAS wakes no threads
PAIRS = 2**14  # of groups and blocks, compared at a time: they stay in the processor's cache
OFFSET = 1e3  # points this many times farther from zero than from each other are centred
ROUND = 2.0**-53  # largest relative rounding error of float64


class Windows:
    """Balls of one radius among fixed points.

    Parameters
    ----------
    points : (N, d) float64, finite.
    weights : (N,) how often each point counts.
    radius : above 0, in the unit of the features; a point at exactly this distance is inside.
    share : `map` or what works like it, for example that of `nearest.threads`.
    """

    def __init__(
        self,
        points: NDArray[np.float64],
        weights: NDArray,
        radius: float,
        share: Callable = map,
    ) -> None:
        self.square, self._share = radius * radius, share
        low, high = points.min(axis=0), points.max(axis=0)
        order = halved(points, BLOCK)
        self.blocks = np.append(points, points[-1:], axis=0)[order]
        weights = np.append(weights, 0.0)[order][..., None]
        self.low = np.ascontiguousarray(self.blocks.min(axis=1).T)
        self.high = np.ascontiguousarray(self.blocks.max(axis=1).T)
        # Sums of whole numbers have no rounding errors, so they are left as they are; where
        # rounding errors would be large, the sums are those of differences.
        spread = (high - low).max()
        far = np.abs(low + high).max() > OFFSET * spread
        self.origin = points[0] if far else np.zeros_like(low)
        self.middle = low + (high - low) / 2
        centred = self.blocks - self.middle
        squares = (centred * centred).sum(axis=2, keepdims=True)
        self.reach = float(squares.max()) ** 0.5
        # A row: x and |x|^2 for the distances, then what is added up.
        self.rows = np.concatenate(
            [
                centred,
                squares,
                np.ones_like(squares),
                weights,
                weights * (self.blocks - self.origin),
            ],
            axis=2,
        )
        self.sums = self.rows[:, :, len(low) + 2 :].sum(axis=1)

    def means(
        self, centres: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Mean and weight of what lies in the ball around each centre.

        Parameters
        ----------
        centres : (n, d) float64.

        Returns
        -------
        (n, d) float64, the centre itself where the ball is empty; and (n,) float64
        """
        count, d = centres.shape
        # Few centres make small groups, or one group would look at all points.
        order = np.minimum(halved(centres, min(GROUP, max(1, count // 4))), count - 1)
        groups = centres[order]
        step = max(1, PAIRS // len(self.sums))
        parts = [groups[start : start + step] for start in range(0, len(groups), step)]
        totals = np.empty((count, d + 1))
        totals[order] = np.concatenate(list(self._share(self._totals, parts)))
        weight = totals[:, :1]
        means = self.origin + totals[:, 1:] / np.maximum(weight, 1e-300)
        return np.where(weight > 0, means, centres), weight[:, 0]

    def _totals(self, groups: NDArray[np.float64]) -> NDArray[np.float64]:
        """Weights and weighted sums in the balls of some groups, (groups, size, d + 1)."""
        inside, cut = self._compare(groups.min(axis=1), groups.max(axis=1))
        totals = np.repeat((inside @ self.sums)[:, None], groups.shape[1], axis=1)
        size = groups.shape[1] * (groups.shape[2] + 2) * self.blocks.shape[1]
        step = max(1, CHUNK // size)
        factors, error = self._factors(groups)
        for number, centres in enumerate(groups):
            cut_blocks = np.flatnonzero(cut[number])
            for start in range(0, len(cut_blocks), step):
                blocks = cut_blocks[start : start + step]
                totals[number] += self._looked_at(centres, factors[number], error, blocks)
        return totals

    def _compare(
        self, low: NDArray[np.float64], high: NDArray[np.float64]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Of boxes of centres and blocks: which are in all balls, which are neither in nor out."""
        nearest = np.zeros((len(low), len(self.sums)))
        farthest = np.zeros_like(nearest)
        for first, last, below, above in zip(low.T, high.T, self.low, self.high, strict=True):
            one, other = below - last[:, None], first[:, None] - above
            gap = np.maximum(np.maximum(one, other), 0)
            nearest += gap * gap
            gap = np.minimum(one, other)
            farthest += gap * gap
        inside = farthest <= self.square * (1 - 1e-12)
        return inside, (nearest <= self.square * (1 + 1e-12)) & ~inside

    def _factors(self, centres: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
        """What a row is multiplied with to give |x - m|^2 - radius^2, and its largest error."""
        centred = centres - self.middle
        squares = (centred * centred).sum(axis=-1, keepdims=True)
        factors = np.concatenate(
            [-2 * centred, np.ones_like(squares), squares - self.square], axis=-1
        )
        reach = self.reach + float(squares.max()) ** 0.5
        return factors, 8 * (centres.shape[-1] + 4) * ROUND * (reach * reach + self.square)

    def _looked_at(
        self,
        centres: NDArray[np.float64],
        factors: NDArray[np.float64],
        error: float,
        blocks: NDArray[np.intp],
    ) -> NDArray[np.float64]:
        """Weights and sums of the points of some blocks that are in the balls of one group."""
        d = centres.shape[1]
        rows = self.rows.take(blocks, axis=0).reshape(-1, self.rows.shape[2])
        beyond = factors @ rows[:, : d + 2].T
        inside = np.less_equal(beyond, 0, out=np.empty_like(beyond))
        np.abs(beyond, out=beyond)
        if beyond.min() <= error:
            number, row = np.divmod(np.flatnonzero(beyond <= error), len(rows))
            points = self.blocks.take(blocks, axis=0).reshape(-1, d)
            squares = squared_distances(points[row].T, centres[number].T)
            inside[number, row] = squares <= self.square
        return inside @ rows[:, d + 2 :]


def squared_distances(
    columns: NDArray[np.float64], others: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Sum of squared differences over the features, one after the other: (d, N), (d, N) -> (N,)."""
    squares = np.zeros(columns.shape[1])
    for column, other in zip(columns, others, strict=True):
        difference = column - other
        difference *= difference
        squares += difference
    return squares


def halved(points: NDArray[np.float64], size: int) -> NDArray[np.intp]:
    """Numbers of near points, in blocks of one size, at most `size`.

    Parameters
    ----------
    points : (N, d) float64.
    size : at least 1.

    Returns
    -------
    (blocks, at most size) integers. Each point is in one block; N fills up what is left, and stands
    where the last point is.
    """
    count = len(points)
    levels = max(0, (count - 1) // size).bit_length()
    fill = -count % 2**levels
    order = np.arange(count + fill).clip(max=count)[None]
    points = np.append(points, points[-1:], axis=0)
    for _ in range(levels):
        block = points[order]
        widest = np.ptp(block, axis=1).argmax(axis=1)
        values = np.take_along_axis(block, widest[:, None, None], axis=2)[:, :, 0]
        half = values.shape[1] // 2
        parts = np.argpartition(values, half, axis=1)
        order = np.take_along_axis(order, parts, axis=1).reshape(-1, half)
    return order
