"""What a student does with the k-means unit, in a real JupyterLab in a real Chromium."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import jupyterlab as lab

pytestmark = pytest.mark.browser

WRONG = """def assign_labels(features, means):
    distances = ((features[:, None] - means[None]) ** 2).sum(axis=2)
    return distances.argmax(axis=1)"""
RIGHT = WRONG.replace("argmax", "argmin")


def stepper(page: Page) -> Locator:
    return page.get_by_test_id("stepper").first


def index(explorer: Locator) -> int:
    return int(explorer.get_attribute("data-index") or -1)


def test_a_student_works_through_the_unit(page: Page, address: str, student: Path, shots: Path):
    lab.open_notebook(page, address, "02_kmeans/kmeans.ipynb")
    lab.run_all(page)
    unwritten = lab.go_to_cell(page, "check(assign_labels)").locator(".course-check")
    expect(unwritten).to_contain_text("not written yet")
    lab.go_to_cell(page, "KMeansStepper(images.photo(")
    explorer = stepper(page)
    expect(explorer).to_have_attribute("data-ready", "true", timeout=20_000)
    page.screenshot(path=shots / "stepper_start.png")
    # By mouse: half steps forward and back.
    explorer.get_by_test_id("step").click()
    expect(explorer).to_have_attribute("data-index", "1")
    explorer.get_by_test_id("step").click()
    expect(explorer).to_have_attribute("data-index", "2")
    explorer.get_by_test_id("back").click()
    expect(explorer).to_have_attribute("data-index", "1")
    # By keyboard.
    explorer.focus()
    page.keyboard.press("ArrowRight")
    expect(explorer).to_have_attribute("data-index", "2")
    page.keyboard.press("ArrowLeft")
    expect(explorer).to_have_attribute("data-index", "1")
    page.keyboard.press("Home")
    expect(explorer).to_have_attribute("data-index", "0")
    page.screenshot(path=shots / "stepper_stepped.png")
    # Drag a mean: a new run starts from there.
    before = explorer.get_attribute("data-run")
    cloud = explorer.get_by_test_id("cloud-own")
    cloud.scroll_into_view_if_needed()
    box = cloud.bounding_box()
    assert box is not None
    x, y = json.loads(cloud.get_attribute("data-means") or "[]")[0]
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.down()
    page.mouse.move(box["x"] + x + 30, box["y"] + y - 20, steps=6)
    page.mouse.up()
    expect(explorer).not_to_have_attribute("data-run", before or "")
    moved = json.loads(cloud.get_attribute("data-means") or "[]")[0]
    assert abs(moved[0] - x - 30) < 6 and abs(moved[1] - y + 20) < 6
    page.screenshot(path=shots / "stepper_dragged.png")
    # A wrong answer is named, a right one passes.
    report = lab.write_and_check(page, "assign_labels", WRONG)
    expect(report).to_have_attribute("data-state", "failed")
    expect(report.locator(".course-hint")).to_contain_text("farthest mean")
    page.screenshot(path=shots / "check_wrong.png")
    report = lab.write_and_check(page, "assign_labels", RIGHT)
    expect(report).to_have_attribute("data-state", "passed")
    expect(report).to_contain_text("2 of 2 points")
    page.screenshot(path=shots / "check_right.png")
    # Save, reload: the answer and the progress are kept.
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1500)
    kept = json.loads((student / "progress.json").read_text(encoding="utf-8"))
    assert kept["exercises"]["kmeans.assign_labels"]["passed"]
    page.reload()
    lab.open_notebook(page, address, "start.ipynb")
    lab.run_all(page)
    row = page.locator(".jp-Notebook tr", has_text="assign_labels")
    expect(row.first).to_contain_text("passed", timeout=20_000)
    page.screenshot(path=shots / "start_page.png")
    lab.open_notebook(page, address, "02_kmeans/kmeans.ipynb")
    expect(lab.go_to_cell(page, "def assign_labels(")).to_contain_text("argmin")
