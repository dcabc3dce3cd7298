"""From a click to the painted picture in the explorers of mean shift and graph cuts.

The clicks, keys and sliders are those of a real Chromium on a real JupyterLab; the time goes from
the trusted event to the frame after the one in which its answer was drawn.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from _report import Row, json_wanted, show
from playwright.sync_api import Locator, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
from chromium import find_chromium

from tests.browser import jupyterlab as lab
from tests.browser.conftest import ARGUMENTS

TIMES = 20
IMPORTS = """from course_lib import images
from course_lib.widgets import CutExplorer, HillClimber, KMeansVersusMeanShift"""
EXPLORERS = {
    "hill-climber": 'HillClimber(images.photo("astronaut", size=64))',
    "versus": 'KMeansVersusMeanShift(images.photo("coffee", size=128))',
    "cuts": "CutExplorer()",
}

WATCH = """([name, sign]) => {
  const root = document.querySelector(`[data-testid=${name}]`);
  window.times = [];
  window.watching?.disconnect();
  let start = 0;
  if (!root.timed) for (const kind of ['click', 'keydown']) {
    root.addEventListener(kind, (event) => { if (event.isTrusted) root.timed(event); }, true);
  }
  root.timed = (event) => { start = event.timeStamp; };
  window.watching = new MutationObserver(() => {
    if (!start) return;
    const began = start;
    start = 0;
    requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - began)));
  });
  window.watching.observe(sign === 'frames' ? root : root.querySelector('[data-testid=sentence]'),
    sign === 'frames' ? { attributes: true, attributeFilter: ['data-frames'] }
      : { childList: true, characterData: true, subtree: true });
}"""


@dataclass(frozen=True)
class Action:
    """Something that is done twenty times.

    Attributes
    ----------
    explorer : its test id.
    what : as the table names it.
    act : does it once; takes the explorer and the number of the time.
    before : brings the explorer into the state to begin with.
    sign : what tells that the answer is drawn, "sentence" or "frames".
    """

    explorer: str
    what: str
    act: Callable[[Locator, int], None]
    before: Callable[[Locator], None] = lambda root: None
    sign: str = "frames"


def click_in(name: str) -> Callable[[Locator, int], None]:
    """A click into a canvas, each time elsewhere."""

    def act(root: Locator, number: int) -> None:
        box = root.get_by_test_id(name).bounding_box()
        assert box is not None
        x, y = 0.2 + 0.6 * (number * 0.618 % 1), 0.2 + 0.6 * (number * 0.414 % 1)
        root.page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])

    return act


def press(*keys: str) -> Callable[[Locator, int], None]:
    """These keys, one a time, again and again."""
    return lambda root, number: root.page.keyboard.press(keys[number % len(keys)])


def begin(*keys: str, slider: str = "") -> Callable[[Locator], None]:
    """Focus an explorer, press some keys, and focus one of its sliders if it is named."""

    def before(root: Locator) -> None:
        root.focus()
        for key in keys:
            root.page.keyboard.press(key)
            root.page.wait_for_timeout(300)
        if slider:
            root.get_by_test_id(slider).focus()

    return before


def wide_basins(root: Locator) -> None:
    """Basins, with the widest window."""
    root.get_by_test_id("view-basins").click()
    root.get_by_test_id("radius").focus()
    root.page.keyboard.press("End")


ACTIONS = [
    Action("hill-climber", "click on the floor", click_in("floor")),
    Action("hill-climber", "a shift by key", press("ArrowRight"), begin("Home")),
    Action("hill-climber", "W by slider", press("ArrowRight", "ArrowLeft"), begin(slider="radius")),
    Action("hill-climber", "basins, W by slider at 128", press("ArrowLeft"), wide_basins),
    Action("versus", "k by key, 16 to 32", press("ArrowRight"), begin()),
    Action("versus", "W by key, first painted", press("]", "["), begin()),
    Action("versus", "W by key, exact", press("]", "["), begin(), "sentence"),
    Action("cuts", "click on a pixel", click_in("picture"), begin("1")),
    Action("cuts", "threshold by key", press("ArrowRight"), begin("2")),
    Action("cuts", "σ of intensity by slider", press("ArrowRight", "ArrowLeft"),
           begin("2", slider="sigma_intensity")),
    Action("cuts", "min-cut and back", press("3", "2"), begin("2")),
    Action("cuts", "a split by key", press("ArrowRight", "ArrowLeft"), begin("4")),
]  # fmt: skip


def write_notebook(path: Path) -> None:
    """The imports, done before anything is timed, and a cell an explorer."""
    import nbformat

    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(text) for text in (IMPORTS, *EXPLORERS.values())],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, path)


def measure(page: Page, action: Action) -> list[float]:
    """The times of an action in ms."""
    lab.go_to_cell(page, EXPLORERS[action.explorer])
    page.wait_for_selector(f"[data-testid={action.explorer}][data-ready=true]")
    root = page.get_by_test_id(action.explorer)
    action.before(root)
    page.wait_for_timeout(1500)
    page.evaluate(WATCH, [action.explorer, action.sign])
    for number in range(TIMES):
        action.act(root, number)
        page.wait_for_function("n => window.times.length > n", arg=number, timeout=20_000)
        page.wait_for_timeout(60)
    return page.evaluate("window.times")


def main() -> int:
    as_json = json_wanted(__doc__)
    rows = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder) / "course"
        place.mkdir()
        (place / ".course.json").write_text("{}", encoding="utf-8")
        write_notebook(place / "bench.ipynb")
        with lab.served(place) as address:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1300, "height": 900})
            lab.open_notebook(page, address, "bench.ipynb")
            lab.run_all(page)
            for action in ACTIONS:
                times = measure(page, action)
                middle = statistics.median(times)
                late = statistics.quantiles(times, n=20, method="inclusive")[18]
                what = f"{action.explorer}: {action.what}"
                rows += [
                    Row(f"{what}, median", middle, "ms", "<= 100", middle <= 100),
                    Row(f"{what}, 95th percentile", late, "ms", "<= 150", late <= 150),
                ]
            browser.close()
    return show(f"Explorers in JupyterLab, {TIMES} times each", rows, as_json)


if __name__ == "__main__":
    sys.exit(main())
