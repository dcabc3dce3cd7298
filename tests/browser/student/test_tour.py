"""What a student does with the tour, in a real JupyterLab in a real Chromium."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import jupyterlab as lab

pytestmark = pytest.mark.browser

NOTEBOOK = "00_tour/tour.ipynb"
WRONG = "def threshold(gray, t):\n    return gray >= t"
RIGHT = "def threshold(gray, t):\n    return gray > t"


@pytest.fixture
def tour(page: Page, address: str) -> Page:
    """The tour as it was handed out, run from top to bottom."""
    lab.open_notebook(page, address, NOTEBOOK)
    lab.run_all(page)
    return page


def test_one_scene_through_five_tasks(tour: Page, shots: Path):
    explorer = lab.go_to_cell(tour, "TaskExplorer()").get_by_test_id("tasks")
    expect(explorer).to_have_attribute("data-ready", "true")
    sentence = explorer.get_by_test_id("sentence")
    # By mouse: predict, see, point at a pixel.
    explorer.get_by_test_id("view-semantic").click()
    expect(sentence).to_contain_text("predict first")
    explorer.get_by_test_id("predict-no").click()
    expect(explorer.get_by_test_id("verdict")).to_have_text("Right: no. 1 of 1")
    explorer.get_by_test_id("picture").click(position={"x": 60, "y": 20})
    expect(explorer.get_by_test_id("says-semantic")).to_have_text("sky")
    expect(explorer.get_by_test_id("says-panoptic")).to_have_text("predict first")
    tour.screenshot(path=shots / "tasks_semantic.png")
    # By keyboard: the next task, its answer, another pixel.
    explorer.focus()
    tour.keyboard.press("ArrowRight")
    expect(explorer).to_have_attribute("data-task", "detection")
    explorer.get_by_test_id("show").focus()
    tour.keyboard.press("Enter")
    expect(sentence).to_contain_text("dog 1, dog 2 and cat 1")
    tour.keyboard.press("Shift+ArrowDown")
    expect(sentence).to_contain_text("Object detection: in no box.")
    tour.screenshot(path=shots / "tasks_detection.png")
    # A state as text: to another scene and back.
    explorer.get_by_text("State as text").click()
    explorer.get_by_test_id("copy-state").click()
    state = explorer.get_by_test_id("state-text").input_value()
    explorer.get_by_test_id("next").click()
    expect(explorer.get_by_test_id("seed")).to_have_value("0")
    expect(explorer).to_have_attribute("data-task", "classification")
    tour.screenshot(path=shots / "tasks_another.png")
    explorer.get_by_test_id("state-text").fill(state)
    explorer.get_by_test_id("paste-state").click()
    expect(sentence).to_contain_text("dog 1, dog 2 and cat 1")
    expect(explorer.get_by_test_id("seed")).to_have_value("")
    explorer.get_by_test_id("state-text").fill('{"tasks": {"seed": -1}}')
    explorer.get_by_test_id("paste-state").click()
    expect(explorer.get_by_text("not a state of this explorer")).to_be_visible()


def test_a_threshold_is_dragged_and_written(
    tour: Page, address: str, student: Path, shots: Path
):
    unwritten = lab.go_to_cell(tour, "check(threshold)").locator(".course-check")
    expect(unwritten).to_contain_text("not written yet")
    cell = lab.go_to_cell(tour, 'ThresholdExplorer(images.photo("coins", size=256))')
    explorer = cell.get_by_test_id("threshold-explorer")
    expect(explorer).to_have_attribute("data-t", "127")
    # By mouse: through the histogram.
    plot = explorer.get_by_test_id("histogram")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    tour.mouse.move(box["x"] + box["width"] / 2, middle)
    tour.mouse.down()
    tour.mouse.move(box["x"] + box["width"] * 0.42, middle, steps=5)
    tour.mouse.up()
    dragged = int(explorer.get_attribute("data-t") or "")
    assert 100 <= dragged <= 112
    # By keyboard: one level on, and Otsu's mark.
    explorer.focus()
    tour.keyboard.press("ArrowRight")
    expect(explorer).to_have_attribute("data-t", str(dragged + 1))
    tour.keyboard.press("o")
    expect(explorer).to_have_attribute("data-otsu", "106")
    tour.screenshot(path=shots / "threshold_otsu.png")
    own = lab.go_to_cell(tour, "threshold=threshold").get_by_test_id("threshold-explorer")
    expect(own.get_by_test_id("problem")).to_contain_text("threshold is not written yet")
    tour.screenshot(path=shots / "threshold_unwritten.png")
    # A wrong answer is named, a right one passes and drives the explorer.
    report = lab.write_and_check(tour, "threshold", WRONG)
    expect(report).to_have_attribute("data-state", "failed")
    expect(report.locator(".course-hint")).to_contain_text("strictly greater")
    tour.screenshot(path=shots / "threshold_wrong.png")
    report = lab.write_and_check(tour, "threshold", RIGHT)
    expect(report).to_have_attribute("data-state", "passed")
    cell = lab.go_to_cell(tour, "threshold=threshold")
    cell.locator(".cm-content").click()
    tour.keyboard.press("Control+Enter")
    lab.wait_idle(tour)
    expect(cell.get_by_test_id("sentence")).to_contain_text("marks the same pixels")
    tour.screenshot(path=shots / "threshold_own.png")
    # Save, reload: the answer and the progress are kept.
    tour.keyboard.press("Control+s")
    tour.wait_for_timeout(1500)
    kept = json.loads((student / "progress.json").read_text(encoding="utf-8"))
    assert kept["exercises"]["tour.threshold"]["passed"]
    tour.reload()
    lab.open_notebook(tour, address, NOTEBOOK)
    expect(lab.go_to_cell(tour, "def threshold(")).to_contain_text("gray > t")
