"""Many frames to one picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.thermal.arguments import check_image

LARGEST = 10**8  # pixels of a mosaic; more is a wrong shift


def stitch(frames: Sequence[ArrayLike], shifts: ArrayLike) -> NDArray[np.float64]:
    """Lay frames into one picture; where several lie, their mean.

    Parameters
    ----------
    frames : F pictures, all (h, w) or all (h, w, C); a NaN in a frame does not count.
    shifts : (F, 2) integers, (row, column) of each frame's top left pixel. The mosaic begins at
        the least row and the least column among them.

    Returns
    -------
    (H, W) or (H, W, C) float64, NaN where no frame has a value.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.

    Examples
    --------
    >>> stitch([[[1.0, 3.0]], [[5.0, 7.0]]], [(0, 0), (0, 1)])
    array([[1., 4., 7.]])
    """
    pictures = [check_image(frame, f"frames[{i}]", colour=True) for i, frame in enumerate(frames)]
    if not pictures:
        raise ValueError("frames must hold at least one frame, got none")
    if len({picture.shape for picture in pictures}) > 1:
        sizes = sorted({picture.shape for picture in pictures})
        raise ValueError(f"frames must all have one shape, got {sizes[0]} and {sizes[1]}")
    corners = np.asarray(shifts)
    if corners.dtype.kind not in "iu":
        raise TypeError(f"shifts must be integers, got dtype {corners.dtype}")
    if corners.shape != (len(pictures), 2):
        raise ValueError(
            f"shifts must be ({len(pictures)}, 2), one (row, column) a frame, "
            f"got shape {corners.shape}"
        )
    corners = corners.astype(np.int64) - corners.min(axis=0).astype(np.int64)
    height, width = pictures[0].shape[:2]
    size = (int(corners[:, 0].max()) + height, int(corners[:, 1].max()) + width)
    if size[0] * size[1] > LARGEST:
        raise ValueError(f"shifts must give at most {LARGEST:,} pixels, got {size[0]} x {size[1]}")
    total = np.zeros(size + pictures[0].shape[2:])
    count = np.zeros_like(total)
    for picture, (row, column) in zip(pictures, corners, strict=True):
        place = np.s_[row : row + height, column : column + width]
        seen = ~np.isnan(picture)
        total[place] += np.where(seen, picture, 0)
        count[place] += seen
    return np.divide(total, count, out=np.full_like(total, np.nan), where=count > 0)
