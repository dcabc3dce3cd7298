"""A notebook that nobody watched, exported to HTML, runs offline without a kernel."""

from __future__ import annotations

import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

pytestmark = pytest.mark.browser

CELLS = [
    "from course_lib.images import photo\n"
    "from course_lib.widgets import FeatureSpace, KMeansStepper",
    "KMeansStepper(photo('coffee', 96), 4)",
    "FeatureSpace(photo('coffee', 64))",
    "KMeansStepper(photo('chelsea', 64), 2, assign=lambda features, means: None)",
]


@pytest.fixture(scope="module")
def executed():
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COURSE_EXPLORERS", raising=False)
        cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
        notebook = nbformat.v4.new_notebook(cells=cells)
        NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return notebook


def test_no_widget_state_is_saved(executed):
    assert "widgets" not in executed.metadata
    for cell in executed.cells[1:]:
        data = cell.outputs[0].data
        assert set(data) == {"text/plain", "text/html", "image/png"}
        assert re.search(r'<img alt="[^"]{40,}"', data["text/html"])


def test_the_page_steps_offline(executed, page, tmp_path):
    html, _ = HTMLExporter().from_notebook_node(executed)
    file = tmp_path / "exported.html"
    file.write_text(html, encoding="utf-8")
    # The template itself asks for MathJax and RequireJS, which an offline page does not get.
    page.route(re.compile("^https?://"), lambda route: route.fulfill(body=""))
    page.goto(file.as_uri())
    page.wait_for_function("() => document.querySelectorAll('.ex[data-ready=true]').length === 3")
    stepper = page.get_by_test_id("stepper").first
    stepper.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_selector(".ex[data-index='3'][data-phase='assigned']")
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(".ex[data-index='2'][data-phase='updated']")
    own = page.get_by_test_id("stepper").nth(1)
    own.get_by_test_id("step").click()
    problem = own.get_by_test_id("problem")
    problem.wait_for()
    assert problem.inner_text() == "assign returned None: did you forget to return?"
