"""FarmInspector in an exported page: steps, panels and alarms are the library's; mouse and keys."""

from __future__ import annotations

import functools
import json

import numpy as np
import pytest
from playwright.sync_api import expect

from course_lib.scenes.solar_farm import make_farm
from course_lib.thermal import hot_panels, inspect_frames
from course_lib.widgets import FarmInspector
from course_lib.widgets.farm_model import STAGES

pytestmark = pytest.mark.browser


@functools.cache
def farm():
    return make_farm(np.random.default_rng(1), rows=4, columns=6)


@functools.cache
def inspection(threshold=3.5):
    return inspect_frames(farm().thermal, farm().rgb, **farm().lens, threshold=threshold)


def state(page):
    return page.get_by_test_id("farm").evaluate("(root) => root.explorer()")


def text(page, name):
    return page.get_by_test_id(name).inner_text()


def go(page, stage, key):
    page.get_by_test_id("farm").focus()
    page.keyboard.press(key)
    page.wait_for_selector(f".ex[data-stage={stage}]")


def click_panel(page, label):
    """A click into the middle of a panel."""
    rows, columns = np.nonzero(inspection().labels == label)
    height, width = inspection().labels.shape
    box = page.get_by_test_id("picture").bounding_box()
    zoom = box["width"] / width
    top = (box["height"] - zoom * height) / 2
    page.mouse.click(
        box["x"] + zoom * (columns.mean() + 0.5), box["y"] + top + zoom * (rows.mean() + 0.5)
    )


def pixel(page, row, column):
    """The colour drawn at a pixel's middle."""
    return page.get_by_test_id("picture").evaluate(
        """(canvas, [row, column]) => {
        const { zoom, left, top } = canvas.view, device = canvas.width / canvas.clientWidth;
        const x = device * (left + zoom * (column + 0.5)), y = device * (top + zoom * (row + 0.5));
        return [...canvas.getContext("2d").getImageData(x, y, 1, 1).data]; }""",
        [row, column],
    )


def test_steps_forward_and_back_say_what_the_model_says(show):
    explorer = FarmInspector(farm())
    page = show(lambda: FarmInspector(farm()))
    said = []
    for stage, key in zip(STAGES, ["Home", *["ArrowRight"] * 5], strict=True):
        go(page, stage, key)
        said.append(text(page, "sentence"))
        assert said[-1] == explorer.describe(stage)
    for stage, before in zip(STAGES[-2::-1], said[-2::-1], strict=True):
        go(page, stage, "ArrowLeft")
        assert text(page, "sentence") == before
    go(page, "alarms", "End")
    assert page.get_by_test_id("step").is_disabled()
    go(page, "frames", "Home")
    page.get_by_test_id("view-mosaic").click()
    page.wait_for_selector(".ex[data-stage=mosaic]")
    page.get_by_test_id("step").click()
    page.wait_for_selector(".ex[data-stage=panels]")
    page.get_by_test_id("back").click()
    page.wait_for_selector(".ex[data-stage=mosaic]")
    page.get_by_test_id("speed").select_option("4")
    page.get_by_test_id("farm").focus()
    page.keyboard.press(" ")
    page.wait_for_selector(".ex[data-stage=alarms]")
    assert page.get_by_test_id("farm").get_attribute("data-playing") == "false"


def test_frames_by_keyboard_and_thermal_or_rgb(show):
    page = show(lambda: FarmInspector(farm()))
    page.get_by_test_id("farm").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_test_id("sentence")).to_contain_text("Frame 2 of 6")
    thermal = pixel(page, 10, 100)
    page.keyboard.press("t")
    page.wait_for_function("document.querySelector('.ex').explorer().layer === 'rgb'")
    page.wait_for_timeout(100)
    seen, true = pixel(page, 10, 100)[:3], farm().rgb[1][8:13, 98:103]
    assert np.abs(np.array(seen) - true.mean(axis=(0, 1))).max() < 40
    assert thermal != pixel(page, 10, 100)
    box = page.get_by_test_id("picture").bounding_box()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.25 * box["height"])
    place, value = text(page, "readout").split(" · ")
    row, column = (int(part.split()[1]) for part in place.split(", "))
    assert abs(float(value.split()[0]) - farm().thermal[1][row, column]) < 0.2
    page.get_by_test_id("lines").uncheck()


def test_a_panel_by_mouse_and_keyboard(show):
    warm, labels = inspection().temperatures, inspection().labels
    page = show(lambda: FarmInspector(farm()))
    page.get_by_test_id("view-temperatures").click()
    page.wait_for_selector(".ex[data-stage=temperatures]")
    for label in (1, 9, 24):
        click_panel(page, label)
        page.wait_for_selector(f".ex[data-panel='{label}']")
        i = int(np.searchsorted(warm.labels, label))
        said = text(page, "panel-line")
        for number in (warm.mean[i], warm.p95[i], warm.maximum[i]):
            assert f"{number:.1f} °C" in said
        drawn = page.get_by_test_id("histogram").get_attribute("aria-label")
        assert f"Histogram of {(labels == label).sum()} temperatures" in drawn
        assert f"farm {np.median(warm.mean):.1f}" in drawn
    click_panel(page, 9)
    page.get_by_test_id("picture").focus()
    for key, label in (("ArrowRight", 10), ("ArrowDown", 16), ("ArrowLeft", 15), ("ArrowUp", 9)):
        page.keyboard.press(key)
        page.wait_for_selector(f".ex[data-panel='{label}']")
    assert state(page)["stage"] == "temperatures"
    page.get_by_test_id("farm").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_selector(".ex[data-panel='10']")
    page.keyboard.press("Escape")
    assert text(page, "panel-line") == ""


def test_alarms_are_the_librarys_at_every_threshold(show):
    page = show(lambda: FarmInspector(farm()))
    go(page, "alarms", "End")
    slider = page.get_by_test_id("threshold")
    for threshold in (3.5, 1.0, 6.0, 9.5):
        slider.fill(str(threshold))
        found = inspection(threshold).alarms
        seen = state(page)["alarms"]
        assert [(name, kind) for name, kind, _ in seen] == [(a.panel, a.kind) for a in found]
        assert np.allclose([above for *_, above in seen], [a.above for a in found])
        explorer = FarmInspector(farm())
        explorer.threshold = threshold
        assert text(page, "sentence") == explorer.describe()
    page.get_by_test_id("predict-show").click()
    first = inspection(9.5).alarms[0]
    page.get_by_test_id(f"alarm-{first.panel}").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f".ex[data-panel='{first.panel}']")
    assert page.evaluate("document.activeElement.dataset.testid") == f"alarm-{first.panel}"
    assert str(first).rstrip(".").split("; ")[-1] in text(page, "panel-line")


def test_predict_before_reveal(show):
    warm = inspection().temperatures
    hottest = int(warm.labels[warm.maximum.argmax()])
    page = show(lambda: FarmInspector(farm()))
    page.get_by_test_id("view-panels").click()
    page.wait_for_selector(".ex[data-stage=panels]")
    assert "which panel has the hottest spot" in text(page, "question")
    click_panel(page, hottest)
    go(page, "temperatures", "ArrowRight")
    assert text(page, "verdict") == "Right"
    assert f"the hottest in a spot is panel {hottest}" in text(page, "question")
    go(page, "alarms", "ArrowRight")
    asked = next(a for a in inspection().alarms if a.kind == "soiling")
    assert text(page, "question").startswith(f"Panel {asked.panel} has a hot spot")
    assert state(page)["panel"] == asked.panel
    assert "hot spot, dirty" not in text(page, "list")
    page.get_by_test_id("predict-clean").click()
    assert text(page, "verdict") == "Not so"
    assert text(page, "question") == f"Panel {asked.panel} is dirty."
    assert "hot spot, dirty" in text(page, "list")
    # It is optional: who goes on without an answer is not asked again.
    go(page, "temperatures", "ArrowLeft")
    go(page, "panels", "ArrowLeft")
    assert not page.get_by_test_id("predict").is_visible()


def test_a_copied_state(show):
    page = show(lambda: FarmInspector(farm()))
    wanted = {
        "explorer": "farm",
        "stage": "alarms",
        "frame": 3,
        "layer": "rgb",
        "statistic": "mean",
        "panel": 7,
        "threshold": 5,
    }
    page.locator("[data-testid=state] summary").click()
    page.get_by_test_id("state-text").fill(json.dumps(wanted))
    page.get_by_test_id("paste-state").click()
    page.wait_for_selector(".ex[data-panel='7']")
    page.get_by_test_id("copy-state").click()
    assert json.loads(page.get_by_test_id("state-text").input_value()) == wanted
    page.get_by_test_id("state-text").fill('{"stage": "end"}')
    page.get_by_test_id("paste-state").click()
    assert "This is not a state of this explorer" in text(page, "problem")


def at_five(temperatures, threshold):
    """A student's own: its scores are not the course's."""
    return hot_panels(temperatures, threshold + 2)


def test_a_students_own_alarms_are_kept_for_each_stop(show):
    page = show(lambda: FarmInspector(farm(), hot=at_five))
    go(page, "alarms", "End")
    for threshold in (3.5, 8.0):
        page.get_by_test_id("threshold").fill(str(threshold))
        page.wait_for_function(
            "t => document.querySelector('[data-testid=sentence]').innerText.includes('> ' + t)",
            arg=f"{threshold:g},",
        )
        found = inspection(threshold + 2).alarms
        assert [tuple(a[:2]) for a in state(page)["alarms"]] == [(a.panel, a.kind) for a in found]
    assert "at_five" in text(page, "note")


def one_region(thermal, min_area):
    """A student's first try: all that was seen is one panel."""
    return np.isfinite(thermal).astype(int)


def test_one_large_region_is_a_panel_too(show):
    page = show(lambda: FarmInspector(farm(), regions=one_region))
    go(page, "alarms", "End")
    assert text(page, "sentence").startswith("1 alarm among 1 panel, the first is panel 1: hot")
    page.keyboard.press("Shift+ArrowDown")
    page.wait_for_selector(".ex[data-panel='1']")
    assert text(page, "panel-line").endswith(": dirty, not hot yet: clean it.")


def broken(thermal, min_area):
    raise RuntimeError("not today")


def test_a_broken_step_stops_the_walk_with_a_sentence(show):
    page = show(lambda: FarmInspector(farm(), regions=broken))
    go(page, "mosaic", "End")
    assert text(page, "problem") == "broken raised RuntimeError: not today."
    assert state(page)["stage"] == "mosaic"
    go(page, "undistorted", "ArrowLeft")
    assert not page.get_by_test_id("problem").is_visible()


@pytest.mark.parametrize("width", [400, 1000])
def test_nothing_is_cut_off(show, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    show(lambda: FarmInspector(farm()))
    for stage in STAGES:
        page.get_by_test_id(f"view-{stage}").click()
        page.wait_for_selector(f".ex[data-stage={stage}]")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
