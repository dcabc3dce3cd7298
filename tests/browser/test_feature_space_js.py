"""FeatureSpace in an exported page: distances and columns are what Python computes."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.features import feature_columns
from course_lib.images import stereo_pair
from course_lib.widgets import FeatureSpace

pytestmark = pytest.mark.browser


def distances(page):
    return np.array(
        page.get_by_test_id("feature-space").evaluate("(root) => [...root.explorer().distance]")
    )


def click_pixel(page, row, column, shape):
    canvas = page.get_by_test_id("picture")
    box = canvas.bounding_box()
    x = box["width"] * (column + 0.5) / shape[1]
    page.mouse.click(box["x"] + x, box["y"] + box["height"] * (row + 0.5) / shape[0])


@pytest.mark.parametrize(
    "axes", [("R", "G", "B"), ("L*", "a*", "b*"), ("x", "y", "depth"), ("texture", "R", "y")]
)
def test_distances_are_those_of_the_features(show, axes):
    left, _, disparity = stereo_pair(64)
    page = show(lambda: FeatureSpace(left, disparity, axes=axes))
    click_pixel(page, 20, 30, left.shape)
    values = feature_columns(left, axes, depth=disparity)
    at = 20 * left.shape[1] + 30
    wanted = np.linalg.norm(values - values[at], axis=1)
    assert np.abs(distances(page) - wanted).max() <= 0.02
    page.get_by_test_id("view-equal").click()
    wanted = np.linalg.norm((values - values[at]) / values.std(axis=0), axis=1)
    assert np.abs(distances(page) - wanted).max() <= 0.001
    half = np.sort(wanted)[len(wanted) // 2]
    assert f"half of all pixels are nearer than {half:.1f}".rstrip("0").rstrip(".") in (
        page.get_by_test_id("sentence").inner_text()
    )


def test_axes_keys_and_cloud(show):
    left, _, disparity = stereo_pair(64)
    page = show(lambda: FeatureSpace(left, disparity))
    root = page.get_by_test_id("feature-space")
    page.get_by_test_id("axis-0").select_option("depth")
    page.wait_for_selector(".ex[data-axes='depth G B']")
    page.get_by_test_id("axis-1").select_option("depth")  # taken: the two change places
    page.wait_for_selector(".ex[data-axes='G depth B']")
    page.get_by_test_id("axes-xydepth").click()
    page.wait_for_selector(".ex[data-axes='x y depth']")
    page.get_by_test_id("picture").focus()
    page.keyboard.press("Shift+ArrowDown")
    middle = (left.shape[0] // 2 + 1) * left.shape[1] + left.shape[1] // 2
    assert root.evaluate("(root) => root.explorer().pinned") == middle
    page.get_by_test_id("limit").fill("10")
    assert "the nearest 10 % nearer than" in page.get_by_test_id("sentence").inner_text()
    page.keyboard.press("Escape")
    assert root.evaluate("(root) => root.explorer().pinned") == middle  # the slider had the focus
    page.get_by_test_id("cloud").focus()
    page.keyboard.press("w")
    page.keyboard.press("Escape")
    assert root.evaluate("(root) => root.explorer().pinned") is None
