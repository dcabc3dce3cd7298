"""CommonFate in an exported page: no frame shows the object, films do, the experiment counts."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.widgets import CommonFate

pytestmark = pytest.mark.browser
RADIUS = 62


def state(page) -> dict:
    return page.get_by_test_id("common-fate").evaluate(
        "(root) => { const s = root.explorer(); return { time: s.time, dots: s.dots,"
        " centre: s.centre, side: s.trial && s.trial.side, answers: s.answers }; }"
    )


def step(page, times: int) -> None:
    page.get_by_test_id("field").focus()
    for _ in range(times):
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("cue", ["motion", "flicker"])
@pytest.mark.parametrize("coherence", [0.0, 0.5, 1.0])
def test_a_still_frame_does_not_show_the_object(show, cue, coherence):
    page = show(lambda: CommonFate(cue, coherence=coherence, seed=7))
    inside, black, everywhere = [], [], []
    for _ in range(8):
        step(page, 9)
        found = state(page)
        dots, centre = np.array(found["dots"], float), np.array(found["centre"])
        near = np.hypot(*(dots[:, :2] - centre).T) < RADIUS
        inside.append(near.sum())
        black.append(dots[near, 2].mean())
        everywhere.append(len(dots))
    share = np.pi * RADIUS**2 / 400**2
    wanted = 1600 * share
    assert np.mean(inside) == pytest.approx(wanted, abs=4 * np.sqrt(wanted))  # as dense as all else
    assert np.mean(everywhere) == pytest.approx(1600, abs=4 * np.sqrt(wanted))
    assert 0.3 < np.mean(black) < 0.7  # as mixed as all else


def test_the_objects_dots_move_as_one(show):
    page = show(lambda: CommonFate("motion", coherence=1, seed=3))
    step(page, 1)
    before = state(page)
    step(page, 1)
    after = state(page)
    moved = np.subtract(after["centre"], before["centre"])
    assert np.hypot(*moved) == pytest.approx(1, abs=0.05)  # 60 pixels a second, one frame
    own = lambda s: np.array(s["dots"])[-100:, :2]  # noqa: E731  the object's dots come last
    assert np.abs(own(after) - own(before) - moved).max() < 1e-6


def test_keys_and_experiment(show):
    page = show(lambda: CommonFate(seed=5))
    root = page.get_by_test_id("common-fate")
    root.focus()
    page.wait_for_function("document.querySelector('.ex').explorer().frame > 3")
    page.keyboard.press(" ")
    page.wait_for_selector(".ex[data-playing=false]")
    assert "A still frame" in page.get_by_test_id("sentence").inner_text()
    page.keyboard.press("o")
    page.get_by_test_id("view-flicker").click()
    page.wait_for_selector(".ex[data-cue=flicker]")
    root.focus()
    page.keyboard.press("x")
    for turn in range(3):
        page.wait_for_selector(".ex[data-trial=asks]")
        right = state(page)["side"] if turn < 2 else 1 - state(page)["side"]
        page.keyboard.press("ArrowRight" if right else "ArrowLeft")
    assert [good for _, good in state(page)["answers"]] == [True, True, False]
    assert "2 of 3 right, 27 to come" in page.get_by_test_id("count").inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector(".ex[data-trial='']")
