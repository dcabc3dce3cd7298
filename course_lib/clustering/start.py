"""Where k-means starts: the lecture's three ways to choose the first means.

The result of k-means depends on the start, since it only walks down to the next local minimum.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.clustering.arguments import (
    check_k,
    check_number,
    check_rng,
    check_table,
)
from course_lib.clustering.kmeans import run_kmeans

DRAWS = 100  # failed draws after which a random start gives up


def start_random(
    points: ArrayLike, k: int, *, min_distance: float = 0.0, rng: np.random.Generator
) -> NDArray[np.float64]:
    """k different rows of the points, drawn at random, pairwise at least `min_distance` apart.

    Parameters
    ----------
    points : (N, d) real numbers.
    k : number of means, 1 to N.
    min_distance : least L2 distance between two means, in the unit of the features. A draw that is
        too close to an earlier one is drawn again.
    rng : numpy Generator.

    Returns
    -------
    (k, d) float64

    Raises
    ------
    ValueError
        When 100 draws in all failed, or an argument is wrong.
    """
    points = check_table(points, "points")
    k = check_k(k, len(points))
    min_distance = check_number(min_distance, "min_distance")
    check_rng(rng)
    if min_distance == 0:
        return points[rng.choice(len(points), size=k, replace=False)].copy()
    chosen: list[int] = []
    failed = 0
    while len(chosen) < k:
        draw = int(rng.integers(len(points)))
        away = np.sqrt(((points[chosen] - points[draw]) ** 2).sum(axis=1))
        if draw not in chosen and (away >= min_distance).all():
            chosen.append(draw)
            continue
        failed += 1
        if failed == DRAWS:
            raise ValueError(
                f"min_distance must let {k} points lie that far apart, got {min_distance:g}: "
                f"{DRAWS} draws failed after {len(chosen)} points"
            )
    return points[chosen]


def start_uniform(points: ArrayLike, k: int) -> NDArray[np.float64]:
    """k means spread evenly along the diagonal of the points' range.

    Mean i stands at min + (i + 1/2) / k (max - min) in every feature, so each is in the middle of
    one of k equal parts.

    Parameters
    ----------
    points : (N, d) real numbers.
    k : number of means, at least 1.

    Returns
    -------
    (k, d) float64

    Examples
    --------
    >>> start_uniform([[0.0], [8.0]], 2)
    array([[2.],
           [6.]])
    """
    points = check_table(points, "points")
    k = check_k(k)
    low, high = points.min(axis=0), points.max(axis=0)
    return low + (np.arange(k)[:, None] + 0.5) / k * (high - low)


def start_subset(
    points: ArrayLike, k: int, *, fraction: float = 0.1, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Means that k-means finds on a random part of the points: the lecture's preferred start.

    Parameters
    ----------
    points : (N, d) real numbers.
    k : number of means, 1 to N.
    fraction : part of the points that is used, above 0 and at most 1; never fewer than k points.
    rng : numpy Generator.

    Returns
    -------
    (k, d) float64
    """
    points = check_table(points, "points")
    k = check_k(k, len(points))
    fraction = check_number(fraction, "fraction", 0.0, 1.0)
    if fraction == 0:
        raise ValueError("fraction must be above 0 and at most 1, got 0")
    check_rng(rng)
    size = max(k, round(fraction * len(points)))
    part = points[rng.choice(len(points), size=size, replace=False)]
    return run_kmeans(part, start_random(part, k, rng=rng)).means
