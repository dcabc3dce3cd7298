"""What the exercises of the tour share."""

from __future__ import annotations

import numpy as np

FORBID = [
    "skimage.filters",
    "skimage.measure",
    "skimage.morphology",
    "skimage.segmentation",
    "scipy.ndimage.label",
    "scipy.sparse.csgraph",
    "sklearn.metrics",
    "cv2.threshold",
    "cv2.connectedComponents",
    "cv2.connectedComponentsWithStats",
    "course_lib.metrics",
    "course_lib.checks.factories",
]


def mask_of(*rows):
    """A mask from its rows as text: ``#`` is True."""
    return np.array([[letter == "#" for letter in row] for row in rows])
