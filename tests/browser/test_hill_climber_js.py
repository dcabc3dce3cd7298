"""HillClimber in an exported page: climbs, tops and basins are what the engine computes."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.clustering import run_mean_shift
from course_lib.images import photo
from course_lib.widgets import HillClimber

pytestmark = pytest.mark.browser

POINTS = np.random.default_rng(3).normal(size=(300, 2)) * 20 + np.repeat([[0, 0], [90, 40]], 150, 0)
STATE = """(root) => { const { path, index, radius, start, tops, heights, curve } = root.explorer();
  return { path, index, radius, start, heights, curve, centres: tops.centres,
    sizes: tops.sizes }; }"""


def state(page):
    return page.get_by_test_id("hill-climber").evaluate(STATE)


@pytest.mark.parametrize("given", [POINTS, photo("coffee", 48)])
@pytest.mark.parametrize("radius", [10, 21, 55])
def test_climbs_and_tops_are_the_engines(show, given, radius):
    hill = HillClimber(given, radius)
    page = show(lambda: HillClimber(given, radius))
    page.get_by_test_id("hill-climber").focus()
    history = hill.model.history(hill.model.first_start())
    told = page.get_by_test_id("sentence")
    for _ in range(4):
        assert told.inner_text() == history.describe()
        page.keyboard.press("ArrowRight")
        history.forward()
    page.keyboard.press("ArrowLeft")
    history.back()
    assert told.inner_text() == history.describe()
    page.keyboard.press("End")
    history.go(300)
    now = state(page)
    assert np.allclose(now["path"], history.path, rtol=0, atol=1e-9)
    assert (np.diff(now["heights"]) >= -1e-12).all()
    result = run_mean_shift(hill.model.points(), radius)
    assert np.allclose(now["centres"], result.centres, rtol=0, atol=1e-6)
    assert now["sizes"] == np.bincount(result.labels).tolist()


def test_keys_clicks_and_radius(show):
    page = show(lambda: HillClimber(POINTS, 21))
    root = page.get_by_test_id("hill-climber")
    root.focus()
    before = state(page)["start"]
    page.keyboard.press("Shift+ArrowLeft")
    assert state(page)["start"][0] < before[0]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    assert state(page)["index"] == 0
    page.get_by_test_id("floor").click()
    middle = (POINTS.max(axis=0) + POINTS.min(axis=0)) / 2
    assert np.allclose(state(page)["start"], middle, atol=1)
    page.get_by_test_id("hill").click()
    assert not np.allclose(state(page)["start"], middle, atol=1e-6)
    root.focus()
    page.keyboard.press("]")
    assert state(page)["radius"] > 21
    assert "top" in page.get_by_test_id("sentence").inner_text()
    for _ in range(3):
        page.keyboard.press("w")
        page.keyboard.press("d")
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('.ex').explorer().index > 0")
    page.keyboard.press("Space")
    page.wait_for_selector(".ex[data-curve=done]")
    counts = [n for _, n in state(page)["curve"]]
    assert counts[0] == 1 and counts[-1] > 10


def test_prediction_seeds_and_basins(show):
    page = show(lambda: HillClimber(POINTS, 45))
    page.get_by_test_id("many").check()
    page.get_by_test_id("view-basins").click()
    page.get_by_test_id("predict").check()
    tops = state(page)["centres"]
    end = np.array(state(page)["path"][-1])
    reached = int(np.argmin(np.linalg.norm(np.array(tops) - end, axis=1)))
    page.get_by_test_id(f"predict-{reached}").click()
    page.get_by_test_id("hill-climber").focus()
    page.keyboard.press("End")
    assert page.get_by_test_id("verdict").inner_text() == f"✓ 1 of 1 right: top {reached}."
    assert "60 of 60 seeds are at rest" in page.get_by_test_id("sentence").inner_text()


def test_a_state_is_copied_and_pasted(show):
    page = show(lambda: HillClimber(photo("coffee", 32), 30))
    page.get_by_test_id("hill-climber").focus()
    page.keyboard.press("ArrowRight")
    before = state(page)
    page.get_by_test_id("state").locator("summary").click()
    page.get_by_test_id("copy-state").click()
    page.get_by_test_id("pair").select_option("GB")
    page.get_by_test_id("paste-state").click()
    page.wait_for_function("() => document.querySelector('.ex').explorer().index === 1")
    after = state(page)
    assert (after["path"], after["radius"]) == (before["path"], before["radius"])
    page.get_by_test_id("state-text").fill('{"explorer": "hill"}')
    page.get_by_test_id("paste-state").click()
    assert "This is not a state" in page.get_by_test_id("problem").inner_text()


def test_a_students_climbs_are_shown_in_the_page(show):
    def downhill(features, start, radius, epsilon, max_iter):
        return np.array([start, start + 1000])

    page = show(lambda: HillClimber(POINTS, climb=downhill))
    assert "your ball went down" in page.get_by_test_id("problem").inner_text()
    assert page.get_by_test_id("radius").is_disabled()


def test_an_unwritten_function_is_a_sentence_in_the_page(show):
    def shift(features, mean, radius):
        raise NotImplementedError

    page = show(lambda: HillClimber(POINTS, shift=shift))
    assert page.get_by_test_id("problem").inner_text().startswith("shift is not written yet")


@pytest.mark.parametrize("width", [400, 700, 1300])
def test_nothing_sticks_out(show, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page = show(lambda: HillClimber(photo("coffee", 64)))
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
