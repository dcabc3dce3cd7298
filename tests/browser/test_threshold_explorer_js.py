"""ThresholdExplorer in an exported page: numbers are what Python computes; mouse and keyboard."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.images import photo
from course_lib.thresholding import between_class_variance
from course_lib.widgets import ThresholdExplorer

pytestmark = pytest.mark.browser


def state(page) -> dict:
    return page.get_by_test_id("threshold-explorer").evaluate(
        "(root) => { const s = root.explorer();"
        " return { t: s.t, otsu: s.otsu, counts: [...s.counts], variance: [...s.variance] }; }"
    )


@pytest.mark.parametrize("name", ["coins", "camera"])
def test_numbers_are_pythons(show, name):
    explorer = ThresholdExplorer(photo(name, 96))
    page = show(lambda: explorer)
    found, counts = state(page), np.bincount(explorer.gray.ravel(), minlength=256)
    assert found["counts"] == counts.tolist()
    assert np.abs(np.array(found["variance"]) - between_class_variance(counts)).max() < 1e-6
    assert found["otsu"] == explorer.best
    page.get_by_test_id("show-otsu").click()
    said = page.get_by_test_id("sentence").inner_text()
    assert f"Otsu says {explorer.best}" in said
    assert f"{int((explorer.gray > 127).sum()):,} of {explorer.gray.size:,} pixels" in said


def test_mouse_and_keyboard(show):
    explorer = ThresholdExplorer(photo("coins", 96))
    page = show(lambda: explorer)
    box = page.get_by_test_id("histogram").bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 8 + (box["width"] - 16) * (60.5 / 256), middle, steps=4)
    page.mouse.up()
    assert abs(state(page)["t"] - 60) <= 1
    page.get_by_test_id("histogram").focus()
    page.keyboard.press("Home")
    assert state(page)["t"] == 0
    page.keyboard.press("ArrowLeft")
    assert state(page)["t"] == 0
    page.keyboard.press("End")
    assert state(page)["t"] == 255
    assert "0 of" in page.get_by_test_id("sentence").inner_text()
    page.keyboard.press("o")
    page.wait_for_selector(f".ex[data-otsu='{explorer.best}']")
    page.keyboard.press("o")
    page.wait_for_selector(".ex[data-otsu='']")
    page.get_by_test_id("picture").focus()
    page.keyboard.press("Shift+ArrowDown")
    rows, columns = explorer.gray.shape
    level = explorer.gray[rows // 2 + 2, columns // 2]
    said = page.get_by_test_id("readout").inner_text()
    assert f"row {rows // 2 + 2}, column {columns // 2} · grey level {level}" in said
    for view in ("photo", "mask", "both"):
        page.get_by_test_id(f"view-{view}").click()
