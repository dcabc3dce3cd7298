"""What a student does with the solar farm unit, in a real JupyterLab in a real Chromium."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from course_lib.widgets.farm_model import STAGES
from tests.browser import jupyterlab as lab
from tests.notebooks.course import graded, read

pytestmark = pytest.mark.browser

WRONG = """def hot_panels(temperatures, threshold=3.5):
    return temperatures > temperatures.mean() + threshold * temperatures.std()"""
RIGHT = """def hot_panels(temperatures, threshold=3.5):
    above = temperatures - np.median(temperatures)
    mad = np.median(abs(above))
    return above * 0.6745 > threshold * mad if mad else above > 1"""
NOTEBOOK = "05_solar_farm/solar_farm.ipynb"


def explorer_of(page: Page, cell: str) -> Locator:
    """The living explorer of a cell, in view."""
    explorer = lab.go_to_cell(page, cell).get_by_test_id("farm")
    expect(explorer).to_have_attribute("data-ready", "true", timeout=20_000)
    explorer.scroll_into_view_if_needed()
    return explorer


def at(explorer: Locator, stage: str) -> None:
    """Wait until a step is reached."""
    expect(explorer).to_have_attribute("data-stage", stage, timeout=30_000)


def test_a_student_works_through_the_unit(page: Page, address: str, student: Path, shots: Path):
    lab.open_notebook(page, address, NOTEBOOK)
    lab.run_all(page)
    unwritten = lab.go_to_cell(page, "check(distort)").locator(".course-check")
    expect(unwritten).to_contain_text("not written yet")
    waiting = lab.go_to_cell(page, "inspector.report()")
    expect(waiting).to_contain_text("No report yet: undistort_image is not written yet")
    steps_by_mouse(page, shots)
    steps_by_keyboard(page, shots)
    own = explorer_of(page, "inspector = FarmInspector(")
    expect(own.get_by_test_id("problem")).to_contain_text("distort is not written yet")
    page.screenshot(path=shots / "farm_unwritten.png")
    # A wrong answer is named, a right one passes.
    report = lab.write_and_check(page, "hot_panels", WRONG)
    expect(report).to_have_attribute("data-state", "failed")
    expect(report.locator(".course-hint")).to_contain_text("mean and standard deviation")
    page.screenshot(path=shots / "hot_panels_wrong.png")
    report = lab.write_and_check(page, "hot_panels", RIGHT)
    expect(report).to_have_attribute("data-state", "passed")
    page.screenshot(path=shots / "hot_panels_right.png")
    own_functions(page, shots)
    report_saved(page, student, shots)
    kept(page, address, student)


def steps_by_mouse(page: Page, shots: Path) -> None:
    """All steps, a panel, the threshold and the question, by mouse."""
    explorer = explorer_of(page, "FarmInspector(make_farm")
    told = explorer.get_by_test_id("sentence")
    at(explorer, "frames")
    explorer.get_by_test_id("picture").hover(position={"x": 120, "y": 90})
    expect(explorer.get_by_test_id("readout")).to_contain_text("°C")
    page.screenshot(path=shots / "farm_frames.png")
    for stage in STAGES[1:]:
        explorer.get_by_test_id("step").click()
        at(explorer, stage)
        page.screenshot(path=shots / f"farm_{stage}.png")
        if stage == "panels":
            explorer.get_by_test_id("picture").click(position=middle(explorer, 3))
            expect(explorer).to_have_attribute("data-panel", "3")
            expect(explorer.get_by_test_id("panel-line")).to_contain_text("Panel 3 has")
    expect(told).to_contain_text("alarms among")
    explorer.get_by_test_id("predict-dirty").click()
    expect(explorer.get_by_test_id("verdict")).to_have_text("Right")
    page.screenshot(path=shots / "farm_answered.png")
    slider = explorer.get_by_test_id("threshold")
    before, box = told.inner_text(), slider.bounding_box()
    slider.click(position={"x": box["width"] - 3, "y": box["height"] / 2})
    expect(told).not_to_have_text(before)
    for stage in STAGES[-2::-1]:
        explorer.get_by_test_id("back").click()
        at(explorer, stage)


def middle(explorer: Locator, panel: int) -> dict[str, float]:
    """Where a panel's middle is on the picture."""
    return explorer.evaluate(
        """(root, panel) => {
          const { boxes, names } = root.explorer();
          const [top, left, bottom, right] = boxes[names.indexOf(panel)];
          const view = root.querySelector('[data-testid=picture]').view;
          return { x: view.left + view.zoom * (left + right + 1) / 2,
                   y: view.top + view.zoom * (top + bottom + 1) / 2 }; }""",
        panel,
    )


def steps_by_keyboard(page: Page, shots: Path) -> None:
    """The same without a mouse."""
    explorer = explorer_of(page, "FarmInspector(make_farm")
    told = explorer.get_by_test_id("sentence")
    explorer.focus()
    page.keyboard.press("ArrowDown")
    expect(told).to_contain_text("Frame 2 of")
    page.keyboard.press("t")
    for stage in STAGES[1:]:
        page.keyboard.press("ArrowRight")
        at(explorer, stage)
    page.screenshot(path=shots / "farm_keyboard.png")
    chosen = explorer.get_attribute("data-panel")
    page.keyboard.press("Shift+ArrowRight")
    expect(explorer).not_to_have_attribute("data-panel", chosen)
    slider = explorer.get_by_test_id("threshold")
    slider.focus()
    before = told.inner_text()
    page.keyboard.press("Home")
    expect(told).not_to_have_text(before)
    expect(told).to_contain_text("> 0.5")
    explorer.focus()
    for stage in STAGES[-2::-1]:
        page.keyboard.press("ArrowLeft")
        at(explorer, stage)


def own_functions(page: Page, shots: Path) -> None:
    """The model answers of the other exercises, then the explorer of Part 4 on them."""
    for name, cell in graded(read("solar_farm")).items():
        if cell.source.startswith("def ") and name != "hot_panels":
            report = lab.write_and_check(page, name, cell.source)
            expect(report).to_have_attribute("data-state", "passed", timeout=20_000)
    for cell in ("inspector = FarmInspector(", "inspector.report()"):
        lab.go_to_cell(page, cell).locator(".cm-content").first.click()
        page.keyboard.press("Control+Enter")
        lab.wait_idle(page)
    own = explorer_of(page, "inspector = FarmInspector(")
    own.focus()
    page.keyboard.press("End")
    at(own, "alarms")
    expect(own.get_by_test_id("problem")).to_be_hidden()
    page.screenshot(path=shots / "farm_own.png")
    own.get_by_test_id("threshold").focus()
    before = own.get_by_test_id("sentence").inner_text()
    page.keyboard.press("Home")
    expect(own.get_by_test_id("sentence")).not_to_have_text(before)


def report_saved(page: Page, student: Path, shots: Path) -> None:
    """The report is shown below its cell, and saved beside the notebook."""
    shown = lab.go_to_cell(page, "inspector.report()")
    expect(shown).to_contain_text("Saved as farm_report.html")
    expect(shown.locator(".farm-report tbody tr")).not_to_have_count(0)
    page.screenshot(path=shots / "farm_report.png")
    saved = (student / NOTEBOOK).with_name("farm_report.html")
    assert "farm-report" in saved.read_text(encoding="utf-8")
    # The report is white paper in a dark theme too, and no cell of it takes the theme's colours.
    lab.change_theme(page, "JupyterLab Dark")
    for cell in ("th", "tr:nth-child(1) td", "tr:nth-child(2) td"):
        place = shown.locator(f".farm-report {cell}").first
        expect(place).to_have_css("background-color", "rgb(255, 255, 255)")
        expect(place).to_have_css("color", "rgb(26, 26, 26)")
    place.scroll_into_view_if_needed()
    page.screenshot(path=shots / "farm_report_dark.png")
    lab.change_theme(page, "JupyterLab Light")


def kept(page: Page, address: str, student: Path) -> None:
    """Save, reload: the answer and the progress are there."""
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1500)
    progress = json.loads((student / "progress.json").read_text(encoding="utf-8"))
    assert progress["exercises"]["solar_farm.hot_panels"]["passed"]
    lab.open_notebook(page, address, NOTEBOOK)
    expect(lab.go_to_cell(page, "def hot_panels(")).to_contain_text("threshold * mad")
