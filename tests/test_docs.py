"""`make docs`: every notebook and every module has its page, and every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pages import build

from autograder.release import Release
from course_lib.units import UNITS


@pytest.fixture(scope="module")
def pages(released: Release, tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("docs"), released.folder).parent


def test_links_lead_to_pages(pages: Path) -> None:
    places = [pages / "index.html", *(pages / "modules").rglob("*.html")]
    assert len(places) > 50
    for page in places:
        for target in re.findall(r'href="([\w./-]+)["#]', page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)


def test_notebooks_and_docstrings_are_there(pages: Path) -> None:
    index = (pages / "index.html").read_text(encoding="utf-8")
    for unit in UNITS:
        if unit.built:
            assert f"notebooks/{unit.name}.html" in index, unit.name
    text = (pages / "notebooks" / "kmeans.html").read_text(encoding="utf-8")
    assert "assign_labels</span>" in text and "a_telling_name" not in text
    engines = (pages / "modules" / "course_lib" / "clustering.html").read_text(encoding="utf-8")
    assert "run_kmeans" in engines and "Parameters" in engines
