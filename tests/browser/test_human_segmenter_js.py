"""HumanSegmenter in an exported page: outlines by mouse and keyboard, the Rand index is right."""

from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.metrics import rand_score

from course_lib.images import photo
from course_lib.widgets import HumanSegmenter

pytestmark = pytest.mark.browser


def labels(page) -> list[np.ndarray]:
    found = page.get_by_test_id("human-segmenter").evaluate(
        "(root) => root.explorer().labels.map((one) => [...one])"
    )
    return [np.array(one) for one in found]


def drag(page, corners) -> None:
    box = page.get_by_test_id("picture").bounding_box()
    for number, (x, y) in enumerate([*corners, corners[0]]):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=3)
        if number == 0:
            page.mouse.down()
    page.mouse.up()


LEFT = [(0.02, 0.02), (0.5, 0.02), (0.5, 0.97), (0.02, 0.97)]
SMALL = [(0.1, 0.1), (0.3, 0.1), (0.3, 0.5), (0.1, 0.5)]


def test_two_tries_and_the_rand_index(show):
    explorer = HumanSegmenter(photo("coffee", 96))
    page = show(lambda: explorer)
    drag(page, LEFT)
    drag(page, SMALL)
    page.get_by_test_id("view-1").click()
    drag(page, SMALL)
    first, second = labels(page)
    assert set(first) == {0, 1, 2} and 0.4 < np.mean(first > 0) < 0.5
    cells = page.get_by_test_id("table").locator("td").all_inner_texts()
    names = list(explorer.others)
    segmentations = [first, second, *(explorer.others[n].ravel() for n in names)]
    wanted = [
        f"{rand_score(segmentations[i], segmentations[j]):.3f}" if j > i else ""
        for i in range(4)
        for j in range(1, 4)
    ]
    assert cells == wanted
    page.get_by_test_id("look").select_option(names[0])


def test_keyboard_undo_and_exchange(show):
    page = show(lambda: HumanSegmenter(photo("coffee", 96), {}))
    page.get_by_test_id("picture").focus()
    page.keyboard.press("Shift+ArrowUp")
    for keys in (["Right"] * 8, ["Down"] * 8, ["Left"] * 8):
        page.keyboard.press("Enter")
        for key in keys:
            page.keyboard.press(f"Shift+Arrow{key}")
    page.keyboard.press("Enter")
    page.keyboard.press("c")
    page.wait_for_selector(".ex[data-regions='1 0']")
    drawn = labels(page)[0]
    assert drawn.sum() == pytest.approx(16 * 16, abs=40)
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(".ex[data-regions='0 0']")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".ex[data-regions='1 0']")
    assert (labels(page)[0] == drawn).all()
    page.get_by_text("Exchange drawings").click()
    page.get_by_test_id("export").click()
    text = page.get_by_test_id("drawing").input_value()
    assert len(json.loads(text)["regions"]) == 1
    page.get_by_test_id("import").click()
    assert page.get_by_test_id("table").locator("td").all_inner_texts() == ["1.000", ""]
    page.get_by_test_id("drawing").fill("{}")
    page.get_by_test_id("import").click()
    page.get_by_text("This is no drawing on this photo.").wait_for()
