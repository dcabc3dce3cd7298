"""The k-means stepper's times: a half step in the kernel, and from a click to the painted picture.

The clicks are those of a real Chromium on a real JupyterLab.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from _report import Row, json_wanted, show
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
from chromium import find_chromium

from tests.browser import jupyterlab as lab
from tests.browser.conftest import ARGUMENTS

CLICKS = 20
CELL = """from course_lib import images
from course_lib.widgets import KMeansStepper
KMeansStepper(images.photo("astronaut", size=(256, 256)), k=16)"""

PAINTED = "new Promise(f => requestAnimationFrame(() => setTimeout(() => f(performance.now()))))"
# The time from a trusted click to the frame after the one in which its answer was drawn.
WATCH = """() => {
  const root = document.querySelector('[data-testid=stepper]');
  window.times = [];
  let start = 0;
  root.addEventListener('click', (event) => {
    if (event.isTrusted && event.target.closest('[data-testid=step]')) start = performance.now();
  }, true);
  new MutationObserver(() => {
    if (!start) return;
    const began = start;
    start = 0;
    requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - began)));
  }).observe(root, { attributes: true, attributeFilter: ['data-frames'] });
}"""


def write_notebook(path: Path) -> None:
    """A notebook of two cells: the imports, done before anything is timed, and the explorer."""
    import nbformat

    warm = CELL.rpartition("\n")[0]
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(warm), nbformat.v4.new_code_cell(CELL)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, path)


def half_step() -> float:
    """Median time in ms that the kernel computes for a half step, without any message."""
    from course_lib import images
    from course_lib.widgets import KMeansStepper

    os.environ["COURSE_EXPLORERS"] = "static"  # no kernel here, so no comm
    stepper = KMeansStepper(images.photo("astronaut", size=(256, 256)), k=16)
    del os.environ["COURSE_EXPLORERS"]
    times = []
    for _ in range(CLICKS):
        start = time.perf_counter()
        stepper.receive({"do": "forward"})
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def measure(page: Page, address: str) -> tuple[float, list[float]]:
    """First paint in seconds after running the cell, and the times of the clicks in ms."""
    lab.open_notebook(page, address, "bench.ipynb")
    lab.go_to_cell(page, "import images").locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    lab.wait_idle(page)
    lab.go_to_cell(page, "KMeansStepper(").locator(".cm-content").click()
    before = page.evaluate("performance.now()")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-testid=stepper][data-ready=true]")
    after = page.evaluate(PAINTED)
    page.evaluate(WATCH)
    step = page.get_by_test_id("step")
    step.scroll_into_view_if_needed()
    for number in range(CLICKS):
        step.click()
        page.wait_for_function("n => window.times.length > n", arg=number)
    return (after - before) / 1000, page.evaluate("window.times")


def main() -> int:
    as_json = json_wanted(__doc__)
    computed = half_step()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder) / "course"
        place.mkdir()
        (place / ".course.json").write_text("{}", encoding="utf-8")
        write_notebook(place / "bench.ipynb")
        with lab.served(place) as address:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1300, "height": 900})
            first, times = measure(page, address)
            browser.close()
    middle = statistics.median(times)
    late = statistics.quantiles(times, n=20, method="inclusive")[18]
    what = f"click to painted, 256x256, k = 16, {CLICKS} clicks"
    rows = [
        Row("half step in the kernel, k = 16, 256x256", computed, "ms", "<= 70", computed <= 70),
        Row(f"{what}, median", middle, "ms", "<= 100", middle <= 100),
        Row(f"{what}, 95th percentile", late, "ms", "<= 150", late <= 150),
        Row("first paint after running the cell", first, "s", "<= 2", first <= 2),
    ]
    return show("k-means stepper in JupyterLab", rows, as_json)


if __name__ == "__main__":
    sys.exit(main())
