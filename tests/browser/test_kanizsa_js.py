"""Kanizsa in an exported page: the figure is Python's, no edge where people see one, keys."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.widgets import Kanizsa

pytestmark = pytest.mark.browser


def levels(page) -> np.ndarray:
    gray = page.get_by_test_id("kanizsa").evaluate("(root) => [...root.explorer().gray]")
    return np.array(gray).reshape(400, 400)


@pytest.mark.parametrize("shape", ["square", "triangle"])
def test_the_figure_is_pythons(show, shape):
    page = show(lambda: Kanizsa(shape, support=0.45, gap=120, fade=0.2))
    wanted = Kanizsa(shape, support=0.45, gap=120, fade=0.2).figure()[:, :, 0]
    different = np.abs(levels(page) - wanted.astype(int)) > 128
    assert different.mean() < 0.002  # smooth edges are drawn in two ways


def test_sliders_and_keys(show):
    page = show(lambda: Kanizsa())
    root, picture = page.get_by_test_id("kanizsa"), page.get_by_test_id("picture")
    assert "does not change at all" in page.get_by_test_id("sentence").inner_text()
    picture.focus()
    for _ in range(12):
        page.keyboard.press("ArrowUp")
    assert "at the pac-men only" in page.get_by_test_id("sentence").inner_text()
    page.keyboard.press("t")
    assert "the square is gone" in page.get_by_test_id("sentence").inner_text()
    page.keyboard.press("e")
    assert root.evaluate("(root) => root.explorer().state.view") == "edges"
    page.keyboard.press("r")
    assert root.evaluate("(root) => root.explorer().state.turned") is False
    page.get_by_test_id("fade").fill("1")
    assert levels(page).min() == 255
    page.get_by_test_id("view-triangle").click()
    page.wait_for_selector(".ex[data-shape=triangle]")
