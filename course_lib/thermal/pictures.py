"""Temperatures as colours; arrays only, so that anything may show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage

from course_lib.thermal.alarms import Alarm
from course_lib.thermal.arguments import check_image, check_label_map

# cividis at nine places (Nunez, Anderton and Renslow 2018), linear between them.
CIVIDIS = np.array(
    [
        [0, 34, 78], [26, 56, 111], [65, 77, 107], [97, 98, 111], [124, 123, 120],
        [152, 148, 119], [187, 174, 108], [222, 203, 89], [254, 232, 56],
    ]
)  # fmt: skip
# Okabe and Ito's colours, light enough to be seen on cividis.
OUTLINES = {
    "module": (213, 94, 0),
    "cell": (204, 121, 167),
    "soiling": (86, 180, 233),
    "soiled": (0, 158, 115),
}
NOTHING = (228, 231, 236)


def cividis(shares: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Numbers from 0 to 1, any shape -> colours (..., 3) uint8, as in kit.js; NaN is pale grey."""
    place = np.clip(np.nan_to_num(shares), 0, 1) * (len(CIVIDIS) - 1)
    steps = np.arange(len(CIVIDIS))
    colours = np.stack([np.interp(place, steps, channel) for channel in CIVIDIS.T], axis=-1)
    colours[np.isnan(shares)] = NOTHING
    return np.floor(colours + 0.5).astype(np.uint8)


def thermal_picture(
    thermal: ArrayLike, low: float | None = None, high: float | None = None
) -> NDArray[np.uint8]:
    """Paint temperatures in cividis, from `low` (dark blue) to `high` (yellow).

    Parameters
    ----------
    thermal : (H, W) in degrees C; NaN is painted pale grey.
    low, high : degrees C; where left out, the 1st and the 99.7th percentile.

    Returns
    -------
    (H, W, 3) uint8

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above, or `low` is not below `high`.
    """
    picture = check_image(thermal, "thermal")
    seen = picture[~np.isnan(picture)]
    if seen.size == 0:
        return np.full((*picture.shape, 3), NOTHING, np.uint8)
    if low is None:
        low = float(np.percentile(seen, 1))
    if high is None:
        high = max(float(np.percentile(seen, 99.7)), low + 1e-6)
    if not low < high:
        raise ValueError(f"low must be below high, got {low:g} and {high:g}")
    return cividis((picture - low) / (high - low))


def report_picture(
    thermal: ArrayLike, labels: ArrayLike, alarms: Sequence[Alarm]
) -> NDArray[np.uint8]:
    """The mosaic with an outline around each panel that has an alarm, coloured by its kind.

    Parameters
    ----------
    thermal : (H, W) in degrees C.
    labels : (H, W) integers, 0 = background.
    alarms : of `Inspection`; colours are `OUTLINES`.

    Returns
    -------
    (H, W, 3) uint8; the scale spans what panels have, so that they differ to the eye.
    """
    mosaic = check_image(thermal, "thermal")
    regions = check_label_map(labels, mosaic.shape)
    inside = mosaic[(regions > 0) & ~np.isnan(mosaic)]
    low, high = np.percentile(inside, [3, 99.9]) if inside.size else (None, None)
    if inside.size:
        high = max(high, low + 1)
    return outlined(thermal_picture(mosaic, low, high), regions, alarms, OUTLINES)


def outlined(
    picture: NDArray[np.uint8],
    labels: NDArray[np.int64],
    alarms: Sequence[Alarm],
    colours: Mapping[str, ArrayLike],
) -> NDArray[np.uint8]:
    """A copy of the picture (H, W, 3) with a rim around each panel that has an alarm."""
    picture = picture.copy()
    for alarm in alarms:
        panel = ndimage.binary_fill_holes(labels == alarm.panel)
        rim = ndimage.binary_dilation(panel, iterations=2) & ~panel
        picture[rim] = colours[alarm.kind]
    return picture
