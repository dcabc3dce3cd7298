"""What a student does with the Gestalt unit, in a real JupyterLab in a real Chromium."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import jupyterlab as lab

pytestmark = pytest.mark.browser

NOTEBOOK = "01_gestalt/gestalt.ipynb"
RIGHT = """def rand_index(a, b):
    a, b = a.ravel(), b.ravel()
    agree = (a[:, None] == a) == (b[:, None] == b)
    return (agree.sum() - a.size) / (a.size * (a.size - 1))"""
WRONG = """def rand_index(a, b):
    return float((a == b).mean())"""
NEAR = {
    "pairwise_distances": """def pairwise_distances(points):
    return np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))""",
    "proximity_affinity": """def proximity_affinity(points, sigma):
    return np.exp(-(pairwise_distances(points) ** 2) / (2 * sigma**2))""",
    "group": """def group(affinity, threshold):
    reached = np.linalg.matrix_power((affinity >= threshold).astype(float), len(affinity)) > 0
    return reached.argmax(axis=1)""",
}


@pytest.fixture
def gestalt(page: Page, address: str) -> Page:
    """The unit as it was handed out, run from top to bottom."""
    lab.open_notebook(page, address, NOTEBOOK)
    lab.run_all(page)
    return page


def drag(page: Page, canvas: Locator, corners: list[tuple[float, float]]) -> None:
    """Drag around corners that are given as shares of a canvas."""
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    for number, (x, y) in enumerate([*corners, corners[0]]):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4)
        if number == 0:
            page.mouse.down()
    page.mouse.up()


def run_again(page: Page, text: str) -> Locator:
    """Run the cell that holds a text once more."""
    cell = lab.go_to_cell(page, text)
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    lab.wait_idle(page)
    return cell


def test_principles_and_a_conflict(gestalt: Page, shots: Path):
    explorer = lab.go_to_cell(gestalt, "GestaltPlayground()").get_by_test_id("gestalt-playground")
    expect(explorer).to_have_attribute("data-ready", "true")
    sentence = explorer.get_by_test_id("sentence")
    # By mouse: another principle, its slider to the end.
    for principle in ("continuity", "symmetry", "parallelism", "contours"):
        explorer.get_by_test_id("principle").select_option(principle)
        slider = explorer.get_by_test_id("strength")
        box = slider.bounding_box()
        assert box is not None
        slider.click(position={"x": box["width"] - 2, "y": box["height"] / 2})
        expect(sentence).to_contain_text("Now 100 %")
        gestalt.screenshot(path=shots / f"gestalt_{principle}.png")
    # By keyboard: the second principle, weaker, none of it.
    explorer.focus()
    gestalt.keyboard.press("2")
    expect(explorer).to_have_attribute("data-principle", "similarity")
    gestalt.keyboard.press("ArrowLeft")
    expect(sentence).to_contain_text("Now 95 %")
    gestalt.keyboard.press("Home")
    expect(sentence).to_contain_text("Now 0 %")
    # A conflict: answers by mouse and by keyboard are counted.
    cell = lab.go_to_cell(gestalt, 'GestaltPlayground("conflict")')
    conflict = cell.get_by_test_id("gestalt-playground")
    conflict.get_by_test_id("see-columns").click()
    conflict.get_by_test_id("random").click()
    conflict.focus()
    gestalt.keyboard.press("r")
    expect(conflict.get_by_test_id("sentence")).to_contain_text("columns 1 time, rows 1 time")
    gestalt.screenshot(path=shots / "gestalt_conflict.png")


def test_common_fate_and_illusory_contours(gestalt: Page, shots: Path):
    explorer = lab.go_to_cell(gestalt, "CommonFate(").get_by_test_id("common-fate")
    expect(explorer).to_have_attribute("data-playing", "true")
    # By mouse: a still frame, the other form of the cue.
    explorer.get_by_test_id("play").click()
    expect(explorer.get_by_test_id("sentence")).to_contain_text("A still frame")
    gestalt.screenshot(path=shots / "fate_still.png")
    explorer.get_by_test_id("view-flicker").click()
    expect(explorer).to_have_attribute("data-cue", "flicker")
    # By keyboard: play, outline, two films of the experiment.
    explorer.focus()
    gestalt.keyboard.press("Space")
    expect(explorer).to_have_attribute("data-playing", "true")
    gestalt.keyboard.press("o")
    gestalt.screenshot(path=shots / "fate_outlined.png")
    gestalt.keyboard.press("x")
    for number, key in enumerate(("ArrowLeft", "ArrowRight")):
        expect(explorer).to_have_attribute("data-answers", str(number))
        expect(explorer).to_have_attribute("data-trial", "asks", timeout=15_000)
        gestalt.keyboard.press(key)
    expect(explorer).to_have_attribute("data-answers", "2")
    expect(explorer.get_by_test_id("count")).to_contain_text("of 2 right, 28 to come")
    gestalt.screenshot(path=shots / "fate_experiment.png")
    gestalt.keyboard.press("Escape")
    expect(explorer).to_have_attribute("data-trial", "")
    # Illusory contours: no edge in the middle row, some in the row that is clicked.
    explorer = lab.go_to_cell(gestalt, "Kanizsa()").get_by_test_id("kanizsa")
    sentence = explorer.get_by_test_id("sentence")
    expect(sentence).to_contain_text("does not change at all")
    picture = explorer.get_by_test_id("picture")
    box = picture.bounding_box()
    assert box is not None
    picture.click(position={"x": box["width"] / 2, "y": box["height"] * 0.27})
    expect(sentence).to_contain_text("the brightness changes, at the pac-men only")
    explorer.focus()
    gestalt.keyboard.press("t")
    expect(sentence).to_contain_text("the square is gone")
    gestalt.screenshot(path=shots / "kanizsa_turned.png")
    gestalt.keyboard.press("r")
    gestalt.keyboard.press("e")
    expect(sentence).to_contain_text("does not change at all")
    gestalt.screenshot(path=shots / "kanizsa_edges.png")


def test_own_functions_group_the_dots(gestalt: Page, shots: Path):
    cell = lab.go_to_cell(gestalt, "group=near")
    problem = cell.get_by_test_id("problem")
    expect(problem).to_contain_text("proximity_affinity is not written yet: write it")
    gestalt.screenshot(path=shots / "gestalt_unwritten.png")
    for name, answer in NEAR.items():
        report = lab.write_and_check(gestalt, name, answer)
        expect(report).to_have_attribute("data-state", "passed")
    cell = run_again(gestalt, "group=near")
    explorer = cell.get_by_test_id("gestalt-playground")
    sentence = explorer.get_by_test_id("sentence")
    expect(sentence).to_contain_text("Your near finds 1 group: all dots.")
    # By keyboard to the strength at which the text says that the pairs part.
    explorer.focus()
    for _ in range(4):
        gestalt.keyboard.press("ArrowRight")
    expect(sentence).to_contain_text("Now 50 %. Your near finds 1 group")
    explorer.get_by_test_id("strength").fill("0.52")
    expect(sentence).to_contain_text("Your near finds 3 groups: pairs of columns.")
    gestalt.screenshot(path=shots / "gestalt_near.png")
    explorer.get_by_test_id("principle").select_option("fate")
    expect(explorer.get_by_test_id("problem")).to_contain_text("common_fate is not written yet")


def test_people_and_the_own_rand_index(gestalt: Page, address: str, student: Path, shots: Path):
    text = 'HumanSegmenter(images.photo("coffee"'
    cell = lab.go_to_cell(gestalt, text)
    expect(cell.get_by_test_id("problem")).to_contain_text("rand_index is not written yet")
    report = lab.write_and_check(gestalt, "rand_index", WRONG)
    expect(report).to_have_attribute("data-state", "failed")
    expect(report.locator(".course-hint")).to_contain_text("compared label values")
    gestalt.screenshot(path=shots / "rand_wrong.png")
    explorer = run_again(gestalt, text).get_by_test_id("human-segmenter")
    expect(explorer.get_by_test_id("compared")).to_contain_text("differs from the Rand index")
    gestalt.screenshot(path=shots / "human_differs.png")
    report = lab.write_and_check(gestalt, "rand_index", RIGHT)
    expect(report).to_have_attribute("data-state", "passed")
    explorer = run_again(gestalt, text).get_by_test_id("human-segmenter")
    # By mouse a first try, by keyboard a second one.
    picture = explorer.get_by_test_id("picture")
    drag(gestalt, picture, [(0.3, 0.1), (0.8, 0.1), (0.8, 0.9), (0.3, 0.9)])
    expect(explorer).to_have_attribute("data-regions", "1 0")
    explorer.get_by_test_id("view-1").click()
    picture.focus()
    gestalt.keyboard.press("Shift+ArrowUp")
    for key in ("Right", "Down", "Left"):
        gestalt.keyboard.press("Enter")
        for _ in range(8):
            gestalt.keyboard.press(f"Shift+Arrow{key}")
    gestalt.keyboard.press("Enter")
    gestalt.keyboard.press("c")
    expect(explorer).to_have_attribute("data-regions", "1 1")
    expect(explorer.get_by_test_id("compared")).to_contain_text("its numbers are right")
    expect(explorer.get_by_test_id("sentence")).to_contain_text("Your rand_index says: your two")
    gestalt.screenshot(path=shots / "human_two_tries.png")
    # A classmate's drawing comes in as text.
    explorer.get_by_text("Exchange drawings").click()
    explorer.get_by_test_id("export").click()
    explorer.get_by_test_id("import").click()
    expect(explorer.get_by_test_id("table")).to_contain_text("3 classmate")
    expect(explorer.get_by_test_id("compared")).to_contain_text("its numbers are right")
    gestalt.screenshot(path=shots / "human_classmate.png")
    # Save, reload: the answer and the progress are kept.
    gestalt.keyboard.press("Control+s")
    gestalt.wait_for_timeout(1500)
    kept = json.loads((student / "progress.json").read_text(encoding="utf-8"))
    assert kept["exercises"]["gestalt.rand_index"]["passed"]
    gestalt.reload()
    lab.open_notebook(gestalt, address, NOTEBOOK)
    expect(lab.go_to_cell(gestalt, "def rand_index(")).to_contain_text("agree.sum()")
