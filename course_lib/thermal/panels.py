"""Which pixels are which panel, and how warm each panel is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage
from skimage.filters import threshold_otsu

from course_lib.thermal.arguments import check_image, check_integer, check_label_map


def panel_regions(thermal: ArrayLike, min_area: int) -> NDArray[np.int64]:
    """Find the panels: warm regions that cooler frames part.

    Otsu's threshold parts warm from cool, connected warm pixels are a panel, small ones are specks.
    Outliers are clipped first: a single hot cell must not move the threshold of all.

    Parameters
    ----------
    thermal : (H, W) in degrees C; NaN is background.
    min_area : fewest pixels of a panel, at least 1.

    Returns
    -------
    (H, W) int64, 0 = background, panels from 1 in the order of their first pixel, row by row.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.
    """
    picture = check_image(thermal, "thermal")
    least = check_integer(min_area, "min_area", 1)
    labels, count = ndimage.label(warm_mask(picture))
    large = np.bincount(labels.ravel(), minlength=count + 1) >= least
    large[0] = False
    return np.where(large, np.cumsum(large), 0)[labels].astype(np.int64)


def warm_mask(thermal: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Pixels (H, W) above Otsu's threshold, outliers clipped; NaN is not, and of one value none."""
    seen = thermal[~np.isnan(thermal)]
    if seen.size == 0 or seen.min() == seen.max():
        return np.zeros(thermal.shape, bool)
    low, high = np.percentile(seen, [2, 98])
    values = np.clip(seen, low, high) if low < high else seen
    return np.nan_to_num(thermal, nan=-np.inf) > threshold_otsu(values)


@dataclass(frozen=True)
class PanelTemperatures:
    """How warm each panel is, in degrees C.

    Attributes
    ----------
    labels : (N,) int64, the panels, ascending; the other arrays have their order.
    mean, maximum, p95 : (N,) float64; p95 is the 95th percentile, linear between pixels. NaN for a
        panel without any value.
    """

    labels: NDArray[np.int64]
    mean: NDArray[np.float64]
    maximum: NDArray[np.float64]
    p95: NDArray[np.float64]


def panel_temperatures(thermal: ArrayLike, labels: ArrayLike) -> PanelTemperatures:
    """Mean, maximum and 95th percentile of each panel's own pixels.

    Parameters
    ----------
    thermal : (H, W) in degrees C; NaN does not count.
    labels : (H, W) integers, 0 = background.

    Returns
    -------
    PanelTemperatures

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.

    Examples
    --------
    >>> panel_temperatures([[40.0, 44.0, 20.0]], [[3, 3, 0]]).mean
    array([42.])
    """
    picture = check_image(thermal, "thermal")
    regions = check_label_map(labels, picture.shape)
    names = np.unique(regions[regions > 0])
    table = np.full((3, len(names)), np.nan)
    for i, values in enumerate(pixels_of(picture, regions, names)):
        values = values[~np.isnan(values)]
        if values.size:
            table[:, i] = values.mean(), values.max(), np.percentile(values, 95)
    return PanelTemperatures(names, *table)


def pixels_of(
    picture: NDArray[np.float64], labels: NDArray[np.int64], names: NDArray[np.int64]
) -> list[NDArray[np.float64]]:
    """The pixels of each named region, (n,) or (n, C), in one pass over the picture."""
    order = np.argsort(labels, axis=None, kind="stable")
    sorted_labels = labels.ravel()[order]
    values = picture.reshape(labels.size, *picture.shape[2:])[order]
    begins = np.searchsorted(sorted_labels, names, side="left")
    ends = np.searchsorted(sorted_labels, names, side="right")
    return [values[begin:end] for begin, end in zip(begins, ends, strict=True)]
