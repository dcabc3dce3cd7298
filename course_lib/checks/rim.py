"""Pictures judged inside only: where a picture ends, honest ways of warping differ by a pixel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def with_rim_of(want: NDArray, got: NDArray) -> NDArray:
    """`got` with the entries of `want` on its rim, so that only what is inside can differ.

    The rim is one pixel wide on both sides of the line between NaN and numbers in `want`, beyond
    the picture counting as NaN. Neighbours are the eight around a pixel.

    Parameters
    ----------
    want, got : (H, W) or (H, W, C), floats; anything else comes back as it is.
    """
    if want.shape != got.shape or want.ndim not in (2, 3) or want.dtype.kind != "f":
        return got
    if got.dtype.kind != "f":
        return got
    nothing = np.isnan(want) if want.ndim == 2 else np.isnan(want).any(axis=2)
    around = np.pad(nothing, 1, constant_values=True)
    height, width = nothing.shape
    stack = [around[r : r + height, c : c + width] for r in range(3) for c in range(3)]
    rim = np.any(stack, axis=0) & ~np.all(stack, axis=0)
    return np.where(rim if want.ndim == 2 else rim[:, :, None], want, got)
