"""CutExplorer in an exported page: rows and thresholds are what the library computes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from course_lib.graphs import ncut_value, pixel_graph
from course_lib.images import photo
from course_lib.widgets import CutExplorer

pytestmark = pytest.mark.browser

STATE = """(root) => { const state = root.explorer();
  return { ...state, weights: [...state.weights] }; }"""


def state(page):
    return page.get_by_test_id("cuts").evaluate(STATE)


def open_part(page, number):
    page.get_by_test_id("cuts").focus()
    page.keyboard.press(str(number))
    page.wait_for_timeout(150)


def sentence(page):
    return page.get_by_test_id("sentence").inner_text()


def test_a_row_is_the_graphs(show):
    page = show(lambda: CutExplorer(photo("coffee"), 12))
    explorer = CutExplorer(photo("coffee"), 12)
    height, width = explorer.gray.shape
    page.get_by_test_id("cuts").focus()
    for key in ("ArrowLeft", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    pixel = (height // 2 - 2) * width + width // 2 - 1
    for radius, key in ((5.0, None), (2.0, "ArrowLeft")):
        if key:
            page.get_by_test_id("radius").focus()
            page.keyboard.press(key)
        seen = state(page)
        weights = pixel_graph(explorer.gray, sigma_features=0.1, sigma_space=4, radius=radius)
        assert seen["pixel"] == pixel
        assert np.allclose(seen["weights"], weights[[pixel]].toarray()[0], rtol=1e-4, atol=1e-9)
    canvas = page.get_by_test_id("picture")
    box = canvas.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.5 / width, box["y"] + 3)
    assert state(page)["pixel"] == 0
    assert sentence(page).startswith("The pixel in row 0, column 0 has")


def test_a_pointed_pixel_and_its_affinity_are_named(show):
    page = show(lambda: CutExplorer(photo("coffee"), 12))
    explorer = CutExplorer(photo("coffee"), 12)
    height, width = explorer.gray.shape
    pixel = state(page)["pixel"]
    row = explorer.model.cuts.row(pixel)
    told = page.get_by_test_id("pointed-line")
    box = page.get_by_test_id("picture").bounding_box()
    for other in (pixel, pixel + 1, pixel - width, 0):
        r, c = divmod(other, width)
        page.mouse.move(
            box["x"] + box["width"] * (c + 0.5) / width,
            box["y"] + box["height"] * (r + 0.5) / height,
        )
        assert state(page)["pointed"] == other
        assert f"row {r}, column {c}, grey {explorer.gray[r, c]:.2f}" in told.inner_text()
        if row[other] > 0.001:
            assert f"affinity {float(f'{row[other]:.3g}'):g} to" in told.inner_text()
    assert "no edge" in told.inner_text()
    page.mouse.move(1, 1)
    assert told.inner_text().startswith("Point at a pixel")
    page.get_by_test_id("cuts").focus()
    page.keyboard.press("Shift+ArrowRight")
    assert state(page)["pointed"] == pixel + 1
    assert "affinity" in sentence(page)


def test_thresholds_are_the_librarys(show):
    page = show(lambda: CutExplorer(photo("coffee"), 16))
    explorer = CutExplorer(photo("coffee"), 16)
    curves = explorer.model.cuts.curves
    open_part(page, 2)
    assert state(page)["ncut"] == pytest.approx(curves[0].ncut, rel=1e-4)
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    seen = state(page)
    side = curves[0].vector > seen["t"]
    assert seen["ncut"] == pytest.approx(ncut_value(explorer.model.cuts.weights, side), rel=1e-4)
    page.keyboard.press("m")
    cut, volume = (np.float64(part) for part in (curves[0].cut, curves[0].volume))
    rest = volume[-1] - volume[:-1]
    all_cuts = cut[:-1] / volume[:-1] + cut[:-1] / rest
    assert state(page)["ncut"] == pytest.approx(all_cuts.min(), rel=1e-5)
    assert all_cuts.min() <= curves[0].ncut * (1 + 1e-5)
    page.keyboard.press("ArrowDown")
    seen = state(page)
    assert (seen["which"], seen["ncut"]) == (1, pytest.approx(curves[1].ncut, rel=1e-4))
    assert "third eigenvector" in sentence(page)


def test_splits_go_forward_and_back(show):
    page = show(lambda: CutExplorer(photo("coffee"), 24))
    open_part(page, 3)
    assert sentence(page).startswith("Min-cut parts 1 and 383 pixels")
    open_part(page, 4)
    assert sentence(page) == "0 splits, 1 region."
    seen = []
    for _ in range(3):
        seen.append(sentence(page))
        page.keyboard.press("ArrowRight")
    for before in reversed(seen):
        page.keyboard.press("ArrowLeft")
        assert sentence(page) == before
    page.keyboard.press("End")
    assert sentence(page).startswith("7 splits, 8 regions")
    assert page.get_by_test_id("step").is_disabled()
    page.locator("[data-node='0'] rect").click()
    assert state(page)["chosen"] == 0
    page.locator("[data-node='2']").focus()
    page.keyboard.press("Enter")
    assert state(page)["chosen"] == 2
    page.keyboard.press("Enter")  # the focus stayed
    assert state(page)["chosen"] is None
    page.get_by_test_id("cuts").focus()
    page.keyboard.press("ArrowDown")
    assert state(page)["chosen"] == 0
    page.keyboard.press("Escape")
    assert state(page)["chosen"] is None
    page.keyboard.press("Home")
    assert state(page)["step"] == 0
    page.get_by_test_id("predict").check()
    page.get_by_test_id("cuts").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert sentence(page).startswith("Right: the region of 384 pixels was split (1 of 1 right).")


def test_another_setting_and_a_copied_state(show):
    page = show(lambda: CutExplorer(photo("coffee"), 16))
    open_part(page, 2)
    before = state(page)["ncut"]
    page.locator("[data-testid=state] summary").click()
    page.get_by_test_id("copy-state").click()
    page.get_by_test_id("sigma_intensity").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("n => document.querySelector('.ex').explorer().ncut !== n", arg=before)
    assert state(page)["settings"]["sigma_intensity"] == 0.2
    page.get_by_test_id("paste-state").click()
    page.wait_for_function("n => document.querySelector('.ex').explorer().ncut === n", arg=before)
    assert state(page)["settings"]["sigma_intensity"] == 0.1


def neighbours_right(gray, sigma_intensity, sigma_space, radius):
    size = gray.size
    return sparse.diags_array([np.ones(size - 1)] * 2, offsets=[1, -1], format="csr")


def test_a_students_rows_and_problems_are_kept(show):
    def split(weights, y):
        raise RuntimeError("not today")

    page = show(lambda: CutExplorer(photo("coffee"), 8, affinity=neighbours_right))
    pixel = state(page)["pixel"]
    assert np.flatnonzero(state(page)["weights"]).tolist() == [pixel - 1, pixel + 1]
    page = show(lambda: CutExplorer(photo("coffee"), 8, split=split))
    assert page.get_by_test_id("problem").inner_text() == "split raised RuntimeError: not today."


def test_own_costs_and_recursive_splits_are_shown_in_the_page(show):
    def halves(weights, max_ncut, min_size):
        return np.arange(weights.shape[0]) % 3

    def broken(weights, max_ncut, min_size):
        raise RuntimeError("not today")

    page = show(lambda: CutExplorer(photo("coffee"), 8, ncut=ncut_value, recursive=halves))
    open_part(page, 2)
    assert page.locator("[data-testid=curve] circle[r='3']").count() == 20
    open_part(page, 4)
    assert page.get_by_test_id("yours-line").inner_text() == "3 regions with max_ncut 0.1"
    page.get_by_test_id("max-ncut").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(150)
    assert page.get_by_test_id("yours-line").inner_text() == "3 regions with max_ncut 0.2"
    page = show(lambda: CutExplorer(photo("coffee"), 8, recursive=broken))
    open_part(page, 4)
    told = page.get_by_test_id("yours-line").inner_text()
    assert told == "broken raised RuntimeError: not today."
    assert not page.get_by_test_id("problem").is_visible()
    page.get_by_test_id("step").click()
    assert sentence(page).startswith("1 split, 2 regions")


@pytest.mark.parametrize("width", [400, 700, 1300])
def test_nothing_sticks_out(show, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page = show(
        lambda: CutExplorer(photo("coffee"), 16, recursive=lambda w, m, s: np.arange(w.shape[0]))
    )
    for part in range(1, 5):
        open_part(page, part)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        assert page.get_by_test_id("view-tree").bounding_box()["x"] < width - 60
