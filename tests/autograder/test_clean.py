"""A submitted notebook is made harmless, and what is harmless stays as it was written."""

from __future__ import annotations

import base64
import copy
import json

import nbformat
import numpy as np
import pytest
from nbconvert import HTMLExporter

from autograder.cleaning.html import clean_html, clean_style
from autograder.cleaning.markdown import clean_markdown
from autograder.cleaning.notebook import clean_cell, clean_notebook, clean_outputs
from autograder.cleaning.text import clean_text, picture, safe_link, safe_picture
from course_lib.checks import check
from tests.autograder.hostile_notebook import hit, hostile

_HEAD = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
PNG = _HEAD + "RU5ErkJggg=="

ORDINARY = [
    "# A heading\n\nText with *stress*, **weight**, ~~no~~ and a\nsecond line.",
    "Maths $a<b$ and $x<y>z$, $$\\sum_{i<n} |x_i|<\\varepsilon$$ and `x<y`, `<b onclick=x>`.",
    "```python\nif a<b and b>c:\n    print('<script>')\n```\n\n    indented <script>",
    "| a | b |\n| :- | -: |\n| 1 | `2` |\n\n- [x] done\n- [ ] open\n\nterm\n: what it is",
    "[web](https://a.example/x?y=1&z=2#p), <https://a.example>, https://b.example, <me@a.example>",
    "[one][1], [below](#below), [file](plots/one.png)\n\n[1]: https://a.example 'title'",
    "H<sub>2</sub>O<br>and <b>bold</b>, 3 < 4, a<5 && b>2, <3, x <- y",
    f"![dot](data:image/png;base64,{PNG}) ![local](figures/plot.png)",
    "\\begin{equation}a<b\\end{equation} and \\\\(a<b\\\\), \\$5, 100 %, ünïcödé 日本 🙂",
    "> quoted\n>\n> 1. one\n> 2. two\n\n---\n\nAT&T &amp; &lt;b&gt; &copy;",
    "",
]


@pytest.mark.parametrize("source", ORDINARY)
def test_ordinary_markdown_stays_as_it_is(source: str) -> None:
    assert clean_markdown(source) == (source, "")


def test_a_repair_leaves_maths_code_and_good_links_alone() -> None:
    kept = "maths $a<b$, code `x<y <b onclick=x>`, [web](https://a.example) and H<sub>2</sub>O"
    text, remark = clean_markdown(f"{kept}\n\n<img src=x onerror=alert(1)> [bad](javascript:1)")
    assert text.startswith(kept) and "<img" not in text
    assert "&lt;img src=x" in text and "\\[bad](javascript:1)" in text
    assert "HTML" in remark and "link" in remark


def test_what_cannot_be_repaired_is_shown_as_its_source() -> None:
    source = "> [a]: <jav\tascript:1>\n\n[x][a] ``` ```` <script>"
    text, remark = clean_markdown("`a\n\n<script>x</script>\n\n`")
    assert text.startswith("```text\n") and "source" in remark
    assert clean_markdown(source)[0] != source
    long, remark = clean_markdown("a `````` b " * 10_000)
    assert long.startswith("```````text\n") and "very long" in remark and len(long) < 21_000


@pytest.mark.parametrize(
    "url",
    [
        "javascript:1", " JaVaScRiPt:1", "java\tscript:1", "javascript&colon;1",
        "java&#10;script:1", "&#x6a;avascript:1", "vbscript:1", "data:text/html,1",
        "files/javascript:1",
        "/files/files/javascript:1", "%6aavascript:1", "javascript%3A1", "\x01javascript:1",
        "blob:1", "file:///etc/passwd", "/logout", "//evil.example", "\\\\evil.example",
        "..%2f..%2flogout", "view-source:x",
    ],
)  # fmt: skip
def test_hidden_schemes_and_paths_of_the_server_are_no_links(url: str) -> None:
    assert not safe_link(url) and not safe_picture(url)


@pytest.mark.parametrize(
    "url",
    ["https://a.example/x:y", "http://a", "mailto:a@b.example", "#here", "plots/a.png", "a?b=c:d"],
)
def test_links_to_the_web_and_beside_the_page_are(url: str) -> None:
    assert safe_link(url)
    assert safe_picture(url) == (url == "plots/a.png")  # a picture from afar tells who looks at it


def test_pictures_are_what_they_say() -> None:
    assert picture([PNG[:10] + "\n", PNG[10:]], "image/png") == PNG
    assert picture(PNG, "image/jpeg") is None
    assert picture(PNG + "!", "image/png") is None
    assert picture(base64.b64encode(b"<svg onload=x>").decode(), "image/png") is None
    assert picture({"a": 1}, "image/png") is None
    assert picture(PNG, "image/svg+xml") is None


def test_text_keeps_colours_that_nbconvert_reads_and_no_other_control() -> None:
    shown = "\x1b[1;31mred\x1b[0m \x1b[38;5;200mpink\x1b[39m \x1b[48;2;1;2;3mdark"
    assert clean_text(shown) == shown
    hidden = "\x1b]0;title\x07a\x1b[2Jb\x1b[38mc\x1b[38;5md\x1b[48;2;1me\x1b[999;31mf"
    assert clean_text(hidden + "\x9b1mg\x07\x00h\x1b") == "abcde\x1b[31mf1mgh"
    assert clean_text("10 %\r50 %\r100 %\n a\r\nb") == "100 %\n a\nb"
    assert clean_text("a\ud800b\u202ec") == "a\ufffdbc"
    assert clean_text(["a\n", "b", 3]) == "a\nb" and clean_text(None) == ""
    assert clean_text("\x1b[31mx", colours=False) == "x"


@pytest.mark.parametrize("size", [30_000, 3_000_000])
def test_long_text_is_cut_in_its_middle_and_says_by_how_much(size: int) -> None:
    text = clean_text("\x1b[31ma" * (size // 6))
    assert 10_000 < len(text) < 21_000
    assert f"{size - 20_000} characters left out" in text


def test_styles_cannot_fetch_or_cover() -> None:
    assert (
        clean_style("color:red; position:fixed;top:0;background:url(//x);margin:-9px")
        == "color:red"
    )
    assert clean_style("color:var(--jp-ui-font-color1,#212121);width:calc(1px)") == (
        "color:var(--jp-ui-font-color1,#212121)"
    )
    assert clean_style("background:u\\72l(x);color:red/**/;behavior:x;--a:b") == ""


def test_the_checks_own_report_keeps_its_looks() -> None:
    """The HTML that `check` shows, with pictures, is what it was once it is cleaned."""

    def gray_wrong(image):
        return np.zeros(image.shape[:2], np.uint8)

    from course_lib.checks.pack import find_exercise

    name = "pixel_features"
    assert find_exercise(name), "the k-means pack has it"
    functions = {"wrong": lambda image, *more, **kw: np.asarray(image)}
    functions["wrong"].__name__ = name
    html = (
        check(functions["wrong"])._repr_html_() + '<img alt="a" src="data:image/png;base64,' + PNG
    )
    html += '" width="8" height="8" style="image-rendering:pixelated">'
    clean = clean_html(html)
    for sign in (
        "<div",
        "<img",
        "<pre",
        "<figure",
        "<code",
        "<ul",
        "style=",
        "role=",
        "data-state=",
    ):
        assert clean.count(sign) == html.count(sign), sign
    assert "var(--jp-ui-font-color1" in clean and "border-left:6px solid" in clean
    assert clean_html(clean) == clean


def test_html_that_is_too_deep_or_too_large_is_taken_out() -> None:
    assert clean_html("<div>" * 61) is None and clean_html("<div>" * 60) is not None
    assert clean_html("a" * 4_000_001) is None
    assert clean_html("<div>" * 300_000) is None
    for hidden in (
        '<div a="></div>">',
        "<div a='></div>'>",
        "<div><!--</div>-->",
        '<i a=b" c="></i>',
    ):
        assert clean_html(hidden * 20_000) is None
    assert clean_html("".join(f"<b title=t{number}>" for number in range(9000)) + "<p>") is None


def test_a_large_table_is_kept() -> None:
    """As pandas writes one."""
    row = '<tr style="text-align: right;"><th>1</th>' + "<td>1.5</td>" * 6 + "</tr>\n"
    html = (
        "<div>\n<style scoped>\n  .dataframe tbody tr th { vertical-align: top; }\n</style>\n"
        f'<table border="1" class="dataframe"><tbody>{row * 1000}</tbody></table></div>'
    )
    assert len(html) > 100_000
    clean = clean_html(html)
    assert clean.count("<td>") == html.count("<td>") == 6000 and "<style" not in clean


def test_outputs_keep_what_is_safe_and_say_what_is_not_there() -> None:
    output = {"output_type": "display_data", "metadata": {"image/png": {"width": "1 onload=x"}}}
    kept, dropped, mixed = clean_outputs(
        [
            {**output, "data": {"image/png": PNG, "text/plain": "<Figure>"}},
            {**output, "data": {"image/svg+xml": "<svg/>"}},
            {**output, "data": {"application/vnd.x+json": {}, "text/plain": ["a", "b"]}},
        ]
    )
    assert kept["data"] == {"image/png": PNG, "text/plain": "<Figure>"} and kept["metadata"] == {}
    assert dropped["data"] == {"text/plain": "[image/svg+xml taken out]"}
    assert mixed["data"] == {"text/plain": "[application/vnd.x+json taken out]\nab"}
    many = clean_outputs([{"output_type": "stream", "name": "stdout", "text": "x"}] * 150)
    assert len(many) == 101 and "50 more outputs" in many[-1]["text"]
    assert clean_outputs("none") == [] and clean_outputs(None) == []


def test_latex_with_an_active_macro_is_taken_out() -> None:
    good = {"output_type": "display_data", "data": {"text/latex": "$a<b$"}}
    bad = {"output_type": "display_data", "data": {"text/latex": "$\\href{javascript:1}{x}$"}}
    first, second = clean_outputs([good, bad])
    assert first["data"] == {"text/latex": "$a<b$"}
    assert second["data"] == {"text/plain": "[text/latex taken out]"}


def test_metadata_is_what_nbgrader_needs() -> None:
    mark = {
        "grade_id": "check_x", "grade": True, "solution": False, "locked": True, "task": False,
        "points": 2, "schema_version": 3, "checksum": "0" * 32, "cell_type": "code",
    }  # fmt: skip
    cell = {"cell_type": "code", "source": "x", "outputs": [], "execution_count": 3}
    forged = {**mark, "comment": "<script>", "score": 99}
    clean, remarks = clean_cell({**cell, "metadata": {"nbgrader": forged, "tags": ["train"]}})
    assert clean["metadata"] == {"nbgrader": mark} and not remarks
    odd = {**mark, "points": float("nan"), "checksum": ["0" * 32], "cell_type": "<b>", "grade": 1}
    clean, _ = clean_cell({**cell, "metadata": {"nbgrader": odd}})
    assert set(clean["metadata"]["nbgrader"]) == set(mark) - {"points", "checksum", "cell_type"}
    assert clean["metadata"]["nbgrader"]["grade"] is False
    clean, remarks = clean_cell({**cell, "metadata": {"nbgrader": {"grade_id": '"><script>'}}})
    assert clean["metadata"] == {} and "damaged" in remarks[0]


def test_code_is_not_changed_and_hidden_marks_are_told() -> None:
    source = "x = '\u202e # <script>'\r\nif a<b: pass\n\t"
    cell = {"cell_type": "code", "source": source, "outputs": [], "metadata": {}}
    clean, remarks = clean_cell(cell)
    assert clean["source"] == source and "another order" in remarks[0]
    assert clean_cell({**cell, "source": "a\ud800"})[0]["source"] == "a\ufffd"


def test_a_hostile_notebook_becomes_valid_small_and_exportable() -> None:
    nb = hostile(broken=True)
    before = copy.deepcopy(nb)
    clean, remarks = clean_notebook(nb)
    assert nb == before, "the given tree stays as it was"
    json.dumps(clean, ensure_ascii=False).encode()  # no lone surrogates
    notebook = nbformat.from_dict(clean)
    nbformat.validate(notebook)
    for template in ("lab", "classic"):
        page, _ = HTMLExporter(template_name=template).from_notebook_node(notebook)
        assert hit("title") not in page and "<svg" not in page.split("<main>")[-1]
    assert all(remark.startswith(("Cell ", "The notebook")) for remark in remarks)
    assert clean_notebook(clean)[0] == clean, "cleaning again changes nothing"


@pytest.mark.parametrize("tree", [None, [], {}, {"nbformat": 3, "cells": []}, {"nbformat": 4}])
def test_what_is_no_notebook_is_refused(tree) -> None:
    with pytest.raises(ValueError, match="nbformat 4"):
        clean_notebook(tree)


def test_budgets_hold_for_the_whole_notebook() -> None:
    text = {"cell_type": "markdown", "metadata": {}, "source": "a [b](c) " * 2000}
    clean, remarks = clean_notebook({"nbformat": 4, "cells": [text] * 1200})
    assert len(clean["cells"]) == 1000 and "1200 cells" in remarks[0]
    stream = {"output_type": "stream", "name": "stdout", "text": "x" * 10**6}
    image = {"output_type": "display_data", "data": {"image/png": PNG[:-1] + "A" * 4_000_003 + "="}}
    code = {"cell_type": "code", "metadata": {}, "source": "", "outputs": [image] * 5 + [stream]}
    clean, remarks = clean_notebook({"nbformat": 4, "cells": [code] * 3})
    assert len(json.dumps(clean)) < 45_000_000


def test_long_texts_of_any_kind_are_cleaned_without_an_exception() -> None:
    for bit in ("[", "![", "<", "*a ", "`a``b", "$$ ", "\\begin{a}", "> ", "\\\\[", "<!--", "&#1;"):
        clean_markdown(bit * (15_000 // len(bit)))
        clean_html(bit * 50_000)
        clean_text(f"\x1b{bit}" * 50_000)
