"""KMeansVersusMeanShift in an exported page: recorded clusters, sliders, the pointed pixel."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.images import photo
from course_lib.widgets import KMeansVersusMeanShift

pytestmark = pytest.mark.browser

PICTURE = photo("coffee", 48)
LABELS = "(root, s) => [...root.explorer().results[s].labels]"


def wait_for(page, side, value):
    page.wait_for_function(
        "([s, v]) => document.querySelector('.ex').explorer().results[s].value === v",
        arg=[side, value],
    )


def test_both_are_the_engines(show):
    page = show(lambda: KMeansVersusMeanShift(PICTURE))
    root = page.get_by_test_id("versus")
    versus = KMeansVersusMeanShift(PICTURE)
    for side, name, value in ((0, "kmeans", 16), (1, "shift", 21.0)):
        labels, colours = versus.clusters(name, value)
        assert root.evaluate(LABELS, side) == labels.tolist()
        heading = page.get_by_test_id(f"{name}-count").inner_text()
        assert heading.endswith(f": {len(colours)} clusters")
    assert "k-means with k = 16: 16 clusters." in page.get_by_test_id("sentence").inner_text()


def test_keys_and_sliders(show):
    page = show(lambda: KMeansVersusMeanShift(PICTURE))
    page.get_by_test_id("versus").focus()
    page.keyboard.press("ArrowLeft")
    wait_for(page, 0, 8)
    page.keyboard.press("]")
    wait_for(page, 1, 30)
    assert "with W = 30" in page.get_by_test_id("sentence").inner_text()
    page.get_by_test_id("kmeans-value").fill("0")
    wait_for(page, 0, 2)
    page.get_by_test_id("versus").focus()
    for view in ("clusters", "photo", "means"):
        page.keyboard.press("v")
        pressed = page.get_by_test_id(f"view-{view}").get_attribute("aria-pressed")
        assert pressed == "true"


def test_a_pixel_is_named_in_both(show):
    page = show(lambda: KMeansVersusMeanShift(PICTURE))
    versus = KMeansVersusMeanShift(PICTURE)
    at = np.array(PICTURE.shape[:2]) // 2
    pixel = at[0] * PICTURE.shape[1] + at[1]
    box = page.get_by_test_id("kmeans").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2 + 1, box["y"] + box["height"] / 2 + 1)
    for name, value in (("kmeans", 16), ("shift", 21.0)):
        labels, colours = versus.clusters(name, value)
        told = page.get_by_test_id(f"{name}-readout").inner_text()
        assert told.startswith(f"cluster {labels[pixel]} of {len(colours)} · ")
    page.mouse.down()
    page.mouse.up()
    page.mouse.move(0, 0)
    page.get_by_test_id("dim").check()
    assert page.get_by_test_id("versus").evaluate("(root) => root.explorer().pinned") == pixel
    assert page.get_by_test_id("sentence").inner_text().startswith(f"Row {at[0]}, column {at[1]}")
    page.get_by_test_id("shift").focus()
    page.keyboard.press("Shift+ArrowDown")
    told = page.get_by_test_id("sentence").inner_text()
    assert told.startswith(f"Row {at[0] + 1}, column {at[1]}")
    page.keyboard.press("Escape")
    assert "Point at a pixel" in page.get_by_test_id("shift-readout").inner_text()


@pytest.mark.parametrize("width", [400, 700, 1300])
def test_nothing_sticks_out(show, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page = show(lambda: KMeansVersusMeanShift(PICTURE))
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
