"""What the exercises of the solar farm share."""

from __future__ import annotations

import numpy as np

FORBID = ["course_lib.thermal", "course_lib.checks.factories", "cv2"]

WATER, ALUMINIUM, SILICON = 27.0, 20.0, 42.0  # degrees C, as a thermal camera sees them


def uneven(height, width):
    """Whole numbers from 0 to 12 without order, the same on every machine."""
    row, column = np.mgrid[:height, :width]
    return (3 * row**2 + 5 * column**3 + 7 * row * column + row) % 101 % 13


def map_of(*rows):
    """A label map from lines of text: a digit is a panel, a point is background."""
    return np.array([[0 if c == "." else int(c) for c in row] for row in rows])
