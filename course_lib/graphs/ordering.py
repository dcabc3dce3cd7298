"""In which order to eliminate the pixels of a graph, so that its factors stay thin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from course_lib.graphs.arguments import check_integer, check_number

LEAF = 16  # pixels; smaller parts are not halved further


def pixel_order(height: int, width: int, radius: float = 3.0) -> NDArray[np.int64]:
    """Nested dissection: halves of the picture first, the strip that parts them last; and so on.

    No edge of a radius graph jumps over a strip as wide as its longest step. So eliminating one
    half leaves the other untouched, and the factors have few entries: about N log N.

    Parameters
    ----------
    height, width : of the picture, at least 1.
    radius : of the graph, in pixels, as in `pixel_graph`.

    Returns
    -------
    (height * width,) int64, each pixel once, for `order` in `ncut_eigenvectors`.

    Notes
    -----
    A. George, "Nested dissection of a regular finite element mesh", SIAM J. Numer. Anal. 1973.

    Examples
    --------
    >>> pixel_order(1, 40, 2.0)[-1]  # the strip in the middle
    np.int64(19)
    """
    height = check_integer(height, "height", 1)
    width = check_integer(width, "width", 1)
    radius = check_number(radius, "radius", 1.0)
    strip = max(1, int(np.ceil(min(radius, height + width))) - 1)
    parts: list[NDArray[np.int64]] = []
    _dissect(np.arange(height * width, dtype=np.int64).reshape(height, width), strip, parts)
    return np.concatenate(parts)


def _dissect(pixels: NDArray[np.int64], strip: int, parts: list[NDArray[np.int64]]) -> None:
    if pixels.shape[0] < pixels.shape[1]:
        pixels = pixels.T  # cut across the longer side
    if pixels.size <= LEAF or pixels.shape[0] <= 2 * strip + 1:
        parts.append(pixels.ravel())
        return
    middle = (pixels.shape[0] - strip) // 2
    _dissect(pixels[:middle], strip, parts)
    _dissect(pixels[middle + strip :], strip, parts)
    parts.append(pixels[middle : middle + strip].T.ravel())
