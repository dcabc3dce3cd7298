"""A submission's notebook as text that is safe to show: outputs, Markdown and metadata cleaned.

Everything in a submitted notebook was written by a student and is shown in the instructor's
browser, next to the buttons that give points. Nothing of it may run there, fetch anything, take
part in the page's scripts, or make the exporter fail. Each cell is made anew from what is known;
what is not known is left out.
"""

from __future__ import annotations

import math
import re
from typing import Any

from autograder.cleaning.html import clean_html, has_active, is_regular
from autograder.cleaning.markdown import as_source, clean_markdown
from autograder.cleaning.text import (
    ACTIVE_TEX,
    PICTURES,
    clean_source,
    clean_text,
    joined,
    picture,
)

OUTPUTS_CAP = 100
"""Outputs of one cell that are kept."""

CELLS_CAP = 1000
"""Cells of one notebook that are kept."""

SOURCE_CAP = 1_000_000
"""Characters of one cell's source that are kept."""

SIZE_CAP = 40_000_000
"""Characters of outputs and attachments of one notebook that are read and kept."""

MARKDOWN_BUDGET = 300_000
"""Characters of Markdown in one notebook that are parsed; the rest is shown as its source."""

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "pygments_lexer": "ipython3"},
}


def clean_notebook(nb: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A notebook that is safe to show, and what was changed.

    Parameters
    ----------
    nb : dict
        JSON tree of a notebook in nbformat 4. It is not changed.

    Returns
    -------
    notebook : dict
        A new tree in nbformat 4.5. Sources of code cells are as they were, except for lone
        surrogates.
    remarks : list of str
        What was taken out or changed, a sentence each.

    Raises
    ------
    ValueError
        If it is not a notebook in nbformat 4.
    """
    if not isinstance(nb, dict) or nb.get("nbformat") != 4 or not isinstance(nb.get("cells"), list):
        raise ValueError("The submission must be a notebook in nbformat 4.")
    cleaner, cells, used = _Cleaner(), [], set()
    if len(nb["cells"]) > CELLS_CAP:
        cleaner.where = "The notebook"
        cleaner.remark(f"of its {len(nb['cells'])} cells the first {CELLS_CAP} are kept")
    for index, cell in enumerate(nb["cells"][:CELLS_CAP]):
        cleaner.where = f"Cell {index + 1}"
        clean = cleaner.cell(cell)
        name = clean["id"]
        if not name or name in used:
            names = (f"cell-{index}" + "-" * times for times in range(CELLS_CAP + 1))
            name = next(free for free in names if free not in used)
        used.add(name)
        cells.append({**clean, "id": name})
    metadata = {key: dict(value) for key, value in _METADATA.items()}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return notebook, cleaner.remarks


def clean_cell(cell: Any) -> tuple[dict[str, Any], list[str]]:
    """One cell that is safe to show, and what was changed; its id may be empty."""
    cleaner = _Cleaner()
    return cleaner.cell(cell), cleaner.remarks


def clean_outputs(outputs: Any) -> list[dict[str, Any]]:
    """Outputs of a code cell that are safe to show."""
    return _Cleaner().outputs(outputs)


class _Cleaner:
    """Cleans cell after cell, collects remarks and keeps the budgets of a notebook."""

    def __init__(self) -> None:
        self.remarks: list[str] = []
        self.where = "The cell"
        self.size = SIZE_CAP
        self.markdown_left = MARKDOWN_BUDGET

    def remark(self, text: str) -> None:
        sentence = f"{self.where}: {text}."
        if sentence not in self.remarks and len(self.remarks) < 200:
            self.remarks.append(sentence)

    def cell(self, cell: Any) -> dict[str, Any]:
        if not isinstance(cell, dict):
            cell = {}
        kind, source = cell.get("cell_type"), clean_source(joined(cell.get("source")))
        if len(source) > SOURCE_CAP:
            self.remark(f"only the first {SOURCE_CAP} of {len(source)} characters are kept")
            source = source[:SOURCE_CAP]
        metadata = cell.get("metadata")
        mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        name = cell.get("id")
        clean: dict[str, Any] = {
            "id": name if _is_name(name, 64) else "",
            "cell_type": kind,
            "metadata": self.metadata(mark),
            "source": source,
        }
        if kind == "code":
            if re.search("[\u202a-\u202e\u2066-\u2069]", source):
                self.remark("the code holds marks that make it read in another order than it runs")
            clean["execution_count"] = _count(cell.get("execution_count"))
            clean["outputs"] = self.outputs(cell.get("outputs"))
        elif kind == "markdown":
            attachments = self.attachments(cell.get("attachments"))
            clean["source"] = self.markdown(source, attachments)
            if attachments:
                clean["attachments"] = attachments
        else:
            # A raw cell goes into the page as it is; as a block of code it is read, not obeyed.
            what = "a raw cell" if kind == "raw" else "a cell of an unknown kind"
            self.remark(f"{what} is shown as text")
            clean |= {"cell_type": "markdown", "source": as_source(clean_text(source))}
        return clean

    def metadata(self, mark: Any) -> dict[str, Any]:
        """nbgrader's own entries, if they are what its schema says; a student's tags are none."""
        if mark is None:
            return {}
        if not isinstance(mark, dict) or not _is_name(mark.get("grade_id"), 200):
            self.remark("nbgrader's entry is damaged and was taken out")
            return {}
        clean: dict[str, Any] = {"grade_id": mark["grade_id"], "schema_version": 3}
        if _count(mark.get("schema_version")) is not None:
            clean["schema_version"] = mark["schema_version"]
        for key in ("grade", "solution", "locked", "task"):
            clean[key] = mark.get(key) is True
        points = mark.get("points")
        number = isinstance(points, (int, float)) and not isinstance(points, bool)
        if number and math.isfinite(points) and 0 <= points < 1e6:
            clean["points"] = points
        checksum = mark.get("checksum")
        if isinstance(checksum, str) and re.fullmatch("[0-9a-f]{32}", checksum):
            clean["checksum"] = checksum
        if mark.get("cell_type") in ("code", "markdown"):
            clean["cell_type"] = mark["cell_type"]
        return {"nbgrader": clean}

    def markdown(self, source: str, attachments: dict[str, Any]) -> str:
        self.markdown_left -= len(source)
        if self.markdown_left < 0:
            self.remark("so much text is shown as its source")
            return as_source(clean_text(source))
        text, remark = clean_markdown(source, attachments)
        if remark:
            self.remark(remark)
        return text

    def attachments(self, attachments: Any) -> dict[str, dict[str, str]]:
        clean: dict[str, dict[str, str]] = {}
        entries = attachments.items() if isinstance(attachments, dict) else ()
        for name, bundle in list(entries)[:OUTPUTS_CAP]:
            pictures = {}
            for kind, data in bundle.items() if isinstance(bundle, dict) else ():
                good = picture(data, kind)
                if good is not None and self.fits(good):
                    pictures[kind] = good
            if pictures and len(name) <= 200:
                clean[clean_source(name)] = pictures
            else:
                self.remark("an attachment that is no PNG, JPEG or GIF picture was taken out")
        return clean

    def fits(self, text: str) -> bool:
        self.size -= len(text)
        return self.size >= 0

    def outputs(self, outputs: Any) -> list[dict[str, Any]]:
        outputs = outputs if isinstance(outputs, (list, tuple)) else []
        clean = [self.output(output) for output in outputs[:OUTPUTS_CAP]]
        clean = [output for output in clean if output is not None]
        if len(outputs) > OUTPUTS_CAP:
            left_out = f"{len(outputs) - OUTPUTS_CAP} more outputs were taken out"
            self.remark(left_out)
            clean.append({"output_type": "stream", "name": "stdout", "text": f"[{left_out}]\n"})
        return clean

    def output(self, output: Any) -> dict[str, Any] | None:
        kind = output.get("output_type") if isinstance(output, dict) else None
        if kind == "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            return {"output_type": kind, "name": name, "text": self.text(output.get("text"))}
        if kind == "error":
            lines = output.get("traceback")
            lines = [joined(line) for line in lines] if isinstance(lines, (list, tuple)) else []
            return {
                "output_type": kind,
                "ename": clean_text(output.get("ename"), 200, colours=False),
                "evalue": clean_text(output.get("evalue"), 2000, colours=False),
                "traceback": self.text("\n".join(lines)).split("\n"),
            }
        if kind in ("display_data", "execute_result"):
            data = output.get("data")
            clean: dict[str, Any] = {"output_type": kind, "metadata": {}}
            clean["data"] = self.bundle(data if isinstance(data, dict) else {})
            if not clean["data"]:
                return None  # nothing to show, and nbconvert would complain of it
            if kind == "execute_result":
                clean["execution_count"] = _count(output.get("execution_count"))
            return clean
        self.remark("an output of an unknown kind was taken out")
        return None

    def text(self, value: Any) -> str:
        text = clean_text(value)
        return text if self.fits(text) else "[text taken out: the notebook is too large]"

    def bundle(self, data: dict[str, Any]) -> dict[str, str]:
        """One output in the forms that are safe; a note in its text where one was taken out."""
        clean: dict[str, str] = {}
        gone = []
        for kind, value in list(data.items())[:20]:
            good = self.form(kind, value)
            if good is not None and self.fits(good):
                clean[kind] = good
            else:
                gone.append(re.sub(r"[^\w/.+-]", "", str(kind))[:60] or "unknown")
        if gone:
            note = f"{', '.join(gone)} taken out"
            self.remark(f"an output as {note}")
            clean["text/plain"] = "\n".join(filter(None, [f"[{note}]", clean.get("text/plain")]))
        return clean

    def form(self, kind: Any, value: Any) -> str | None:
        if kind in PICTURES:
            return picture(value, kind)
        if kind == "text/plain":
            return clean_text(value)
        if kind == "text/html":
            text = clean_source(joined(value))
            if has_active(text):
                self.remark("scripts, styles or frames were taken out of an output")
            # What is oddly written takes long to read: a notebook may hold less of it.
            self.size -= len(text) * (1 if is_regular(text) else 20)
            return clean_html(text) if self.size >= 0 else None
        if kind == "text/latex":
            text = clean_text(value, colours=False)
            return None if ACTIVE_TEX.search(text) else text
        if kind == "text/markdown":
            return self.markdown(clean_source(joined(value)), {})
        return None


def _is_name(value: Any, length: int) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(rf"[a-zA-Z0-9_-]{{1,{length}}}", value))


def _count(value: Any) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value < 10**9 else None
