"""A notebook full of what would run, fetch or spoil something in the instructor's browser.

Every payload that runs calls ``hit("its name")`` in the page (see ``PROBE``). The list is also the
place to add a new trick: `CELLS` and `OUTPUTS` are looked at in Chromium, cleaned and uncleaned.
"""

from __future__ import annotations

import base64
from typing import Any

PROBE = "window.hits = []; window.hit = (name) => { window.hits.push(name); };"
"""What the page has before it loads, so that a payload can say that it ran."""

FAR = "https://far.example"


def hit(name: str) -> str:
    """Script of a payload, for a page or a frame in it."""
    return f"top.hit('{name}')"


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


SVG = "<svg xmlns='http://www.w3.org/2000/svg' onload=\"{}\"><script>{}</script></svg>"
DOTS = "&#106;&#97;vascript&colon;" + hit("entities")

MARKDOWN: dict[str, str] = {
    "script": f"<script>{hit('script')}</script>",
    "onerror": f'Text <img src=x onerror="{hit("onerror")}"> more',
    "svg": SVG.format(hit("svg"), hit("svg-script")),
    "svg animate": f'<svg><animate onbegin="{hit("animate")}" attributeName=x dur=1s></svg>',
    "iframe": f'<iframe srcdoc="<script>{hit("srcdoc")}</script>"></iframe>',
    "iframe javascript": f'<iframe src="javascript:{hit("frame-js")}"></iframe>',
    "details": f'<details open ontoggle="{hit("toggle")}">x</details>',
    "focus": f'<input autofocus onfocus="{hit("focus")}">',
    "import": f"<style>@import url({FAR}/style.css);</style>",
    "link": f'<link rel=stylesheet href="{FAR}/link.css">',
    "far image": f"![far]({FAR}/pixel.png)",
    "far image html": f'<img alt=x src="{FAR}/pixel2.png">',
    "comment": f'<!-- > <b> --><img src=x onerror="{hit("comment")}"> <!--',
    "cdata": f'<![CDATA[ ]]><img src=x onerror="{hit("cdata")}">]]>',
    "instruction": f'<?php ?><img src=x onerror="{hit("instruction")}">',
    "mxss": f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 '
    f'onerror={hit("mxss")}&gt;">',
    "noscript": f'<noscript><p title="</noscript><img src=x onerror={hit("noscript")}>">',
    "js link": f"[click](javascript:{hit('js-link')})",
    "entity link": f"[click]({DOTS})",
    "tab link": f"[click](<java\tscript:{hit('tab-link')}>)",
    "files link": f"[click](files/javascript:{hit('files-link')})",
    "case link": f'[click]( JaVaScRiPt:{hit("case-link")} "title")',
    "vbscript": "[click](vbscript:msgbox(1))",
    "data link": f"[click](data:text/html;base64,{_b64('<script>1</script>')})",
    "definition": f"[click][one]\n\n[one]: javascript:{hit('definition')}",
    "autolink": f"<javascript:{hit('autolink')}>",
    "quoted": f'> - x\n>\n>   <img src=x onerror="{hit("quoted")}">',
    "mermaid": f'```mermaid\n<img src=x onerror="{hit("mermaid")}">\n```',
    "indented mermaid": f'- a\n\n  ~~~mermaid x\n  <img src=x onerror="{hit("mermaid-2")}">\n  ~~~',
    "not maths": f'$a\n\n<img src=x onerror="{hit("maths")}">\n\n$',
    "not code": f'`a\n\n<img src=x onerror="{hit("code")}">\n\n`',
    "table": f'| a |\n| - |\n| <img src=x onerror="{hit("table")}"> |',
    "heading": f'# a <img src=x onerror="{hit("heading")}">',
    "alt": f'![" onerror="{hit("alt")}](x.png)',
    "attribute": f'[x](https://a.example/"onmouseover="{hit("attribute")})',
    "tex": r"$\href{javascript:hit('tex')}{x}$ and $\require{html}\style{background:red}{y}$",
    "tex escaped": r"\$\\href{javascript:hit('tex-2')}{x}\$ \&#104;ref{javascript:hit('tex-3')}{x}",
    "overlay": '<div style="position:fixed;inset:0;background:red">Score 10/10</div>',
    "unclosed": "<div><details><b>the rest of the page",
    "closing": "</div></div></div></div></div><h1>Score: 10 / 10</h1>",
}
MISSING = "![x](attachment:none.png)"
"""A picture that the cell does not have; nbconvert ends with an exception."""

HTML: dict[str, str] = {
    "out script": f"<script>{hit('out-script')}</script>",
    "out onerror": f'<img src=x onerror="{hit("out-onerror")}">',
    "out svg": SVG.format(hit("out-svg"), hit("out-svg-script")),
    "out frame": f'<iframe srcdoc="<script>{hit("out-srcdoc")}</script>"></iframe>',
    "out refresh": f'<meta http-equiv="refresh" content="86400;url={FAR}/refresh">',
    "out style": f'<style>@import url("{FAR}/out.css");</style>',
    "out background": f'<div style="background:url({FAR}/background.png)">x</div>',
    "out link": f'<a href="java&#10;script:{hit("out-link")}">click</a>',
    "out object": f'<object data="{FAR}/object"></object><embed src="{FAR}/embed">',
    "out form": f'<form action="{FAR}/form"><button autofocus onfocus="{hit("out-focus")}">x',
    "out mxss": f'<svg></p><style><a id="</style><img src=1 onerror={hit("out-mxss")}>">',
    "out template": f'<template><img src=x></template><video src=x onerror="{hit("out-video")}">',
    "out overlay": '<div class="modal" style="position:fixed;top:0;left:0">10 / 10</div>',
    "out tex": r"<p>$\href{javascript:hit('out-tex')}{x}$ $\hr<!-- -->ef{javascript:1}{y}$</p>",
    "out base": f'<base href="{FAR}/">',
}

BUNDLES: dict[str, dict[str, Any]] = {
    "javascript": {"application/javascript": hit("javascript"), "text/plain": "x"},
    "svg": {"image/svg+xml": SVG.format(hit("svg-output"), hit("svg-output-script"))},
    "mermaid": {"text/vnd.mermaid": f'</pre><img src=x onerror="{hit("mermaid-output")}">'},
    "latex": {"text/latex": r"$\href{javascript:hit('latex')}{x}$", "text/plain": "x"},
    "png": {"image/png": f'"onerror="{hit("png")}'},
    "widget": {
        "application/vnd.jupyter.widget-view+json": {"model_id": "a", "version_major": 2},
        "text/plain": "IntSlider(value=0)",
    },
    "plotly": {"application/vnd.plotly.v1+json": {"data": []}, "text/plain": "Figure()"},
    "markdown": {"text/markdown": f'a <img src=x onerror="{hit("markdown-output")}">'},
    "pdf": {"application/pdf": "JVBERi0="},
}


def outputs() -> list[dict[str, Any]]:
    """Hostile outputs, in the order of `HTML` and `BUNDLES`, then what is no bundle."""
    display = {"output_type": "display_data", "metadata": {}}
    dot = (
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
        "AABJRU5ErkJggg=="
    )
    return [
        *({**display, "data": {"text/html": html}} for html in HTML.values()),
        *({**display, "data": dict(bundle)} for bundle in BUNDLES.values()),
        {
            **display,
            "data": {"image/png": dot},
            "metadata": {"image/png": {"width": f"1 onload={hit('width')}"}},
        },
        {"output_type": "stream", "name": "stdout", "text": f"<img src=x onerror={hit('text')}>"},
        {"output_type": "stream", "name": f"<img src=x onerror={hit('name')}>", "text": "x"},
        {
            "output_type": "error",
            "ename": f"<img src=x onerror={hit('ename')}>",
            "evalue": "x",
            "traceback": [f"\x1b[31m<img src=x onerror={hit('traceback')}>\x1b[0m"],
        },
    ]


def cells() -> list[dict[str, Any]]:
    """Hostile cells that are good nbformat."""
    answer = {
        "cell_type": "code",
        "execution_count": 1,
        "metadata": {
            "tags": [f'"><img src=x onerror="{hit("tag")}">'],
            "magics_language": "html",
            "trusted": True,
        },
        "outputs": outputs(),
        "source": f"# <script>{hit('source')}</script>\nx = 1",
    }
    svg = SVG.format(hit("attachment"), hit("attachment-script"))
    pictures = {
        "cell_type": "markdown",
        "metadata": {},
        "source": "![a](attachment:a.svg) ![b](attachment:b.png)",
        "attachments": {
            "a.svg": {"image/svg+xml": _b64(svg)},
            "b.png": {"text/html": f'"onerror="{hit("attachment-2")}'},
        },
    }
    raw = f'<script>{hit("raw")}</script><img src=x onerror="{hit("raw-2")}">'
    return [
        *(
            {"cell_type": "markdown", "metadata": {}, "source": source}
            for source in MARKDOWN.values()
        ),
        answer,
        pictures,
        {"cell_type": "raw", "metadata": {"raw_mimetype": "text/html"}, "source": raw},
    ]


def broken_cells() -> list[Any]:
    """Cells with which an uncleaned notebook cannot be exported at all."""
    image = f'<img src=x onerror="{hit("broken")}">'
    code = {"cell_type": "code", "metadata": {}, "source": "", "execution_count": None}
    return [
        {"cell_type": "markdown", "metadata": {}, "source": MISSING},
        {"cell_type": "odd", "metadata": {}, "source": image, "type": image},
        {**code, "execution_count": image, "outputs": "none"},
        {**code, "metadata": [], "source": [image, 3], "outputs": [None, 3, {}]},
        {
            **code,
            "outputs": [
                {"output_type": image, "data": {}, "metadata": {}},
                {"output_type": "stream", "text": "\x1b[38mno colour\x1b[48;2m\ud800"},
                {
                    "output_type": "execute_result",
                    "execution_count": image,
                    "data": {"text/plain": 1},
                },
                {"output_type": "display_data"},
                {"output_type": "error", "traceback": [{}, image]},
                {"output_type": "display_data", "data": {"text/html": "<div>" * 5000}},
            ],
        },
        {
            "cell_type": "markdown",
            "metadata": {"nbgrader": {"grade_id": image}},
            "source": "*" * 9000,
        },
        {"cell_type": "markdown", "attachments": [], "source": "> " * 5000},
        None,
    ]


def hostile(broken: bool = False) -> dict[str, Any]:
    """The whole notebook, with `broken` also with the cells that make an exporter fail."""
    found = cells() + (broken_cells() if broken else [])
    numbered = [
        {"id": f"hostile-{index}", **cell} if isinstance(cell, dict) else cell
        for index, cell in enumerate(found)
    ]
    state = {"a": {"model_module": f"{FAR}/widget.js", "model_name": "X", "state": {}}}
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "cells": numbered,
        "metadata": {
            "title": f"</title><script>{hit('title')}</script>",
            "widgets": {"application/vnd.jupyter.widget-state+json": {"state": state}},
            "language_info": {"name": "python", "pygments_lexer": f'"><i>{hit("lexer")}'},
            "kernelspec": {"name": "evil", "display_name": "evil"},
        },
    }
