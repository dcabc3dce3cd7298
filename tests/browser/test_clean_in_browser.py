"""Nothing of a hostile notebook runs in a real browser once it is cleaned, and much does before."""

from __future__ import annotations

import copy
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter

from autograder.cleaning.notebook import clean_cell, clean_notebook
from tests.autograder import hostile_notebook as corpus
from tests.autograder.small_project import mark

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:No lexer found", "ignore:Your element with mimetype"),
]

CLICK = """() => {
  const links = [...document.querySelectorAll("a[href]")].filter(
    (a) => !/^(https?:|mailto:|#)/.test(a.getAttribute("href")));
  for (const a of links) a.click();
  return links.map((a) => a.getAttribute("href"));
}"""


class Reader:
    """An instructor's browser: opens pages, clicks on odd links, notes what happens."""

    def __init__(self, context, folder: Path) -> None:
        self.folder, self.asked, self.dialogs = folder, [], []
        context.add_init_script(corpus.PROBE)
        context.route("**/*", self._route)
        self.page = context.new_page()
        self.page.on("dialog", lambda dialog: (self.dialogs.append(1), dialog.dismiss()))

    def _route(self, route) -> None:
        url = route.request.url
        if url.startswith("file:"):
            return route.continue_()
        if not url.startswith("data:"):
            self.asked.append(url)
        return route.abort()

    def read(self, html: str) -> tuple[set[str], list[str], list[str]]:
        """Names of payloads that ran, addresses asked for, odd links that were there to click."""
        path = self.folder / "page.html"
        path.write_text(html, encoding="utf-8")
        return self.open(path)

    def open(self, path: Path) -> tuple[set[str], list[str], list[str]]:
        self.asked.clear()
        self.page.goto(path.as_uri())
        self.page.wait_for_timeout(40)
        ran = set(self.page.evaluate("window.hits"))
        odd = self.page.evaluate(CLICK)
        if odd:
            self.page.wait_for_timeout(40)
            if self.page.url == path.as_uri():
                ran |= set(self.page.evaluate("window.hits"))
        assert not self.dialogs
        return ran, list(self.asked), odd


@pytest.fixture
def reader(chromium, tmp_path: Path) -> Iterator[Reader]:
    context = chromium.new_context(viewport={"width": 1000, "height": 900})
    yield Reader(context, tmp_path)
    context.close()


def export(notebook: dict, **options) -> str:
    tree = nbformat.from_dict(copy.deepcopy(notebook))
    return HTMLExporter(**options).from_notebook_node(tree)[0]


def alone(cell: dict) -> str:
    """One cell's HTML as nbconvert makes it, in a page with nothing else that could fail."""
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{**cell, "id": "a"}]}
    body = export(notebook, template_name="basic")
    return f"<!doctype html><meta charset=utf-8><script>var $ = () => 0</script><body>{body}"


def each_cell() -> Iterator[dict]:
    """The corpus, one payload a cell."""
    for cell in corpus.cells():
        if cell["cell_type"] != "code":
            yield cell
            continue
        for output in cell["outputs"]:
            yield {**cell, "outputs": [output]}


def test_each_payload_runs_uncleaned_and_none_cleaned(reader: Reader) -> None:
    before, asked_before = set(), set()
    for cell in each_cell():
        ran, asked, odd = reader.read(alone(cell))
        before |= ran
        asked_before |= set(asked)
        clean, _ = clean_cell(cell)
        assert reader.read(alone(clean)) == (set(), [], []), cell
    assert len(before) >= 30, sorted(before)
    assert {"script", "onerror", "srcdoc", "files-link", "mermaid", "width", "out-svg"} <= before
    far = {url for url in asked_before if url.startswith(corpus.FAR)}
    assert len(far) >= 6, "style sheets, pictures and objects were fetched"


@pytest.mark.parametrize("template", ["lab", "classic"])
def test_the_whole_notebook_in_nbconverts_page(reader: Reader, template: str) -> None:
    ran, _, _ = reader.read(export(corpus.hostile(), template_name=template))
    assert len(ran) >= 5
    clean, _ = clean_notebook(corpus.hostile(broken=True))
    ran, asked, odd = reader.read(export(clean, template_name=template))
    assert ran == set() and odd == []
    # What nbconvert's own page loads: MathJax, require.js, mermaid.
    assert all(url.startswith("https://cdnjs.cloudflare.com/") for url in asked)


def test_sanitize_html_alone_is_not_enough(reader: Reader) -> None:
    """nbconvert's own option stops most, not all, and takes our reports' pictures away."""
    widths = [cell for cell in each_cell() if "width" in str(cell.get("outputs"))]
    ran = set()
    for cell in widths:
        notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}
        notebook["cells"] = [{**cell, "id": "a"}]
        page = export(notebook, template_name="basic", sanitize_html=True)
        ran |= reader.read(f"<!doctype html><body>{page}")[0]
    assert ran == {"width"}
    html = '<figure><img alt="a" src="data:image/png;base64,iVBORw0KGgo="></figure>'
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": html}}
    cell = {**widths[0], "id": "a", "outputs": [output]}
    page = export({**notebook, "cells": [cell]}, template_name="basic", sanitize_html=True)
    assert "<img" not in page.split("output_html")[-1]


@pytest.fixture
def graded(tmp_path: Path, monkeypatch):
    """A real class of one assignment, graded by nbgrader: (course folder, nbgrader's API)."""
    import os
    import sys

    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    # nbgrader calls alembic, and Jupyter its kernel, by name.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    course = tmp_path / "course"
    source = course / "source" / "02_kmeans" / "kmeans.ipynb"
    source.parent.mkdir(parents=True)
    cells = [
        nbformat.v4.new_code_cell("x = 1", metadata=mark("answer", solution=True), id="answer"),
        nbformat.v4.new_code_cell(
            "assert x == 1", metadata=mark("check", grade=True, locked=True, points=1), id="check"
        ),
        nbformat.v4.new_markdown_cell(
            "Why?", metadata=mark("why", grade=True, solution=True, points=2), id="why"
        ),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "x", "language": "python"}
    nbformat.write(notebook, source)
    config = Config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.course_id = "small"
    monkeypatch.chdir(course)
    api = NbGraderAPI(config=config)
    assert api.generate_assignment("02_kmeans")["success"]
    shutil.copytree(source.parent, course / "submitted" / "ada" / "02_kmeans")
    done = api.autograde("02_kmeans", "ada")
    assert done["success"], done
    return course, api


def test_nbgraders_feedback_page(reader: Reader, graded) -> None:
    course, api = graded
    path = course / "autograded" / "ada" / "02_kmeans" / "kmeans.ipynb"
    notebook = nbformat.read(path, as_version=4)
    hostile = corpus.hostile()
    cells = {cell.id: cell for cell in notebook.cells}
    # Payloads in the graded cells themselves, and all the others below.
    cells["why"].source = corpus.MARKDOWN["onerror"] + "\n\n" + corpus.MARKDOWN["files link"]
    answer = next(cell for cell in hostile["cells"] if cell["cell_type"] == "code")
    cells["check"].outputs = nbformat.from_dict(answer["outputs"])
    below = corpus.hostile(broken=True)["cells"]

    def feedback(tree: dict) -> tuple[set[str], list[str], list[str]]:
        path.write_text(nbformat.writes(nbformat.from_dict(tree)), encoding="utf-8")
        done = api.generate_feedback("02_kmeans", "ada", force=True)
        assert done["success"], done
        return reader.open(course / "feedback" / "ada" / "02_kmeans" / "kmeans.html")

    ran, _, _ = feedback({**notebook, "cells": [*notebook.cells, *hostile["cells"]]})
    assert len(ran) >= 5, sorted(ran)
    clean, _ = clean_notebook({**notebook, "cells": [*notebook.cells, *below]})
    ran, asked, odd = feedback(clean)
    assert ran == set() and odd == []
    assert all(url.startswith("https://cdnjs.cloudflare.com/") for url in asked), asked
    text = reader.page.inner_text("body")
    assert "kmeans (Score: 1.0 / 3.0)" in text, "nbgrader's own entries survive"


HARMLESS = """(pages) => {
  const tags = new Set(("A B BLOCKQUOTE BODY BR CODE DD DEL DIV DL DT EM H1 H2 H3 H4 H5 H6 HEAD " +
    "HR HTML I IMG INPUT KBD LI MAIN MARK META OL P PRE S SMALL SPAN STRONG SUB SUP TABLE TBODY " +
    "TD TH THEAD TR U UL").split(" "));
  const names = new Set(("alt checked class disabled href id src start style title type " +
    "tabindex").split(" "));
  const bad = [];
  pages.forEach((page, index) => {
    const html = `<!doctype html><body><main>${page}</main>`;
    const tree = new DOMParser().parseFromString(html, "text/html");
    if (tree.body.childNodes.length !== 1) bad.push([index, "left its place"]);
    for (const element of tree.querySelectorAll("*")) {
      if (!tags.has(element.tagName)) bad.push([index, element.tagName]);
      for (const {name, value} of element.attributes) {
        if (!names.has(name)) bad.push([index, `${element.tagName} ${name}`]);
        if (name === "href" && /^(javascript|vbscript|data):/i.test(element.protocol))
          bad.push([index, value]);
        if (name === "src" && !/^(data:image\\/(png|jpeg|gif);base64,|\\w[\\w./-]*$)/.test(value))
          bad.push([index, value]);
        if (name === "style" && !/^text-align: ?(left|right|center)$/.test(value))
          bad.push([index, value]);
      }
    }
    tree.querySelectorAll("pre, code").forEach((code) => code.remove());
    if (/\\\\(href|style|require)/.test(tree.body.textContent)) bad.push([index, "TeX"]);
  });
  return bad;
}"""

BITS = [
    *"<>`$[]()\"'\\*_~\n \t|=&{}:#-",
    *("</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "``", "```", "~~~", "$$", "](", "!["),
    *(
        "```mermaid\n",
        "\\\\[",
        "\\\\]",
        "\\begin{a}",
        "\\end{a}",
        "javascript:",
        "&colon;",
        "&#106;",
    ),
    *("data:text/html,", "files/", "attachment:a.png", "\n\n", "    ", "> ", "- ", "1. ", "# "),
    *("|-|\n", "[a]: ", "[a]", "https://a.b/", "x", "onerror=", "<b>", "</b>", "<br>", "<sub>"),
    *("<script>", "</script>", "<style>", "<math>", "<table>", "<td>", "&lt;", "\x00", "\x0b"),
    *("\x0c", "\r", "\u2028", "<a ", "<https://a.b>", "<x@y.z>", "\\href{", "\\require{html}"),
]


def test_random_texts_become_harmless_for_a_browsers_parser(page) -> None:
    """What stands after cleaning, nbconvert and its second parser, as Chromium understands it."""
    rng = random.Random(3)
    pool = BITS + list(corpus.MARKDOWN.values())
    sources = ["".join(rng.choices(pool, k=rng.randint(1, 25))) for _ in range(1500)]
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": source, "id": f"c{index}"}
        for index, source in enumerate(sources)
    ]
    pages = []
    for start in range(0, len(cells), 100):
        found = []
        for cell in cells[start : start + 100]:
            clean, _ = clean_cell({**cell, "attachments": {}})
            found.append(clean)
        notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": found}
        html = export(notebook, template_name="basic")
        pages += html.split('<div class="cell border-box-sizing text_cell rendered"')[1:]
    page.goto("about:blank")
    bodies = [body.split('rendered_html">', 1)[1].rsplit("</div>", 3)[0] for body in pages]
    bad = page.evaluate(HARMLESS, bodies)
    assert bad == [], [(why, sources[index]) for index, why in bad[:3]]
