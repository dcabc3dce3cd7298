"""What a student does with the graph cuts unit, in a real JupyterLab in a real Chromium."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import jupyterlab as lab

pytestmark = pytest.mark.browser

WRONG = """def cut_cost(weights, side):
    both = weights[side][:, ~side].sum() + weights[~side][:, side].sum()
    return float(both)"""
RIGHT = """def cut_cost(weights, side):
    return float(weights[side][:, ~side].sum())"""
OTHERS = {
    "assoc": """def assoc(weights, side):
    return float(weights[side].sum())""",
    "ncut_cost": """def ncut_cost(weights, side):
    a, b = assoc(weights, side), assoc(weights, ~side)
    return cut_cost(weights, side) * (1 / a + 1 / b) if a and b else np.inf""",
}


def explorer_of(page: Page, cell: str) -> Locator:
    """The living explorer of a cell."""
    explorer = lab.go_to_cell(page, cell).get_by_test_id("cuts")
    expect(explorer).to_have_attribute("data-ready", "true", timeout=20_000)
    return explorer


def test_a_student_works_through_the_unit(page: Page, address: str, student: Path, shots: Path):
    lab.open_notebook(page, address, "04_graph_cuts/graph_cuts.ipynb")
    lab.run_all(page)
    unwritten = lab.go_to_cell(page, "check(cut_cost)").locator(".course-check")
    expect(unwritten).to_contain_text("not written yet")
    edges(page, shots)
    cuts(page, shots)
    own = explorer_of(page, "affinity=radius_graph")
    expect(own.get_by_test_id("problem")).to_contain_text("radius_graph is not written yet")
    page.screenshot(path=shots / "cuts_unwritten.png")
    # A wrong answer is named, a right one passes.
    report = lab.write_and_check(page, "cut_cost", WRONG)
    expect(report).to_have_attribute("data-state", "failed")
    expect(report.locator(".course-hint")).to_contain_text("once")
    page.screenshot(path=shots / "cut_cost_wrong.png")
    report = lab.write_and_check(page, "cut_cost", RIGHT)
    expect(report).to_have_attribute("data-state", "passed")
    for name, code in OTHERS.items():
        report = lab.write_and_check(page, name, code)
        expect(report).to_have_attribute("data-state", "passed")
    page.screenshot(path=shots / "ncut_cost_right.png")
    kept(page, address, student)


def edges(page: Page, shots: Path) -> None:
    """A pixel's edges, by mouse and by keyboard."""
    explorer = explorer_of(page, "radius=5)")
    told, pointed = explorer.get_by_test_id("sentence"), explorer.get_by_test_id("pointed-line")
    picture = explorer.get_by_test_id("picture")
    picture.click(position={"x": 160, "y": 60})
    picture.hover(position={"x": 180, "y": 70})
    expect(pointed).to_contain_text("affinity")
    page.screenshot(path=shots / "cuts_edges.png")
    explorer.focus()
    before = told.inner_text()
    page.keyboard.press("ArrowDown")
    expect(told).not_to_have_text(before)
    page.keyboard.press("Shift+ArrowRight")
    expect(told).to_contain_text("to the chosen pixel")
    explorer.get_by_test_id("radius").focus()
    page.keyboard.press("Home")
    expect(explorer.get_by_test_id("weight-line")).to_contain_text("8 edges")


def cuts(page: Page, shots: Path) -> None:
    """Eigenvectors, thresholds, both cuts and the tree, by mouse and by keyboard."""
    explorer = explorer_of(page, "CutExplorer(images.photo(\"astronaut\"")
    told = explorer.get_by_test_id("sentence")
    explorer.get_by_test_id("view-graph").click()
    expect(told).to_contain_text("on the second eigenvector")
    page.screenshot(path=shots / "cuts_vectors.png")
    before = told.inner_text()
    explorer.get_by_test_id("curve").locator("svg").click(position={"x": 120, "y": 60})
    expect(told).not_to_have_text(before)
    explorer.focus()
    page.keyboard.press("m")
    expect(told).to_contain_text("Threshold")
    page.keyboard.press("3")
    expect(told).to_contain_text("Min-cut parts 1 and 575 pixels")
    page.screenshot(path=shots / "cuts_two.png")
    page.keyboard.press("4")
    expect(told).to_have_text("0 splits, 1 region.")
    explorer.get_by_test_id("step").click()
    expect(told).to_contain_text("1 split, 2 regions")
    explorer.focus()
    page.keyboard.press("End")
    expect(told).to_contain_text("7 splits, 8 regions")
    page.screenshot(path=shots / "cuts_tree.png")
    page.keyboard.press("ArrowLeft")
    expect(told).to_contain_text("6 splits, 7 regions")


def kept(page: Page, address: str, student: Path) -> None:
    """Save, reload: the answer and the progress are there."""
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1500)
    progress = json.loads((student / "progress.json").read_text(encoding="utf-8"))
    assert progress["exercises"]["graph_cuts.cut_cost"]["passed"]
    lab.open_notebook(page, address, "04_graph_cuts/graph_cuts.ipynb")
    expect(lab.go_to_cell(page, "def cut_cost(")).not_to_contain_text("both")
