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


def test_the_number_is_predicted_before_it_is_shown(show):
    page = show(lambda: KMeansVersusMeanShift(PICTURE))
    counts = [
        len(KMeansVersusMeanShift(PICTURE).clusters("shift", float(w))[1]) for w in (21, 30, 45)
    ]
    assert counts[0] > counts[1] > counts[2]
    heading, verdict = page.get_by_test_id("shift-count"), page.get_by_test_id("verdict")
    page.get_by_test_id("predict").check()
    assert page.get_by_test_id("question").inner_text() == "Change W."
    page.get_by_test_id("versus").focus()
    page.keyboard.press("]")
    wait_for(page, 1, 30)
    assert heading.inner_text() == "Mean shift: ?"
    assert page.get_by_test_id("shift-readout").inner_text() == "Predict first."
    assert f" {counts[1]} clusters" not in page.get_by_test_id("sentence").inner_text()
    page.get_by_test_id("predict-0").click()
    told = f"✓ 1 of 1 right: {counts[0]} → {counts[1]} clusters."
    assert verdict.inner_text() == told
    assert heading.inner_text() == f"Mean shift: {counts[1]} clusters"
    page.get_by_test_id("versus").focus()
    page.keyboard.press("]")
    wait_for(page, 1, 45)
    page.get_by_test_id("predict-2").click()
    assert verdict.inner_text().startswith("✗ 1 of 2 right")
    page.get_by_test_id("predict").uncheck()
    assert not page.get_by_test_id("verdict").is_visible()


def test_a_state_is_copied_and_pasted(show):
    page = show(lambda: KMeansVersusMeanShift(PICTURE))
    page.get_by_test_id("versus").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("ArrowLeft")
    wait_for(page, 0, 8)
    page.get_by_test_id("state").locator("summary").click()
    page.get_by_test_id("copy-state").click()
    page.get_by_test_id("versus").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("]")
    wait_for(page, 1, 30)
    page.get_by_test_id("paste-state").click()
    wait_for(page, 1, 21)
    pixel = (PICTURE.shape[0] // 2 + 1) * PICTURE.shape[1] + PICTURE.shape[1] // 2
    page.wait_for_function(f"() => document.querySelector('.ex').explorer().pinned === {pixel}")
    page.get_by_test_id("state-text").fill('{"explorer": "versus", "k": 8, "radius": 22}')
    page.get_by_test_id("paste-state").click()
    assert "This is not a state" in page.get_by_test_id("problem").inner_text()


@pytest.mark.parametrize("width", [400, 700, 1300])
def test_nothing_sticks_out(show, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page = show(lambda: KMeansVersusMeanShift(PICTURE))
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
