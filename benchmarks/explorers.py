"""The explorers' times in a real JupyterLab in a real Chromium, and what they cost to create.

From a click or a key to the painted picture, from running the cell to the first picture, and the
bytes of the message that creates the explorer. A row of `CASES` is all that a new one needs.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from _report import Row, json_wanted, show
from playwright.sync_api import Locator, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
from chromium import find_chromium

from tests.browser import jupyterlab as lab
from tests.browser.conftest import ARGUMENTS

TIMES = 20  # clicks or keys a case
PAINTED = "new Promise(f => requestAnimationFrame(() => setTimeout(() => f(performance.now()))))"
# The time from a trusted click or key to the frame after the one in which its answer was drawn,
# which an attribute of the explorer tells.
WATCH = """([root, attribute]) => {
  window.times = [];
  let start = 0;
  const begin = (event) => { if (event.isTrusted) start = event.timeStamp; };
  for (const kind of ['click', 'keydown']) root.addEventListener(kind, begin, true);
  new MutationObserver(() => {
    if (!start) return;
    const began = start;
    start = 0;
    requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - began)));
  }).observe(root, { attributes: true, attributeFilter: [attribute] });
}"""


@dataclass(frozen=True)
class Case:
    """An explorer and one thing that is done with it.

    Attributes
    ----------
    unit : number and name, for the table.
    what : what is done.
    cell : the last line makes the explorer; the lines before run first and are not timed.
    explorer : its test id.
    answer : the attribute that is set when the answer has been drawn.
    clicks : test ids of what is clicked, in turn.
    keys : keys that are pressed, in turn, where nothing is clicked.
    before : keys that are pressed first and not timed.
    opened : test id of what is clicked once, first and not timed.
    slider : test id of a slider that has the keys, where it is not the explorer itself.
    """

    unit: str
    what: str
    cell: str
    explorer: str
    answer: str
    clicks: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    opened: str = ""
    slider: str = ""


TASKS = "from course_lib.widgets import TaskExplorer\nTaskExplorer()"
COINS = """from course_lib import images
from course_lib.widgets import ThresholdExplorer
def threshold(gray, t):
    return gray > t
coins = images.photo("coins", size=256)
"""
GESTALT = """import numpy as np
from course_lib.widgets import CommonFate, GestaltPlayground, Kanizsa
def near(points, looks):
    squared = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    linked = np.exp(-squared / 7200) >= 0.5
    return (np.linalg.matrix_power(linked.astype(float), 36) > 0).argmax(axis=1)
"""
HUMAN = """from course_lib import images
from course_lib.widgets import HumanSegmenter
def rand_index(a, b):
    a, b = a.ravel(), b.ravel()
    agree = (a[:, None] == a) == (b[:, None] == b)
    return (agree.sum() - a.size) / (a.size * (a.size - 1))
coffee = images.photo("coffee", size=160)
"""
PHOTOS = """from course_lib import images
from course_lib.widgets import CutExplorer, HillClimber, KMeansVersusMeanShift
astronaut, coffee = images.photo("astronaut", size=64), images.photo("coffee", size=128)
"""
HILL, CUTS = PHOTOS + "HillClimber(astronaut)", PHOTOS + "CutExplorer()"
FARM = """import numpy as np
from course_lib import thermal
from course_lib.scenes.solar_farm import make_farm
from course_lib.widgets import FarmInspector
def undistort_image(image, k1, k2, center, focal):
    (h, w), (y, x) = image.shape, np.indices(image.shape)
    points = np.stack([x.ravel(), y.ravel()], axis=1).astype(float)
    x, y = thermal.distort(points, k1, k2, center, focal).T
    left, top = (np.clip(p, 0, n - 2).astype(int) for p, n in ((x, w), (y, h)))
    s, t = x - left, y - top
    upper = (1 - s) * image[top, left] + s * image[top, left + 1]
    lower = (1 - s) * image[top + 1, left] + s * image[top + 1, left + 1]
    outside = (x < 0) | (y < 0) | (x > w - 1) | (y > h - 1)
    return np.where(outside, np.nan, (1 - t) * upper + t * lower).reshape(h, w)
def hot_panels(temperatures, threshold=3.5):
    away = temperatures - np.median(temperatures)
    return 0.6745 * away > threshold * np.median(abs(away))
farm = make_farm(np.random.default_rng(0), rows=4, columns=8)
"""
INSPECTOR = FARM + "FarmInspector(farm)"
TO_AND_FRO = ("ArrowRight", "ArrowLeft")
OUTLINE = (
    "Shift+ArrowUp", "Enter", *["Shift+ArrowRight"] * 6, "Enter", *["Shift+ArrowDown"] * 6,
    "Enter", "c",
)  # fmt: skip
CASES = (
    Case("00 tasks", "another task", TASKS,
         "tasks", "data-task", clicks=("view-semantic", "view-panoptic")),
    Case("00 tasks", "another scene", TASKS,
         "tasks", "data-ready", clicks=("next",)),
    Case("00 threshold", "one level on", COINS + "ThresholdExplorer(coins)",
         "threshold-explorer", "data-t", keys=("ArrowRight",)),
    Case("00 threshold", "one level on, own function",
         COINS + "ThresholdExplorer(coins, threshold)",
         "threshold-explorer", "data-frames", keys=("ArrowRight",)),
    Case("01 playground", "stronger", GESTALT + "GestaltPlayground(strength=0)",
         "gestalt-playground", "data-principle", keys=("ArrowRight",)),
    Case("01 playground", "stronger, own function",
         GESTALT + "GestaltPlayground(strength=0, group=near)",
         "gestalt-playground", "data-frames", keys=("ArrowRight",)),
    Case("01 common fate", "pause, play", GESTALT + "CommonFate()",
         "common-fate", "data-playing", clicks=("play",)),
    Case("01 Kanizsa", "turn the pac-men", GESTALT + "Kanizsa()",
         "kanizsa", "data-turned", clicks=("turn",)),
    Case("01 segment by hand", "undo, redo", HUMAN + "HumanSegmenter(coffee)",
         "human-segmenter", "data-regions", clicks=("undo", "redo"), before=OUTLINE),
    Case("01 segment by hand", "undo, redo, own function",
         HUMAN + "HumanSegmenter(coffee, agreement=rand_index)",
         "human-segmenter", "data-frames", clicks=("undo", "redo"), before=OUTLINE),
    Case("03 hill", "another start", HILL, "hill-climber", "data-frames", clicks=("floor",)),
    Case("03 hill", "a shift on or back", HILL, "hill-climber", "data-frames", keys=TO_AND_FRO),
    Case("03 hill", "W by slider", HILL,
         "hill-climber", "data-frames", keys=TO_AND_FRO, slider="radius"),
    Case("03 hill", "basins, W by slider at 128", PHOTOS + "HillClimber(astronaut, 120)",
         "hill-climber", "data-frames", keys=TO_AND_FRO, opened="view-basins",
         slider="radius"),
    Case("03 k-means, mean shift", "k from 16", PHOTOS + "KMeansVersusMeanShift(coffee)",
         "versus", "data-frames", keys=("ArrowRight",)),
    Case("03 k-means, mean shift", "W, quick answer", PHOTOS + "KMeansVersusMeanShift(coffee)",
         "versus", "data-frames", keys=("]",)),
    Case("04 cuts", "another pixel", CUTS, "cuts", "data-frames", keys=TO_AND_FRO),
    Case("04 cuts", "threshold", CUTS,
         "cuts", "data-frames", keys=TO_AND_FRO, before=("2",)),
    Case("04 cuts", "σ by slider, eigenvectors", CUTS,
         "cuts", "data-frames", keys=TO_AND_FRO, before=("2",), slider="sigma_intensity"),
    Case("04 cuts", "min-cut and back", CUTS,
         "cuts", "data-frames", keys=("3", "2"), before=("2",)),
    Case("04 cuts", "a split on or back", CUTS,
         "cuts", "data-frames", keys=TO_AND_FRO, before=("4",)),
    Case("05 farm", "a step on, or to the first", INSPECTOR,
         "farm", "data-painted", keys=(*["ArrowRight"] * 5, "Home")),
    Case("05 farm", "another frame, undistorted", INSPECTOR,
         "farm", "data-painted", keys=("ArrowDown",), before=("ArrowRight",)),
    Case("05 farm", "another frame, own function",
         FARM + "FarmInspector(farm, undistort=undistort_image)",
         "farm", "data-painted", keys=("ArrowDown",), before=("ArrowRight",)),
    Case("05 farm", "another panel", INSPECTOR,
         "farm", "data-panel", keys=("Shift+ArrowRight", "Shift+ArrowLeft"), before=("End",)),
    Case("05 farm", "threshold by slider", INSPECTOR,
         "farm", "data-panel", keys=TO_AND_FRO, before=("End",), slider="threshold"),
    Case("05 farm", "threshold by slider, own function",
         FARM + "FarmInspector(farm, hot=hot_panels)",
         "farm", "data-painted", keys=TO_AND_FRO, before=("End",), slider="threshold"),
)  # fmt: skip


def write_notebook(path: Path) -> None:
    """A notebook of two cells a case: what runs before, and the explorer."""
    import nbformat

    cells = []
    for number, case in enumerate(CASES):
        first, _, last = case.cell.rpartition("\n")
        for part, source in (("before", first), ("explorer", last)):
            cells.append(nbformat.v4.new_code_cell(f"# {part} {number}\n{source}"))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)


def click_into(page: Page, text: str) -> Locator:
    """Click into the code of the cell that holds a text, and wait until that is over."""
    cell = lab.go_to_cell(page, text)
    cell.locator(".cm-content").click()
    page.wait_for_timeout(300)
    return cell


def measure(page: Page, case: Case, number: int, created: list[int]) -> list[Row]:
    """The rows of a case; its explorer leaves the page again, so that none disturbs the next."""
    click_into(page, f"# before {number}\n")
    page.keyboard.press("Control+Enter")
    lab.wait_idle(page)
    cell = click_into(page, f"# explorer {number}\n")
    created.clear()
    before = page.evaluate("performance.now()")
    page.keyboard.press("Control+Enter")
    explorer = cell.get_by_test_id(case.explorer)
    cell.locator(f"[data-testid={case.explorer}][data-ready=true]").wait_for()
    first = (page.evaluate(PAINTED) - before) / 1000
    lab.wait_idle(page)
    payload = max(created) / 1000
    times = act(page, case, explorer)
    page.evaluate("window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    middle = statistics.median(times)
    late = statistics.quantiles(times, n=20, method="inclusive")[18]
    name = f"{case.unit}: {case.what}"
    return [
        Row(f"{name}, median of {TIMES}", middle, "ms", "<= 100", middle <= 100),
        Row(f"{name}, 95th percentile", late, "ms", "<= 150", late <= 150),
        Row(f"{name}, first picture", first, "s", "<= 2", first <= 2),
        Row(f"{name}, created with", payload, "kB", "<= 100", payload <= 100),
    ]


def act(page: Page, case: Case, explorer: Locator) -> list[float]:
    """Do what is timed and return the times in ms."""
    explorer.focus()
    for key in case.before:
        page.keyboard.press(key)
    if case.opened:
        explorer.get_by_test_id(case.opened).click()
    lab.wait_idle(page)
    page.wait_for_timeout(500)
    if case.slider:  # only now, for it may be hidden until then
        explorer.get_by_test_id(case.slider).focus()
    explorer.evaluate(f"(root, attribute) => ({WATCH})([root, attribute])", case.answer)
    turns = itertools.cycle(case.clicks or case.keys)
    for number in range(TIMES):
        turn = next(turns)
        if case.clicks:
            explorer.get_by_test_id(turn).click()
        else:
            page.keyboard.press(turn)
        page.wait_for_function("n => window.times.length > n", arg=number)
    return page.evaluate("window.times")


def listen(page: Page) -> list[int]:
    """Bytes of every message that opens a comm, as they come over the socket."""
    created: list[int] = []

    def heard(payload: str | bytes) -> None:
        data = payload.encode() if isinstance(payload, str) else payload
        if b'"comm_open"' in data:
            created.append(len(data))

    page.on("websocket", lambda socket: socket.on("framereceived", heard))
    return created


def main() -> int:
    as_json = json_wanted(__doc__)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder) / "course"
        place.mkdir()
        (place / ".course.json").write_text("{}", encoding="utf-8")
        write_notebook(place / "bench.ipynb")
        with lab.served(place) as address:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1300, "height": 900})
            created = listen(page)
            lab.open_notebook(page, address, "bench.ipynb")
            for number, case in enumerate(CASES):
                rows += measure(page, case, number, created)
            browser.close()
    return show("Explorers in JupyterLab", rows, as_json)


if __name__ == "__main__":
    sys.exit(main())
