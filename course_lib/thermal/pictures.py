"""Temperatures as colours; arrays only, so that anything may show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage

from course_lib.thermal.alarms import Alarm
from course_lib.thermal.arguments import check_image, check_label_map

# Thermal cameras' usual scale, from cold to hot: black, violet, red, orange, yellow, white.
IRON = np.array(
    [[0, 0, 20], [70, 0, 130], [165, 15, 130], [225, 70, 40], [250, 160, 10], [255, 250, 220]]
)
OUTLINES = {
    "module": (0, 255, 255),
    "cell": (0, 255, 60),
    "soiling": (255, 255, 255),
    "soiled": (90, 160, 255),
}
NOTHING = (60, 60, 60)


def thermal_picture(
    thermal: ArrayLike, low: float | None = None, high: float | None = None
) -> NDArray[np.uint8]:
    """Paint temperatures, from `low` (black) to `high` (white).

    Parameters
    ----------
    thermal : (H, W) in degrees C; NaN is painted grey.
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
    place = np.clip((picture - low) / (high - low), 0, 1) * (len(IRON) - 1)
    steps = np.arange(len(IRON))
    colours = np.stack([np.interp(place, steps, channel) for channel in IRON.T], axis=2)
    colours[np.isnan(picture)] = NOTHING
    return np.round(colours).astype(np.uint8)


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
    (H, W, 3) uint8
    """
    picture = thermal_picture(thermal)
    return outlined(picture, check_label_map(labels, picture.shape[:2]), alarms, OUTLINES)


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
