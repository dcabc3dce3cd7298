"""The pixels near each part of a drawing, laid in one row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Flat = NDArray[np.float32]  # (pixels,)
Whole = NDArray[np.int64]  # (parts,)


class Patches:
    """The pixels near each part, all in one row, so that one array operation serves all parts.

    Parameters
    ----------
    left, right, top, bottom : (parts,) columns and rows of the picture, half-open.
    x, y : the drawing's origin.

    Attributes
    ----------
    top, left, height, width : the window of the picture that holds all patches.
    starts : (parts + 1,) where each part's pixels begin.
    across, up : (pixels,) their centres as seen from the origin.
    """

    def __init__(
        self,
        left: Whole,
        right: Whole,
        top: Whole,
        bottom: Whole,
        x: float,
        y: float,
    ) -> None:
        self.top, self.left = int(top.min()), int(left.min())
        self.height, self.width = int(bottom.max()) - self.top, int(right.max()) - self.left
        left, right, top, bottom = (
            left - self.left,
            right - self.left,
            top - self.top,
            bottom - self.top,
        )
        widths = np.maximum(right - left, 0)
        self.counts = widths * np.maximum(bottom - top, 0)
        self.starts = np.concatenate([[0], np.cumsum(self.counts)])
        self._boxes = list(zip(*(v.tolist() for v in (top, bottom, left, right)), strict=True))
        self._slices = [
            slice(*ends)
            for ends in zip(self.starts[:-1].tolist(), self.starts[1:].tolist(), strict=True)
        ]
        place = np.arange(self.starts[-1], dtype=np.int32)
        starts, wide = (
            np.repeat(v.astype(np.int32), self.counts) for v in (self.starts[:-1], widths)
        )
        place -= starts
        row = place // wide
        column = place - row * wide
        self.across, self.up = column.astype(np.float32), -row.astype(np.float32)
        first, above = self.spread(
            slice(None), left + (self.left + 0.5 - x), (y - 0.5 - self.top) - top
        )
        self.across += first
        self.up += above

    def window(self, place: int) -> tuple[tuple[int, int, int, int], slice]:
        """Top, bottom, left, right of a part in the window, and where its pixels are in the row."""
        return self._boxes[place], self._slices[place]

    def spread(self, parts: slice, *values: NDArray[np.float64]) -> list[Flat]:
        """One number a part becomes one number a pixel."""
        counts = self.counts[parts]
        return [v.astype(np.float32).repeat(counts) for v in values]
