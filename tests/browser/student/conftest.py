"""A released student's copy, and one real JupyterLab on it for the tests of all units."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from autograder.release import release
from tests.browser import jupyterlab as lab


@pytest.fixture(scope="session")
def student(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's copy, unpacked from the released zip."""
    folder = tmp_path_factory.mktemp("student")
    made = release(folder / "release")
    with zipfile.ZipFile(made.archive) as archive:
        archive.extractall(folder / "unpacked")
    (start,) = (folder / "unpacked").rglob("start.ipynb")
    return start.parent


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder for screenshots: COURSE_SHOTS if set, to look at them after the run."""
    wanted = os.environ.get("COURSE_SHOTS")
    folder = Path(wanted) if wanted else tmp_path_factory.mktemp("shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def address(student: Path) -> Iterator[str]:
    """The address of a JupyterLab on the student's copy."""
    with lab.served(student) as url:
        yield url


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page as large as a laptop's screen."""
    context = chromium.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    yield page
    context.close()
