"""Figures of points in the plane, and the number of regions of a mask."""

import numpy as np
import pytest

from course_lib.metrics import count_regions
from course_lib.plots import show_points

POINTS = np.array([[0.0, 1.0], [2.0, 3.0], [9.0, 9.0]])


def test_points_have_an_alt_text():
    html = show_points(POINTS, POINTS[:2], [0, 0, 1], alt="Three <points>.")._repr_html_()
    assert 'alt="Three &lt;points&gt;."' in html and "data:image/png" in html


@pytest.mark.parametrize(
    "arguments, name",
    [
        ((np.zeros((3, 3)),), "points"),
        ((POINTS, np.zeros((2, 3))), "means"),
        ((POINTS, None, [0, 1]), "labels"),
        ((POINTS, None, [0, 1, -1]), "labels"),
    ],
)
def test_wrong_points_are_named(arguments, name):
    with pytest.raises(ValueError, match=f"^{name} must"):
        show_points(*arguments, alt="x")


def test_regions_touch_by_their_sides():
    mask = np.array([[1, 1, 0, 1], [0, 1, 0, 0], [1, 0, 0, 1]], bool)
    assert count_regions(mask) == 4
    assert count_regions(~np.ones((2, 2), bool)) == 0


def test_wrong_masks_are_named():
    with pytest.raises(TypeError, match="^mask must be bool"):
        count_regions(np.ones((2, 2)))
    with pytest.raises(ValueError, match="^mask must be"):
        count_regions(np.ones(3, bool))
