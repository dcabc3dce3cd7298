"""The density of the features as hills: what mean shift climbs, and what an explorer draws."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.clustering.arguments import LARGEST, SMALLEST, check_number, check_row, check_table
from course_lib.clustering.merging import distinct_rows

MOST = 2**24  # places of a grid: 128 MiB
WIDEST = 1e40  # so that the power of the bandwidth to six features is a number
BLOCK = 2**20  # numbers worked on at a time


def density_surface(
    points: ArrayLike, axes: Sequence[ArrayLike], bandwidth: float
) -> NDArray[np.float64]:
    """Kernel density estimate with a Gaussian on a grid; it integrates to 1.

    Parameters
    ----------
    points : (N, d) real numbers.
    axes : d lists of real numbers, the places of the grid in each feature.
    bandwidth : standard deviation of the Gaussian, above 0, in the unit of the features.

    Returns
    -------
    (len(axes[0]), ..., len(axes[d - 1])) float64, per unit of the features to the power d

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above, or the grid has more than 2^24 places.

    Notes
    -----
    B. Silverman, "Density Estimation for Statistics and Data Analysis", 1986, section 4.2. A
    Gaussian is a product over the features, so that a grid costs little more than its axes.

    Examples
    --------
    >>> density_surface([[0.0]], [[0.0, 1.0]], 1.0).round(4)
    array([0.3989, 0.242 ])
    """
    points = check_table(points, "points")
    count, d = points.shape
    grid = _check_axes(axes, d)
    bandwidth = check_number(bandwidth, "bandwidth", 1 / WIDEST, WIDEST)
    first, which = distinct_rows(points)
    points, weights = points[first], np.bincount(which) / count
    shape = tuple(len(axis) for axis in grid)
    rest = math.prod(shape[:-1])
    total = np.zeros((rest, shape[-1]))
    step = max(1, BLOCK // max(rest, shape[-1]))
    for start in range(0, len(points), step):
        part = slice(start, start + step)
        product = weights[None, part]
        for axis, column in zip(grid[:-1], points.T, strict=False):
            values = _gaussian(axis, column[part], bandwidth)
            product = (product[:, None] * values).reshape(-1, values.shape[1])
        total += product @ _gaussian(grid[-1], points[part, -1], bandwidth).T
    return total.reshape(shape)


def hill_height(points: ArrayLike, places: ArrayLike, radius: float) -> NDArray[np.float64]:
    """Height of the hill that a flat window climbs: it never falls from one mean to the next.

    The hill is the kernel density estimate with the Epanechnikov kernel, 1 - (distance / radius)^2
    inside the window and 0 outside, here without the factor that makes it integrate to 1. So it is
    1 where all points lie in one place, and 0 where the window is empty.

    Parameters
    ----------
    points : (N, d) real numbers.
    places : (M, d) real numbers.
    radius : of the window, above 0, in the unit of the features.

    Returns
    -------
    (M,) float64, from 0 to 1

    Notes
    -----
    Y. Cheng, "Mean shift, mode seeking, and clustering", IEEE Transactions on Pattern Analysis and
    Machine Intelligence, 1995: the flat kernel's shadow is the Epanechnikov kernel.

    Examples
    --------
    >>> hill_height([[0.0], [1.0]], [[0.0]], 2.0)
    array([0.875])
    """
    points, places = check_table(points, "points"), check_table(places, "places", "(M, d)")
    d = points.shape[1]
    if places.shape[1] != d:
        raise ValueError(f"places must be (M, {d}) to match {d} features, got {places.shape}")
    radius = check_number(radius, "radius", SMALLEST, LARGEST)
    heights = np.empty(len(places))
    step = max(1, BLOCK // len(points))
    for start in range(0, len(places), step):
        part = places[start : start + step]
        inside = np.ones((len(part), len(points)))
        with np.errstate(over="ignore"):  # infinitely far is outside
            for column, values in zip(points.T, part.T, strict=True):
                inside -= ((column - values[:, None]) / radius) ** 2
        heights[start : start + step] = np.maximum(inside, 0, out=inside).mean(axis=1)
    return heights


def _gaussian(
    axis: NDArray[np.float64], column: NDArray[np.float64], bandwidth: float
) -> NDArray[np.float64]:
    """One-dimensional normal densities, (places, points)."""
    values = (axis[:, None] - column) / bandwidth
    with np.errstate(over="ignore"):  # infinitely far has the density 0
        values *= values
    values *= -0.5
    np.exp(values, out=values)
    values /= math.sqrt(2 * math.pi) * bandwidth
    return values


def _check_axes(axes: Sequence[ArrayLike], features: int) -> list[NDArray[np.float64]]:
    """Return the axes as float64, one a feature, or raise."""
    try:
        given = list(axes)
    except TypeError as error:
        raise TypeError(
            f"axes must be a list with the places of each feature, got {type(axes).__name__}"
        ) from error
    if len(given) != features:
        raise ValueError(f"axes must be {features} lists for {features} features, got {len(given)}")
    grid = []
    for number, axis in enumerate(given):
        grid.append(check_row(axis, f"axes[{number}]", "(n,)"))
    places = math.prod(len(axis) for axis in grid)
    if places > MOST:
        raise ValueError(f"axes must have at most {MOST:,} places in all, got {places:,}")
    return grid
