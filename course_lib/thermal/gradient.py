"""Which pixels lie at an edge: the rim of a panel, of a hot cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

CALM = 4  # medians of the gradient; a pixel with more is at an edge
FAINT = 0.1  # of the largest gradient, where the median is 0: a picture without noise


def edges(picture: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """How steep each pixel is, in degrees C a pixel, and which are calm.

    Parameters
    ----------
    picture : (H, W) float64, degrees C; NaN = no value. At least one pixel has one.

    Returns
    -------
    (H, W) float64 and (H, W) bool. A pixel without value is not calm.
    """
    seen = ~np.isnan(picture)
    # The rim of a hole shall not look like an edge: holes take their nearest value.
    nearest = ndimage.distance_transform_edt(~seen, return_distances=False, return_indices=True)
    steep = ndimage.gaussian_gradient_magnitude(picture[tuple(nearest)], 1, mode="nearest")
    most = CALM * np.median(steep[seen]) or FAINT * steep.max()
    return steep, seen & (steep <= most)
