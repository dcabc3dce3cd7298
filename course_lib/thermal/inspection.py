"""The whole way, from frames to ranked alarms, with every picture in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage

from course_lib.thermal.alarms import Alarm, hot_panels, soiled_panels
from course_lib.thermal.arguments import check_image, check_integer, check_number
from course_lib.thermal.distortion import undistort_image
from course_lib.thermal.mosaic import stitch
from course_lib.thermal.panels import PanelTemperatures, panel_regions, panel_temperatures
from course_lib.thermal.registration import locate_frames

SATURATED = 235  # grey levels in all three channels: the sun's mirror image, not the panel
GLARE_AREA = 60  # pixels; smaller bright spots are droppings, or the rim of a panel
AROUND = 8  # pixels around it that the glare still warms, by over 0.05 degrees C


@dataclass(frozen=True)
class Inspection:
    """What was found, step by step.

    Attributes
    ----------
    undistorted : F arrays (h, w), degrees C, NaN where there is glare or nothing.
    shifts : (F, 2) int64, (row, column) of each in the mosaic.
    mosaic : (H, W) float64, degrees C.
    rgb : (H, W, 3) float64, grey levels.
    labels : (H, W) int64, panels, 0 = background.
    temperatures : PanelTemperatures
    hot, soiled : (N,) bool, in the order of ``temperatures.labels``.
    alarms : what to visit, the most urgent first.
    """

    undistorted: tuple[NDArray[np.float64], ...]
    shifts: NDArray[np.int64]
    mosaic: NDArray[np.float64]
    rgb: NDArray[np.float64]
    labels: NDArray[np.int64]
    temperatures: PanelTemperatures
    hot: NDArray[np.bool_]
    soiled: NDArray[np.bool_]
    alarms: tuple[Alarm, ...]

    def __str__(self) -> str:
        total = len(self.temperatures.labels)
        head = f"{total} panels, {int(self.hot.sum())} hot, {int(self.soiled.sum())} soiled."
        lines = (f"{i}. {alarm}" for i, alarm in enumerate(self.alarms, 1))
        return "\n".join([head, *lines])


def inspect_frames(
    thermal: Sequence[ArrayLike],
    rgb: Sequence[ArrayLike],
    *,
    k1: float,
    k2: float,
    center: ArrayLike,
    focal: float,
    min_area: int = 300,
    threshold: float = 3.5,
) -> Inspection:
    """Inspect a farm.

    Parameters
    ----------
    thermal : F frames (h, w) in degrees C, as the camera gave them, in the order of the flight.
    rgb : F frames (h, w, 3) through the same lens, in grey levels.
    k1, k2, center, focal : the lens, as in `distort`.
    min_area : fewest pixels of a panel.
    threshold : robust score from which a panel is hot.

    Returns
    -------
    Inspection

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above, or there is no panel.
    """
    warm = [check_image(frame, f"thermal[{i}]") for i, frame in enumerate(thermal)]
    seen = [check_image(frame, f"rgb[{i}]", colour=True) for i, frame in enumerate(rgb)]
    if len(warm) != len(seen) or not warm:
        raise ValueError(
            f"thermal and rgb must hold one frame each a picture, got {len(warm)} and {len(seen)}"
        )
    for i, (one, other) in enumerate(zip(warm, seen, strict=True)):
        if other.shape != (*one.shape, 3):
            raise ValueError(f"rgb[{i}] must be {(*one.shape, 3)}, got shape {other.shape}")
    least = check_integer(min_area, "min_area", 1)
    bar = check_number(threshold, "threshold")
    undistorted, colours = [], []
    for one, other in zip(warm, seen, strict=True):
        glare = glare_mask(other)
        one, other = one.copy(), other.copy()
        one[glare], other[glare] = np.nan, np.nan
        undistorted.append(undistort_image(one, k1, k2, center, focal))
        colours.append(undistort_image(other, k1, k2, center, focal))
    shifts = locate_frames(undistorted)
    mosaic, picture = stitch(undistorted, shifts), stitch(colours, shifts)
    labels = panel_regions(mosaic, least)
    temperatures = panel_temperatures(mosaic, labels)
    if len(temperatures.labels) == 0:
        raise ValueError(f"thermal must show a panel of at least {least} pixels, got none")
    as_a_whole = hot_panels(temperatures.mean, bar)
    in_a_spot = hot_panels(temperatures.maximum, bar)
    soiled = soiled_panels(picture, inner_labels(labels))
    alarms = rank_alarms(labels, temperatures, as_a_whole, in_a_spot, soiled)
    return Inspection(
        tuple(undistorted),
        shifts,
        mosaic,
        picture,
        labels,
        temperatures,
        as_a_whole | in_a_spot,
        soiled,
        alarms,
    )


def glare_mask(rgb: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Where the sun is mirrored: large saturated spots, and what lies close around them."""
    labels, count = ndimage.label((rgb > SATURATED).all(axis=2))
    large = np.bincount(labels.ravel(), minlength=count + 1) >= GLARE_AREA
    large[0] = False
    core = large[labels]
    if not core.any():
        return core
    return ndimage.distance_transform_edt(~core) <= AROUND


def inner_labels(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Labels without the outermost two pixels of each panel, where its white frame shines through.

    A panel too thin to have an inside keeps all its pixels, so that no panel is lost.
    """
    same = ndimage.minimum_filter(labels, 5) == ndimage.maximum_filter(labels, 5)
    inner = np.where(same, labels, 0)
    lost = np.setdiff1d(labels, inner)
    return np.where(np.isin(labels, lost), labels, inner)


def rank_alarms(
    labels: NDArray[np.int64],
    temperatures: PanelTemperatures,
    as_a_whole: NDArray[np.bool_],
    in_a_spot: NDArray[np.bool_],
    soiled: NDArray[np.bool_],
) -> tuple[Alarm, ...]:
    """One alarm for each panel that is hot or soiled, the warmest above the median first.

    Parameters
    ----------
    labels : (H, W) integers, 0 = background.
    temperatures : of its N panels.
    as_a_whole, in_a_spot : (N,) bool, hot by the mean and by the maximum.
    soiled : (N,) bool.

    Returns
    -------
    Alarms; soiled panels that are not hot come last.
    """
    means = temperatures.mean - np.median(temperatures.mean)
    maxima = temperatures.maximum - np.median(temperatures.maximum)
    middles = ndimage.center_of_mass(labels > 0, labels, temperatures.labels)
    alarms = []
    for i in np.flatnonzero(as_a_whole | in_a_spot | soiled):
        # One very hot cell lifts the mean too, but much less than the maximum.
        if as_a_whole[i] and means[i] > maxima[i] / 2:
            kind = "module"
        elif as_a_whole[i] or in_a_spot[i]:
            kind = "soiling" if soiled[i] else "cell"
        else:
            kind = "soiled"
        row, column = middles[i]
        alarms.append(
            Alarm(
                int(temperatures.labels[i]),
                float(row),
                float(column),
                kind,
                float(temperatures.mean[i]),
                float(temperatures.maximum[i]),
                float(means[i] if kind == "module" else maxima[i]),
            )
        )
    return tuple(sorted(alarms, key=lambda alarm: (alarm.kind == "soiled", -alarm.above)))
