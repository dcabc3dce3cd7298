"""What a student does with the mean shift unit, in a real JupyterLab in a real Chromium."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import jupyterlab as lab

pytestmark = pytest.mark.browser

WRONG = """def in_window(features, mean, radius):
    return (abs(features - mean) <= radius).all(axis=1)"""
RIGHT = """def in_window(features, mean, radius):
    return ((features - mean) ** 2).sum(axis=1) ** 0.5 <= radius"""
SHIFT = """def shift(features, mean, radius):
    inside = in_window(features, mean, radius)
    return features[inside].mean(axis=0) if inside.any() else mean"""


def explorer_of(page: Page, cell: str, name: str) -> Locator:
    """The living explorer of a cell."""
    explorer = lab.go_to_cell(page, cell).get_by_test_id(name)
    expect(explorer).to_have_attribute("data-ready", "true", timeout=20_000)
    return explorer


def test_a_student_works_through_the_unit(page: Page, address: str, student: Path, shots: Path):
    lab.open_notebook(page, address, "03_mean_shift/mean_shift.ipynb")
    lab.run_all(page)
    unwritten = lab.go_to_cell(page, "check(in_window)").locator(".course-check")
    expect(unwritten).to_contain_text("not written yet")
    climb(page, shots)
    compare(page, shots)
    # Until they are written, the student's own functions are told about in one sentence.
    own = explorer_of(page, "shift=shift, climb=climb", "hill-climber")
    expect(own.get_by_test_id("problem")).to_contain_text("climb is not written yet")
    page.screenshot(path=shots / "hill_unwritten.png")
    # A wrong answer is named, a right one passes.
    report = lab.write_and_check(page, "in_window", WRONG)
    expect(report).to_have_attribute("data-state", "failed")
    expect(report.locator(".course-hint")).to_contain_text("square")
    page.screenshot(path=shots / "in_window_wrong.png")
    report = lab.write_and_check(page, "in_window", RIGHT)
    expect(report).to_have_attribute("data-state", "passed")
    report = lab.write_and_check(page, "shift", SHIFT)
    expect(report).to_have_attribute("data-state", "passed")
    page.screenshot(path=shots / "shift_right.png")
    kept(page, address, student)


def climb(page: Page, shots: Path) -> None:
    """The hill climber by mouse and by keyboard."""
    hill = explorer_of(page, 'HillClimber(images.photo("astronaut"', "hill-climber")
    page.screenshot(path=shots / "hill_start.png")
    told = hill.get_by_test_id("sentence")
    hill.get_by_test_id("floor").click(position={"x": 320, "y": 200})
    expect(hill).to_have_attribute("data-index", "0")
    hill.get_by_test_id("step").click()
    expect(told).to_contain_text("Shift 1:")
    hill.get_by_test_id("view-basins").click()
    hill.get_by_test_id("many").check()
    hill.focus()
    page.keyboard.press("End")
    expect(told).to_contain_text("60 of 60 seeds are at rest")
    page.screenshot(path=shots / "hill_basins.png")
    page.keyboard.press("Home")
    expect(hill).to_have_attribute("data-index", "0")
    before = hill.get_by_test_id("readout").inner_text()
    page.keyboard.press("]")
    expect(hill.get_by_test_id("readout")).not_to_have_text(before)
    expect(told).to_contain_text("W = 22")
    hill.get_by_test_id("radius").focus()
    page.keyboard.press("ArrowRight")
    expect(told).to_contain_text("W = 23")


def compare(page: Page, shots: Path) -> None:
    """k-means against mean shift by mouse and by keyboard, with a prediction and a state."""
    versus = explorer_of(page, 'KMeansVersusMeanShift(images.photo("astronaut"', "versus")
    kind = versus.get_by_test_id("shift-kind")
    expect(kind).to_have_text("exact")
    expect(versus.get_by_test_id("kmeans-count")).to_have_text("k-means: 16 clusters")
    found = versus.get_by_test_id("shift-count").inner_text()
    page.screenshot(path=shots / "versus.png")
    versus.get_by_test_id("kmeans").hover(position={"x": 60, "y": 90})
    expect(versus.get_by_test_id("shift-readout")).to_contain_text("% of the pixels")
    versus.get_by_test_id("predict").check()
    versus.focus()
    for _ in range(9):
        page.keyboard.press("]")
    expect(versus.get_by_test_id("shift-count")).to_have_text("Mean shift: ?")
    page.screenshot(path=shots / "versus_question.png")
    versus.get_by_test_id("predict-0").click()
    expect(versus.get_by_test_id("verdict")).to_contain_text("✓ 1 of 1 right")
    expect(kind).to_have_text("exact")
    page.screenshot(path=shots / "versus_answer.png")
    box = versus.get_by_test_id("state")
    box.locator("summary").click()
    box.get_by_test_id("state-text").fill(
        '{"explorer": "versus", "k": 8, "radius": 21, "view": "means", "pixel": 70}'
    )
    box.get_by_test_id("paste-state").click()
    expect(versus.get_by_test_id("kmeans-count")).to_have_text("k-means: 8 clusters")
    expect(kind).to_have_text("exact")
    expect(versus.get_by_test_id("shift-count")).to_have_text(found)
    expect(versus.get_by_test_id("kmeans-readout")).to_contain_text("cluster")


def kept(page: Page, address: str, student: Path) -> None:
    """Save, reload: the answer and the progress are there."""
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1500)
    progress = json.loads((student / "progress.json").read_text(encoding="utf-8"))
    assert progress["exercises"]["mean_shift.in_window"]["passed"]
    lab.open_notebook(page, address, "03_mean_shift/mean_shift.ipynb")
    expect(lab.go_to_cell(page, "def in_window(")).to_contain_text("** 0.5")
