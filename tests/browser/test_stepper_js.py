"""The stepper in an exported page: the browser computes what the engine computes."""

from __future__ import annotations

import json

import numpy as np
import pytest

from course_lib.clustering import KMeansHistory, start_random, start_subset, start_uniform
from course_lib.images import photo
from course_lib.scenes.colour_traps import TRAPS
from course_lib.widgets import KMeansStepper

pytestmark = pytest.mark.browser

STATE = """(root) => { const { frame, means, labels } = root.explorer();
  return { ...frame, means: [...means], labels: labels && [...labels] }; }"""


def state(page, which=0):
    return page.get_by_test_id("stepper").nth(which).evaluate(STATE)


def press(page, *keys):
    """Press keys, each after the frame of the one before."""
    root = page.get_by_test_id("stepper").first
    for key in keys:
        before = root.get_attribute("data-frames")
        page.keyboard.press(key)
        page.wait_for_function(
            "([root, n]) => root.dataset.frames !== n", arg=[root.element_handle(), before]
        )


def points_of(picture, weight):
    points = picture.reshape(-1, 3).astype(float)
    if weight == 0:
        return points
    rows, columns = np.indices(picture.shape[:2])
    return np.column_stack([points, weight * columns.ravel(), weight * rows.ravel()])


def same(page_state, history):
    means = np.reshape(page_state["means"], history.state.means.shape)
    assert np.abs(means - history.state.means).max() <= 1e-9
    if history.state.labels is None:
        assert page_state["labels"] is None
    else:
        assert (np.array(page_state["labels"]) == history.state.labels).all()
    assert page_state["phase"] == history.state.phase
    assert page_state["finished"] == history.finished
    assert page_state["sentence"] == history.describe()
    if history.state.error is not None:
        assert page_state["error"] == pytest.approx(history.state.error, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "size", "k", "start", "seed", "weight"),
    [
        ("astronaut", 256, 16, "random", 0, 0.0),
        ("coffee", 128, 5, "subset", 3, 0.35),
        ("chelsea", 96, 8, "uniform", 0, 1.0),
        ("coffee", (16, 16), 1, "random", 9, 0.0),
        ("coffee", (8, 8), 64, "random", 2**32 - 1, 0.0),
    ],
)
def test_browser_and_engine_agree(show, name, size, k, start, seed, weight):
    picture = photo(name, size)
    page = show(lambda: KMeansStepper(picture, k, start=start, seed=seed, space_weight=weight))
    points = points_of(picture, weight)
    make = {"random": start_random, "subset": start_subset}
    if start == "uniform":
        means = start_uniform(points, k)
    else:
        means = make[start](points, k, rng=np.random.default_rng(seed))
    history = KMeansHistory(points, means)
    same(state(page), history)
    page.get_by_test_id("stepper").focus()
    for _ in range(5):
        if history.finished:
            break
        press(page, "ArrowRight")
        history.forward()
        same(state(page), history)
    press(page, "ArrowLeft")
    history.back()
    same(state(page), history)
    press(page, "End")
    history.go(200)
    same(state(page), history)
    press(page, "Home")
    history.go(0)
    same(state(page), history)


@pytest.mark.parametrize("start", ["random", "subset", "uniform"])
def test_starts_drawn_in_the_browser_are_numpys(show, start):
    picture = photo("coffee", 130)  # more than 10 000 pixels: numpy draws in another way
    page = show(lambda: KMeansStepper(picture, 3))
    points = points_of(picture, 0)
    choose(page, "start", start)
    for seed, k in [(0, 3), (1, 16), (12345, 200), (2**32 - 1, 2)]:
        choose(page, "k", k)
        rng = np.random.default_rng(seed)
        if start == "uniform":
            means = start_uniform(points, k)
        else:
            choose(page, "seed", seed)
            means = {"random": start_random, "subset": start_subset}[start](points, k, rng=rng)
        assert np.abs(np.array(state(page)["means"]) - means.ravel()).max() <= 1e-9


def choose(page, name, value):
    """Change a setting, and wait for the history that begins with it."""
    page.get_by_test_id(name).evaluate(
        "(node, value) => { node.value = value; node.dispatchEvent(new Event('change')); }", value
    )
    page.wait_for_function(
        "([name, value]) => document.querySelector('.ex').explorer().frame[name] === value",
        arg=["picture" if name == "preset" else name, value],
    )


def test_a_mean_is_dragged_and_stepped_on(show):
    picture = photo("coffee", 64)
    page = show(lambda: KMeansStepper(picture, 3))
    page.get_by_test_id("stepper").focus()
    press(page, "ArrowRight")
    before = state(page)
    canvas = page.get_by_test_id("cloud-own")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    x, y = json.loads(canvas.get_attribute("data-means"))[1]
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.down()
    page.mouse.move(box["x"] + x + 40, box["y"] + y - 30, steps=6)
    page.mouse.up()
    page.wait_for_function("() => document.querySelector('.ex').explorer().frame.start === 'moved'")
    page.wait_for_timeout(300)
    after = state(page)
    moved = np.abs(np.array(after["means"]) - np.array(before["means"])).reshape(3, 3)
    assert moved[1].max() > 10
    assert moved[[0, 2]].max() == 0
    assert page.get_by_test_id("mean-1").get_attribute("aria-pressed") == "true"
    # The disc lies where it was dropped.
    shown = json.loads(canvas.get_attribute("data-means"))[1]
    assert np.hypot(shown[0] - x - 40, shown[1] - y + 30) < 1.5
    history = KMeansHistory(points_of(picture, 0), np.reshape(after["means"], (3, 3)))
    history.forward()
    same(after, history)  # pixels that had labels got new ones


def test_keys_move_means_and_stay_inside(show):
    page = show(lambda: KMeansStepper(photo("coffee", 32), 3))
    page.evaluate(
        "() => { window.heard = []; "
        " document.addEventListener('keydown', (e) => window.heard.push(e.key)); }"
    )
    page.get_by_test_id("stepper").focus()
    page.keyboard.press("2")
    assert page.get_by_test_id("mean-2").get_attribute("aria-pressed") == "true"
    before = np.array(state(page)["means"])
    press(page, "Shift+ArrowUp", "Shift+PageUp", "Shift+ArrowLeft")
    assert (np.array(state(page)["means"]) != before).reshape(3, 3).any(axis=1).tolist() == [
        0,
        0,
        1,
    ]
    press(page, "ArrowRight")
    for key in ("b", "Control+s", "Enter"):
        page.keyboard.press(key)
    heard = page.evaluate("() => window.heard")
    assert "b" in heard and "s" in heard and "Enter" in heard  # JupyterLab's own keys survive
    assert not {"2", "ArrowUp", "ArrowRight", "PageUp", "ArrowLeft"} & set(heard)
    page.evaluate("() => { document.activeElement.blur(); window.heard = []; }")
    before = state(page)["index"]
    page.keyboard.press("ArrowRight")
    assert page.evaluate("() => window.heard") == ["ArrowRight"]
    assert state(page)["index"] == before


def test_play_stops_at_the_end(show):
    page = show(lambda: KMeansStepper(photo("coffee", 16), 2))
    page.get_by_test_id("speed").select_option("4")
    page.get_by_test_id("stepper").focus()
    page.keyboard.press("Space")
    root = page.get_by_test_id("stepper")
    assert root.get_attribute("data-playing") == "true"
    page.wait_for_function(
        "() => { const r = document.querySelector('.ex');"
        " return r.explorer().frame.finished && r.dataset.playing === 'false'; }"
    )
    assert page.get_by_test_id("step").is_disabled()
    assert page.get_by_test_id("sentence").inner_text().startswith("Finished after")


def test_a_pixel_is_found_by_mouse_and_keyboard(show):
    picture = photo("coffee", (40, 40))
    page = show(lambda: KMeansStepper(picture, 3))
    canvas = page.get_by_test_id("picture")
    box = canvas.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 10.5 / 40, box["y"] + box["height"] * 5.5 / 40)
    colour = ", ".join(str(v) for v in picture[5, 10])
    assert page.get_by_test_id("readout").inner_text() == (f"row 5, column 10 · RGB ({colour})")
    page.mouse.move(0, 0)
    canvas.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert page.get_by_test_id("readout").inner_text().startswith("row 6, column 11 ·")


def test_prediction_before_reveal(show):
    page = show(lambda: KMeansStepper(photo("coffee", 32), 2))
    page.get_by_test_id("predict").check()
    assert "Will mean 0 get more than 50 %" in page.get_by_test_id("question").inner_text()
    page.get_by_test_id("predict-yes").click()
    page.wait_for_function("() => document.querySelector('.ex').explorer().frame.index === 1")
    share = 100 * np.mean(np.array(state(page)["labels"]) == 0)
    verdict = page.get_by_test_id("verdict").inner_text()
    assert verdict == ("✓ 1 of 1 right." if share > 50 else "✗ 0 of 1 right.")
    told = page.get_by_test_id("sentence").inner_text()
    assert told.startswith("Right: mean 0 got" if share > 50 else "Not so: mean 0 got")
    assert "move by more than" in page.get_by_test_id("question").inner_text()


def test_a_state_is_copied_and_pasted(show):
    page = show(lambda: KMeansStepper(photo("coffee", 32), 3, space_weight=0.5))
    page.get_by_test_id("stepper").focus()
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    before = state(page)
    page.get_by_test_id("state").locator("summary").click()
    page.get_by_test_id("copy-state").click()
    assert json.loads(page.get_by_test_id("state-text").input_value())["index"] == 3
    page.get_by_test_id("new-seed").click()
    page.wait_for_function("() => document.querySelector('.ex').explorer().frame.index === 0")
    page.get_by_test_id("paste-state").click()
    page.wait_for_function("() => document.querySelector('.ex').explorer().frame.index === 3")
    after = state(page)
    assert (after["means"], after["labels"]) == (before["means"], before["labels"])
    for text in ("nonsense", "[]", '{"picture": "yours", "means": [[1]]}', "null"):
        page.get_by_test_id("state-text").fill(text)
        page.get_by_test_id("paste-state").click()
    page.wait_for_function("() => !document.querySelector('[data-testid=problem]').hidden")
    assert "This is not a state" in page.get_by_test_id("problem").inner_text()


def test_a_students_steps_are_shown_in_the_page(show):
    def assign_labels(features, means):
        return (features[:, 0] > means[0, 0]).astype(int)

    picture = photo("coffee", 48)
    page = show(lambda: KMeansStepper(picture, 2, assign=assign_labels))
    page.get_by_test_id("stepper").focus()
    history = KMeansHistory(
        points_of(picture, 0),
        start_random(points_of(picture, 0), 2, rng=np.random.default_rng(0)),
        assign=assign_labels,
    )
    for _ in range(4):
        press(page, "ArrowRight")
        history.forward()
        same(state(page), history)
    press(page, "ArrowLeft")
    history.back()
    same(state(page), history)
    assert page.get_by_test_id("k").is_disabled()


def test_an_unwritten_function_is_a_sentence_in_the_page(show):
    def assign_labels(features, means):
        raise NotImplementedError

    page = show(lambda: KMeansStepper(photo("coffee", 32), 2, assign=assign_labels))
    page.get_by_test_id("step").click()
    page.wait_for_function("() => !document.querySelector('[data-testid=problem]').hidden")
    assert (
        page.get_by_test_id("problem").inner_text().startswith("assign_labels is not written yet")
    )


def test_two_explorers_and_one_twice_in_a_page(show):
    maker = lambda: KMeansStepper(photo("coffee", 32), 3)  # noqa: E731
    page = show(maker, maker, lambda: KMeansStepper(photo("chelsea", 32), 2))
    page.wait_for_function("() => document.querySelectorAll('.ex[data-ready=true]').length === 3")
    page.get_by_test_id("step").nth(1).click()
    page.wait_for_function("() => document.querySelectorAll('.ex')[1].explorer().frame.index === 1")
    assert [state(page, i)["index"] for i in range(3)] == [0, 1, 0]


def test_in_a_sandboxed_frame(page, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_EXPLORERS", "static")
    inner = (
        KMeansStepper(photo("coffee", 32), 3).html().replace("&", "&amp;").replace('"', "&quot;")
    )
    file = tmp_path / "frame.html"
    frame = f'<iframe sandbox="allow-scripts" width="900" height="900" srcdoc="{inner}"></iframe>'
    file.write_text(f'<!doctype html><meta charset="utf-8">{frame}', encoding="utf-8")
    page.goto(file.as_uri())
    inside = page.frame_locator("iframe")
    inside.locator(".ex[data-ready=true]").wait_for()
    inside.get_by_test_id("step").click()
    inside.locator(".ex[data-index='1']").wait_for()


@pytest.mark.parametrize("width", [400, 700, 1300])
def test_nothing_sticks_out(show, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page = show(lambda: KMeansStepper(photo("coffee", 64), 16))
    page.get_by_test_id("step").click()
    page.wait_for_function("() => document.querySelector('.ex').dataset.index === '1'")
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= width
    crossing = page.evaluate(
        """() => [...document.querySelectorAll('.ex button, .ex select, .ex input, .ex canvas')]
        .filter((node) => { const box = node.getBoundingClientRect(), out = node.closest('.ex')
          .getBoundingClientRect();
          return box.width && (box.right > out.right || box.left < out.left); })
        .map((node) => node.dataset.testid)"""
    )
    assert crossing == []


def test_traps_and_back_to_ones_own_picture(show):
    picture = photo("coffee", 48)
    page = show(lambda: KMeansStepper(picture, 2, start="uniform", space_weight=0.5))
    before = state(page)
    for name, trap in TRAPS.items():
        choose(page, "preset", name)
        now = state(page)
        assert now["k"] == trap.k
        assert page.get_by_test_id("note").inner_text() == trap.sentence
        if trap.means is not None:
            assert now["means"] == trap.means.ravel().tolist()
    choose(page, "preset", "yours")
    after = state(page)
    for key in ("k", "start", "seed", "weight", "means"):
        assert after[key] == before[key]


OVERLAPS = """(root) => {
  const svg = root.querySelector('.ex-curve svg');
  const label = svg.querySelector('.ex-strong').getBBox();
  const out = label.x < 0 || label.y < 0 || label.x + label.width > svg.clientWidth;
  const covers = [...svg.querySelectorAll('circle, rect')].filter((spot) => {
    const box = spot.getBBox();
    return box.x < label.x + label.width && box.x + box.width > label.x
      && box.y < label.y + label.height && box.y + box.height > label.y;
  });
  return out ? 'sticks out' : covers.length;
}"""


@pytest.mark.parametrize(("k", "start"), [(8, "uniform"), (2, "random"), (16, "random")])
def test_the_errors_number_covers_no_marker(show, k, start):
    page = show(lambda: KMeansStepper(photo("astronaut", 64), k, start=start))
    root = page.get_by_test_id("stepper")
    root.focus()
    for _ in range(12):
        if state(page)["finished"]:
            break
        press(page, "ArrowRight")
        assert root.evaluate(OVERLAPS) == 0
    while state(page)["index"] > 1:
        press(page, "ArrowLeft")
        assert root.evaluate(OVERLAPS) == 0


def test_the_hint_about_grey_goes_with_the_grey(show):
    page = show(lambda: KMeansStepper(photo("coffee", 32), 2))
    hint = page.get_by_test_id("hint")
    assert hint.inner_text() == "Grey: not assigned yet."
    place = page.get_by_test_id("step").bounding_box()
    page.get_by_test_id("stepper").focus()
    press(page, "ArrowRight")
    assert hint.inner_text() == "Click a point to find its pixel."
    assert page.get_by_test_id("step").bounding_box()["y"] == place["y"]
    press(page, "ArrowLeft")
    assert hint.inner_text() == "Grey: not assigned yet."
