"""Surfaces: grey tiles from the CC0 photos, and clouds of noise, both without a seam.

A tile is a pattern of mean 0 and deviation 1 that is laid over a colour; assets/CREDITS.md names
the photos' authors.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from course_lib.images import photo, resize, to_gray

SIDE = 256
# Photo, and the square of it (top, left, side) that shows the surface and nothing else.
SURFACES = {
    "grass": ("grass", (0, 0, 512)),
    "gravel": ("gravel", (0, 0, 512)),
    "brick": ("brick", (0, 0, 512)),
    "fur": ("chelsea", (8, 180, 76)),
    "leaves": ("grass", (128, 128, 192)),
}
LARGEST = 2.2  # deviations: what is brighter or darker is cut, so that no pixel sparkles


@lru_cache(maxsize=64)
def tile(name: str, side: int = SIDE) -> NDArray[np.float32]:
    """A surface of `SURFACES`, mirrored in both directions so that it repeats without a seam.

    Parameters
    ----------
    name : a key of `SURFACES`.
    side : height and width of the tile in texels, an even number.

    Returns
    -------
    (side, side) float32, mean 0 and deviation 1, read-only.
    """
    source, (top, left, width) = SURFACES[name]
    part = photo(source)[top : top + width, left : left + width]
    gray = to_gray(resize(part, (side // 2, side // 2)))
    gray = np.hstack([gray, gray[:, ::-1]])
    return _standard(np.vstack([gray, gray[::-1]]))


@lru_cache(maxsize=16)
def noise(seed: int = 0, coarsest: int = 4, octaves: int = 5) -> NDArray[np.float32]:
    """Value noise: random grids, each twice as fine and half as strong as the one before.

    Parameters
    ----------
    seed : of the grids.
    coarsest : cells a side of the first grid.
    octaves : number of grids.

    Returns
    -------
    (256, 256) float32, mean 0 and deviation 1, repeats without a seam, read-only.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    total = np.zeros((SIDE, SIDE))
    for octave in range(octaves):
        cells = coarsest * 2**octave
        grid = rng.random((cells, cells))
        place = np.arange(SIDE) * cells / SIDE
        low = place.astype(int)
        part = place - low
        part = part * part * (3 - 2 * part)  # smooth where cells meet
        high = (low + 1) % cells
        rows = grid[low] * (1 - part)[:, None] + grid[high] * part[:, None]
        total += (rows[:, low] * (1 - part) + rows[:, high] * part) / 2**octave
    return _standard(total)


def _standard(values: NDArray[np.float64]) -> NDArray[np.float32]:
    values = (values - values.mean()) / values.std()
    result = np.clip(values, -LARGEST, LARGEST).astype(np.float32)
    result.flags.writeable = False  # shared by all callers
    return result
