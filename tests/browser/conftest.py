"""A real Chromium for the browser tests, the one that tools/chromium.py finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import find_chromium
from debian import is_ci
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = ["--no-sandbox", "--use-gl=swiftshader", "--enable-unsafe-swiftshader"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; the tests are skipped where there is none, but not in CI."""
    path = find_chromium()
    if path is None:
        if is_ci():
            pytest.fail("no Chromium found: install one or set COURSE_CHROMIUM to its path")
        pytest.skip("no Chromium found: install one or set COURSE_CHROMIUM to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new page without a network; what it complains of fails the test."""
    context = chromium.new_context(viewport={"width": 1000, "height": 900}, offline=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def show(page: Page, tmp_path: Path, monkeypatch):
    """Open explorers, made static, in one page from a file: show(make, …) -> Page."""
    monkeypatch.setenv("COURSE_EXPLORERS", "static")

    def show(*makers) -> Page:
        bodies = "\n<hr>\n".join(make().html() for make in makers)
        file = tmp_path / "page.html"
        text = f'<!doctype html><meta charset="utf-8"><title>Explorers</title><body>{bodies}'
        file.write_text(text, encoding="utf-8")
        page.goto(file.as_uri())
        for _ in makers:
            page.wait_for_selector(".ex[data-ready=true]")
        return page

    return show
