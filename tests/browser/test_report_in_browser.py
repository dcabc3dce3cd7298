"""The report in a real Chromium: nothing runs, nothing is fetched, it fits, tables sort by keys."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.report import report
from tests.autograder.class_records import HOSTILE, make_records
from tests.autograder.hostile_notebook import PROBE

pytestmark = pytest.mark.browser
# The names are in our records; a title with a tag makes the page's own places hostile too.
TITLE = "Images 101 <script>hit('title')</script>"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    make_records(folder)
    totals = {"kmeans": {"student.01": 7.5, "student.02": 3.0}}
    return report(folder, ["kmeans"], folder / "report.html", totals=totals, course_id=TITLE)


@pytest.fixture(params=[1300, 400])
def shown(request, page, made: Path) -> Iterator:
    """The page at a width; with COURSE_PICTURES a picture of it is kept in that folder."""
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("dialog", lambda dialog: pytest.fail("a dialog opened"))
    page.add_init_script(PROBE)
    page.set_viewport_size({"width": request.param, "height": 900})
    page.goto(made.as_uri())
    page.wait_for_selector("html[data-ready=true]")
    page.wait_for_selector(".plot .main-svg")
    yield page
    pictures = os.environ.get("COURSE_PICTURES")
    if pictures:
        target = Path(pictures) / f"report-{request.param}.png"
        page.screenshot(path=made.with_name("shot.png"), full_page=True)
        shutil.copy(made.with_name("shot.png"), target)
    assert page.evaluate("window.hits") == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_it_fits_its_width_and_figures_are_drawn(shown) -> None:
    wide = shown.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide[0] <= wide[1]
    places = shown.eval_on_selector_all(
        "[data-figure]",
        """all => all.map(place => {
          const box = place.getBoundingClientRect(), svg = place.querySelector(".main-svg");
          return [box.width, svg.getBoundingClientRect().width,
                  place.querySelectorAll(".bars .point").length];
        })""",
    )
    assert len(places) == 3
    for width, drawn, bars in places:
        assert abs(width - drawn) < 2 and bars > 3
    # every figure has its words and a table beside it
    labels = shown.eval_on_selector_all(
        "[data-figure]",
        """all => all.map(place => [place.getAttribute("aria-label"),
             Boolean(place.closest(".beside").querySelector("table"))])""",
    )
    assert all("table" in label and table for label, table in labels)
    shown.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    wide = shown.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide[0] <= wide[1], "also with two sources side by side"


def test_hostile_names_are_only_text(shown) -> None:
    assert shown.locator("main img, main iframe, body > script:not([id]) ~ img").count() == 0
    names = shown.locator("#kmeans-all ~ .scroll td.who").all_inner_texts()
    assert {name for name in HOSTILE if name.isascii() and " " not in name} <= set(names)
    assert shown.title().startswith("Images 101 <script>")


def test_tables_sort_by_key_and_say_so(shown) -> None:
    table = shown.locator("#kmeans-all ~ .scroll table")
    head = table.locator("thead th").nth(1)
    head.locator("button").focus()
    shown.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    read = "rows => rows.map(row => Number(row.cells[1].dataset.v))"
    points = table.locator("tbody tr").evaluate_all(read)
    assert points == sorted(points, reverse=True) and len(points) == 30
    shown.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "ascending"
    points = table.locator("tbody tr").evaluate_all(read)
    assert points == sorted(points)
    regions = shown.locator(".scroll")
    for index in range(regions.count()):  # whoever has no mouse can scroll them
        assert regions.nth(index).get_attribute("tabindex") == "0"
        assert regions.nth(index).get_attribute("aria-label")
    assert head.locator("button").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_a_script_that_got_in_would_not_run(chromium, made: Path, tmp_path: Path) -> None:
    """The content policy, tried on a page with a hole."""
    holed = made.read_text(encoding="utf-8").replace(
        "<main>", "<main><script>hit('hole')</script><img src=x onerror=\"hit('hole')\">"
    )
    path = tmp_path / "holed.html"
    path.write_text(holed, encoding="utf-8")
    page = chromium.new_page()
    page.add_init_script(PROBE)
    page.goto(path.as_uri())
    page.wait_for_selector(".plot .main-svg")
    assert page.evaluate("window.hits") == []
    page.close()


def test_it_prints_with_everything_open(page, made: Path, tmp_path: Path) -> None:
    page.goto(made.as_uri())
    page.wait_for_selector(".plot .main-svg")
    page.emulate_media(media="print")
    assert page.locator("nav").first.is_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.pdf(path=str(tmp_path / "report.pdf"))
    assert (tmp_path / "report.pdf").stat().st_size > 50_000
