"""GestaltPlayground in an exported page: every cue changes its picture, conflicts are recorded."""

from __future__ import annotations

import pytest

from course_lib.widgets import GestaltPlayground
from course_lib.widgets.gestalt_playground import PRINCIPLES

pytestmark = pytest.mark.browser


def pixels(page) -> str:
    return page.get_by_test_id("stimulus").evaluate("(canvas) => canvas.toDataURL()")


def state(page) -> dict:
    return page.get_by_test_id("gestalt-playground").evaluate("(root) => root.explorer()")


def test_every_cue_changes_its_picture(show):
    page = show(lambda: GestaltPlayground())
    root = page.get_by_test_id("gestalt-playground")
    for number, principle in enumerate(PRINCIPLES, start=1):
        if principle == "conflict":
            continue
        root.focus()
        page.keyboard.press(str(number))
        page.wait_for_selector(f".ex[data-principle={principle}]")
        seen = set()
        for key in ("Home", "End"):
            page.keyboard.press(key)
            seen.add(pixels(page))
        assert len(seen) == 2, principle
        page.keyboard.press("ArrowLeft")
        assert state(page)["strength"] == pytest.approx(0.95)
        assert "Now 95 %" in page.get_by_test_id("sentence").inner_text()


def test_what_moves_can_be_held(show):
    page = show(lambda: GestaltPlayground("fate", strength=1))
    page.wait_for_function("document.querySelector('.ex').explorer().time > 0.7")
    page.get_by_test_id("gestalt-playground").focus()
    page.keyboard.press(" ")
    page.wait_for_selector(".ex[data-playing=false]")
    held = pixels(page)
    page.wait_for_timeout(100)
    assert pixels(page) == held


def test_conflicts_are_recorded(show):
    page = show(lambda: GestaltPlayground("conflict"))
    page.get_by_test_id("column-cue").select_option("box")
    page.get_by_test_id("columns").fill("0.2")
    page.get_by_test_id("see-rows").click()
    page.get_by_test_id("random").click()
    page.get_by_test_id("stimulus").focus()
    page.keyboard.press("c")
    first, second = state(page)["answers"]
    assert first["columns"] == {"cue": "box", "strength": 0.2} and first["seen"] == "rows"
    assert second["seen"] == "columns"
    assert "columns 1 time, rows 1 time" in page.get_by_test_id("sentence").inner_text()
