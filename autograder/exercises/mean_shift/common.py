"""What the exercises of the mean shift unit share."""

from __future__ import annotations

import numpy as np

FORBID = [
    "sklearn.cluster",
    "sklearn.neighbors",
    "scipy.cluster",
    "scipy.stats.gaussian_kde",
    "course_lib.clustering",
    "course_lib.checks.factories",
    "cv2.meanShift",
    "cv2.pyrMeanShiftFiltering",
]

# Two hills on a line; sums and means of whole numbers, so that no rounding moves a border.
LINE = np.array([0, 1, 2, 3, 4, 6, 20, 21, 23, 24], float)[:, None]

# Two hills of colours, dark and light.
COLOURS = np.array(
    [
        [10, 12, 8], [14, 10, 12], [20, 18, 10], [9, 20, 22], [30, 24, 20],
        [200, 190, 180], [206, 196, 188], [195, 199, 175], [210, 180, 186],
    ],
    float,
)  # fmt: skip

# The distances between neighbours shrink: a long climb to the right.
SLOPE = np.array([0, 5, 9, 12, 14.5, 16.5, 18, 19, 19.5], float)[:, None]


def random_slope(rng):
    """Twelve points on a line whose distances shrink to the right."""
    return np.cumsum(np.linspace(5, 0.5, 12) + rng.uniform(0, 0.2, 12))[:, None]


def hills(rng, count, dimensions):
    """`count` hills of twelve points, far apart in the first feature, well mixed."""
    middles = rng.uniform(0, 50, (count, dimensions))
    middles[:, 0] = 90 * np.arange(count)
    points = middles[:, None] + rng.uniform(-9, 9, (count, 12, dimensions))
    return rng.permutation(points.reshape(-1, dimensions))
